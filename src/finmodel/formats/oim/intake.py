"""Columns being filled, with the tables that facts share."""

from __future__ import annotations

from attrs import frozen

from finmodel.model.column import NONE, Columns, Interner
from finmodel.model.dimension import DimensionSet
from finmodel.model.unit import Unit
from finmodel.qname import QName


@frozen
class PlainFact:
    """A fact that is no note, ready for the columns."""

    concept: QName
    dimensions: DimensionSet
    unit: Unit | None
    language: str | None
    decimals: int
    value: str | None


class Intake:
    """Takes in facts one by one, or lets a reader fill the columns itself by way of the tables."""

    def __init__(self) -> None:
        self.concepts: Interner[QName] = Interner()
        self.dimension_sets: Interner[DimensionSet] = Interner()
        self.units: Interner[Unit] = Interner()
        self.languages: Interner[str] = Interner()
        self.columns = Columns()

    def add(self, id: str, fact: PlainFact) -> None:
        """Add one fact."""
        columns = self.columns
        columns.concept.append(self.concepts[fact.concept])
        columns.dimensions.append(self.dimension_sets[fact.dimensions])
        columns.unit.append(NONE if fact.unit is None else self.units[fact.unit])
        columns.language.append(NONE if fact.language is None else self.languages[fact.language])
        columns.decimals.append(fact.decimals)
        columns.value.append(fact.value)
        columns.id.append(id)

    def finished(self) -> Columns:
        """Return the columns; nothing may be added afterwards."""
        columns = self.columns
        columns.concepts = list(self.concepts)
        columns.dimension_sets = list(self.dimension_sets)
        columns.units = list(self.units)
        columns.languages = list(self.languages)
        return columns
