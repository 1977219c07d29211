"""Tables laid out as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from finmodel.model.wording import shortened
from finmodel.render.terminal import visible

_GAP: Final = "   "
_INDENT: Final = "  "
_LONGEST_LABEL: Final = 64
_LONGEST_WRAPPED: Final = 400
_LEAST_LABEL: Final = 28
_FEW_COLUMNS: Final = 3
_HANG: Final = "  "
_MARGIN: Final = 4
_DEEPEST: Final = (
    20  # every line is as wide as the deepest label, and nobody tells deeper ones apart
)


@frozen
class Shown:
    """A value as a cell shows it, and the facts that state it, by their rows in the report."""

    text: str
    facts: tuple[int, ...]


@frozen
class Heading:
    """What stands above a column: whose and of what members, where that differs, and when."""

    above: tuple[str, ...]
    period: tuple[str, ...]


@frozen
class Row:
    """A label, indented by its depth, and a cell for each column.

    `shown` has what stands in each cell apart, where that are facts; `below` are texts too long
    for a cell.
    """

    label: str
    cells: tuple[str, ...]
    depth: int = 0
    shown: tuple[tuple[Shown, ...], ...] = ()
    below: tuple[str, ...] = ()

    @property
    def facts(self) -> Iterator[int]:
        """The facts that it shows."""
        return (fact for cell in self.shown for one in cell for fact in one.facts)

    @property
    def head(self) -> str:
        """The label as it is shown where there is room for it."""
        return self.indent + visible(shortened(self.label, _LONGEST_LABEL))

    @property
    def indent(self) -> str:
        """What stands before the label."""
        return _INDENT * min(self.depth, _DEEPEST)


@frozen
class Table:
    """Rows under columns; a column's heading may have several lines.

    Of a statement `headings` are the columns without their lines, and `details` what its title says
    beside its name.
    """

    title: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def facts(self) -> Iterator[int]:
        """The facts that the rows show, some of them more than once."""
        return (fact for row in self.rows for fact in row.facts)


def table_lines(table: Table, width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table, safe to be shown; columns beyond `width` follow below.

    There, rows are left out that have nothing in those columns, and columns that have nothing.
    Every number is shown whole, however narrow the width is; labels go on in a second line.
    """
    widths = [
        max(_wide(visible(text)) for text in (*heading, *(row.cells[i] for row in table.rows)))
        for i, heading in enumerate(table.columns)
    ]
    heads = max((_wide(row.head) for row in table.rows), default=0)
    if width is not None:
        heads = min(heads, _room(widths, width))
    yield from wrapped(visible(table.title), width)
    groups = list(_fitting(widths, None if width is None else width - heads))
    for some in groups:
        rows = list(_filled(table.rows, some)) if len(groups) > 1 else table.rows
        if table.rows and not rows:
            continue
        yield ""
        depth = max((len(table.columns[i]) for i in some), default=0)
        for line in range(depth):
            cells = [(table.columns[i][line : line + 1] or ("",))[0] for i in some]
            if any(cells):
                yield _line("", heads, cells, [widths[i] for i in some])
        for row in rows:
            yield from _row_lines(row, heads, [(row.cells[i], widths[i]) for i in some], width)
    for note in table.notes:
        yield from wrapped(visible(note), width)


def _filled(rows: Sequence[Row], some: Sequence[int]) -> Iterator[Row]:
    """Yield the rows with anything in some columns, and those that they stand under."""
    above: list[Row] = []
    for row in rows:
        while above and above[-1].depth >= row.depth:
            above.pop()
        if any(row.cells[i] for i in some):
            yield from above
            above.clear()
            yield row
        else:
            above.append(row)


def _row_lines(
    row: Row, heads: int, cells: Sequence[tuple[str, int]], width: int | None
) -> Iterator[str]:
    """Yield a row whose label may need several lines; the cells stand in the last of them."""
    texts, widths = [cell for cell, _ in cells], [wide for _, wide in cells]
    room = heads if width is None or any(texts) else width
    *first, last = [row.head] if width is None else _head_lines(row, room)
    yield from first
    yield _line(last, heads, texts, widths)
    for text in row.below:
        for part in wrapped(
            visible(" ".join(text.split())), (width or _LONGEST_LABEL * 2) - _MARGIN
        ):
            yield " " * _MARGIN + part


def _head_lines(row: Row, room: int) -> list[str]:
    """Return the label of a row in lines, those after the first a little further in."""
    indent = row.indent[: room // 2]
    label = visible(shortened(row.label, _LONGEST_WRAPPED))
    if len(indent) + _wide(label) <= room:
        return [indent + label]
    parts = _cut(label, room - len(indent) - len(_HANG))
    return [f"{indent}{_HANG if number else ''}{part}" for number, part in enumerate(parts)]


def room_of_one(width: int) -> int:
    """Return how wide a column may be so that a table with it fits."""
    return width - _LEAST_LABEL - len(_GAP)


def _room(widths: Sequence[int], width: int) -> int:
    """Return how wide labels may be, so that a few columns fit beside them."""
    for count in range(min(len(widths), _FEW_COLUMNS), 0, -1):
        room = width - sum(sorted(widths)[-count:]) - count * len(_GAP)
        if room >= _LEAST_LABEL:
            return room
    return _LEAST_LABEL


def wrapped(text: str, width: int | None) -> list[str]:
    """Return a text in lines of some width, whole where there is none."""
    return [text] if width is None or _wide(text) <= width else _cut(text, width)


def fitted(text: str, width: int) -> str:
    """Return a text on one line, cut with an ellipsis where it takes more than some cells."""
    line = shortened(text, width)
    return line if _wide(line) <= width else f"{_cut(line, width - 1)[0].rstrip('…')}…"


def _cut(text: str, width: int) -> list[str]:
    """Return the lines of a text, which end at a space where there is one."""
    from rich.cells import get_character_cell_size as size

    lines: list[str] = []
    start = used = 0
    space = -1
    for index, character in enumerate(text):
        used += size(character)
        if character == " ":
            space = index
        if used > width and index > start:
            end = space if space > start else index
            lines.append(text[start:end].rstrip())
            start = end + (end == space)
            used = _wide(text[start : index + 1])
            space = -1
    return [*lines, text[start:]]


def _wide(text: str) -> int:
    """Return how many cells of a terminal a text takes; signs of East Asia take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _fitting(widths: Sequence[int], room: int | None) -> Iterator[list[int]]:
    """Yield the columns in groups, each as many as there is room for, but at least one."""
    group: list[int] = []
    used = 0
    for column, width in enumerate(widths):
        used += len(_GAP) + width
        if group and room is not None and used > room:
            yield group
            group, used = [], len(_GAP) + width
        group.append(column)
    yield group


def _line(head: str, heads: int, cells: Sequence[str], widths: Sequence[int]) -> str:
    line = head + " " * (heads - _wide(head))
    for cell, width in zip(cells, widths, strict=True):
        text = visible(cell)
        line += _GAP + " " * (width - _wide(text)) + text
    return line.rstrip()
