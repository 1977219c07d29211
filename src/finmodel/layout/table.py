"""A table with everything that its cells and headings say, before line items have names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import frozen

from finmodel.formats.workbook.grid import Cell, Place, Sheet
from finmodel.formats.workbook.measure import Measure
from finmodel.layout.block import Block, bilingual, label_text
from finmodel.layout.confidence import Confidence
from finmodel.layout.heading import ColumnGuess, Kind, columns_of, is_balance
from finmodel.layout.period import FiscalCalendar
from finmodel.layout.series import Series
from finmodel.layout.total import Line
from finmodel.layout.unit import per_share, says_currency, shares_in, unit_in
from finmodel.layout.word import (
    PART,
    PER_SHARE,
    PERCENT,
    PERSONS,
    SHARES,
    TRUNCATED,
    is_japanese,
    plain,
    says_only_growth,
)
from finmodel.numeric import Interval, Rounding

_PERCENT = Measure.from_text("%")
_LONGEST_NOTE = 300
_FEW_DIGITS = 2
_ROUND = (6, 3)


@frozen
class RowGuess:
    """A row of numbers: its labels in two languages, the heading that it is under, its unit."""

    at: int
    label: str
    other_label: str
    section: str
    measure: Measure | None
    depth: int
    is_bold: bool


@frozen(slots=False)
class TableGuess:
    """A table of a sheet; `columns` are those with a period, without which none can be read."""

    block: Block
    columns: Sequence[ColumnGuess]
    rows: Sequence[RowGuess]
    measure: Measure | None
    confidence: Confidence
    because: str
    rounding: Rounding = Rounding.NEAREST

    @property
    def is_instant(self) -> bool:
        """Whether its line items are measured at instants."""
        if is_balance(self.block):
            return True
        periods = [column.period for column in self.numbers or self.columns]
        return all(period is not None and period.is_instant for period in periods)

    def cell(self, row: RowGuess, column: ColumnGuess) -> Cell | None:
        """Return the cell of a row and a column, if there is a number in it."""
        cell = self.block.sheet.cells.get((row.at, column.at))
        return cell if cell is not None and cell.number is not None else None

    def has_all(self, row: RowGuess, columns: Iterable[ColumnGuess]) -> bool:
        """Tell whether a row has a number in each of some columns."""
        return all(self.cell(row, column) is not None for column in columns)

    def measure_at(self, row: RowGuess, column: ColumnGuess) -> Measure | None:
        """Return what the number in a cell counts, as reading it by the mapping will have it."""
        cell = self.cell(row, column)
        if cell is not None and cell.number is not None and cell.number.is_percentage:
            return _PERCENT
        if column.suffix and column.measure is not None:
            return column.measure
        return row.measure or column.measure or self.measure

    @cached_property
    def digits(self) -> dict[int, int]:
        """The digits of columns in which no format says them, by column."""
        found = {column.at: _digits(self._cells_in(column)) for column in self.columns}
        return {at: digits for at, digits in found.items() if digits is not None}

    def _cells_in(self, column: ColumnGuess) -> list[Cell]:
        """Return the cells of a column with the numbers that the table is of."""
        rows = (row for row in self.rows if row.measure is None)
        return [cell for row in rows if (cell := self.cell(row, column)) is not None]

    def interval(self, row: RowGuess, column: ColumnGuess) -> Interval | None:
        """Return what the number in a cell stands for, in the unit itself."""
        place = (row.at, column.at)
        if place not in self._intervals:
            self._intervals[place] = self._interval(row, column)
        return self._intervals[place]

    @cached_property
    def _intervals(self) -> dict[Place, Interval | None]:
        return {}

    def _interval(self, row: RowGuess, column: ColumnGuess) -> Interval | None:
        cell = self.cell(row, column)
        if cell is None or cell.number is None:
            return None
        digits, number = cell.number.digits, cell.number
        given = self.digits.get(column.at)
        if given is not None and cell.is_general:
            digits = max(given, digits) if given > 0 else given
        measure = self.measure_at(row, column)
        power = measure.power if measure else 0
        is_amount = measure is not None and measure.unit is not None
        rounding = self.rounding if is_amount else Rounding.NEAREST
        return Interval.reported(number.value.scaleb(power), digits - power, rounding)

    def series(self, row: RowGuess, columns: Iterable[ColumnGuess]) -> Series:
        """Return the numbers of a row by column."""
        found = ((column.at, self.interval(row, column)) for column in columns)
        return {at: interval for at, interval in found if interval is not None}

    @property
    def numbers(self) -> list[ColumnGuess]:
        """The columns of numbers, rather than of what is said of them."""
        return [column for column in self.columns if column.kind is Kind.NUMBER]

    def lines(self, rows: Sequence[RowGuess]) -> list[Line]:
        """Return rows as lines in which totals can be looked for."""
        return [
            Line(row.label, self.series(row, self.numbers), row.depth, row.is_bold) for row in rows
        ]


def table_of(
    block: Block,
    calendar: FiscalCalendar,
    currency: str,
    context: Sequence[str],
    carried: tuple[Measure | None, str] = (None, ""),
    rounding: Rounding = Rounding.NEAREST,
) -> TableGuess | None:
    """Return what a table says; `None` where no column has a period, nor a heading or a unit.

    `context` are texts from near to far that may name the period of the whole table, and `carried`
    is the unit of the sheet, with the words that it is from; so is `rounding`.
    """
    columns = [c for c in columns_of(block, calendar, context) if c.period is not None]
    if not columns:
        return None
    measure, because = own_measure(block, currency)
    if measure is None:
        measure, because = carried
    if _is_of_percentages(block):
        measure, because = _PERCENT, "every number is a percentage"
    rows = list(_rows(block, columns, measure, currency))
    if not block.headings and measure is None and all(row.measure is None for row in rows):
        return None
    confidence = _confidence(measure, because)
    return TableGuess(block, columns, rows, measure, confidence, because, rounding)


def _confidence(measure: Measure | None, because: str) -> Confidence:
    """Return how sure a unit is by the words that it is from, which may name no currency."""
    if measure is None:
        return Confidence.LOW
    is_assumed = measure.text[:3].isupper() and not says_currency(because)
    return Confidence.MEDIUM if is_assumed else Confidence.HIGH


def rounding_of(sheet: Sheet) -> Rounding:
    """Return how the amounts of a sheet were rounded: to nearest, unless a note says otherwise."""
    texts = (cell.text for cell in sheet.cells.values() if cell.number is None)
    is_truncated = any(TRUNCATED.search(plain(text)) for text in texts if len(text) < _LONGEST_NOTE)
    return Rounding.TRUNCATED if is_truncated else Rounding.NEAREST


def own_measure(block: Block, currency: str) -> tuple[Measure | None, str]:
    """Return the unit of a table and the words that it is from: nearest to the numbers first."""
    rows = [*reversed(block.headings), *reversed(block.titles)]
    edges = {*block.label_columns[:1], *block.label_columns, *block.side_columns}
    seen: list[tuple[Measure, str]] = []
    for row in rows:
        for column in block.sheet.rows.get(row, ()):
            text = block.sheet.text(row, column)
            found = None if TRUNCATED.search(plain(text)) else unit_in(text, currency)
            is_note = column in edges or ":" in text or "(" in text or "：" in text or len(text) > 8
            if found is not None and (is_note or not found.is_percentage):
                seen.append((found, f"“{text[:60]}”"))
    plain_money = [each for each in seen if not each[0].is_percentage and "/" not in each[0].text]
    for measure, because in [*plain_money, *seen]:
        return measure, because
    return None, ""


def _rows(
    block: Block, columns: Sequence[ColumnGuess], measure: Measure | None, currency: str
) -> Iterable[RowGuess]:
    other = bilingual(block)
    section = ""
    sections = {*block.sections}
    numbered = {column.at for column in columns}
    for at in sorted({*block.data, *sections}):
        label = label_text(block, at)
        if at in sections:
            section = label or section
            continue
        cells = [block.sheet.cells.get((at, column)) for column in numbered]
        if not label or not any(cell is not None and cell.text for cell in cells):
            continue
        column, style = _label_cell(block, at)
        yield RowGuess(
            at,
            label,
            block.sheet.text(at, other) if other is not None else _second_label(block, at, label),
            _first_label(block, at, label) or section,
            _row_measure(block, at, label, measure, currency),
            _depth(block, label, column, style),
            style is not None and style.is_bold,
        )


def _depth(block: Block, label: str, column: int, style: Cell | None) -> int:
    """Return how far a label is indented, by its style, its column or its words."""
    is_part = PART.search(plain(label)) is not None
    return (style.indent if style else 0) + 2 * block.label_columns.index(column) + is_part


def _label_cell(block: Block, at: int) -> tuple[int, Cell | None]:
    label = label_text(block, at)
    for column in block.label_columns:
        if block.sheet.text(at, column) == label:
            return column, block.sheet.cells.get((at, column))
    return block.label_columns[0], None


def _second_label(block: Block, at: int, label: str) -> str:
    """Return the label beside the first one, where it is in another language."""
    for column in block.label_columns:
        text = block.sheet.text(at, column)
        is_words = re.search(r"[^\W\d_]{2}", text) is not None
        if is_words and text != label and is_japanese(text) != is_japanese(label):
            return text
    return ""


def _first_label(block: Block, at: int, label: str) -> str:
    first = block.sheet.text(at, block.label_columns[0])
    return first if first != label else ""


def _row_measure(
    block: Block, at: int, label: str, measure: Measure | None, currency: str
) -> Measure | None:
    """Return the unit of one row: in a column of units, in its label, or of what it counts."""
    words = plain(label)
    for column in (*block.label_columns, *block.side_columns):
        text = block.sheet.text(at, column)
        found = unit_in(text, currency) if text != label and len(text) < 40 else None
        if found is not None:
            is_money = found.unit is not None and found.power == 0
            return (
                per_share(found, currency, words) if is_money and PER_SHARE.search(words) else found
            )
    said = _measure_in(label, measure, currency)
    if said is not None:
        return said
    cells = [block.sheet.cells.get((at, column)) for column in block.value_columns]
    numbers = [cell.number for cell in cells if cell is not None and cell.number is not None]
    is_ratio = bool(numbers) and all(number.is_percentage for number in numbers)
    return _PERCENT if is_ratio and not _is_of_percentages(block) else None


def _measure_in(label: str, measure: Measure | None, currency: str) -> Measure | None:
    """Return the unit that a label says or implies; `measure` is that of its table."""
    words = plain(label)
    if SHARES.search(words):
        return shares_in(label)
    if PERCENT.search(words) or says_only_growth(label):
        return _PERCENT
    if PER_SHARE.search(words):
        return per_share(measure, currency, words)
    if "(" in words:
        found = unit_in(label[label.find("(") :] if "(" in label else label, currency)
        if found is not None:
            return found
    return Measure.from_text("number") if PERSONS.search(words) else None


def _is_of_percentages(block: Block) -> bool:
    """Tell whether all numbers of a table are percentages, which no row needs to say."""
    cells = (block.sheet.cells.get((r, c)) for r in block.data for c in block.value_columns)
    return all(c.number.is_percentage for c in cells if c is not None and c.number is not None)


def _digits(cells: Sequence[Cell]) -> int | None:
    """Return the digits of numbers that no format gives them, `None` where each has its own."""
    general = [c.number for c in cells if c.is_general and c.number is not None]
    if len(general) < 3 or len(general) < len(cells):
        return None
    most = max(number.digits for number in general)
    if 0 < most <= _FEW_DIGITS and any(number.digits < most for number in general):
        return most
    values = [int(number.value) for number in general if number.value]
    if most == 0 and len(values) > 3:
        for zeros in _ROUND:
            if all(value % 10**zeros == 0 for value in values):
                return -zeros
    return None
