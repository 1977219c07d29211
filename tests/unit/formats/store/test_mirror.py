"""Documents found by address: in folders and archives that mirror addresses, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from finmodel.formats.document import Document
from finmodel.formats.store.mirror import Mirror

CONTENT = b"<schema/>" * 100


@pytest.fixture(params=["folder", "archive"])
def mirror(request: pytest.FixtureRequest, tmp_path: Path) -> Mirror:
    names = ["http/example.org/2026/a.xsd", "https/example.org/b c.xsd", "secret.xsd"]
    for name in names:
        path = tmp_path / "mirror" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTENT)
    if request.param == "folder":
        return Mirror.at(tmp_path / "mirror")
    with ZipFile(tmp_path / "mirror.zip", "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, CONTENT)
    return Mirror.at(tmp_path / "mirror.zip")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/2026/a.xsd",
        "http://example.org/2026//a.xsd",
        "https://example.org/b%20c.xsd",
    ],
)
def test_a_mirrored_document_is_known_by_its_address(mirror: Mirror, address: str) -> None:
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
def test_nothing_else_is_found(mirror: Mirror, address: str) -> None:
    assert mirror(address) is None


def test_what_an_archive_cannot_unpack_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "mirror.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("http/example.org/a.xsd", CONTENT)
    data = bytearray(path.read_bytes())
    data[55] ^= 0xFF  # within the packed bytes
    path.write_bytes(data)

    assert Mirror.at(path)("http://example.org/a.xsd") is None
