"""What a fact has beside its value, found by way of column, property groups, template, report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from typing import Final

from attrs import define, field, frozen

from finmodel.diagnostic import Fault
from finmodel.formats.oim.fault import MISSING_CONCEPT
from finmodel.formats.oim.name import NOTE, Names, RefusedError
from finmodel.formats.oim.shape import LOST, Fitted
from finmodel.formats.xbrl_csv.fault import INVALID_TARGET, TARGET_NOT_DURATION
from finmodel.formats.xbrl_csv.template import (
    DECIMALS,
    Known,
    Properties,
    PropertyReader,
    Template,
)
from finmodel.formats.xbrl_csv.value import ROW_NUMBER, Mark, Reference, cell_value
from finmodel.model.dimension import DimensionSet
from finmodel.model.period import FOREVER, Period
from finmodel.model.unit import Unit
from finmodel.qname import QName
from finmodel.taxonomy.taxonomy import Taxonomy


class Kind(Enum):
    """What the facts of a concept are, as far as the taxonomy tells."""

    NUMBER = auto()
    TEXT = auto()
    OTHER = auto()
    NOTE = auto()
    UNKNOWN = auto()


EXCLUDED: Final = {
    Kind.NUMBER: frozenset(("concept", "language")),
    Kind.TEXT: frozenset(("concept", "unit", DECIMALS)),
    Kind.OTHER: frozenset(("concept", "unit", DECIMALS, "language")),
    Kind.NOTE: frozenset(("concept", "unit", DECIMALS)),
    Kind.UNKNOWN: frozenset(("concept",)),
}
"""What facts of a kind have not among their aspects, even where they would inherit it."""


def kind_of(concept: QName, taxonomy: Taxonomy) -> Kind:
    """Return the kind of the facts of a concept."""
    if concept == NOTE:
        return Kind.NOTE
    found = taxonomy.concepts.get(concept)
    if found is None:
        return Kind.UNKNOWN
    if found.is_numeric:
        return Kind.NUMBER
    return Kind.TEXT if found.data_type.is_text else Kind.OTHER


@frozen
class Complaint:
    """What is wrong with a property, and what tells it from other things that are."""

    fault: Fault
    message: str
    cause: object


@frozen
class Subject:
    """What a fact is about; without a concept it has to be left out.

    `used` are the columns whose cells had a say.
    """

    concept: QName | None
    kind: Kind
    used: frozenset[str]
    complaints: tuple[Complaint, ...] = ()


@frozen
class Aspects:
    """Everything about a fact but its concept and its value.

    `decimals` is `None` where none are given, which `#none` makes explicit.
    """

    dimensions: DimensionSet
    unit: Unit | None
    language: str | None
    decimals: int | None
    is_explicit: bool
    used: frozenset[str]
    complaints: tuple[Complaint, ...] = ()


@frozen
class Lost:
    """The aspects of facts that have to be left out, and why."""

    used: frozenset[str]
    complaints: tuple[Complaint, ...]


Cell = Callable[[str], str]
"""Gives the text that a row has in a column."""


@frozen
class Scope:
    """Where references of one table lead: its template's columns, its parameters, the report's."""

    template: Template
    parameters: tuple[Mapping[str, str], ...]
    names: Names
    values: PropertyReader
    taxonomy: Taxonomy

    def subject(self, properties: Properties, cell: Cell, row: int) -> Subject:
        """Return the concept that properties mean in a row."""
        search = _Search(self, properties, cell, row)
        concept = search.take("concept")
        if concept is Mark.NONE:
            search.complain(MISSING_CONCEPT, "The fact has no concept.", "concept")
        used, complaints = frozenset(search.used), tuple(search.complaints)
        if not isinstance(concept, QName):
            return Subject(None, Kind.UNKNOWN, used, complaints)
        return Subject(concept, kind_of(concept, self.taxonomy), used, complaints)

    def aspects(self, properties: Properties, kind: Kind, cell: Cell, row: int) -> Aspects | Lost:
        """Return what else properties mean in a row, for a fact of some kind."""
        search = _Search(self, properties, cell, row)
        excluded = EXCLUDED[kind]
        taken = {name: search.take(name) for name in properties if name not in excluded}
        used, complaints = frozenset(search.used), tuple(search.complaints)
        if LOST in taken.values():
            return Lost(used, complaints)
        given = {name: value for name, value in taken.items() if value is not Mark.NONE}
        decimals = given.pop(DECIMALS, None)
        entity, period = given.pop("entity", None), given.pop("period", FOREVER)
        unit, language = given.pop("unit", None), given.pop("language", None)
        members = {self.names.dimension(name): member for name, member in given.items()}
        return Aspects(
            dimensions=DimensionSet.of(entity, period, members),
            unit=unit,
            language=language,
            decimals=decimals,
            is_explicit=search.says_none,
            used=used,
            complaints=complaints,
        )


@define
class _Search:
    scope: Scope
    properties: Properties
    cell: Cell
    row: int
    complaints: list[Complaint] = field(factory=list)
    used: set[str] = field(factory=set)
    says_none: bool = False

    def take(self, name: str) -> Fitted:
        """Return the value of a property, `Mark.NONE`, or `LOST`."""
        given = self.properties.get(name)
        if given is None:
            return Mark.NONE
        if isinstance(given, Known):
            self.says_none = self.says_none or (name == DECIMALS and given.value is Mark.NONE)
            return given.value
        try:
            return self._referenced(name, given)
        except RefusedError as refused:
            self.complain(refused.fault, refused.message, (name, refused.message))
            return Mark.NONE if refused.salvage is None else refused.salvage

    def complain(self, fault: Fault, message: str, cause: object) -> None:
        self.complaints.append(Complaint(fault, message, cause))

    def _referenced(self, name: str, reference: Reference) -> Fitted:
        text = self._text(reference)
        values = self.scope.values
        if name == DECIMALS:
            self.says_none = self.says_none or text is Mark.NONE
            return values.decimals(text)
        value = values.value(name, text)
        if not reference.end or value is Mark.NONE:
            return value
        assert isinstance(value, Period)  # noqa: S101 - only periods are asked for their ends
        if value.is_instant or value.is_forever:
            message = f"The period {value.text} has no length, so it has no “{reference.end}”."
            raise RefusedError(TARGET_NOT_DURATION, message)
        return value.opening() if reference.end == "start" else value.closing()

    def _text(self, reference: Reference) -> str | Mark:
        name = reference.name
        if name == ROW_NUMBER:
            return str(self.row)
        text = self.cell(name)
        if text:
            self.used.add(name)
            return cell_value(text)
        for parameters in self.scope.parameters:
            if name in parameters:
                return cell_value(parameters[name])
        column = self.scope.template.columns.get(name)
        if column is not None and not column.is_comment:
            return Mark.EMPTY
        message = f"“${name}” leads to no column of the table and to no parameter."
        raise RefusedError(INVALID_TARGET, message)


def united(parts: Iterable[Properties]) -> Properties:
    """Return properties from several places, the nearest first."""
    found: dict[str, Known | Reference] = {}
    for properties in parts:
        for name, given in properties.items():
            found.setdefault(name, given)
    return found
