"""The garbage collector while many objects are built."""

from __future__ import annotations

import gc
import itertools
import weakref
from collections.abc import Iterator

import pytest

from finmodel import bulk
from finmodel.bulk import uncollected


class Node:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(bulk, "_building", bulk._Building())
    yield
    gc.unfreeze()
    gc.enable()


def test_the_collector_is_off_inside_and_on_again_after_an_error() -> None:
    def fail() -> None:
        assert not gc.isenabled()
        raise LookupError

    with pytest.raises(LookupError), uncollected():
        fail()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with uncollected(), uncollected():
        pass
    assert not gc.isenabled()


def test_what_was_built_is_old_and_can_still_be_collected() -> None:
    with uncollected():
        built = Node()
    assert any(found is built for found in gc.get_objects(generation=2))
    found = weakref.ref(built)
    del built
    gc.collect()
    assert found() is None


def test_what_a_program_has_frozen_stays_frozen() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    with uncollected():
        built = Node()
    assert gc.get_freeze_count() == before > 0
    assert any(found is built for found in gc.get_objects(generation=0))


def test_a_long_run_keeps_no_more_than_was_built_between_two_collections(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = itertools.count(step=0.1)  # a tenth of one for each building
    monkeypatch.setattr(bulk, "perf_counter", lambda: next(seconds))
    monkeypatch.setattr(bulk, "_FOR_EACH", 0)  # whatever other tests have left
    monkeypatch.setattr(bulk, "_building", bulk._Building())
    built: list[weakref.ref[Node]] = []
    kept: list[int] = []
    for _ in range(90):  # each collection looks at all that other tests have left
        with uncollected():
            built.append(weakref.ref(Node()))
        kept.append(sum(found() is not None for found in built))
    assert 10 <= max(kept[65:]) <= 25
    assert 40 <= max(kept) <= 65, "most commands end before the first collection"


def test_little_building_is_not_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    collections: list[str] = []
    monkeypatch.setattr(gc, "collect", lambda: collections.append("full"))
    for _ in range(20):
        with uncollected(), uncollected():
            pass
    assert not collections
