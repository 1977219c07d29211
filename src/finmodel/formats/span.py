"""Where exactly the text of a value stands in its file, so that it can be replaced there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from attrs import evolve, frozen

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.report import read
from finmodel.model.fact import Fact
from finmodel.model.report import Report

_COLUMN: Final = "column "
_MOST: Final = 50_000_000
"""The longest text that is searched; each value that is replaced takes reading it again."""

_CELL: Final = re.compile(r'(?:"(?:[^"]|"")*"|[^",]*)(?=,|$)')
_VALUE: Final = re.compile(r'"value"\s*:\s*"([^"\\]*)"')


@frozen
class Span:
    """A part of a line of a document; lines and columns count from 1, `end` is behind the part."""

    document: str
    line: int
    column: int
    end: int


def value_span(report: Report, fact: Fact, replacement: str) -> Span | None:
    """Return where a value is written that may be replaced there; `None` where that is uncertain.

    It is certain where the file, read again with the replacement, has the new value in this fact
    and every other as it was. A cell of a table is certain by its line and its column.
    """
    source, value = report.locate([fact.row]).get(fact.row), fact.text
    if source is None or source.line is None or value is None:
        return None
    try:
        document = Document.of(source.document)
        text = document.read().decode("utf-8")
    except (UnreadableError, UnicodeDecodeError):
        return None
    if len(text) > _MOST:
        return None
    if source.part.startswith(_COLUMN):
        column = source.part.removeprefix(_COLUMN)
        start = _in_table(text, source.line, column, value)
        return None if start is None else _span(document, text, start, value)
    for start in _in_document(text, source.line, fact.id, value):
        changed = text[:start] + replacement + text[start + len(value) :]
        if _is_only_change(report, evolve(document, data=changed.encode()), fact, replacement):
            return _span(document, text, start, value)
    return None


def _span(document: Document, text: str, start: int, value: str) -> Span:
    line_start = text.rfind("\n", 0, start) + 1
    column = start - line_start + 1
    return Span(document.name, text.count("\n", 0, start) + 1, column, column + len(value))


def _in_table(text: str, line: int, column: str, value: str) -> int | None:
    """Return where a cell's text starts; `None` where a line is not a whole row."""
    start = _offset(text, line)
    header, cells = _row(text, text.startswith("\ufeff")), _row(text, start)
    names = [name for name, _ in header]
    if names.count(column) != 1 or len(cells) != len(header):
        return None
    found, at = cells[names.index(column)]
    return at if found == value else None


def _row(text: str, start: int) -> list[tuple[str, int]]:
    """Return the cells of a row with their offsets; none where one goes on in the next line.

    Of a cell in quotes nothing is returned, as its text is not what is written.
    """
    end = text.find("\n", start)
    line = text[start : len(text) if end < 0 else end].rstrip("\r")
    cells: list[tuple[str, int]] = []
    at = 0
    while at <= len(line):
        match = _CELL.match(line, at)
        if match is None:
            return []
        quoted = match[0].startswith('"')
        cells.append(("" if quoted else match[0], start + at))
        at = match.end() + 1
    return cells


def _in_document(text: str, line: int, id: str, value: str) -> Iterator[int]:
    """Yield offsets at which the value of a fact may be written."""
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        # the line of an element may be that of any part of its start tag
        last = _offset(text, line)
        end = text.find("\n", last)
        pattern = re.compile(rf">\s*({re.escape(value)})\s*</")
        first = text.rfind("<", 0, last) if last else 0
        found = pattern.finditer(
            text, max(first, 0), len(text) if end < 0 else end + len(value) + 9
        )
        yield from (match.start(1) for match in islice(found, 4))
        return
    key = text.find(json.dumps(id, ensure_ascii=False), _offset(text, line))
    found = _VALUE.finditer(text, key) if key >= 0 else iter(())
    yield from (match.start(1) for match in islice(found, 1) if match[1] == value)


def _offset(text: str, line: int) -> int:
    """Return where a line starts."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return len(text)
    return start


def _is_only_change(report: Report, changed: Document, fact: Fact, value: str) -> bool:
    try:
        again = read(changed)
    except UnreadableError:
        return False
    wanted = list(report.columns.value)
    wanted[fact.row] = value
    return again.columns.value == wanted and again.columns.id == report.columns.id
