"""Totals bound to their parts by the rules of XBRL 2.1: each number rounded, tuples regarded."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT, NONE, UNKNOWN, Columns
from finmodel.model.finding import Verdict
from finmodel.numeric import NumberError, parse_decimal, rounded
from finmodel.rules.series import Series
from finmodel.rules.summation import Summation
from finmodel.taxonomy.lexical import Number

Rows = Sequence[int]


@frozen
class Contribution:
    """What the facts of a concept in one place come to, those inside one tuple or all.

    Some may be nil, which adds nothing, but is a statement of its own where there is another.
    """

    rows: Rows
    sum: Fraction
    is_stated: bool
    is_repeated: bool
    is_unknown: bool


class Run:
    """The facts of a concept in one place, in order, each number rounded to its own decimals.

    It is added up once, so that tuples within tuples cost no more than those side by side.
    """

    def __init__(self, columns: Columns, rows: Rows) -> None:
        numbers = [_rounded(columns, row) for row in rows]
        self._rows = rows
        self._sums = list(accumulate((one or Fraction(0) for one in numbers), initial=Fraction(0)))
        self._stated = _counts(one is not None for one in numbers)
        self._repeated = _counts(_repeated(columns, rows))
        self._unknown = _counts(columns.decimals[row] == UNKNOWN for row in rows)

    @property
    def whole(self) -> Contribution:
        """What all of it comes to."""
        return self.between(0, self._rows[-1] + 1 if self._rows else 0)

    def between(self, start: int, stop: int) -> Contribution:
        """Return what the rows from one up to another come to."""
        first, last = (bisect_left(self._rows, row) for row in (start, stop))
        return Contribution(
            self._rows[first:last],
            self._sums[last] - self._sums[first],
            self._stated[last] > self._stated[first],
            self._repeated[last] > self._repeated[first],
            self._unknown[last] > self._unknown[first],
        )


def _counts(flags: Iterator[bool]) -> list[int]:
    return list(accumulate(flags, initial=0))


def _repeated(columns: Columns, rows: Rows) -> Iterator[bool]:
    """Yield for each row whether one before it is in the same tuple."""
    seen: set[int] = set()
    for row in rows:
        owner = NONE if columns.owner is None else columns.owner[row]
        yield owner in seen
        seen.add(owner)


def _rounded(columns: Columns, row: int) -> Fraction | None:
    """Return the number of a fact, rounded to its decimals; `None` where it states none."""
    try:
        number = parse_decimal((columns.value[row] or "").strip())
    except NumberError:
        return None
    return _to(Fraction(number), columns.decimals[row])


def _to(number: Fraction, decimals: int) -> Fraction:
    return number if decimals in (EXACT, ABSENT, UNKNOWN) else rounded(number, decimals)


@frozen(slots=False)
class RoundedSum:
    """A total and what contributes to it, with their weights (XBRL 2.1, section 5.2.5.2)."""

    columns: Columns
    total: Contribution
    parts: Sequence[tuple[Number, Contribution]]

    @property
    def is_bound(self) -> bool:
        """Whether the total and one of its parts are numbers."""
        return self.total.is_stated and any(part.is_stated for _, part in self.parts)

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of all facts that it holds."""
        return (*self.total.rows, *(row for _, part in self.parts for row in part.rows))

    @cached_property
    def verdict(self) -> Verdict:
        """What became of it; it is not evaluated where one tuple states something twice."""
        if self.total.is_repeated or any(part.is_repeated for _, part in self.parts):
            return Verdict.NOT_EVALUATED
        is_consistent = not self.is_unknown and self.sum == self.total.sum
        return Verdict.EXACT if is_consistent else Verdict.BROKEN

    @property
    def is_unknown(self) -> bool:
        """Whether one of the numbers has precision 0, which makes everything inconsistent."""
        return self.total.is_unknown or any(part.is_unknown for _, part in self.parts)

    @cached_property
    def sum(self) -> Fraction:
        """What the rounded parts make, rounded to the decimals of the total."""
        made = sum((Fraction(weight) * part.sum for weight, part in self.parts), Fraction(0))
        return _to(made, self.columns.decimals[self.total.rows[0]])


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
        self._runs = {
            concept: {key: Run(columns, sorted(rows)) for key, rows in places.items()}
            for concept, places in found.items()
        }

    def __iter__(self) -> Iterator[tuple[Summation, RoundedSum]]:
        for summation in self._summations:
            for found in self._of(summation):
                if found.is_bound:
                    yield summation, found

    def _of(self, summation: Summation) -> Iterator[RoundedSum]:
        """Yield the sums of a summation, one for each tuple in which its total is stated."""
        total = self._indexes.get(summation.total, NONE)
        parts = [
            (part.weight, self._runs.get(self._indexes.get(part.concept, NONE), {}))
            for part in summation.parts
        ]
        for key, rows in self._rows.get(total, {}).items():
            runs = [(weight, places[key]) for weight, places in parts if key in places]
            for claims in self._by_tuple(rows) if runs else ():
                start, stop = self._extent(claims[0])
                inside = [(weight, run.between(start, stop)) for weight, run in runs]
                claim = Run(self._columns, claims).between(start, stop)
                yield RoundedSum(self._columns, claim, [pair for pair in inside if pair[1].rows])

    def _by_tuple(self, rows: Rows) -> Iterator[Rows]:
        owner = self._columns.owner
        found: defaultdict[int, list[int]] = defaultdict(list)
        for row in rows:
            found[NONE if owner is None else owner[row]].append(row)
        yield from found.values()

    def _extent(self, row: int) -> tuple[int, int]:
        """Return the rows from which up to which the facts are that are in the tuple of a row."""
        owner = self._columns.owner
        if owner is None or owner[row] == NONE:
            return 0, len(self._columns)
        one = self._columns.tuples[owner[row]]
        return one.start, one.stop
