"""The cache: what is unchanged is not read again, and nothing else is believed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from time import sleep, time_ns
from zipfile import ZipFile

import pytest
from attrs import define, field

from finmodel.diagnostic import UnreadableError
from finmodel.formats.compiled.cache import Cache, cache_folder
from finmodel.formats.compiled.view import View
from finmodel.formats.document import Document
from finmodel.formats.store import stamp
from finmodel.formats.store.chain import Sources
from finmodel.formats.store.library import Library
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.formats.taxonomy_xml.resolver import local_file
from finmodel.taxonomy.taxonomy import Taxonomy

SCHEMA = """<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:{name}"
  xmlns:xbrli="http://www.xbrl.org/2003/instance">
  <import namespace="urn:{other}" schemaLocation="{other}.xsd"/>
  <element name="{name}" type="xbrli:stringItemType" substitutionGroup="xbrli:item"
    xbrli:periodType="instant"/>
</schema>"""

AGES_AGO = 1_000_000_000


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file have been there for an hour."""
    monkeypatch.setattr(stamp, "time_ns", lambda: time_ns() + 3_600_000_000_000)


@define
class Place:
    """A folder with two schemas that import each other, and one more that is not there."""

    folder: Path
    cache: Cache
    asked: list[str] = field(factory=list)

    def write(self, name: str, other: str) -> Path:
        path = self.folder / f"{name}.xsd"
        path.write_text(SCHEMA.format(name=name, other=other))
        return path

    def resolve(self, address: str) -> Document | None:
        self.asked.append(address)
        return local_file(address)

    def read(self) -> Taxonomy:
        return read_taxonomy(self.folder / "a.xsd", resolver=self.resolve, cache=self.cache)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "documents"
    folder.mkdir()
    place = Place(folder, Cache(tmp_path / "cache"))
    place.write("a", "b")
    place.write("b", "absent")
    return place


def is_compiled(taxonomy: Taxonomy) -> bool:
    return isinstance(taxonomy.concepts, View)


def test_second_time(place: Place) -> None:
    first, second = place.read(), place.read()

    assert not is_compiled(first)
    assert is_compiled(second)
    assert first == second
    assert first.diagnostics == second.diagnostics != ()
    assert first.unread == second.unread
    assert first.digest == second.digest != ""


def test_changed(place: Place) -> None:
    first = place.read()
    place.write("b", "another")

    second = place.read()
    assert not is_compiled(second)
    assert second.diagnostics != first.diagnostics
    assert is_compiled(place.read())


def test_found_after_all(place: Place) -> None:
    place.read()
    place.write("absent", "a")

    assert place.read().diagnostics == ()
    assert len(place.read().concepts) == 3


def test_gone(place: Place) -> None:
    place.read()
    (place.folder / "b.xsd").unlink()

    assert len(place.read().concepts) == 1


def test_named_otherwise(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of an entry point calls it as the user does now."""
    place.read()
    monkeypatch.chdir(place.folder)

    first = read_taxonomy("a.xsd", cache=place.cache)
    again = read_taxonomy("a.xsd", cache=place.cache)
    assert is_compiled(again)
    assert first.diagnostics == again.diagnostics


@pytest.mark.parametrize("kind", ["manifest", "taxonomy"])
@pytest.mark.parametrize(
    "content", [b"", b"[]", b"[[], [], [], []]", b"\xff" * 5000, b"[" * 100_000]
)
def test_damaged(place: Place, kind: str, content: bytes) -> None:
    first = place.read()
    for path in place.cache.folder.glob(f"*.{kind}"):
        path.write_bytes(content)

    assert place.read() == first
    assert is_compiled(place.read())


def test_of_others(place: Place) -> None:
    """A folder that others may write to is neither read nor written."""
    place.read()
    place.cache.folder.chmod(0o777)

    assert not is_compiled(place.read())


def test_no_folder(place: Place) -> None:
    place.cache = Cache(Path(os.devnull))

    assert not is_compiled(place.read())
    assert not is_compiled(place.read())
    assert place.cache.size() == (0, 0)


def test_bounds(place: Place) -> None:
    place.read()
    files, size = place.cache.size()
    assert files == 2

    shutil.copytree(place.folder, place.folder / "more")
    small = Cache(place.cache.folder, most_bytes=size + size // 2)
    read_taxonomy(place.folder / "more" / "a.xsd", cache=small)
    assert small.size()[1] <= size + size // 2
    assert is_compiled(read_taxonomy(place.folder / "more" / "a.xsd", cache=small))


def test_clear(place: Place) -> None:
    place.read()
    place.cache.clear()

    assert place.cache.size() == (0, 0)


def test_notes(place: Place) -> None:
    first = place.read()
    assert place.cache.note(first, "kind") is None
    place.cache.keep_note(first, "kind", b"noted")

    assert place.cache.note(place.read(), "kind") == b"noted"
    place.write("b", "another")
    assert place.cache.note(place.read(), "kind") is None


@pytest.mark.parametrize("content", [b"", b"[]", b"[" * 100_000, bytes(32) + b"[]"])
def test_damaged_notes(place: Place, content: bytes) -> None:
    place.read()
    place.cache.keep_note(place.read(), "kind", b"noted")
    (path,) = place.cache.folder.glob("*.kind")
    path.write_bytes(content)

    assert place.cache.note(place.read(), "kind") is None


def test_notes_of_others(place: Place) -> None:
    """What was noted of a taxonomy is not believed of another, or as another kind of note."""
    first = place.read()
    place.cache.keep_note(first, "kind", b"noted")
    (path,) = place.cache.folder.glob("*.kind")
    place.write("b", "another")
    second = place.read()
    shutil.copy(path, path.with_name(f"{second.digest}.kind"))
    shutil.copy(path, path.with_suffix(".other"))

    assert place.cache.note(second, "kind") is None
    assert place.cache.note(first, "other") is None
    assert place.cache.note(first, "kind") == b"noted"


@pytest.mark.parametrize("is_pipe", [False, True])
@pytest.mark.parametrize("kind", ["manifest", "taxonomy", "kind"])
def test_links_and_pipes(place: Place, kind: str, *, is_pipe: bool) -> None:
    """They are neither followed nor waited for, and replaced by what is made again."""
    first = place.read()
    place.cache.keep_note(first, "kind", b"noted")
    (path,) = place.cache.folder.glob(f"*.{kind}")
    elsewhere = path.rename(place.folder / "elsewhere")
    content = elsewhere.read_bytes()
    if is_pipe:
        os.mkfifo(path)
    else:
        path.symlink_to(elsewhere)

    again = place.read()
    assert again == first
    assert is_compiled(again) == (kind == "kind")
    assert (place.cache.note(again, "kind") is None) == (kind == "kind")
    place.cache.keep_note(again, "kind", b"noted")
    assert path.is_file()
    assert not path.is_symlink()
    assert elsewhere.read_bytes() == content


def test_unreadable_is_not_kept(place: Place) -> None:
    """What may be there the next time is asked for again."""

    def broken(address: str) -> Document | None:
        raise UnreadableError

    first = read_taxonomy(place.folder / "a.xsd", resolver=broken, cache=place.cache)
    assert first.digest == ""
    assert place.cache.size() == (0, 0)


@pytest.mark.usefixtures("later")
def test_stamps(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were not touched are not read again, others are."""
    place.write("b", "a")
    sources = Sources(library=Library(place.folder / "home"))
    entry = (place.folder / "a.xsd").as_uri()
    read_taxonomy(entry, resolver=sources, cache=place.cache)
    assert is_compiled(read_taxonomy(entry, resolver=sources, cache=place.cache))

    def refuse(self: Sources, address: str) -> Document | None:
        pytest.fail(f"{address} was read")

    monkeypatch.setattr(Sources, "__call__", refuse)
    document = Document.of(place.folder / "a.xsd")
    assert is_compiled(place.cache.taxonomy([document], sources, read_nothing))


def read_nothing(documents: object, resolver: object) -> Taxonomy:
    pytest.fail("documents were read")


def test_touched(place: Place) -> None:
    place.write("b", "a")
    sources = Sources(library=Library(place.folder / "home"))
    read_taxonomy(place.folder / "a.xsd", resolver=sources, cache=place.cache)
    os.utime(place.folder / "b.xsd", (AGES_AGO, AGES_AGO))

    assert is_compiled(read_taxonomy(place.folder / "a.xsd", resolver=sources, cache=place.cache))


@pytest.mark.usefixtures("later")
def test_changed_with_its_time_set_back(place: Place) -> None:
    """As `cp -p` and `unzip -o` do, which write into the same file."""
    path = place.write("b", "a")
    os.utime(path, (AGES_AGO, AGES_AGO))
    sources = Sources(library=Library(place.folder / "home"))
    first = read_taxonomy(place.folder / "a.xsd", resolver=sources, cache=place.cache)
    sleep(0.02)  # clocks of file systems are coarse
    path.write_text(path.read_text().replace('"instant"', '"instan!"'))
    os.utime(path, (AGES_AGO, AGES_AGO))

    second = read_taxonomy(place.folder / "a.xsd", resolver=sources, cache=place.cache)
    assert not is_compiled(second)
    assert second.digest != first.digest


def test_changed_just_now(place: Place) -> None:
    """A time that is long ago says nothing of a file that was only just written."""
    os.utime(place.folder / "a.xsd", (AGES_AGO, AGES_AGO))

    found = stamp.Stamp.of(place.folder / "a.xsd")
    assert found is not None
    assert not found.is_settled


@pytest.mark.usefixtures("later")
def test_archive(place: Place, tmp_path: Path) -> None:
    place.write("b", "a")
    entry = "http://example.com/a.xsd"

    def read() -> Taxonomy:
        home = Library(tmp_path / "home")
        return read_taxonomy(entry, resolver=Sources.at(path, library=home), cache=place.cache)

    path = tmp_path / "mirror.zip"
    with ZipFile(path, "w") as archive:
        for name in ("a.xsd", "b.xsd"):
            archive.write(place.folder / name, f"http/example.com/{name}")
    assert not is_compiled(read())
    assert is_compiled(read())

    place.write("b", "absent")
    with ZipFile(path, "w") as archive:
        for name in ("a.xsd", "b.xsd"):
            archive.write(place.folder / name, f"http/example.com/{name}")
    assert not is_compiled(read())
    assert is_compiled(read())


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("is_in_library", [False, True])
def test_given_by_another_place(place: Place, tmp_path: Path, *, is_in_library: bool) -> None:
    """A place that has a document and cannot give it says nothing of the one that another gave."""
    name, entry = "http/example.com/a.xsd", "http://example.com/a.xsd"
    content = place.write("a", "b").read_bytes()
    damaged, whole = tmp_path / "1.zip", tmp_path / "2"
    with ZipFile(damaged, "w") as archive:
        archive.writestr(name, content)
    damaged.write_bytes(damaged.read_bytes().replace(b"<import", b"<impart", 1))
    (whole / name).parent.mkdir(parents=True)
    (whole / name).write_bytes(content)
    library = Library(tmp_path / "home")
    if is_in_library:
        library.add(damaged)
        library.add(whole)
        given = next(holding.path / name for holding in library if not holding.path.suffix)
    else:
        given = whole / name
    paths = [] if is_in_library else [damaged, whole]
    importing = place.folder / "b.xsd"
    importing.write_text(importing.read_text().replace("absent.xsd", entry))

    def read() -> Taxonomy:
        sources = Sources.at(*paths, library=Library(tmp_path / "home"))
        return read_taxonomy(importing, resolver=sources, cache=place.cache)

    first = read()
    assert read() == first
    sleep(0.02)
    given.write_bytes(content.replace(b'name="a"', b'name="c"'))
    assert read().concepts.keys() != first.concepts.keys()


def test_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINMODEL_CACHE", "/there")
    assert cache_folder() == Path("/there")
    monkeypatch.delenv("FINMODEL_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/cached")
    assert cache_folder() == Path("/cached/finmodel")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder().name == "finmodel"


@pytest.mark.usefixtures("later")
def test_touched_is_looked_at_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write("b", "a")
    sources = Sources(library=Library(place.folder / "home"))
    document = Document.of(place.folder / "a.xsd")
    read_taxonomy(document, resolver=sources, cache=place.cache)
    os.utime(place.folder / "b.xsd", (AGES_AGO, AGES_AGO))
    assert is_compiled(place.cache.taxonomy([document], sources, read_nothing))

    def refuse(self: Sources, address: str) -> tuple[Document | None, None]:
        pytest.fail(f"{address} was read")

    monkeypatch.setattr(Sources, "stamped", refuse)
    assert is_compiled(place.cache.taxonomy([document], sources, read_nothing))


def test_a_taxonomy_of_others(place: Place) -> None:
    """What was compiled of something else is not believed under another name."""
    first = place.read()
    path = place.cache.folder / f"{first.digest}.taxonomy"
    place.write("b", "another")
    second = place.read()
    shutil.copy(path, path.with_name(f"{second.digest}.taxonomy"))

    again = place.read()
    assert not is_compiled(again)
    assert again == second
