"""Finding the places of a report in which assertions mean something, and their numbers there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from typing import Final

from attrs import frozen

from finmodel.language.compile import TooLargeError, UnknownPartsError
from finmodel.language.form import value
from finmodel.language.tree import (
    Comparison,
    Condition,
    Logic,
    Not,
    Reference,
    Reported,
    references,
)
from finmodel.model.finding import Verdict
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.rules.operand import Operand, Operands
from finmodel.rules.relation.assertion import Assertion
from finmodel.rules.relation.place import Places
from finmodel.rules.relation.relation import COMPARISONS, Relation, evaluated
from finmodel.rules.relation.scope import Formulas, PlaceScope, Slot
from finmodel.rules.relation.shape import Shape, Shapes
from finmodel.taxonomy.taxonomy import Taxonomy

MAX_DERIVED: Final = 12
"""How many numbers that are not reported one relation may compute from their formulas."""

NOWHERE: Final = -1
"""The place of a relation that is about the whole report."""


@frozen
class Frame:
    """A comparison in one place, in a unit's currency, whatever is reported of its numbers."""

    assertion: Assertion
    place: int
    unit: int
    shape: Shape


class Evaluator:
    """Evaluates assertions over one report; numbers that it lacks come from `formulas`.

    A relation is evaluated in one currency, which a unit stands for: that of its anchor or, where
    the anchor has none, each in which all of its numbers are there.
    """

    def __init__(self, report: Report, formulas: Formulas) -> None:
        self._report = report
        self._formulas = formulas
        self.operands = Operands(report)
        self._places: dict[tuple[int, int], Places] = {}
        self._slots: dict[tuple[Assertion, int], Slot] = {}
        self._starts: dict[tuple[Assertion, int], Callable[[int], int | None]] = {}
        self._shapes: dict[tuple[Assertion, int], Shapes] = {}

    def places(self, assertion: Assertion) -> Places:
        """Return the places of the report under the assertion's fiscal calendar."""
        calendar = assertion.fiscal_year
        if calendar not in self._places:
            like = next(iter(self._places.values()), None)
            self._places[calendar] = Places(self._report, calendar, like)
        return self._places[calendar]

    def relations(self, assertion: Assertion) -> Iterator[Relation]:
        """Yield the assertion's relation in every place in which its anchor is reported."""
        if assertion.anchor is None:
            yield self._demanded(assertion)
            return
        for place, unit in self.anchored(assertion, assertion.anchor):
            relation = self._relation(assertion, place, unit)
            if relation is None or relation.missing is not None:
                others = [
                    other
                    for currency in self.operands.currencies_for(unit)
                    if (other := self._relation(assertion, place, currency)) is not None
                    and other.missing is None
                ]
                yield from others
                if others:
                    continue
            if relation is not None:
                yield relation

    def frame(self, assertion: Assertion, place: int, unit: int) -> Frame | None:
        """Return a comparison in a place; `None` where it does not apply or says nothing.

        Nothing in it is computed from formulas. Raises `TooLargeError` and `UnknownPartsError`.
        """
        condition, asserted = assertion.condition, assertion.asserted
        if not isinstance(asserted, Comparison):
            return None
        if condition is not None and not self._holds(condition, assertion, place, unit):
            return None
        shape = self._shapes_of(asserted, assertion).at(place)
        return None if shape is None else Frame(assertion, place, unit, shape)

    def start(self, assertion: Assertion, anchor: Reference, found: int) -> int | None:
        """Return where an assertion stands whose anchor is in a place; `None` if nowhere."""
        return self._start_from(assertion, anchor)(found)

    def _start_from(self, assertion: Assertion, anchor: Reference) -> Callable[[int], int | None]:
        key = (assertion, id(anchor))
        if key not in self._starts:
            self._starts[key] = self._start_of(assertion, anchor)
        return self._starts[key]

    def _demanded(self, assertion: Assertion) -> Relation:
        """Return the verdict on what a report must state somewhere."""
        found = any(
            True
            for reference in references(assertion.asserted)
            for _ in self.anchored(assertion, reference)
        )
        return Relation(assertion, NOWHERE, Verdict.EXACT if found else Verdict.BROKEN, ())

    def anchored(self, assertion: Assertion, anchor: Reference) -> Iterator[tuple[int, int]]:
        """Yield where an assertion stands that has numbers for a reference, and their units."""
        start_of = self._start_from(assertion, anchor)
        for found, units in self.operands.stated(self._slot(assertion, anchor).concept).items():
            start = start_of(found)
            if start is not None:
                for unit in units:
                    yield start, unit

    def _start_of(self, assertion: Assertion, anchor: Reference) -> Callable[[int], int | None]:
        """Return what leads from the place of an anchor to that of its assertion."""
        places = self.places(assertion)
        _, members, _ = self._slot(assertion, anchor).move
        at_default = tuple((dimension, None) for dimension, _ in members)
        whole = places.route(((), at_default, False))
        wholes = self._wholes(assertion)
        if not members and not wholes:
            return whole.__getitem__

        def start(found: int) -> int | None:
            here, there = places[found], whole[found]
            if (
                there is not None
                and all(here.member(dimension) == member for dimension, member in members)
                and all(places[there].member(of) in parts for of, parts in wholes)
            ):
                return there
            return None

        return start

    def _wholes(self, assertion: Assertion) -> list[tuple[QName, Set[object]]]:
        """Return where an assertion can stand that names members of dimensions.

        What names a part is about what has that part, and not about other parts. So with each
        dimension goes its default; where it has none, a member that is named may be the whole of
        others, and these go with it.
        """
        stated = [node for node in (assertion.asserted, assertion.condition) if node is not None]
        named = {
            pair
            for node in stated
            for reference in references(node)
            for pair in self._slot(assertion, reference).move[1]
        }
        return [
            (dimension, {None, *_below(assertion.vocabulary.taxonomy, dimension, member)})
            for dimension, member in named
            if member is not None
        ]

    def _relation(self, assertion: Assertion, place: int, unit: int) -> Relation | None:
        """Return the relation in one place; `None` where the assertion does not apply."""
        condition, asserted = assertion.condition, assertion.asserted
        try:
            if condition is not None and not self._holds(condition, assertion, place, unit):
                return None
            if isinstance(asserted, Comparison):
                return self._compared(asserted, assertion, place, unit)
        except (TooLargeError, UnknownPartsError):
            return Relation(assertion, place, Verdict.NOT_EVALUATED, ())
        return self._presence(assertion, place, unit)

    def _compared(
        self, comparison: Comparison, assertion: Assertion, place: int, unit: int
    ) -> Relation | None:
        """Return the relation that a comparison states, computing numbers that are missing."""
        shapes = self._shapes_of(comparison, assertion)
        operands: tuple[Operand, ...] = ()
        gaps: list[Slot] = []
        derived: frozenset[Slot] = frozenset()
        while shape := shapes.at(place, derived):
            numbers = self._numbers(shape, place, unit)
            operands = tuple(number for number in numbers if number is not None)
            if len(operands) == len(numbers):
                return _evaluated(assertion, place, operands, shape)
            gaps = [slot for slot, n in zip(shape.slots, numbers, strict=True) if n is None]
            more = derived.union(slot for slot in gaps if slot.concept in self._formulas)
            if len(more) == len(derived) or len(more) > MAX_DERIVED:
                break
            derived = more
        if not gaps:
            return None
        missing = gaps[0].reference
        return Relation(assertion, place, Verdict.NOT_EVALUATED, operands, missing=missing)

    def _presence(self, assertion: Assertion, place: int, unit: int) -> Relation:
        """Return the verdict on a demand: what is reported must be, whatever its value."""
        assert assertion.anchor is not None  # noqa: S101 - without one there is no place
        anchor = self._number(assertion.anchor, assertion, place, unit)
        operands = () if anchor is None else (anchor,)
        holds = self._holds(assertion.asserted, assertion, place, unit)
        return Relation(assertion, place, Verdict.EXACT if holds else Verdict.BROKEN, operands)

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
                return self._number(condition.reference, assertion, place, unit) is not None
            case Comparison():
                return self._compares(condition, assertion, place, unit)

    def _compares(
        self, comparison: Comparison, assertion: Assertion, place: int, unit: int
    ) -> bool:
        shape = self._shapes_of(comparison, assertion).at(place)
        numbers = [] if shape is None else self._numbers(shape, place, unit)
        printed = [number.printed for number in numbers if number is not None]
        if shape is None or len(printed) < len(numbers):
            return False
        compare = COMPARISONS[comparison.operator]
        try:
            return compare(value(shape.left, printed), value(shape.right, printed))
        except ZeroDivisionError:
            return False

    def _numbers(self, shape: Shape, place: int, unit: int) -> list[Operand | None]:
        find = self.operands.find
        return [
            find(slot.concept, route[place], unit)
            for slot, route in zip(shape.slots, shape.routes, strict=True)
        ]

    def _number(
        self, reference: Reference, assertion: Assertion, place: int, unit: int
    ) -> Operand | None:
        """Return the number that is reported for a reference."""
        slot = self._slot(assertion, reference)
        goal = self.places(assertion).route(slot.move)[place]
        return self.operands.find(slot.concept, goal, unit)

    def _slot(self, assertion: Assertion, reference: Reference) -> Slot:
        key = (assertion, id(reference))
        if key not in self._slots:
            scope = PlaceScope(self.places(assertion), NOWHERE, assertion.vocabulary)
            self._slots[key] = scope.slot(reference)
        return self._slots[key]

    def _shapes_of(self, comparison: Comparison, assertion: Assertion) -> Shapes:
        key = (assertion, id(comparison))
        if key not in self._shapes:
            first = assertion.anchor if comparison is assertion.asserted else None
            self._shapes[key] = Shapes(
                comparison, first, self.places(assertion), assertion.vocabulary, self._formulas
            )
        return self._shapes[key]


def _below(taxonomy: Taxonomy, dimension: QName, member: QName) -> set[QName]:
    """Return the parts of a member and their parts, if the dimension has no default."""
    dimensional = taxonomy.dimensional
    below: set[QName] = set()
    stack = [] if dimension in dimensional.defaults else [member]
    while stack:
        new = [part for part in dimensional.parts(dimension, stack.pop()) if part not in below]
        below.update(new)
        stack += new
    return below


def _evaluated(
    assertion: Assertion, place: int, operands: tuple[Operand, ...], shape: Shape
) -> Relation | None:
    """Return the relation of numbers that are all there; `None` where it says nothing."""
    numbers: dict[tuple[int, ...], int] = {}
    names = tuple(numbers.setdefault(operand.rows, len(numbers)) for operand in operands)
    try:
        if len(numbers) < len(names):
            shape = shape.merged(names)
            operands = tuple(operands[names.index(name)] for name in numbers.values())
        return None if shape.says_nothing else evaluated(assertion, place, operands, shape)
    except ZeroDivisionError:
        verdict = Verdict.NOT_EVALUATED
        return Relation(assertion, place, verdict, operands, divides_by_zero=True)
