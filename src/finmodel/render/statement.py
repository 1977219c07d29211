"""The statements of a report as tables: line items of a presentation network by period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from attrs import frozen

from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import Entity
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.render.table import Row, Table
from finmodel.taxonomy.label import PERIOD_END, PERIOD_START, STANDARD
from finmodel.taxonomy.network import PARENT_CHILD, Network
from finmodel.taxonomy.taxonomy import Taxonomy

_MOST_LINES: Final = 20_000
"""More has no statement, but a few lines that lead to each other twice make any number of them."""

Members = tuple[tuple[QName, Member], ...]
Column = tuple[Entity | None, Period]


@frozen
class Line:
    """A line item where a statement presents it, in the role of the label that it has there."""

    concept: QName
    depth: int = 0
    label_role: str = STANDARD

    def period(self, column: Period) -> Period:
        """Return the period of the facts that belong in a column: balances at one of its ends."""
        if self.label_role == PERIOD_START:
            return column.opening()
        return column.closing() if self.label_role == PERIOD_END else column


def statement_tables(report: Report, taxonomy: Taxonomy, language: str) -> Iterator[Table]:
    """Yield a table for each presentation network with facts, then one of what none presents."""
    presented: set[QName] = set()
    for network in _in_order(taxonomy):
        lines = _lines(network)
        presented.update(line.concept for line in lines)
        yield from _Statement(report, taxonomy, language, lines).tables(_title(network, taxonomy))
    others = [Line(name) for name in report.columns.concepts if name not in presented]
    title = "In no statement" if presented else "Facts"
    yield from _Statement(report, taxonomy, language, others).tables(title)


def statement_titles(taxonomy: Taxonomy) -> Mapping[QName, str]:
    """Return the title of the first statement that presents each line item."""
    titles: dict[QName, str] = {}
    for network in _in_order(taxonomy):
        for line in _lines(network):
            titles.setdefault(line.concept, _title(network, taxonomy))
    return titles


def _title(network: Network, taxonomy: Taxonomy) -> str:
    role = taxonomy.roles.get(network.role)
    return role.definition if role and role.definition else network.role


def _in_order(taxonomy: Taxonomy) -> list[Network]:
    """Return the presentation networks as the taxonomy lists their roles."""
    place = {uri: number for number, uri in enumerate(taxonomy.roles)}
    networks = taxonomy.networks_of(PARENT_CHILD)
    return sorted(networks, key=lambda network: place.get(network.role, len(place)))


def _lines(network: Network) -> list[Line]:
    lines = (
        Line(concept, depth, (arc and arc.preferred_label) or STANDARD)
        for root in network.roots
        for depth, concept, arc in network.walk(root)
    )
    return list(islice(lines, _MOST_LINES))


class _Statement:
    """The facts of some lines, arranged under columns."""

    def __init__(
        self, report: Report, taxonomy: Taxonomy, language: str, lines: Sequence[Line]
    ) -> None:
        self._taxonomy = taxonomy
        self._language = language
        self._lines = lines
        self._facts = {
            line.concept: list(report.facts.where(concept=line.concept)) for line in lines
        }
        self._cells: dict[tuple[QName, DimensionSet], list[Fact]] = {}
        for fact in self._all:
            self._cells.setdefault((fact.concept, fact.dimension_set), []).append(fact)
        self._figures = Figures(taxonomy.is_ratio, self._all)

    @property
    def _all(self) -> Iterable[Fact]:
        return (fact for facts in self._facts.values() for fact in facts)

    def tables(self, title: str) -> Iterator[Table]:
        """Yield the table, where there is any fact."""
        columns = self._columns()
        if columns:
            unit = self._figures.common_unit
            heading = f"{title} ({unit})" if unit else title
            yield Table(heading, self._headings(columns), tuple(self._rows(title, columns)))

    def _columns(self) -> list[Column]:
        """Return the periods that need a column: balances may stand under one that they end."""
        columns: dict[Column, None] = {}
        edges: list[tuple[Line, Fact]] = []
        for line in self._lines:
            for fact in self._facts[line.concept]:
                if line.label_role in (PERIOD_START, PERIOD_END):
                    edges.append((line, fact))
                else:
                    columns[fact.entity, fact.period] = None
        shown = {
            (line.concept, entity, line.period(period))
            for entity, period in columns
            for line, _ in edges
        }
        for line, fact in edges:
            if (line.concept, fact.entity, fact.period) not in shown:
                columns[fact.entity, fact.period] = None
        return sorted(columns, key=_chronological)

    def _headings(self, columns: Sequence[Column]) -> tuple[tuple[str, ...], ...]:
        several = len({entity for entity, _ in columns}) > 1
        return tuple(
            (
                *((str(entity or ""),) if several else ()),
                *str(period).replace(" to", "\nto").split("\n"),
            )
            for entity, period in columns
        )

    def _rows(self, title: str, columns: Sequence[Column]) -> Iterator[Row]:
        """Yield the rows of all lines with facts, below the headings that they stand under.

        A heading that only repeats the title is left out.
        """
        headings: list[Row] = []
        empty = ("",) * len(columns)
        for line in self._lines:
            label = self._label(line.concept, line.label_role)
            while headings and headings[-1].depth >= line.depth:
                headings.pop()
            places = {fact.dimension_set.members: None for fact in self._facts[line.concept]}
            if not places:
                if label != title:
                    headings.append(Row(label, empty, line.depth))
                continue
            yield from headings
            headings.clear()
            yield Row(label, self._line_cells(line, (), columns), line.depth)
            for members in places:
                if members:
                    words = ", ".join(self._member(member) for _, member in members)
                    yield Row(words, self._line_cells(line, members, columns), line.depth + 1)

    def _line_cells(
        self, line: Line, members: Members, columns: Sequence[Column]
    ) -> tuple[str, ...]:
        return tuple(
            self._cell(line.concept, DimensionSet(entity, line.period(period), members))
            for entity, period in columns
        )

    def _cell(self, concept: QName, place: DimensionSet) -> str:
        """Return what is reported in one place, in the wanted language where there are several."""
        facts = self._cells.get((concept, place), [])
        spoken = [fact for fact in facts if (fact.language or "").startswith(self._language)]
        return " | ".join(dict.fromkeys(map(self._figures.cell, spoken or facts)))

    def _label(self, name: QName, role: str = STANDARD) -> str:
        return self._taxonomy.label(name, role=role, language=self._language)

    def _member(self, member: Member) -> str:
        return self._label(member) if isinstance(member, QName) else str(member)


def _chronological(column: Column) -> tuple[str, ...]:
    entity, period = column
    ends = (moment.isoformat() if moment else "" for moment in (period.end, period.start))
    return (str(entity or ""), *ends)
