"""Where in a rule file something stands, which a TOML reader does not tell."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from attrs import field, frozen

from finmodel.source import Source

_NAME: Final = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[\w-]+)"
_NAMES: Final = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_HEADER: Final = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_NAMES})[ \t]*\]")
_KEY: Final = re.compile(rf"[ \t]*({_NAMES})[ \t]*=[ \t]*(\"\"\"\n?|'''\n?|\"|')?")
_CONTINUED: Final = re.compile(r"\\[ \t]*\n\s*")
_CHARACTER: Final = re.compile(r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\.|.", re.DOTALL)
_BLOCKS: Final = ('"""', "'''")

Path = tuple[str | int, ...]


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n")


@frozen(slots=False)
class Positions:
    """The lines and columns of what a TOML text holds, by paths such as `rule`, 0, `assert`."""

    document: str
    text: str = field(converter=_unified, repr=False)

    def of(self, *path: str | int, at: int = 0) -> Source:
        """Return the place of the value at a path, or of the nearest thing around it.

        `at` is a character of the value, counted from 0.
        """
        while path and path not in self._values:
            path, at = path[:-1], 0
        if not path:
            return Source(self.document)
        offset, has_escapes = self._values[path]
        offset = self._passed(offset, at) if has_escapes else offset + at
        line = bisect_right(self._lines, offset)
        return Source(self.document, line, offset - self._lines[line - 1] + 1)

    def _passed(self, offset: int, characters: int) -> int:
        """Return where a text goes on behind some characters, each of which may be escaped."""
        for remaining in range(characters, -1, -1):
            while continued := _CONTINUED.match(self.text, offset):
                offset = continued.end()
            if remaining and (character := _CHARACTER.match(self.text, offset)):
                offset = character.end()
        return offset

    @cached_property
    def _lines(self) -> list[int]:
        """The offsets at which lines start."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _values(self) -> dict[Path, tuple[int, bool]]:
        """The offset of each value's first character and of each table's header.

        With it goes whether there are escapes in the value.
        """
        found: dict[Path, tuple[int, bool]] = {}
        table: Path = ()
        counts: dict[Path, int] = {}
        passed = 0
        for start in self._lines:
            if start < passed:
                continue
            if header := _HEADER.match(self.text, start):
                table = _path(header[2])
                if header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    table = (*table, counts[table])
                found[table] = header.start(1), False
            elif key := _KEY.match(self.text, start):
                found[(*table, *_path(key[1]))] = key.end(), (key[2] or "").startswith('"')
                passed = self._end_of_block(key)
        return found

    def _end_of_block(self, key: re.Match[str]) -> int:
        """Return where a text of several lines ends; 0 for any other value."""
        quotes = (key[2] or "").rstrip("\n")
        end = self.text.find(quotes, key.end()) if quotes in _BLOCKS else 0
        return len(self.text) if end < 0 else end


def _path(names: str) -> Path:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, names))
