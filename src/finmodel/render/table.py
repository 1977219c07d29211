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
_DEEPEST: Final = (
    20  # every line is as wide as the deepest label, and nobody tells deeper ones apart
)


@frozen
class Row:
    """A label, indented by its depth, and a cell for each column."""

    label: str
    cells: tuple[str, ...]
    depth: int = 0

    @property
    def head(self) -> str:
        """The label as it is shown."""
        return _INDENT * min(self.depth, _DEEPEST) + visible(shortened(self.label, _LONGEST_LABEL))


@frozen
class Table:
    """Rows under columns; a column's heading may have several lines."""

    title: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]


def table_lines(table: Table, width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table, safe to be shown; columns beyond `width` follow below.

    Every number is shown whole, however narrow the width is.
    """
    from rich.cells import cell_len

    heads = max((cell_len(row.head) for row in table.rows), default=0)
    widths = [
        max(cell_len(visible(text)) for text in (*heading, *(row.cells[i] for row in table.rows)))
        for i, heading in enumerate(table.columns)
    ]
    yield visible(table.title)
    for some in _fitting(widths, None if width is None else width - heads):
        yield ""
        depth = max((len(table.columns[i]) for i in some), default=0)
        for line in range(depth):
            cells = [(table.columns[i][line : line + 1] or ("",))[0] for i in some]
            yield _line("", heads, cells, [widths[i] for i in some])
        for row in table.rows:
            yield _line(row.head, heads, [row.cells[i] for i in some], [widths[i] for i in some])


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
    from rich.cells import cell_len

    line = head + " " * (heads - cell_len(head))
    for cell, width in zip(cells, widths, strict=True):
        text = visible(cell)
        line += _GAP + " " * (width - cell_len(text)) + text
    return line.rstrip()
