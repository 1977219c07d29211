"""What JSON must look like: shapes, and fitting a value into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from attrs import Factory, frozen

from finmodel.formats.oim.jsontext import Json, Number, Token

_SHOWN: Final = 40


@frozen
class Scalar:
    """A value of one of some Python types; `words` says which in a message."""

    types: tuple[type, ...]
    words: str


@frozen
class Array:
    """An array whose items are all of one shape."""

    item: Shape


@frozen
class Table:
    """An object with any keys whose values are all of one shape."""

    value: Shape


@frozen
class Record:
    """An object whose members are known by name.

    Names of the form `prefix:name` have the shape `prefixed`; where that is `None` they are
    not allowed, unless the object is `extensible`: then they are somebody else's and left alone.
    """

    members: Mapping[str, Shape]
    required: frozenset[str] = frozenset()
    prefixed: Shape | None = None
    extensible: bool = False


Shape = Scalar | Array | Table | Record

TEXT: Final = Scalar((str,), "a string")
NULLABLE_TEXT: Final = Scalar((str, type(None)), "a string or null")
INTEGER: Final = Scalar((int,), "an integer")
BOOLEAN: Final = Scalar((bool,), "true or false")
ANY_SCALAR: Final = Scalar((str, int, bool, Number, type(None)), "a single value")


class _Lost:
    """The type of `LOST`."""


LOST: Final = _Lost()
"""What fitting returns for a value that has another shape altogether."""

Path = tuple[Token, ...]

Fitted: TypeAlias = Any
"""A value of the shape that it was fitted into, or `LOST`."""


@frozen
class Fitting:
    """Fits values into shapes, telling `misfit` where they do not, and `extension` what is extra.

    What does not fit is left out of the result, so that the rest can be read. `misfit` is given
    the path, what stands there and, as the cause, what should.
    """

    misfit: Callable[[Path, str, str], None]
    extension: Callable[[Path], None] = Factory(lambda: _ignored)

    def fit(self, value: Json, shape: Shape, path: Path = ()) -> Fitted:
        """Return the value without what does not fit, or `LOST`; a `Record` fits any object."""
        if isinstance(shape, Scalar):
            fits = type(value) in shape.types
            return value if fits else self._lost(value, shape.words, path)
        if isinstance(shape, Array):
            if not isinstance(value, list):
                return self._lost(value, "an array", path)
            items = (self.fit(item, shape.item, (*path, i)) for i, item in enumerate(value))
            return [item for item in items if item is not LOST]
        if not isinstance(value, dict):
            return self._lost(value, "an object", path)
        if isinstance(shape, Record):
            return self._record(value, shape, path)
        members = {key: self.fit(item, shape.value, (*path, key)) for key, item in value.items()}
        return {key: item for key, item in members.items() if item is not LOST}

    def _record(self, value: dict[str, Any], record: Record, path: Path) -> dict[str, Any]:
        fitted = {}
        for name in sorted(record.required - value.keys()):
            self.misfit(path, f"the member `{name}` is missing", name)
        for name, item in value.items():
            shape = record.members.get(name)
            if shape is None and ":" in name:
                shape = record.prefixed
                if shape is None and record.extensible:
                    self.extension((*path, name))
                    continue
            if shape is None:
                self.misfit((*path, name), f"there is no member `{name[:_SHOWN]}` here", "nothing")
                continue
            inner = self.fit(item, shape, (*path, name))
            if inner is not LOST:
                fitted[name] = inner
        return fitted

    def _lost(self, value: Json, words: str, path: Path) -> _Lost:
        self.misfit(path, f"{shown(value)} stands where {words} is expected", words)
        return LOST


def _ignored(path: Path) -> None:
    pass


def shown(value: Json) -> str:
    """Return how a message names a JSON value."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "an array"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = str(value)
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f'"{short}"' if isinstance(value, str) else f"the number {short}"
