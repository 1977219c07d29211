"""How long a proof may take: seconds, and rounds of exact work."""

from __future__ import annotations

import time
from threading import Event
from typing import Final

_STOPPED: Final = Event()


def stop() -> None:
    """Let every deadline be over, those to come too, so that all ends with what is known."""
    _STOPPED.set()


def resume() -> None:
    """Let deadlines take their time again."""
    _STOPPED.clear()


class Deadline:
    """The moment after which nothing new is begun, and a bound of the rounds of exact work."""

    def __init__(self, time_limit: float | None, rows: int) -> None:
        self._end = None if time_limit is None else time.monotonic() + time_limit
        self._rounds = max(40, 200_000 // (rows + 1))

    @property
    def left(self) -> float | None:
        """The seconds left, or `None` where there is no limit."""
        if _STOPPED.is_set():
            return 0.0
        return None if self._end is None else max(self._end - time.monotonic(), 0.0)

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        return self.left == 0

    def allows(self, turn: int) -> bool:
        """Tell whether one more round may be begun."""
        return turn < self._rounds and not self.is_over
