"""Lines folded at a width: what goes on in another line stands under where its text began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from finmodel.render.table import wrapped

_MARGIN: Final = 4
_TEXT: Final = 14
_GAP: Final = "   "


def folded(lines: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines in a width; the last is the verdict, which stays whole for whoever reads it."""
    before: str | None = None
    for line in lines:
        if before is not None:
            yield from _folded(before, width)
        before = line
    if before is not None:
        yield before


def _folded(line: str, width: int) -> Iterator[str]:
    hang = _hang(line, width)
    first, *others = wrapped(line[hang:], max(width - hang, 1))
    yield line[:hang] + first
    yield from (" " * hang + other for other in others)


def _hang(line: str, width: int) -> int:
    """Return where the text of a line begins: behind its role and its number."""
    if not line.startswith(" " * _MARGIN):
        return 0
    start = max(_TEXT, len(line) - len(line.lstrip()))
    gap = line.find(_GAP, start, width // 2)
    return start if gap < 0 else len(line) - len(line[gap:].lstrip())
