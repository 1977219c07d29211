"""The library: what was added is found by address, until it is removed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.store import library as module
from finmodel.formats.store.library import Library, home
from tests.unit.formats.store import BASE, FILES, SCHEMA, codes, written

MIRROR = {f"https/{BASE.removeprefix('https://')}entry.xsd": SCHEMA}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home")


@pytest.mark.parametrize("target", ["accounts 2026.zip", "accounts 2026"])
def test_a_package_is_found_by_its_addresses(tmp_path: Path, library: Library, target: str) -> None:
    source = written(tmp_path / target, FILES)
    added = library.add(source)

    assert (added.name, added.is_package, added.title) == ("accounts-2026", True, "Accounts")
    assert (added.version, added.publisher) == ("3", "Somebody")
    again = Library(library.folder)
    assert list(again) == [added]
    (entry,) = added.entry_points
    for address in entry.addresses:
        document = again(address)
        assert document is not None
        assert document.read() == SCHEMA.encode()
    assert str(source.absolute()) not in "".join(entry.addresses)
    assert again("https://elsewhere.example/entry.xsd") is None
    assert not again.diagnostics


@pytest.mark.parametrize("target", ["m.zip", "m"])
def test_a_mirror_is_found_by_its_addresses(tmp_path: Path, library: Library, target: str) -> None:
    added = library.add(written(tmp_path / target, MIRROR))
    assert (added.name, added.is_package) == ("m", False)
    assert library(f"{BASE}entry.xsd") is not None
    assert library("https://elsewhere.example/entry.xsd") is None


def test_what_is_added_again_takes_the_place_of_the_old(tmp_path: Path, library: Library) -> None:
    library.add(written(tmp_path / "p.zip", FILES))
    assert library(f"{BASE}entry.xsd") is not None
    library.add(written(tmp_path / "other", MIRROR), name="p")
    (holding,) = library
    assert not holding.is_package


def test_what_is_removed_is_gone(tmp_path: Path, library: Library) -> None:
    library.add(written(tmp_path / "p.zip", FILES))
    assert library(f"{BASE}entry.xsd") is not None
    assert library.remove("p")
    assert not library.remove("p")
    assert list(library) == []
    assert library(f"{BASE}entry.xsd") is None
    assert [path.name for path in library.folder.rglob("*")] == ["taxonomies"]


@pytest.mark.parametrize("name", ["..", "../p", "a/b", ".p", "", "a" * 101, "/etc"])
def test_names_stay_inside_the_library(tmp_path: Path, library: Library, name: str) -> None:
    outside = written(tmp_path / "p", FILES)
    library.add(outside)
    assert not library.remove(name)
    if name:
        with pytest.raises(ValueError, match="no name"):
            library.add(outside, name=name)
    assert outside.is_dir()
    assert [holding.name for holding in library] == ["p"]


def test_links_that_lead_out_of_a_folder_are_left_out_and_said(
    tmp_path: Path, library: Library
) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    source = written(tmp_path / "p", FILES)
    files = source / "top/files"
    (files / "secret.xsd").symlink_to(tmp_path / "secret")
    (files / "gone.xsd").symlink_to("nowhere.xsd")
    (files / "round.xsd").symlink_to("round.xsd")
    (source / "top/all").symlink_to(tmp_path)
    (source / "top/again").symlink_to(source)
    os.mkfifo(files / "pipe.xsd")
    library.add(source)
    assert library(f"{BASE}entry.xsd") is not None
    assert library(f"{BASE}secret.xsd") is None
    assert set(codes(library.diagnostics)) == {"fm:leftOutOfLibrary"}
    named = [Path(str(said.source)).name for said in library.diagnostics]
    assert sorted(named) == ["again", "all", "gone.xsd", "pipe.xsd", "round.xsd", "secret.xsd"]


def test_links_inside_of_a_folder_are_followed(tmp_path: Path, library: Library) -> None:
    source = written(tmp_path / "p", FILES)
    (source / "top/files/other.xsd").symlink_to("entry.xsd")
    (source / "top/files/more").symlink_to("../own")
    (tmp_path / "called").symlink_to(source)
    added = library.add(tmp_path / "called")
    assert added.name == "called"
    for name in ("other.xsd", "more/entry.xsd"):
        document = library(f"{BASE}{name}")
        assert document is not None
        assert document.read() == SCHEMA.encode()
    assert not library.diagnostics


def test_links_between_folders_do_not_multiply(tmp_path: Path, library: Library) -> None:
    source = written(tmp_path / "p", FILES)
    folders = [source / f"top/{number}" for number in range(6)]
    for folder in folders:
        folder.mkdir()
    for folder in folders:
        for other in folders:
            (folder / f"to-{other.name}").symlink_to(other)
    added = library.add(source)
    assert len(list(added.path.rglob("*"))) < 60
    assert library.diagnostics


def test_several_programs_may_add_at_once(tmp_path: Path, library: Library) -> None:
    source = written(tmp_path / "p.zip", FILES)

    def add(_: int) -> str:
        return Library(library.folder).add(source).name

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(add, range(80))) == {"p"}
    assert [path.name for path in (library.folder / "taxonomies").iterdir()] == ["p"]
    assert library(f"{BASE}entry.xsd") is not None


def test_a_name_that_is_always_taken_is_said(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(tmp_path / "p.zip", FILES)
    library.add(source)
    monkeypatch.setattr(Library, "remove", lambda *_: False)
    with pytest.raises(OSError, match="try again"):
        library.add(source)
    assert len(list((library.folder / "taxonomies").iterdir())) == 1


def test_a_library_that_cannot_be_written_is_said_with_the_remedy(tmp_path: Path) -> None:
    source = written(tmp_path / "p.zip", FILES)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(OSError, match="FINMODEL_HOME") as raised:
        Library(tmp_path / "file").add(source)
    assert raised.value.filename == str(tmp_path / "file")
    assert "name a folder that can" in str(raised.value)


def test_what_is_neither_package_nor_mirror_is_refused(tmp_path: Path, library: Library) -> None:
    source = written(tmp_path / "p", {"a.xsd": SCHEMA, "b.xsd": SCHEMA})
    with pytest.raises(UnreadableError):
        library.add(source)
    assert list(library) == []


def test_a_failure_leaves_what_was_there(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(written(tmp_path / "p.zip", FILES))

    def full(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(module, "write_whole", full)
    with pytest.raises(OSError, match="no space"):
        library.add(tmp_path / "p.zip")
    assert library(f"{BASE}entry.xsd") is not None
    assert len(list((library.folder / "taxonomies").iterdir())) == 1


@pytest.mark.parametrize("card", ["", "{}", "[]", '{"content": 3, "kind": [], "prefixes": 1}'])
def test_a_broken_card_is_said_and_stops_nothing(
    tmp_path: Path, library: Library, card: str
) -> None:
    library.add(written(tmp_path / "p.zip", FILES))
    library.add(written(tmp_path / "q.zip", FILES))
    (library.folder / "taxonomies/p/card.json").write_text(card, encoding="utf-8")
    again = Library(library.folder)
    assert again(f"{BASE}entry.xsd") is not None
    assert codes(again.diagnostics) == ["fm:unreadableLibrary"]


def test_a_broken_archive_is_said_and_stops_nothing(tmp_path: Path, library: Library) -> None:
    added = library.add(written(tmp_path / "p.zip", FILES))
    added.path.write_bytes(b"PK")
    again = Library(library.folder)
    assert again(f"{BASE}entry.xsd") is None
    assert again(f"{BASE}other.xsd") is None
    assert codes(again.diagnostics) == ["fm:unreadableLibrary"]


def test_the_home_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINMODEL_HOME", "/there")
    assert home() == Path("/there")
    monkeypatch.delenv("FINMODEL_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert home() == Path("/data/finmodel")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/me")
    assert home() == Path("/me/.local/share/finmodel")


def test_nobody_has_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("FINMODEL_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    assert list(Library()) == []
    assert Library()("https://example.org/a.xsd") is None
