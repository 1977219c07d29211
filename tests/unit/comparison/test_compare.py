"""Which facts of two reports are one: under other names, of other entities, stated twice."""

from __future__ import annotations

from attrs import evolve

from finmodel.comparison.compare import compare_sides
from finmodel.comparison.judge import Side
from finmodel.comparison.kind import Kind
from finmodel.model.column import owners
from finmodel.model.entity import Entity
from finmodel.model.link import Note
from finmodel.model.report import Report
from finmodel.model.tuple import Tuple
from finmodel.model.unit import Unit
from finmodel.qname import QName
from finmodel.render.comparison import Compared
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy
from tests.unit.comparison.statement import EX, PRIOR, Statement, compared, kinds

OTHER = Entity("urn:other", "123")


def side(statement: Statement, taxonomy: Taxonomy = EMPTY) -> Side:
    return Side(statement.report, taxonomy)


def test_the_only_entity_is_the_other_one() -> None:
    comparison = compared(Statement(OTHER).number("1"), Statement().number("1"))
    assert kinds(comparison) == {Kind.EQUAL: 1}
    assert comparison.correspondence.taken == {OTHER}


def test_of_several_entities_those_with_one_identifier_correspond() -> None:
    def report(scheme: str) -> Report:
        first = Statement(Entity(scheme, "A")).number("1").report
        second = Statement(Entity(scheme, "B")).number("2").report
        sets = [*first.columns.dimension_sets, *second.columns.dimension_sets]
        columns = evolve(
            first.columns,
            dimension_sets=sets,
            concept=first.columns.concept * 2,
            dimensions=type(first.columns.dimensions)("i", [0, 1]),
            unit=first.columns.unit * 2,
            language=first.columns.language * 2,
            decimals=first.columns.decimals * 2,
            value=["1", "2"],
            id=["a", "b"],
        )
        return evolve(first, columns=columns)

    comparison = compare_sides(Side(report("urn:x"), EMPTY), Side(report("urn:y"), EMPTY))
    assert kinds(comparison) == {Kind.EQUAL: 2}
    assert comparison.unmatched == ()
    comparison = compare_sides(Side(report("urn:x"), EMPTY), side(Statement(OTHER).number("1")))
    assert kinds(comparison) == {Kind.REMOVED: 2, Kind.ADDED: 1}
    assert comparison.unmatched == (Entity("urn:x", "A"), Entity("urn:x", "B"))
    assert any("urn:x" in said for said in Compared(("old", "new"), comparison).remarks())


def test_a_namespace_of_another_version_is_the_same() -> None:
    old = Statement(namespace="https://example.org/gaap/2023").number("1", member=QName(EX, "A"))
    new = Statement(namespace="https://example.org/gaap/2024").number("1", member=QName(EX, "A"))
    comparison = compared(old, new)
    assert kinds(comparison) == {Kind.EQUAL: 1}
    assert comparison.correspondence.taken == {"https://example.org/gaap/2023"}


def test_names_that_are_said_to_be_one() -> None:
    old, new = Statement().number("1", of="Sales"), Statement().number("2")
    names = {QName(EX, "Sales"): QName(EX, "Revenues")}
    assert kinds(compare_sides(side(old), side(new), names)) == {Kind.CHANGED: 1}


def test_namespaces_that_are_said_to_be_one() -> None:
    old, new = Statement(namespace="urn:mine").number("1"), Statement().number("1")
    names = {QName("urn:mine", "*"): QName(EX, "*")}
    comparison = compare_sides(side(old), side(new), names)
    assert (kinds(comparison), comparison.correspondence.taken) == ({Kind.EQUAL: 1}, frozenset())


def test_another_currency_is_another_fact() -> None:
    old, new = Statement().number("1"), Statement().number("1", unit=Unit.currency("USD"))
    assert kinds(compared(old, new)) == {Kind.REMOVED: 1, Kind.ADDED: 1}


def test_a_line_item_under_another_name() -> None:
    def statement(name: str, last: str = "9") -> Statement:
        made = Statement().number("120", of=name).number("100", of=name, period=PRIOR)
        return made.number(last, of="Other")

    comparison = compared(statement("Sales"), statement("Turnover", "8"))
    assert kinds(comparison) == {Kind.RELABELLED: 2, Kind.CHANGED: 1}
    pair = comparison.pairs[Kind.RELABELLED][0]
    assert pair.old is not None
    assert (pair.old.concept.local_name, pair.fact.concept.local_name) == ("Sales", "Turnover")


def test_one_equal_number_is_no_other_name() -> None:
    old, new = Statement().number("120", of="Sales"), Statement().number("120", of="Turnover")
    assert kinds(compared(old, new)) == {Kind.REMOVED: 1, Kind.ADDED: 1}


def test_two_that_may_be_the_other_name_are_none() -> None:
    old = Statement().number("120", of="Sales").number("100", of="Sales", period=PRIOR)
    new = Statement()
    for name in ("Turnover", "Income"):
        new.number("120", of=name).number("100", of=name, period=PRIOR)
    assert kinds(compared(old, new)) == {Kind.REMOVED: 2, Kind.ADDED: 4}


def test_numbers_that_disagree_somewhere_are_no_other_name() -> None:
    def statement(name: str, third: str) -> Statement:
        made = Statement().number("120", of=name).number("100", of=name, period=PRIOR)
        return made.number(third, of=name, period="2022-01-01/2023-01-01")

    comparison = compared(statement("Sales", "7"), statement("Turnover", "8"))
    assert kinds(comparison) == {Kind.REMOVED: 3, Kind.ADDED: 3}


def test_what_is_stated_twice_and_now_once() -> None:
    old, new = Statement().number("1200", -2).number("1234", 0), Statement().number("1234", 0)
    assert kinds(compared(old, new)) == {Kind.EQUAL: 1, Kind.REPEATED: 1}
    assert compared(old, new).is_same
    assert kinds(compared(new, old)) == {Kind.EQUAL: 1, Kind.REPEATED: 1}


def test_a_contradiction_that_is_resolved_is_a_change() -> None:
    old, new = Statement().number("5").number("7"), Statement().number("5").number("5")
    comparison = compared(old, new)
    assert kinds(comparison) == {Kind.EQUAL: 1, Kind.CHANGED: 1}
    assert comparison.pairs[Kind.CHANGED][0].difference == -2


def test_a_contradiction_that_is_new_is_a_change() -> None:
    old, new = Statement().number("5"), Statement().number("5").number("7")
    assert kinds(compared(old, new)) == {Kind.EQUAL: 1, Kind.CHANGED: 1}


def test_facts_in_tuples_repeat_nothing() -> None:
    def report(*values: str) -> Report:
        made = Statement()
        for value in values:
            made.number(value)
        tuples = [
            Tuple(QName(EX, "Director"), f"t{row}", -1, row, row + 1) for row in range(len(values))
        ]
        columns = made.report.columns
        column = owners(tuples, len(columns))
        return evolve(made.report, columns=evolve(columns, tuples=tuples, owner=column))

    comparison = compare_sides(Side(report("5", "5"), EMPTY), Side(report("5"), EMPTY))
    assert kinds(comparison) == {Kind.EQUAL: 1, Kind.REMOVED: 1}


def test_labels_that_have_changed() -> None:
    def taxonomy(words: str) -> Taxonomy:
        return Taxonomy(labels=(Label(QName(EX, "Revenues"), words),))

    old, new = (side(Statement().number("1"), taxonomy(text)) for text in ("Sales", "Net sales"))
    comparison = compare_sides(old, new)
    (label,) = comparison.labels
    assert (label.old, label.new, comparison.is_same) == ("Sales", "Net sales", False)


def test_notes_that_have_changed() -> None:
    def noted(words: str) -> Side:
        report = Statement().number("1").report
        return Side(evolve(report, notes={"n1": Note("n1", "en", words)}), EMPTY)

    comparison = compare_sides(noted("as <b>printed</b>"), noted("as restated"))
    assert comparison.notes == {("en", "as printed"): (1, 0), ("en", "as restated"): (0, 1)}
    assert not comparison.is_same


def test_pairs_are_a_sequence() -> None:
    comparison = compared(Statement().number("1").number("2", of="A"), Statement())
    pairs = comparison.pairs[Kind.REMOVED]
    assert [pair.fact.text for pair in pairs[1:]] == ["2"]
    assert repr(comparison) == "<Comparison 2 removed>"
