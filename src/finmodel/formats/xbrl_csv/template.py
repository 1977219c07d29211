"""Table templates: what each column is for, and which properties its facts have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import Factory, frozen

from finmodel.diagnostic import Fault
from finmodel.formats.oim.fault import (
    INVALID_SQNAME,
    INVALID_UNIT,
)
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.jsontext import Json
from finmodel.formats.oim.name import Names, RefusedError
from finmodel.formats.oim.shape import LOST, Fitted, Path, shown
from finmodel.formats.xbrl_csv.fault import (
    CONFLICTING_COLUMN,
    INVALID_CONCEPT,
    INVALID_DECIMALS,
    INVALID_GROUP_COLUMN,
    INVALID_IDENTIFIER,
    INVALID_LANGUAGE,
    INVALID_PERIOD,
    INVALID_REFERENCE,
    INVALID_ROW_ID_COLUMN,
    MISPLACED_DECIMALS,
    REPEATED_GROUP_DECIMALS,
    REPEATED_GROUP_DIMENSION,
    UNDEFINED_ROW_ID,
)
from finmodel.formats.xbrl_csv.metadata import CORE, Metadata
from finmodel.formats.xbrl_csv.period import parse_period
from finmodel.formats.xbrl_csv.value import (
    Mark,
    Reference,
    is_identifier,
    property_value,
)
from finmodel.numeric import MAX_DECIMALS

DECIMALS: Final = "decimals"

_INTEGER: Final = re.compile(r"0|-?[1-9]\d{0,8}", re.ASCII)

_CORE_FAULTS: Final = dict(
    zip(
        CORE,
        (INVALID_CONCEPT, INVALID_SQNAME, INVALID_PERIOD, INVALID_UNIT, INVALID_LANGUAGE),
        strict=True,
    )
)


@frozen
class Known:
    """A property that metadata gives itself: a value of the model, `Mark.NONE`, or `LOST`."""

    value: Any


Property = Known | Reference
Properties = Mapping[str, Property]
"""Properties by the name of their dimension, or as `decimals`."""


@frozen
class Column:
    """A column: of facts if it has `properties`, of property groups if it has `groups`."""

    name: str
    is_comment: bool = False
    properties: Properties | None = None
    properties_from: Sequence[str] = ()
    groups: Mapping[str, Properties] | None = None


@frozen
class Template:
    """What the tables of a template have in common."""

    columns: Mapping[str, Column]
    properties: Properties = Factory(dict)
    row_id: str | None = None

    def references(self) -> Iterator[str]:
        """Yield the names that properties anywhere in it refer to."""
        yield from references(self.properties)
        for column in self.columns.values():
            yield from references(column.properties or {})
            for group in (column.groups or {}).values():
                yield from references(group)


def references(properties: Properties) -> Iterator[str]:
    """Yield the names that some properties refer to."""
    return (found.name for found in properties.values() if isinstance(found, Reference))


class PropertyReader:
    """Reads what properties say; a text is understood once. Both methods raise `RefusedError`."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[tuple[str, str | Mark], Fitted] = {}
        self._read: dict[str, Callable[[str], Fitted]] = {
            "concept": names.concept,
            "entity": names.entity,
            "period": parse_period,
            "unit": names.unit,
            "language": names.language,
        }

    def value(self, name: str, text: str | Mark) -> Fitted:
        """Return what a text says of a dimension, as a value of the model or `Mark.NONE`."""
        if text is Mark.NONE or text is Mark.EMPTY:
            return Mark.NONE
        key = (name, text)
        if key not in self._known:
            self._known[key] = self._value(name, text)
        return self._known[key]

    def decimals(self, value: Json | Mark) -> int | Mark:
        """Return decimals, or `Mark.NONE`."""
        if value is Mark.NONE or value is Mark.EMPTY:
            return Mark.NONE
        number = int(value) if isinstance(value, str) and _INTEGER.fullmatch(value) else value
        if type(number) is not int:
            found = value.value if isinstance(value, Mark) else value
            raise RefusedError(INVALID_DECIMALS, f"{shown(found)} is no number of decimals.")
        if abs(number) > MAX_DECIMALS:
            message = f"The decimals {number} are beyond ±{MAX_DECIMALS}."
            raise RefusedError(INVALID_DECIMALS, message)
        return number

    def _value(self, name: str, text: str | Mark) -> Fitted:
        if name not in self._read:
            return self._names.member(None if text is Mark.NIL else str(text))
        if isinstance(text, Mark):
            raise RefusedError(_CORE_FAULTS[name], f"`{text.value}` is no {name}.")
        return self._read[name](text)


class TemplateReader:
    """Reads templates and properties from metadata, and tells the journal what is wrong."""

    def __init__(self, metadata: Metadata, names: Names, journal: Journal) -> None:
        self._metadata = metadata
        self._names = names
        self._values = PropertyReader(names)
        self._journal = journal

    def templates(self) -> dict[str, Template]:
        """Return the templates by name."""
        return {
            name: self._template(members, ("tableTemplates", name))
            for name, members in self._metadata.members.get("tableTemplates", {}).items()
        }

    def properties(self, members: Mapping[str, Any], path: Path) -> Properties:
        """Return the dimensions and decimals that an object of the metadata gives."""
        properties: dict[str, Property] = {}
        for name, text in members.get("dimensions", {}).items():
            properties[name] = self._property(name, text, (*path, "dimensions", name))
        if DECIMALS in members:
            given = members[DECIMALS]
            properties[DECIMALS] = self._property(DECIMALS, given, (*path, DECIMALS))
        return properties

    def check_identifier(self, name: str, path: Path) -> None:
        """Record a name that is no identifier."""
        if not is_identifier(name):
            self._complain(INVALID_IDENTIFIER, f"{shown(name)} is no identifier.", path)

    def _template(self, members: Mapping[str, Any], path: Path) -> Template:
        self.check_identifier(str(path[-1]), path)
        columns = {
            name: self._column(name, column, (*path, "columns", name))
            for name, column in members.get("columns", {}).items()
        }
        for column in columns.values():
            self._check_groups(column, columns, (*path, "columns", column.name))
        row_id = members.get("rowIdColumn")
        if row_id is not None and row_id not in columns:
            message = f"There is no column {shown(row_id)} for row identifiers."
            self._complain(UNDEFINED_ROW_ID, message, (*path, "rowIdColumn"))
            row_id = None
        elif row_id is not None and columns[row_id].is_comment:
            message = f"The column {shown(row_id)} is one of comments."
            self._complain(INVALID_ROW_ID_COLUMN, message, (*path, "rowIdColumn"))
            row_id = None
        return Template(columns, self.properties(members, path), row_id)

    def _column(self, name: str, members: Mapping[str, Any], path: Path) -> Column:
        self.check_identifier(name, path)
        is_comment = members.get("comment", False)
        is_fact = "dimensions" in members or "propertiesFrom" in members
        is_group = "propertyGroups" in members
        if is_comment + is_fact + is_group > 1:
            message = f"The column “{name}” is of more than one kind."
            self._complain(CONFLICTING_COLUMN, message, path)
        if DECIMALS in members and not is_fact:
            message = f"The column “{name}” has no facts, but decimals."
            self._complain(MISPLACED_DECIMALS, message, (*path, DECIMALS))
        if is_comment:
            return Column(name, is_comment=True)
        if is_fact:
            return Column(
                name,
                properties=self.properties(members, path),
                properties_from=members.get("propertiesFrom", ()),
            )
        if not is_group:
            return Column(name)
        groups = {}
        for group, given in members["propertyGroups"].items():
            here = (*path, "propertyGroups", group)
            self.check_identifier(group, here)
            groups[group] = self.properties(given, here)
        return Column(name, groups=groups)

    def _check_groups(self, column: Column, columns: Mapping[str, Column], path: Path) -> None:
        here = (*path, "propertiesFrom")
        givers: defaultdict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(column.properties_from):
            giver = columns.get(name)
            if giver is None or giver.groups is None:
                message = f"“{column.name}” takes properties from “{name}”, which has no groups."
                self._complain(INVALID_GROUP_COLUMN, message, here)
                continue
            for given in {key for group in giver.groups.values() for key in group}:
                givers[given].append(name)
        for given, names in sorted(givers.items()):
            if len(names) > 1:
                fault = REPEATED_GROUP_DECIMALS if given == DECIMALS else REPEATED_GROUP_DIMENSION
                message = f"“{column.name}” takes `{given}` from {' and '.join(names)}."
                self._complain(fault, message, here)

    def _property(self, name: str, given: Json, path: Path) -> Property:
        try:
            if name not in CORE and name != DECIMALS:
                self._names.dimension(name)
            return self._understood(name, given)
        except RefusedError as refused:
            ending = " Facts that need it are left out." if refused.salvage is LOST else ""
            self._complain(refused.fault, refused.message + ending, path)
            return Known(Mark.NONE if refused.salvage is None else refused.salvage)

    def _understood(self, name: str, given: Json) -> Property:
        value = property_value(given) if isinstance(given, str) else given
        if isinstance(value, Reference):
            if value.end and name != "period":
                message = f"{shown(given)} asks for the end of a period, but gives `{name}`."
                raise RefusedError(INVALID_REFERENCE, message)
            return value
        if name == DECIMALS:
            return Known(self._values.decimals(value))
        return Known(self._values.value(name, value))

    def _complain(self, fault: Fault, message: str, path: Path) -> None:
        self._journal.add(fault, message, self._metadata.source(*path))
