"""Python's names for what a taxonomy calls by its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from keyword import iskeyword, issoftkeyword
from typing import Final
from unicodedata import normalize

_FORBIDDEN: Final = re.compile(r"\W+")


class Identifiers:
    """Gives out names that are valid in Python, each once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def claim(self, wanted: str) -> str:
        """Return a name as like the wanted one as can be."""
        # Python takes letters that look alike for one another (NFKC); names must not change so
        stem = _FORBIDDEN.sub("_", normalize("NFKC", wanted)).strip("_") or "Concept"
        if not stem.isidentifier():
            stem = f"N{stem}" if f"N{stem}".isidentifier() else "Concept"
        name, number = stem, 1
        while name in self._taken or iskeyword(name) or issoftkeyword(name):
            number += 1
            name = f"{stem}_{number}"
        self._taken.add(name)
        return name
