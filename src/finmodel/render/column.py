"""The columns of a statement: periods beside each other, and the members that have columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from finmodel.model.column import Columns
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.wording import shortened
from finmodel.qname import QName
from finmodel.render.statement import Line, Statement
from finmodel.render.table import Heading, wrapped
from finmodel.render.words import Members, Words

_DAYS_OF_MONTH: Final = Fraction(365, 12)
_LONGEST_HEADING: Final = 60
_HEADING_WIDTH: Final = 18
_FEWER: Final = 4
_LEAST_LINES: Final = 3
_MOST_MEMBER_COLUMNS: Final = 8


class Column(NamedTuple):
    """Who, when and which part: what the facts below a heading have in common."""

    entity: Entity | None
    period: Period
    members: Members = ()


class Arrangement:
    """The columns that a statement needs, few rather than many.

    Members that several lines are reported for have columns; `broad` are these. Balances stand in
    the column of a period that they end: `merged` has the instants that a column takes in, and
    `into` the column of each.
    """

    def __init__(self, columns: Columns, statement: Statement) -> None:
        self._columns = columns
        self._statement = statement
        self._places = cache(self._placed)
        self.broad = self._broad_members()
        self.merged: dict[Column, list[Column]] = {}
        self.into: dict[Column, Column] = {}
        self._of_balances: set[Column] = set()
        self.heads = self._arranged()

    def place(self, row: int) -> Column:
        """Return where a fact stands, if there are columns for everything."""
        return self._places(self._columns.dimensions[row])

    def _placed(self, index: int) -> Column:
        shared = self._columns.dimension_sets[index]
        return Column(shared.entity, shared.period, shared.members)

    def headings(self, words_of: Words, *, with_members: bool) -> tuple[Heading, ...]:
        """Return what stands above the columns: whose, of what members if they differ, and when."""
        several = len({one.entity for one in self.heads}) > 1
        above = []
        for column in self.heads:
            words = [str(column.entity or "")] if several else []
            if with_members and column.members:
                words.append(words_of.members(column.members))
            above.append(tuple(words))
        return tuple(
            Heading(words, self._period(column))
            for words, column in zip(above, self.heads, strict=True)
        )

    def _period(self, column: Column) -> tuple[str, ...]:
        start, to, end = str(column.period).partition(" to ")
        if column in self._of_balances:
            return end, f"from {start}"
        return (start, f"to {end}") if to else (start,)

    def _broad_members(self) -> set[Members]:
        """Return the members that have columns: few, each with several lines; or one with all.

        Others of the same axes stand beside them, if those are few too.
        """
        lines: defaultdict[Members, set[QName]] = defaultdict(set)
        for name, rows in self._statement.rows.items():
            for row in rows:
                lines[self.place(row).members].add(name)
        if len(lines) == 1:
            return set(lines)
        broad = {m for m, names in lines.items() if m and len(names) >= _LEAST_LINES}
        axes = {_axes(members) for members in broad}
        beside = {members for members in lines if members and _axes(members) in axes}
        if len(beside) <= _MOST_MEMBER_COLUMNS:
            return beside
        return broad if len(broad) <= _MOST_MEMBER_COLUMNS else set()

    def _column_of(self, place: Column) -> Column:
        return place if place.members in self.broad else place._replace(members=())

    def _arranged(self) -> list[Column]:
        """Return the columns, those of one kind beside each other, the kinds with most facts first.

        Those with few facts come last. Balances need a column of their own only where no period
        ends, or begins, with them.
        """
        counts: Counter[Column] = Counter()
        edges: dict[Line, dict[Column, None]] = {}
        plain_names = set()
        for line in self._statement.lines:
            rows = self._statement.rows.get(line.concept, ())
            # in the order of the rows, so that the same report always gives the same tables
            places = dict.fromkeys(self._column_of(self.place(row)) for row in rows)
            if line.is_edge:
                edges[line] = places
            else:
                plain_names.add(line.concept)
                counts.update(places.keys())
        for row in self._tuple_rows():
            counts[self._column_of(self.place(row))._replace(members=())] += 1
        plain_columns = set(counts)
        reached = {
            (line.concept, column._replace(period=line.period(column.period)))
            for line in edges
            for column in plain_columns
        }
        for line, places in edges.items():
            if line.concept not in plain_names:
                alone = (one for one in places if (line.concept, one) not in reached)
                counts.update(one for one in alone if one not in counts)
        self._merge(counts, plain_columns)
        kinds: Counter[tuple[object, ...]] = Counter()
        for column, count in counts.items():
            kinds[self._kind(column)] += count
        fullest = sorted(kinds, key=lambda kind: (-kinds[kind], str(kind[0] or "")))
        order = {kind: number for number, kind in enumerate(fullest)}
        few = max(counts.values(), default=0) / _FEWER

        def place(column: Column) -> tuple[object, ...]:
            return counts[column] < few, order[self._kind(column)], _chronological(column)

        return sorted(counts, key=place)

    def _kind(self, column: Column) -> tuple[object, ...]:
        """Return what columns beside each other have in common; a fiscal year may be 53 weeks."""
        start, end = column.period.start, column.period.end
        if column in self._of_balances or start is None or end is None:
            return column.entity, column.members, 0
        return column.entity, column.members, round((end - start).days / _DAYS_OF_MONTH)

    def _merge(self, counts: Counter[Column], plain_columns: set[Column]) -> None:
        """Take instants into the columns of periods that end there, of several the fullest."""
        ends: defaultdict[Column, list[Column]] = defaultdict(list)
        for column in counts:
            if column.period.is_duration and not column.period.is_forever:
                ends[column._replace(period=column.period.closing())].append(column)
        for column in [one for one in counts if one in ends and one in plain_columns]:
            best = max(ends[column], key=lambda one: (counts[one], _chronological(one)))
            self.merged.setdefault(best, []).append(column)
            self.into[column] = best
            if counts[column] > counts[best]:
                self._of_balances.add(best)
            counts[best] += counts.pop(column)

    def _tuple_rows(self) -> Iterable[int]:
        tuples = self._columns.tuples
        for indexes in self._statement.tuples.values():
            for index in indexes:
                yield from range(tuples[index].start, tuples[index].stop)


def stacked(headings: Sequence[Heading]) -> tuple[tuple[str, ...], ...]:
    """Return headings as lines that stand below each other, long words on several lines."""
    above = [
        [line for words in heading.above for line in wrapped(_short(words), _HEADING_WIDTH)]
        for heading in headings
    ]
    most = max(map(len, above), default=0)
    return tuple(
        (*[""] * (most - len(lines)), *lines, *heading.period)
        for lines, heading in zip(above, headings, strict=True)
    )


def _short(words: str) -> str:
    return shortened(words, _LONGEST_HEADING)


def _axes(members: Members) -> tuple[QName, ...]:
    return tuple(axis for axis, _ in members)


def _chronological(column: Column) -> tuple[str, ...]:
    entity, period, _ = column
    ends = (moment.isoformat() if moment else "" for moment in (period.end, period.start))
    return (str(entity or ""), *ends)
