"""Findings as text: the lines that depend on what is known about the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from attrs import evolve

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.column import EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.finding import Finding, Term
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Interval, Rounding
from finmodel.qname import QName
from finmodel.render.finding import finding_lines
from finmodel.render.validated import Validated
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy
from tests.golden.acme import Acme

YEN = Unit.currency("JPY")
YEAR, NEXT = "2008-01-01/2009-01-01", "2009-01-01/2010-01-01"
Stated = tuple[QName, str, str | None, int, Mapping[QName, Member]]


def report_of(*stated: Stated) -> Report:
    builder = ColumnBuilder()
    for concept, period, value, decimals, members in stated:
        place = DimensionSet.of(None, Period.from_text(period), members)
        builder.add(concept, place, value, unit=YEN, decimals=decimals)
    return Report((), builder.columns())


def amount(
    value: str | None,
    decimals: int = 0,
    *,
    name: QName = Acme.Revenues.name,
    period: str = YEAR,
    members: Mapping[QName, Member] | None = None,
) -> Stated:
    return name, period, value, decimals, members or {}


def lines_of(
    report: Report,
    *,
    operations: Sequence[str] = ("printed", "+"),
    expected: Interval | None = None,
    taxonomy: Taxonomy = Acme.taxonomy,
    **others: str,
) -> list[str]:
    facts = report.facts
    pairs = zip(facts, operations, strict=False)
    finding = Finding(
        "fm:some",
        Severity.ERROR,
        "Said.",
        terms=tuple(Term(fact, operation) for fact, operation in pairs),
        expected=expected,
        reported=facts[0].interval if expected else None,
        rule=others.get("rule", ""),
    )
    return list(finding_lines(finding, Validated("a", (finding,), report, taxonomy=taxonomy)))


def after(role: str, lines: Sequence[str]) -> list[str]:
    """Return what stands behind a role."""
    return [line[14:] for line in lines if line[4:14].rstrip() == role]


def test_a_number_that_is_missed_by_rounded_numbers() -> None:
    report = report_of(amount("1560000000", -6), amount("1552000000", -6))
    lines = lines_of(report, expected=report.facts[1].interval)
    assert after("allows", lines) == [
        "JPY 1,551.5 … 1,552.5 million  (each number to the nearest 1 million)"
    ]
    assert after("misses", lines) == ["by at least JPY 7 million, which rounding cannot explain"]


def test_a_number_that_is_missed_by_exact_numbers() -> None:
    report = report_of(amount("5", EXACT), amount("3", EXACT))
    lines = lines_of(report, expected=Interval.point(3))
    assert after("allows", lines) == ["JPY 3  (each number exact)"]
    assert after("misses", lines) == ["by JPY 2, and every number is exact"]


def test_ranges_that_only_touch_miss_by_nothing_that_could_be_named() -> None:
    report = report_of(amount("5"), amount("3"))
    below = Interval(None, Fraction(9, 2), high_open=True)
    lines = lines_of(report, expected=below)
    assert after("allows", lines) == ["less than JPY 4.5  (each number to the nearest 1)"]
    assert after("misses", lines) == []


def test_truncated_numbers_say_so() -> None:
    report = report_of(amount("5000", -3), amount("3000", -3))
    truncated = report.with_rounding({Acme.Revenues.name: Rounding.TRUNCATED})
    lines = lines_of(truncated, expected=truncated.facts[1].interval)
    assert after("allows", lines) == ["JPY 3,000 … under 4,000  (each number cut off at 1,000)"]


def test_precisions_that_differ_stand_beside_each_number() -> None:
    lines = lines_of(report_of(amount("5", 0), amount("3000000", -6)))
    assert after("printed", lines)[0].endswith("to the nearest 1 · fact f1")
    assert after("+", lines)[0].endswith("to the nearest 1 million · fact f2")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (amount("3", name=Acme.Costs.name), "Costs of revenues"),
        (amount("3", period=NEXT), "2009-01-01 to 2009-12-31"),
        (amount("3", name=Acme.Costs.name, period=NEXT), "Costs of revenues, 2009-01-01 to 2009"),
        (amount("3", members={Acme.Product.name: Acme.Bikes.name}), "Bicycles"),
    ],
)
def test_a_number_is_named_by_what_tells_it_from_the_claim(other: Stated, words: str) -> None:
    lines = lines_of(report_of(amount("5"), other))
    assert after("printed", lines) == ["JPY 5   fact f1"]
    assert words in after("+", lines)[0]


def test_a_whole_is_named_where_the_claim_is_about_a_part() -> None:
    part = amount("5", members={Acme.Product.name: Acme.Bikes.name})
    (of_whole,) = after("+", lines_of(report_of(part, amount("3"))))
    assert of_whole == "JPY 3   All products · fact f2"
    (unknown,) = after("+", lines_of(report_of(part, amount("3")), taxonomy=EMPTY))
    assert unknown == "JPY 3   no Product · fact f2"


def test_quotes_and_places_say_where_a_number_was_read() -> None:
    report = report_of(amount("5"))
    notes = {str(i): Note(str(i), "en", f"<b>five</b> yen {i}") for i in range(4)}
    links = (Link(FOOTNOTE, STANDARD_GROUP, "f1", tuple(notes)),)
    report = evolve(report, notes=notes, links=links, locator=lambda rows: dict.fromkeys(rows, AT))
    assert after("printed", lines_of(report)) == [
        "JPY 5   “five yen 0” · “five yen 1” · 2 more quotes · a.csv:7"
    ]


AT = Source("a.csv", 7)


@pytest.mark.parametrize(("value", "shown"), [(None, "nil"), ("many", "“many”")])
def test_what_is_no_number_is_shown_as_it_is(value: str | None, shown: str) -> None:
    lines = lines_of(report_of(amount("5"), amount(value)))
    assert after("+", lines)[0].strip().startswith(f"{shown} ")


def test_the_rule_of_a_rule_file_is_explained_with_its_file() -> None:
    finding = Finding("a:b", Severity.INFO, "Said.", "Do.", Source("my rules.toml", 3), "a:b")
    assert list(finding_lines(finding, Validated("a", (finding,)))) == [
        "info a:b  Said.",
        "    rule      my rules.toml:3",
        "    remedy    Do.",
        "    see       finmodel explain a:b --rules 'my rules.toml'",
        "",
    ]


def test_a_formula_is_shown_as_the_rule() -> None:
    lines = lines_of(report_of(amount("5"), amount("3")), rule="A = B")
    assert after("rule", lines) == ["A = B"]
    assert after("see", lines) == ["finmodel explain fm:some"]


def test_a_diagnostic_says_its_place_and_remedy() -> None:
    said = Diagnostic("a:b", Severity.WARNING, "Said.", "Do.", Source("a.json", 1, 2, "/facts"))
    assert list(finding_lines(said, Validated("a", (said,)))) == [
        "warning a:b  Said.",
        "    at        a.json:1:2 /facts",
        "    remedy    Do.",
        "    see       finmodel explain a:b",
        "",
    ]
