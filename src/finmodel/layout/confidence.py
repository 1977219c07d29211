"""How sure a proposal is."""

from __future__ import annotations

from enum import Enum


class Confidence(Enum):
    """High: the numbers show it, or plain words. Medium: something was assumed. Low: guessed."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
