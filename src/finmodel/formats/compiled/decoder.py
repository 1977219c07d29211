"""Numbers into values, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from finmodel.formats.compiled.section import NOTHING, Sections
from finmodel.formats.compiled.shape import Flag, Record, Row, Shape, Spelled, Text, Value

Decoder = dict[int, Any]
"""Makes the value of a number that it does not have yet, and keeps it."""


class Decoders:
    """The decoders of all types; what was one object is one again."""

    def __init__(self, sections: Sections) -> None:
        self._sections = sections
        self._texts = _Texts(sections)
        self._by_name: dict[str, Decoder] = {Text().name: self._texts}

    def of(self, shape: Shape) -> Decoder:
        """Return the decoder of a shape."""
        found = self._by_name.get(shape.name)
        if found is None:
            found = self._by_name[shape.name] = self._made(shape)
        return found

    def _made(self, shape: Shape) -> Decoder:
        if isinstance(shape, Spelled):
            return _Spellings(shape.read, self._texts)
        if isinstance(shape, Record):
            return _Records(shape, self, self._sections)
        if isinstance(shape, Row):
            return _Rows(shape, self, self._sections)
        return dict(_FLAGS) if isinstance(shape, Flag) else self._texts


_FLAGS: Final = {NOTHING: None, 0: False, 1: True}


class _Texts(Decoder):
    def __init__(self, sections: Sections) -> None:
        super().__init__({NOTHING: None})
        name = Text().name
        self._data, self._ends = sections.data(f"{name}.data"), sections.numbers(f"{name}.ends")

    def __missing__(self, number: int) -> str:
        spelled = self._data[self._ends[number] : self._ends[number + 1]]
        text = self[number] = str(spelled, "utf-8", "surrogatepass")
        return text


class _Spellings(Decoder):
    def __init__(self, read: Callable[[str], Any], texts: Decoder) -> None:
        super().__init__({NOTHING: None})
        self._read, self._texts = read, texts

    def __missing__(self, number: int) -> Value:
        value = self[number] = self._read(self._texts[number])
        return value


class _Records(Decoder):
    def __init__(self, shape: Record, decoders: Decoders, sections: Sections) -> None:
        super().__init__({NOTHING: None})
        self._make = shape.made_by
        self._shape, self._decoders, self._sections = shape, decoders, sections
        self._columns: list[tuple[Decoder, memoryview[int]]] = []

    def __missing__(self, number: int) -> Value:
        if not self._columns:
            # not before, since what a class consists of may be of that class itself
            self._columns = [
                (self._decoders.of(shape), self._sections.numbers(f"{self._shape.name}.{name}"))
                for name, shape in self._shape.shapes().items()
            ]
        parts = []
        # a comprehension would need a frame for each level of what is nested
        for values, column in self._columns:
            parts.append(values[column[number]])
        value = self[number] = self._make(*parts)
        return value


class _Rows(Decoder):
    def __init__(self, shape: Row, decoders: Decoders, sections: Sections) -> None:
        super().__init__({NOTHING: None})
        self._item = shape.shape
        self._decoders = decoders
        self._items = sections.numbers(f"{shape.name}.items")
        self._ends = sections.numbers(f"{shape.name}.ends")

    def __missing__(self, number: int) -> tuple[Any, ...]:
        values = self._decoders.of(self._item())
        numbers = self._items[self._ends[number] : self._ends[number + 1]]
        row = self[number] = tuple(map(values.__getitem__, numbers))
        return row
