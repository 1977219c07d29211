"""How well a report is checked: what holds each number, and how far it could be wrong unnoticed.

A number is freed, its duplicates are not, and what the rest allows is measured. Printed values that
stand for something in there contradict nothing; all others do. So the slack of a number is how far
the outermost of these are from what is printed.

A number is held *tightly* if every printed value that differs from it by ten units of its last
digit, or by more, contradicts something: an error in any digit but the last is noticed, and with it
a digit dropped, doubled or transposed, a wrong sign, a wrong scale, a wrong column. The last digit
is what the report itself leaves open by rounding, so no share of the value is taken: 7 ± 1 is held
as well as its author claims to know it, and 1,700 ± 17 is not. It is held *loosely* if only some
wrong values would be noticed, and by *none* if any value would do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.model.fact import Fact
from finmodel.numeric import Interval, parse_decimal, quantum
from finmodel.proof.deadline import Deadline
from finmodel.proof.measure import Measures
from finmodel.proof.printed import Printable
from finmodel.proof.problem import Problem
from finmodel.proof.prove import Judged, Proof
from finmodel.proof.range import NO_TIME, NOT_POSSIBLE, Range
from finmodel.proof.vicinity import SIZES

TIGHT: Final = 10
"""From how many units of its last digit on every error in a tightly held number is noticed."""

LEFT_OUT: Final = "a relation about it is not linear, and was left out"

_SIZES: Final = SIZES[:2]

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many numbers of how many have been measured."""


class Hold(Enum):
    """How a number is held; see the module."""

    CONFLICT = "in conflict"
    NONE = "by nothing"
    LOOSE = "loosely"
    TIGHT = "tightly"
    UNKNOWN = "not measured"


@frozen
class Held:
    """One number and what holds it.

    `relations` are the premises of the problem that are about it. The rest of the report allows
    its true value to be in `allowed`, so that printed values from `lowest` to `highest`, counted in
    units of the last digit, would contradict nothing; `None` where there is no end. `doubt` says
    why these may still be too many; it is empty where each of them is possible, as far as rows can
    tell. None of that is known of a number in conflict. `number` is its index in the problem;
    numbers in tuples have none, and nothing holds them.
    """

    number: int | None
    fact: Fact
    hold: Hold
    relations: tuple[int, ...] = ()
    step: Fraction = Fraction(1)
    allowed: Range | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None
    doubt: str = ""

    @property
    def down(self) -> Fraction | None:
        """By how much a smaller number could be printed unnoticed, `None` without end."""
        return None if self.lowest is None else self._value - self.lowest

    @property
    def up(self) -> Fraction | None:
        """By how much a larger number could be printed unnoticed, `None` without end."""
        return None if self.highest is None else self.highest - self._value

    @property
    def slack(self) -> Fraction | None:
        """The larger of both, `None` without end."""
        return None if self.down is None or self.up is None else max(self.down, self.up)

    @property
    def _value(self) -> Fraction:
        return Fraction(self.fact.number or 0)


@frozen(eq=False, slots=False)
class Assurance:
    """How well a report is checked: every number, in the report's order, with what holds it."""

    problem: Problem
    numbers: tuple[Held, ...]

    @cached_property
    def counts(self) -> Mapping[Hold, int]:
        """How many numbers are held in each way."""
        found = Counter(held.hold for held in self.numbers)
        return {hold: found[hold] for hold in Hold}

    def share(self, hold: Hold) -> Fraction:
        """Return the share of the numbers that are held in one way."""
        return Fraction(self.counts[hold], max(len(self.numbers), 1))

    @property
    def is_complete(self) -> bool:
        """Whether every number was measured."""
        return not self.counts[Hold.UNKNOWN]


def coverage(
    proof: Proof,
    *,
    exact: bool = False,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Assurance:
    """Return what holds each number of a report, and how far it could be wrong unnoticed.

    How a number is held is proved. Of one that is held tightly the slack is an upper bound, from a
    few relations; `exact` has it measured among all, which takes a hundred times as long.
    Numbers that conflicts name are in conflict, and the others are measured as if these said
    nothing. `time_limit` is in seconds; what is not measured by then is said to be so.
    """
    deadline = Deadline(time_limit, 0)
    found: dict[int, Held] = {}
    total = len(proof.problem.numbers)
    for judged in proof.judged:
        component = _Component(judged, deadline, exact=exact)
        for number, held in zip(judged.component.numbers, component.held(), strict=True):
            found[number] = held
            if progress is not None:
                progress(len(found), total)
    for number in range(total):
        if number not in found:
            found[number] = Held(number, proof.problem.fact(number), Hold.NONE)
    if progress is not None:
        progress(total, total)
    measured = [found[number] for number in range(total)]
    facts = (Fact(proof.problem.report, row) for row in proof.problem.in_tuples)
    in_tuples = (Held(None, fact, Hold.NONE, step=_step(fact)) for fact in facts)
    everything = sorted([*measured, *in_tuples], key=lambda held: held.fact.row)
    return Assurance(proof.problem, tuple(everything))


class _Component:
    """Measures the numbers of one component."""

    def __init__(self, judged: Judged, deadline: Deadline, *, exact: bool) -> None:
        self._judged = judged
        self._component = judged.component
        self._problem = judged.component.problem
        self._deadline = deadline
        self._exact = exact

    def held(self) -> Iterator[Held]:
        """Yield what holds each number."""
        conflicting = {n for conflict in self._judged.conflicts for n in conflict.numbers}
        rest = Measures.of(self._judged, self._deadline)
        for number in self._component.numbers:
            if number in conflicting:
                yield self._said(number, Hold.CONFLICT)
            elif rest is None:
                yield self._said(number, Hold.UNKNOWN, NOT_POSSIBLE)
            elif self._deadline.is_over:
                yield self._said(number, Hold.UNKNOWN, NO_TIME)
            else:
                yield self._measured(number, rest)

    def _said(self, number: int, hold: Hold, doubt: str = "") -> Held:
        fact = self._problem.fact(number)
        relations = self._relations.get(self._problem.numbers[number].quantity, ())
        return Held(number, fact, hold, tuple(relations), _step(fact), doubt=doubt)

    @cached_property
    def _relations(self) -> Mapping[int, list[int]]:
        """The premises that are about each quantity."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for premise in self._component.premises:
            for quantity in self._problem.premises[premise].quantities:
                found[quantity].append(premise)
        return found

    @cached_property
    def _left_out(self) -> frozenset[int]:
        """The quantities about which the problem does not hold every relation."""
        left_out = self._problem.left_out
        return frozenset(quantity for left in left_out for quantity in left.quantities)

    def _measured(self, number: int, rest: Measures) -> Held:
        said = self._said(number, Hold.UNKNOWN)
        scale = _Scale(self._problem, number, said.step)

        def enough(outer: Interval, inner: Interval | None) -> bool:
            ends = scale.ends(outer)
            if not self._exact and scale.hold(ends) is Hold.TIGHT:
                return True
            return inner is not None and ends == scale.ends(inner)

        quantity = self._problem.numbers[number].quantity
        sizes = SIZES if self._exact else _SIZES
        allowed = rest.of_quantity(quantity, frozenset({number}), enough, sizes)
        lowest, highest = ends = scale.ends(allowed.interval)
        hold = scale.hold(ends)
        if hold is not Hold.TIGHT and allowed.doubt == NO_TIME:
            hold = Hold.UNKNOWN
        doubt = allowed.doubt
        if hold is not Hold.TIGHT and quantity in self._left_out:
            doubt = doubt or LEFT_OUT
        return Held(
            number,
            said.fact,
            hold,
            said.relations,
            said.step,
            allowed,
            lowest,
            highest,
            doubt,
        )


_Ends: TypeAlias = tuple[Fraction | None, Fraction | None]


@frozen
class _Scale:
    """What can be printed in place of a number."""

    problem: Problem
    number: int
    step: Fraction

    def ends(self, allowed: Interval) -> _Ends:
        """Return the outermost numbers that stand for values of an interval."""
        number = self.problem.numbers[self.number]
        if number.decimals is not None:
            concept = self.problem.quantities[number.quantity].concept
            rounding = self.problem.report.rounding_of(concept)
            printable = Printable.of(allowed, number.decimals, rounding)
            return printable.lowest, printable.highest
        low, high = allowed.low, allowed.high
        if low is not None:
            steps = ceil(low / self.step)
            low = self.step * (steps + (allowed.low_open and steps * self.step == low))
        if high is not None:
            steps = floor(high / self.step)
            high = self.step * (steps - (allowed.high_open and steps * self.step == high))
        return low, high

    def hold(self, ends: _Ends) -> Hold:
        """Return how a number is held for which all between these ends would do."""
        low, high = ends
        if low is None and high is None:
            return Hold.NONE
        value = self.problem.numbers[self.number].value
        if low is None or high is None or max(high - value, value - low) >= TIGHT * self.step:
            return Hold.LOOSE
        return Hold.TIGHT


def _step(fact: Fact) -> Fraction:
    """Return the unit of the last digit of a number; an exact one has the digits it is given."""
    if fact.decimals is not None:
        return quantum(fact.decimals)
    exponent = parse_decimal((fact.text or "0").strip()).as_tuple().exponent
    return quantum(-exponent if isinstance(exponent, int) and exponent < 0 else 0)
