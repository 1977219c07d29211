"""What packages say of themselves: names, versions, publishers, entry points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import field, frozen
from lxml import etree

from finmodel.diagnostic import Diagnostic
from finmodel.formats.document import Document, absolute_address
from finmodel.formats.store.fault import INVALID_METADATA, MISSING_LANGUAGE, REPEATED_LANGUAGE
from finmodel.formats.store.form import checked
from finmodel.formats.xml.namespace import LANGUAGE

_SCHEMA: Final = "www.xbrl.org/2016/taxonomy-package.xsd"

Texts = Mapping[str, str]
"""A text in several languages, by the lower-case tag of each."""


@frozen
class EntryPoint:
    """Where a taxonomy starts: the addresses that are read together, and what they are called."""

    addresses: tuple[str, ...]
    names: Texts = field(factory=dict)
    descriptions: Texts = field(factory=dict)
    languages: tuple[str, ...] = ()
    version: str = ""

    def name(self, language: str = "en") -> str:
        """Return what the entry point is called, if need be in another language."""
        return _localised(self.names, language)


@frozen
class Metadata:
    """What a package says of itself; what it does not say is empty."""

    identifier: str = ""
    names: Texts = field(factory=dict)
    descriptions: Texts = field(factory=dict)
    version: str = ""
    publishers: Texts = field(factory=dict)
    publication_date: str = ""
    license: str = ""
    entry_points: tuple[EntryPoint, ...] = ()

    def name(self, language: str = "en") -> str:
        """Return what the package is called, if need be in another language."""
        return _localised(self.names, language)

    def publisher(self, language: str = "en") -> str:
        """Return who publishes the package, if need be in another language."""
        return _localised(self.publishers, language)


def read_metadata(document: Document, diagnostics: list[Diagnostic]) -> Metadata:
    """Return what a file of metadata says; drafts of the specification are read alike."""
    root = checked(document, _SCHEMA, INVALID_METADATA, diagnostics)
    return Metadata() if root is None else _Reader(document, diagnostics).metadata(root)


class _Reader:
    def __init__(self, document: Document, diagnostics: list[Diagnostic]) -> None:
        self._document = document
        self._diagnostics = diagnostics

    def metadata(self, root: etree._Element) -> Metadata:
        license = root.find("{*}license")
        return Metadata(
            _text(root, "identifier"),
            self._texts(root, "name"),
            self._texts(root, "description"),
            _text(root, "version"),
            self._texts(root, "publisher"),
            _text(root, "publicationDate"),
            "" if license is None else license.get("name", ""),
            tuple(map(self._entry_point, root.iterfind("{*}entryPoints/{*}entryPoint"))),
        )

    def _entry_point(self, element: etree._Element) -> EntryPoint:
        languages = element.iterfind("{*}languages/{*}language")
        return EntryPoint(
            tuple(self._addresses(element)),
            self._texts(element, "name"),
            self._texts(element, "description"),
            tuple((language.text or "").strip() for language in languages),
            _text(element, "version"),
        )

    def _addresses(self, element: etree._Element) -> Iterator[str]:
        for reference in element.iterfind("{*}entryPointDocument"):
            if href := reference.get("href"):
                yield absolute_address(reference.base or self._document.address, href.strip())

    def _texts(self, parent: etree._Element, name: str) -> Texts:
        found: dict[str, str] = {}
        for element in parent.iterfind(f"{{*}}{name}"):
            language = _language(element)
            source = self._document.source(element.sourceline)
            if not language:
                self._diagnostics.append(MISSING_LANGUAGE(f"A {name} has no language.", source))
            elif language in found:
                message = f"There are two elements {name} in the language {language}."
                self._diagnostics.append(REPEATED_LANGUAGE(message, source))
            found.setdefault(language, " ".join((element.text or "").split()))
        return found


def _text(parent: etree._Element, name: str) -> str:
    return (parent.findtext(f"{{*}}{name}") or "").strip()


def _language(element: etree._Element) -> str:
    for holder in (element, *element.iterancestors()):
        language = holder.get(LANGUAGE)
        if language is not None:
            return language.lower()
    return ""


def _localised(texts: Texts, language: str) -> str:
    """Return the text in a language, or in a dialect of it, or else the first."""
    exact = texts.get(language)
    if exact is not None:
        return exact
    short = language.partition("-")[0]
    alike = (text for key, text in texts.items() if key.partition("-")[0] == short)
    return next(alike, next(iter(texts.values()), ""))
