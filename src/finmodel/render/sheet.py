"""One statement as a table: which columns it needs, and what stands in its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from attrs import evolve

from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.render.column import Arrangement, Column, stacked
from finmodel.render.numeral import NIL, Numerals, plain
from finmodel.render.statement import Line, Statement, Statements
from finmodel.render.table import Row, Shown, Table, room_of_one
from finmodel.render.words import Members, Words
from finmodel.taxonomy.concept import Kind
from finmodel.taxonomy.taxonomy import Taxonomy

OTHERS: Final = "In no statement"
ALL: Final = "Facts"
TURNED: Final = "±"
_LEGEND: Final = f"{TURNED} shown with the sign turned, as the statement presents it"
_FRAMES: Final = ("Abstract", "Table", "LineItems", "Hypercube", "Heading", "RollForward")


class Sheet:
    """The facts of a statement, arranged under columns.

    Members that most lines are reported for have columns, those of few lines stand below them.
    Balances stand in the column of the period that they end.
    """

    def __init__(
        self,
        report: Report,
        taxonomy: Taxonomy,
        words: Words,
        statement: Statement,
        *,
        language: str = "en",
        full: bool = False,
        width: int | None = None,
    ) -> None:
        self._report = report
        self._columns = report.columns
        self._taxonomy = taxonomy
        self._words = words
        self._statement = statement
        self._language = language
        self._full = full
        self._numerals = Numerals(self._columns, self._all_rows())
        self._arrangement = Arrangement(self._columns, statement)
        self._place = self._arrangement.place
        self._heads = self._arrangement.heads
        self._closed = {line.concept for line in statement.lines if line.is_closing}
        room = None if width is None else room_of_one(width)
        self._numerals.make_room(room, alone=len(self._heads) == 1)
        self._cells: defaultdict[tuple[QName, Column], list[int]] = defaultdict(list)
        for name, rows in statement.rows.items():
            for row in rows:
                self._cells[name, self._place(row)].append(row)

    def table(self) -> Table:
        """Return the table; what its rows show is everything that the statement has."""
        rows = _outdented(list(self._rows()))
        members = {column.members for column in self._heads}
        common = self._words.members(members.pop()) if len(members) == 1 else ""
        title = " — ".join(filter(None, (self._statement.title, common)))
        currency = self._numerals.common
        unit = "" if currency is None else self._numerals.words(currency)
        headings = self._arrangement.headings(self._words, with_members=not common)
        turned = any(row.label.endswith(TURNED) for row in rows)
        return Table(
            f"{title} ({unit})" if unit else title,
            stacked(headings),
            tuple(rows),
            (_LEGEND,) if turned else (),
            headings,
            tuple(filter(None, (common, unit))),
        )

    def _all_rows(self) -> list[int]:
        tuples = self._columns.tuples
        inside = (
            range(tuples[index].start, tuples[index].stop)
            for indexes in self._statement.tuples.values()
            for index in indexes
        )
        return [*chain.from_iterable(self._statement.rows.values()), *chain.from_iterable(inside)]

    def _rows_of(self, concept: QName) -> Sequence[int]:
        return self._statement.rows.get(concept, ())

    def _rows(self) -> Iterator[Row]:
        """Yield the rows of all lines with facts, below the headings that they stand under."""
        headings: list[Row] = []
        empty = ("",) * len(self._heads)
        for line in self._statement.lines:
            while headings and headings[-1].depth >= line.depth:
                headings.pop()
            label = self._words.label(line.concept, line.label_role)
            tuples = self._statement.tuples.get(line.concept, ())
            if not self._rows_of(line.concept) and not tuples:
                if not self._is_frame(line, label):
                    headings.append(Row(label, empty, line.depth))
                continue
            yield from headings
            headings.clear()
            if tuples:
                for number, index in enumerate(tuples, 1):
                    ordinal = f" {number}" if len(tuples) > 1 else ""
                    yield Row(f"{label}{ordinal}", empty, line.depth)
                    yield from self._tuple(index, line.depth + 1)
            else:
                yield from self._line(line, label)

    def _is_frame(self, line: Line, label: str) -> bool:
        """Tell whether a line without facts says nothing that the title does not say."""
        concept = self._taxonomy.concepts.get(line.concept)
        if concept is not None and concept.kind is Kind.HYPERCUBE:
            return True
        is_outer = line.depth == 0 and line.concept.local_name.endswith(_FRAMES)
        return is_outer or label == self._statement.title or label.endswith("[Line Items]")

    def _line(self, line: Line, label: str) -> Iterator[Row]:
        narrow = dict.fromkeys(
            place.members
            for place in map(self._place, self._rows_of(line.concept))
            if place.members not in self._arrangement.broad
        )
        own = self._found(line, None)
        if any(own) or narrow:
            yield from self._row(line, label, line.depth, own)
        for members in narrow:
            if members:
                below = self._found(line, members)
                yield from self._row(line, self._words.members(members), line.depth + 1, below)

    def _found(self, line: Line, members: Members | None) -> list[list[int]]:
        """Return the rows in each column, of the members that stand below a line or of its own."""
        found: list[list[int]] = []
        for column in self._heads:
            if (members is not None and column.members) or self._is_later(line, column):
                found.append([])
                continue
            places = (
                [column] if line.is_edge else [column, *self._arrangement.merged.get(column, ())]
            )
            rows: list[int] = []
            for place in places:
                wanted = place
                if line.is_edge:
                    wanted = place._replace(period=line.period(place.period))
                if members is not None:
                    wanted = wanted._replace(members=members)
                rows += self._cells.get((line.concept, wanted), ())
            found.append(rows)
        return found

    def _is_later(self, line: Line, column: Column) -> bool:
        """Tell whether a line shows balances at the start, and another those of this column."""
        return line.is_opening and column.period.is_instant and line.concept in self._closed

    def _row(
        self, line: Line, label: str, depth: int, found: Sequence[Sequence[int]]
    ) -> Iterator[Row]:
        """Yield a row with the unit behind its label, where the title does not name it."""
        rows = [row for cell in found for row in cell]
        units = {self._columns.unit[row] for row in rows if self._columns.value[row] is not None}
        units.discard(-1)
        unit = units.pop() if len(units) == 1 else None
        if unit is not None and unit != self._numerals.common:
            label = f"{label} ({self._numerals.words(unit)})"
        is_mixed = len(units) > 0
        shown = tuple(self._shown(line, cell, is_mixed=is_mixed) for cell in found)
        texts = tuple(" | ".join(one.text for one in cell) for cell in shown)
        if line.is_negated and any(map(_has_digit, texts)):
            label = f"{label} {TURNED}"
        below = tuple(self._long_texts(rows)) if self._full else ()
        yield Row(label, texts, depth, shown, below)

    def _shown(self, line: Line, rows: Sequence[int], *, is_mixed: bool) -> tuple[Shown, ...]:
        """Return what is reported in one place, what is in the wanted language first."""
        if len(rows) > 1:
            rows = sorted(rows, key=lambda row: not self._speaks(row))
        texts: dict[str, list[int]] = {}
        for row in rows:
            texts.setdefault(self._cell(line, row, is_mixed=is_mixed), []).append(row)
        return tuple(Shown(text, tuple(facts)) for text, facts in texts.items())

    def _speaks(self, row: int) -> bool:
        language = self._columns.language[row]
        return language >= 0 and self._columns.languages[language].startswith(self._language)

    def _cell(self, line: Line, row: int, *, is_mixed: bool) -> str:
        concept = self._columns.concepts[self._columns.concept[row]]
        number = self._numerals.number(row, is_ratio=self._taxonomy.is_ratio(concept))
        if number is None:
            return self._numerals.text(self._words_of(concept, row))
        if line.is_negated and number.strip("0., %"):
            number = number.removeprefix("−") if number.startswith("−") else f"−{number}"
        unit = self._columns.unit[row]
        return f"{number} {self._numerals.words(unit)}" if is_mixed and unit >= 0 else number

    def _words_of(self, concept: QName, row: int) -> str | None:
        text, known = self._columns.value[row], self._taxonomy.concepts.get(concept)
        if text is None or known is None:
            return text
        return self._words.value(text, known.data_type, self._report.namespaces)

    def _long_texts(self, rows: Iterable[int]) -> Iterator[str]:
        for row in rows:
            if self._numerals.number(row, is_ratio=False) is None and self._numerals.is_cut(row):
                yield plain(self._columns.value[row] or NIL)

    def _tuple(self, index: int, depth: int) -> Iterator[Row]:
        """Yield the rows of what is in a tuple, in its order."""
        columns = self._columns
        for child in columns.children(index):
            if child < 0:
                name = self._words.label(columns.tuples[~child].concept)
                yield Row(name, ("",) * len(self._heads), depth)
                yield from self._tuple(~child, depth + 1)
                continue
            concept = columns.concepts[columns.concept[child]]
            place = self._place(child)
            label = self._words.label(concept)
            if place.members:
                label = f"{label}, {self._words.members(place.members)}"
            at = place._replace(members=())
            at = self._arrangement.into.get(at, at)
            found = [[child] if column == at else [] for column in self._heads]
            yield from self._row(Line(concept), label, depth, found)


def _outdented(rows: list[Row]) -> list[Row]:
    """Return rows that begin at the margin."""
    least = min((row.depth for row in rows), default=0)
    return [evolve(row, depth=row.depth - least) for row in rows] if least else rows


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


class Sheets:
    """The statements of a report with their tables, and last of all what stands in none.

    Every fact of the report is in at least one of them. With `full`, texts that are cut short in a
    cell stand below their row. Texts are so short that tables fit into a `width`, if they can.
    """

    def __init__(
        self,
        report: Report,
        taxonomy: Taxonomy,
        language: str = "en",
        *,
        full: bool = False,
        width: int | None = None,
    ) -> None:
        self._statements = Statements(report, taxonomy)
        presented = self._statements.presented()
        self._presented = [statement for statement in presented if not statement.is_empty]
        self.empty = [statement for statement in presented if statement.is_empty]
        words = Words(taxonomy, language)

        def table(statement: Statement) -> Table:
            return Sheet(
                report, taxonomy, words, statement, language=language, full=full, width=width
            ).table()

        self._table = table
        self._columns = report.columns

    def _parts(self, statement: Statement) -> Iterator[Statement]:
        return statement.parts(self._columns)

    def __iter__(self) -> Iterator[tuple[Statement, Table]]:
        """Yield each statement with facts and its table."""
        shown: set[int] = set()
        tuples: set[int] = set()
        for statement in chain.from_iterable(map(self._parts, self._presented)):
            table = self._table(statement)
            shown.update(table.facts)
            tuples.update(chain.from_iterable(statement.tuples.values()))
            yield statement, table
        title = OTHERS if self._presented else ALL
        others = self._statements.others(title, shown, tuples)
        if not others.is_empty:
            for part in self._parts(others):
                yield part, self._table(part)
