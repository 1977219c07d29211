"""Findings as JSON: exact, and as the published schema says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.finding import Coverage, Finding, Term
from finmodel.model.period import FOREVER
from finmodel.model.report import Report
from finmodel.numeric import Interval
from finmodel.qname import Namespaces, QName
from finmodel.render.json import exact, findings_json
from finmodel.render.validated import Validated
from finmodel.source import Source

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden"
SCHEMA = json.loads(
    (ROOT / "schema" / "finmodel" / "findings.schema.json").read_text(encoding="utf-8")
)


def rendered(*documents: Validated) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(findings_json(documents))
    jsonschema.Draft202012Validator(SCHEMA).validate(content)
    return content


def validated(finding: Diagnostic, report: Report) -> Validated:
    coverage = Coverage(0, 0, 1, 0, 1, tuple(report.facts))
    return Validated("some.json", (finding,), report, coverage)


def a_report(prefix: str = "a", uri: str = "https://a.example") -> Report:
    builder = ColumnBuilder()
    typed = {QName(uri, "Contract"): TypedMember(None), QName(uri, "Site"): TypedMember("7\x1b[1m")}
    place = DimensionSet.of(Entity(uri, "12 \u202e3"), FOREVER, typed)
    builder.add(QName(uri, "Words"), place, "\ud800 \x9b", language="en")
    builder.add(QName(uri, "Words"), DimensionSet.of(None, FOREVER, {}), None)
    builder.add(QName(uri, "Rate"), DimensionSet.of(None, FOREVER, {}), "0.5", decimals=2)
    return Report((), builder.columns(), namespaces=Namespaces({prefix: uri}))


def about(report: Report) -> Finding:
    terms = tuple(Term(fact, "−") for fact in report.facts)
    return Finding("a:b", Severity.INFO, "Said.", terms=terms)


@pytest.mark.parametrize("name", ["findings.json", "several.json"])
def test_real_output_is_as_the_schema_says(name: str) -> None:
    content = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(content)
    assert content["findings"]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_whatever_facts_hold_is_carried() -> None:
    report = a_report()
    (finding,) = rendered(validated(about(report), report))["findings"]
    words, nil, rate = finding["facts"]
    assert words["value"] == "\ud800 \x9b"
    assert words["entity"] == "a:12 \u202e3"
    assert words["dimensions"] == {"a:Contract": None, "a:Site": "7\x1b[1m"}
    assert (words["decimals"], words["language"], words["period"]) == (None, "en", "forever")
    assert (nil["value"], nil["decimals"], nil["entity"]) == (None, None, None)
    assert (rate["value"], rate["decimals"], rate["role"]) == ("0.5", 2, "-")


def test_places_are_looked_up_once_for_all_facts() -> None:
    asked: list[Sequence[int]] = []

    def locator(rows: Sequence[int]) -> dict[int, Source]:
        asked.append(rows)
        return {0: Source("a.csv", 3, 4, "column value")}

    report = evolve(a_report(), locator=locator)
    (finding,) = rendered(validated(about(report), report))["findings"]

    assert asked == [(0, 1, 2)]
    assert finding["facts"][0]["source"] == {
        "document": "a.csv",
        "line": 3,
        "column": 4,
        "part": "column value",
        "quotes": [],
    }
    assert finding["facts"][1]["source"]["document"] == "some.json"
    assert finding["facts"][1]["source"]["line"] is None


def test_ends_of_intervals_are_exact_and_may_be_missing() -> None:
    report = a_report()
    finding = evolve(
        about(report),
        expected=Interval(Fraction(1, 3), None, low_open=True),
        reported=Interval.reported(Decimal("-0.5"), 2),
    )
    (found,) = rendered(validated(finding, report))["findings"]
    assert found["expected"] == {"low": "1/3", "high": None, "lowOpen": True, "highOpen": True}
    assert found["reported"]["low"] == "-0.505"
    assert found["reported"]["high"] == "-0.495"


def test_prefixes_mean_one_thing_in_one_output() -> None:
    one, other = a_report("p", "https://one.example"), a_report("p", "https://other.example")
    content = rendered(validated(about(one), one), validated(about(other), other))
    spaces = content["namespaces"]
    concepts = [finding["facts"][0]["concept"] for finding in content["findings"]]
    assert [spaces[name.partition(":")[0]] for name in concepts] == [
        "https://one.example",
        "https://other.example",
    ]


def test_the_total_is_the_sum_of_the_reports() -> None:
    report = a_report()
    one = evolve(validated(about(report), report), left_out=(about(report),))
    summary = rendered(one, one, Validated("gone.json", ()))["summary"]
    assert summary["verdict"] == "unreadable"
    assert (summary["infos"], summary["leftOut"]) == (2, 2)
    assert (summary["relations"]["broken"], summary["numbers"], summary["unchecked"]) == (2, 2, 6)


def test_ids_that_nothing_checks_are_listed() -> None:
    report = a_report()
    (entry,) = rendered(validated(about(report), report))["reports"]
    assert entry["unchecked"] == ["f1", "f2", "f3"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-1560), "-1560"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1001, 1000), "1.001"),
        (Fraction(1, 50), "0.02"),
        (Fraction(-2, 3), "-2/3"),
        (Fraction(1, 6), "1/6"),
    ],
)
def test_exact_numbers(number: Fraction, text: str) -> None:
    assert exact(number) == text


@given(st.fractions())
def test_no_number_loses_anything(number: Fraction) -> None:
    assert Fraction(exact(number)) == number


def test_a_number_of_many_digits_stays_exact() -> None:
    assert exact(Fraction(10**5000 + 1)) == f"1{'0' * 4999}1"
    assert exact(Fraction(1, 10**5000)) == f"0.{'0' * 4999}1"
