"""Joining: the relations of a report that have a place in its problem, and their quantities.

A relation joins wherever its anchor is reported; what else it needs becomes unknown quantities. A
relation whose anchor is such a quantity joins where all of its numbers are quantities already, or
would be by the formulas of the others, as validation computes them. Rules whose breach is no error
need not hold, and do not join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.diagnostic import Severity
from finmodel.language.compile import TooLargeError
from finmodel.language.form import Affine, variable
from finmodel.language.tree import Comparison
from finmodel.model.column import NONE
from finmodel.model.dimension import DimensionSet
from finmodel.model.unit import Unit
from finmodel.proof.problem import LeftOut, Premise, Quantity, Source
from finmodel.proof.quantity import Quantities
from finmodel.qname import QName
from finmodel.rules.assertion import Assertion
from finmodel.rules.binding import Binder, Binding
from finmodel.rules.calculation import occurrences
from finmodel.rules.case import Case
from finmodel.rules.evaluation import Frame
from finmodel.rules.scope import Slot
from finmodel.rules.shape import Shape
from finmodel.rules.summation import Summation

MAX_CHAIN: Final = 12
"""How many formulas of unreported line items may stand one inside the other."""

MAX_UNKNOWN: Final = 4
"""How many times as many quantities may be unknown as there are numbers, and some more."""

MAX_PASSES: Final = 20
"""How often what could not join is tried again."""

TOO_LARGE: Final = "it is about more numbers than can be sensible"
DEMAND: Final = "it demands that something is reported, whatever its value"
EXCESS: Final = "a number has more digits than its decimals say"
CONTRADICTING: Final = "a number is stated with values that contradict each other"


Needs: TypeAlias = Sequence[int | Quantity]
"""For each slot of a relation its quantity, by its index where there is one already."""


@frozen
class _Opening:
    """An assertion at a place where its anchor is not reported, in a unit's currency."""

    assertion: Assertion
    place: int
    unit: int


class Joining:
    """Collects the premises of a case, the quantities that they are about, and what is left out."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._evaluator = case.relations.evaluator
        stated = case.relations.assertions
        self._assertions = [one for one in stated if one.severity >= Severity.ERROR]
        self.quantities = Quantities(case.report)
        self.premises: list[Premise] = []
        self.shapes: dict[int, Shape] = {}
        self.left_out: list[LeftOut] = []
        self._opened: set[_Opening] = set()
        self._refused: set[_Opening] = set()
        self._unit_of: dict[int, int] = {}
        self._most = MAX_UNKNOWN * len(self.quantities.numbers) + 1_000

    def join(self) -> None:
        """Join everything that joins."""
        for assertion in self._assertions:
            self._join_reported(assertion)
        self._join_calculations()
        self._join_unreported()

    def _join_reported(self, assertion: Assertion) -> None:
        """Join an assertion wherever its anchor is reported."""
        if not isinstance(assertion.asserted, Comparison):
            self.left_out.append(LeftOut(assertion, None, DEMAND))
            return
        try:
            for frame in self._evaluator.frames(assertion):
                for chosen in self._in_currencies(frame):
                    self._add(chosen, self._needs(chosen))
        except TooLargeError:
            self.left_out.append(LeftOut(assertion, None, TOO_LARGE))

    def _in_currencies(self, frame: Frame) -> Sequence[Frame]:
        """Return a frame, or where it lacks numbers those in each currency that has them all."""
        others = self._evaluator.operands.currencies_for(frame.unit)
        if not others or self._is_complete(self._needs(frame)):
            return (frame,)
        found = [
            other
            for unit in others
            if (other := self._evaluator.frame(frame.assertion, frame.place, unit)) is not None
            and self._is_complete(self._needs(other))
        ]
        return found or (frame,)

    @staticmethod
    def _is_complete(needs: Needs | None) -> bool:
        return needs is not None and all(isinstance(need, int) for need in needs)

    def _needs(self, frame: Frame) -> Needs | None:
        """Return the quantity of each slot; `None` where one can be nothing."""
        found: list[int | Quantity] = []
        rows = self._evaluator.rows(frame)
        for slot, route, stated in zip(frame.shape.slots, frame.shape.routes, rows, strict=True):
            need: int | Quantity | None = self.quantities.of_rows(stated)
            if need is None:
                need = self._wanted(frame, slot, route[frame.place])
            if need is None:
                return None
            found.append(need)
        return found

    def _wanted(self, frame: Frame, slot: Slot, place: int | None) -> int | Quantity | None:
        """Return a quantity that is not reported; `None` if its currency cannot be told."""
        if place is None:
            return None
        unit = None
        concept = self._case.taxonomy.concepts[slot.concept]
        if concept.data_type.is_monetary:
            currency = self._evaluator.operands.currency(frame.unit)
            if currency is None:
                return None
            unit = Unit((currency,))
        at = self._evaluator.places(frame.assertion)[place]
        wanted = Quantity(slot.concept, at, unit)
        return self.quantities.unknown.get(wanted, wanted)

    def _add(self, frame: Frame, needs: Needs | None) -> bool:
        """Add the premise of a frame; tell whether it says anything."""
        if needs is None or self._is_full(needs):
            return False
        indexes = [self._index(need, frame.unit) for need in needs]
        names: dict[int, int] = {}
        merged = tuple(names.setdefault(index, len(names)) for index in indexes)
        shape = frame.shape
        try:
            if len(names) < len(indexes):
                shape = shape.merged(merged)
        except ZeroDivisionError:
            return False
        if shape.says_nothing:
            return False
        place = self._evaluator.places(frame.assertion)[frame.place]
        asserted = frame.assertion.asserted
        operator = asserted.operator if isinstance(asserted, Comparison) else ""
        self._state(frame.assertion, place, operator, shape, tuple(names))
        return True

    def _is_full(self, needs: Needs) -> bool:
        return len(self.quantities.unknown) >= self._most and not self._is_complete(needs)

    def _index(self, need: int | Quantity, unit: int) -> int:
        if isinstance(need, int):
            return need
        index = self.quantities.ask(need)
        self._unit_of.setdefault(index, unit)
        return index

    def _state(
        self,
        source: Source,
        place: DimensionSet,
        operator: str,
        shape: Shape,
        quantities: tuple[int, ...],
    ) -> None:
        self.shapes[len(self.premises)] = shape
        self.premises.append(Premise(source, place, operator, shape.left, shape.right, quantities))

    # --- calculation networks

    def _join_calculations(self) -> None:
        binder = Binder(self._case.report)
        shapes: dict[object, Shape] = {}
        for summation, total, parts in occurrences(self._case):
            for place in (*total.places, *total.odd):
                binding = binder.bind(place, total, parts)
                if binding is not None:
                    self._join_binding(summation, place, binding, shapes)

    def _join_binding(
        self, summation: Summation, place: int, binding: Binding, shapes: dict[object, Shape]
    ) -> None:
        at = self._case.report.columns.dimension_sets[place]
        if binding.excess or binding.contradicting:
            reason = EXCESS if binding.excess else CONTRADICTING
            self.left_out.append(LeftOut(summation, at, reason))
            return
        weights = tuple(Fraction(weight) for weight, _ in binding.parts)
        if weights not in shapes:
            shapes[weights] = Shape(variable(0), Affine(dict(enumerate(weights, start=1))))
        rows = [binding.claim.rows, *(part.rows for _, part in binding.parts)]
        quantities = [self.quantities.of_rows(stated) for stated in rows]
        known = tuple(quantity for quantity in quantities if quantity is not None)
        if len(set(known)) == len(rows):
            self._state(summation, at, "=", shapes[weights], known)

    # --- what is not reported

    def _join_unreported(self) -> None:
        """Join what is about unknown quantities, until nothing more joins."""
        tried = 0
        waiting: list[_Opening] = []
        for _ in range(MAX_PASSES):
            known = list(self.quantities.unknown.values())
            for quantity in known[tried:]:
                waiting += self._openings(quantity)
            tried = len(known)
            left = [opening for opening in waiting if not self._is_settled(opening)]
            if len(left) == len(waiting) and len(self.quantities.unknown) == tried:
                return
            waiting = left

    def _openings(self, quantity: int) -> Iterator[_Opening]:
        """Yield the assertions whose anchor is a quantity that is not reported."""
        wanted = self.quantities.all[quantity]
        unit = self._unit_of.get(quantity, NONE)
        yield from self._opening_at(wanted.concept, wanted.place, unit)

    def _opening_at(self, concept: QName, place: DimensionSet, unit: int) -> Iterator[_Opening]:
        for assertion in self._anchored.get(concept, ()):
            assert assertion.anchor is not None  # noqa: S101 - it is anchored in the concept
            found = self._evaluator.places(assertion).number(place)
            start = self._evaluator.start(assertion, assertion.anchor, found)
            if start is not None:
                yield _Opening(assertion, start, unit)

    @cached_property
    def _anchored(self) -> Mapping[QName, Sequence[Assertion]]:
        """The comparisons by the concepts of their anchors."""
        found: defaultdict[QName, list[Assertion]] = defaultdict(list)
        for assertion in self._assertions:
            if assertion.anchor is not None and isinstance(assertion.asserted, Comparison):
                found[assertion.vocabulary.concept(assertion.anchor.name).name].append(assertion)
        return found

    def _is_settled(self, opening: _Opening) -> bool:
        """Join an assertion whose anchor is unknown, with the formulas that it needs.

        Tell whether nothing more is to be done about it.
        """
        plan: dict[_Opening, tuple[Frame, Needs]] = {}
        try:
            applies = self._is_planned(opening, plan, 0)
        except TooLargeError:
            self.left_out.append(LeftOut(opening.assertion, None, TOO_LARGE))
            self._refused.add(opening)
            return True
        if applies:
            for planned, (frame, needs) in plan.items():
                self._opened.add(planned)
                self._add(frame, needs)
        return applies or opening in self._refused

    def _is_planned(
        self, opening: _Opening, plan: dict[_Opening, tuple[Frame, Needs]], depth: int
    ) -> bool:
        """Plan the premises that make an opening's numbers; tell whether they are all made."""
        if opening in self._opened or opening in plan:
            return True
        if opening in self._refused:
            return False
        frame = self._evaluator.frame(opening.assertion, opening.place, opening.unit)
        needs = None if frame is None else self._needs(frame)
        if frame is None or needs is None:
            self._refused.add(opening)
            return False
        plan[opening] = frame, needs
        return all(
            self._is_made(need, opening, plan, depth)
            for need in needs
            if isinstance(need, Quantity)
        )

    def _is_made(
        self,
        need: Quantity,
        opening: _Opening,
        plan: dict[_Opening, tuple[Frame, Needs]],
        depth: int,
    ) -> bool:
        """Tell whether the formula of a line item makes it from quantities that there are."""
        if opening.assertion.rule is not None or depth == MAX_CHAIN:
            return False
        return any(
            self._is_planned(inner, plan, depth + 1)
            for inner in self._opening_at(need.concept, need.place, opening.unit)
            if inner.assertion.rule is None
        )
