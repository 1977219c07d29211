"""One statement as a table: which columns it needs, and what stands in its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from attrs import evolve

from finmodel.model.dimension import Member
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.wording import shortened
from finmodel.qname import QName
from finmodel.render.numeral import NIL, Numerals, plain
from finmodel.render.statement import Line, Statement, Statements
from finmodel.render.table import Row, Table, wrapped
from finmodel.taxonomy.concept import Kind
from finmodel.taxonomy.label import STANDARD
from finmodel.taxonomy.taxonomy import Taxonomy

OTHERS: Final = "In no statement"
ALL: Final = "Facts"
TURNED: Final = "±"
_LEGEND: Final = f"{TURNED} shown with the sign turned, as the statement presents it"
_DAYS_OF_MONTH: Final = Fraction(365, 12)
_LONGEST_HEADING: Final = 60
_HEADING_WIDTH: Final = 18
_FEWER: Final = 4
_LEAST_LINES: Final = 3
_MOST_MEMBER_COLUMNS: Final = 6
_FRAMES: Final = ("Abstract", "Table", "LineItems", "Hypercube", "Heading", "RollForward")

Members = tuple[tuple[QName, Member], ...]


class Column(NamedTuple):
    """Who, when and which part: what the facts below a heading have in common."""

    entity: Entity | None
    period: Period
    members: Members = ()


class Words:
    """The names of line items and members in the language that is asked for, or else English."""

    def __init__(self, taxonomy: Taxonomy, language: str) -> None:
        self._taxonomy = taxonomy
        self._language = language
        self.label = cache(self._label)

    def _label(self, name: QName, role: str = STANDARD) -> str:
        wanted = self._language
        spoken = {label.language.lower() for label in self._taxonomy.labels_of(name)}
        if not any(tag == wanted or tag.startswith(f"{wanted}-") for tag in spoken):
            wanted = "en"
        return self._taxonomy.label(name, role=role, language=wanted)

    def members(self, members: Members) -> str:
        """Return the words for the members that dimensions take."""
        return ", ".join(
            self.label(member) if isinstance(member, QName) else str(member)
            for _, member in members
        )


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
    ) -> None:
        self._report = report
        self._columns = report.columns
        self._taxonomy = taxonomy
        self._words = words
        self._statement = statement
        self._language = language
        self._full = full
        self._numerals = Numerals(self._columns, self._all_rows())
        self._places = cache(self._placed)
        self._broad = self._broad_members()
        self._cells: defaultdict[tuple[QName, Column], list[int]] = defaultdict(list)
        for name, rows in statement.rows.items():
            for row in rows:
                self._cells[name, self._place(row)].append(row)
        self._merged: dict[Column, list[Column]] = {}
        self._into: dict[Column, Column] = {}
        self._of_balances: set[Column] = set()
        self._heads = self._arranged()

    def table(self) -> Table:
        """Return the table; what its rows show is everything that the statement has."""
        rows = _outdented(list(self._rows()))
        members = {column.members for column in self._heads}
        common = self._words.members(members.pop()) if len(members) == 1 else ""
        title = " — ".join(filter(None, (self._statement.title, common)))
        if self._numerals.common is not None:
            title = f"{title} ({self._numerals.words(self._numerals.common)})"
        turned = any(row.label.endswith(TURNED) for row in rows)
        return Table(
            title,
            self._headings(with_members=not common),
            tuple(rows),
            (_LEGEND,) if turned else (),
        )

    def _all_rows(self) -> list[int]:
        tuples = self._columns.tuples
        inside = (
            range(tuples[index].start, tuples[index].stop)
            for indexes in self._statement.tuples.values()
            for index in indexes
        )
        return [*chain.from_iterable(self._statement.rows.values()), *chain.from_iterable(inside)]

    def _place(self, row: int) -> Column:
        return self._places(self._columns.dimensions[row])

    def _placed(self, index: int) -> Column:
        shared = self._columns.dimension_sets[index]
        return Column(shared.entity, shared.period, shared.members)

    def _broad_members(self) -> set[Members]:
        """Return the members that have columns: few, each with several lines; or one with all."""
        lines: defaultdict[Members, set[QName]] = defaultdict(set)
        for name, rows in self._statement.rows.items():
            for row in rows:
                lines[self._place(row).members].add(name)
        if len(lines) == 1:
            return set(lines)
        broad = {m for m, names in lines.items() if m and len(names) >= _LEAST_LINES}
        return broad if len(broad) <= _MOST_MEMBER_COLUMNS else set()

    def _column_of(self, place: Column) -> Column:
        return place if place.members in self._broad else place._replace(members=())

    def _arranged(self) -> list[Column]:
        """Return the columns, those of one kind beside each other, the kinds with most facts first.

        Those with few facts come last. Balances need a column of their own only where no period
        ends, or begins, with them.
        """
        counts: Counter[Column] = Counter()
        edges: dict[Line, set[Column]] = {}
        plain_names = set()
        for line in self._statement.lines:
            places = {self._column_of(self._place(r)) for r in self._rows_of(line.concept)}
            if line.is_edge:
                edges[line] = places
            else:
                plain_names.add(line.concept)
                counts.update(places)
        for row in self._tuple_rows():
            counts[self._column_of(self._place(row))._replace(members=())] += 1
        plain_columns = set(counts)
        reached = {
            (line.concept, column._replace(period=line.period(column.period)))
            for line in edges
            for column in plain_columns
        }
        for line, places in edges.items():
            if line.concept not in plain_names:
                alone = (one for one in places if (line.concept, one) not in reached)
                counts.update(one for one in alone if one not in counts)
        self._merge(counts, plain_columns)
        kinds: Counter[tuple[object, ...]] = Counter()
        for column, count in counts.items():
            kinds[self._kind(column)] += count
        fullest = sorted(kinds, key=lambda kind: (-kinds[kind], str(kind[0] or "")))
        order = {kind: number for number, kind in enumerate(fullest)}
        few = max(counts.values(), default=0) / _FEWER

        def place(column: Column) -> tuple[object, ...]:
            return counts[column] < few, order[self._kind(column)], _chronological(column)

        return sorted(counts, key=place)

    def _kind(self, column: Column) -> tuple[object, ...]:
        """Return what columns beside each other have in common; a fiscal year may be 53 weeks."""
        start, end = column.period.start, column.period.end
        if column in self._of_balances or start is None or end is None:
            return column.entity, column.members, 0
        return column.entity, column.members, round((end - start).days / _DAYS_OF_MONTH)

    def _merge(self, counts: Counter[Column], plain_columns: set[Column]) -> None:
        """Take instants into the columns of periods that end there, of several the fullest."""
        ends: defaultdict[Column, list[Column]] = defaultdict(list)
        for column in counts:
            if column.period.is_duration and not column.period.is_forever:
                ends[column._replace(period=column.period.closing())].append(column)
        for column in [one for one in counts if one in ends and one in plain_columns]:
            best = max(ends[column], key=lambda one: (counts[one], _chronological(one)))
            self._merged.setdefault(best, []).append(column)
            self._into[column] = best
            if counts[column] > counts[best]:
                self._of_balances.add(best)
            counts[best] += counts.pop(column)

    def _rows_of(self, concept: QName) -> Sequence[int]:
        return self._statement.rows.get(concept, ())

    def _tuple_rows(self) -> Iterable[int]:
        tuples = self._columns.tuples
        for indexes in self._statement.tuples.values():
            for index in indexes:
                yield from range(tuples[index].start, tuples[index].stop)

    def _headings(self, *, with_members: bool) -> tuple[tuple[str, ...], ...]:
        """Return what stands above the columns: whose, of what members if they differ, and when."""
        several = len({one.entity for one in self._heads}) > 1
        above = []
        for column in self._heads:
            lines = [str(column.entity or "")] if several else []
            if with_members and column.members:
                words = shortened(self._words.members(column.members), _LONGEST_HEADING)
                lines += wrapped(words, _HEADING_WIDTH)
            above.append(lines)
        most = max(map(len, above), default=0)
        return tuple(
            (*[""] * (most - len(lines)), *lines, *self._period(column))
            for lines, column in zip(above, self._heads, strict=True)
        )

    def _period(self, column: Column) -> tuple[str, ...]:
        start, to, end = str(column.period).partition(" to ")
        if column in self._of_balances:
            return end, f"from {start}"
        return (start, f"to {end}") if to else (start,)

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
            if place.members not in self._broad
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
            if members is not None and column.members:
                found.append([])
                continue
            places = [column] if line.is_edge else [column, *self._merged.get(column, ())]
            rows: list[int] = []
            for place in places:
                wanted = place._replace(period=line.period(place.period))
                if members is not None:
                    wanted = wanted._replace(members=members)
                rows += self._cells.get((line.concept, wanted), ())
            found.append(rows)
        return found

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
        texts = [self._texts(line, cell, is_mixed=is_mixed) for cell in found]
        if line.is_negated and any(map(_has_digit, texts)):
            label = f"{label} {TURNED}"
        below = tuple(self._long_texts(rows)) if self._full else ()
        yield Row(label, tuple(texts), depth, tuple(rows), below)

    def _texts(self, line: Line, rows: Sequence[int], *, is_mixed: bool) -> str:
        """Return what is reported in one place, what is in the wanted language first."""
        if len(rows) > 1:
            rows = sorted(rows, key=lambda row: not self._speaks(row))
        cells = (self._cell(line, row, is_mixed=is_mixed) for row in rows)
        return " | ".join(dict.fromkeys(cells))

    def _speaks(self, row: int) -> bool:
        language = self._columns.language[row]
        return language >= 0 and self._columns.languages[language].startswith(self._language)

    def _cell(self, line: Line, row: int, *, is_mixed: bool) -> str:
        concept = self._columns.concepts[self._columns.concept[row]]
        number = self._numerals.number(row, is_ratio=self._taxonomy.is_ratio(concept))
        if number is None:
            return self._numerals.text(row)
        if line.is_negated and number.strip("0., %"):
            number = number.removeprefix("−") if number.startswith("−") else f"−{number}"
        unit = self._columns.unit[row]
        return f"{number} {self._numerals.words(unit)}" if is_mixed and unit >= 0 else number

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
            at = self._into.get(at, at)
            found = [[child] if column == at else [] for column in self._heads]
            yield from self._row(Line(concept), label, depth, found)


def _outdented(rows: list[Row]) -> list[Row]:
    """Return rows that begin at the margin."""
    least = min((row.depth for row in rows), default=0)
    return [evolve(row, depth=row.depth - least) for row in rows] if least else rows


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _chronological(column: Column) -> tuple[str, ...]:
    entity, period, _ = column
    ends = (moment.isoformat() if moment else "" for moment in (period.end, period.start))
    return (str(entity or ""), *ends)


class Sheets:
    """The statements of a report with their tables, and last of all what stands in none.

    Every fact of the report is in at least one of them. With `full`, texts that are cut short in a
    cell stand below their row.
    """

    def __init__(
        self, report: Report, taxonomy: Taxonomy, language: str = "en", *, full: bool = False
    ) -> None:
        self._statements = Statements(report, taxonomy)
        presented = self._statements.presented()
        self._presented = [statement for statement in presented if not statement.is_empty]
        self.empty = len(presented) - len(self._presented)
        words = Words(taxonomy, language)

        def table(statement: Statement) -> Table:
            return Sheet(report, taxonomy, words, statement, language=language, full=full).table()

        self._table = table

    def __iter__(self) -> Iterator[tuple[Statement, Table]]:
        """Yield each statement with facts and its table."""
        shown: set[int] = set()
        tuples: set[int] = set()
        for statement in self._presented:
            table = self._table(statement)
            shown.update(table.facts)
            tuples.update(chain.from_iterable(statement.tuples.values()))
            yield statement, table
        title = OTHERS if self._presented else ALL
        others = self._statements.others(title, shown, tuples)
        if not others.is_empty:
            yield others, self._table(others)
