"""Values into numbers: each text once, and a table with a column per field for each class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain
from operator import attrgetter, itemgetter
from typing import Any, Final, Protocol

from finmodel.formats.compiled.section import NOTHING, numbers
from finmodel.formats.compiled.shape import Flag, Record, Row, Shape, Spelled, Text
from finmodel.qname import QName

_MAX_DEPTH: Final = 250
"""How deep values may be nested, for what decodes them to come to their end."""

_FLAGS: Final = {None: NOTHING, False: 0, True: 1}


class Encoder(Protocol):
    """Gives the values of a type their numbers."""

    def __call__(self, values: Iterable[Any]) -> Iterator[int]:
        """Yield the number of each value."""

    def flush(self) -> bool:
        """Give numbers to what the values since the last time consist of, if there were any."""

    def sections(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the values were."""


class Encoders:
    """The encoders of all types, which share texts and tables."""

    def __init__(self) -> None:
        self._texts = _Texts()
        self._by_name: dict[str, Encoder] = {"text": self._texts}

    def of(self, shape: Shape) -> Encoder:
        """Return the encoder of a shape."""
        found = self._by_name.get(shape.name)
        if found is None:
            found = self._by_name[shape.name] = self._made(shape)
        return found

    def _made(self, shape: Shape) -> Encoder:
        if isinstance(shape, Spelled):
            return _Spellings(shape.spell, self._texts)
        if isinstance(shape, Record):
            return _Records(shape, self)
        if isinstance(shape, Row):
            return _Rows(shape, self)
        return _Flags() if isinstance(shape, Flag) else self._texts

    def sections(self) -> Iterator[tuple[str, bytes]]:
        """Yield all tables, once all values have been given."""
        # what is flushed may lead to more of what was flushed before
        for _ in range(_MAX_DEPTH):
            if not sum(encoder.flush() for encoder in list(self._by_name.values())):
                break
        else:
            raise TypeError("values are nested too deep")
        for encoder in self._by_name.values():
            yield from encoder.sections()


class _Texts(dict[str | None, int]):
    def __init__(self) -> None:
        super().__init__({None: NOTHING})

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self) - 1
        return number

    def __call__(self, values: Iterable[Any]) -> Iterator[int]:
        return map(self.__getitem__, values)

    def flush(self) -> bool:
        return False

    def sections(self) -> Iterator[tuple[str, bytes]]:
        # texts in JSON may have what UTF-8 has not
        spelled = [text.encode("utf-8", "surrogatepass") for text in self if text is not None]
        yield f"{Text().name}.data", b"".join(spelled)
        yield f"{Text().name}.ends", _ends(spelled)


class _Flags:
    def __call__(self, values: Iterable[Any]) -> Iterator[int]:
        return map(_FLAGS.__getitem__, values)

    def flush(self) -> bool:
        return False

    def sections(self) -> Iterator[tuple[str, bytes]]:
        return iter(())


class _Spellings:
    def __init__(self, spell: Callable[[Any], str], texts: _Texts) -> None:
        self._spell, self._texts = spell, texts

    def __call__(self, values: Iterable[Any]) -> Iterator[int]:
        spell, texts = self._spell, self._texts
        return (NOTHING if value is None else texts[spell(value)] for value in values)

    def flush(self) -> bool:
        return False

    def sections(self) -> Iterator[tuple[str, bytes]]:
        return iter(())


class _Numbered:
    """Numbers objects, QNames by what they are and others by which they are.

    Objects may be equal and differ in what does not count for that, which has to come back, too.
    """

    def __init__(self, kind: object) -> None:
        self._is_known_by_value = kind is QName
        self._numbers: dict[Any, int] = {None if kind is QName else id(None): NOTHING}
        self._values: list[Any] = []
        self._flushed = 0

    def __call__(self, values: Iterable[Any]) -> Iterator[int]:
        given = list(values)
        keys = given if self._is_known_by_value else list(map(id, given))
        known, all_values = self._numbers, self._values
        for key, value in dict(zip(keys, given, strict=True)).items():
            if key not in known:
                known[key] = len(all_values)
                all_values.append(value)  # which keeps it, and with it what it is known by
        return map(known.__getitem__, keys)

    def fresh(self) -> list[Any]:
        """Return the objects since the last time."""
        found = self._values[self._flushed :]
        self._flushed = len(self._values)
        return found


class _Records(_Numbered):
    def __init__(self, shape: Record, encoders: Encoders) -> None:
        super().__init__(shape.made_by)
        self._shape, self._encoders = shape, encoders
        self._columns: dict[str, list[int]] = {name: [] for name, _ in shape.parts}

    def flush(self) -> bool:
        fresh = self.fresh()
        for name, shape in self._shape.shapes().items() if fresh else ():
            get = itemgetter(int(name)) if name.isdigit() else attrgetter(name)
            self._columns[name] += self._encoders.of(shape)(map(get, fresh))
        kind = self._shape.made_by
        if isinstance(kind, type) and any(type(value) is not kind for value in fresh):
            raise TypeError(f"not all of these are {kind.__name__}, but of classes below")
        return bool(fresh)

    def sections(self) -> Iterator[tuple[str, bytes]]:
        for name, column in self._columns.items():
            yield f"{self._shape.name}.{name}", numbers(column)


class _Rows(_Numbered):
    def __init__(self, shape: Row, encoders: Encoders) -> None:
        super().__init__(tuple)
        self._shape = shape
        self._encoders = encoders
        self._lengths: list[int] = []
        self._items: list[int] = []

    def flush(self) -> bool:
        fresh = self.fresh()
        self._lengths += map(len, fresh)
        if fresh:
            self._items += self._encoders.of(self._shape.shape())(chain.from_iterable(fresh))
        return bool(fresh)

    def sections(self) -> Iterator[tuple[str, bytes]]:
        yield f"{self._shape.name}.items", numbers(self._items)
        yield f"{self._shape.name}.ends", numbers(accumulate(self._lengths, initial=0))


def _ends(spelled: Iterable[bytes]) -> bytes:
    return numbers(accumulate(map(len, spelled), initial=0))
