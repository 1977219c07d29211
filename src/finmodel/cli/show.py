"""`finmodel show`: the statements of a report as tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from finmodel.cli.given import Given
from finmodel.cli.language import language_option, tell_languages
from finmodel.cli.option import A_PATH, output_option, taxonomy_option
from finmodel.cli.output import put
from finmodel.render.terminal import visible

if TYPE_CHECKING:
    from finmodel.model.report import Report
    from finmodel.render.sheet import Sheets
    from finmodel.render.statement import Statement
    from finmodel.render.table import Table
    from finmodel.rules.case import Case

_MOST_TITLES: Final = 40


@click.command("show")
@click.argument("file", type=A_PATH, metavar="FILE")
@taxonomy_option
@language_option
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

    case, code = Given.at(taxonomy_path, ()).opened(file)
    tag, width = language.lower(), shutil.get_terminal_size().columns
    report = _with_concepts(case, concepts, tag) if concepts else case.report
    sheets = Sheets(report, case.taxonomy, tag, full=full, width=width)
    wanted = _with_titles(sheets, statements) if statements else sheets
    tell_languages(ctx, case.taxonomy, report.columns.concepts, language)
    if is_list:
        put(_list_lines(wanted), output)
    else:
        empty = 0 if statements or concepts else len(sheets.empty)
        put(_lines(wanted, empty, width), output)
    ctx.exit(code)


def _with_concepts(case: Case, texts: tuple[str, ...], language: str) -> Report:
    """Return a report with some line items; that there are none of a text is a mistake in it."""
    from finmodel.render.statement import with_concepts

    try:
        return with_concepts(case.report, case.taxonomy, texts, language)
    except LookupError as error:
        message = f"No line item of the report has “{error.args[0]}” in its name or label."
        raise click.UsageError(visible(message)) from None


def _with_titles(sheets: Sheets, texts: tuple[str, ...]) -> list[tuple[Statement, Table]]:
    """Return some statements; that there are none of a text is a mistake in the command."""
    wanted = []
    titles: dict[str, None] = {}
    missing = set(texts)
    for statement, table in sheets:
        titles[statement.title] = None
        named = {text for text in texts if _is_named(statement, text)}
        missing -= named
        if named:
            wanted.append((statement, table))
    for text in texts:
        if text in missing:
            raise click.UsageError("\n".join(_no_statement(text, list(titles), sheets.empty)))
    return wanted


def _is_named(statement: Statement, text: str) -> bool:
    return text.casefold() in f"{statement.title}\n{statement.role}".casefold()


def _no_statement(text: str, titles: list[str], empty: Iterable[Statement]) -> Iterator[str]:
    """Yield what is said where no statement has a text in its title, and which there are."""
    unfilled = [statement.title for statement in empty if _is_named(statement, text)]
    if unfilled:
        yield visible(f"“{unfilled[0]}” has no facts in this report. These statements have some:")
    else:
        yield visible(f"No statement has “{text}” in its title or role. There are:")
    yield from (f"  {visible(title)}" for title in titles[:_MOST_TITLES])
    if len(titles) > _MOST_TITLES:
        yield f"  and {len(titles) - _MOST_TITLES:,} more, which --list shows."


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
