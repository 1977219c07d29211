"""Documents found by address: in folders and archives that mirror addresses, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml.resolver import (
    ArchivedMirror,
    Mirror,
    Resolver,
    first_of,
    local_file,
)

CONTENT = b"<schema/>" * 100


@pytest.fixture(params=["folder", "archive"])
def mirror(request: pytest.FixtureRequest, tmp_path: Path) -> Resolver:
    names = ["http/example.org/2026/a.xsd", "https/example.org/b c.xsd", "secret.xsd"]
    for name in names:
        path = tmp_path / "mirror" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTENT)
    if request.param == "folder":
        return Mirror(tmp_path / "mirror")
    with ZipFile(tmp_path / "mirror.zip", "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, CONTENT)
    return ArchivedMirror(tmp_path / "mirror.zip")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/2026/a.xsd",
        "http://example.org/2026//a.xsd",
        "https://example.org/b%20c.xsd",
    ],
)
def test_a_mirrored_document_is_known_by_its_address(mirror: Resolver, address: str) -> None:
    assert mirror(address) == Document(address, address, CONTENT)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/2026/a.xsd",
        "http://example.org/2026",
        "http://example.org/../../secret.xsd",
        "http://example.org/%2e%2e/%2e%2e/secret.xsd",
        "http://../secret.xsd",
        "http://example.org/..\\..\\secret.xsd",
        "http://example.org/2026/a.xsd%00",
        "file:///secret.xsd",
        "secret.xsd",
        "http://[",
    ],
)
def test_nothing_else_is_found(mirror: Resolver, address: str) -> None:
    assert mirror(address) is None


def test_what_an_archive_cannot_unpack_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "mirror.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("http/example.org/a.xsd", CONTENT)
    data = bytearray(path.read_bytes())
    data[55] ^= 0xFF  # within the packed bytes
    path.write_bytes(data)

    assert ArchivedMirror(path)("http://example.org/a.xsd") is None


def test_the_first_that_has_a_document_gives_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xsd"
    path.write_bytes(CONTENT)
    address = "http://example.org/a.xsd"
    one, other = Document("one", address), Document("other", address)
    resolver = first_of(local_file, {address: one}.get, {address: other}.get)

    assert resolver(address) is one
    assert resolver(path.as_uri()) == Document(str(path), path.as_uri())
    assert resolver("http://example.org/b.xsd") is None
