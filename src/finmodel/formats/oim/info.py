"""The document information that reports in JSON and CSV begin with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import Factory, frozen

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.document import absolute_address, is_address, relative_address
from finmodel.formats.oim.binding import Binding
from finmodel.formats.oim.dialect import Dialect
from finmodel.formats.oim.fault import (
    INVALID_BASE_URL,
    NO_TAXONOMY,
    UNBOUND_PREFIX,
    UNSUPPORTED_DOCUMENT_TYPE,
)
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.jsontext import Json, JsonText, Token
from finmodel.formats.oim.name import NOTE
from finmodel.formats.oim.shape import (
    ANY_SCALAR,
    TEXT,
    Array,
    Record,
    Shape,
    Table,
    shown,
)
from finmodel.formats.oim.urimap import LINK_ALIASES, alias_faults, is_absolute_uri
from finmodel.model.duplicate import ALLOWED_DUPLICATES
from finmodel.model.report import Report
from finmodel.qname import Namespaces
from finmodel.source import Source

INFO_MEMBERS: Final[Mapping[str, Shape]] = {
    "documentType": TEXT,
    "namespaces": Table(TEXT),
    "linkTypes": Table(TEXT),
    "linkGroups": Table(TEXT),
    "taxonomy": Array(TEXT),
    "features": Record({}, prefixed=ANY_SCALAR),
    "baseURL": TEXT,
}
"""The members of `documentInfo` that both formats have."""

CANONICAL_VALUES: Final = "xbrl:canonicalValues"
_DUPLICATES: Final = ("none", "complete", "consistent", "all")
_RESERVED_HOST: Final = re.compile(r"https?://(?:[^/]+\.)?xbrl\.org(?:/|$)")


def document_type(value: Json) -> str | None:
    """Return what parsed JSON says that it is, or `None` where it says nothing."""
    info = value.get("documentInfo") if isinstance(value, dict) else None
    found = info.get("documentType") if isinstance(info, dict) else None
    return found if isinstance(found, str) else None


def require_type(text: JsonText, dialect: Dialect) -> None:
    """Raise `UnreadableError` unless a document is of the dialect's type; asked before all else."""
    found = document_type(text.value)
    if found == dialect.document_type:
        return
    name = text.document.name
    if found is None:
        message = (
            f"{name} has no document type in `documentInfo`, so it is no report that is known."
        )
    else:
        message = f"{name} is of the type {shown(found)}, not {dialect.document_type}."
    source = text.source("documentInfo", "documentType")
    raise UnreadableError(UNSUPPORTED_DOCUMENT_TYPE(message, source))


Place = Callable[..., Source]
"""Gives the place of a path in the document."""


@frozen
class Info:
    """What document information says, addresses absolute."""

    taxonomy: tuple[str, ...] = ()
    namespaces: Namespaces = Factory(Namespaces)
    link_types: Mapping[str, str] = Factory(dict)
    link_groups: Mapping[str, str] = Factory(dict)
    features: Mapping[str, str] = Factory(dict)


def read_info(
    members: Mapping[str, Any],
    address: str,
    place: Place,
    dialect: Dialect,
    journal: Journal,
    *,
    is_whole: bool = True,
) -> Info:
    """Return what `documentInfo` says, with everything that is wrong with it in the journal.

    `address` is the document's own, which relative addresses of the taxonomy start from where
    there is no base URL. Of one that is not whole, since what it extends is missing, it is not said
    that it names no taxonomy.
    """
    for name, reserved in (
        ("namespaces", dialect.prefixes),
        ("linkTypes", LINK_ALIASES),
        ("linkGroups", LINK_ALIASES),
    ):
        for alias in alias_faults(members.get(name, {}), reserved):
            source = place("documentInfo", name, alias.alias)
            journal.add(alias.fault, alias.message, source)
    base = members.get("baseURL", "")
    if base and not (is_absolute_uri(base) and is_address(base)):
        message = f"The base URL {shown(base)} is not absolute."
        journal.add(INVALID_BASE_URL, message, place("documentInfo", "baseURL"))
        base = ""
    if is_whole and not members.get("taxonomy"):
        journal.add(NO_TAXONOMY, "The report names no taxonomy.", place("documentInfo", "taxonomy"))
    for number, entry in enumerate(members.get("taxonomy", ())):
        if not is_address(entry):
            message = f"The entry point {shown(entry)} is no address."
            journal.add(dialect.structure, message, place("documentInfo", "taxonomy", number))
    namespaces = Namespaces(members.get("namespaces", {}))
    return Info(
        taxonomy=tuple(
            absolute_address(base or address, entry) for entry in members.get("taxonomy", ())
        ),
        namespaces=namespaces,
        link_types=members.get("linkTypes", {}),
        link_groups=members.get("linkGroups", {}),
        features=_features(members.get("features", {}), namespaces, place, dialect, journal),
    )


def _features(
    members: Mapping[str, Any],
    namespaces: Mapping[str, str],
    place: Place,
    dialect: Dialect,
    journal: Journal,
) -> dict[str, str]:
    features = {}
    for name, value in members.items():
        source = place("documentInfo", "features", name)
        if name.partition(":")[0] not in namespaces:
            message = f"The feature “{name}” has a prefix that no namespace is bound to."
            journal.add(UNBOUND_PREFIX, message, source)
        text = value if isinstance(value, str) else shown(value).removeprefix("the number ")
        if name == ALLOWED_DUPLICATES and text not in _DUPLICATES:
            message = f"The feature “{name}” is {shown(text)}, not one of {', '.join(_DUPLICATES)}."
            journal.add(dialect.structure, message, source)
            continue
        features[name] = text
    return features


def check_extension(
    path: tuple[Token, ...],
    namespaces: Mapping[str, str],
    place: Place,
    dialect: Dialect,
    journal: Journal,
) -> None:
    """Record what is wrong with the name of a member that is not the specification's own."""
    name = str(path[-1])
    namespace = namespaces.get(name.partition(":")[0])
    if namespace is None:
        message = f"The member “{name}” has a prefix that no namespace is bound to."
        journal.add(UNBOUND_PREFIX, message, place(*path), cause=name, subject=_owner(path))
    elif _RESERVED_HOST.match(namespace):
        message = (
            f"The member “{name}” is in the namespace {namespace}, which is not for extensions."
        )
        journal.add(dialect.structure, message, place(*path), cause=name, subject=_owner(path))


def _owner(path: tuple[Token, ...]) -> str:
    return str(path[-2]) if len(path) > 1 else "the report"


def info_of(
    report: Report, binding: Binding, types: Mapping[str, str], groups: Mapping[str, str]
) -> Info:
    """Return what document information has to say of a report, given the aliases of its links."""
    if any(name.startswith("xbrl:") for name in report.features):
        binding.name(NOTE)
    return Info(
        report.taxonomy,
        binding.namespaces,
        {alias: uri for uri, alias in types.items()},
        {alias: uri for uri, alias in groups.items()},
        report.features,
    )


def info_members(info: Info, target: Path, dialect: Dialect) -> dict[str, Any]:
    """Return `documentInfo` as JSON, addresses relative to where the document is written."""
    members: dict[str, Any] = {
        "documentType": dialect.document_type,
        "namespaces": dict(info.namespaces),
        "linkTypes": dict(info.link_types),
        "linkGroups": dict(info.link_groups),
        "taxonomy": [relative_address(address, target) for address in info.taxonomy],
        "features": {name: _feature(text) for name, text in info.features.items()},
    }
    return {name: value for name, value in members.items() if value or name == "taxonomy"}


def _feature(text: str) -> str | bool:
    return {"true": True, "false": False}.get(text, text)


def info_faults(info: Info, source: Source, dialect: Dialect) -> list[Diagnostic]:
    """Return what the specification would have to say about document information to be written."""
    return [
        found.fault(found.message, source)
        for aliases, reserved in (
            (info.namespaces, dialect.prefixes),
            (info.link_types, LINK_ALIASES),
            (info.link_groups, LINK_ALIASES),
        )
        for found in alias_faults(aliases, reserved)
    ]
