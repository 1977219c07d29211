"""Building many objects at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector off for a while.

    It would look through everything that was built so far again and again, and find nothing; on a
    large report that is a third of the time. What was built counts as old afterwards, so that it is
    not looked through at once.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _let_age()
            gc.enable()


def _let_age() -> None:
    """Move all objects into the oldest generation, where freezing and its opposite leave them.

    What the program itself has frozen must stay so; then nothing is moved.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
