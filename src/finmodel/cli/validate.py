"""`finmodel validate`: check reports and say what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.annotation import Annotation
from finmodel.cli.configured import hint, reports_of
from finmodel.cli.detail import Details
from finmodel.cli.form import Findings, Form, forms_option, placed, refuse_impossible
from finmodel.cli.given import Given
from finmodel.cli.option import (
    A_PATH,
    checking_options,
    output_option,
    rules_option,
    taxonomy_option,
    time_limit_option,
)
from finmodel.cli.run import Run
from finmodel.cli.waiving import Waiving
from finmodel.diagnostic import Severity

if TYPE_CHECKING:
    from finmodel.configuration.configuration import Configuration

_NEVER = "never"


@click.command("validate")
@click.argument("files", nargs=-1, type=A_PATH, metavar="[FILE…]")
@taxonomy_option
@rules_option
@forms_option
@output_option
@click.option(
    "--fail-on",
    type=click.Choice([*map(str, reversed(Severity)), _NEVER]),
    default=str(Severity.ERROR),
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@checking_options
@click.option(
    "--no-prove",
    is_flag=True,
    help="Do not look for what is likely wrong, which sarif, html and --annotate tell.",
)
@time_limit_option
@click.option("--show-waived", is_flag=True, help="Show what is waived, too.")
@click.option(
    "--annotate",
    type=A_PATH,
    metavar="PATH",
    help="Write the workbook that is checked with marks on its numbers, and comments.",
)
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
    forms: tuple[Form, ...],
    output: Path | None,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    calculations: str,
    duplicates: str | None,
    no_prove: bool,
    time_limit: float | None,
    show_waived: bool,
    annotate: Path | None,
) -> None:
    """Check reports and say what is wrong.

    Without a file, those that the configuration names are checked: finmodel.toml, or
    [tool.finmodel] in pyproject.toml.

    The last line is the verdict: VALID, INVALID, NOT CHECKED where the taxonomy is missing, or
    UNREADABLE, and how much was checked.
    """
    wanted = placed(forms, output)
    configuration: Configuration = ctx.obj
    is_whole = not files
    files = files or reports_of(configuration)
    annotation = None if annotate is None else Annotation(annotate, not no_prove, time_limit)
    if annotation is not None:
        annotation.check(files)
    refuse_impossible(wanted, files)
    names = frozenset(form.name for form in wanted)
    details = Details(names, not no_prove, time_limit)
    run = Run(
        Given.at(taxonomy_path, rule_paths),
        None if fail_on == _NEVER else Severity[fail_on.upper()],
        select,
        ignore,
        calculations,
        duplicates,
        details,
        annotation,
        Waiving(configuration.waivers, date.today(), is_whole=is_whole),
    )
    documents = run.documents(files)
    if run.unknown or configuration.waivers:
        # rule files of the reports may have the code, and waivers findings of their own
        documents = list(documents)
        run.refuse_unknown(hint(ctx, "select", "--select"))
        several = len(documents) > 1
    else:
        several = len(files) > 1
    found = Findings(documents, several, show_waived, run.fail_on, lambda: run.exit, details)
    found.write(wanted)
    ctx.exit(run.exit)
