"""Reading a fact of xBRL-JSON with care: what is wrong with it, and what it says all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from attrs import frozen

from finmodel.diagnostic import Fault
from finmodel.formats.oim.fault import (
    INVALID_NOTE_ID,
    INVALID_XHTML,
    MISPLACED_NOTE_DIMENSION,
    MISPLACED_NOTE_ID,
    MISSING_CONCEPT,
    MISSING_NOTE_ID,
    MISSING_NOTE_LANGUAGE,
)
from finmodel.formats.oim.info import check_extension
from finmodel.formats.oim.intake import PlainFact
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.jsontext import Json, JsonText, Number
from finmodel.formats.oim.name import NOTE, Names, RefusedError
from finmodel.formats.oim.note import UNDETERMINED, read_xhtml
from finmodel.formats.oim.shape import (
    INTEGER,
    LOST,
    NULLABLE_TEXT,
    TEXT,
    Array,
    Fitted,
    Fitting,
    Path,
    Record,
    Table,
    shown,
)
from finmodel.formats.xbrl_json.fault import DIALECT, INVALID_STRUCTURE
from finmodel.formats.xbrl_xml.fault import BAD_DECIMALS
from finmodel.model.column import ABSENT, EXACT
from finmodel.model.dimension import DimensionSet
from finmodel.model.link import Note
from finmodel.model.period import FOREVER
from finmodel.numeric import MAX_DECIMALS

T = TypeVar("T")

LINKS: Final = Table(Table(Array(TEXT)))

_CORE: Final = {
    "concept": TEXT,
    "entity": TEXT,
    "period": TEXT,
    "unit": TEXT,
    "language": TEXT,
    "noteId": TEXT,
}
_ELSEWHERE: Final = ("concept", "unit", "language", "noteId")
_FACT: Final = Record(
    {
        "value": NULLABLE_TEXT,
        "decimals": INTEGER,
        "dimensions": Record(_CORE, prefixed=NULLABLE_TEXT),
        "links": LINKS,
    },
    required=frozenset(("value", "dimensions")),
    extensible=True,
)


Take = Callable[[Callable[[str], Any], str, str], Any]
"""Reads the text of a dimension, which is given with its name."""


def _plainly(read: Callable[[str], Any], text: str, name: str) -> Fitted:
    return read(text)


def dimension_set(names: Names, items: Mapping[str, Any], take: Take = _plainly) -> Fitted:
    """Return entity, period and members as a `DimensionSet`.

    `take` reads each text; a text taken for `LOST` makes the whole set so. Plainly taken, what is
    not as it should be raises `RefusedError`, and what is no text `TypeError`.
    """
    entity: Any = None
    period: Any = FOREVER
    members: dict[Any, Any] = {}
    for name, text in items.items():
        if name == "entity":
            entity = take(names.entity, text, name)
        elif name == "period":
            period = take(names.period, text, name)
        elif ":" in name:
            members[take(names.dimension, name, name)] = names.member(text)
        else:
            raise RefusedError(INVALID_STRUCTURE, f"There is no dimension `{name}`.")
    count = len(members) + ("entity" in items) + ("period" in items)
    if entity is LOST or period is LOST or LOST in members or count < len(items):
        return LOST
    return DimensionSet.of(entity, period, members)


@frozen
class _Complaint:
    fault: Fault
    message: str
    path: Path
    cause: object


class FactReader:
    """Reads facts in which something is wrong, or unusual, and says what."""

    def __init__(
        self, text: JsonText, namespaces: Mapping[str, str], names: Names, journal: Journal
    ) -> None:
        self._text = text
        self._namespaces = namespaces
        self._names = names
        self._journal = journal
        self._complaints: list[_Complaint] = []
        self._fitting = Fitting(self._misfit, self._extension)

    def read(self, id: str, fact: Json) -> PlainFact | Note | None:
        """Return a fact or a note, or `None` where it has to be left out."""
        self._complaints = []
        path = ("facts", id)
        read = self._read(id, self._fitting.fit(_with_text(fact), _FACT, path), fact)
        if isinstance(fact, dict) and type(fact.get("value")) in (int, Number):
            message = f"The value {shown(fact['value'])} is not in quotation marks."
            self._complain(INVALID_STRUCTURE, message, (*path, "value"), "number")
        ending = f" The fact “{id}” is left out." if read is None else ""
        for one in self._complaints:
            self._journal.add(
                one.fault,
                one.message + ending,
                self._text.source(*one.path),
                cause=(one.cause, read is None),
                subject=f"“{id}”",
            )
        return read

    def _read(self, id: str, fact: Fitted, written: Json) -> PlainFact | Note | None:
        if fact is LOST or not {"value", "dimensions"} <= fact.keys():
            return None
        dimensions = fact["dimensions"]
        path = ("facts", id, "dimensions")
        lost = written["dimensions"].keys() - dimensions.keys()
        if any(name in _CORE or ":" in name for name in lost):
            return None
        if "concept" not in dimensions:
            message = f"The fact “{id}” has no concept."
            self._complain(MISSING_CONCEPT, message, path, "concept")
            return None
        concept = self._value(self._names.concept, dimensions["concept"], (*path, "concept"))
        if concept == NOTE:
            return self._note(id, fact, dimensions)
        if "noteId" in dimensions:
            message = f"The fact “{id}” is no note, but has a note id."
            self._complain(MISPLACED_NOTE_ID, message, (*path, "noteId"), "noteId")
        made = dimension_set(
            self._names,
            {name: text for name, text in dimensions.items() if name not in _ELSEWHERE},
            lambda read, text, name: self._value(read, text, (*path, name)),
        )
        unit = self._optional(self._names.unit, dimensions, (*path, "unit"))
        language = self._optional(self._names.language, dimensions, (*path, "language"))
        decimals = self._decimals(id, fact, written)
        if LOST in (concept, made, unit, language, decimals):
            return None
        value = fact["value"]
        if decimals is None:
            decimals = EXACT if unit is not None and value is not None else ABSENT
        return PlainFact(concept, made, unit, language, decimals, value)

    def _decimals(self, id: str, fact: Mapping[str, Any], written: Mapping[str, Any]) -> Fitted:
        if "decimals" not in fact:
            return LOST if "decimals" in written else None
        decimals: int = fact["decimals"]
        if abs(decimals) <= MAX_DECIMALS:
            return decimals
        message = f"The decimals {decimals} are beyond ±{MAX_DECIMALS}."
        self._complain(BAD_DECIMALS, message, ("facts", id, "decimals"), "decimals")
        return LOST

    def _note(self, id: str, fact: Mapping[str, Any], dimensions: Mapping[str, Any]) -> Note:
        path = ("facts", id, "dimensions")
        language = self._optional(self._names.language, dimensions, (*path, "language"))
        if language is None:
            message = f"The note “{id}” has no language."
            self._complain(MISSING_NOTE_LANGUAGE, message, path, "language")
        note_id = dimensions.get("noteId")
        if note_id is None:
            self._complain(MISSING_NOTE_ID, f"The note “{id}” has no note id.", path, "noteId")
        elif note_id != id:
            message = f"The note “{id}” has the note id {shown(note_id)}."
            self._complain(INVALID_NOTE_ID, message, (*path, "noteId"), "noteId")
        for name in dimensions:
            if name in ("entity", "period", "unit") or ":" in name:
                message = f"The note “{id}” has the dimension `{name}`."
                self._complain(MISPLACED_NOTE_DIMENSION, message, (*path, name), name)
        if "decimals" in fact:
            message = f"The note “{id}” has decimals."
            self._complain(INVALID_STRUCTURE, message, ("facts", id, "decimals"), "note decimals")
        value = fact["value"]
        if value is None:
            message = f"The note “{id}” has no value."
            self._complain(INVALID_XHTML, message, ("facts", id, "value"), "nil")
        fragment, faults = read_xhtml(value or "")
        for fault, message in faults:
            self._complain(fault, message, ("facts", id, "value"), id)
        return Note(id, language if isinstance(language, str) else UNDETERMINED, fragment)

    def _optional(
        self, read: Callable[[str], T], dimensions: Mapping[str, Any], path: Path
    ) -> Fitted:
        text = dimensions.get(str(path[-1]))
        return None if text is None else self._value(read, text, path)

    def _value(self, read: Callable[[str], T], text: str, path: Path) -> Fitted:
        try:
            return read(text)
        except RefusedError as refused:
            self._complain(refused.fault, refused.message, path, text)
            return refused.salvage

    def _complain(self, fault: Fault, message: str, path: Path, cause: object) -> None:
        self._complaints.append(_Complaint(fault, message, path, cause))

    def _misfit(self, path: Path, message: str, cause: str) -> None:
        sentence = f"In the fact “{path[1]}” {message}."
        self._complain(INVALID_STRUCTURE, sentence, path, (path[2:], cause))

    def _extension(self, path: Path) -> None:
        check_extension(path, self._namespaces, self._text.source, DIALECT, self._journal)


def _with_text(fact: Json) -> Json:
    """Return a fact whose value was written as a number as if it had been a string."""
    if isinstance(fact, dict) and type(fact.get("value")) in (int, Number):
        return {**fact, "value": str(fact["value"])}
    return fact
