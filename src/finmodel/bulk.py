"""Building many objects at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from attrs import define

_LEAST: Final = 1.0
"""The seconds of building after which a full collection may be due."""

_FIRST: Final = 5.0
"""The same for the first time, which most commands end before."""

_FOR_EACH: Final = 2e-6
"""The same for each object that there is: some twenty times what looking at it takes."""


@define
class _Building:
    """How long was built since the last full collection, and how long may be until the next."""

    seconds: float = 0.0
    pause: float = _FIRST


_building = _Building()


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector off for a while.

    It would look through everything that was built so far again and again, and find nothing; on a
    large report that is a third of the time. What was built counts as old afterwards, so that it is
    not looked through at once. Where much was built before, all that is not needed any more is
    collected first, which takes little of the time and bounds the memory of long runs.
    """
    if not gc.isenabled():
        yield
        return
    _collect_if_due()
    gc.disable()
    start = perf_counter()
    try:
        yield
    finally:
        _building.seconds += perf_counter() - start
        _let_age()
        gc.enable()


def _collect_if_due() -> None:
    if _building.seconds >= _building.pause:
        gc.collect()
        # not by the time it took, which grows with what there was to collect
        _building.pause = max(_LEAST, _FOR_EACH * len(gc.get_objects()))
        _building.seconds = 0.0


def _let_age() -> None:
    """Move all objects into the oldest generation, where freezing and its opposite leave them.

    Python counts from zero after that, and would never come to collect the oldest generation. What
    the program itself has frozen must stay so; then nothing is moved.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
