"""JSON read with a stranger's file in mind: every key seen, every place known, no binary floats."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final, NoReturn, TypeAlias

from attrs import field, frozen

from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.fault import TOO_LARGE
from finmodel.source import Source

MAX_BYTES: Final = 2**30
"""The largest JSON document that is read; it is held in memory as a whole."""

_MAX_INTEGER_DIGITS: Final = 18

Token = str | int
"""A step of a path into JSON: the name of a member or the position in an array."""


@frozen
class Number:
    """A JSON number that is no integer, or one with absurdly many digits, as it is written."""

    text: str

    def __str__(self) -> str:
        return self.text


Json: TypeAlias = Any
"""A JSON value: dict, list, str, int, bool, None, or a `Number`."""


def pointer(*path: Token) -> str:
    """Return the JSON pointer (RFC 6901) of a path."""
    return "".join(f"/{str(token).replace('~', '~0').replace('/', '~1')}" for token in path)


@frozen(slots=False)
class JsonText:
    """A parsed document that still knows where everything in it is written.

    Where an object gives a key twice the first one counts; `repeated` has the paths of the others.
    """

    document: Document
    text: str
    value: Json
    _repeated: list[tuple[dict[str, Json], str]] = field(factory=list)

    def source(self, *path: Token) -> Source:
        """Return the place of a member, or of the nearest object above that is there."""
        offset = self._index.offset(path)
        line = bisect_left(self._newlines, offset) + 1
        return self.document.source(line, part=pointer(*path))

    def has(self, *path: Token) -> bool:
        """Tell whether there is something at a path."""
        value: Any = self.value
        for token in path:
            if not isinstance(value, dict) or token not in value:
                return False
            value = value[token]
        return True

    @property
    def repeated(self) -> list[tuple[Token, ...]]:
        """The paths of the keys that an object gives more than once."""
        if not self._repeated:
            return []
        steps = {id(owner): step for step, owner in _walk(self.value)}
        return [
            (*_path(steps[id(owner)]), key) for owner, key in self._repeated if id(owner) in steps
        ]

    def repetitions(self, fault: Fault) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each key that an object gives more than once."""
        for path in self.repeated:
            message = f"The key “{path[-1]}” is given more than once; the first one counts."
            yield fault(message, self.source(*path))

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.text)

    @cached_property
    def _newlines(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]


def unparsed(document: Document, invalid: Fault) -> JsonText:
    """Return a document only to ask for places in it; raises `UnreadableError`."""
    return JsonText(document, _text(document, invalid), None)


def parse(document: Document, invalid: Fault) -> JsonText:
    """Return a document's JSON; raises `UnreadableError` with `invalid` where it is none."""
    text = _text(document, invalid)
    repeated: list[tuple[dict[str, Json], str]] = []

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        made.clear()
        for key, value in pairs:
            if key in made:
                repeated.append((made, key))
            else:
                made[key] = value
        return made

    try:
        value = json.loads(
            text,
            object_pairs_hook=members,
            parse_int=_integer,
            parse_float=Number,
            parse_constant=_refuse,
        )
    except json.JSONDecodeError as error:
        place = document.source(error.lineno, error.colno)
        message = f"{document.name} is not JSON: {error.msg[0].lower()}{error.msg[1:]}."
        raise UnreadableError(invalid(message, place)) from None
    except RecursionError:
        message = f"{document.name} nests objects or arrays too deeply to be a report."
        raise UnreadableError(invalid(message, document.source())) from None
    except _ConstantError as error:
        message = f"{document.name} is not JSON: {error} is no JSON value."
        raise UnreadableError(invalid(message, document.source())) from None
    return JsonText(document, text, value, repeated)


class _ConstantError(Exception):
    """NaN or Infinity, which Python takes for JSON and JSON does not."""


def _refuse(constant: str) -> NoReturn:
    raise _ConstantError(constant)


def _integer(text: str) -> int | Number:
    return int(text) if len(text) <= _MAX_INTEGER_DIGITS else Number(text)


def _text(document: Document, invalid: Fault) -> str:
    with document.open() as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        message = f"{document.name} has more than {MAX_BYTES:,} bytes."
        raise UnreadableError(TOO_LARGE(message, document.source()))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"{document.name} is not encoded in UTF-8, which JSON must be."
        raise UnreadableError(invalid(message, document.source(line, column))) from None


_Step = tuple[Any, Token] | None
"""A token and the step above it, so that a long path costs no more than a short one."""


def _walk(value: Json) -> Iterator[tuple[_Step, Json]]:
    """Yield every object and array with the step that leads to it."""
    stack: list[tuple[_Step, Json]] = [(None, value)]
    while stack:
        step, value = stack.pop()
        if isinstance(value, (dict, list)):
            yield step, value
            members = value.items() if isinstance(value, dict) else enumerate(value)
            stack += [((step, token), member) for token, member in members]


def _path(step: _Step) -> tuple[Token, ...]:
    tokens: list[Token] = []
    while step is not None:
        step, token = step
        tokens.append(token)
    return tuple(reversed(tokens))


_SPACE: Final = re.compile(r"[ \t\n\r]*")
_DECODER: Final = json.JSONDecoder(parse_int=Number, parse_float=Number)
_SHORT: Final = 2_000


class _Index:
    """Where the members of JSON's objects start, found by reading the text once more.

    Only asked when something is to be shown, so that reading itself need not keep any place.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, dict[Token, tuple[int, int]]] = {}

    def offset(self, path: tuple[Token, ...]) -> int:
        """Return the offset of the key or item at a path, or of the last step that exists."""
        shown = value = self._skip(0)
        for token in path:
            found = self._members(value).get(token)
            if found is None:
                break
            shown, value = found
        return shown

    def _members(self, start: int) -> dict[Token, tuple[int, int]]:
        """Return the offsets of keys and values, remembered where finding them took long."""
        if start in self._known:
            return self._known[start]
        members: dict[Token, tuple[int, int]] = {}
        last = start
        for token, shown, value, end in self._iter_members(start):
            members.setdefault(token, (shown, value))
            last = end
        if last - start > _SHORT:
            self._known[start] = members
        return members

    def _iter_members(self, start: int) -> Iterator[tuple[Token, int, int, int]]:
        """Yield each key or position with where it and its value start, and where that ends."""
        text = self._text
        opening = text[start]
        if opening not in "{[":
            return
        position, number = self._skip(start + 1), 0
        while text[position] not in "}]":
            shown = position
            token: Token = number
            if opening == "{":
                token, position = _DECODER.raw_decode(text, position)
                position = self._skip(self._skip(position) + 1)
            _, end = _DECODER.raw_decode(text, position)
            yield token, shown, position, end
            position = self._skip(end)
            if text[position] == ",":
                position = self._skip(position + 1)
            number += 1

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self._text, position)
        return match.end() if match else position
