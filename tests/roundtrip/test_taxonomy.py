"""Taxonomies come back equal from every format, and as Python with everything reportable."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings

from finmodel.formats.document import Document
from finmodel.formats.taxonomy_json.reader import read_taxonomy as read_json
from finmodel.formats.taxonomy_json.writer import taxonomy_json
from finmodel.formats.taxonomy_xml.reader import read_taxonomy as read_xml
from finmodel.formats.taxonomy_xml.writer import write_taxonomy as write_xml
from finmodel.render.python import module
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.roundtrip.taxonomies import taxonomies


@given(taxonomies())
@settings(max_examples=100)
def test_xml(taxonomy: Taxonomy) -> None:
    with TemporaryDirectory() as folder:
        first, *_ = write_xml(taxonomy, Path(folder), "two words")
        found = read_xml([Document.of(first)])

    assert found.diagnostics == ()
    assert found == taxonomy
    assert found.documentation == taxonomy.documentation
    assert dict(found.arcroles) == dict(taxonomy.arcroles)


@given(taxonomies())
@settings(max_examples=100)
def test_json(taxonomy: Taxonomy) -> None:
    data = taxonomy_json(taxonomy)
    found = read_json(Document.from_bytes(data, "t.json"))

    assert found.diagnostics == ()
    assert found == taxonomy
    assert found.documentation == taxonomy.documentation
    assert {name: c.id for name, c in found.concepts.items()} == {
        name: c.id for name, c in taxonomy.concepts.items()
    }
    assert taxonomy_json(found) == data


@given(taxonomies())
@settings(max_examples=100)
def test_python(taxonomy: Taxonomy) -> None:
    made = module(taxonomy, "Declared")
    names: dict[str, Any] = {}
    exec(compile(made.source, "declared.py", "exec"), names)  # noqa: S102 - what users would do
    declared = names["Declared"].taxonomy

    reportable = {name for name, concept in taxonomy.concepts.items() if concept.is_reportable}
    assert reportable <= declared.concepts.keys()
    # what is missing is said, and nothing else is
    assert (declared == taxonomy) or made.left_out
