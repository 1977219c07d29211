"""The sheets that hold a whole report: one line a fact, and what belongs to all facts together.

They say what xBRL-JSON says, property by property, and every cell is a text, so that no number is
rounded and no date turned. A text that a cell cannot hold goes on in the next column. As in
xBRL-CSV a `#` starts what is no text: `#nil`, `#empty`, and here `#json` for what only JSON can
write; a text that starts so has the sign twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

FACTS: Final = "Facts"
ABOUT: Final = "Report"
ABOUT_HEADING: Final = ("Section", "Name", "Value")
FIXED: Final = ("id", "concept", "entity", "period", "unit", "language", "decimals")
LINKS: Final = "links"
VALUE: Final = "value"

LONGEST: Final = 32_000
"""The characters of a text that go into one cell, fewer than it can hold."""

_NIL: Final = "#nil"
_EMPTY: Final = "#empty"
_JSON: Final = "#json "
_UNKEPT: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTINUED: Final = re.compile(r"value (\d{1,5})")


class CellError(ValueError):
    """A cell that says nothing that a report can say."""


def cell_text(value: Any) -> str:  # noqa: ANN401 - any value that JSON has
    """Return a value as the text of a cell."""
    if value is None:
        return _NIL
    if not isinstance(value, str) or _UNKEPT.search(value):
        return _JSON + json.dumps(value)
    if not value:
        return _EMPTY
    return f"#{value}" if value.startswith("#") else value


def cell_value(text: str) -> Any:  # noqa: ANN401 - any value that JSON has
    """Return the value that a cell stands for; raises `CellError`."""
    if not text.startswith("#"):
        return text
    if text in (_NIL, _EMPTY):
        return None if text == _NIL else ""
    if text.startswith("##"):
        return text[1:]
    try:
        return json.loads(text.removeprefix(_JSON)) if text.startswith(_JSON) else text
    except (ValueError, RecursionError):
        raise CellError(f"{text[:40]!r} is no JSON behind its sign") from None


def pieces(text: str) -> list[str]:
    """Return a text in the pieces that cells can hold, at least one."""
    return [text[at : at + LONGEST] for at in range(0, max(len(text), 1), LONGEST)]


def value_headings(count: int) -> list[str]:
    """Return the headings of so many columns of values: `value`, `value 2`, …"""
    return [VALUE, *(f"{VALUE} {number}" for number in range(2, count + 1))]


def value_columns(heading: Sequence[str]) -> list[int]:
    """Return the columns that hold values, in their order; nothing where there is none."""
    found = {1: heading.index(VALUE)} if VALUE in heading else {}
    for place, text in enumerate(heading):
        if match := _CONTINUED.fullmatch(text):
            found[int(match[1])] = place
    return [found[number] for number in sorted(found)]
