"""What a comparison of two reports found: pairs of facts by what became of them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import overload

from attrs import Factory, frozen

from finmodel.comparison.correspondence import Correspondence
from finmodel.comparison.judge import Number, Side
from finmodel.comparison.kind import HARMLESS, Kind
from finmodel.comparison.label import NewLabel
from finmodel.display import Displayed
from finmodel.model.column import NONE
from finmodel.model.entity import Entity
from finmodel.model.fact import Fact
from finmodel.model.link import Note
from finmodel.model.report import Report


@frozen
class Pair:
    """A fact of the old report and the one of the new that states the same, as far as they are.

    `power` is the power of ten by which a rescaled number is larger now, negative if it is smaller.
    """

    kind: Kind
    old: Fact | None
    new: Fact | None
    was: Number | None = None
    now: Number | None = None
    power: int = 0

    @property
    def fact(self) -> Fact:
        """The new fact, or the old one where there is no other."""
        fact = self.new or self.old
        assert fact is not None  # noqa: S101 - a pair has one side at least
        return fact

    @property
    def difference(self) -> Fraction | None:
        """The new number less the old one, as they are printed; `None` where one is none."""
        return None if self.was is None or self.now is None else self.now.value - self.was.value

    @property
    def relative(self) -> Fraction | None:
        """The difference as a share of the old number's size; `None` where that is zero."""
        difference = self.difference
        if difference is None or self.was is None or not self.was.value:
            return None
        return difference / abs(self.was.value)

    @property
    def gap(self) -> Fraction | None:
        """By how much the true values differ at least, whatever the rounding."""
        if self.was is None or self.now is None:
            return None
        return self.was.interval.gap(self.now.interval)


@frozen(eq=False)
class Pairs(Sequence[Pair]):
    """The pairs of one kind, in the order of the new report; those of the old one alone in its."""

    kind: Kind
    _old: Side
    _new: Side
    before: Sequence[int] = ()
    after: Sequence[int] = ()
    powers: Sequence[int] = ()

    @overload
    def __getitem__(self, key: int) -> Pair: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[Pair]: ...
    def __getitem__(self, key: int | slice) -> Pair | Sequence[Pair]:
        """Return the pair at a position, or those of a slice."""
        if isinstance(key, slice):
            return [self[index] for index in range(*key.indices(len(self)))]
        before, after = self.before[key], self.after[key]
        was = None if before == NONE else self._old.number(before)
        now = None if after == NONE else self._new.number(after)
        return Pair(
            self.kind,
            None if before == NONE else Fact(self._old.report, before),
            None if after == NONE else Fact(self._new.report, after),
            was,
            now,
            self.powers[key],
        )

    def __len__(self) -> int:
        return len(self.before)


@frozen(eq=False)
class Comparison(Displayed):
    """Two reports side by side: every fact of either, with what became of it.

    Facts are matched by concept, entity, period, members, unit, language and the kind of tuple
    that they are in; what `correspondence` says is one is called differently. Numbers are compared
    as intervals. `current` is the end of the latest period that the new report is about; a number
    of an earlier one that has changed is restated. `notes` are how often each note is in the old
    and in the new report, where that differs. Not compared are identifiers, the order of facts,
    and which facts are linked to each other and to which notes.
    """

    old: Side
    new: Side
    correspondence: Correspondence
    current: datetime | None
    pairs: Mapping[Kind, Pairs]
    labels: tuple[NewLabel, ...] = ()
    notes: Mapping[tuple[str, str], tuple[int, int]] = Factory(dict)

    @property
    def reports(self) -> tuple[Report, Report]:
        """The old and the new report."""
        return self.old.report, self.new.report

    @property
    def unmatched(self) -> tuple[Entity, ...]:
        """The entities of the old report that the new one has not, under no other scheme either."""
        there = {shared.entity for shared in self.new.columns.dimension_sets}
        known = dict.fromkeys(shared.entity for shared in self.old.columns.dimension_sets)
        names = self.correspondence.entities
        return tuple(e for e in known if e is not None and names.get(e, e) not in there)

    @property
    def is_same(self) -> bool:
        """Whether both reports say the same, as far as each of them says it."""
        changed = any(self.count(kind) for kind in Kind if kind not in HARMLESS)
        return not (changed or self.labels or self.notes)

    def count(self, kind: Kind) -> int:
        """Return how many pairs are of a kind; a fact without another is one, too."""
        return len(self.pairs[kind])

    def news(self, kind: Kind) -> int:
        """Return how many added facts are of periods that the old report is silent of.

        Of removed ones, those of periods that the new report is silent of.
        """
        side, other = (self.new, self.old) if kind is Kind.ADDED else (self.old, self.new)
        pairs = self.pairs[kind]
        known = {shared.period for shared in other.columns.dimension_sets}
        sets, column = side.columns.dimension_sets, side.columns.dimensions
        is_news = [shared.period not in known for shared in sets]
        rows = pairs.after if kind is Kind.ADDED else pairs.before
        return sum(is_news[column[row]] for row in rows)

    def __repr__(self) -> str:
        counts = (f"{self.count(kind)} {kind.value}" for kind in Kind if self.count(kind))
        return f"<Comparison {', '.join(counts)}>"


class Sorting:
    """Collects pairs by their kinds."""

    def __init__(self, old: Side, new: Side) -> None:
        self._sides = old, new
        self._found: dict[Kind, tuple[array[int], array[int], array[int]]] = {
            kind: (array("i"), array("i"), array("i")) for kind in Kind
        }

    def add(self, kind: Kind, before: int, after: int, power: int = 0) -> None:
        """Add a pair."""
        for column, value in zip(self._found[kind], (before, after, power), strict=True):
            column.append(value)

    def rows(self, kind: Kind) -> tuple[array[int], array[int]]:
        """Return the rows of both reports of a kind."""
        before, after, _ = self._found[kind]
        return before, after

    def move(self, pairs: Mapping[int, int]) -> None:
        """Make pairs of removed and added rows relabelled ones."""
        for kind, rows in ((Kind.REMOVED, pairs.keys()), (Kind.ADDED, set(pairs.values()))):
            kept = [
                entry
                for entry in zip(*self._found[kind], strict=True)
                if entry[kind is Kind.ADDED] not in rows
            ]
            columns = zip(*kept, strict=True) if kept else ((), (), ())
            before, after, power = (array("i", column) for column in columns)
            self._found[kind] = before, after, power
        for row, other in pairs.items():
            self.add(Kind.RELABELLED, row, other)

    def pairs(self) -> Mapping[Kind, Pairs]:
        """Return the pairs of each kind, those of the new report in its order."""
        found = {}
        for kind, columns in self._found.items():
            entries = sorted(zip(*columns, strict=True), key=lambda e: (e[1] == NONE, e[1], e[0]))
            before, after, powers = zip(*entries, strict=True) if entries else ((), (), ())
            found[kind] = Pairs(kind, *self._sides, before, after, powers)
        return found


def differing_notes(old: Report, new: Report) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Return the notes, by language and words, that one report has more often than the other."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for side, report in enumerate((old, new)):
        for note in report.notes.values():
            key = _words(note)
            was, now = counts.get(key, (0, 0))
            counts[key] = (was + (side == 0), now + (side == 1))
    return {key: (was, now) for key, (was, now) in sorted(counts.items()) if was != now}


def _words(note: Note) -> tuple[str, str]:
    return note.language, note.text
