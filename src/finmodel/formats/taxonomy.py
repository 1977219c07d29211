"""Taxonomies read by content and written by suffix.

Readers and writers are loaded when they are needed, which those of XML are not where a taxonomy
was compiled before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.compiled.cache import Cache
from finmodel.formats.document import Document
from finmodel.formats.foreign import folder, foreign, hypertext
from finmodel.formats.oim.fault import NO_TAXONOMY
from finmodel.formats.taxonomy_xml.fault import DOCUMENT_NOT_AVAILABLE, NOT_A_TAXONOMY
from finmodel.formats.taxonomy_xml.resolver import Resolver, local_file
from finmodel.formats.workbook.file import is_mapping
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

EntryPoint = str | Path | Document
"""A path, an address with a scheme (`file:`, `https:`), or a document."""

_HEAD: Final = 64
_LONG_HEAD: Final = 1024
_SCHEME: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_taxonomy(
    source: EntryPoint | Sequence[EntryPoint],
    *,
    resolver: Resolver = local_file,
    cache: Cache | None = None,
) -> Taxonomy:
    """Return the taxonomy that one or more entry points lead to: schemas, linkbases, or one JSON.

    `resolver` finds the document at an absolute address; by default that is a local file, and
    never the network. `cache` keeps what was read for the next time. What is missing or wrong is
    in the taxonomy's diagnostics. Raises `UnreadableError` where no entry point can be had, or
    none is a taxonomy.
    """
    entry_points = [source] if isinstance(source, EntryPoint) else source
    missing: list[Diagnostic] = []
    documents = list(_documents(entry_points, resolver, missing))
    if not documents:
        raise UnreadableError(*(missing or [NO_TAXONOMY("There is no taxonomy to read.")]))
    for document in documents:
        _refuse_foreign(document)
    taxonomy = (
        _read(documents, resolver) if cache is None else cache.taxonomy(documents, resolver, _read)
    )
    if not missing:
        return taxonomy
    return evolve(
        taxonomy,
        diagnostics=(*missing, *taxonomy.diagnostics),
        unread=taxonomy.unread | {""},
        digest="",
    )


def _read(documents: Sequence[Document], resolver: Resolver) -> Taxonomy:
    if len(documents) == 1 and is_mapping(documents[0].name):
        return _read_mapping(documents[0], resolver)
    if not any(map(_is_json, documents)):
        from finmodel.formats.taxonomy_xml.reader import read_taxonomy as read_xml

        return read_xml(documents, resolver=resolver)
    if len(documents) == 1:
        from finmodel.formats.taxonomy_json.reader import read_taxonomy as read_json

        return read_json(documents[0])
    names = ", ".join(document.name for document in documents)
    message = f"A taxonomy in JSON stands alone, but there are several entry points: {names}."
    raise UnreadableError(NOT_A_TAXONOMY(message))


def _read_mapping(document: Document, resolver: Resolver) -> Taxonomy:
    """Return the taxonomy that the mapping of a workbook is, with those that it names."""
    from finmodel.formats.workbook.mapping import read_mapping
    from finmodel.formats.workbook.taxonomy import taxonomy_of

    mapping = read_mapping(document)
    named = [document.resolve(name) for name in mapping.taxonomy if not is_mapping(name)]
    return taxonomy_of(mapping, read_taxonomy(named, resolver=resolver) if named else EMPTY)


def write_taxonomy(taxonomy: Taxonomy, target: str | Path) -> list[Path]:
    """Write a taxonomy and return the files: `.xsd` for schemas and linkbases, `.json` for JSON.

    Each file is written whole or not at all. Raises `OSError`, `UnwritableError` for what XML does
    not allow, and `ValueError` for another suffix.
    """
    path = Path(target)
    if path.suffix == ".json":
        from finmodel.formats.taxonomy_json.writer import write_taxonomy as write_json

        write_json(taxonomy, path)
        return [path]
    if path.suffix == ".xsd":
        from finmodel.formats.taxonomy_xml.writer import write_taxonomy as write_xml

        return write_xml(taxonomy, path.parent, path.stem)
    raise ValueError(f"{path.name} ends neither in .xsd nor in .json")


def _documents(
    entry_points: Sequence[EntryPoint], resolver: Resolver, missing: list[Diagnostic]
) -> Iterator[Document]:
    for entry_point in entry_points:
        if not isinstance(entry_point, str) or _SCHEME.match(entry_point) is None:
            yield Document.of(entry_point)
        elif (document := resolver(entry_point)) is not None:
            yield document
        else:
            message = f"{entry_point} is not available."
            missing.append(DOCUMENT_NOT_AVAILABLE(message, Source(entry_point)))


def _refuse_foreign(document: Document) -> None:
    """Raise `UnreadableError` for what is plainly something else, such as Inline XBRL."""
    said = folder(document)
    if said is None:
        with document.open() as stream:
            head = stream.read(_LONG_HEAD)
        said = foreign(document, head) or hypertext(document, head)
    if said is not None:
        remedy = "Name a schema or a linkbase; give a taxonomy package with `--package`."
        raise UnreadableError(NOT_A_TAXONOMY(said.message, said.source, remedy=remedy))


def _is_json(document: Document) -> bool:
    with document.open() as stream:
        head = stream.read(_HEAD)
    for mark in _BOMS:
        head = head.removeprefix(mark)
    return head.lstrip().startswith((b"{", b"["))
