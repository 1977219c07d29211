"""Facts as markup, a line each, and the tuples around them (XBRL 2.1, sections 4.6 and 4.9)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

from finmodel.formats.reduction import fraction_rows
from finmodel.formats.xbrl_xml.naming import Naming
from finmodel.formats.xml.namespace import XSI
from finmodel.formats.xml.text import all_escaped, escaped, quoted
from finmodel.model.column import ABSENT, EXACT, NONE, UNKNOWN, Columns
from finmodel.model.tuple import Attributes, Tuple
from finmodel.qname import XBRLI

_BATCH: Final = 4096

_Key = tuple[int, int, int, int, bool]
"""Concept, unit, decimals and language of a fact, as columns hold them, and whether it is nil."""


class _Shape(NamedTuple):
    """What is around the context, the id and the value of a fact."""

    start: str
    middle: str
    end: str


class FactWriter(dict[_Key, _Shape]):
    """Writes facts: a shape for each kind of fact, and a few look-ups for each fact.

    `contexts` and `units` are the ids to refer to, by the indexes in the columns; `NONE` among the
    units is `xbrli:pure`. `is_numeric` tells by concept which facts are numbers in any case.
    """

    def __init__(
        self,
        columns: Columns,
        naming: Naming,
        is_numeric: Sequence[bool],
        contexts: Mapping[int, str],
        units: Mapping[int, str],
        tuple_id: Callable[[str], str] = str,
        *,
        is_oim: bool = True,
    ) -> None:
        self._columns = columns
        self._is_numeric = is_numeric
        self._contexts = contexts
        self._units = units
        self._tuple_id = tuple_id
        self._unsaid = ' decimals="INF"' if is_oim else ""
        self._name = naming.name
        self._p = naming.prefix(XBRLI)
        self._names = [naming.name(concept) for concept in columns.concepts]
        has_nil = None in columns.value or any(one.is_nil for one in columns.tuples)
        self._nil = f' {naming.prefix(XSI)}:nil="true"' if has_nil else ""
        self._fractions = fraction_rows(columns)
        for attributes in (*columns.attributes.values(), *(t.attributes for t in columns.tuples)):
            self._extra(attributes)  # so that all names are bound before anything is written
        for one in columns.tuples:
            naming.name(one.concept)

    def batches(self, ids: Sequence[str]) -> Iterator[str]:
        """Yield the facts with these ids, some thousand at a time, and tuples around them."""
        if self._columns.tuples:
            yield from self._grouped(chain.from_iterable(self._batches(ids)))
        else:
            for lines in self._batches(ids):
                yield "".join(lines)

    def _grouped(self, lines: Iterator[str]) -> Iterator[str]:
        """Yield the lines of facts with those that begin and end tuples."""
        tuples, open_ = self._columns.tuples, list[int]()
        row = 0

        def up_to(stop: int) -> Iterator[str]:
            nonlocal row
            yield from islice(lines, stop - row)
            row = stop

        for index, one in enumerate(tuples):
            while open_ and open_[-1] != one.owner:
                ended = tuples[open_.pop()]
                yield from up_to(ended.stop)
                yield f"  </{self._name(ended.concept)}>\n"
            yield from up_to(one.start)
            yield self._start(one)
            open_.append(index)
        while open_:
            ended = tuples[open_.pop()]
            yield from up_to(ended.stop)
            yield f"  </{self._name(ended.concept)}>\n"
        yield from lines

    def _start(self, one: Tuple) -> str:
        id = f' id="{self._tuple_id(one.id)}"' if one.id else ""
        nil = self._nil if one.is_nil else ""
        return f"  <{self._name(one.concept)}{id}{nil}{self._extra(one.attributes)}>\n"

    def _extra(self, attributes: Attributes) -> str:
        return "".join([f" {self._name(name)}={quoted(text)}" for name, text in attributes])

    def _batches(self, ids: Sequence[str]) -> Iterator[list[str]]:
        columns, contexts = self._columns, self._contexts
        for first in range(0, len(columns), _BATCH):
            batch = slice(first, first + _BATCH)
            values = columns.value[batch]
            facts = zip(
                columns.concept[batch],
                columns.dimensions[batch],
                columns.unit[batch],
                columns.decimals[batch],
                columns.language[batch],
                ids[batch],
                values,
                all_escaped(["" if value is None else value for value in values]),
                strict=True,
            )
            lines = []
            for concept, dimensions, unit, decimals, language, id, value, text in facts:
                start, middle, end = self[concept, unit, decimals, language, value is None]
                lines.append(f'{start}{contexts[dimensions]}{middle}{id}">{text}{end}')
            for row, replaced in self._unusual(first, lines):
                lines[row] = replaced
            yield lines

    def _unusual(self, first: int, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Yield the lines of a batch that are not like others, by their number in it."""
        for row in self._fractions[bisect_left(self._fractions, first) :]:
            if row >= first + len(lines):
                break
            yield row - first, self._fraction(lines[row - first], row)
        for row, attributes in self._columns.attributes.items():
            if first <= row < first + len(lines):
                name, context, rest = lines[row - first].partition(" contextRef=")
                yield row - first, f"{name}{self._extra(attributes)}{context}{rest}"

    def _fraction(self, line: str, row: int) -> str:
        """Return the line of a fraction with its two numbers in elements, without decimals."""
        text = self._columns.value[row] or ""
        above, _, below = text.partition("/")
        parts = "".join(
            f"<{self._p}:{part}>{escaped(number)}</{self._p}:{part}>"
            for part, number in (("numerator", above), ("denominator", below))
        )
        return line.replace(' decimals="INF"', "", 1).replace(f">{escaped(text)}<", f">{parts}<", 1)

    def __missing__(self, key: _Key) -> _Shape:
        concept, unit, decimals, language, is_nil = key
        attributes = ""
        if unit != NONE or decimals != ABSENT or self._is_numeric[concept]:
            attributes = f' unitRef="{self._units[unit]}"'
            if not is_nil:
                attributes += self._unsaid if decimals == ABSENT else _accuracy(decimals)
        elif language != NONE:
            attributes = f" xml:lang={quoted(self._columns.languages[language])}"
        if is_nil:
            attributes += self._nil
        name = self._names[concept]
        shape = self[key] = _Shape(f'  <{name} contextRef="', f'"{attributes} id="', f"</{name}>\n")
        return shape


def _accuracy(decimals: int) -> str:
    """Return the attribute that says how precise a number is."""
    if decimals == UNKNOWN:
        return ' precision="0"'
    return f' decimals="{"INF" if decimals == EXACT else decimals}"'
