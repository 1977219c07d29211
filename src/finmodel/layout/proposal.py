"""What is proposed for a workbook: its tables, line items and rules, each with how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import Factory, evolve, frozen

from finmodel.formats.workbook.grid import quoted
from finmodel.layout.confidence import Confidence
from finmodel.layout.fiscal import CalendarGuess
from finmodel.layout.heading import ColumnGuess
from finmodel.layout.series import Trial
from finmodel.layout.table import RowGuess, TableGuess


@frozen
class NamedRow:
    """A row with the name of its line item."""

    row: RowGuess
    concept: str
    confidence: Confidence


@frozen(slots=False)
class NamedTable:
    """A table with the names of its line items."""

    name: str
    title: str
    guess: TableGuess
    columns: Sequence[ColumnGuess]
    rows: Sequence[NamedRow]

    def named(self, row: RowGuess) -> str:
        """Return the name of a row's line item."""
        return self._names[row.at]

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return {each.row.at: each.concept for each in self.rows}


@frozen
class Item:
    """A line item; one with a prefix is of a taxonomy, and only its period is said here."""

    name: str
    is_instant: bool
    labels: Mapping[str, str]


@frozen
class RuleGuess:
    """A rule that the layout implies, the cells that it rests on, and how often it holds there."""

    code: str
    items: tuple[str, ...]
    text: str
    why: str
    cells: str
    trial: Trial
    confidence: Confidence

    @property
    def loop(self) -> str:
        """The line items that it is repeated for, in the rule language; nothing for one rule."""
        return f"item in [{', '.join(self.items)}]" if self.items else ""

    def merged(self, other: RuleGuess) -> RuleGuess:
        """Return one rule for what two tables imply."""
        trial = Trial(
            self.trial.holds + other.trial.holds,
            self.trial.of + other.trial.of,
            self.trial.is_telling or other.trial.is_telling,
        )
        return evolve(
            self,
            items=tuple(dict.fromkeys((*self.items, *other.items))),
            cells=f"{self.cells}, {other.cells}",
            trial=trial,
            confidence=max(self.confidence, other.confidence, key=_doubt),
        )


@frozen
class Proposal:
    """Everything that a mapping is written from; `left_out` are tables that no period is known of.

    `namespaces` are the prefixes of line items of a taxonomy.
    """

    file: str
    namespace: str
    calendar: CalendarGuess
    tables: Sequence[NamedTable]
    items: Sequence[Item]
    rules: Sequence[RuleGuess]
    left_out: Sequence[str]
    taxonomy: Sequence[str] = ()
    namespaces: Mapping[str, str] = Factory(dict)

    @property
    def cut(self) -> list[str]:
        """What of very large tables is not looked at, and so not read either."""
        blocks = (table.guess.block for table in self.tables)
        return [f"{quoted(b.sheet.name)}: {b.cut_words}" for b in blocks if b.cut_words]


def _doubt(confidence: Confidence) -> int:
    return list(Confidence).index(confidence)
