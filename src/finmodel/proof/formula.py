"""Where formulas make line items of their parts, which are no quantities of a problem there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.language.compile import TooLargeError
from finmodel.language.form import Affine, Form, Quotient
from finmodel.model.column import NONE
from finmodel.model.dimension import DimensionSet
from finmodel.proof.problem import Problem, Quantity
from finmodel.qname import QName
from finmodel.rules.assertion import Assertion
from finmodel.rules.case import Case
from finmodel.rules.evaluation import Frame

_ONE: Final = Affine({}, Fraction(1))

_Known: TypeAlias = Mapping[tuple[QName, DimensionSet], Sequence[int]]


@frozen
class Unstated:
    """A line item in a place where only its parts are quantities: it is `above / below`.

    Both are linear over the quantities of the problem; `None` where its formula is another one.
    """

    quantity: Quantity
    above: Affine | None
    below: Affine | None


def unstated(case: Case, problem: Problem, concept: QName) -> Iterator[Unstated]:
    """Yield each place in which a concept's formula has all of its parts, but is no quantity."""
    known: defaultdict[tuple[QName, DimensionSet], list[int]] = defaultdict(list)
    for index, quantity in enumerate(problem.quantities):
        known[quantity.concept, quantity.place].append(index)
    for assertion in case.relations.assertions:
        anchor = assertion.anchor
        if assertion.rule is not None or anchor is None:
            continue
        if assertion.vocabulary.concept(anchor.name).name == concept:
            for frame in _frames(assertion, case, problem):
                found = _at(frame, case, problem, known)
                if found is not None:
                    yield found


def _frames(assertion: Assertion, case: Case, problem: Problem) -> Iterator[Frame]:
    """Yield a formula in every place that the problem is about."""
    evaluator = case.relations.evaluator
    places = evaluator.places(assertion)
    try:
        for at in dict.fromkeys(places.number(quantity.place) for quantity in problem.quantities):
            frame = evaluator.frame(assertion, at, NONE)
            if frame is not None:
                yield frame
    except TooLargeError:
        return


def _at(frame: Frame, case: Case, problem: Problem, known: _Known) -> Unstated | None:
    places = case.relations.evaluator.places(frame.assertion)
    shape = frame.shape
    goals = [route[frame.place] for route in shape.routes]
    slots = [
        (slot.concept, places[goal])
        for slot, goal in zip(shape.slots, goals, strict=True)
        if goal is not None
    ]
    own, *parts = slots
    is_missing = len(slots) < len(goals) or any(len(known.get(part, ())) != 1 for part in parts)
    if is_missing or own in known or not parts:
        return None
    quantities = [known[part][0] for part in parts]
    units = (problem.quantities[index].unit for index in quantities)
    is_amount = case.taxonomy.concepts[own[0]].data_type.is_monetary
    unit = next((unit for unit in units if unit is not None), None) if is_amount else None
    above, below = _sides(shape.right)
    names = [-1, *quantities]
    return Unstated(Quantity(*own, unit), _over(above, names), _over(below, names))


def _sides(form: Form) -> tuple[Form, Form]:
    return (form.numerator, form.denominator) if isinstance(form, Quotient) else (form, _ONE)


def _over(form: Form, names: Sequence[int]) -> Affine | None:
    """Return a linear form over quantities, of which slots may share one."""
    if not isinstance(form, Affine) or 0 in form.terms:
        return None
    terms: defaultdict[int, Fraction] = defaultdict(Fraction)
    for slot, factor in form.terms.items():
        terms[names[slot]] += factor
    return Affine({index: factor for index, factor in terms.items() if factor}, form.constant)
