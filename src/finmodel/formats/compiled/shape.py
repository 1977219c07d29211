"""What values of a type are made of, as the annotations of the types say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from attrs import fields, frozen, has

from finmodel.qname import QName

Hint = Any
"""What a field is annotated with."""

Value = Any
"""Whatever can be compiled."""


@frozen
class Text:
    """A text."""

    name: str = "text"


@frozen
class Flag:
    """True or false."""

    name: str = "flag"


@frozen
class Spelled:
    """What is written as a text, and made again from it."""

    name: str
    spell: Callable[[Any], str]
    read: Callable[[str], Any]


@frozen
class Record:
    """An object of a class, by its fields."""

    name: str
    made_by: Callable[..., Any]
    parts: tuple[tuple[str, Any], ...]

    def shapes(self) -> dict[str, Shape]:
        """Return the shapes of its fields."""
        return {name: shape_of(hint) for name, hint in self.parts}


@frozen
class Row:
    """A tuple of any length, of items of one type."""

    name: str
    item: Any

    def shape(self) -> Shape:
        """Return the shape of its items."""
        return shape_of(self.item)


Shape = Text | Flag | Spelled | Record | Row

_PLAIN: Final[Mapping[type, Shape]] = {
    str: Text(),
    bool: Flag(),
    int: Spelled("int", str, int),
    Decimal: Spelled("Decimal", str, Decimal),
}


_NUMBER_OR_TEXT: Final = Spelled(
    "bound",
    lambda value: f"'{value}" if isinstance(value, str) else str(value),
    lambda text: text[1:] if text.startswith("'") else Decimal(text),
)


@cache
def shape_of(hint: Hint) -> Shape:
    """Return the shape of values that are annotated so; `None` is allowed for each.

    Raises `TypeError` for types of which the values cannot be compiled.
    """
    kind, arguments = origin_of(hint), get_args(hint)
    if kind is UnionType or type(hint).__name__ == "Union":
        kinds = [one for one in arguments if one is not NoneType]
        return _NUMBER_OR_TEXT if set(kinds) == {Decimal, str} else shape_of(*kinds)
    if kind in (tuple, Sequence):
        return _tuple(hint, arguments)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Spelled(kind.__name__, lambda member: str(member.name), kind.__getitem__)
    if isinstance(kind, type) and (kind is QName or has(kind)):
        return Record(kind.__name__, kind, tuple(attributes_of(kind).items()))
    raise TypeError(f"values of {hint} cannot be compiled")


def origin_of(hint: Hint) -> Value:
    """Return a class without its parameters."""
    found: Any = get_origin(hint)
    return hint if found is None else found


def _tuple(hint: Hint, arguments: tuple[Any, ...]) -> Shape:
    if len(arguments) == 1 or arguments[1:] == (...,):
        return Row(f"{arguments[0]!r}…", arguments[0])
    parts = tuple((str(place), argument) for place, argument in enumerate(arguments))
    return Record(repr(hint), lambda *values: values, parts)


@cache
def attributes_of(kind: type[Any]) -> dict[str, Any]:
    """Return the annotations of the fields of a class, in the order in which it is made of them."""
    hints = get_type_hints(kind)
    names = kind._fields if issubclass(kind, QName) else [field.name for field in fields(kind)]
    return {name: hints[name] for name in names}
