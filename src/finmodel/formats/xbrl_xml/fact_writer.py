"""Facts as markup, a line each (XBRL 2.1, section 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from finmodel.formats.xbrl_xml.naming import Naming
from finmodel.formats.xml.namespace import XSI
from finmodel.formats.xml.text import all_escaped, quoted
from finmodel.model.column import ABSENT, EXACT, NONE, Columns

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
    ) -> None:
        self._columns = columns
        self._is_numeric = is_numeric
        self._contexts = contexts
        self._units = units
        self._names = [naming.name(concept) for concept in columns.concepts]
        self._nil = f' {naming.prefix(XSI)}:nil="true"' if None in columns.value else ""

    def batches(self, ids: Sequence[str]) -> Iterator[str]:
        """Yield the facts with these ids, some thousand at a time."""
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
            yield "".join(lines)

    def __missing__(self, key: _Key) -> _Shape:
        concept, unit, decimals, language, is_nil = key
        attributes = ""
        if unit != NONE or decimals != ABSENT or self._is_numeric[concept]:
            attributes = f' unitRef="{self._units[unit]}"'
            if not is_nil:
                digits = "INF" if decimals in (EXACT, ABSENT) else decimals
                attributes += f' decimals="{digits}"'
        elif language != NONE:
            attributes = f" xml:lang={quoted(self._columns.languages[language])}"
        if is_nil:
            attributes += self._nil
        name = self._names[concept]
        shape = self[key] = _Shape(f'  <{name} contextRef="', f'"{attributes} id="', f"</{name}>\n")
        return shape
