"""Where in a rule file something stands, which a TOML reader does not tell."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from attrs import frozen

from finmodel.source import Source

_HEADER: Final = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]?\]")
_KEY: Final = re.compile(r"\s*(?:\"([^\"]+)\"|'([^']+)'|([\w-]+))\s*=\s*(\"\"\"|'''|\"|')?")


@frozen(slots=False)
class Positions:
    """The lines and columns of a TOML text's keys: those of the n-th `[[rule]]`, and the others."""

    document: str
    text: str

    def of(self, rule: int | None, key: str, at: int = 0) -> Source:
        """Return the place of a character in the value of a key; the rule's own where unknown."""
        place = self._values.get((rule, key)) or self._values.get((rule, ""))
        if place is None:
            return Source(self.document)
        line, column, is_block = place
        if is_block:
            before = self.text.split("\n", line - 1)[-1][column - 1 :]
            skipped = before[:1] == "\n"  # a line break right after the quotes is not in the value
            passed = before[: at + skipped]
            line += passed.count("\n")
            column = len(passed) - passed.rfind("\n") if "\n" in passed else column + at
        else:
            column += at
        return Source(self.document, line, column)

    @cached_property
    def _values(self) -> dict[tuple[int | None, str], tuple[int, int, bool]]:
        """Return line and column of each value's first character, and whether it spans lines."""
        found: dict[tuple[int | None, str], tuple[int, int, bool]] = {}
        rule, count, block = None, -1, ""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if block:
                block = "" if block in line else block
            elif header := _HEADER.match(line):
                count += header[1] == "rule"
                rule = count if header[1] == "rule" else None
                found.setdefault((rule, ""), (number, 1, False))
            elif match := _KEY.match(line):
                key, quotes = match[1] or match[2] or match[3], match[4] or ""
                is_block = len(quotes) == 3
                found[rule, key] = (number, match.end() + 1, is_block)
                block = quotes if is_block and quotes not in line[match.end() :] else ""
        return found
