"""Where documents come from, asked in turn; and taxonomies read from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import path_address
from finmodel.formats.store.chain import Sources
from finmodel.formats.store.fetch import Fetcher, Reply
from finmodel.formats.store.fetched import Fetched
from finmodel.formats.store.library import Library
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.qname import QName
from tests.unit.formats.store import BASE, FILES, codes, written
from tests.unit.formats.taxonomy_xml import concept, schema

ENTRY = f"{BASE}entry.xsd"


def entry(local_name: str) -> str:
    return schema(concept(local_name), target=f"urn:{local_name}")


def package(path: Path, local_name: str) -> Path:
    return written(path, {**FILES, "top/files/entry.xsd": entry(local_name)})


def found(sources: Sources) -> str:
    document = sources(ENTRY)
    assert document is not None
    return document.read().decode()


def test_the_order_is_places_then_library_then_the_network(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    first, second = package(tmp_path / "1.zip", "A"), package(tmp_path / "2", "B")
    library.add(package(tmp_path / "3.zip", "C"))
    web = Fetcher(Fetched(tmp_path / "web"), lambda _: Reply(200, {}, iter([entry("D").encode()])))

    def sources(*paths: Path, shelf: Library) -> str:
        given = Sources.at(*paths, library=shelf)
        return found(Sources(given.places, given.library, web))

    assert sources(first, second, shelf=library) == entry("A")
    assert sources(second, first, shelf=library) == entry("B")
    assert sources(shelf=library) == entry("C")
    assert sources(shelf=Library(tmp_path / "empty")) == entry("D")


def test_documents_of_standards_and_local_files_are_always_there(tmp_path: Path) -> None:
    sources = Sources.at(library=Library(tmp_path / "empty"))
    path = written(tmp_path / "files", {"a.xsd": entry("A")}) / "a.xsd"
    for address in ("http://www.xbrl.org/2003/xl-2003-12-31.xsd", path_address(path)):
        assert sources(address) is not None
    assert sources(ENTRY) is None
    assert sources.diagnostics == ()


def test_a_folder_of_packages_stands_for_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    package(tmp_path / "packages/1.zip", "A")
    written(tmp_path / "packages/2.zip", {"https/two.example/b.xsd": entry("B")})
    sources = Sources.at(tmp_path / "packages", library=Library(tmp_path / "empty"))
    assert found(sources) == entry("A")
    assert sources("https://two.example/b.xsd") is not None


def test_faults_of_packages_are_told(tmp_path: Path) -> None:
    written(tmp_path / "1.zip", {**FILES, "notes.txt": "More."})
    sources = Sources.at(tmp_path / "1.zip", library=Library(tmp_path / "empty"))
    assert codes(sources.diagnostics) == ["tpe:invalidDirectoryStructure"]
    with pytest.raises(UnreadableError):
        Sources.at(tmp_path / "gone.zip")


def test_a_taxonomy_is_read_from_a_package_by_address(tmp_path: Path) -> None:
    files = {
        **FILES,
        "top/files/entry.xsd": schema(
            '<xs:include schemaLocation="more/part.xsd"/>', concept("A"), target="urn:A"
        ),
        "top/files/more/part.xsd": schema(concept("B"), target="urn:A"),
    }
    sources = Sources.at(written(tmp_path / "p.zip", files), library=Library(tmp_path / "empty"))
    taxonomy = read_taxonomy(ENTRY, resolver=sources)
    assert set(taxonomy.concepts) == {QName("urn:A", "A"), QName("urn:A", "B")}
    assert taxonomy.diagnostics == ()


def test_what_the_network_lacks_is_said_with_the_reason(tmp_path: Path) -> None:
    web = Fetcher(Fetched(tmp_path / "web"), lambda _: Reply(404, {}, iter(())))
    path = tmp_path / "main.xsd"
    path.write_text(
        schema(f'<xs:import namespace="urn:B" schemaLocation="{ENTRY}"/>', concept("A")),
        encoding="utf-8",
    )
    taxonomy = read_taxonomy(path, resolver=Sources(fetcher=web))
    assert codes(taxonomy.diagnostics) == ["fm:documentNotAvailable", "fm:fetchFailed"]
    assert "status 404" in taxonomy.diagnostics[1].message
