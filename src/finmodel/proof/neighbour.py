"""The numbers beside a number: its line item in another column, from which it may be copied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from attrs import frozen

from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.unit import Unit
from finmodel.proof.problem import Problem
from finmodel.proof.slip import Neighbour
from finmodel.qname import QName

MAX_NEIGHBOURS: Final = 40
"""How many numbers beside one are looked at, in the order of the report."""

_Line = tuple[QName, Unit | None]


@frozen(eq=False, slots=False)
class Neighbours:
    """Finds the numbers of the same line item at another period, or at one other member."""

    problem: Problem

    def of(self, number: int) -> Mapping[int, Neighbour]:
        """Return the neighbours of a number, by their own numbers."""
        found: dict[int, Neighbour] = {}
        for other, words in self._beside(number):
            if len(found) >= MAX_NEIGHBOURS:
                break
            fact = self.problem.fact(other)
            found[other] = Neighbour(fact.number, fact.decimals, words)
        return found

    def _beside(self, number: int) -> Iterator[tuple[int, str]]:
        problem = self.problem
        own = problem.quantities[problem.numbers[number].quantity]
        for other in self._lines[own.concept, own.unit]:
            place = problem.quantities[problem.numbers[other].quantity].place
            words = _difference(own.place, place)
            if words:
                yield other, words

    @cached_property
    def _lines(self) -> Mapping[_Line, Sequence[int]]:
        lines: defaultdict[_Line, list[int]] = defaultdict(list)
        for index, number in enumerate(self.problem.numbers):
            quantity = self.problem.quantities[number.quantity]
            lines[quantity.concept, quantity.unit].append(index)
        return lines


def _difference(own: DimensionSet, other: DimensionSet) -> str:
    """Return the words for a place that differs in one thing only; none for any other."""
    if own.period != other.period:
        return str(other.period) if own == other.with_period(own.period) else ""
    if own.entity != other.entity:
        return ""
    differing = sorted(set(own.members) ^ set(other.members), key=_dimension)
    if len({dimension for dimension, _ in differing}) != 1:
        return ""
    (dimension, _), *_ = differing
    return _said(other.member(dimension))


def _dimension(pair: tuple[QName, Member]) -> QName:
    return pair[0]


def _said(member: Member | None) -> str:
    if member is None:
        return "the whole"
    return member.local_name if isinstance(member, QName) else str(member)
