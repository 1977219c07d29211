"""The problem: what a report states, as exact linear rows over the quantities behind its numbers.

Quantities are unknown true values. Numbers, which a report prints, keep them inside intervals and
can be wrong; premises, which taxonomies and rules state, relate them and are taken as given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from attrs import evolve, frozen

from finmodel.language.form import Affine, Form, value
from finmodel.model.dimension import DimensionSet
from finmodel.model.fact import Fact
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Interval
from finmodel.proof.system import NOTHING, Row
from finmodel.qname import QName
from finmodel.rules.relation.assertion import Assertion
from finmodel.rules.relation.relation import COMPARISONS
from finmodel.rules.summation import Summation

Source: TypeAlias = Assertion | Summation
"""What states a premise: a formula or rule, or a total of a calculation network."""


@frozen
class Quantity:
    """A true value: of a concept, in a place, in a unit.

    For one that no number states, `unit` is the currency that its relations are in, if it is an
    amount of money; of anything else that is `seen_in`, where a report has several. A ratio of
    amounts need not be the same in each.
    """

    concept: QName
    place: DimensionSet
    unit: Unit | None
    seen_in: QName | None = None


@frozen
class Number:
    """One printed number: the row of its fact, its quantity and what it stands for.

    Duplicates are several numbers of one quantity. `decimals` is `None` for an exact number.
    """

    row: int
    quantity: int
    value: Fraction
    decimals: int | None
    interval: Interval


@frozen(eq=False)
class Premise:
    """A relation that must hold: `left` OPERATOR `right`, forms over quantities, in a place."""

    source: Source
    place: DimensionSet
    operator: str
    left: Form
    right: Form
    quantities: tuple[int, ...]

    def holds(self, values: Mapping[int, Fraction]) -> bool:
        """Tell whether it is true of some values of its quantities."""
        at = [values[quantity] for quantity in self.quantities]
        try:
            return COMPARISONS[self.operator](value(self.left, at), value(self.right, at))
        except ZeroDivisionError:
            return False


@frozen
class Bound:
    """A lower bound on a linear form: what it follows from, added up.

    The sum of multiples of rows and of ends of numbers, by the indexes of the problem and with
    multipliers as in a `Refutation`, says `−form ≤ −low`, or `<` where `is_open`; the constant of
    the form stands on neither side there.
    """

    form: Affine
    low: Fraction
    is_open: bool
    rows: Mapping[int, Fraction] = NOTHING
    lows: Mapping[int, Fraction] = NOTHING
    highs: Mapping[int, Fraction] = NOTHING

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers whose ends it takes itself, not those that its rows rest on."""
        return frozenset((*self.lows, *self.highs))

    @property
    def is_above_zero(self) -> bool:
        """Whether the form is positive."""
        return self.low > 0 or (self.low == 0 and self.is_open)


@frozen
class Claim:
    """A relation with a divisor or a product: `numerator + factor · divisor ≤ 0`, or `< 0`.

    All three are linear over quantities, and `divisor` is not negative; where the claim `divides`,
    it is not zero either. `x = N / D` is two claims, `N − x · D ≤ 0` and `x · D − N ≤ 0`.
    """

    numerator: Affine
    factor: Affine
    divisor: Affine
    is_strict: bool = False
    divides: bool = True

    @property
    def turned(self) -> Claim:
        """What the relation says where the divisor is negative, over its negative."""
        numerator, factor, divisor = self.numerator, self.factor, negative(self.divisor)
        if self.divides:
            return Claim(negative(numerator), factor, divisor, self.is_strict, True)
        return Claim(numerator, negative(factor), divisor, self.is_strict, False)

    def moved(self, amount: Fraction) -> Claim:
        """Return the same claim with so much of its factor in the numerator."""
        factor = Affine(self.factor.terms, self.factor.constant - amount)
        return evolve(self, numerator=self.at(amount), factor=factor)

    def at(self, factor: Fraction) -> Affine:
        """Return what is not above zero where the factor has a value."""
        terms = dict(self.numerator.terms)
        for index, coefficient in self.divisor.terms.items():
            amount = factor if coefficient == 1 else factor * coefficient
            total = terms[index] + amount if index in terms else amount
            if total:
                terms[index] = total
            else:
                terms.pop(index, None)
        return Affine(terms, self.numerator.constant + factor * self.divisor.constant)


@frozen
class Lemma:
    """Why a divisor is not negative: that it were is refuted by what a claim says then.

    In the turned claim, which has a positive divisor then, `factor` is at least zero and
    `numerator` too, one of them more, so that their sum cannot be below zero.
    """

    turned: Claim
    factor: Bound
    numerator: Bound


@frozen
class Sign:
    """Why a divisor is not negative: a bound on it, or a lemma.

    Rows that take part come before those that rest on this sign. Zero is excluded because it
    divides.
    """

    divisor: Affine
    reason: Bound | Lemma

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds that it follows from."""
        reason = self.reason
        return (reason,) if isinstance(reason, Bound) else (reason.factor, reason.numerator)


@frozen(eq=False)
class Origin:
    """Where a row comes from.

    A row without a claim is its premise, which is linear. A row of a claim is
    `numerator + low · divisor ≤ 0`, with the low end of a bound on `factor`; it rests on the
    numbers of that bound and of the `sign` of the divisor, and goes when one of them is freed.
    Without `factor` it says `divisor > 0`, which it is because the claim divides by it, or, of a
    product, `divisor ≥ 0`.
    """

    premise: int
    claim: Claim | None = None
    factor: Bound | None = None
    sign: Sign | None = None

    @property
    def is_about_sign(self) -> bool:
        """Whether it says which sign one side of a product has because of the other's."""
        return self.claim is not None and self.factor is None and not self.claim.divides

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds that the row rests on."""
        own = () if self.factor is None else (self.factor,)
        return own if self.sign is None else (*own, *self.sign.bounds)


@frozen(eq=False)
class LeftOut:
    """A relation that the problem does not hold, or only in part, and why.

    `premise` is its index where it is one; one with a place but without rows is not true of every
    witness. One that `is_broken` is refuted by its own numbers, as validation finds.
    """

    source: Source
    place: DimensionSet | None
    reason: str
    quantities: tuple[int, ...] = ()
    premise: int | None = None
    is_broken: bool = False


@frozen(eq=False, slots=False)
class Problem:
    """Everything that a report and what it must satisfy say about its quantities.

    `origins` is parallel to `rows`; rows and claims are over the indexes of quantities. `claims`
    are those of each premise that is not linear, whether they became rows or not. `in_tuples` are
    the rows of numbers that are not read, as no relation sees what is in a tuple.
    """

    report: Report
    quantities: tuple[Quantity, ...]
    numbers: tuple[Number, ...]
    premises: tuple[Premise, ...]
    rows: tuple[Row, ...]
    origins: tuple[Origin, ...]
    claims: Mapping[int, tuple[Claim, ...]]
    left_out: tuple[LeftOut, ...] = ()
    in_tuples: tuple[int, ...] = ()

    def fact(self, number: int) -> Fact:
        """Return the fact that prints a number."""
        return Fact(self.report, self.numbers[number].row)

    @cached_property
    def numbers_of(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of each quantity."""
        found: list[list[int]] = [[] for _ in self.quantities]
        for index, number in enumerate(self.numbers):
            found[number.quantity].append(index)
        return tuple(map(tuple, found))

    def resting_on(self, bounds: Iterable[Bound]) -> frozenset[int]:
        """Return the numbers that bounds rest on, through the rows that they follow from too."""
        return frozenset(self._resting_on(bounds))

    def _resting_on(self, bounds: Iterable[Bound]) -> Iterator[int]:
        for bound in bounds:
            yield from bound.numbers
            for row in bound.rows:
                yield from self._resting_on(self.origins[row].bounds)

    def again(self, bound: Bound, interval: Callable[[int], Interval | None]) -> Bound | None:
        """Return a bound with other intervals of its numbers; `None` where one has no such end."""
        low = bound.form.constant
        is_open = False
        for index, multiplier in bound.rows.items():
            low -= multiplier * self.rows[index].bound
            is_open |= self.rows[index].is_strict
        for number, multiplier in bound.lows.items():
            inside = interval(number)
            if inside is None or inside.low is None:
                return None
            low += multiplier * inside.low
            is_open |= inside.low_open
        for number, multiplier in bound.highs.items():
            inside = interval(number)
            if inside is None or inside.high is None:
                return None
            low -= multiplier * inside.high
            is_open |= inside.high_open
        return evolve(bound, low=low, is_open=is_open)


def negative(form: Affine) -> Affine:
    """Return the negative of a linear form."""
    return Affine({index: -factor for index, factor in form.terms.items()}, -form.constant)
