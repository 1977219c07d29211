"""The problem: what a report states, as exact linear rows over the quantities behind its numbers.

Quantities are unknown true values. Numbers, which a report prints, keep them inside intervals and
can be wrong; premises, which taxonomies and rules state, relate them and are taken as given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from finmodel.language.form import Affine, Form
from finmodel.model.dimension import DimensionSet
from finmodel.model.fact import Fact
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Interval
from finmodel.proof.system import NOTHING, Row
from finmodel.qname import QName
from finmodel.rules.assertion import Assertion
from finmodel.rules.summation import Summation

Source: TypeAlias = Assertion | Summation
"""What states a premise: a formula or rule, or a total of a calculation network."""


@frozen
class Quantity:
    """A true value: of a concept, in a place, in a unit.

    For one that no number states, `unit` is the currency that its relations are in, if it is an
    amount of money.
    """

    concept: QName
    place: DimensionSet
    unit: Unit | None


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


@frozen
class Claim:
    """A relation with a divisor or a product: `numerator + factor · divisor` OPERATOR 0.

    All three are linear over quantities. The variables of `factor` are ratios, for which the ends
    of numbers are put in; `divisor` is not negative and, where the claim `divides`, not zero.
    `x = N / D` is `N − x · D = 0`.
    """

    numerator: Affine
    factor: Affine
    divisor: Affine
    operator: str
    divides: bool

    @property
    def turned(self) -> Claim:
        """The same claim over the negative of its divisor."""
        divisor = negative(self.divisor)
        if self.divides:
            return Claim(negative(self.numerator), self.factor, divisor, self.operator, True)
        return Claim(self.numerator, negative(self.factor), divisor, self.operator, False)


@frozen
class End:
    """One end of what a number stands for."""

    number: int
    is_high: bool


@frozen
class Turned:
    """The row that a claim makes where its divisor is negative, made of the ends of numbers."""

    claim: Claim
    ends: tuple[End, ...]
    row: Row


@frozen
class Sign:
    """Why a divisor is not negative: that it were contradicts itself.

    The sum of `assumption` times `divisor < 0`, of `turned` times the row that the claim makes
    then, and of multiples of rows and of ends of numbers says that 0 is below a negative number,
    or `0 < 0`; multipliers are those of a `Refutation`, by the indexes of the problem. Every row
    in `rows` comes before those that rest on this sign. Where the divisor's own numbers show its
    sign, `rows` is empty and nothing is turned.
    """

    divisor: Affine
    assumption: Fraction = Fraction(1)
    turned: Turned | None = None
    turned_multiplier: Fraction = Fraction(0)
    rows: Mapping[int, Fraction] = NOTHING
    lows: Mapping[int, Fraction] = NOTHING
    highs: Mapping[int, Fraction] = NOTHING

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that it names itself, not those that its rows rest on."""
        ends = () if self.turned is None else self.turned.ends
        return frozenset((*self.lows, *self.highs, *(end.number for end in ends)))


@frozen(eq=False)
class Origin:
    """Where a row comes from.

    A row of a linear premise is the premise. A row of a `claim` has `factor` at some `ends` of
    numbers, and rests on these and on the `sign` of the divisor; when one of the numbers is freed,
    the row goes.
    """

    premise: int
    claim: Claim | None = None
    ends: tuple[End, ...] = ()
    sign: Sign | None = None


@frozen(eq=False)
class LeftOut:
    """A relation that the problem does not hold, or only in part, and why."""

    source: Source
    place: DimensionSet | None
    reason: str
    quantities: tuple[int, ...] = ()


@frozen(eq=False, slots=False)
class Problem:
    """Everything that a report and what it must satisfy say about its quantities.

    `origins` is parallel to `rows`; rows and claims are over the indexes of quantities.
    """

    report: Report
    quantities: tuple[Quantity, ...]
    numbers: tuple[Number, ...]
    premises: tuple[Premise, ...]
    rows: tuple[Row, ...]
    origins: tuple[Origin, ...]
    left_out: tuple[LeftOut, ...] = ()

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

    def resting_on(self, row: int) -> frozenset[int]:
        """Return the numbers that a row rests on, through the signs of divisors too."""
        return frozenset(self._resting_on(row))

    def _resting_on(self, row: int) -> Iterator[int]:
        origin = self.origins[row]
        yield from (end.number for end in origin.ends)
        if origin.sign is not None:
            yield from origin.sign.numbers
            for earlier in origin.sign.rows:
                yield from self._resting_on(earlier)


def negative(form: Affine) -> Affine:
    """Return the negative of a linear form."""
    return Affine({index: -factor for index, factor in form.terms.items()}, -form.constant)
