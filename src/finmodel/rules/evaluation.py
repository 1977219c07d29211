"""Finding the places of a report in which assertions mean something, and their numbers there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from finmodel.language.compile import QUARTERS, NotApplicableError
from finmodel.language.form import Affine, Form, minus, value
from finmodel.language.tree import (
    Comparison,
    Condition,
    Logic,
    Not,
    Reference,
    Reported,
    Sum,
    references,
    walk,
)
from finmodel.model.finding import Verdict
from finmodel.model.report import Report
from finmodel.rules.assertion import Assertion
from finmodel.rules.operand import Operand, Operands
from finmodel.rules.place import Places
from finmodel.rules.relation import COMPARISONS, Relation, evaluated
from finmodel.rules.scope import PlaceScope, Slot

MAX_DERIVED: Final = 12
"""How many numbers that are not reported one relation may compute from their formulas."""


NOWHERE: Final = -1
"""The place of a relation that is about the whole report."""


@frozen
class Shape:
    """An assertion compiled for all places of one kind: forms over slots."""

    slots: tuple[Slot, ...]
    left: Form
    right: Form


class Evaluator:
    """Evaluates assertions over one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._operands = Operands(report)
        self._places: dict[tuple[int, int], Places] = {}
        self._shapes: dict[object, Shape | None] = {}

    def places(self, assertion: Assertion) -> Places:
        """Return the places of the report under the assertion's fiscal calendar."""
        calendar = assertion.fiscal_year
        if calendar not in self._places:
            self._places[calendar] = Places(self._report, calendar)
        return self._places[calendar]

    def relations(self, assertion: Assertion) -> Iterator[Relation]:
        """Yield the assertion's relation in every place in which its anchor is reported."""
        if assertion.anchor is None:
            yield self._demanded(assertion)
            return
        for place, unit in self._anchored(assertion, assertion.anchor):
            relation = self._relation(assertion, assertion.anchor, place, unit)
            if relation is not None:
                yield relation

    def _demanded(self, assertion: Assertion) -> Relation:
        """Return the verdict on what a report must state somewhere."""
        found = any(
            True
            for reference in references(assertion.asserted)
            for _ in self._anchored(assertion, reference)
        )
        return Relation(assertion, NOWHERE, Verdict.EXACT if found else Verdict.BROKEN, ())

    def _anchored(self, assertion: Assertion, anchor: Reference) -> Iterator[tuple[int, int]]:
        """Yield the places and units that have a number for a reference."""
        places, scope = self.places(assertion), self._scope(assertion, 0)
        concept = assertion.vocabulary.concept(anchor.name)
        _, members, _ = scope.slot(concept, anchor).move
        at_default = tuple((dimension, None) for dimension, _ in members)
        units = self._report.columns.unit
        for found, rows in self._operands.places(concept.name).items():
            here = places[found]
            if all(here.member(dimension) == member for dimension, member in members):
                start = places.moved(found, ((), at_default, False)) if members else found
                for unit in sorted({units[row] for row in rows}):
                    if start is not None and self._operands.find(concept.name, found, unit):
                        yield start, unit

    def _relation(
        self, assertion: Assertion, anchor: Reference, place: int, unit: int
    ) -> Relation | None:
        """Return the relation in one place; `None` where the assertion does not apply."""
        if assertion.condition is not None and not self._holds(
            assertion.condition, assertion, place, unit
        ):
            return None
        if not isinstance(assertion.asserted, Comparison):
            return self._presence(assertion, anchor, place, unit)
        derived: frozenset[Slot] = frozenset()
        while True:
            shape = self._shape(assertion, place, derived)
            if shape is None:
                return None
            numbers = [self._number(slot, assertion, place, unit) for slot in shape.slots]
            gaps = [slot for slot, n in zip(shape.slots, numbers, strict=True) if n is None]
            operands = tuple(n for n in numbers if n is not None)
            if not gaps:
                return self._evaluated(assertion, place, operands, shape)
            more = derived | {slot for slot in gaps if self._has_formula(slot, assertion)}
            if len(more) == len(derived) or len(more) > MAX_DERIVED:
                missing = gaps[0].reference
                verdict = Verdict.NOT_EVALUATED
                return Relation(assertion, place, verdict, operands, missing=missing)
            derived = more

    def _presence(self, assertion: Assertion, anchor: Reference, place: int, unit: int) -> Relation:
        """Return the verdict on a demand: what is reported must be, whatever its value."""
        scope = self._scope(assertion, place)
        scope.operand(anchor)
        numbers = (self._number(slot, assertion, place, unit) for slot in scope.slots)
        operands = tuple(number for number in numbers if number is not None)
        holds = self._holds(assertion.asserted, assertion, place, unit)
        return Relation(assertion, place, Verdict.EXACT if holds else Verdict.BROKEN, operands)

    def _evaluated(
        self, assertion: Assertion, place: int, operands: tuple[Operand, ...], shape: Shape
    ) -> Relation | None:
        difference = minus(shape.left, shape.right)
        if isinstance(difference, Affine) and not difference.terms:
            return None  # computed from itself: it says nothing
        try:
            return evaluated(assertion, place, operands, shape.left, shape.right)
        except ZeroDivisionError:
            verdict = Verdict.NOT_EVALUATED
            return Relation(assertion, place, verdict, operands, divides_by_zero=True)

    def _number(self, slot: Slot, assertion: Assertion, place: int, unit: int) -> Operand | None:
        goal = self.places(assertion).moved(place, slot.move)
        return None if goal is None else self._operands.find(slot.concept, goal, unit)

    def _has_formula(self, slot: Slot, assertion: Assertion) -> bool:
        return assertion.vocabulary.taxonomy.concepts[slot.concept].formula is not None

    def _shape(self, assertion: Assertion, place: int, derived: frozenset[Slot]) -> Shape | None:
        """Return the compiled assertion, shared by the places in which it compiles alike."""
        sums = [node.over for node in walk(assertion.asserted) if isinstance(node, Sum)]
        here = self.places(assertion)[place]
        kind = (
            (here.members, here.period if QUARTERS in sums else None) if sums or derived else None
        )
        key = (assertion, kind, derived)
        if key not in self._shapes:
            scope = self._scope(assertion, place, derived)
            self._shapes[key] = _compiled(scope, assertion)
        return self._shapes[key]

    def _scope(
        self, assertion: Assertion, place: int, derived: frozenset[Slot] = frozenset()
    ) -> PlaceScope:
        return PlaceScope(self.places(assertion), place, assertion.vocabulary, derived)

    def _holds(self, condition: Condition, assertion: Assertion, place: int, unit: int) -> bool:
        """Tell whether a condition holds for the numbers as they are printed."""

        def holds(inner: Condition) -> bool:
            return self._holds(inner, assertion, place, unit)

        match condition:
            case Logic():
                joined = all if condition.operator == "and" else any
                return joined(map(holds, (condition.left, condition.right)))
            case Not():
                return not holds(condition.operand)
            case Reported():
                scope = self._scope(assertion, place)
                scope.operand(condition.reference)
                return all(self._number(slot, assertion, place, unit) for slot in scope.slots)
            case Comparison():
                return self._compares(condition, assertion, place, unit)

    def _compares(
        self, comparison: Comparison, assertion: Assertion, place: int, unit: int
    ) -> bool:
        scope = self._scope(assertion, place)
        try:
            left, right = scope.compile(comparison.left), scope.compile(comparison.right)
            numbers = [self._number(slot, assertion, place, unit) for slot in scope.slots]
            printed = [number.printed for number in numbers if number is not None]
            if len(printed) < len(numbers):
                return False
            return COMPARISONS[comparison.operator](value(left, printed), value(right, printed))
        except (NotApplicableError, ZeroDivisionError):
            return False


def _compiled(scope: PlaceScope, assertion: Assertion) -> Shape | None:
    comparison, anchor = assertion.asserted, assertion.anchor
    if not isinstance(comparison, Comparison) or anchor is None:
        return None
    try:
        scope.operand(anchor)
        left = scope.compile(comparison.left)
        right = scope.compile(comparison.right)
    except (NotApplicableError, ZeroDivisionError):
        return None
    return Shape(tuple(scope.slots), left, right)
