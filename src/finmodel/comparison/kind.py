"""What can become of a fact from one report to another."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Kind(Enum):
    """What became of a fact; each falls into exactly one kind, those that matter most first."""

    CHANGED = "changed"
    SIGN_FLIPPED = "signFlipped"
    RESCALED = "rescaled"
    RESTATED = "restated"
    NILLED = "nilled"
    FILLED = "filled"
    RELABELLED = "relabelled"
    REWORDED = "reworded"
    REMOVED = "removed"
    ADDED = "added"
    REROUNDED = "rerounded"
    REPEATED = "repeated"
    EQUAL = "equal"


HARMLESS: Final = frozenset({Kind.EQUAL, Kind.REROUNDED, Kind.REPEATED})
"""The kinds in which both reports say the same, as far as each of them says it."""

OF_NUMBERS: Final = frozenset(
    {
        Kind.CHANGED,
        Kind.SIGN_FLIPPED,
        Kind.RESCALED,
        Kind.RESTATED,
        Kind.NILLED,
        Kind.FILLED,
    }
)
"""The kinds in which a value that both reports state is another, or is none."""
