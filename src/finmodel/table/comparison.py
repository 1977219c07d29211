"""Two reports side by side as a table, one row for each pair of facts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from finmodel.comparison.comparison import Comparison, Pair
from finmodel.comparison.kind import Kind
from finmodel.model.fact import Fact
from finmodel.qname import QName
from finmodel.table.arrow import arrow, coded, encoded
from finmodel.table.number import exact, number_type

if TYPE_CHECKING:
    import pyarrow


def comparison_table(comparison: Comparison) -> pyarrow.Table:
    """Return the table of all pairs, equal ones too, kind by kind.

    Concept, entity, period, unit and members are of the new fact, or of the old one where there is
    no other. `difference` is the new number less the old one, rounded down where it has too many
    digits; `power` is the power of ten by which a rescaled number is larger.
    """
    pa = arrow()
    pairs = [pair for kind in Kind for pair in comparison.pairs[kind]]

    def text(of: Callable[[Pair], str | None]) -> pyarrow.Array:
        return coded(*encoded(map(of, pairs)))

    def plain(of: Callable[[Pair], str | None]) -> pyarrow.Array:
        return pa.array(list(map(of, pairs)), pa.string())

    def number(of: Callable[[Pair], Fraction | None]) -> pyarrow.Array:
        found = (of(pair) for pair in pairs)
        return pa.array([None if n is None else exact(n) for n in found], number_type())

    return pa.table(
        {
            "kind": text(lambda pair: pair.kind.value),
            "concept": text(lambda pair: pair.fact.concept.clark),
            "entity": text(lambda pair: _entity(pair.fact)),
            "period": text(lambda pair: pair.fact.period.text),
            "unit": text(lambda pair: None if pair.fact.unit is None else str(pair.fact.unit)),
            "members": text(lambda pair: _members(pair.fact)),
            "old_id": plain(lambda pair: None if pair.old is None else pair.old.id),
            "new_id": plain(lambda pair: None if pair.new is None else pair.new.id),
            "old_value": plain(lambda pair: None if pair.old is None else pair.old.text),
            "new_value": plain(lambda pair: None if pair.new is None else pair.new.text),
            "old_number": number(lambda pair: None if pair.was is None else pair.was.value),
            "new_number": number(lambda pair: None if pair.now is None else pair.now.value),
            "difference": number(lambda pair: pair.difference),
            "power": pa.array([pair.power for pair in pairs], pa.int32()),
        }
    )


def _entity(fact: Fact) -> str | None:
    return None if fact.entity is None else fact.entity.identifier


def _members(fact: Fact) -> str | None:
    """Return the dimensions of a fact with their members, `dimension=member`."""
    words = (
        f"{name.clark}={member.clark if isinstance(member, QName) else member}"
        for name, member in fact.dimension_set.members
    )
    return "; ".join(words) or None
