"""The first findings of each kind, for people; programs are given all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from finmodel.diagnostic import Diagnostic

MOST_OF_A_KIND: Final = 50
"""How many findings of one code and severity are shown one by one."""


def excerpt(findings: Collection[Diagnostic]) -> Iterator[Diagnostic | str]:
    """Yield the first findings of each kind, and after them a line that counts the others."""
    kinds = Counter((found.severity, found.code) for found in findings)
    met: Counter[tuple[int, str]] = Counter()
    for found in findings:
        kind = found.severity, found.code
        met[kind] += 1
        if met[kind] <= MOST_OF_A_KIND:
            yield found
        elif met[kind] == kinds[kind]:
            more = kinds[kind] - MOST_OF_A_KIND
            yield f"… and {more:,} more of {found.severity} {found.code}"
