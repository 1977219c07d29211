"""Taxonomy packages: documents by the addresses that catalogs rewrite, and what is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import path_address
from finmodel.formats.store import package as module
from finmodel.formats.store.package import Package
from tests.unit.formats.store import BASE, FILES, SCHEMA, TP, catalog, codes, metadata, written

KINDS = pytest.mark.parametrize("target", ["p.zip", "p"])
METADATA = "top/META-INF/taxonomyPackage.xml"
CATALOG = "top/META-INF/catalog.xml"


@KINDS
def test_a_package_gives_documents_by_their_addresses(tmp_path: Path, target: str) -> None:
    package = Package.at(written(tmp_path / target, FILES))

    assert package.diagnostics == ()
    document = package(f"{BASE}entry.xsd#A")
    assert document is not None
    assert (document.address, document.read()) == (f"{BASE}entry.xsd#A", SCHEMA.encode())
    assert package(f"{BASE}other.xsd") is None
    assert package("https://example.org/2025/entry.xsd") is None


@KINDS
def test_a_package_says_what_it_is(tmp_path: Path, target: str) -> None:
    package = Package.at(written(tmp_path / target, FILES))

    found = package.metadata
    assert (found.identifier, found.version, found.publication_date) == (
        "urn:package",
        "3",
        "2026-01-31",
    )
    assert [found.name(language) for language in ("en", "de", "de-at", "fr")] == [
        "Accounts",
        "Konten",
        "Konten",
        "Accounts",
    ]
    (entry,) = found.entry_points
    assert (entry.name(), entry.languages) == ("Everything", ("en",))
    own = f"{path_address(tmp_path / target)}/top/own/entry.xsd"
    assert entry.addresses == (f"{BASE}entry.xsd", own)
    assert all(package(address) is not None for address in entry.addresses)


def test_the_top_folder_of_a_package_is_a_package_itself(tmp_path: Path) -> None:
    package = Package.at(written(tmp_path, FILES) / "top")
    assert package.diagnostics == ()
    assert package(f"{BASE}entry.xsd") is not None


def test_the_longest_start_counts(tmp_path: Path) -> None:
    files = {
        **FILES,
        CATALOG: catalog((BASE, "../nowhere/"), (f"{BASE}en", "../files/en"), (BASE[:12], "../")),
    }
    package = Package.at(written(tmp_path / "p.zip", files))
    assert package(f"{BASE}entry.xsd") is not None


@pytest.mark.parametrize(
    ("start", "prefix", "attributes"),
    [
        (BASE, "files/", 'xml:base="../"'),
        (BASE, "top/files/", 'xml:base="../../"'),
        (f"{BASE}entry.xsd", "../files/entry.xsd", ""),
        (BASE, "%2e%2e/files/", ""),
    ],
)
def test_prefixes_are_seen_from_the_base(
    tmp_path: Path, start: str, prefix: str, attributes: str
) -> None:
    files = {**FILES, CATALOG: catalog((start, prefix), attributes=attributes)}
    package = Package.at(written(tmp_path / "p.zip", files))
    is_plain = "%" not in prefix
    assert (package(f"{BASE}entry.xsd") is not None) == is_plain


@KINDS
@pytest.mark.parametrize(
    ("prefix", "address"),
    [
        ("../../../", f"{BASE}secret.xsd"),
        ("file:///etc/", f"{BASE}passwd"),
        ("https://elsewhere.example/", f"{BASE}entry.xsd"),
        ("../files/", f"{BASE}../../../secret.xsd"),
        ("../files/", f"{BASE}%2e%2e/%2e%2e/%2e%2e/secret.xsd"),
        ("../files/", f"{BASE}entry.xsd%00"),
        ("../files/", f"{BASE}..%5csecret.xsd"),
    ],
)
def test_nothing_outside_of_a_package_is_found(
    tmp_path: Path, target: str, prefix: str, address: str
) -> None:
    (tmp_path / "secret.xsd").write_text(SCHEMA, encoding="utf-8")
    files = {**FILES, CATALOG: catalog((BASE, prefix))}
    assert Package.at(written(tmp_path / target, files))(address) is None


@KINDS
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({METADATA: metadata("<tp:name>N</tp:name>")}, "tpe:invalidMetaDataFile"),
        ({METADATA: metadata(namespace=f"{TP}/draft")}, "tpe:invalidMetaDataFile"),
        ({METADATA: "<tp:taxonomyPackage"}, "tpe:invalidMetaDataFile"),
        ({METADATA: "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "tpe:invalidMetaDataFile"),
        ({METADATA: None}, "tpe:metadataFileNotFound"),
        ({CATALOG: catalog((BASE, "../files/"), (BASE, "../own/"))}, "tpe:multipleRewriteURIs"),
        ({CATALOG: catalog(more='<uri name="a" uri="b"/>')}, "tpe:invalidCatalogFile"),
        ({CATALOG: catalog(more="<rewriteURI/>")}, "tpe:invalidCatalogFile"),
        ({"top2/notes.txt": "More."}, "tpe:invalidDirectoryStructure"),
        ({"notes.txt": "More."}, "tpe:invalidDirectoryStructure"),
    ],
)
def test_a_faulty_package_is_used_as_far_as_it_goes(
    tmp_path: Path, target: str, changes: dict[str, str | None], code: str
) -> None:
    files = {name: text for name, text in {**FILES, **changes}.items() if text is not None}
    package = Package.at(written(tmp_path / target, files))

    assert package.diagnostics
    assert all(found.code.startswith(code) for found in package.diagnostics)
    assert package(f"{BASE}entry.xsd") is not None


def test_names_have_one_language_each(tmp_path: Path) -> None:
    identifier = "<tp:identifier>urn:package</tp:identifier>"
    twice = '<tp:name xml:lang="en">A</tp:name><tp:name xml:lang="EN">B</tp:name>'
    files = {
        **FILES,
        METADATA: metadata(f"{identifier}{twice}<tp:description>C</tp:description>", attributes=""),
    }
    package = Package.at(written(tmp_path / "p.zip", files))

    assert codes(package.diagnostics) == [
        "tpe:duplicateLanguagesForElement",
        "tpe:missingLanguageAttribute",
    ]
    assert package.metadata.name() == "A"


def test_metadata_at_the_top_of_an_archive_are_read_and_complained_of(tmp_path: Path) -> None:
    files = {name.removeprefix("top/"): text for name, text in FILES.items()}
    package = Package.at(written(tmp_path / "p.zip", files))
    assert codes(package.diagnostics) == ["tpe:invalidDirectoryStructure"]
    assert package(f"{BASE}entry.xsd") is not None


@KINDS
@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"top/a.xsd": SCHEMA}, "tpe:metadataDirectoryNotFound"),
        ({"top/META-INF/other.xml": SCHEMA}, "tpe:metadataFileNotFound"),
        ({"top/META-INF/reportPackage.json": "{}"}, "fm:noTaxonomyPackage"),
        ({"a.xsd": SCHEMA, "b/c.xsd": SCHEMA, "d/e.xsd": SCHEMA}, "fm:noTaxonomyPackage"),
        ({"a/META-INF/catalog.xml": "", "b/META-INF/x": ""}, "tpe:invalidDirectoryStructure"),
    ],
)
def test_what_is_no_package_is_refused(
    tmp_path: Path, target: str, files: dict[str, str], code: str
) -> None:
    path = written(tmp_path / target, files)
    with pytest.raises(UnreadableError) as refused:
        Package.at(path)
    assert codes(refused.value.diagnostics)[-1] == code


@pytest.mark.parametrize("name", ["page.html", "report.json", "none"])
def test_what_is_no_archive_is_not_called_a_broken_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<html/>", encoding="utf-8")
    with pytest.raises(UnreadableError) as refused:
        Package.at(tmp_path / name)
    assert codes(refused.value.diagnostics) == ["fm:noTaxonomyPackage"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    with pytest.raises(UnreadableError) as refused:
        Package.at(tmp_path / "pipe.zip")
    assert codes(refused.value.diagnostics) == ["fm:noTaxonomyPackage"]


def test_many_rewritings_are_looked_up_quickly(tmp_path: Path) -> None:
    many = [(f"{BASE}{number:06}/", "../files/") for number in range(50_000)]
    files = {**FILES, CATALOG: catalog(*many)}
    package = Package.at(written(tmp_path / "p.zip", files))
    assert len(package.catalog.targets) == len(many)
    for number in range(5_000):
        assert package.catalog(f"{BASE}{number:06}/entry.xsd") is not None
        assert package.catalog(f"https://other.example/{number}") is None


def test_metadata_of_any_size_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_METADATA", 100)
    with pytest.raises(UnreadableError) as refused:
        Package.at(written(tmp_path / "p.zip", FILES))
    assert codes(refused.value.diagnostics) == ["fm:archiveLimit"]
