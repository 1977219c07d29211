"""Fragments of addresses: a name, or XPointer's element() scheme (XBRL 2.1, section 3.5.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from attrs import frozen

_SCHEME: Final = re.compile(r"element\((?!\))([^/()]*)((?:/[1-9]\d{0,8})*)\)")

Path = tuple[int, ...]
"""The position of an element: the root is `(1,)`, its second child `(1, 2)`."""


@frozen
class Pointer:
    """An element by its `id`, or by its `path` from the element of that id or from the top."""

    id: str
    path: Path = ()


_LEGAL: Final = re.compile(rf"(?:\s*{_SCHEME.pattern})+\s*")


def is_legal(fragment: str) -> bool:
    """Tell whether a fragment is a name, or a row of pointers of the one scheme that is allowed."""
    text = unquote(fragment)
    return "(" not in text or _LEGAL.fullmatch(text) is not None


def pointers(fragment: str) -> Iterator[Pointer]:
    """Yield what a fragment may mean, the first that is there counting."""
    text = unquote(fragment)
    if "(" not in text:
        yield Pointer(text)
        return
    for match in _SCHEME.finditer(text):
        steps = tuple(int(step) for step in match[2].split("/")[1:])
        yield Pointer(match[1], steps)
