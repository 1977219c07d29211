"""Statements of a report as tables."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from attrs import evolve

from finmodel.model.column import ABSENT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import QName
from finmodel.render.statement import statement_tables
from finmodel.render.table import Table, table_lines
from finmodel.taxonomy.concept import Concept
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
from finmodel.taxonomy.network import PARENT_CHILD, Network, Relationship
from finmodel.taxonomy.taxonomy import EMPTY

YEN = Unit.currency("JPY")
A, B = Entity("https://lei.example", "A"), Entity("https://lei.example", "B")
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
        tables = statement_tables(self.report(), Small.taxonomy, language)
        return {table.title: table for table in tables}


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
    assert shown(table)[-1][1] == ("", "9")


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
    facts = Facts().add(Small.Cash, CLOSING, "5", members={Small.Service.name: Small.Home.name})
    table = facts.tables()["Position (JPY)"]
    assert [cells for _, cells in shown(table)[-2:]] == [("",), ("5",)]


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
    assert shown(facts.tables()["In no statement"]) == [("Words", ("“good”",))]


def test_without_a_taxonomy_everything_is_in_one_table() -> None:
    builder = ColumnBuilder()
    place = DimensionSet.of(A, Period.from_text("forever"), {})
    builder.add(QName("n", "Rate"), place, "0.5", decimals=1)
    (table,) = statement_tables(Report((), builder.columns()), EMPTY, "en")
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

    titles = [table.title for table in statement_tables(facts.report(), taxonomy, "en")]

    assert titles == ["urn:role (JPY)", "In no statement (JPY)"]
