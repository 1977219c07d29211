"""The exact judge: a simplex method in rationals that starts where the solver stopped.

Open ends and strict rows are met by counting in pairs, value and multiple of an amount smaller
than any other. Each round factors the basis anew; where the hint was right there is one round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from finmodel.proof.exact import Factor, quotient
from finmodel.proof.standard import STEPS, Exact, StandardForm
from finmodel.proof.system import Infeasible, Undecided, Verdict
from finmodel.proof.witness import exactly

Pair: TypeAlias = tuple[Exact, Exact]
"""A value, and how often the infinitely small amount is added to it."""

_ZERO: Final[Pair] = (0, 0)


_TRIED: Final = 32
"""How many violated columns are asked for a refutation in one round."""


class Judge:
    """A basis of a system in standard form, moved until a certificate can be read off it.

    Columns are the variables, then the totals of the rows. Where rows are given, only they are
    judged, and nothing is found to be feasible.
    """

    def __init__(
        self,
        form: StandardForm,
        basic: Collection[int] = (),
        values: Sequence[Exact] = (),
        rows: Collection[int] | None = None,
    ) -> None:
        self._form = form
        self._size = form.system.size
        self._rows = list(range(len(form.rows))) if rows is None else sorted(rows)
        used: Collection[int] = range(self._size)
        if rows is not None:
            used = sorted({v for index in self._rows for v in form.rows[index].terms})
        self._columns = [*used, *(self._size + index for index in self._rows)]
        self._ends: dict[int, tuple[Pair | None, Pair | None]] = {
            column: self._pairs(column) for column in self._columns
        }
        self._at: dict[int, Pair] = {
            c: self._nearest(c, (values[c], 0) if c < len(values) else _ZERO) for c in self._columns
        }
        hinted = {v: 0.0 for v in used if v in basic}
        tight = [i for i in self._rows if self._size + i not in basic]
        self._factored(tight, hinted)

    def _pairs(self, column: int) -> tuple[Pair | None, Pair | None]:
        if column < self._size:
            low, high = self._form.lows[column], self._form.highs[column]
            return (
                (low.value, int(low.is_open)) if low else None,
                (high.value, -int(high.is_open)) if high else None,
            )
        row = self._form.rows[column - self._size]
        bound = (row.bound, -int(row.operator == "<"))
        return (bound if row.operator == "=" else None), bound

    def _nearest(self, column: int, value: Pair) -> Pair:
        low, high = self._ends[column]
        if low is not None and value < low:
            return low
        return high if high is not None and value > high else value

    def _factored(self, tight: Collection[int], columns: Mapping[int, float]) -> None:
        rows = self._form.rows
        self._factor = Factor({i: rows[i].terms for i in tight}, columns)
        pivots = self._factor.pivots
        self._basic = set(pivots.values()) | {self._size + i for i in self._rows if i not in pivots}
        for column in self._columns:
            if column >= self._size and column not in self._basic:
                self._at[column] = self._nearest(column, self._at[column])
        self._place()

    def _place(self) -> None:
        """Give the basic columns the values that follow from the others'."""
        rests = {
            index: self._minus(self._at[self._size + index], index, self._basic)
            for index in self._factor.pivots
        }
        values = self._factor.solved({i: rest[0] for i, rest in rests.items()})
        shifts = self._factor.solved({i: rest[1] for i, rest in rests.items() if rest[1]})
        for column, value in values.items():
            self._at[column] = (value, shifts.get(column, 0))
        for index in self._rows:
            if index not in self._factor.pivots:
                value, shift = self._minus(_ZERO, index, ())
                self._at[self._size + index] = (-value, -shift)

    def _minus(self, pair: Pair, index: int, without: Collection[int]) -> Pair:
        value, shift = pair
        for variable, coefficient in self._form.rows[index].terms.items():
            if variable not in without:
                base, small = self._at[variable]
                value -= coefficient * base
                shift -= coefficient * small
        return value, shift

    def verdict(self, proceed: Callable[[int], bool]) -> Verdict:
        """Return the verdict with its certificate; asks before each round whether to go on."""
        turn = 0
        while proceed(turn):
            turn += 1
            violations = self._violations()
            if not violations:
                found = exactly(self._form, self._values())
                return found or Undecided("the exact values do not satisfy everything")
            for column, sign in violations[:_TRIED]:
                refutation = self._form.refutation(self._multipliers(column, sign))
                if refutation is not None:
                    return Infeasible(refutation)
            if not self._exchange(*violations[0]):
                return Undecided("a contradiction was found, but no exact proof of it")
        return Undecided("time or rounds ran out before a certificate was found")

    def _violations(self) -> list[tuple[int, int]]:
        """Return the basic columns outside their ends, and 1 for those that must grow, else -1."""
        found: list[tuple[int, int]] = []
        for column in sorted(self._basic):
            (low, high), at = self._ends[column], self._at[column]
            if low is not None and at < low:
                found.append((column, 1))
            elif high is not None and at > high:
                found.append((column, -1))
        return found

    def _multipliers(self, column: int, sign: int) -> dict[int, Exact]:
        """Return multipliers of rows in whose sum only this basic column is left."""
        if column < self._size:
            found = self._factor.combined({column: 1})
            return {index: sign * value for index, value in found.items()}
        row = self._form.rows[column - self._size]
        inside = {v: n for v, n in row.terms.items() if v in self._basic}
        found = self._factor.combined(inside)
        return {column - self._size: -sign} | {i: sign * value for i, value in found.items()}

    def _exchange(self, column: int, sign: int) -> bool:
        """Move a basic column to the end it violates, another into the basis for it (Bland)."""
        multipliers = self._multipliers(column, sign)
        slopes: dict[int, Exact] = {
            self._size + i: value for i, value in multipliers.items() if self._size + i != column
        }
        left = self._form.combined(multipliers)
        slopes.update((v, -rest) for v, rest in left.items() if v not in self._basic)
        entering = min((c for c, slope in slopes.items() if self._moves(c, slope)), default=None)
        if entering is None:
            return False
        low, high = self._ends[column]
        self._swap(column, (low if sign > 0 else high) or _ZERO, entering)
        return True

    def _swap(self, leaving: int, end: Pair, entering: int) -> None:
        self._at[leaving] = end
        basic = (self._basic - {leaving}) | {entering}
        tight = [i for i in self._rows if self._size + i not in basic]
        self._factored(tight, {c: 0.0 for c in basic if c < self._size})

    def least(self, objective: Mapping[int, Exact], proceed: Callable[[int], bool]) -> bool:
        """Move to a basis at which a sum of variables is least; `False` where none was reached.

        The verdict must have been that the system is feasible.
        """
        turn = 0
        while proceed(turn):
            turn += 1
            slopes = self._prices(objective)
            falling = (c for c, slope in slopes.items() if self._moves(c, -slope))
            entering = min(falling, default=None)
            if entering is None:
                return True
            sign = 1 if slopes[entering] < 0 else -1
            stops = list(self._stops(entering, sign))
            if not stops:
                return False
            _, leaving, end = min(stops)
            if leaving == entering:
                self._at[entering] = end
                self._place()
            else:
                self._swap(leaving, end, entering)
        return False

    @property
    def basic(self) -> frozenset[int]:
        """The columns that lie between their ends."""
        return frozenset(self._basic)

    @property
    def point(self) -> list[Exact]:
        """The values of the variables, without the infinitely small amounts."""
        return [self._at.get(v, _ZERO)[0] for v in range(self._size)]

    def _prices(self, objective: Mapping[int, Exact]) -> dict[int, Exact]:
        """Return by how much the objective changes with each column outside the basis."""
        basic = {v: c for v, c in objective.items() if v in self._basic}
        prices = self._factor.combined(basic)
        slopes = defaultdict[int, Exact](int, objective)
        for variable, value in self._form.combined(prices).items():
            slopes[variable] -= value
        outside = {v: slope for v, slope in slopes.items() if v not in self._basic}
        return outside | {self._size + i: price for i, price in prices.items()}

    def _stops(self, entering: int, sign: int) -> Iterator[tuple[Pair, int, Pair]]:
        """Yield how far a column can go until another, or itself, is at an end, and that end."""
        steps = self._steps(entering, sign)
        for column, step in steps.items():
            low, high = self._ends[column]
            end = high if step > 0 else low
            if step and end is not None:
                base, small = self._at[column]
                room = quotient(end[0] - base, step), quotient(end[1] - small, step)
                yield room, column, end

    def _steps(self, entering: int, sign: int) -> dict[int, Exact]:
        """Return how the basic columns, and the one that enters, move when it moves."""
        rows = self._form.rows
        tight = self._factor.pivots
        if entering < self._size:
            sides = {i: -sign * rows[i].terms.get(entering, 0) for i in tight}
        else:
            sides = {entering - self._size: sign}
        steps: dict[int, Exact] = {**self._factor.solved(sides), entering: sign}
        moved = {v: step for v, step in steps.items() if step and v < self._size}
        for index in self._rows:
            if index not in tight:
                terms = rows[index].terms
                steps[self._size + index] = sum(
                    n * moved[v] for v, n in terms.items() if v in moved
                )
        return steps

    def _moves(self, column: int, slope: Exact) -> bool:
        (low, high), at = self._ends[column], self._at[column]
        if slope > 0:
            return high is None or at < high
        return slope < 0 and (low is None or at > low)

    def _values(self) -> list[Exact]:
        """Return values with the infinitely small amount made about as large as it can be.

        What goes on from these values in floating point sees that they are off their ends.
        """
        rooms = list(self._rooms())
        room = min(rooms) if rooms else STEPS
        small: Exact = room if room < 1 else 10 ** (len(str(int(room))) - 1)
        values: list[Exact] = [0] * self._size
        for variable in self._columns:
            if variable < self._size:
                base, times = self._at[variable]
                values[variable] = base + times * small
        return values

    def _rooms(self) -> Iterator[Exact]:
        """Yield how large the infinitely small amount may be, at half the room that there is."""
        for column in self._columns:
            base, times = self._at[column]
            low, high = self._ends[column]
            for end, sign in ((low, 1), (high, -1)):
                if end is not None and sign * (end[1] - times) > 0:
                    yield Fraction(sign * (base - end[0])) / (2 * sign * (end[1] - times))
