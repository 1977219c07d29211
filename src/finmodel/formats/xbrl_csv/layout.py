"""How a table says the properties of its facts: once where they agree, in columns where not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress

from attrs import frozen

from finmodel.formats.xbrl_csv.slot import Sheet
from finmodel.formats.xbrl_csv.value import ROW_NUMBER, Reference

Cells = Sequence[str]
"""What cells say: of facts, in the order of the facts, or of a row; empty for nothing."""

Said = dict[str, str | Reference]
"""Properties by name: what a cell would say, or where it is said."""


@frozen
class Layout:
    """A table ready to be written.

    `shared` are the properties of its template; `columns` has those of each fact column, `None`
    for any other; `ids` are the identifiers that reading the table will give its facts.
    """

    name: str
    shared: Said
    columns: Mapping[str, Said | None]
    row_id: str | None
    rows: Sequence[Cells]
    ids: Sequence[str]


def lay_out(sheet: Sheet, values: Cells, properties: Mapping[str, Cells]) -> Layout:
    """Return how a table is written, from the values and the properties of its facts."""
    table = _Table(sheet)
    for name, cells in properties.items():
        table.place(name, cells)
    return table.layout(values)


class _Table:
    def __init__(self, sheet: Sheet) -> None:
        self._name = sheet.name
        self._rows = [slot.row or str(number) for number, slot in enumerate(sheet.slots, 1)]
        self._columns = [slot.column for slot in sheet.slots]
        self._shared: Said = {}
        self._facts: dict[str, Said] = {name: {} for name in self._columns}
        self._parameters: dict[str, dict[str, str]] = {}

    def place(self, name: str, cells: Cells) -> None:
        """Say a property in the template, else in the columns, else row by row, else cell by cell.

        Nothing is said of a property that the facts have not.
        """
        by_column = self._by(self._columns, cells)
        varying = [column for column, cell in by_column.items() if cell is None]
        if len(set(cells)) == 1:
            if cells[0]:
                self._shared[name] = cells[0]
            return
        if varying and self._agree_by_row(self._facts, cells):
            self._shared[name] = self._parameter(name, self._facts, cells)
            return
        for column, cell in by_column.items():
            if cell:
                self._facts[column][name] = cell
        if varying and self._agree_by_row(varying, cells):
            reference = self._parameter(name, varying, cells)
            for column in varying:
                self._facts[column][name] = reference
            return
        for column in varying:
            self._facts[column][name] = self._parameter(name, [column], cells, column)

    def layout(self, values: Cells) -> Layout:
        """Return the whole table."""
        order = list(dict.fromkeys(self._rows))
        is_numbered = order == [str(number) for number in range(1, len(order) + 1)]
        row_id = None if is_numbered else self._free("id")
        facts: dict[tuple[str, str], str] = dict(
            zip(zip(self._rows, self._columns, strict=True), values, strict=True)
        )
        columns: dict[str, Said | None] = {} if row_id is None else {row_id: None}
        columns |= dict.fromkeys(self._parameters)
        columns |= self._facts
        return Layout(
            self._name,
            self._shared,
            columns,
            row_id,
            [list(self._row(row, row_id, facts)) for row in order],
            [
                f"{self._name}.r_{row}.{column}"
                for row, column in zip(self._rows, self._columns, strict=True)
            ],
        )

    def _row(
        self, row: str, row_id: str | None, facts: Mapping[tuple[str, str], str]
    ) -> Iterator[str]:
        if row_id is not None:
            yield row
        for cells in self._parameters.values():
            yield cells.get(row, "")
        for column in self._facts:
            yield facts.get((row, column), "")

    def _parameter(
        self, name: str, columns: Collection[str], cells: Cells, owner: str = ""
    ) -> Reference:
        """Say a property in a column of its own, for the facts of some fact columns."""
        local_name = name.rpartition(":")[2]
        free = self._free(f"{owner}_{local_name}" if owner else local_name)
        self._parameters[free] = {
            row: cell
            for row, of, cell in zip(self._rows, self._columns, cells, strict=True)
            if cell and of in columns
        }
        return Reference(free)

    def _agree_by_row(self, columns: Collection[str], cells: Cells) -> bool:
        """Tell whether the facts of some columns say the same wherever they share a row."""
        chosen = [of in columns for of in self._columns]
        found = self._by(list(compress(self._rows, chosen)), list(compress(cells, chosen)))
        return None not in found.values()

    def _free(self, name: str) -> str:
        stem = name.replace(".", "_")
        free, number = stem, 1
        while free in self._facts or free in self._parameters or free == ROW_NUMBER:
            number += 1
            free = f"{stem}{number}"
        return free

    @staticmethod
    def _by(keys: Sequence[str], cells: Cells) -> dict[str, str | None]:
        """Return what the cells of each row or column say, `None` where they differ."""
        found: dict[str, str | None] = {}
        for key, cell in zip(keys, cells, strict=True):
            if found.setdefault(key, cell) != cell:
                found[key] = None
        return found
