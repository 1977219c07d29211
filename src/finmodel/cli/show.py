"""`finmodel show`: the statements of a report as tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.exit import complain
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, output_option, taxonomy_option
from finmodel.cli.output import put
from finmodel.render.terminal import visible

if TYPE_CHECKING:
    from finmodel.render.statement import Statement
    from finmodel.render.table import Table


@click.command("show")
@click.argument("file", type=A_PATH, metavar="FILE")
@taxonomy_option
@click.option("--language", default="en", show_default=True, help="The language of labels.")
@click.option(
    "--statement",
    "statements",
    multiple=True,
    metavar="TEXT",
    help="Only statements with this in their title or role; may be repeated.",
)
@click.option(
    "--concept",
    "concepts",
    multiple=True,
    metavar="TEXT",
    help="Only line items with this in their name or label; may be repeated.",
)
@click.option("--list", "is_list", is_flag=True, help="Only list the statements.")
@click.option("--full", is_flag=True, help="Print long texts whole, below their line.")
@output_option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    taxonomy_path: Path | None,
    language: str,
    statements: tuple[str, ...],
    concepts: tuple[str, ...],
    is_list: bool,
    full: bool,
    output: Path | None,
) -> None:
    """Show the statements of a report as tables.

    Line items stand below each other as the taxonomy presents them, periods beside each other.
    Facts that no statement presents follow in the end.
    """
    from finmodel.render.sheet import Sheets
    from finmodel.render.statement import with_concepts

    case, found = Given.at(taxonomy_path, ()).case(file)
    code = complain([*case.report.diagnostics, *found])
    report, tag = case.report, language.lower()
    if concepts:
        report = with_concepts(report, case.taxonomy, concepts, tag)
    sheets = Sheets(report, case.taxonomy, tag, full=full)
    parts = [text.casefold() for text in statements]
    wanted = (one for one in sheets if not parts or _is_named(one[0], parts))
    if is_list:
        put(_list_lines(wanted), output)
    else:
        empty = 0 if statements or concepts else sheets.empty
        put(_lines(wanted, empty, shutil.get_terminal_size().columns), output)
    ctx.exit(code)


def _is_named(statement: Statement, parts: list[str]) -> bool:
    name = f"{statement.title}\n{statement.role}".casefold()
    return any(part in name for part in parts)


def _list_lines(wanted: Iterable[tuple[Statement, Table]]) -> Iterator[str]:
    """Yield the statements with how many facts each shows."""
    for statement, table in wanted:
        yield visible(f"{len(set(table.facts)):>7,}  {statement.title}")


def _lines(wanted: Iterable[tuple[Statement, Table]], empty: int, width: int) -> Iterator[str]:
    from finmodel.render.table import table_lines

    for _, table in wanted:
        yield from table_lines(table, width)
        yield ""
    if empty:
        what = "statement has" if empty == 1 else "statements have"
        yield f"{empty:,} more {what} no facts in this report."
