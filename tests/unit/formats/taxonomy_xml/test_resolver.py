"""Resolvers asked in turn."""

from __future__ import annotations

from pathlib import Path

from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml.resolver import first_of, local_file

CONTENT = b"<schema/>"


def test_the_first_that_has_a_document_gives_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xsd"
    path.write_bytes(CONTENT)
    address = "http://example.org/a.xsd"
    one, other = Document("one", address), Document("other", address)
    resolver = first_of(local_file, {address: one}.get, {address: other}.get)

    assert resolver(address) is one
    assert resolver(path.as_uri()) == Document(str(path), path.as_uri())
    assert resolver("http://example.org/b.xsd") is None
