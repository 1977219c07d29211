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
from typing import Final, NamedTuple, TypeAlias

from finmodel.diagnostic import Severity
from finmodel.language.compile import TooLargeError, UnknownPartsError
from finmodel.language.form import Affine, variable
from finmodel.language.tree import Comparison
from finmodel.model.dimension import DimensionSet
from finmodel.proof.problem import LeftOut, Premise, Source
from finmodel.proof.quantity import Quantities
from finmodel.qname import QName
from finmodel.rules.binding import Binder, Binding
from finmodel.rules.calculation import occurrences
from finmodel.rules.case import Case
from finmodel.rules.relation.assertion import Assertion
from finmodel.rules.relation.evaluation import Frame
from finmodel.rules.relation.place import Places
from finmodel.rules.relation.shape import Shape
from finmodel.rules.summation import Summation

MAX_CHAIN: Final = 12
"""How many formulas of unreported line items may stand one inside the other."""

MAX_UNKNOWN: Final = 4
"""How many times as many quantities may be unknown as there are numbers, and some more."""

MAX_PASSES: Final = 20
"""How often what could not join is tried again."""

TOO_LARGE: Final = "it is about more numbers than can be sensible"
TOO_MANY: Final = "it is about numbers that are not reported, of which there are too many already"
DEMAND: Final = "it demands that something is reported, whatever its value"
EXCESS: Final = "a number has more digits than its decimals say"
CONTRADICTING: Final = "a number is stated with values that contradict each other"
UNKNOWN_PARTS: Final = "it sums over parts that what is missing of the taxonomy may define"
NOWHERE: Final = "it is about a period that does not exist"
NO_CURRENCY: Final = "the currency of an amount that is not reported cannot be told"
BY_ZERO: Final = "it divides by zero, as two of its numbers are one"


Needs: TypeAlias = Sequence[int]
"""For each slot of a relation its quantity, or below zero what would be one."""


class _UnjoinedError(ValueError):
    """A relation that cannot join, and why."""


class _Opening(NamedTuple):
    """An assertion at a place where its anchor is not reported, in a unit's currency."""

    assertion: Assertion
    place: int
    unit: int


class _Column(dict["int | None", int]):
    """A concept in every place, as relations in a unit's currency see it, looked up once."""

    def __init__(self, joining: Joining, concept: QName, unit: int) -> None:
        self._joining = joining
        self._concept = concept
        self._unit = unit

    def __missing__(self, place: int | None) -> int:
        found = self[place] = self._joining.found(self._concept, place, self._unit)
        return found


class Joining:
    """Collects the premises of a case, the quantities that they are about, and what is left out."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._evaluator = case.relations.evaluator
        stated = case.relations.assertions
        self._assertions = [one for one in stated if one.severity >= Severity.ERROR]
        self.quantities = Quantities(case.report, self._evaluator.operands, self._is_amount)
        self.premises: list[Premise] = []
        self.shapes: dict[int, Shape] = {}
        self.left_out: list[LeftOut] = []
        self._columns: dict[tuple[QName, int], _Column] = {}
        self._columns_of: dict[tuple[Shape, int], Sequence[_Column]] = {}
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
        if assertion.anchor is None or not isinstance(assertion.asserted, Comparison):
            self.left_out.append(LeftOut(assertion, None, DEMAND))
            return
        for place, unit in self._evaluator.anchored(assertion, assertion.anchor):
            try:
                frame = self._evaluator.frame(assertion, place, unit)
                for chosen in () if frame is None else self._in_currencies(frame):
                    self._add(chosen, self._needs(chosen))
            except TooLargeError:
                self._leave_out(assertion, place, TOO_LARGE)
            except UnknownPartsError:
                self._leave_out(assertion, place, UNKNOWN_PARTS)
            except _UnjoinedError as error:
                self._leave_out(assertion, place, str(error))

    def _leave_out(self, assertion: Assertion, place: int, reason: str) -> None:
        at = self._evaluator.places(assertion)[place]
        self.left_out.append(LeftOut(assertion, at, reason))

    def _in_currencies(self, frame: Frame) -> Sequence[Frame]:
        """Return a frame, or where it lacks numbers those in each currency that has them all."""
        others = self._evaluator.operands.currencies_for(frame.unit)
        if not others or self._is_complete(frame):
            return (frame,)
        found = [
            other
            for unit in others
            if (other := self._evaluator.frame(frame.assertion, frame.place, unit)) is not None
            and self._is_complete(other)
        ]
        return found or (frame,)

    def _is_complete(self, frame: Frame) -> bool:
        try:
            return min(self._needs(frame), default=0) >= 0
        except _UnjoinedError:
            return False

    def _needs(self, frame: Frame) -> Needs:
        """Return the quantity of each slot; raises `_UnjoinedError` where one can be nothing."""
        shape, place = frame.shape, frame.place
        key = shape, frame.unit
        if key not in self._columns_of:
            self._columns_of[key] = [self._column(slot.concept, frame.unit) for slot in shape.slots]
        columns = zip(self._columns_of[key], shape.routes, strict=True)
        needs = [column[route[place]] for column, route in columns]
        if needs and min(needs) < 0:
            unknown = self.quantities.unknown
            return [unknown.get(need, need) for need in needs]
        return needs

    def _column(self, concept: QName, unit: int) -> _Column:
        key = concept, unit
        if key not in self._columns:
            self._columns[key] = _Column(self, concept, unit)
        return self._columns[key]

    def found(self, concept: QName, place: int | None, unit: int) -> int:
        """Return what is the quantity of a concept in a place, or would be if it were asked for.

        Raises `_UnjoinedError` where nothing would.
        """
        if place is None:
            raise _UnjoinedError(NOWHERE)
        stated = self.quantities.stated(concept, place, unit)
        if stated is not None:
            return stated
        operands = self._evaluator.operands
        currency = operands.currency(unit)
        if not self._is_amount(concept):
            currency = currency if operands.has_currencies else None
        elif currency is None:
            raise _UnjoinedError(NO_CURRENCY)
        return self.quantities.want(concept, place, currency)

    def _is_amount(self, concept: QName) -> bool:
        return self._case.taxonomy.concepts[concept].data_type.is_monetary

    def _add(self, frame: Frame, needs: Needs) -> None:
        """Add the premise of a frame; raises `_UnjoinedError` where that cannot be."""
        places = self._evaluator.places(frame.assertion)
        if needs and min(needs) < 0:
            if len(self.quantities.unknown) >= self._most:
                raise _UnjoinedError(TOO_MANY)
            needs = [need if need >= 0 else self._ask(need, frame.unit, places) for need in needs]
        asserted = frame.assertion.asserted
        operator = asserted.operator if isinstance(asserted, Comparison) else ""
        self._state(frame.assertion, places[frame.place], operator, frame.shape, needs)

    def _ask(self, need: int, unit: int, places: Places) -> int:
        index = self.quantities.ask(need, places.__getitem__)
        self._unit_of.setdefault(need, unit)
        return index

    def _state(
        self, source: Source, place: DimensionSet, operator: str, shape: Shape, needs: Needs
    ) -> None:
        """Add a premise, unless it says nothing whatever the numbers are."""
        names = dict.fromkeys(needs)
        if len(names) < len(needs):
            first = {name: index for index, name in enumerate(names)}
            try:
                shape = shape.merged(tuple(first[need] for need in needs))
            except ZeroDivisionError:
                raise _UnjoinedError(BY_ZERO) from None
        if not shape.says_nothing:
            self.shapes[len(self.premises)] = shape
            stated = Premise(source, place, operator, shape.left, shape.right, tuple(names))
            self.premises.append(stated)

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
        operands = [binding.claim, *(part for _, part in binding.parts)]
        needs = [self.quantities.of_row(operand.rows[0]) for operand in operands]
        self._state(summation, at, "=", shapes[weights], needs)

    # --- what is not reported

    def _join_unreported(self) -> None:
        """Join what is about unknown quantities, until nothing more joins."""
        tried = 0
        waiting: list[_Opening] = []
        for _ in range(MAX_PASSES):
            known = list(self.quantities.unknown)
            for wanted in known[tried:]:
                waiting += self._openings(wanted, self._unit_of[wanted])
            tried = len(known)
            left = [opening for opening in waiting if not self._is_settled(opening)]
            if len(left) == len(waiting) and len(self.quantities.unknown) == tried:
                return
            waiting = left

    def _openings(self, wanted: int, unit: int) -> Iterator[_Opening]:
        """Yield the assertions whose anchor is a quantity that is not reported."""
        concept, place, _ = self.quantities.key(wanted)
        for assertion in self._anchored.get(concept, ()):
            assert assertion.anchor is not None  # noqa: S101 - it is anchored in the concept
            start = self._evaluator.start(assertion, assertion.anchor, place)
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
            if not self._is_planned(opening, plan, 0):
                return opening in self._refused
            for planned, (frame, needs) in plan.items():
                self._opened.add(planned)
                self._add(frame, needs)
        except TooLargeError:
            self._leave_out(opening.assertion, opening.place, TOO_LARGE)
            self._refused.add(opening)
        except _UnjoinedError as error:
            self._leave_out(opening.assertion, opening.place, str(error))
        return True

    def _is_planned(
        self, opening: _Opening, plan: dict[_Opening, tuple[Frame, Needs]], depth: int
    ) -> bool:
        """Plan the premises that make an opening's numbers; tell whether they are all made."""
        if opening in self._opened or opening in plan:
            return True
        if opening in self._refused:
            return False
        planned = self._planned(opening)
        if planned is None:
            self._refused.add(opening)
            return False
        plan[opening] = planned
        return all(self._is_made(need, opening, plan, depth) for need in planned[1] if need < 0)

    def _planned(self, opening: _Opening) -> tuple[Frame, Needs] | None:
        """Return an opening's frame and needs; `None` where it is about nothing."""
        try:
            frame = self._evaluator.frame(*opening)
            return None if frame is None else (frame, self._needs(frame))
        except (UnknownPartsError, _UnjoinedError):
            return None

    def _is_made(
        self,
        need: int,
        opening: _Opening,
        plan: dict[_Opening, tuple[Frame, Needs]],
        depth: int,
    ) -> bool:
        """Tell whether the formula of a line item makes it from quantities that there are."""
        if opening.assertion.rule is not None or depth == MAX_CHAIN:
            return False
        return any(
            self._is_planned(inner, plan, depth + 1)
            for inner in self._openings(need, opening.unit)
            if inner.assertion.rule is None
        )
