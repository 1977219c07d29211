"""Metadata that extends other metadata."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from finmodel.validation import validate
from tests.unit.formats.xbrl_csv.example import FACTS, METADATA, Found, put, read, said

TYPE = "https://xbrl.org/2021/xbrl-csv"
EXTENDS = (("documentInfo", "extends"), ["base.json"])

CASES: dict[str, tuple[dict[str, Any], Found]] = {
    "nothing": ({}, []),
    "the same again": ({"dimensions": {"unit": "iso4217:JPY"}}, []),
    "something more": ({"tableTemplates": {"spare": {"columns": {}}}}, []),
    "another value of a name": (
        {"dimensions": {"unit": "iso4217:USD"}},
        [("xbrlce:conflictingMetadataValue", "/dimensions/unit")],
    ),
    "another value of a property": (
        {"links": {}},
        [("xbrlce:illegalRedefinitionOfNonExtensibleProperty", "/links")],
    ),
    "final, and added to": (
        {"dimensions": {"unit": "iso4217:JPY"}, "final": {"dimensions": True}},
        [("xbrlce:illegalExtensionOfFinalProperty", "/dimensions/entity")],
    ),
    "final, and not added to": (
        {
            "tableTemplates": {**METADATA["tableTemplates"], "spare": {"columns": {}}},
            "final": {"tableTemplates": True},
        },
        [],
    ),
    "final, though there is none": (
        {"final": {"parameters": True}},
        [("xbrlce:illegalExtensionOfFinalProperty", "/parameters")],
    ),
    "final taxonomy": (
        {"taxonomy": ["base.xsd"], "final": {"taxonomy": True}},
        [("xbrlce:illegalExtensionOfFinalProperty", "/documentInfo/taxonomy")],
    ),
    "not really final": ({"final": {"parameters": False}}, []),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_an_extension_may_say(tmp_path: Path, case: tuple[dict[str, Any], Found]) -> None:
    given, found = case
    info = {name: given[name] for name in ("final", "taxonomy") if name in given}
    base = {name: value for name, value in given.items() if name not in info}
    base["documentInfo"] = {"documentType": TYPE, **info}
    (tmp_path / "base.json").write_text(json.dumps(base))
    report = read(put(tmp_path, [EXTENDS]))
    assert said(report) == found
    assert set(report.columns.id) == FACTS


def test_what_is_extended_and_missing_may_have_named_the_taxonomy(tmp_path: Path) -> None:
    metadata = {"documentInfo": {"documentType": TYPE, "extends": ["base.json"]}}
    (tmp_path / "report.json").write_text(json.dumps(metadata))
    assert [one.code for one in validate(tmp_path / "report.json", rules=()).findings] == [
        "xbrlce:unresolvableBaseMetadataFile"
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "xbrlce:unresolvableBaseMetadataFile"),
        ('{"documentInfo": {}}', "xbrlce:multipleDocumentTypesInExtensionChain"),
        (
            '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}',
            "xbrlce:multipleDocumentTypesInExtensionChain",
        ),
    ],
)
def test_what_is_extended_is_metadata(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "base.json").write_text(text)
    report = read(put(tmp_path, [EXTENDS]))
    assert said(report) == [(code, "/documentInfo/extends/0")]
    assert set(report.columns.id) == FACTS


def test_a_cycle_of_several_files_is_found(tmp_path: Path) -> None:
    for name, other in (("base", "other"), ("other", "report")):
        members = {"documentInfo": {"documentType": TYPE, "extends": [f"{other}.json"]}}
        (tmp_path / f"{name}.json").write_text(json.dumps(members))
    report = read(put(tmp_path, [EXTENDS]))
    assert said(report) == [("xbrlce:cycleInExtensionChain", "/documentInfo/extends/0")]
    assert Path(report.diagnostics[0].source.document).name == "other.json"  # type: ignore[union-attr]


def test_a_fault_of_the_base_is_placed_there(tmp_path: Path) -> None:
    base = {"documentInfo": {"documentType": TYPE}, "dimensions": {"period": "then"}}
    (tmp_path / "base.json").write_text(json.dumps(base))
    (one,) = [
        one
        for one in read(put(tmp_path, [EXTENDS])).diagnostics
        if one.code == "xbrlce:invalidPeriodRepresentation"
    ]
    assert one.source is not None
    assert Path(one.source.document).name == "base.json"
