"""The sorts of values that the members of a taxonomy's JSON objects take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from attrs import frozen

from finmodel.formats.oim.jsontext import Number
from finmodel.formats.oim.shape import (
    BOOLEAN,
    INTEGER,
    NULLABLE_TEXT,
    TEXT,
    Array,
    Record,
    Scalar,
    Shape,
)
from finmodel.numeric import NumberError, parse_decimal
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.datatype import DataType


@frozen
class Sort:
    """A sort of values: its shape, its JSON Schema, and the way to and from Python.

    `decode` raises `ValueError` for what does not mean anything, and `UnboundPrefixError`.
    """

    shape: Shape
    schema: Mapping[str, Any]
    decode: Callable[[Any, Mapping[str, str]], Any]
    encode: Callable[[Any, Namespaces], Any]


def _as_it_is(value: object, namespaces: Mapping[str, str]) -> object:
    return value


def _qname(text: str, namespaces: Mapping[str, str]) -> QName:
    name = QName.from_prefixed(text, namespaces)
    if not name.local_name:
        raise ValueError(f"{text!r} is no name")
    return name


def _decimal(value: int | Number, namespaces: Mapping[str, str]) -> Decimal:
    try:
        return parse_decimal(str(value))
    except NumberError as error:
        raise ValueError(str(error)) from None


def _name(name: QName, namespaces: Namespaces) -> str:
    return namespaces.name(name)


STRING: Final = Sort(TEXT, {"type": "string"}, _as_it_is, _as_it_is)
FLAG: Final = Sort(BOOLEAN, {"type": "boolean"}, _as_it_is, _as_it_is)
COUNT: Final = Sort(INTEGER, {"type": "integer", "minimum": 0}, _as_it_is, _as_it_is)
NUMBER: Final = Sort(
    Scalar((int, Number), "a number"), {"type": "number"}, _decimal, lambda value, _: value
)
BOUND: Final = Sort(
    Scalar((int, Number, str), "a number, or a text such as 2009-03-31"),
    {"type": ["number", "string"]},
    lambda value, namespaces: value if isinstance(value, str) else _decimal(value, namespaces),
    lambda value, _: value,
)
NAME: Final = Sort(TEXT, {"$ref": "#/$defs/name"}, _qname, _name)
TYPE_NAME: Final = Sort(
    TEXT,
    {"$ref": "#/$defs/name"},
    _qname,
    lambda value, namespaces: _name(
        value.name if isinstance(value, DataType) else value, namespaces
    ),
)
STRINGS: Final = Sort(
    Array(TEXT),
    {"type": "array", "items": {"type": "string"}},
    lambda value, _: tuple(value),
    lambda value, _: list(value),
)
NAMES: Final = Sort(
    Array(TEXT),
    {"type": "array", "items": {"$ref": "#/$defs/name"}},
    lambda value, namespaces: tuple(_qname(text, namespaces) for text in value),
    lambda value, namespaces: [_name(name, namespaces) for name in value],
)
PARTS: Final = Sort(
    Array(Record({"property": TEXT, "value": TEXT}, frozenset(("property", "value")))),
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"property": {"$ref": "#/$defs/name"}, "value": {"type": "string"}},
            "required": ["property", "value"],
            "additionalProperties": False,
        },
    },
    lambda value, namespaces: tuple(
        (_qname(part["property"], namespaces), part["value"])
        for part in value
        if len(part) == len(("property", "value"))
    ),
    lambda value, namespaces: [
        {"property": _name(name, namespaces), "value": text} for name, text in value
    ],
)


def choice(choices: type[Enum], *, nullable: bool = False) -> Sort:
    """Return the sort of an enumeration's values; `null` is `None`, where it is allowed."""
    words = [member.value for member in choices]

    def decode(value: str | None, namespaces: Mapping[str, str]) -> Enum | None:
        if value is None:
            return None
        if value not in words:
            raise ValueError(f"{value[:40]!r} is none of {', '.join(words)}")
        return choices(value)

    return Sort(
        NULLABLE_TEXT if nullable else TEXT,
        {"enum": [*words, None] if nullable else words},
        decode,
        lambda value, _: None if value is None else value.value,
    )
