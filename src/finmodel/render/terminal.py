"""Text from files made safe to show: nothing in it moves a cursor or turns a line around."""

from __future__ import annotations

import unicodedata
from typing import Final

_CONTROL_PICTURES: Final = 0x2400  # U+2400 to U+241F picture the controls from U+0000 on
_DELETE: Final = 0x7F
_REPLACEMENT: Final = "\ufffd"
_JOINERS: Final = frozenset("\u00ad\u200c\u200d")  # scripts need them, and they move nothing


class _Pictures(dict[int, str]):
    """A table for `str.translate`, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = picture = _picture(chr(code))
        return picture


def _picture(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        code = ord(character)
        if code < ord(" "):
            return chr(_CONTROL_PICTURES + code)
        return "\u2421" if code == _DELETE else _REPLACEMENT
    if category in ("Cf", "Cs", "Zl", "Zp") and character not in _JOINERS:
        return _REPLACEMENT
    return character


_PICTURES: Final = _Pictures()


def visible(text: str) -> str:
    """Return one line of text with a visible sign for every character that would act, not show.

    That are the control characters, escape among them, line breaks, the marks that change the
    direction of writing, and halves of surrogate pairs, which no encoding can write.
    """
    return text if text.isprintable() else text.translate(_PICTURES)


class _Escapes(dict[int, str]):
    """The same characters as JSON escapes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character != "\n" and visible(character) != character:
            units = character.encode("utf-16-be", "surrogatepass")
            character = "".join(
                f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2)
            )
        self[code] = character
        return character


_ESCAPES: Final = _Escapes()


def escaped(document: str) -> str:
    """Return a JSON text with an escape for every character that would act, line breaks aside."""
    return document.translate(_ESCAPES)
