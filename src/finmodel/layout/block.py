"""Where the tables of a sheet are: rows of numbers with labels, and the headings above them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from attrs import define, evolve, field, frozen

from finmodel.formats.workbook.display import is_dash
from finmodel.formats.workbook.grid import Area, Cell, Sheet, column_name
from finmodel.layout.period import FiscalCalendar, period_in
from finmodel.layout.unit import unit_in
from finmodel.layout.word import CHANGE, GROWTH, NOTE, SHARE, is_japanese, plain

_ANY_CALENDAR = FiscalCalendar()
_UNIT_NOTE = re.compile(r"[(\[]?(?:units?|単位)\b|[(\[][^()]*[)\]]$|[¥$]? ?(?:in )?\w+ of \w+$")
_ASIDE = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_MOST_ROWS = 2_000
_MOST_COLUMNS = 500


@frozen(slots=False)
class Block:
    """A table as it lies in a sheet: rows above it, rows of numbers, columns of labels and numbers.

    `titles` are rows with nothing above the numbers, `headings` the others above them. `sections`
    are labels between the rows of numbers. `label_columns` are left of the numbers, `side_columns`
    right of them. In one that `is_turned` they all are columns for rows and rows for columns, and
    `caption` is its title. `cut` are the rows and the columns of numbers beyond what is looked at.
    """

    sheet: Sheet
    titles: Sequence[int]
    headings: Sequence[int]
    data: Sequence[int]
    sections: Sequence[int]
    label_columns: Sequence[int]
    value_columns: Sequence[int]
    side_columns: Sequence[int] = ()
    caption: str = ""
    is_turned: bool = False
    cut: tuple[int, int] = (0, 0)

    @property
    def area(self) -> Area:
        """The rectangle from the first heading to the last number, as it lies in the sheet."""
        top = min((*self.titles, *self.headings, *self.data))
        columns = (*self.label_columns, *self.value_columns, *self.side_columns)
        area = Area(top, min(columns), self.data[-1], max(columns))
        return area.turned if self.is_turned else area

    @property
    def cut_words(self) -> str:
        """What of it is not looked at, in words; empty where all of it is."""
        parts = [
            f"{n:,} {kind}" for n, kind in zip(self.cut, ("rows", "columns"), strict=True) if n
        ]
        return " and ".join(parts) and f"{' and '.join(parts)} beyond {self.area}"

    def across(self, at: int) -> str:
        """Return what one of its columns is in the sheet: `column C`, `row 7` if it is turned."""
        return f"row {at}" if self.is_turned else f"column {column_name(at)}"

    @cached_property
    def main_column(self) -> int:
        """The column of labels that tell the rows apart: the last of those with most of them."""

        def variety(column: int) -> tuple[int, int]:
            texts = {self.sheet.text(row, column) for row in self.data} - {""}
            return len({text for text in texts if not NOTE.search(plain(text))}), column

        return max(self.label_columns, key=variety)

    @property
    def title(self) -> str:
        """The words above the table that are not about one column."""
        places = ((row, column) for row in reversed(self.titles) for column in self.label_columns)
        texts = (self.sheet.text(*place) for place in places)
        return next((text for text in texts if text and not _is_note(text)), self.caption)


@define
class _Draft:
    above: list[int] = field(factory=list)
    data: list[int] = field(factory=list)
    sections: list[int] = field(factory=list)


def _is_note(text: str) -> bool:
    """Tell whether a text is about the numbers of a table, rather than its name."""
    bare = _ASIDE.sub("", text).strip()
    return not bare or unit_in(bare) is not None


def blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield the tables of a sheet from top to bottom."""
    for draft in _drafts(sheet):
        yield from _blocks(sheet, draft)


def _drafts(sheet: Sheet) -> Iterator[_Draft]:
    """Yield the rows of each table; one that has headings again starts the next."""
    draft, pending = _Draft(), list[int]()
    last = 0
    for row, columns in sheet.rows.items():
        cells = [sheet.cells[row, column] for column in columns]
        if _has_numbers(sheet, row, columns):
            is_apart = row - last > 2 and bool(pending)
            if draft.data and (is_apart or any(_is_heading(sheet, each) for each in pending)):
                yield draft
                draft = _Draft(above=pending)
            elif draft.data:
                draft.sections += pending
            else:
                draft.above += pending
            pending = []
            draft.data.append(row)
            last = row
        elif draft.data and _are_amounts(cells):
            last = row
        elif any(cell.text for cell in cells):
            pending.append(row)
    if draft.data:
        yield draft


def _has_numbers(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Tell whether a row has a label and a number that is more than a year in a heading."""
    cells = [(column, sheet.cells[row, column]) for column in columns]
    numbers = [cell for _, cell in cells if cell.number is not None]
    first = next((column for column, cell in cells if is_label(cell)), None)
    if first is None or not numbers or all(map(is_year, numbers)):
        return False
    return any(c > first and (cell.number is not None or cell.error) for c, cell in cells)


def _are_amounts(cells: Sequence[Cell]) -> bool:
    """Tell whether a row has numbers and no words: a subtotal that nothing names, no heading."""
    said = [cell for cell in cells if cell.text]
    return bool(said) and all(cell.number is not None and not is_year(cell) for cell in said)


def is_label(cell: Cell) -> bool:
    """Tell whether a cell is words rather than a number, a dash or a day."""
    has_words = bool(cell.text) and cell.number is None and not cell.error
    return has_words and not is_dash(cell.text) and not cell.is_date


def is_year(cell: Cell) -> bool:
    """Tell whether a number can be a year: 2008, without a comma."""
    number = cell.number
    return (
        number is not None
        and not number.digits
        and len(cell.text) == 4
        and 1950 <= number.value <= 2100
    )


def _is_heading(sheet: Sheet, row: int) -> bool:
    """Tell whether a row has headings of columns: words of time, of change or of units."""
    columns = sheet.rows[row]
    texts = [sheet.text(row, column) for column in columns]
    if len(columns) == 1 and columns[0] == sheet.first_column:
        return False
    return any(says_column(text) for text in texts)


def says_column(text: str) -> bool:
    """Tell whether a text can be the heading of a column of numbers."""
    words = plain(text)
    return (
        period_in(words, _ANY_CALENDAR) is not None
        or any(pattern.search(words) for pattern in (GROWTH, CHANGE, SHARE))
        or unit_in(words) is not None
    )


def _blocks(sheet: Sheet, draft: _Draft) -> Iterator[Block]:
    """Yield a table, or those that stand side by side."""
    rows = draft.data[:_MOST_ROWS]
    value, text = _columns(sheet, rows, draft.above[-6:])
    if not value:
        return
    starts = [min([c for c in text if c < value[0]] or [value[0]])]
    between = [c for c in text if value[0] < c < value[-1] and _names_rows(sheet, rows, c, value)]
    starts += [c for c in between if any(v > c for v in value)]
    for start, stop in zip(starts, [*starts[1:], max((*value, *text)) + 1], strict=True):
        found = [c for c in value if start <= c < stop]
        values = found[:_MOST_COLUMNS]
        if values:
            words = [c for c in text if start <= c < stop]
            kept = [row for row in draft.data if any(_is_number(sheet, row, c) for c in values)]
            cut = (len(kept[_MOST_ROWS:]), len(found[_MOST_COLUMNS:]))
            for block in _block(sheet, evolve(draft, data=kept[:_MOST_ROWS]), values, words):
                yield evolve(block, cut=cut)


def _is_number(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.cells.get((row, column))
    return cell is not None and (cell.number is not None or bool(cell.error))


def _columns(
    sheet: Sheet, rows: Sequence[int], above: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return the columns of numbers and those of words."""
    numbers: dict[int, int] = {}
    words: dict[int, int] = {}
    for row in rows:
        for column in sheet.rows[row]:
            cell = sheet.cells[row, column]
            if cell.number is not None or cell.error:
                numbers[column] = numbers.get(column, 0) + 1
            elif is_label(cell):
                words[column] = words.get(column, 0) + 1
    first = min(words, default=0)
    value = [c for c in sorted(numbers) if c > first and numbers[c] >= words.get(c, 0)]
    value = [c for c in value if not _is_notes(sheet, rows, above, c)]
    return value, [c for c in sorted(words) if c not in value]


def _is_notes(sheet: Sheet, rows: Sequence[int], above: Sequence[int], column: int) -> bool:
    """Tell whether a column numbers the notes: its heading says so and its numbers are small."""
    says = any(plain(sheet.text(row, column)) in {"note", "notes", "注記", "注"} for row in above)
    texts = [sheet.text(row, column) for row in rows if sheet.text(row, column)]
    return says and all(len(text) <= 4 for text in texts)


def _names_rows(sheet: Sheet, rows: Sequence[int], column: int, value: Sequence[int]) -> bool:
    """Tell whether a column between numbers has labels of its own, not notes or units."""
    texts = [
        sheet.text(row, column)
        for row in rows
        if (cell := sheet.cells.get((row, column))) is not None and is_label(cell)
    ]
    distinct = {text for text in texts if unit_in(text) is None and not NOTE.search(plain(text))}
    return len(distinct) >= max(2, len(rows) // 2) and any(v > column for v in value)


def _block(
    sheet: Sheet, draft: _Draft, values: Sequence[int], words: Sequence[int]
) -> Iterable[Block]:
    left = [c for c in words if c < values[0]]
    right = [c for c in words if c > values[-1]]
    if not left or not draft.data:
        return
    above = _near(draft.above, draft.data[0])
    over = range(values[0], values[-1] + 1)
    headings = [row for row in above if any(_heads(sheet, row, c) for c in over)]
    headings = [row for row in headings if not _is_unit_note(sheet, row, over)]
    last = headings[0] if headings else draft.data[0]
    titles = [row for row in above if row < last]
    below = [row for row in above if row > last and row not in headings]
    sections = [*below, *(row for row in draft.sections if row < draft.data[-1])]
    yield Block(sheet, titles, headings, draft.data, sections, left, values, right)


def _is_unit_note(sheet: Sheet, row: int, over: range) -> bool:
    """Tell whether a row says the unit of a whole table, in one cell somewhere above it."""
    texts = [text for column in over if (text := sheet.text(row, column))]
    return len(texts) == 1 and _UNIT_NOTE.match(plain(texts[0])) is not None


def _heads(sheet: Sheet, row: int, column: int) -> bool:
    return bool(sheet.text(row, column)) or (
        (row, column) in sheet.spans
        and sheet.spans[row, column][0] == row
        and bool(sheet.text(*sheet.spans[row, column]))
        and sheet.spans[row, column][1] > 1
    )


def _near(above: Sequence[int], first: int) -> list[int]:
    """Return the rows above a table that belong to it; a page of text before it does not."""
    return [row for row in above if first - row <= 15]


def bilingual(block: Block) -> int | None:
    """Return the column right of the numbers with the labels in the other language, if any."""
    for column in block.side_columns:
        texts = [t for row in block.data if (t := block.sheet.text(row, column))]
        own = [t for row in block.data if (t := label_text(block, row))]
        if len(texts) * 2 < len(block.data):
            continue
        is_other = sum(map(is_japanese, texts)) * 2 > len(texts)
        is_own = sum(map(is_japanese, own)) * 2 > len(own)
        if is_other != is_own and not any(map(unit_in, texts)):
            return column
    return None


def label_text(block: Block, row: int) -> str:
    """Return the label of a row: the last words left of its numbers that are no note."""
    texts = [
        cell.text
        for column in block.label_columns
        if (cell := block.sheet.cells.get((row, column))) is not None and is_label(cell)
    ]
    texts = [text for text in texts if not NOTE.search(plain(text))] or texts
    own = block.sheet.text(row, block.main_column)
    if own in texts and len(texts) > 1 and is_japanese(texts[0]) == is_japanese(texts[-1]):
        return own
    if len(texts) > 1 and is_japanese(texts[0]) != is_japanese(texts[-1]):
        return texts[0]
    return texts[-1] if texts else ""
