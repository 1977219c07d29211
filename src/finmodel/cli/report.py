"""`finmodel report`: a report as one page, with what was found in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.configured import hint
from finmodel.cli.detail import Details
from finmodel.cli.form import Form, page_lines, refuse_impossible
from finmodel.cli.given import Given
from finmodel.cli.language import language_option, tell_languages
from finmodel.cli.option import (
    A_PATH,
    checking_options,
    output_option,
    rules_option,
    taxonomy_option,
    time_limit_option,
)
from finmodel.cli.output import put
from finmodel.cli.run import Run
from finmodel.cli.waiving import Waiving
from finmodel.diagnostic import Severity

if TYPE_CHECKING:
    from finmodel.configuration.configuration import Configuration


@click.command("report")
@click.argument("file", type=A_PATH, metavar="FILE")
@taxonomy_option
@rules_option
@output_option
@checking_options
@language_option
@click.option("--no-prove", is_flag=True, help="Do not look for what is likely wrong.")
@time_limit_option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    calculations: str,
    duplicates: str | None,
    language: str,
    no_prove: bool,
    time_limit: float | None,
) -> None:
    """Write a report as a page that any browser opens, offline.

    It has the verdict, the findings with pictures of what rounding allows, what is likely wrong,
    and the statements, in which each number tells what it stands for and what holds it. What is
    likely wrong is looked for during at most a minute, or `--time-limit`. Where the page goes to a
    file, the verdict is said on standard error.
    """
    from finmodel.render.summary import summary_line

    refuse_impossible([Form("html", output)], [file])
    configuration: Configuration = ctx.obj
    details = Details(frozenset(("html",)), not no_prove, time_limit)
    run = Run(
        Given.at(taxonomy_path, rule_paths),
        Severity.ERROR,
        select,
        ignore,
        calculations,
        duplicates,
        details,
        None,
        Waiving(configuration.waivers, date.today(), is_whole=False),
    )
    validated = run.checked(file)
    run.refuse_unknown(hint(ctx, "select", "--select"))
    if validated.report is not None:
        concepts = validated.report.columns.concepts
        tell_languages(ctx, validated.taxonomy, concepts, language)
    put(page_lines(validated, details, language.lower()), output)
    if output is not None:
        click.echo(summary_line(validated), err=True)
    ctx.exit(run.exit)
