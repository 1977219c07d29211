"""Where formulas make line items of their parts, which are no quantities of a problem there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.language.compile import TooLargeError, UnknownPartsError
from finmodel.language.form import Affine, Form, Quotient, constant, plus, scaled, variable
from finmodel.model.column import NONE
from finmodel.model.dimension import DimensionSet
from finmodel.proof.problem import Problem, Quantity
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.relation.assertion import Assertion
from finmodel.rules.relation.evaluation import Frame

_ONE: Final = Affine({}, Fraction(1))

MAX_CHAIN: Final = 12
"""How many formulas may stand one inside the other."""

_Key: TypeAlias = tuple[QName, DimensionSet]
NOWHERE: Final = frozenset[_Key]()


@frozen
class Unstated:
    """A line item in a place where only its parts are quantities: it is `above / below`.

    Both are linear over the quantities of the problem; `None` where its formula is another one.
    """

    quantity: Quantity
    above: Affine | None
    below: Affine | None


def unstated(case: Case, problem: Problem, concept: QName) -> Iterator[Unstated]:
    """Yield each place in which a concept's formula has all of its parts, but is no quantity.

    Parts may be computed by formulas themselves, as long as these are sums.
    """
    formulas = _Formulas(case, problem)
    for place in dict.fromkeys(quantity.place for quantity in problem.quantities):
        if (concept, place) not in formulas.known:
            found = formulas.at(concept, place)
            if found is not None:
                yield found


class _Formulas:
    """The formulas of line items, at places, over the quantities of a problem."""

    def __init__(self, case: Case, problem: Problem) -> None:
        self._case = case
        self._problem = problem
        self._evaluator = case.relations.evaluator
        self.known: defaultdict[_Key, list[int]] = defaultdict(list)
        for index, quantity in enumerate(problem.quantities):
            self.known[quantity.concept, quantity.place].append(index)

    @cached_property
    def _by_concept(self) -> Mapping[QName, Assertion]:
        return {
            assertion.vocabulary.concept(assertion.anchor.name).name: assertion
            for assertion in self._case.relations.assertions
            if assertion.rule is None and assertion.anchor is not None
        }

    def at(
        self, concept: QName, place: DimensionSet, above: frozenset[_Key] = NOWHERE
    ) -> Unstated | None:
        """Return a line item by its formula, `None` where a part is missing."""
        frame = self._frame(concept, place)
        key = concept, place
        if frame is None or key in above or len(above) == MAX_CHAIN:
            return None
        parts = self._parts(frame, above | {key})
        if parts is None:
            return None
        quantities = {index for part in parts for index in part.terms}
        units = (self._problem.quantities[index].unit for index in sorted(quantities))
        is_amount = self._case.taxonomy.concepts[concept].data_type.is_monetary
        unit = next((unit for unit in units if unit is not None), None) if is_amount else None
        dividend, divisor = _sides(frame.shape.right)
        return Unstated(
            Quantity(concept, place, unit), _over(dividend, parts), _over(divisor, parts)
        )

    def _frame(self, concept: QName, place: DimensionSet) -> Frame | None:
        assertion = self._by_concept.get(concept)
        if assertion is None:
            return None
        at = self._evaluator.places(assertion).number(place)
        try:
            frame = self._evaluator.frame(assertion, at, NONE)
        except (TooLargeError, UnknownPartsError):
            return None
        # a balance leads from a duration to its end, where it is looked for too
        return frame if frame is not None and frame.shape.routes[0][at] == at else None

    def _parts(self, frame: Frame, above: frozenset[_Key]) -> list[Affine] | None:
        """Return what is in each slot over quantities; the first slot is the line item itself."""
        places, shape = self._evaluator.places(frame.assertion), frame.shape
        parts = [Affine({})]
        for slot, route in zip(shape.slots[1:], shape.routes[1:], strict=True):
            goal = route[frame.place]
            part = None if goal is None else self._part(slot.concept, places[goal], above)
            if part is None:
                return None
            parts.append(part)
        return parts if len(parts) > 1 else None

    def _part(self, concept: QName, place: DimensionSet, above: frozenset[_Key]) -> Affine | None:
        known = self.known.get((concept, place), ())
        if known:
            return variable(known[0]) if len(known) == 1 else None
        found = self.at(concept, place, above)
        return found.above if found is not None and found.below == _ONE else None


def _sides(form: Form) -> tuple[Form, Form]:
    return (form.numerator, form.denominator) if isinstance(form, Quotient) else (form, _ONE)


def _over(form: Form, parts: Sequence[Affine]) -> Affine | None:
    """Return a linear form with linear parts in its slots."""
    if not isinstance(form, Affine) or 0 in form.terms:
        return None
    found: Form = constant(form.constant)
    for slot, factor in form.terms.items():
        found = plus(found, scaled(parts[slot], factor))
    return found if isinstance(found, Affine) else None
