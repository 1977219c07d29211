"""`finmodel init`: propose what the cells of a workbook mean."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from finmodel.cli.exit import Exit
from finmodel.cli.option import A_PATH, taxonomy_option
from finmodel.cli.output import put
from finmodel.cli.source import taxonomy_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finmodel.layout.proposal import Proposal
    from finmodel.taxonomy.taxonomy import Taxonomy

_MONTHS: Final = 12
_MOST_LINES: Final = 40


@click.command("init")
@click.argument("workbook", type=A_PATH, metavar="BOOK.xlsx")
@taxonomy_option
@click.option(
    "--fiscal-year",
    "fiscal_month",
    type=click.IntRange(1, _MONTHS),
    metavar="MONTH",
    help="The month in which fiscal years start, where the workbook does not say it.",
)
@click.option("--force", is_flag=True, help="Write anew a mapping that is there already.")
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    taxonomy_path: Path | str | None,
    fiscal_month: int | None,
    force: bool,
) -> None:
    """Propose what the cells of a workbook mean.

    Writes BOOK.mapping.toml beside it: its tables, units, periods and line items, and the rules
    that the layout implies, each with how sure it is. Look through it and correct what is wrong;
    then all other commands read the workbook as a report. With a taxonomy its line items are
    looked for by their labels; others get names of their own.
    """
    from finmodel.formats.document import Document
    from finmodel.formats.output import write_whole
    from finmodel.formats.workbook.mapping import mapping_path
    from finmodel.formats.workbook.opening import open_workbook
    from finmodel.layout.propose import propose
    from finmodel.layout.text import mapping_text
    from finmodel.taxonomy.taxonomy import EMPTY

    target = mapping_path(workbook)
    if target.exists() and not force:
        message = f"{target} is there already, perhaps corrected; --force writes it anew."
        raise click.UsageError(message)
    taxonomy = EMPTY if taxonomy_path is None else taxonomy_reader()(taxonomy_path)
    found = propose(
        open_workbook(Document.of(workbook)),
        workbook.name,
        taxonomy=taxonomy,
        entry_points=_entry_points(taxonomy_path, taxonomy, target),
        fiscal_month=fiscal_month,
    )
    write_whole(target, [mapping_text(found).encode()])
    put(_lines(found, workbook, target))
    ctx.exit(Exit.CLEAN if found.tables else Exit.FINDINGS)


def _entry_points(path: Path | str | None, taxonomy: Taxonomy, target: Path) -> list[str]:
    """Return how the mapping refers to a taxonomy: by address, or relatively to itself."""
    from finmodel.formats.document import relative_address

    if path is None:
        return []
    return [relative_address(address, target) for address in taxonomy.entry_points]


def _lines(found: Proposal, workbook: Path, target: Path) -> Iterator[str]:
    from finmodel.layout.confidence import Confidence
    from finmodel.render.terminal import visible

    yield visible(f"{target}")
    for table in found.tables[:_MOST_LINES]:
        guess = table.guess
        unit = guess.measure.text if guess.measure is not None else "no unit found"
        yield visible(
            f"  {table.name}: {len(table.rows)} line items in {len(table.columns)} columns, {unit}"
            f"  ('{guess.block.sheet.name}'!{guess.block.area})"
        )
    yield from _more(found.tables, "tables")
    yield ""
    sure = sum(rule.confidence is Confidence.HIGH for rule in found.rules)
    yield f"{_count(len(found.rules), 'rule')} proposed, {sure} of high confidence"
    doubtful = [rule for rule in found.rules if not rule.trial.is_whole]
    for rule in doubtful[:_MOST_LINES]:
        yield visible(f"  look at {rule.cells}: {rule.text} holds in {rule.trial.words}")
    yield from _more(doubtful, "rules that do not hold everywhere")
    for place in found.left_out[:_MOST_LINES]:
        yield visible(f"  left out, since no period is known, or neither heading nor unit: {place}")
    yield from _more(found.left_out, "tables left out")
    for place in found.cut[:_MOST_LINES]:
        yield visible(f"  not read, since the table is too large: {place}")
    yield from _more(found.cut, "tables cut")
    yield ""
    book = shlex.quote(str(workbook))
    yield visible(f"next  look through {target}, then  finmodel validate {book}")


def _more(things: Sequence[object], what: str) -> Iterator[str]:
    """Yield a line for those beyond the first ones."""
    if len(things) > _MOST_LINES:
        yield f"  … and {len(things) - _MOST_LINES:,} more {what}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
