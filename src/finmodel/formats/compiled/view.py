"""Mappings and sequences over compiled values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import Any, TypeVar, overload

from finmodel.formats.compiled.decoder import Decoder
from finmodel.formats.compiled.shape import Value
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept, Concepts
from finmodel.taxonomy.label import Label, Labels

K = TypeVar("K")
V = TypeVar("V")
_ABSENT: Any = object()


class View(Mapping[K, V]):
    """A mapping of which keys and values are made when they are asked for.

    `order` has the places of the keys by size, so that one is found without looking at all.
    """

    def __init__(
        self,
        keys: tuple[Decoder, memoryview[int]],
        values: tuple[Decoder, memoryview[int]],
        order: memoryview[int],
    ) -> None:
        self._keys, self._key_numbers = keys
        self._values, self._value_numbers = values
        self._order = order
        self._found: dict[Any, Any] = {}

    def __getitem__(self, key: K) -> V:
        value = self.get(key, _ABSENT)
        if value is _ABSENT:
            raise KeyError(key)
        return value  # type: ignore[no-any-return]

    def get(self, key: object, default: object = None) -> Value:
        """Return the value of a key, or another where there is none."""
        try:
            value = self._found[key]
        except KeyError:
            value = self._found[key] = self._find(key)
        return default if value is _ABSENT else value

    def __contains__(self, key: object) -> bool:
        return self.get(key, _ABSENT) is not _ABSENT

    def __iter__(self) -> Iterator[K]:
        return map(self._keys.__getitem__, self._key_numbers)

    def __len__(self) -> int:
        return len(self._key_numbers)

    def values(self) -> ValuesView[V]:
        """Return all values, in order."""
        return _Values(self)

    def items(self) -> ItemsView[K, V]:
        """Return all keys and values, in order."""
        return _Items(self)

    def __repr__(self) -> str:
        return repr(dict(self))

    def every(self) -> Iterator[V]:
        """Yield all values, in order."""
        return map(self._values.__getitem__, self._value_numbers)

    def _find(self, key: Value) -> Value:
        place = bisect_left(self._order, key, key=self._key_at)
        if place == len(self._order) or self._key_at(self._order[place]) != key:
            return _ABSENT
        return self._values[self._value_numbers[self._order[place]]]

    def _key_at(self, place: int) -> Value:
        return self._keys[self._key_numbers[place]]


class _Values(ValuesView[V]):
    _mapping: View[Any, V]

    def __iter__(self) -> Iterator[V]:
        return self._mapping.every()


class _Items(ItemsView[K, V]):
    _mapping: View[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return zip(self._mapping, self._mapping.every(), strict=True)


class ConceptView(View[QName, Concept], Concepts):
    """Concepts that are made when they are asked for."""

    def __init__(self, concepts: View[QName, Concept], derived: Sequence[Concept]) -> None:
        vars(self).update(vars(concepts))
        self._derived = derived

    @property
    def derived(self) -> Iterable[Concept]:
        """The concepts with a formula."""
        return self._derived


class SequenceView(Sequence[V]):
    """A sequence of which the values are made when they are asked for."""

    def __init__(self, values: tuple[Decoder, memoryview[int]]) -> None:
        self._values, self._numbers = values

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[V, ...]: ...
    def __getitem__(self, place: int | slice) -> V | tuple[V, ...]:
        if isinstance(place, slice):
            return tuple(map(self._values.__getitem__, self._numbers[place]))
        value: V = self._values[self._numbers[place]]
        return value

    def __iter__(self) -> Iterator[V]:
        return map(self._values.__getitem__, self._numbers)


class LabelView(SequenceView[Label], Labels):
    """Labels that are made when they are asked for, by concept or all of them."""

    def __init__(
        self, labels: tuple[Decoder, memoryview[int]], by_concept: Mapping[QName, tuple[Label, ...]]
    ) -> None:
        super().__init__(labels)
        self._by_concept = by_concept

    @property
    def by_concept(self) -> Mapping[QName, Sequence[Label]]:
        """The labels of each concept."""
        return self._by_concept
