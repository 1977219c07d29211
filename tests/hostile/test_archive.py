"""Archives made to do harm: refused before anything in them is read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.store import archive as module
from finmodel.formats.store.archive import Archive
from finmodel.formats.store.mirror import Mirror

GOOD = "http/example.org/a.xsd"
ADDRESS = "http://example.org/a.xsd"


def refused(path: Path) -> str:
    """Return the code with which an archive is refused."""
    with pytest.raises(UnreadableError) as error:
        Archive.at(path)
    (diagnostic,) = error.value.diagnostics
    return diagnostic.code


def with_names(path: Path, *names: str) -> Path:
    """Write an archive with exactly these names, whatever zipfile makes of them."""
    with ZipFile(path, "w") as archive:
        for name in names:
            info = ZipInfo("x")
            info.filename = name
            archive.writestr(info, b"<a/>")
    return path


@pytest.mark.parametrize(
    "names",
    [
        ["../a.xsd"],
        ["a/../../b.xsd"],
        ["a/./b.xsd"],
        ["a//b.xsd"],
        ["/etc/passwd"],
        ["C:/windows/system.ini"],
        ["a\\b.xsd"],
        [".."],
        ["a.xsd", "a.xsd"],
        ["a", "a/b.xsd"],
        ["a/b.xsd", "a"],
        ["a/", "a"],
        ["a/" * 5_000 + "b"],
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_lead_elsewhere_or_clash_are_refused(tmp_path: Path, names: list[str]) -> None:
    assert refused(with_names(tmp_path / "a.zip", *names)) == "tpe:invalidArchiveFormat"


def test_a_name_with_a_null_character_is_refused(tmp_path: Path) -> None:
    path = with_names(tmp_path / "a.zip", "a.xsdQ.txt")
    path.write_bytes(path.read_bytes().replace(b"a.xsdQ.txt", b"a.xsd\0.txt"))
    assert refused(path) == "tpe:invalidArchiveFormat"


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = with_names(tmp_path / "a.zip", GOOD)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "tpe:invalidArchiveFormat"


def test_other_ways_of_packing_are_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w", ZIP_BZIP2) as archive:
        archive.writestr(GOOD, b"<a/>" * 1000)
    assert refused(tmp_path / "a.zip") == "tpe:invalidArchiveFormat"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + bytes(18)[:-1], b"<a/>" * 100])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert refused(tmp_path / "a.zip") == "tpe:invalidArchiveFormat"


def test_an_archive_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.zip") == "fm:cannotOpen"


def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr(GOOD, bytes(1 << 26))
    assert refused(tmp_path / "a.zip") == "fm:archiveLimit"


def test_a_directory_that_claims_to_be_huge_is_not_read(tmp_path: Path) -> None:
    entries, size = 0xFFFF, 1 << 30
    with (tmp_path / "a.zip").open("wb") as stream:
        stream.truncate(size)
        stream.seek(size)
        stream.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, size, 0, 0))
    assert refused(tmp_path / "a.zip") == "fm:archiveLimit"


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ENTRIES", 2)
    assert refused(with_names(tmp_path / "a.zip", "a", "b", "c")) == "fm:archiveLimit"


def test_more_than_anybody_needs_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_EXPANDED", 10)
    assert refused(with_names(tmp_path / "a.zip", "a", "b", "c")) == "fm:archiveLimit"


def lying_about_size(data: bytearray) -> None:
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 10)


def lying_about_content(data: bytearray) -> None:
    at = data.index(b"PK\x01\x02")
    data[at + 16 : at + 20] = struct.pack("<L", zlib.crc32(b"other"))


def lying_about_place(data: bytearray) -> None:
    at = data.index(b"PK\x01\x02")
    data[at + 42 : at + 46] = struct.pack("<L", 7)


@pytest.mark.parametrize("lie", [lying_about_size, lying_about_content, lying_about_place])
def test_an_entry_that_is_not_what_the_directory_says_is_not_there(
    tmp_path: Path, lie: Callable[[bytearray], None]
) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w", ZIP_STORED) as archive:
        archive.writestr(GOOD, b"<a/>" * 1000)
    data = bytearray(path.read_bytes())
    lie(data)
    path.write_bytes(data)
    assert Mirror.at(path)(ADDRESS) is None


def test_entries_that_share_their_bytes_expand_no_further(tmp_path: Path) -> None:
    """A directory in which many entries are one piece of data, so that little becomes much."""
    path = tmp_path / "a.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("0", bytes(1 << 20))
        first = archive.infolist()[0]
        for number in range(1, 400):
            info = ZipInfo(str(number))
            for key in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(info, key, getattr(first, key))
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
        archive._didModify = True  # type: ignore[attr-defined]
    assert refused(path) == "fm:archiveLimit"
