"""Sheets that are written: a title, notes, and one table with a heading that stays in sight.

Nothing that is given is ever a formula. A number stands as a number where it has at most 15
significant digits, which a spreadsheet program gives back as they are; else it stands as a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from attrs import frozen

from finmodel.formats.spreadsheet.style import Look, Styles
from finmodel.formats.workbook.grid import column_name, reference

MAX_TEXT: Final = 32_767
"""The characters that a cell can hold."""
MAX_ROWS: Final = 1_048_576

_DIGITS: Final = 15
_LINE: Final = 13
_MOST_LINES: Final = 12
_LINES: Final[Mapping[Look | None, int]] = {Look.TITLE: 2, Look.NOTE: 1}
_FILLED: Final = 1.2
"""How many letters fit where a column is as wide as one digit."""
_EXPONENTS: Final = range(-300, 300)
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
# what XML cannot hold is written by its number, and so is what would be read as such a number
_ESCAPED: Final = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@frozen
class Link:
    """A text that leads to a cell of the workbook, such as `'Balance sheet'!C7`."""

    text: str
    target: str


Value = str | Decimal | int | Link | None


@frozen
class Sheet:
    """A sheet with one table; rows beyond the last that a sheet can have are left out."""

    name: str
    heading: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int] = ()
    title: str = ""
    notes: Sequence[str] = ()


def written(text: str) -> str:
    """Return a text as a cell can hold it: control characters by number, the rest as it is."""
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def is_plain(number: Decimal | int) -> bool:
    """Tell whether a cell with a number gives back exactly that number."""
    _, digits, exponent = Decimal(number).as_tuple()
    if not isinstance(exponent, int):
        return False
    significant = "".join(map(str, digits)).strip("0")
    return len(significant) <= _DIGITS and exponent + len(digits) in _EXPONENTS


class SheetWriter:
    """Writes a sheet as XML, once."""

    def __init__(self, sheet: Sheet, styles: Styles, namespace: str) -> None:
        self._sheet = sheet
        self._styles = styles
        self._namespace = namespace
        self._row = 0
        self._links: list[str] = []

    def chunks(self) -> Iterator[bytes]:
        """Yield the XML of the sheet."""
        yield "".join(self._start()).encode()
        yield from self._lines()
        yield "".join(self._end()).encode()

    def _start(self) -> Iterator[str]:
        top = self._top
        yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        yield f'<worksheet xmlns="{self._namespace}">'
        yield '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        yield '<sheetViews><sheetView workbookViewId="0"'
        yield ' showGridLines="0">' if self._sheet.title else ">"
        below = reference(top + 1, 1)
        yield f'<pane ySplit="{top}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        yield "</sheetView></sheetViews>"
        if self._sheet.widths:
            yield "<cols>"
            for number, width in enumerate(self._sheet.widths, 1):
                yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            yield "</cols>"
        yield "<sheetData>"

    @property
    def _top(self) -> int:
        """The row of the heading."""
        above = bool(self._sheet.title) + len(self._sheet.notes)
        return above + 2 if above else 1

    def _lines(self) -> Iterator[bytes]:
        if self._sheet.title:
            yield self._line([self._sheet.title], Look.TITLE)
        for note in self._sheet.notes:
            yield self._line([note], Look.NOTE)
        self._row = self._top - 1
        yield self._line(self._sheet.heading, Look.HEAD)
        for row in self._sheet.rows:
            if self._row >= MAX_ROWS:
                return
            yield self._line(row)

    def _line(self, values: Sequence[Value], look: Look | None = None) -> bytes:
        self._row += 1
        cells = (
            self._cell(reference(self._row, column), value, look)
            for column, value in enumerate(values, 1)
            if value is not None
        )
        lines = _LINES.get(look) or self._height(values)
        height = f' ht="{lines * _LINE + 2}" customHeight="1"' if lines > 1 else ""
        return f'<row r="{self._row}"{height}>{"".join(cells)}</row>'.encode()

    def _height(self, values: Sequence[Value]) -> int:
        """Return the lines that the texts of a row take, which not every program works out."""
        most = 1
        for value, width in zip(values, self._sheet.widths, strict=False):
            text = value.text if isinstance(value, Link) else value
            if isinstance(text, str) and len(text) > width - 2:
                parts = text[: _MOST_LINES * width].splitlines()
                most = max(most, sum(1 + int(len(part) / (width * _FILLED)) for part in parts))
        return min(most, _MOST_LINES)

    def _cell(self, place: str, value: Value, look: Look | None) -> str:
        if isinstance(value, Link):
            target, text = quoteattr(value.target), quoteattr(value.text)
            self._links.append(f'<hyperlink ref="{place}" location={target} display={text}/>')
            return self._text(place, value.text, Look.LINK)
        if isinstance(value, str):
            risky = Look.LITERAL if value.startswith(_RISKY) else Look.TEXT
            return self._text(place, value, look or risky)
        assert value is not None  # noqa: S101 - `_line` leaves those out
        if not is_plain(value):
            return self._text(place, f"{value:f}", Look.LITERAL)
        number = format(Decimal(value), "f")
        style = self._styles.look(Look.NUMBER if "." in number else Look.WHOLE)
        return f'<c r="{place}" s="{style}"><v>{number}</v></c>'

    def _text(self, place: str, text: str, look: Look) -> str:
        fitting = written(text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…")
        content = escape(fitting)
        return (
            f'<c r="{place}" s="{self._styles.look(look)}" t="inlineStr">'
            f'<is><t xml:space="preserve">{content}</t></is></c>'
        )

    def _end(self) -> Iterator[str]:
        last = column_name(max(len(self._sheet.heading), 1))
        bottom = max(self._row, self._top)
        yield f'</sheetData><autoFilter ref="A{self._top}:{last}{bottom}"/>'
        if self._links:
            yield f"<hyperlinks>{''.join(self._links)}</hyperlinks>"
        yield '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
