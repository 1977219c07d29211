"""The statements of a report: which presentation network shows which facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final

from attrs import evolve, frozen

from finmodel.model.column import NONE, Columns
from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.render.network import short_uri
from finmodel.taxonomy.label import STANDARD
from finmodel.taxonomy.network import PARENT_CHILD, Network
from finmodel.taxonomy.taxonomy import Taxonomy

_MOST_LINES: Final = 20_000
"""More has no statement, but a few lines that lead to each other twice make any number of them."""

_MOST_PERIODS: Final = 48
_OPENING: Final = ("periodstart", "beginningbalance")
_CLOSING: Final = ("periodend", "endingbalance")
_CODE: Final = re.compile(r"\s*(\[\d[\w.]*\]|\d{5,}|\d\w*\s*[-–—:.])")
"""How regulators number statements: `[210000] …`, `0000002 - Statement - …`; not `4 new shops`."""


@frozen
class Line:
    """A line item where a statement presents it, in the role of the label that it has there."""

    concept: QName
    depth: int = 0
    label_role: str = STANDARD
    is_opening: bool = False
    is_closing: bool = False
    is_negated: bool = False

    @classmethod
    def presented(cls, concept: QName, depth: int, role: str | None) -> Line:
        """Return a line whose label role says which end of a period it shows, and which sign.

        Roles beyond those of XBRL 2.1 are told by their names, `negatedPeriodEndLabel`.
        """
        if role is None or role == STANDARD:
            return cls(concept, depth)
        name = short_uri(role).lower()
        return cls(
            concept,
            depth,
            role,
            is_opening=any(part in name for part in _OPENING),
            is_closing=any(part in name for part in _CLOSING),
            is_negated="negated" in name,
        )

    @property
    def is_edge(self) -> bool:
        """Whether it shows balances at an end of the period above them."""
        return self.is_opening or self.is_closing

    def period(self, column: Period) -> Period:
        """Return the period of the facts that belong in a column: balances at one of its ends."""
        if self.is_opening:
            return column.opening()
        return column.closing() if self.is_closing else column


@frozen
class Statement:
    """A network's lines with the rows of facts that stand in them, and tuples by their concept."""

    title: str
    role: str
    lines: Sequence[Line]
    rows: Mapping[QName, Sequence[int]]
    tuples: Mapping[QName, Sequence[int]]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.rows and not self.tuples

    def parts(self, columns: Columns) -> Iterator[Statement]:
        """Yield it, or parts of it that have few periods each where it has very many.

        A table of all would be as large as its lines times its periods, and nearly empty. Parts
        are without headings.
        """
        sets, places = columns.dimension_sets, columns.dimensions
        used = {places[row] for rows in self.rows.values() for row in rows}
        whens = list(dict.fromkeys((sets[i].entity, sets[i].period) for i in sorted(used)))
        if len(whens) <= _MOST_PERIODS:
            yield self
            return
        part_of = {when: number // _MOST_PERIODS for number, when in enumerate(whens)}
        rows: defaultdict[int, defaultdict[QName, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for name, own in self.rows.items():
            for row in own:
                place = sets[places[row]]
                rows[part_of[place.entity, place.period]][name].append(row)
        lines: defaultdict[QName, list[tuple[int, Line]]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            lines[line.concept].append((number, evolve(line, depth=0)))
        for part in sorted(rows):
            found = sorted(chain.from_iterable(lines[name] for name in rows[part]), key=_first)
            yield evolve(self, lines=[line for _, line in found], rows=rows[part], tuples={})
        if self.tuples:
            yield evolve(self, rows={})


def _first(pair: tuple[int, Line]) -> int:
    return pair[0]


class Statements:
    """Finds the facts of each presentation network.

    A fact stands where its line item is presented. Where a network presents axes, facts of other
    axes or members stand elsewhere, unless there is no network that has theirs.
    """

    def __init__(self, report: Report, taxonomy: Taxonomy) -> None:
        self._report = report
        self._taxonomy = taxonomy
        columns = report.columns
        self._rows: Mapping[QName, Sequence[int]] = report.index.by_concept
        if columns.owner is not None:
            owner = columns.owner
            kept = {n: [r for r in rows if owner[r] == NONE] for n, rows in self._rows.items()}
            self._rows = {name: rows for name, rows in kept.items() if rows}
        self._tuples: dict[QName, list[int]] = defaultdict(list)
        for index, one in enumerate(columns.tuples):
            if one.owner == NONE:
                self._tuples[one.concept].append(index)

    def presented(self) -> list[Statement]:
        """Return all statements in their order, also those without facts."""
        found = []
        seen: set[int] = set()
        for network in in_order(self._taxonomy):
            lines = _lines(network)
            names = dict.fromkeys(line.concept for line in lines)
            admits = self._admission(network, set(names))
            rows = {}
            for name in names:
                admitted = [row for row in self._rows.get(name, ()) if admits(row)]
                if admitted:
                    rows[name] = admitted
                    seen.update(admitted)
            found.append((network, lines, names, rows))
        return [
            Statement(
                title_of(network, self._taxonomy),
                network.role,
                lines,
                self._with_homeless(names, rows, seen),
                {name: self._tuples[name] for name in names if name in self._tuples},
            )
            for network, lines, names, rows in found
        ]

    def _with_homeless(
        self, names: Mapping[QName, None], rows: Mapping[QName, list[int]], seen: set[int]
    ) -> Mapping[QName, Sequence[int]]:
        """Return the rows of a network and those that no network admits."""
        complete: dict[QName, Sequence[int]] = {}
        for name in names:
            homeless = [row for row in self._rows.get(name, ()) if row not in seen]
            both = sorted({*rows.get(name, ()), *homeless}) if homeless else rows.get(name, ())
            if both:
                complete[name] = both
        return complete

    def others(self, title: str, shown: set[int], tuples: set[int]) -> Statement:
        """Return what no statement shows, under the names of its concepts."""
        rows = {name: [r for r in rows if r not in shown] for name, rows in self._rows.items()}
        rows = {name: kept for name, kept in rows.items() if kept}
        loose = {
            name: [i for i in found if i not in tuples] for name, found in self._tuples.items()
        }
        loose = {name: kept for name, kept in loose.items() if kept}
        lines = [Line(name) for name in dict.fromkeys((*rows, *loose))]
        return Statement(title, "", lines, rows, loose)

    def _admission(self, network: Network, names: set[QName]) -> Admission:
        return Admission(self._report, self._taxonomy, network, names)


class Admission:
    """Tells whether the axes that a network presents have a place for a fact."""

    def __init__(
        self, report: Report, taxonomy: Taxonomy, network: Network, names: set[QName]
    ) -> None:
        columns = report.columns
        axes = [name for name in taxonomy.dimensional.dimensions if name in names]
        self._members = {
            axis: {name for depth, name, _ in islice(network.walk(axis), _MOST_LINES) if depth}
            for axis in axes
        }
        self._defaults = taxonomy.dimensional.defaults
        self._sets, self._places = columns.dimension_sets, columns.dimensions
        self._known: dict[int, bool] = {}

    def __call__(self, row: int) -> bool:
        """Tell it of the fact in a row."""
        place = self._places[row]
        if place not in self._known:
            self._known[place] = self._admits(self._sets[place])
        return self._known[place]

    def _admits(self, place: DimensionSet) -> bool:
        taken = dict(place.members)
        for axis, member in taken.items():
            listed = self._members.get(axis)
            if listed is None:
                return False
            if listed and not isinstance(member, TypedMember) and member not in listed:
                return False
        return not any(
            listed and axis not in taken and self._defaults.get(axis, axis) not in {axis, *listed}
            for axis, listed in self._members.items()
        )


def with_concepts(
    report: Report, taxonomy: Taxonomy, texts: Iterable[str], language: str
) -> Report:
    """Return a report with only the facts of some line items, told by parts of name or label.

    Raises `LookupError`, with the text, where one is part of none.
    """
    columns = report.columns
    words = [
        f"{taxonomy.name(name)}\n{taxonomy.label(name, language=language)}".casefold()
        for name in columns.concepts
    ]
    wanted: set[int] = set()
    for text in texts:
        found = {number for number, each in enumerate(words) if text.casefold() in each}
        if not found:
            raise LookupError(text)
        wanted |= found
    return evolve(report, columns=columns.where([one in wanted for one in columns.concept]))


def statement_titles(taxonomy: Taxonomy) -> Mapping[QName, str]:
    """Return the title of the first statement that presents each line item."""
    titles: dict[QName, str] = {}
    for network in in_order(taxonomy):
        for line in _lines(network):
            titles.setdefault(line.concept, title_of(network, taxonomy))
    return titles


def title_of(network: Network, taxonomy: Taxonomy) -> str:
    """Return what a statement is called: the definition of its role, or its address."""
    role = taxonomy.roles.get(network.role)
    return role.definition if role and role.definition else network.role


def in_order(taxonomy: Taxonomy) -> list[Network]:
    """Return the presentation networks as the taxonomy lists their roles.

    Roles whose definitions begin with numbers, as regulators want them, stand in their order.
    """
    place = {uri: number for number, uri in enumerate(taxonomy.roles)}

    def key(network: Network) -> tuple[bool, str, int]:
        title = title_of(network, taxonomy)
        is_coded = _CODE.match(title) is not None
        return not is_coded, title if is_coded else "", place.get(network.role, len(place))

    return sorted(taxonomy.networks_of(PARENT_CHILD), key=key)


def _lines(network: Network) -> list[Line]:
    lines: Iterator[Line] = (
        Line.presented(concept, depth, arc.preferred_label if arc else None)
        for root in network.roots
        for depth, concept, arc in network.walk(root)
    )
    return list(islice(lines, _MOST_LINES))
