"""Packages and mirrors, made as small as they can be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from finmodel.diagnostic import Diagnostic

BASE = "https://example.org/2026/"
TP = "http://xbrl.org/2016/taxonomy-package"
SCHEMA = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">'
    '<xs:element name="A"/></xs:schema>'
)


def metadata(content: str = "", *, namespace: str = TP, attributes: str = 'xml:lang="en"') -> str:
    """Return the metadata of a package, with an entry point unless another content is given."""
    usual = (
        "<tp:identifier>urn:package</tp:identifier><tp:name>Accounts</tp:name>"
        '<tp:name xml:lang="de-AT">Konten</tp:name><tp:description>All of them.</tp:description>'
        "<tp:version>3</tp:version><tp:publisher>Somebody</tp:publisher>"
        "<tp:publicationDate>2026-01-31</tp:publicationDate>"
        "<tp:entryPoints><tp:entryPoint><tp:name>Everything</tp:name>"
        f'<tp:entryPointDocument href="{BASE}entry.xsd"/>'
        '<tp:entryPointDocument href="../own/entry.xsd"/>'
        "<tp:languages><tp:language>en</tp:language></tp:languages>"
        "</tp:entryPoint></tp:entryPoints>"
    )
    return (
        f'<tp:taxonomyPackage xmlns:tp="{namespace}" {attributes}>'
        f"{content or usual}</tp:taxonomyPackage>"
    )


def catalog(*rewritings: tuple[str, str], attributes: str = "", more: str = "") -> str:
    """Return a catalog."""
    lines = "".join(
        f'<rewriteURI uriStartString="{start}" rewritePrefix="{target}"/>'
        for start, target in rewritings or ((BASE, "../files/"),)
    )
    namespace = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
    return f'<catalog xmlns="{namespace}" {attributes}>{lines}{more}</catalog>'


FILES: Mapping[str, str] = {
    "top/META-INF/taxonomyPackage.xml": metadata(),
    "top/META-INF/catalog.xml": catalog(),
    "top/files/entry.xsd": SCHEMA,
    "top/own/entry.xsd": SCHEMA,
}
"""A package as it should be."""


def written(target: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder, or into an archive where the name ends in `.zip`."""
    if target.suffix == ".zip":
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return target
    for name, text in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return target


def codes(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[str]:
    """Return the codes of diagnostics."""
    return [diagnostic.code for diagnostic in diagnostics]
