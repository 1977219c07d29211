"""The scope that an assertion is compiled in: references become slots to be filled per place."""

from __future__ import annotations

from attrs import field, frozen

from finmodel.language.compile import compile_expression
from finmodel.language.form import Form, variable
from finmodel.language.grammar import parse_expression
from finmodel.language.tree import Expression, Filter, Fixed, Reference
from finmodel.language.vocabulary import Vocabulary
from finmodel.qname import QName
from finmodel.rules.place import Move, Places
from finmodel.taxonomy.concept import Concept, PeriodType


@frozen
class Slot:
    """A number that a relation needs: a concept, and the move from the relation's place to it."""

    concept: QName
    move: Move
    reference: Reference = field(eq=False)


class PlaceScope:
    """The scope in which an assertion's references become slots.

    `derived` are the slots that are not reported and computed from their formulas instead.
    """

    def __init__(
        self, places: Places, place: int, vocabulary: Vocabulary, derived: frozenset[Slot]
    ) -> None:
        self._places = places
        self._place = place
        self._vocabulary = vocabulary
        self._derived = derived
        self._above: tuple[Slot, ...] = ()
        self.slots: dict[Slot, int] = {}

    def compile(self, node: Expression) -> Form:
        """Return the form of an expression over the slots."""
        return compile_expression(node, self)

    def operand(self, reference: Reference) -> Form:
        """Return the variable of a reference's slot, or what its formula makes of others."""
        concept = self._vocabulary.concept(reference.name)
        slot = self.slot(concept, reference)
        if slot in self._derived and slot not in self._above and concept.formula is not None:
            return self._formula(slot, concept, concept.formula)
        return variable(self.slots.setdefault(slot, len(self.slots)))

    def slot(self, concept: Concept, reference: Reference) -> Slot:
        """Return the slot that a reference asks for, without making it one of the scope's."""
        at_instant = concept.period_type is PeriodType.INSTANT
        return Slot(concept.name, (reference.when, self._members(reference), at_instant), reference)

    def _members(self, reference: Reference) -> tuple[tuple[QName, QName | None], ...]:
        members: dict[QName, QName | None] = {}
        for filter in reference.filters:
            dimension = self._vocabulary.dimension(filter.dimension).name
            member = filter.member and self._vocabulary.member(dimension, filter.member)
            members[dimension] = member or None
        return tuple(sorted(members.items()))

    def _formula(self, slot: Slot, concept: Concept, formula: str) -> Form:
        """Compile a formula where the number itself would stand."""
        taxonomy = self._vocabulary.taxonomy
        filters = tuple(
            Filter(taxonomy.name(dimension), member and taxonomy.name(member))
            for dimension, member in slot.move[1]
        )
        outer, above = self._vocabulary, self._above
        self._vocabulary = Vocabulary(taxonomy, {}, concept.name.namespace)
        self._above = (*above, slot)
        try:
            return compile_expression(parse_expression(formula), self, slot.move[0], filters)
        finally:
            self._vocabulary, self._above = outer, above

    def parts(self, dimension: str) -> tuple[str, ...]:
        """Return the members that the place's member of a dimension divides into."""
        taxonomy = self._vocabulary.taxonomy
        name = self._vocabulary.dimension(dimension).name
        member = self._places[self._place].member(name)
        if member is not None and not isinstance(member, QName):
            return ()
        return tuple(map(taxonomy.name, taxonomy.dimensional.parts(name, member)))

    def quarters(self) -> tuple[Fixed, ...]:
        """Return the quarters of the place's period."""
        return self._places.quarters(self._place)
