"""SARIF: indexes lead where they say, messages have no links, names of places are addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.finding import Finding
from finmodel.render.page import Page
from finmodel.render.place import Workplace
from finmodel.render.sarif import sarif_log
from finmodel.render.validated import Validated
from finmodel.source import Source
from tests.golden.test_machine import documents
from tests.unit.render.test_json import a_report, about

WORKPLACE = Workplace.at(Path("/reports"))
PAGE = Page("fm:totalMismatch", Severity.ERROR, "A total is wrong.", (("Why", "It adds up."),))


def run_of(*validated: Validated) -> dict[str, Any]:
    (run,) = json.loads(log_of(*validated))["runs"]
    assert isinstance(run, dict)
    return run


def log_of(*validated: Validated) -> str:
    pages = {PAGE.code: PAGE}
    return sarif_log(validated, pages=pages, workplace=WORKPLACE, version="1.2.3", exit_code=1)


def everything(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a log."""
    if isinstance(value, dict):
        yield value
    children = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    for child in children:
        yield from everything(child)


def test_indexes_lead_to_what_is_named() -> None:
    run = run_of(*documents())
    rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [
        r["ruleId"] for r in run["results"]
    ]
    assert len({rule["id"] for rule in rules}) == len(rules)
    located = [o["artifactLocation"] for o in everything(run) if "artifactLocation" in o]
    assert located
    assert all(artifacts[place["index"]]["location"] == place for place in located)
    for result in run["results"]:
        ids = [place["id"] for place in result.get("relatedLocations", ())]
        assert ids == list(range(1, len(ids) + 1))


def test_regions_count_from_one_and_levels_are_those_that_there_are() -> None:
    run = run_of(*documents())
    regions = [o for o in everything(run) if "startLine" in o]
    assert regions
    assert min(number for region in regions for number in region.values()) >= 1
    assert {result["level"] for result in run["results"]} == {"error", "warning"}


def test_fingerprints_of_a_document_differ() -> None:
    found = Diagnostic("fm:strayText", Severity.ERROR, "f1 is odd")
    again = evolve(found, message="f2 is odd")
    results = run_of(Validated("a.xml", (found, again)))["results"]
    (first, second) = (r["partialFingerprints"]["finmodel/v1"] for r in results)
    assert (first[:-2], first[-2:], second[-2:]) == (second[:-2], ":1", ":2")


def test_what_is_waived_is_suppressed_and_what_is_certain_is_fixed() -> None:
    run = run_of(*documents())
    suppressed = [r for r in run["results"] if "suppressions" in r]
    assert [r["suppressions"][0]["justification"] for r in suppressed] == ["A ship is at sea"]
    (fix,) = (fix for r in run["results"] for fix in r.get("fixes", ()))
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 13, "startColumn": 7, "endColumn": 11}
    assert replacement["insertedContent"] == {"text": "0.20"}


@pytest.mark.parametrize(
    ("document", "uri", "is_relative"),
    [
        ("q3.json", "q3.json", True),
        ("a b/ü#?.json", "a%20b/%C3%BC%23%3F.json", True),
        ("/reports/x/../q3.json", "q3.json", True),
        ("../q3.json", "file:///q3.json", False),
        ("/elsewhere/q 3.json", "file:///elsewhere/q%203.json", False),
        ("https://a.example/t.xsd#Cash", "https://a.example/t.xsd#Cash", False),
        ("a\ud800\udcff.json", "a%3F%3F.json", True),
        ("https://a.example/<\n\ud800>", "https://a.example/%3C%0A?%3E", False),
    ],
)
def test_documents_are_named_by_address(document: str, uri: str, is_relative: bool) -> None:
    location = run_of(Validated(document, ()))["artifacts"][0]["location"]
    assert location["uri"] == uri
    assert ("uriBaseId" in location) is is_relative


def test_hostile_text_makes_no_link_no_placeholder_and_no_control_character() -> None:
    words = "[click](https://evil.example) {0} \x1b[2J \u202e <script>alert(1)</script>\n"
    said = Diagnostic(PAGE.code, Severity.ERROR, words, words, Source(words, 1, 1, words))
    about_facts = about(a_report("ev[il](x)"))
    log = log_of(Validated(words, (said, evolve(about_facts, rule=words)), a_report()))
    texts = [o["text"] for o in everything(json.loads(log)) if isinstance(o.get("text"), str)]
    assert texts
    assert not [text for text in texts if "](" in text or re.search(r"(?<!\{)\{\d", text)]
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", log)
    assert not [text for text in texts if re.search("[\x1b\u202e]", text)]


def test_the_words_of_a_rule_file_are_no_markdown() -> None:
    run = run_of(*documents())
    helps = {rule["id"]: rule["help"] for rule in run["tool"]["driver"]["rules"] if "help" in rule}
    assert "markdown" not in helps["acme:stockExceedsCosts"]
    assert "markdown" in helps["fm:totalMismatch"]


def test_of_very_many_numbers_the_first_are_placed() -> None:
    report = a_report()
    fact = report.facts[1]
    finding = about(report)
    (term, *_) = (t for t in finding.terms if t.fact == fact)
    many = evolve(finding, terms=(term,) * 5000)
    assert isinstance(many, Finding)
    (result,) = run_of(Validated("a.json", (many,), report))["results"]
    assert len(result["relatedLocations"]) == 999
