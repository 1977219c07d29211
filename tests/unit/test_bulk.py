"""The garbage collector while many objects are built."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from finmodel.bulk import uncollected


class Node:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
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
