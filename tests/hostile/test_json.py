"""xBRL-JSON from strangers: nothing crashes, nothing takes forever, nothing is believed blindly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim import jsontext
from finmodel.formats.xbrl_json.fault import INVALID_JSON
from finmodel.formats.xbrl_json.reader import read_report
from finmodel.model.report import Report
from tests.roundtrip.mutations import mutated
from tests.unit.formats.oim.example import REPORT, changed, read


def read_bytes(data: bytes) -> Report:
    return read_report(Document("hostile.json", "file:///hostile.json", data))


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"facts": [{"b": '])
def test_deep_nesting_is_refused(opening: str) -> None:
    with pytest.raises(UnreadableError, match="too deeply"):
        read_bytes(opening.encode() * 200_000)


def test_deep_extensions_are_left_alone() -> None:
    deep: Any = 1
    for _ in range(300):
        deep = [deep]
    assert read(changed((("ex:deep",), deep))).diagnostics == ()


@pytest.mark.parametrize(
    "digits", ["9" * 100_000, "-" + "9" * 100_000, "9" * 5_000 + ".5", "1e99999"]
)
def test_absurd_numbers_are_told_and_not_computed(digits: str) -> None:
    text = json.dumps(changed((("facts", "sales", "decimals"), "HERE"))).replace('"HERE"', digits)
    report = read(text)
    assert [one.code for one in report.diagnostics] == [
        "xbrlje:invalidJSONStructure",
        "oime:unusedNoteFact",
    ]
    assert len(report.diagnostics[0].message) < 200


def test_a_long_value_is_not_repeated() -> None:
    report = read(changed((("facts", "why", "dimensions", "concept"), "x" * 10**6)))
    assert all(len(str(one)) < 1_000 for one in report.diagnostics)


def test_a_document_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsontext, "MAX_BYTES", 1_000)
    with pytest.raises(UnreadableError, match="fm:documentTooLarge"):
        read(REPORT)


def test_entities_in_a_note_are_not_resolved() -> None:
    bomb = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>'
    for value in (bomb, "&x;", "&nbsp;", "</body><body>", "<b", "]]>"):
        report = read(changed((("facts", "n1", "value"), value)))
        assert report.notes["n1"].value == value
        assert {one.code for one in report.diagnostics} == {"oime:invalidXHTMLFragment"}


def test_what_only_a_program_would_read_in_a_note_is_left_out() -> None:
    report = read(changed((("facts", "n1", "value"), "a<?php x ?><!-- y -->b")))
    assert report.notes["n1"].value == "ab"
    assert report.diagnostics == ()


def test_very_many_faults_are_told_in_reasonable_time() -> None:
    namespaces = {f"{number}": f"u{number}" for number in range(5_000)}
    changes: list[tuple[tuple[str, ...], str]] = [
        (("documentInfo", "namespaces", alias), uri) for alias, uri in namespaces.items()
    ]
    concept = ("facts", "why", "dimensions")
    changes += [((*concept, f"n{number}:d"), "x") for number in range(5_000)]
    report = read(changed(*changes))
    assert len(report.diagnostics) == 3 * 5_000
    assert report.diagnostics[-1].source != report.diagnostics[-2].source


def test_keys_that_come_again_far_down_are_placed() -> None:
    text = '{"a":' * 500 + '[{"b":1,"b":2},{"b":3,"b":4}]' + "}" * 500
    repeated = jsontext.parse(
        Document("deep.json", "file:///deep.json", text.encode()), INVALID_JSON
    ).repeated
    assert repeated == [(*["a"] * 500, 0, "b"), (*["a"] * 500, 1, "b")]


def test_a_truncated_report_is_no_report() -> None:
    data = json.dumps(REPORT).encode()
    for length in range(0, len(data), 37):
        with pytest.raises(UnreadableError):
            read_bytes(data[:length])


@given(mutated(REPORT))
def test_a_report_that_is_nearly_right_is_read_or_refused(document: dict[str, Any]) -> None:
    try:
        report = read(document)
    except UnreadableError:
        return
    assert len(report.columns.id) == len(report.columns.value) == len(report.columns.concept)
    assert set(report.locate(range(len(report.facts)))) == set(range(len(report.facts)))
    written = document.get("facts", {})
    lost = len(written if isinstance(written, dict) else {}) - len(report.facts) - len(report.notes)
    assert lost >= 0
    assert not lost or report.diagnostics


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_bytes(data)
