"""What a report does not say: the values that a line item must have by everything else it says.

A fourth quarter, a hidden subtotal, last year's figure behind a growth rate, and of what is printed
the part of its interval that the rest leaves. Ends are proved; where one is only approached it is
open, and where there is none that is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, reduce
from itertools import chain
from operator import eq
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.language.form import Affine, Quotient, bounds
from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.diagnosis import diagnose
from finmodel.proof.formula import Unstated, unstated
from finmodel.proof.linear import over
from finmodel.proof.measure import Measures
from finmodel.proof.problem import Problem, Quantity
from finmodel.proof.prove import Judged, Proof
from finmodel.proof.range import (
    NO_SIGN,
    NO_TIME,
    NOT_POSSIBLE,
    Pins,
    Range,
    anything,
    constant,
    quotient,
    together,
)
from finmodel.proof.vicinity import SIZES, Enough
from finmodel.qname import QName
from finmodel.rules.case import Case

NOTHING_ELSE: Final = "nothing else in the report says anything about it"
NOT_EXPLAINED: Final = "it is connected with a conflict that no correction of numbers resolves"
NOT_A_SUM: Final = "its formula is neither a sum nor a quotient of sums"

_ONE: Final = Fraction(1)
_ASKED: Final = (*SIZES[:2], *SIZES[3:])
_SURVEY: Final = SIZES[:2]

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many quantities of how many have been looked at."""


@frozen
class Inferred:
    """What the rest of a report says about one quantity.

    `implied` are the values that the other numbers allow, `printed` those that its own `numbers`
    stand for, which are none where it is not reported. `freed` are numbers that count for nothing:
    the explanation of a conflict says that they are wrong. `undecided` says why there is no
    interval at all.
    """

    quantity: Quantity
    numbers: tuple[int, ...]
    implied: Range
    printed: Interval | None = None
    freed: tuple[int, ...] = ()
    undecided: str = ""

    @property
    def interval(self) -> Interval:
        """The values that both the other numbers and its own allow."""
        return (
            self.implied.interval if self.printed is None else self.implied.interval & self.printed
        )

    @property
    def is_bounded(self) -> bool:
        """Whether what the others allow has two ends."""
        return self.implied.interval.width is not None

    @property
    def is_determined(self) -> bool:
        """Whether the others determine it: its sign, and its size up to a half."""
        return _is_determined(self.implied.interval)

    @property
    def is_tighter(self) -> bool:
        """Whether the others leave only a part of what is printed."""
        return self.printed is not None and self.interval != self.printed


@frozen(eq=False)
class Inference:
    """What was inferred, in the order of the problem, and what was not decided in time.

    `tied` are those of the freed numbers that are no likelier to be wrong than others are.
    """

    problem: Problem
    all: tuple[Inferred, ...]
    tied: frozenset[int] = frozenset()

    @property
    def decided(self) -> tuple[Inferred, ...]:
        """What is known."""
        return tuple(each for each in self.all if not each.undecided)

    @property
    def undecided(self) -> tuple[Inferred, ...]:
        """What is not known, each with why."""
        return tuple(each for each in self.all if each.undecided)


def infer(
    case: Case,
    proof: Proof,
    concepts: Collection[QName] = (),
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Inference:
    """Return what the rest of a report says about some line items, wherever it is about them.

    `proof` is of the case. A line item with a formula is also inferred where only its parts are
    known. Without concepts, everything that is not reported and determined by the rest is inferred,
    and every number that the rest pins tighter than it is printed. Where numbers contradict each
    other, those that the first explanation names count for nothing. `time_limit` is in seconds.
    """
    inferring = _Inferring(proof, Deadline(time_limit, 0))
    if concepts:
        asked = [i for i, each in enumerate(proof.problem.quantities) if each.concept in concepts]
        others = [each for concept in concepts for each in unstated(case, proof.problem, concept)]
        items: Iterator[Inferred | None] = chain(
            map(inferring.of, asked), map(inferring.of_formula, others)
        )
        total = len(asked) + len(others)
    else:
        total = len(proof.problem.quantities)
        items = map(inferring.surveyed, range(total))
    found: list[Inferred] = []
    for done, item in enumerate(items, start=1):
        if item is not None:
            found.append(item)
        if progress is not None:
            progress(done, total)
    return Inference(proof.problem, tuple(found), frozenset(inferring.tied))


class _Inferring:
    """Infers quantities, component by component."""

    def __init__(self, proof: Proof, deadline: Deadline) -> None:
        self._problem = proof.problem
        self._deadline = deadline
        self._proof = proof
        self.tied: set[int] = set()
        self._known: dict[int, tuple[Measures | None, tuple[int, ...], str]] = {}

    def of(self, quantity: int) -> Inferred:
        """Infer one quantity."""
        return self._inferred(quantity, eq, _ASKED)

    def surveyed(self, quantity: int) -> Inferred | None:
        """Infer one quantity if it says something that the report does not."""
        if quantity not in self._judged:
            return None
        if self._deadline.is_over:
            return _unknown(self._problem.quantities[quantity], NO_TIME)
        numbers = self._problem.numbers_of[quantity]
        intervals = [self._problem.numbers[number].interval for number in numbers]

        def is_news(implied: Interval) -> bool:
            if not intervals:
                return _is_determined(implied)
            printed = reduce(Interval.__and__, intervals)
            return implied & printed != printed

        def enough(outer: Interval, inner: Interval | None) -> bool:
            return inner is not None and (outer == inner or not is_news(inner))

        found = self._inferred(quantity, enough, _SURVEY)
        return found if found.undecided or is_news(found.implied.interval) else None

    @cached_property
    def _judged(self) -> Mapping[int, Judged]:
        """What became of the component of each quantity."""
        return {q: judged for judged in self._proof.judged for q in judged.component.quantities}

    def _inferred(self, quantity: int, enough: Enough, sizes: Sequence[int]) -> Inferred:
        stated = self._problem.quantities[quantity]
        judged = self._judged.get(quantity)
        if judged is None:
            return self._said(stated, quantity, anything(), (), NOTHING_ELSE)
        measures, freed, reason = self._measures(judged)
        if measures is None:
            return self._said(stated, quantity, anything(), freed, reason)
        own = frozenset(self._problem.numbers_of[quantity])
        implied = measures.of_quantity(quantity, own - set(freed), enough, sizes)
        return self._said(stated, quantity, implied, freed, "")

    def _said(
        self, stated: Quantity, quantity: int, implied: Range, freed: Sequence[int], reason: str
    ) -> Inferred:
        numbers = self._problem.numbers_of[quantity]
        counting = [self._problem.numbers[n].interval for n in numbers if n not in freed]
        printed = reduce(Interval.__and__, counting) if counting else None
        return Inferred(stated, numbers, implied, printed, tuple(freed), reason)

    def _measures(self, judged: Judged) -> tuple[Measures | None, tuple[int, ...], str]:
        """Return what measures a component, without what, and why it is nothing if it is."""
        key = id(judged)
        if key not in self._known:
            freed, reason = self._freed(judged)
            measures = None
            if not reason:
                measures = Measures.of(judged, self._deadline, set(freed))
                reason = "" if measures is not None else NOT_POSSIBLE
            self._known[key] = measures, freed, reason
        return self._known[key]

    def _freed(self, judged: Judged) -> tuple[tuple[int, ...], str]:
        """Return the numbers that the first explanation of a component's conflicts names."""
        if not judged.conflicts:
            return (), ""
        single = Proof(self._problem, (judged,))
        diagnosis = diagnose(single, time_limit=self._deadline.left)
        named = {c.number for explained in diagnosis.first for c in explained.corrections}
        if len(diagnosis.first) < len(diagnosis.alternatives) or not named:
            return (), NOT_EXPLAINED
        for each in diagnosis.alternatives:
            if len(each.top) > 1:
                self.tied |= {c.number for c in each.explanations[0].corrections}
        return tuple(sorted(named)), ""

    # --- formulas

    def of_formula(self, found: Unstated) -> Inferred:
        """Infer what a formula makes of its parts."""
        above, below = found.above, found.below
        if above is None or below is None:
            return _unknown(found.quantity, NOT_A_SUM)
        parts = sorted({*above.terms, *below.terms})
        freed, reasons = self._about(parts)
        if reasons:
            return _unknown(found.quantity, reasons[0])
        home = self._home(parts[0])
        is_one = all(self._home(part) is home for part in parts)
        if not below.terms:
            implied = self._sum(above, _ONE / below.constant)
        elif home is not None and is_one and not (above.constant or below.constant):
            implied = home.of_ratio(above.terms, below.terms)
        elif home is None and is_one:
            implied = self._of_alone(parts, above, below)
        else:
            implied = quotient(self._sum(above, _ONE), self._sum(below, _ONE))
        return Inferred(found.quantity, (), implied, None, freed)

    def _about(self, parts: Sequence[int]) -> tuple[tuple[int, ...], list[str]]:
        """Return what does not count for some quantities, and why any cannot be measured."""
        known = [self._measures(self._judged[part]) for part in parts if part in self._judged]
        freed = sorted({number for _, numbers, _ in known for number in numbers})
        return tuple(freed), [reason for _, _, reason in known if reason]

    def _home(self, quantity: int) -> Measures | None:
        judged = self._judged.get(quantity)
        return None if judged is None else self._measures(judged)[0]

    def _sum(self, form: Affine, times: Fraction) -> Range:
        """Return what a sum can be; components have nothing to do with each other."""
        found = constant(form.constant * times)
        by_home: defaultdict[int, dict[int, Fraction]] = defaultdict(dict)
        for quantity, factor in form.terms.items():
            home = self._home(quantity)
            if home is None:
                found = together(found, self._alone(quantity, factor * times))
            else:
                by_home[id(home)][quantity] = factor * times
        for terms in by_home.values():
            home = self._home(next(iter(terms)))
            if home is not None:
                found = together(found, home.of_sum(terms))
        return found

    def _of_alone(self, parts: Sequence[int], above: Affine, below: Affine) -> Range:
        """Return what a quotient can be of quantities that nothing else is about."""
        names = {quantity: place for place, quantity in enumerate(parts)}
        alone = [self._alone(quantity, _ONE) for quantity in parts]
        pins = reduce(Pins.__add__, (each.low for each in alone))
        box = [each.interval for each in alone]
        try:
            values = bounds(Quotient(over(above, names), over(below, names)), box)
        except ZeroDivisionError:
            return anything(NO_SIGN)
        return Range(values, pins, pins)

    def _alone(self, quantity: int, factor: Fraction) -> Range:
        """Return what the one number says of a quantity that nothing else is about."""
        numbers = self._problem.numbers_of[quantity]
        intervals = (self._problem.numbers[number].interval for number in numbers)
        pins = Pins(numbers=numbers)
        values = reduce(Interval.__and__, intervals, Interval.everything())
        return Range(values.scaled(factor), pins, pins)


def _unknown(quantity: Quantity, reason: str) -> Inferred:
    return Inferred(quantity, (), anything(), undecided=reason)


def _is_determined(values: Interval) -> bool:
    if values.low is None or values.high is None:
        return False
    return 2 * (values.high - values.low) <= max(abs(values.low), abs(values.high))
