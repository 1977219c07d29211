"""Bounds on linear forms that follow from few numbers and rows, and the signs of divisors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import inf, lcm, prod
from operator import attrgetter
from typing import Final, TypeAlias

from attrs import field, frozen

from finmodel.language.form import Affine
from finmodel.numeric import Interval
from finmodel.proof.problem import Bound, Claim, Lemma, Sign, negative
from finmodel.proof.system import NOTHING, Row

MAX_DEPTH: Final = 4
"""How many rows lie between a bound and the numbers that it follows from, at most."""

MAX_STEPS: Final = 400
"""How many bounds of quantities are looked for on behalf of one form."""

MAX_CHOICES: Final = 8
"""How many bounds on one form are told apart where its quantities have several numbers."""


MAX_TIMES: Final = 3
"""How often what is learnt about one side of a quantity is made tighter."""

MAX_SIZE: Final = 60
"""How many rows and numbers a bound that is learnt follows from, at most."""

_ONE: Final = Fraction(1)

Side: TypeAlias = tuple[int, bool]
"""What a lower bound is on: a quantity or, where the second is false, its negative."""


@frozen(eq=False)
class _Low:
    """A lower bound on a multiple of one quantity, or on a form, and what it is the sum of.

    That is the end of a number (`is_high` tells which), or else a multiple of a row and positive
    multiples of other bounds. `size` counts them all.
    """

    low: Fraction
    is_open: bool
    number: int | None = None
    is_high: bool = False
    row: tuple[int, Fraction] | None = None
    parts: Sequence[tuple[Fraction, _Low]] = ()
    size: int = 1
    hint: float = field(init=False)

    @hint.default
    def _float(self) -> float:
        return _float(self.low)

    @property
    def end(self) -> tuple[Fraction, bool]:
        """How far it goes, the greater the tighter."""
        return self.low, self.is_open

    def is_tighter(self, other: _Low | None) -> bool:
        """Tell whether it says more than another bound."""
        return other is None or self.end > other.end

    def bound(self, form: Affine) -> Bound:
        """Return the bound on a form, with all that it follows from."""
        if self.number is None and self.row is None and len(self.parts) == 1:
            ((share, part),) = self.parts
            if part.number is not None:  # as most are
                ends = {part.number: share}
                lows, highs = (NOTHING, ends) if part.is_high else (ends, NOTHING)
                return Bound(form, self.low, self.is_open, NOTHING, lows, highs)
        sums: tuple[defaultdict[int, Fraction], ...] = tuple(defaultdict(Fraction) for _ in "rlh")
        self._add_to(sums, _ONE)
        return Bound(
            form, self.low, self.is_open, *({i: m for i, m in s.items() if m} for s in sums)
        )

    def _add_to(self, sums: Sequence[defaultdict[int, Fraction]], factor: Fraction) -> None:
        if self.number is not None:
            sums[2 if self.is_high else 1][self.number] += factor
        if self.row is not None:
            index, multiplier = self.row
            sums[0][index] += factor * multiplier
        for share, part in self.parts:
            part._add_to(sums, factor * share)


def _sum(
    parts: Sequence[tuple[Fraction, _Low]],
    start: Fraction,
    row: tuple[int, Fraction] | None = None,
    *,
    is_strict: bool = False,
) -> _Low:
    low = start
    for factor, part in parts:
        low += part.low if factor == 1 else factor * part.low
    is_open = is_strict or any(part.is_open for _, part in parts)
    size = 1 + sum(part.size for _, part in parts)
    return _Low(low, is_open, row=row, parts=parts, size=size)


class _Reading:
    """A row read as `times · terms ≤ times · bound`, `times` being ±1, over bounded quantities."""

    def __init__(self, index: int, row: Row, times: int, parts: Mapping[int, _Low]) -> None:
        self._index, self._row, self._times, self._parts = index, row, times, parts
        above, below = row.bound.as_integer_ratio()
        products: dict[int, tuple[int, int]] = {}
        for quantity, part in parts.items():
            factor, divisor = row.terms[quantity].as_integer_ratio()
            count, unit = part.low.as_integer_ratio()
            products[quantity] = abs(factor) * count, divisor * unit
        # over one denominator, as adding fractions one by one costs a reduction each
        self._unit = lcm(below, *(unit for _, unit in products.values()))
        self._ends = {q: count * (self._unit // unit) for q, (count, unit) in products.items()}
        self._total = sum(self._ends.values()) - times * above * (self._unit // below)
        self._opens = row.is_strict + sum(part.is_open for part in parts.values())
        self._size = 1 + sum(part.size for part in parts.values())

    def size(self, quantity: int) -> int:
        """Return the size of the bound on a quantity."""
        own = self._parts.get(quantity)
        return self._size if own is None else self._size - own.size

    def end(self, quantity: int) -> tuple[Fraction, bool]:
        """Return how far the bound on a quantity goes."""
        above, below = self._row.terms[quantity].as_integer_ratio()
        rest = self._total - self._ends.get(quantity, 0)
        own = self._parts.get(quantity)
        is_open = self._opens > (own is not None and own.is_open)
        return Fraction(rest * below, self._unit * abs(above)), is_open

    def found(self, quantity: int, end: tuple[Fraction, bool]) -> _Low:
        """Return the bound on a quantity, or its negative, that the others leave."""
        terms = self._row.terms
        share = 1 / terms[quantity]
        others = [
            (abs(terms[other] if share == 1 else share * terms[other]), part)
            for other, part in self._parts.items()
            if other != quantity
        ]
        row = self._index, self._times * abs(share)
        return _Low(*end, row=row, parts=others, size=self.size(quantity))


class Bounds:
    """Finds bounds on linear forms over quantities.

    `interval` gives what a number stands for, `None` for one that does not count.
    """

    def __init__(
        self,
        numbers_of: Callable[[int], Sequence[int]],
        interval: Callable[[int], Interval | None],
        rows_of: Callable[[int], Sequence[int]],
        row: Callable[[int], Row],
    ) -> None:
        self._numbers_of = numbers_of
        self._interval = interval
        self._rows_of = rows_of
        self._row = row
        self._steps = 0
        self._stated: dict[Side, list[_Low]] = {}
        self._best: dict[Side, _Low | None] = {}
        self._times: Counter[Side] = Counter()
        self._hints: dict[int, tuple[dict[int, float], float]] = {}

    def learn(self, index: int) -> Iterator[int]:
        """Learn what a row says about quantities without numbers; yield those it says more of."""
        row = self._row(index)
        if index not in self._hints:
            weights = {quantity: _float(factor) for quantity, factor in row.terms.items()}
            self._hints[index] = weights, _float(row.bound)
        yield from self._learn(index, row, 1)
        if row.operator == "=":
            yield from self._learn(index, row, -1)

    def _learn(self, index: int, row: Row, times: int) -> Iterator[int]:
        """Learn what a row says read as `times · terms ≤ times · bound`."""
        weights, bound = self._hints[index]
        parts: dict[int, _Low] = {}
        missing: int | None = None
        total = -times * bound
        for quantity, weight in weights.items():
            part = self._known((quantity, weight * times > 0))
            if part is not None:
                parts[quantity] = part
                total += abs(weight) * part.hint
            elif missing is None:
                missing = quantity
            else:
                return
        reading: _Reading | None = None
        for quantity in weights if missing is None else (missing,):
            side = quantity, weights[quantity] * times < 0
            if not self._is_promising(side, weights[quantity], parts.get(quantity), total):
                continue
            reading = reading or _Reading(index, row, times, parts)
            end, best = reading.end(quantity), self._best.get(side)
            if reading.size(quantity) <= MAX_SIZE and (best is None or end > best.end):
                self._best[side] = reading.found(quantity, end)
                self._times[side] += 1
                yield quantity

    def _is_promising(self, side: Side, weight: float, own: _Low | None, total: float) -> bool:
        """Tell whether a row may say more of a quantity than is known, by its hints."""
        if self._numbers_of(side[0]) or self._times[side] >= MAX_TIMES:
            return False
        best = self._best.get(side)
        if best is None:
            return True
        rest = total if own is None else total - abs(weight) * own.hint
        # what is not a number, beyond floating point, is not known to be less
        return not rest <= abs(weight) * best.hint

    def below(self, form: Affine, depth: int = 0) -> Bound | None:
        """Return a lower bound on a form; over at most `depth` rows where numbers do not do."""
        found = self._low(form, 1, depth)
        return None if found is None else found.bound(form)

    def _above_zero(self, form: Affine, times: int, depth: int) -> _Low | None:
        """Return a lower bound on ±1 times a form that is zero or more, if one is found."""
        found = self._low(form, times, depth)
        return None if found is None or found.low.numerator < 0 else found

    def _low(self, form: Affine, times: int, depth: int) -> _Low | None:
        self._steps = 0
        start = form.constant if times > 0 else -form.constant
        found = self._form(form.terms, start, depth, frozenset(), times=times)
        if found is None and depth and len(form.terms) > 1:
            found = self._from_rows(form if times > 0 else negative(form), depth)
        return found

    def _from_rows(self, form: Affine, depth: int) -> _Low | None:
        """Return what the rows say about a form that they hold as it is, or a multiple of it."""
        best: _Low | None = None
        first = next(iter(form.terms))
        for index in self._rows_of(first):
            row = self._row(index)
            multiplier = -form.terms[first] / row.terms[first]
            if (multiplier < 0 and row.operator != "=") or any(
                row.terms.get(i, 0) * multiplier != -factor for i, factor in form.terms.items()
            ):
                continue
            rest = {i: multiplier * k for i, k in row.terms.items() if i not in form.terms}
            start = form.constant - multiplier * row.bound
            found = self._form(rest, start, depth - 1, frozenset(form.terms), (index, multiplier))
            if found is not None and found.is_tighter(best):
                best = found
        return best

    def all_below(self, form: Affine) -> Iterator[Bound]:
        """Yield a lower bound for each choice of numbers; where one is missing, from rows."""
        choices = [self._numbers(index, factor > 0) for index, factor in form.terms.items()]
        if not all(choices) or prod(map(len, choices)) > MAX_CHOICES:
            bound = self.below(form, MAX_DEPTH)
            if bound is not None:
                yield bound
            return
        factors = [abs(factor) for factor in form.terms.values()]
        for chosen in product(*choices):
            parts = list(zip(factors, chosen, strict=True))
            yield _sum(parts, form.constant).bound(form)

    def _form(
        self,
        terms: Mapping[int, Fraction],
        start: Fraction,
        depth: int,
        above: frozenset[int],
        row: tuple[int, Fraction] | None = None,
        times: int = 1,
    ) -> _Low | None:
        parts: list[tuple[Fraction, _Low]] = []
        for index, factor in terms.items():
            part = self._quantity(index, factor.numerator * times > 0, depth, above)
            if part is None:
                return None
            parts.append((abs(factor), part))
        is_strict = row is not None and self._row(row[0]).is_strict
        return _sum(parts, start, row, is_strict=is_strict)

    def _quantity(
        self, quantity: int, is_low: bool, depth: int, above: frozenset[int]
    ) -> _Low | None:
        """Return the best lower bound on a quantity, or on its negative, that is found."""
        best = self._known((quantity, is_low))
        if depth == 0 or (best is not None and above):
            return best
        self._steps += 1
        if self._steps > MAX_STEPS:
            return best
        for index in self._rows_of(quantity):
            derived = self._from_row(index, quantity, is_low, depth, above | {quantity})
            if derived is not None and derived.is_tighter(best):
                best = derived
        return best

    def _from_row(
        self, index: int, quantity: int, is_low: bool, depth: int, above: frozenset[int]
    ) -> _Low | None:
        """Return what a row says about a quantity, the others in it being as bounded."""
        row = self._row(index)
        multiplier = (-1 if is_low else 1) / row.terms[quantity]
        if (multiplier < 0 and row.operator != "=") or not above.isdisjoint(
            other for other in row.terms if other != quantity
        ):
            return None
        terms = {
            other: multiplier * factor for other, factor in row.terms.items() if other != quantity
        }
        start = -multiplier * row.bound
        return self._form(terms, start, depth - 1, above, (index, multiplier))

    def _known(self, side: Side) -> _Low | None:
        """Return the best that is stated about a quantity or, where nothing is, learnt."""
        if side not in self._best:
            self._best[side] = max(self._numbers(*side), key=attrgetter("end"), default=None)
        return self._best[side]

    def _numbers(self, quantity: int, is_low: bool) -> list[_Low]:
        """Return what each number says about a quantity, or about its negative."""
        key = (quantity, is_low)
        if key not in self._stated:
            self._stated[key] = list(self._read(quantity, is_low))
        return self._stated[key]

    def _read(self, quantity: int, is_low: bool) -> Iterator[_Low]:
        for number in self._numbers_of(quantity):
            inside = self._interval(number)
            if inside is None:
                continue
            if is_low and inside.low is not None:
                yield _Low(inside.low, inside.low_open, number)
            elif not is_low and inside.high is not None:
                yield _Low(-inside.high, inside.high_open, number, is_high=True)

    def sign(self, claims: Sequence[Claim], depth: int = 0) -> Sign | None:
        """Return why the divisor of claims, or its negative, is not negative; `None` if unknown.

        The claims are what one relation says, and share their divisor.
        """
        divisor = claims[0].divisor
        for times in (1, -1):
            low = self._above_zero(divisor, times, depth)
            if low is not None:
                form = divisor if times > 0 else negative(divisor)
                return Sign(form, low.bound(form))
        for way in (way for claim in claims for way in _ways(claim)):
            for is_turned in (True, False):
                lemma = self._lemma(way, depth, is_turned=is_turned)
                if lemma is not None:
                    return Sign(divisor if is_turned else negative(divisor), lemma)
        return None

    def _lemma(self, way: Claim, depth: int, *, is_turned: bool) -> Lemma | None:
        """Return why a claim, or what it is turned, cannot hold with a positive divisor."""
        times = -1 if is_turned else 1
        above, below = (times, 1) if way.divides else (1, times)
        factor = self._above_zero(way.factor, below, depth)
        numerator = None if factor is None else self._above_zero(way.numerator, above, depth)
        if factor is None or numerator is None:
            return None
        turned = way.turned if is_turned else way
        lemma = Lemma(turned, factor.bound(turned.factor), numerator.bound(turned.numerator))
        is_clear = lemma.factor.is_above_zero or lemma.numerator.is_above_zero
        return lemma if turned.is_strict or is_clear else None


def _float(exact: Fraction) -> float:
    try:
        return exact.numerator / exact.denominator
    except OverflowError:
        return inf if exact > 0 else -inf


def _ways(claim: Claim) -> Iterator[Claim]:
    """Yield a claim and, of one about growth, the same about the change.

    `now = (1 + growth) · then` says `now − then = growth · then`.
    """
    yield claim
    if claim.factor.terms and claim.factor.constant and claim.divides:
        yield claim.moved(claim.factor.constant)
