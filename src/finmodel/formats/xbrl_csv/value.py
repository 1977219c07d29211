"""Special values of cells and metadata, and references to columns and parameters."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from attrs import frozen

from finmodel.formats.oim.name import RefusedError
from finmodel.formats.oim.shape import shown
from finmodel.formats.xbrl_csv.fault import INVALID_REFERENCE, INVALID_SPECIFIER, UNKNOWN_SPECIAL
from finmodel.qname import NCNAME


class Mark(Enum):
    """What a cell says that is no text (xBRL-CSV 1.0, special values)."""

    EMPTY = ""
    NONE = "#none"
    NIL = "#nil"


ROW_NUMBER: Final = "rowNumber"
"""The name by which a reference gets the number of its row."""

_MARKS: Final = {mark.value: mark for mark in Mark}
_EMPTY_TEXT: Final = "#empty"


@frozen
class Reference:
    """A reference `$name` to a column or a parameter; `end` asks for an end of the period there."""

    name: str
    end: str = ""


def is_identifier(text: str) -> bool:
    """Tell whether a text can name a column, table, template, parameter or property group."""
    return NCNAME.fullmatch(text) is not None and "." not in text


def is_row_identifier(text: str) -> bool:
    """Tell whether a text can tell a row from others, which may start with a digit."""
    return is_identifier(f"r_{text}")


def cell_value(text: str) -> str | Mark:
    """Return what a cell or a parameter says; raises `RefusedError` for an unknown `#…`."""
    if not text or text[0] != "#":
        return text or Mark.EMPTY
    if text.startswith("##"):
        return text[1:]
    if text == _EMPTY_TEXT:
        return ""
    try:
        return _MARKS[text]
    except KeyError:
        message = f"{shown(text)} is no special value that xBRL-CSV knows."
        raise RefusedError(UNKNOWN_SPECIAL, message) from None


def cell_text(value: str | None) -> str:
    """Return how a cell says a value, `None` being nil; the way back of `cell_value`."""
    if value is None:
        return Mark.NIL.value
    if not value:
        return _EMPTY_TEXT
    return f"#{value}" if value[0] == "#" else value


def property_value(text: str) -> str | Mark | Reference:
    """Return what a property in metadata says; raises `RefusedError`."""
    if text.startswith("$$"):
        return text[1:]
    if text.startswith("$"):
        return _reference(text)
    return cell_value(text) if text else text


def property_text(said: str | Reference) -> str:
    """Return how metadata says what a cell would say; the way back of `property_value`."""
    if isinstance(said, Reference):
        return f"${said.name}@{said.end}" if said.end else f"${said.name}"
    return f"${said}" if said.startswith("$") else said


def _reference(text: str) -> Reference:
    name, at, end = text[1:].partition("@")
    if at and end not in ("start", "end"):
        message = f"{shown(text)} asks for “{end}”, where only “start” and “end” are known."
        raise RefusedError(INVALID_SPECIFIER, message)
    if not is_identifier(name):
        raise RefusedError(INVALID_REFERENCE, f"{shown(text)} is no reference.")
    return Reference(name, end)


_NUMBER: Final = re.compile(
    r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)(?:d(0|-?[1-9]\d*|INF))?\s*",
    re.ASCII,
)


def split_number(text: str) -> tuple[str, str | None] | None:
    """Return a number and the decimals that follow it after a `d`; `None` where it is no number."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    return (text if match[2] is None else match[1]), match[2]
