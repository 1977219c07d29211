"""When two reports say the same, and what a report looks up."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import Instant
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Rounding
from finmodel.qname import Namespaces, QName

CASH, DEBT = QName("urn:c", "Cash"), QName("urn:c", "Debt")
NOW, THEN = (DimensionSet(None, Instant(day)) for day in ("2009-01-01", "2008-01-01"))
JPY, USD = Unit.currency("JPY"), Unit.currency("USD")

Statement = tuple[QName, DimensionSet, str | None, Unit | None, str | None, int]

statements = st.tuples(
    st.sampled_from([CASH, DEBT]),
    st.sampled_from([NOW, THEN]),
    st.sampled_from([None, "1", "2", ""]),
    st.sampled_from([None, JPY, USD]),
    st.sampled_from([None, "en"]),
    st.sampled_from([ABSENT, EXACT, 0]),
)


def report_of(facts: Sequence[Statement], ids: Sequence[str] = (), **more: object) -> Report:
    builder = ColumnBuilder()
    for number, (concept, dimensions, value, unit, language, decimals) in enumerate(facts):
        builder.add(
            concept,
            dimensions,
            value,
            id=ids[number] if ids else "",
            unit=unit,
            language=language,
            decimals=decimals,
        )
    return Report(("a.xsd",), builder.columns(), **more)  # type: ignore[arg-type]


def amounts(*values: str, unit: Unit = JPY, decimals: int = 0) -> Report:
    return report_of([(CASH, NOW, value, unit, None, decimals) for value in values])


@given(st.lists(statements, max_size=6), st.randoms())
def test_order_and_ids_do_not_count(facts: list[Statement], random: Random) -> None:
    mixed = random.sample(facts, len(facts))
    one, other = report_of(facts), report_of(mixed, [f"x{i}" for i in range(len(facts))])
    assert one == other
    assert hash(one) == hash(other)


@given(st.lists(statements, max_size=5), st.lists(statements, max_size=5))
def test_reports_that_state_other_facts_differ(
    one: list[Statement], other: list[Statement]
) -> None:
    same = sorted(map(repr, one)) == sorted(map(repr, other))
    assert (report_of(one) == report_of(other)) is same


@pytest.mark.parametrize("text", ["1000", "1000.0", "1e3", "+1000", " 1000 ", "01000.00"])
def test_numbers_count_by_value(text: str) -> None:
    assert amounts(text) == amounts("1000")


def test_texts_count_as_they_are_written() -> None:
    one, other = (report_of([(CASH, NOW, v, None, "en", ABSENT)]) for v in ("1000", "1000.0"))
    assert one != other


def test_a_number_that_is_none_is_compared_as_text() -> None:
    assert amounts("twelve") == amounts("twelve") != amounts("12")


def test_how_often_something_is_stated_counts() -> None:
    assert amounts("1", "1") != amounts("1")
    assert amounts("1", "1", "2") != amounts("1", "2", "2")


@pytest.mark.parametrize("other", [amounts("1", unit=USD), amounts("1", decimals=EXACT)])
def test_units_and_decimals_count(other: Report) -> None:
    assert amounts("1") != other


def test_the_taxonomy_counts_and_its_order_does_not() -> None:
    report = amounts("1")
    one, other = (evolve(report, taxonomy=order) for order in (("a", "b"), ("b", "a")))
    assert one == other
    assert hash(one) == hash(other)
    assert one != report


def test_prefixes_and_the_file_do_not_count() -> None:
    report = amounts("1")
    assert report == evolve(report, namespaces=Namespaces(c="urn:c"), document="a.xml")


def linked(*links: Link, note: str = "up 5.0%", language: str = "en") -> Report:
    facts = [(CASH, NOW, "1", JPY, None, 0), (DEBT, NOW, "2", JPY, None, 0)]
    notes = {"n": Note("n", language, note)}
    return report_of(facts, ["c", "d"], notes=notes, links=links)


FROM_CASH = Link(FOOTNOTE, STANDARD_GROUP, "c", ("n",))


@pytest.mark.parametrize(
    "other",
    [
        linked(),
        linked(FROM_CASH, note="up 5.1%"),
        linked(FROM_CASH, language="ja"),
        linked(evolve(FROM_CASH, source="d")),
        linked(evolve(FROM_CASH, targets=("n", "d"))),
        linked(evolve(FROM_CASH, targets=("d",))),
        linked(evolve(FROM_CASH, type=EXPLANATORY_FACT)),
        linked(evolve(FROM_CASH, group="urn:other")),
    ],
)
def test_links_and_notes_count(other: Report) -> None:
    assert linked(FROM_CASH) != other


def test_the_order_of_links_does_not_count_nor_how_they_are_bundled() -> None:
    both = evolve(FROM_CASH, targets=("n", "d"))
    apart = [evolve(FROM_CASH, targets=(target,)) for target in ("d", "n")]
    assert linked(both) == linked(evolve(both, targets=("d", "n"))) == linked(*apart)


def test_ids_of_notes_do_not_count() -> None:
    note = Note("m", "en", "up 5.0%")
    one = report_of(
        [(CASH, NOW, "1", JPY, None, 0)],
        ["c"],
        notes={"m": note},
        links=(Link(FOOTNOTE, STANDARD_GROUP, "c", ("m",)),),
    )
    other = report_of(
        [(CASH, NOW, "1", JPY, None, 0)],
        ["f"],
        notes={"n": evolve(note, id="n")},
        links=(Link(FOOTNOTE, STANDARD_GROUP, "f", ("n",)),),
    )
    assert one == other


def test_a_report_equals_no_other_thing() -> None:
    assert amounts("1") != "1"


def test_links_are_found_by_where_they_start() -> None:
    other = evolve(FROM_CASH, source="d")
    report = linked(FROM_CASH, other)
    assert list(report.links_from("c")) == [FROM_CASH]
    assert list(report.links_from("n")) == []


def test_statements_are_rounded_to_nearest_unless_it_is_declared_otherwise() -> None:
    report = amounts("1")
    truncated = report.with_rounding({CASH: Rounding.TRUNCATED})
    assert report.rounding_of(CASH) is Rounding.NEAREST
    assert truncated.rounding_of(CASH) is Rounding.TRUNCATED
    assert truncated.rounding_of(DEBT) is Rounding.NEAREST
    assert truncated == report


def test_a_report_tells_what_it_holds() -> None:
    assert repr(evolve(linked(), document="a.xml")) == "<Report a.xml 2 facts, 1 notes>"
