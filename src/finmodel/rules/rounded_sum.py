"""Totals bound to their parts by the rules of XBRL 2.1: each number rounded, tuples regarded."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT, NONE, UNKNOWN, Columns
from finmodel.model.finding import Verdict
from finmodel.numeric import NumberError, parse_decimal, rounded
from finmodel.rules.series import Series
from finmodel.rules.summation import Summation
from finmodel.taxonomy.lexical import Number

Rows = Sequence[int]
Contributions = Sequence[tuple[Number, Rows]]
"""The rows of each part with its weight, all in the place of the total."""


@frozen(slots=False)
class RoundedSum:
    """A total and its parts, every number rounded to its own decimals (XBRL 2.1, 5.2.5.2).

    `claims` are all rows of the total in one tuple; `parts` those that contribute to it. Some may
    be nil, which adds nothing, but is a statement of its own where there is another.
    """

    columns: Columns
    claims: Rows
    parts: Contributions

    @property
    def is_bound(self) -> bool:
        """Whether the total and one of its parts are numbers."""
        is_stated = any(any(self._are_numbers(rows)) for _, rows in self.parts)
        return is_stated and any(self._are_numbers(self.claims))

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of all facts that it holds."""
        return (*self.claims, *(row for _, rows in self.parts for row in rows))

    @cached_property
    def verdict(self) -> Verdict:
        """What became of it; it is not evaluated where one tuple states something twice."""
        if len(self.claims) > 1 or any(self._has_duplicates(rows) for _, rows in self.parts):
            return Verdict.NOT_EVALUATED
        is_consistent = not self.is_unknown and self.sum == self.stated
        return Verdict.EXACT if is_consistent else Verdict.BROKEN

    @cached_property
    def is_unknown(self) -> bool:
        """Whether one of the numbers has precision 0, which makes everything inconsistent."""
        return any(self.columns.decimals[row] == UNKNOWN for row in self.rows)

    @cached_property
    def stated(self) -> Fraction:
        """The total, rounded to its decimals."""
        return self._rounded(self.claims[0])

    @cached_property
    def sum(self) -> Fraction:
        """What the rounded parts make, rounded to the decimals of the total."""
        numbers = (
            Fraction(weight) * self._rounded(row)
            for weight, rows in self.parts
            for row, is_number in zip(rows, self._are_numbers(rows), strict=True)
            if is_number
        )
        return _to(sum(numbers, Fraction(0)), self.columns.decimals[self.claims[0]])

    def _are_numbers(self, rows: Rows) -> list[bool]:
        return [_is_number(self.columns.value[row]) for row in rows]

    def _has_duplicates(self, rows: Rows) -> bool:
        owner = self.columns.owner
        if owner is None:
            return len(rows) > 1
        return len({owner[row] for row in rows}) < len(rows)

    def _rounded(self, row: int) -> Fraction:
        number = Fraction(parse_decimal((self.columns.value[row] or "").strip()))
        return _to(number, self.columns.decimals[row])


def _to(number: Fraction, decimals: int) -> Fraction:
    return number if decimals in (EXACT, ABSENT, UNKNOWN) else rounded(number, decimals)


def _is_number(text: str | None) -> bool:
    try:
        return text is not None and parse_decimal(text.strip()) is not None
    except NumberError:
        return False


_Key = tuple[int, int]
"""A unit and a dimension set."""


class TupleSums:
    """Finds the sums of a report with tuples: a total adds up what is inside the tuple it is in.

    A tuple's facts are rows that follow each other, so what is inside one is found by halving.
    """

    def __init__(
        self, columns: Columns, series: Sequence[Series], summations: Sequence[Summation]
    ) -> None:
        self._columns = columns
        self._summations = summations
        self._indexes = {name: index for index, name in enumerate(columns.concepts)}
        wanted = {one.total for one in summations}
        wanted |= {part.concept for one in summations for part in one.parts}
        found: defaultdict[int, defaultdict[_Key, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for one in series:
            for row in one.rows if columns.concepts[one.concept] in wanted else ():
                found[one.concept][one.unit, columns.dimensions[row]].append(row)
        self._rows: Mapping[int, Mapping[_Key, list[int]]] = found
        for places in found.values():
            for rows in places.values():
                rows.sort()

    def __iter__(self) -> Iterator[tuple[Summation, RoundedSum]]:
        for summation in self._summations:
            for found in self._of(summation):
                yield summation, found

    def _of(self, summation: Summation) -> Iterator[RoundedSum]:
        """Yield the sums of a summation, one for each tuple in which its total is stated."""
        none: dict[_Key, list[int]] = {}
        total = self._rows.get(self._indexes.get(summation.total, NONE), none)
        parts = [
            (part.weight, self._rows.get(self._indexes.get(part.concept, NONE), none))
            for part in summation.parts
        ]
        for key, rows in total.items():
            beside = [(weight, places[key]) for weight, places in parts if key in places]
            for claims in self._by_tuple(rows) if beside else ():
                inside = [(weight, self._inside(claims[0], rows)) for weight, rows in beside]
                found = RoundedSum(self._columns, claims, [pair for pair in inside if pair[1]])
                if found.is_bound:
                    yield found

    def _by_tuple(self, rows: Rows) -> Iterator[Rows]:
        owner = self._columns.owner
        if owner is None:
            yield rows
            return
        found: defaultdict[int, list[int]] = defaultdict(list)
        for row in rows:
            found[owner[row]].append(row)
        yield from found.values()

    def _inside(self, claim: int, rows: list[int]) -> Rows:
        """Return those of some rows that are in the tuple of a claim, however deep."""
        owner = self._columns.owner
        if owner is None or owner[claim] == NONE:
            return rows
        one = self._columns.tuples[owner[claim]]
        return rows[bisect_left(rows, one.start) : bisect_left(rows, one.stop)]
