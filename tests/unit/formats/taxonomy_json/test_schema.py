"""The JSON Schema of taxonomies describes what is written and refuses what the reader refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from finmodel.formats.taxonomy_json.schema import taxonomy_schema
from finmodel.formats.taxonomy_json.writer import taxonomy_json
from tests.unit.formats.taxonomy_json.test_reader import FAULTS, Change, small
from tests.unit.taxonomy.example import Results

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema: dict[str, Any] = json.loads(taxonomy_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_published_schema_is_up_to_date() -> None:
    published = ROOT / "schema" / "finmodel" / "taxonomy.schema.json"
    assert published.read_text("utf-8") == taxonomy_schema()


def test_what_is_written_is_valid(validator: Draft202012Validator) -> None:
    validator.validate(json.loads(taxonomy_json(Results.taxonomy)))
    validator.validate(small())


STRUCTURAL = [
    change
    for change, code, _, said in FAULTS
    if code == "fm:invalidTaxonomyJson" and "number of over" not in said
]


@pytest.mark.parametrize("change", STRUCTURAL)
def test_what_is_misshapen_is_not(validator: Draft202012Validator, change: Change) -> None:
    data = small()
    change(data)
    assert not validator.is_valid(data)
