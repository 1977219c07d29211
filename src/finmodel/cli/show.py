"""`finmodel show`: the statements of a report as tables."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.exit import complain
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, output_option, taxonomy_option
from finmodel.cli.output import put

if TYPE_CHECKING:
    from finmodel.render.table import Table


@click.command("show")
@click.argument("file", type=A_PATH, metavar="FILE")
@taxonomy_option
@click.option("--language", default="en", show_default=True, help="The language of labels.")
@output_option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    taxonomy_path: Path | None,
    language: str,
    output: Path | None,
) -> None:
    """Show the statements of a report as tables.

    Line items and members stand below each other, periods beside each other."""
    from finmodel.render.statement import statement_tables

    case, found = Given.at(taxonomy_path, ()).case(file)
    code = complain([*case.report.diagnostics, *found])
    width = shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None
    put(_lines(statement_tables(case.report, case.taxonomy, language.lower()), width), output)
    ctx.exit(code)


def _lines(tables: Iterator[Table], width: int | None) -> Iterator[str]:
    from finmodel.render.table import table_lines

    for table in tables:
        yield from table_lines(table, width)
        yield ""
