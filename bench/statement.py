"""Generated statements: true values, and a report that prints them as statements do.

A statement is made of tables: sums three levels deep over line items, quarters that add up to
years, members that add up to the whole, differences, shares, margins, growth and changes against a
prior year that is often not reported, balances that flows move, and changes in points. Some numbers
are left out. Whatever is printed has been rounded to nearest, ties either way, or truncated, as its
table declares; so the report is correct. The same size and seed give the same statement.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from bench.table import DIVISIONS, FINEST, Kind, Layout, Line, Place, Table, dimension_of
from finmodel.formats.report import write
from finmodel.formats.taxonomy_xml.writer import write_taxonomy
from finmodel.language.rulefile import RuleFile, read_rule_file
from finmodel.model.column import EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Rounding
from finmodel.qname import ISO4217, Namespaces, QName
from finmodel.rules.case import Case
from finmodel.taxonomy.concept import DIMENSION_ITEM, Concept, PeriodType
from finmodel.taxonomy.concept import Kind as ConceptKind
from finmodel.taxonomy.datatype import DOMAIN_ITEM, MONETARY, PERCENT, STRING, item_type
from finmodel.taxonomy.network import (
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    Network,
    Relationship,
    Role,
)
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of

NAMESPACE: Final = "https://finmodel.example/statement"
PREFIX: Final = "g"
STEM: Final = "statement"

_ENTITY: Final = Entity("https://finmodel.example/entity", "ACME")
_YEN: Final = Unit.currency("JPY")
_DEFINITION_LINK: Final = QName("http://www.xbrl.org/2003/linkbase", "definitionLink")
_LEFT_OUT: Final = 0.06
"""The share of numbers, and of whole lines, that a statement does not print."""

Key = tuple[QName, DimensionSet]
"""What a number is about."""


@frozen(eq=False)
class Statement:
    """A report with its taxonomy, the text of its rule file, and what is behind it.

    `tables` are by the names of their line items.
    """

    report: Report
    taxonomy: Taxonomy
    rules: str
    tables: Mapping[QName, tuple[Table, Line]]

    @property
    def rule_file(self) -> RuleFile:
        """The rules, read."""
        return read_rule_file(self.rules, f"{STEM}.rules.toml")

    def case(self, report: Report | None = None) -> Case:
        """Return the report, or another version of it, to be checked."""
        given = self.report if report is None else report
        return case_of(given, taxonomy=self.taxonomy, rules=[self.rule_file])[0]

    def about(self) -> Iterator[Key]:
        """Yield everything that its tables are about and that has a value, reported or not."""
        for name, (table, line) in self.tables.items():
            for place in line.places:
                if line.truth(place) is not None:
                    yield name, _dimensions(table.layout, line, place)

    def truth(self, concept: QName, dimensions: DimensionSet) -> Fraction | None:
        """Return the true value of a line item anywhere; `None` where it has none."""
        table, line = self.tables[concept]
        place = _place(table.layout, dimensions)
        return None if place is None else line.truth(place)


def statement(size: int, seed: int, rounding: Rounding | None = None) -> Statement:
    """Return a statement of so many numbers; without a rounding, each table has its own."""
    source = random.Random(seed)  # noqa: S311 - amounts, not secrets
    tables: list[Table] = []
    printed: list[_Cell] = []
    while len(printed) < size:
        room = size - len(printed)
        other = tables[0].total if tables and source.random() < 0.6 else None
        table = Table(len(tables), Layout.drawn(room, source, rounding), source, other)
        tables.append(table)
        cells = list(_shown(table, source))
        if len(cells) > room:
            cells = [cells[i] for i in sorted(source.sample(range(len(cells)), room))]
        printed += cells
    columns = ColumnBuilder()
    for table, line, place in printed:
        _print(columns, table.layout, line, place, source)
    report = Report((f"{STEM}.xsd",), columns.columns(), namespaces=Namespaces(_PREFIXES))
    lines = {_name(line.name): (table, line) for table in tables for line in table.lines}
    return Statement(report, _taxonomy(tables), "\n".join(_rule_file(tables)), lines)


_PREFIXES: Final = {PREFIX: NAMESPACE, "iso4217": ISO4217, "e": _ENTITY.scheme}
_Cell = tuple[Table, Line, Place]


def _shown(table: Table, source: random.Random) -> Iterator[_Cell]:
    """Yield what a table prints."""
    layout = table.layout
    is_without_fourth = source.random() < 0.3
    for line in table.lines:
        # sums are left out more often than what they are made of
        if source.random() < _LEFT_OUT * (3 if line.formula else 1):
            continue
        for place in line.places:
            is_hidden = layout.hidden and place.year == layout.first_year
            is_fourth = is_without_fourth and place.quarter == 4
            if line.kind is not Kind.BALANCE and (is_hidden or is_fourth):
                continue
            if line.truth(place) is not None and source.random() >= _LEFT_OUT:
                yield table, line, place


def _print(
    columns: ColumnBuilder, layout: Layout, line: Line, place: Place, source: random.Random
) -> None:
    value = line.truth(place)
    assert value is not None  # noqa: S101 - what has no value is not shown
    is_ratio = line.kind is Kind.RATIO
    decimals = layout.ratio_decimals if is_ratio else layout.decimals
    digits = FINEST if decimals is None else decimals
    number = rounded(value * Fraction(10) ** digits, layout.rounding, source)
    columns.add(
        _name(line.name),
        _dimensions(layout, line, place),
        text_of(number, digits),
        unit=None if is_ratio else _YEN,
        decimals=EXACT if decimals is None else decimals,
    )


def rounded(value: Fraction, rounding: Rounding, source: random.Random) -> int:
    """Return a whole number as a statement prints it; a tie goes either way."""
    if rounding is Rounding.TRUNCATED:
        return int(value)
    down = floor(value)
    rest = 2 * (value - down)
    return down + (source.random() < 0.5 if rest == 1 else rest > 1)


def text_of(number: int, decimals: int) -> str:
    """Return the value that so many units of the last digit make."""
    return f"{Decimal(f'{number}e{-decimals}'):f}" if number else "0"


def _dimensions(layout: Layout, line: Line, place: Place) -> DimensionSet:
    period = _period(line.kind is Kind.BALANCE, place)
    return DimensionSet(_ENTITY, period, _members_of(layout, place))


def _members_of(layout: Layout, place: Place) -> tuple[tuple[QName, QName], ...]:
    member = _member(layout.members, place.member)
    return ((_name(layout.dimension), member),) if place.member else ()


def _name(local_name: str) -> QName:
    return QName(NAMESPACE, local_name)


def _member(count: int, number: int) -> QName:
    return _name(f"Member{number}Of{count}")


def _period(is_instant: bool, place: Place) -> Period:
    first, after = (place.quarter - 1, place.quarter) if place.quarter else (0, 4)
    year = Period.days(date(place.year, 1, 1), date(place.year, 12, 31))
    assert year.start is not None  # noqa: S101 - a year has a start
    start = Period.instant(year.start)
    period = Period(start.shifted(3 * first).start, start.shifted(3 * after).start)
    return period.closing() if is_instant else period


def _place(layout: Layout, dimensions: DimensionSet) -> Place | None:
    """Return the place of a table that a dimension set is; `None` where the table has none."""
    period = dimensions.period
    # an instant is the end of a quarter
    last = period.shifted(-1).end if period.is_instant else period.start
    assert last is not None  # noqa: S101 - no period is forever
    quarter = 0 if period.months == 12 else (last.month + 2) // 3
    for number in range(layout.members + 1):
        place = Place(last.year, quarter, number)
        if dimensions.members == _members_of(layout, place):
            return place
    return None


def _taxonomy(tables: Iterable[Table]) -> Taxonomy:
    networks = [network for count in DIVISIONS for network in _division(count)]
    concepts = [concept for count in DIVISIONS for concept in _members(count)]
    concepts += (_concept(line) for table in tables for line in table.lines)
    roles = dict.fromkeys(network.role for network in networks)
    return Taxonomy(
        namespace=NAMESPACE,
        namespaces=Namespaces({PREFIX: NAMESPACE}),
        concepts={concept.name: concept for concept in concepts},
        roles={uri: Role(uri, uri.rpartition("/")[2], (_DEFINITION_LINK,)) for uri in roles},
        networks={(network.arcrole, network.role): network for network in networks},
    )


def _division(count: int) -> Iterator[Network]:
    """Yield the networks of the dimension that has so many members."""
    dimension = dimension_of(count)
    role, group = f"{NAMESPACE}/role/{dimension}", _member(count, 0)
    whole = (Relationship(_name(dimension), group),)
    parts = (Relationship(group, _member(count, n), Decimal(n)) for n in range(1, count + 1))
    yield Network(DIMENSION_DOMAIN, role, whole)
    yield Network(DIMENSION_DEFAULT, role, whole)
    yield Network(DOMAIN_MEMBER, role, tuple(parts))


def _members(count: int) -> Iterator[Concept]:
    yield Concept(
        _name(dimension_of(count)),
        item_type(STRING),
        kind=ConceptKind.DIMENSION,
        abstract=True,
        substitution_group=DIMENSION_ITEM,
    )
    for number in range(count + 1):
        yield Concept(_member(count, number), item_type(DOMAIN_ITEM), abstract=True)


def _concept(line: Line) -> Concept:
    return Concept(
        _name(line.name),
        item_type(PERCENT if line.kind is Kind.RATIO else MONETARY),
        PeriodType.INSTANT if line.kind is Kind.BALANCE else PeriodType.DURATION,
        formula=line.formula,
    )


def _rule_file(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the lines of the rule file: rounding, then the rules of each table."""
    yield f'[namespaces]\ndefault = "{NAMESPACE}"\n\n[rounding]'
    for table in tables:
        for line in table.lines:
            yield f'{line.name} = "{table.layout.rounding.value}"'
    for table in tables:
        for code, loops, asserted in table.rules:
            yield f'\n[[rule]]\ncode = "{PREFIX}:{code}"'
            if loops:
                yield f'for = "{loops}"'
            yield f'assert = "{asserted}"\nwhy = "That is how its true values are made."'


def write_statement(folder: Path, size: int, seed: int = 1) -> Path:
    """Write a statement in XML, its taxonomy and its rules beside it; return the report's path."""
    made, stem = statement(size, seed), f"{STEM}-{size}"
    write_taxonomy(made.taxonomy, folder, stem)
    (folder / f"{stem}.rules.toml").write_text(made.rules, encoding="utf-8")
    path = folder / f"{stem}.xbrl"
    address = (str(folder / f"{stem}.xsd"),)
    write(evolve(made.report, taxonomy=address), path, taxonomy=made.taxonomy)
    return path


def changed(report: Report, values: Mapping[int, tuple[str, int]]) -> Report:
    """Return a report in which some rows have another value and decimals."""
    columns = report.columns
    texts, decimals = list(columns.value), array("i", columns.decimals)
    for row, (text, precision) in values.items():
        texts[row], decimals[row] = text, precision
    return evolve(report, columns=evolve(columns, value=texts, decimals=decimals))
