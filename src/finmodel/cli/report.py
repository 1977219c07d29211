"""`finmodel report`: a report as one page, with what was found in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from finmodel.cli.exit import Exit
from finmodel.cli.given import Given
from finmodel.cli.option import (
    A_PATH,
    output_option,
    rules_option,
    taxonomy_option,
    time_limit_option,
)
from finmodel.cli.output import put
from finmodel.cli.source import cache

if TYPE_CHECKING:
    from finmodel.render.proven import Proven
    from finmodel.rules.case import Case

_PATIENCE: Final = 60.0
"""Seconds that somebody waits for what is likely wrong, who has not said how many."""


@click.command("report")
@click.argument("file", type=A_PATH, metavar="FILE")
@taxonomy_option
@rules_option
@output_option
@click.option("--language", default="en", show_default=True, help="The language of labels.")
@click.option("--no-prove", is_flag=True, help="Do not look for what is likely wrong.")
@time_limit_option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
    output: Path | None,
    language: str,
    no_prove: bool,
    time_limit: float | None,
) -> None:
    """Write a page about a report that opens in any browser, without a network.

    It has the verdict, the findings with pictures of what rounding allows, what is likely wrong,
    and the statements, in which each number tells what it stands for and what holds it. What is
    likely wrong is looked for during at most a minute, or `--time-limit`.
    """
    from finmodel.render.html.page import TemplatesMissingError, report_html
    from finmodel.render.validated import Validated
    from finmodel.rules.relation.checked import checked_relations
    from finmodel.validation import validate_case

    case, found = Given.at(taxonomy_path, rule_paths).case(file)
    result = validate_case(case, found, cache=cache())
    validated = Validated(
        str(file),
        result.findings,
        case.report,
        result.coverage,
        case.taxonomy,
        result.has_taxonomy,
    )
    proven = None
    if not no_prove:
        proven = _proven(ctx, file, case, _PATIENCE if time_limit is None else time_limit)
    try:
        page = report_html(validated, checked_relations(case), proven, language=language.lower())
    except TemplatesMissingError as error:
        click.echo(str(error), err=True)
        ctx.exit(Exit.USAGE)
    put([page.rstrip("\n")], output)
    ctx.exit(Exit.CLEAN if result.ok else Exit.FINDINGS)


def _proven(ctx: click.Context, file: Path, case: Case, time_limit: float) -> Proven | None:
    """Return what is likely wrong, or `None` where the solver is not installed."""
    from finmodel.cli.prove import explained
    from finmodel.cli.solving import proved
    from finmodel.proof.deadline import Deadline
    from finmodel.proof.solver import is_installed
    from finmodel.render.proven import Proven

    if not is_installed():
        return None
    deadline = Deadline(time_limit, 0)
    proof = proved(ctx, case, deadline)
    proven = Proven(str(file), proof, case.taxonomy)
    return explained(ctx, proven, case, deadline) if proof.conflicts else proven
