"""Taxonomies read by content and written by suffix."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest
from attrs import evolve

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document, path_address
from finmodel.formats.taxonomy import read_taxonomy, write_taxonomy
from finmodel.qname import Namespaces
from tests.unit.taxonomy.example import Results

TAXONOMY = Results.taxonomy


@pytest.mark.parametrize("name", ["acme.xsd", "acme.json"])
def test_the_suffix_says_what_to_write_and_the_content_what_to_read(
    tmp_path: Path, name: str
) -> None:
    entry_point, *_ = write_taxonomy(TAXONOMY, tmp_path / name)
    misnamed = Path(copy(entry_point, tmp_path / "misnamed.txt"))

    for source in (misnamed, str(misnamed), path_address(misnamed), Document.of(misnamed)):
        assert read_taxonomy(source) == TAXONOMY
        assert read_taxonomy([source]) == TAXONOMY


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"acme\.html ends neither in \.xsd nor in \.json"):
        write_taxonomy(TAXONOMY, tmp_path / "acme.html")


def test_several_entry_points(tmp_path: Path) -> None:
    schema, *others = write_taxonomy(TAXONOMY, tmp_path / "acme.xsd")
    assert read_taxonomy([schema, others[1]]) == TAXONOMY

    json, *_ = write_taxonomy(TAXONOMY, tmp_path / "acme.json")
    with pytest.raises(UnreadableError, match="stands alone"):
        read_taxonomy([schema, json])


@pytest.mark.parametrize("far", ["https://far.example/entry.xsd", "urn:far:entry.xsd"])
def test_an_entry_point_that_is_not_available_is_said(tmp_path: Path, far: str) -> None:
    schema, *_ = write_taxonomy(TAXONOMY, tmp_path / "acme.xsd")

    taxonomy = read_taxonomy([far, schema])

    assert taxonomy == TAXONOMY
    assert [found.code for found in taxonomy.diagnostics] == ["fm:documentNotAvailable"]
    assert taxonomy.unread
    with pytest.raises(UnreadableError, match=r"entry\.xsd is not available"):
        read_taxonomy(far)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "fm:notXml"),
        (b"plain text", "fm:notXml"),
        (b"PK\x03\x04", "fm:notATaxonomy"),
        (b"{}", "oimce:unsupportedDocumentType"),
    ],
)
def test_what_is_no_taxonomy_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "what.ever"
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as raised:
        read_taxonomy(path)
    assert [found.code for found in raised.value.diagnostics] == [code]


def test_nothing_to_read() -> None:
    with pytest.raises(UnreadableError, match="oime:noTaxonomy"):
        read_taxonomy([])
    with pytest.raises(UnreadableError, match="fm:cannotOpen"):
        read_taxonomy("nowhere.xsd")


def test_prefixes_that_xml_needs_for_itself_are_left_to_it(tmp_path: Path) -> None:
    names = {"xs": TAXONOMY.namespace, "": "https://default.example", "link": "https://l.example"}
    odd = evolve(TAXONOMY, namespaces=Namespaces(names))
    entry_point, *_ = write_taxonomy(odd, tmp_path / "odd.xsd")
    assert read_taxonomy(entry_point) == TAXONOMY


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<!DOCTYPE html><html><body/></html>", "is HTML without Inline XBRL."),
        (
            b'<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"/>',
            "is Inline XBRL, which is not read yet.",
        ),
        (b"PK\x03\x04", "is a zip archive or a workbook."),
        (b"%PDF-1.7", "is a PDF document."),
    ],
)
def test_what_is_something_else_is_named(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as error:
        read_taxonomy(path)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "fm:notATaxonomy"
    assert diagnostic.message == f"{path} {says}"
    assert diagnostic.remedy.startswith("Name a schema or a linkbase")
