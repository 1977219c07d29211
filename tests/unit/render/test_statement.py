"""Statements of a report as tables."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from attrs import evolve

from finmodel.model.column import ABSENT, NONE, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.tuple import Tuple
from finmodel.model.unit import Unit
from finmodel.qname import XBRLI, Namespaces, QName
from finmodel.render.sheet import Sheets
from finmodel.render.statement import in_order, title_of, with_concepts
from finmodel.render.table import Table, table_lines
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import item_type
from finmodel.taxonomy.declaration import (
    Declaration,
    debit,
    duration,
    explicit,
    instant,
    member,
    monetary,
    period_end,
    period_start,
    statement,
    string,
)
from finmodel.taxonomy.network import PARENT_CHILD, Network, Relationship, Role
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

YEN = Unit.currency("JPY")
A, B = Entity("https://lei.example", "A"), Entity("https://lei.example", "B")
SPACE = "https://finmodel.example/small"
ENUMERATION = QName("http://xbrl.org/2020/extensible-enumerations-2.0", "enumerationSetItemType")
YEAR, OPENING, CLOSING = "2008-01-01/2009-01-01", "2008-01-01", "2009-01-01"


class Small(Declaration, prefix="s", namespace="https://finmodel.example/small"):
    """A small taxonomy."""

    Home = member("Home use")
    All = member("All services", parts=[Home])
    Service = explicit(total=All, label="Service")
    Cash = monetary(debit, instant, label="Cash", labels=[period_start("Cash at first")])
    Change = monetary(debit, duration, label="Change")
    Unused = monetary(debit, instant)
    Words = string(duration)
    Flows = statement("Flows", [period_start(Cash), Change, period_end(Cash)])
    Position = statement("Position", ["Assets", ["Nothing", [Unused], "Money", [Cash]]])


class Facts:
    """Builds a report."""

    def __init__(self) -> None:
        self._builder = ColumnBuilder()

    def add(
        self,
        concept: Concept,
        period: str,
        value: str,
        *,
        entity: Entity = A,
        members: Mapping[QName, Member] | None = None,
        language: str | None = None,
    ) -> Facts:
        place = DimensionSet.of(entity, Period.from_text(period), members or {})
        unit = YEN if concept.is_numeric else None
        digits = 0 if concept.is_numeric else ABSENT
        self._builder.add(concept.name, place, value, unit=unit, decimals=digits, language=language)
        return self

    def report(self) -> Report:
        return Report((), self._builder.columns())

    def tables(self, language: str = "en") -> dict[str, Table]:
        sheets = Sheets(self.report(), Small.taxonomy, language)
        return {table.title: table for _, table in sheets}


def shown(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.head, row.cells) for row in table.rows]


def test_balances_stand_under_the_period_that_they_open_and_close() -> None:
    facts = Facts().add(Small.Cash, OPENING, "50").add(Small.Cash, CLOSING, "70")
    table = facts.add(Small.Change, YEAR, "20").tables()["Flows (JPY)"]
    assert table.columns == (("2008-01-01", "to 2008-12-31"),)
    assert [cells for _, cells in shown(table)[-3:]] == [("50",), ("20",), ("70",)]
    assert "Cash at first" in shown(table)[-3][0]


def test_a_balance_that_no_period_opens_or_closes_has_its_own_column() -> None:
    facts = Facts().add(Small.Change, YEAR, "20").add(Small.Cash, "2020-01-01", "9")
    table = facts.tables()["Flows (JPY)"]
    assert [heading[-1] for heading in table.columns] == ["to 2008-12-31", "2019-12-31"]
    assert [cells for _, cells in shown(table)] == [("20", ""), ("", "9")]


def test_headings_without_facts_below_are_left_out_and_so_is_the_title_again() -> None:
    table = Facts().add(Small.Cash, CLOSING, "70").tables()["Position (JPY)"]
    assert [head.strip() for head, _ in shown(table)] == ["Assets", "Money", "Cash"]


def test_members_stand_below_their_line() -> None:
    facts = Facts().add(Small.Cash, CLOSING, "5", members={Small.Service.name: Small.Home.name})
    table = facts.add(Small.Cash, CLOSING, "70").tables()["Position (JPY)"]
    assert [(head.strip(), cells) for head, cells in shown(table)[-2:]] == [
        ("Cash", ("70",)),
        ("Home use", ("5",)),
    ]
    assert table.rows[-1].depth == table.rows[-2].depth + 1


def test_a_line_with_members_only_is_a_heading_for_them() -> None:
    home = {Small.Service.name: Small.Home.name}
    facts = Facts().add(Small.Cash, CLOSING, "5", members=home).add(Small.Unused, CLOSING, "6")
    table = facts.tables()["Position (JPY)"]
    assert [cells for _, cells in shown(table)[-2:]] == [("",), ("5",)]


def test_members_of_a_whole_statement_are_in_its_title() -> None:
    facts = Facts().add(Small.Cash, CLOSING, "5", members={Small.Service.name: Small.Home.name})
    table = facts.tables()["Position — Home use (JPY)"]
    assert [(head.strip(), cells) for head, cells in shown(table)[-1:]] == [("Cash", ("5",))]


def test_members_of_several_lines_have_columns() -> None:
    home = {Small.Service.name: Small.Home.name}
    facts = Facts().add(Small.Cash, CLOSING, "70")
    for concept in (Small.Cash, Small.Unused, Small.Change):
        facts.add(concept, YEAR if concept is Small.Change else CLOSING, "5", members=home)
    taxonomy = with_lines(Small.Cash, Small.Unused, Small.Change)
    ((_, table),) = Sheets(facts.report(), taxonomy)
    assert table.columns == (
        ("Home use", "2008-12-31", "from 2008-01-01"),
        ("", "2008-12-31"),
    )
    assert shown(table)[0][1] == ("5", "70")


def with_lines(*concepts: Concept, role: str | None = None, top: str = "TopAbstract") -> Taxonomy:
    """Return the small taxonomy with nothing but one statement that presents some line items."""
    arcs = tuple(
        Relationship(QName("urn:x", top), concept.name, Decimal(order), preferred_label=role)
        for order, concept in enumerate(concepts)
    )
    network = Network(PARENT_CHILD, "urn:role", arcs)
    return evolve(Small.taxonomy, networks={(PARENT_CHILD, "urn:role"): network})


def test_several_entities_are_told_apart() -> None:
    facts = Facts().add(Small.Cash, CLOSING, "1", entity=B).add(Small.Cash, CLOSING, "2")
    table = facts.tables()["Position (JPY)"]
    assert table.columns == (("A", "2008-12-31"), ("B", "2008-12-31"))
    assert shown(table)[-1][1] == ("2", "1")


def test_what_is_stated_twice_is_shown_twice_if_it_differs() -> None:
    facts = Facts().add(Small.Cash, CLOSING, "1").add(Small.Cash, CLOSING, "1")
    assert shown(facts.add(Small.Cash, CLOSING, "2").tables()["Position (JPY)"])[-1][1] == (
        "1 | 2",
    )


def test_texts_are_shown_in_the_language_that_is_wanted() -> None:
    facts = Facts().add(Small.Words, YEAR, "good", language="en-us")
    facts.add(Small.Words, YEAR, "良い", language="ja")
    assert shown(facts.tables()["Facts"]) == [("Words", ("good | 良い",))]
    assert shown(facts.tables("ja")["Facts"]) == [("Words", ("良い | good",))]


def test_without_a_taxonomy_everything_is_in_one_table() -> None:
    builder = ColumnBuilder()
    place = DimensionSet.of(A, Period.from_text("forever"), {})
    builder.add(QName("n", "Rate"), place, "0.5", decimals=1)
    ((_, table),) = Sheets(Report((), builder.columns()), EMPTY)
    assert list(table_lines(table)) == ["Facts", "", "       forever", "Rate       0.5"]


def test_a_report_without_facts_has_no_tables() -> None:
    assert Facts().tables() == {}


def test_lines_that_lead_to_each_other_twice_end() -> None:
    facts = Facts().add(Small.Cash, CLOSING, "1").add(Small.Change, YEAR, "2")
    steps = [QName("urn:x", f"Step{number}") for number in range(60)]
    both = [
        Relationship(above, below, order=Decimal(order))
        for above, below in pairwise([*steps, Small.Cash.name])
        for order in (1, 2)
    ]
    network = Network(PARENT_CHILD, "urn:role", tuple(both))
    taxonomy = evolve(Small.taxonomy, networks={(PARENT_CHILD, "urn:role"): network})

    titles = [table.title for _, table in Sheets(facts.report(), taxonomy)]

    assert titles == ["urn:role (JPY)", "In no statement (JPY)"]


def every_fact_is_shown(report: Report, taxonomy: Taxonomy) -> bool:
    seen = {fact for _, table in Sheets(report, taxonomy) for fact in table.facts}
    return seen == set(range(len(report.columns)))


def test_a_negated_label_turns_the_sign_and_says_so() -> None:
    taxonomy = with_lines(Small.Change, role="https://example.org/role/negatedLabel")
    report = Facts().add(Small.Change, YEAR, "20").report()
    ((_, table),) = Sheets(report, taxonomy)
    assert shown(table) == [("Change ±", ("−20",))]
    assert list(table_lines(table))[-1].startswith("± shown with the sign turned")


def test_numbers_have_the_scale_that_they_were_printed_in() -> None:
    builder = ColumnBuilder()
    place = DimensionSet.of(A, Period.from_text(YEAR), {})
    for value, decimals in (("7000000", -6), ("1234567", 0), ("-2000000", -6), ("500000", -6)):
        builder.add(Small.Change.name, place, value, unit=YEN, decimals=decimals)
    builder.add(Small.Unused.name, place, None, unit=YEN)
    ((_, table),) = Sheets(Report((), builder.columns()), with_lines(Small.Change, Small.Unused))
    assert table.title == "urn:role (JPY million)"
    assert shown(table)[0][1] == ("7 | 1.234567 | −2 | 0.5",)
    assert shown(table)[1][1] == ("–",)


def test_other_units_stand_behind_the_label() -> None:
    builder = ColumnBuilder()
    place = DimensionSet.of(A, Period.from_text(YEAR), {})
    shares = Unit((QName("http://www.xbrl.org/2003/instance", "shares"),))
    builder.add(Small.Change.name, place, "7", unit=YEN, decimals=0)
    builder.add(Small.Cash.name, place, "8000", unit=shares, decimals=-3)
    ((_, table),) = Sheets(Report((), builder.columns()), with_lines(Small.Change, Small.Cash))
    assert shown(table)[1] == ("Cash (thousand shares)", ("8",))


def test_a_long_text_is_cut_or_stands_below_its_line() -> None:
    report = Facts().add(Small.Words, YEAR, f"<p>{'many <b>words</b> ' * 9}</p>").report()
    ((_, table),) = Sheets(report, Small.taxonomy)
    assert shown(table)[0][1][0].startswith("many words many")
    assert table.rows[0].below == ()
    ((_, table),) = Sheets(report, Small.taxonomy, full=True)
    lines = list(table_lines(table, 40))
    assert " ".join(" ".join(lines).split()).endswith(" ".join(["many words"] * 9))
    assert max(map(len, lines)) <= 60


def test_tuples_stand_together() -> None:
    builder = ColumnBuilder()
    place = DimensionSet.of(A, Period.from_text(YEAR), {})
    for value in ("1", "2", "3"):
        builder.add(Small.Change.name, place, value, unit=YEN, decimals=0)
    group = QName("urn:x", "Group")
    tuples = (
        Tuple(group, "t1", NONE, 0, 2),
        Tuple(QName("urn:x", "Inner"), "t2", 0, 1, 2),
        Tuple(group, "t3", NONE, 2, 2),
    )
    columns = evolve(builder.columns(), tuples=tuples, owner=array("i", [0, 1, NONE]))
    report = Report((), columns, is_oim=False)
    ((_, table),) = Sheets(report, EMPTY)
    assert shown(table) == [
        ("Change", ("3",)),
        ("Group 1", ("",)),
        ("  Change", ("1",)),
        ("  Inner", ("",)),
        ("    Change", ("2",)),
        ("Group 2", ("",)),
    ]
    assert every_fact_is_shown(report, EMPTY)


def test_a_fact_of_an_axis_stands_where_that_axis_is_presented() -> None:
    home = {Small.Service.name: Small.Home.name}
    report = Facts().add(Small.Cash, CLOSING, "70").add(Small.Cash, CLOSING, "5", members=home)
    other = Relationship(QName("urn:x", "Top"), Small.Cash.name)
    axis = Relationship(QName("urn:x", "Top"), Small.Service.name)
    below = Relationship(Small.Service.name, Small.Home.name)
    networks = {
        (PARENT_CHILD, "urn:a"): Network(PARENT_CHILD, "urn:a", (other,)),
        (PARENT_CHILD, "urn:b"): Network(PARENT_CHILD, "urn:b", (other, axis, below)),
    }
    networks |= {
        key: network for key, network in Small.taxonomy.networks.items() if key[0] != PARENT_CHILD
    }
    taxonomy = evolve(Small.taxonomy, networks=networks)
    made = report.report()
    values = {one.role: shown(table)[-1][1] for one, table in Sheets(made, taxonomy)}
    assert values == {"urn:a": ("70",), "urn:b": ("5",)}
    assert every_fact_is_shown(made, taxonomy)


def test_every_fact_is_shown_somewhere() -> None:
    facts = Facts().add(Small.Cash, "2019-12-31", "1").add(Small.Cash, CLOSING, "2", entity=B)
    facts.add(Small.Change, "2008-04-01/2009-01-01", "3").add(Small.Change, YEAR, "3")
    facts.add(Small.Words, "forever", "x").add(Small.Cash, OPENING, "4")
    assert every_fact_is_shown(facts.report(), Small.taxonomy)


def test_only_some_line_items() -> None:
    report = Facts().add(Small.Cash, CLOSING, "1").add(Small.Change, YEAR, "2").report()
    few = with_concepts(report, Small.taxonomy, ["CHANGE"], "en")
    assert [fact.concept for fact in few.facts] == [Small.Change.name]


def test_very_many_periods_make_several_small_tables() -> None:
    builder = ColumnBuilder()
    for number in range(2_000):
        period = Period.instant(datetime(1990, 1, 1) + timedelta(days=number))
        builder.add(QName("n", f"C{number}"), DimensionSet.of(A, period, {}), "1")
    report = Report((), builder.columns())
    tables = [table for _, table in Sheets(report, EMPTY)]
    assert sum(len(table.rows) * len(table.columns) for table in tables) < 100 * len(report.facts)
    assert every_fact_is_shown(report, EMPTY)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_texts_are_as_short_as_the_width_wants_them(width: int) -> None:
    report = Facts().add(Small.Words, YEAR, "A sentence " * 20).report()
    ((_, table),) = Sheets(report, Small.taxonomy, width=width)
    lines = list(table_lines(table, width))
    assert max(map(len, lines)) <= width
    assert any("A sente" in line and "…" in line for line in lines)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (QName(XBRLI, "QNameItemType"), "s:Cash", "Cash"),
        (ENUMERATION, f"{SPACE}#Cash {SPACE}#Change", "Cash, Change"),
        (QName(XBRLI, "QNameItemType"), "s:Nothing", "s:Nothing"),
        (QName(XBRLI, "QNameItemType"), "who:Cash", "who:Cash"),
        (QName(XBRLI, "stringItemType"), "s:Cash", "s:Cash"),
    ],
)
def test_members_that_values_state_are_shown_by_name(kind: QName, value: str, words: str) -> None:
    taxonomy = evolve(
        Small.taxonomy,
        concepts={
            **Small.taxonomy.concepts,
            Small.Words.name: evolve(
                Small.taxonomy.concepts[Small.Words.name], data_type=item_type(kind)
            ),
        },
    )
    report = evolve(
        Facts().add(Small.Words, YEAR, value).report(), namespaces=Namespaces({"s": SPACE})
    )
    ((_, table),) = Sheets(report, taxonomy)
    assert table.rows[-1].cells == (words,)


@pytest.mark.parametrize(
    ("titles", "order"),
    [
        (["[220000] B", "[210000] A"], ["[210000] A", "[220000] B"]),
        (["002 - Schedule - B", "0001 - A"], ["0001 - A", "002 - Schedule - B"]),
        (["Summary", "4 new shops", "2 old ones"], ["Summary", "4 new shops", "2 old ones"]),
        (["[000.20] B", "[000.10] A"], ["[000.10] A", "[000.20] B"]),
        (["310020 損益計算書", "310010 貸借対照表"], ["310010 貸借対照表", "310020 損益計算書"]),
        (["Notes", "02. Cash", "01. Income"], ["01. Income", "02. Cash", "Notes"]),
    ],
)
def test_statements_stand_as_numbered_or_as_listed(titles: list[str], order: list[str]) -> None:
    roles = {f"urn:{number}": Role(f"urn:{number}", title) for number, title in enumerate(titles)}
    networks = {(PARENT_CHILD, uri): Network(PARENT_CHILD, uri, ()) for uri in roles}
    taxonomy = Taxonomy(roles=roles, networks=networks)
    assert [title_of(network, taxonomy) for network in in_order(taxonomy)] == order
