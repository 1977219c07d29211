"""The scope that an assertion is compiled in: references become slots to be filled per place."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from attrs import field, frozen

from finmodel.language.compile import TooLargeError, UnknownPartsError, compile_expression
from finmodel.language.form import Form, variable
from finmodel.language.tree import Aggregate, Expression, Filter, Fixed, Node, Reference, When, walk
from finmodel.language.vocabulary import Vocabulary
from finmodel.model.dimension import TypedMember
from finmodel.qname import QName
from finmodel.rules.relation.place import Move, Places
from finmodel.taxonomy.concept import PeriodType

MAX_SIZE: Final = 250
"""How many nodes the formulas together may have that one relation computes numbers from."""

MAX_OPERANDS: Final = 5_000
"""How often one relation may refer to numbers, sums written out."""


@frozen
class Slot:
    """A number that a relation needs: a concept, and the move from the relation's place to it."""

    concept: QName
    move: Move
    reference: Reference = field(eq=False)


class Formulas(dict[QName, Expression]):
    """The formulas of line items that mean something, by the names of the line items."""

    @cached_property
    def divided(self) -> frozenset[str]:
        """What any of them sums over."""
        return frozenset[str]().union(*map(divided, self.values()))


NO_FORMULAS: Final = Formulas()


def divided(node: Node) -> frozenset[str]:
    """Return what the sums in a tree are over: names of dimensions, or the quarters."""
    return frozenset(inner.over for inner in walk(node) if isinstance(inner, Aggregate))


class PlaceScope:
    """The scope in which an assertion's references become slots.

    `derived` are the slots that are not reported and computed from their formulas instead, as far
    as these do not lead back to them.
    """

    def __init__(
        self,
        places: Places,
        place: int,
        vocabulary: Vocabulary,
        formulas: Formulas = NO_FORMULAS,
        derived: frozenset[Slot] = frozenset(),
    ) -> None:
        self._places = places
        self._place = place
        self._vocabulary = vocabulary
        self._formulas = formulas
        self._derived = derived
        self._above: tuple[Slot, ...] = ()
        self._size = 0
        self._asked = 0
        self.slots: dict[Slot, int] = {}

    def compile(self, node: Expression) -> Form:
        """Return the form of an expression over the slots."""
        return compile_expression(node, self)

    def operand(self, reference: Reference) -> Form:
        """Return the variable of a reference's slot, or what its formula makes of others."""
        self._asked += 1
        slot = self.slot(reference)
        if slot in self._derived and slot not in self._above:
            formula = self._formulas[slot.concept]
            self._size += sum(1 for _ in walk(formula))
            if self._size <= MAX_SIZE:
                return self._formula(slot, formula)
        if self._size > MAX_SIZE or self._asked > MAX_OPERANDS:
            raise TooLargeError
        return variable(self.slots.setdefault(slot, len(self.slots)))

    def slot(self, reference: Reference) -> Slot:
        """Return the slot that a reference asks for, without making it one of the scope's."""
        concept = self._vocabulary.concept(reference.name)
        members = tuple(sorted(self._members(reference.filters).items()))
        at_instant = concept.period_type is PeriodType.INSTANT
        return Slot(concept.name, (reference.when, members, at_instant), reference)

    def _members(self, filters: tuple[Filter, ...]) -> dict[QName, QName | None]:
        """Return the member of each dimension that is filtered; its first filter holds."""
        members: dict[QName, QName | None] = {}
        for filter in filters:
            dimension = self._vocabulary.dimension(filter.dimension).name
            if dimension not in members:
                member = filter.member
                found = None if member is None else self._vocabulary.member(dimension, member)
                members[dimension] = found
        return members

    def _formula(self, slot: Slot, formula: Expression) -> Form:
        """Compile a formula where the number itself would stand."""
        outer, above = self._vocabulary, self._above
        self._vocabulary = Vocabulary(outer.taxonomy, {}, slot.concept.namespace)
        self._above = (*above, slot)
        when, members, _ = slot.move
        name = self._vocabulary.text
        filters = tuple(Filter(name(of), member and name(member)) for of, member in members)
        try:
            return compile_expression(formula, self, when, filters)
        finally:
            self._vocabulary, self._above = outer, above

    def parts(self, dimension: str, filters: tuple[Filter, ...]) -> tuple[str, ...]:
        """Return the members that a dimension's member divides into: a filter's, or the place's.

        Where a part of the taxonomy is missing, it may define more of them: `UnknownPartsError`.
        """
        name = self._vocabulary.dimension(dimension).name
        filtered = self._members(filters)
        member = filtered[name] if name in filtered else self._places[self._place].member(name)
        if isinstance(member, TypedMember):
            return ()
        taxonomy = self._vocabulary.taxonomy
        parts = taxonomy.dimensional.parts(name, member)
        if parts and taxonomy.unread:
            raise UnknownPartsError(dimension)
        return tuple(map(self._vocabulary.text, parts))

    def quarters(self, when: tuple[When, ...]) -> tuple[Fixed, ...]:
        """Return the quarters of the period that steps through time lead to."""
        start = self._places.route((when, (), False))[self._place]
        return () if start is None else self._places.quarters(start)
