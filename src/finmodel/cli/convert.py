"""`finmodel convert`: reports and taxonomies from one format to another."""

from __future__ import annotations

from pathlib import Path

import click

from finmodel.cli.exit import Exit, complain
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, taxonomy_option
from finmodel.cli.source import taxonomy_reader
from finmodel.diagnostic import UnreadableError

_FORMATS = click.Choice(["xml", "json", "csv", "xlsx"])


@click.command("convert")
@click.argument("source", type=A_PATH, metavar="IN")
@click.argument("target", type=A_PATH, metavar="OUT")
@click.option(
    "--from", "from_", type=_FORMATS, help="The format of IN, where its content misleads."
)
@click.option("--to", type=_FORMATS, help="The format of OUT, where its name does not say it.")
@taxonomy_option
@click.pass_context
def command(
    ctx: click.Context,
    source: Path,
    target: Path,
    from_: str | None,
    to: str | None,
    taxonomy_path: Path | None,
) -> None:
    """Convert a report or a taxonomy to another format.

    \b
    A report becomes  .xml or .xbrl        xBRL-XML
                      .json                xBRL-JSON
                      -metadata.json       xBRL-CSV, with its tables beside it
                      .xlsx                a workbook: statements, and all facts in one table
    A taxonomy        .xsd                 a schema, with its linkbases beside it
                      .json                JSON

    OUT is written whole or not at all. What cannot be carried over is said on standard error.
    """
    from finmodel.formats.foreign import NOT_A_REPORT

    try:
        code = _convert_report(Given.at(taxonomy_path, ()), source, target, from_, to)
    except UnreadableError as error:
        if all(said.code != NOT_A_REPORT.code for said in error.diagnostics):
            raise
        code = _convert_taxonomy(source, target, error)
    ctx.exit(code)


def _convert_report(
    given: Given, source: Path, target: Path, from_: str | None, to: str | None
) -> Exit:
    """Write a report; a taxonomy that is missing is said, and is no fault of the report."""
    from finmodel.formats.report import Format, write
    from finmodel.render.workbook.statement import statement_sheets

    report, taxonomy, found = given.report(source, Format(from_) if from_ else None)
    complain(found)
    sheets = statement_sheets(report, taxonomy)
    form = Format(to) if to else None
    written = write(report, target, format=form, taxonomy=taxonomy, sheets=sheets)
    return complain([*report.diagnostics, *written])


def _convert_taxonomy(source: Path, target: Path, not_a_report: UnreadableError) -> Exit:
    from finmodel.formats.taxonomy import write_taxonomy

    try:
        taxonomy = taxonomy_reader()(source)
    except UnreadableError:
        raise not_a_report from None
    try:
        write_taxonomy(taxonomy, target)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="OUT") from None
    return complain(taxonomy.diagnostics)
