"""The metadata of a report in xBRL-CSV: one JSON document and those that it extends."""

from __future__ import annotations

from functools import partial
from typing import Final

from finmodel.diagnostic import Fault, UnreadableError
from finmodel.formats.document import (
    Document,
    absolute_address,
    address_path,
    is_regular_file,
    is_relative,
)
from finmodel.formats.oim.info import INFO_MEMBERS, check_extension, document_type, require_type
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.jsontext import JsonText, Token, parse
from finmodel.formats.oim.shape import (
    ANY_SCALAR,
    BOOLEAN,
    TEXT,
    Array,
    Fitting,
    Path,
    Record,
    Table,
)
from finmodel.formats.xbrl_csv.extension import Members, extend
from finmodel.formats.xbrl_csv.fault import (
    DIALECT,
    EXTENSION_CYCLE,
    INVALID_JSON,
    INVALID_STRUCTURE,
    MULTIPLE_TYPES,
    UNRESOLVABLE_BASE,
    UNUSABLE_PARAMETER_URL,
)
from finmodel.source import Source

CORE: Final = ("concept", "entity", "period", "unit", "language")
"""The core dimensions that metadata can give; a note's id is its fact's."""

_DIMENSIONS: Final = Record(dict.fromkeys(CORE, TEXT), prefixed=TEXT)
_GROUP: Final = Record({"decimals": ANY_SCALAR, "dimensions": _DIMENSIONS}, extensible=True)
_COLUMN: Final = Record(
    {
        "comment": BOOLEAN,
        "decimals": ANY_SCALAR,
        "dimensions": _DIMENSIONS,
        "propertyGroups": Table(_GROUP),
        "propertiesFrom": Array(TEXT),
    },
    extensible=True,
)
_TEMPLATE: Final = Record(
    {
        "rowIdColumn": TEXT,
        "columns": Table(_COLUMN),
        "decimals": ANY_SCALAR,
        "dimensions": _DIMENSIONS,
    },
    required=frozenset(("columns",)),
    extensible=True,
)
_TABLE: Final = Record(
    {"url": TEXT, "template": TEXT, "optional": BOOLEAN, "parameters": Table(TEXT)},
    required=frozenset(("url",)),
    extensible=True,
)
_FINAL: Final = (
    "namespaces taxonomy linkTypes linkGroups features tableTemplates tables dimensions "
    "parameters parameterURL final"
)
_METADATA: Final = Record(
    {
        "documentInfo": Record(
            {
                **INFO_MEMBERS,
                "extends": Array(TEXT),
                "final": Record(dict.fromkeys(_FINAL.split(), BOOLEAN)),
            },
            required=frozenset(("documentType",)),
            extensible=True,
        ),
        "tableTemplates": Table(_TEMPLATE),
        "tables": Table(_TABLE),
        "parameters": Table(TEXT),
        "parameterURL": TEXT,
        "dimensions": _DIMENSIONS,
        "decimals": ANY_SCALAR,
        "links": Table(Table(Table(Array(TEXT)))),
    },
    required=frozenset(("documentInfo",)),
    extensible=True,
)


_MAX_CHAIN: Final = 50


class Metadata:
    """The effective metadata, with the documents that it comes from.

    Raises `UnreadableError` where the document itself is no metadata; what is wrong with the
    others, or with the structure, goes to the journal. `is_whole` tells that all were found.
    """

    def __init__(self, text: JsonText, journal: Journal) -> None:
        require_type(text, DIALECT)
        self.document = text.document
        self._journal = journal
        self._texts: list[JsonText] = []
        self._extensions: list[Path] = []
        self.is_whole = True
        self.members = self._load(text, (text.document.address,))
        namespaces = self.members["documentInfo"].get("namespaces", {})
        for path in self._extensions:
            check_extension(path, namespaces, self.source, DIALECT, journal)

    def source(self, *path: Token) -> Source:
        """Return the place of a path in the first document that has it."""
        for text in self._texts:
            if text.has(*path):
                return text.source(*path)
        return self._texts[0].source(*path)

    def _load(self, text: JsonText, chain: tuple[str, ...]) -> Members:
        """Return the members of a document together with those that it extends."""
        self._texts.append(text)
        self._journal.include(text.repetitions(INVALID_JSON))
        misfit = partial(self._misfit, text)
        members: Members = Fitting(misfit, self._extensions.append).fit(text.value, _METADATA)
        info = members["documentInfo"]
        base_url = text.document.resolve(info.get("baseURL", ""))
        info["taxonomy"] = [absolute_address(base_url, entry) for entry in info.get("taxonomy", ())]
        for number, reference in enumerate(info.get("extends", ())):
            place = text.source("documentInfo", "extends", number)
            base = self._base(text.document.resolve(reference), reference, place, chain)
            if base is not None:
                extend(members, base, partial(self._complain, text))
        if "parameterURL" in members and info.get("final", {}).get("parameters"):
            message = "Parameters are final, but there is a `parameterURL`."
            self._journal.add(UNUSABLE_PARAMETER_URL, message, text.source("parameterURL"))
        return members

    def _base(
        self, address: str, reference: str, place: Source, chain: tuple[str, ...]
    ) -> Members | None:
        journal = self._journal
        if address in chain:
            journal.add(EXTENSION_CYCLE, f"“{reference}” is extended by itself.", place)
            return None
        if any(text.document.address == address for text in self._texts):
            return None
        document = local_document(self.document, address)
        if document is None or len(chain) > _MAX_CHAIN:
            message = f"The metadata “{reference}” that is extended is not here."
            self._miss(message, place)
            return None
        try:
            text = parse(document, INVALID_JSON)
        except UnreadableError as error:
            self._miss(error.diagnostics[0].message, place)
            return None
        if document_type(text.value) != DIALECT.document_type:
            message = f"“{reference}” is of another document type: {document_type(text.value)}."
            journal.add(MULTIPLE_TYPES, message, place)
            return None
        return self._load(text, (*chain, address))

    def _miss(self, message: str, place: Source) -> None:
        self.is_whole = False
        self._journal.add(UNRESOLVABLE_BASE, message, place)

    def _complain(self, text: JsonText, fault: Fault, message: str, path: Path) -> None:
        self._journal.add(fault, message, text.source(*path))

    def _misfit(self, text: JsonText, path: Path, message: str, cause: str) -> None:
        self._journal.add(INVALID_STRUCTURE, f"In the metadata {message}.", text.source(*path))


def is_within_folder(near: Document, reference: str) -> bool:
    """Tell whether a reference is relative and leads to the folder of a document, or below it.

    A stranger's metadata could else have any file of this machine quoted in what is said of it.
    """
    home, path = near.path, address_path(near.resolve(reference))
    if home is None or path is None or not is_relative(reference):
        return False
    try:
        return path.resolve().is_relative_to(home.parent.resolve())
    except (OSError, RuntimeError, ValueError):  # a name that no file can have, or links in a ring
        return False


def local_document(near: Document, address: str) -> Document | None:
    """Return the file at an address, named as `near` is; `None` where there is no such file.

    Nothing but a regular file is ever opened: no network address, no device, no pipe.
    """
    path = address_path(address)
    if path is None or not is_regular_file(path):
        return None
    home = near.path
    name = str(path)
    if home is not None and path.is_relative_to(home.parent):
        folder = near.name.removesuffix(home.name)
        name = f"{folder}{path.relative_to(home.parent).as_posix()}"
    return Document(name, address)
