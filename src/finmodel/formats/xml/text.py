"""Texts in XML: escaped so that a parser gives them back unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

# What is left out of the characters that "Extensible Markup Language 1.0", section 2.2, allows.
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKUP: Final = re.compile(r"[&<>\r]")


class IllegalCharacterError(ValueError):
    """A text has a character that no XML document can have, not even escaped."""

    def __init__(self, text: str, position: int) -> None:
        super().__init__(f"the character U+{ord(text[position]):04X} cannot be written in XML")
        self.text = text


def escaped(text: str) -> str:
    """Return a text as the content of an element; raises `IllegalCharacterError`.

    A carriage return is written as a reference, since a parser would take it for an end of line.
    """
    illegal = _ILLEGAL.search(text)
    if illegal is not None:
        raise IllegalCharacterError(text, illegal.start())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def quoted(text: str) -> str:
    """Return a text as the value of an attribute, in quotes; raises `IllegalCharacterError`.

    Tabs and ends of lines are written as references, since a parser would make spaces of them.
    """
    value = escaped(text).replace('"', "&quot;")
    return '"' + value.replace("\t", "&#9;").replace("\n", "&#10;") + '"'


def all_escaped(texts: Sequence[str]) -> Iterable[str]:
    """Return many texts as contents of elements; raises `IllegalCharacterError`.

    Most texts of a report are numbers, for which looking at all of them at once is enough.
    """
    together = "".join(texts)
    if together.isascii() and together.isprintable() and not _MARKUP.search(together):
        return texts
    return map(escaped, texts)
