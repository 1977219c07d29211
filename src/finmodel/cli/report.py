"""`finmodel report`: a report as one page, with what was found in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.detail import likely_wrong
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
from finmodel.cli.waiving import Waiving

if TYPE_CHECKING:
    from finmodel.configuration.configuration import Configuration


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
    from finmodel.render.html.page import report_html
    from finmodel.render.html.template import TemplatesMissingError
    from finmodel.render.validated import Validated
    from finmodel.rules.relation.checked import checked_relations
    from finmodel.validation import validate_case

    case, found = Given.at(taxonomy_path, rule_paths).case(file)
    configuration: Configuration = ctx.obj
    waiving = Waiving(configuration.waivers, date.today(), is_whole=False)
    result = waiving.result(validate_case(case, found, cache=cache()), file, case)
    validated = Validated(
        str(file),
        result.findings,
        case.report,
        result.coverage,
        case.taxonomy,
        result.has_taxonomy,
        waived=result.waived,
    )
    proven = None if no_prove else likely_wrong(file, case, time_limit)
    try:
        page = report_html(validated, checked_relations(case), proven, language=language.lower())
    except TemplatesMissingError as error:
        click.echo(str(error), err=True)
        ctx.exit(Exit.USAGE)
    put([page.rstrip("\n")], output)
    ctx.exit(Exit.CLEAN if result.ok else Exit.FINDINGS)
