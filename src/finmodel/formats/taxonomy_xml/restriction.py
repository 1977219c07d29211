"""Types in schemas: what each restricts, and by which facets (XML Schema part 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.derivation import UNKNOWN_DATA_TYPE, Derivation
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.fault import INVALID_SCHEMA, UNSUPPORTED_FACET
from finmodel.numeric import NumberError, parse_decimal
from finmodel.qname import QName, UnboundPrefixError
from finmodel.source import Source
from finmodel.taxonomy.datatype import ANY_TYPE, NO_FACETS, Bound, Facets
from finmodel.taxonomy.order import has_order
from finmodel.taxonomy.pattern import PatternError, UnsupportedPatternError, compile_pattern

COUNT_FACETS: Final = {
    "length": "length",
    "minLength": "min_length",
    "maxLength": "max_length",
    "totalDigits": "total_digits",
    "fractionDigits": "fraction_digits",
}
BOUND_FACETS: Final = {
    "minInclusive": "min_inclusive",
    "maxInclusive": "max_inclusive",
    "minExclusive": "min_exclusive",
    "maxExclusive": "max_exclusive",
}
LIST_FACETS: Final = {"enumeration": "enumeration", "pattern": "patterns"}
"""The facets by their names in XML Schema, and in `Facets`."""

_FACETS: Final = COUNT_FACETS.keys() | BOUND_FACETS.keys() | LIST_FACETS.keys()
_IGNORED: Final = frozenset(("whiteSpace",))
_STEPS: Final = (xml.XS_RESTRICTION, xml.XS_EXTENSION)
_COMPOSED: Final = (xml.XS_UNION, xml.XS_LIST)
_MAX_COUNT: Final = 18  # digits
_COUNT: Final = re.compile(r"\+?\d+", re.ASCII)
_EARLY_YEAR: Final = re.compile(r"-?0\d{3}", re.ASCII)
"""A year of which the zeros are part; as a number it means the same without them."""


class Names:
    """Resolves the prefixed names that a schema uses."""

    def __init__(self, namespace: str, document: Document, diagnostics: list[Diagnostic]) -> None:
        self.namespace = namespace
        self._document = document
        self._diagnostics = diagnostics

    def of(self, element: etree._Element, attribute: str) -> QName | None:
        """Return the name that an attribute holds, or `None` where it holds none."""
        text = element.get(attribute)
        return None if text is None else self.resolve(element, text.strip())

    def resolve(self, element: etree._Element, text: str) -> QName | None:
        """Return what a prefixed name means at an element; an unbound prefix is reported."""
        bindings = {prefix or "": uri for prefix, uri in element.nsmap.items()}
        try:
            name = QName.from_prefixed(text, bindings)
        except UnboundPrefixError as error:
            self.report(UNKNOWN_DATA_TYPE, f"In {text!r}, {error}.", element)
            return None
        # a schema without a namespace takes on that of the schema which includes it
        return name if name.namespace else QName(self.namespace, name.local_name)

    def report(self, fault: Fault, message: str, element: etree._Element) -> None:
        """Add a diagnostic about an element."""
        self._diagnostics.append(fault(message, self.source(element)))

    def source(self, element: etree._Element) -> Source:
        """Return where an element is."""
        return self._document.source(element.sourceline)


def derivation(element: etree._Element, names: Names, local_name: str) -> Iterator[Derivation]:
    """Yield what a type declaration defines: first any type written inside it, last itself."""
    name = QName(names.namespace, local_name)
    content = _content(element)
    if content is None:
        yield from _composition(element, names, name, None)
        return
    base = names.of(content, "base")
    inner = content.find(xml.XS_SIMPLE_TYPE)
    if base is None and inner is not None:
        nested = list(derivation(inner, names, f"{local_name}@base"))
        yield from nested
        base = nested[-1].name
    elif inner is not None and (restriction := inner.find(xml.XS_RESTRICTION)) is not None:
        # a simple content may be given by a simple type of its own, which restricts the base
        content = restriction
    elif inner is not None:
        yield from _composition(inner, names, name, base, _facets(content, names))
        return
    base = None if base == ANY_TYPE else base
    yield Derivation(name, base, _facets(content, names), source=names.source(element))


def _composition(
    element: etree._Element,
    names: Names,
    name: QName,
    base: QName | None,
    facets: Facets = NO_FACETS,
) -> Iterator[Derivation]:
    """Yield the types that are written inside a union or a list, and last that itself."""
    composed = next((child for child in element if child.tag in _COMPOSED), None)
    source = names.source(element)
    if composed is None:
        yield Derivation(name, base, facets, source=source)
        return
    parts: list[QName] = []
    for text in (composed.get("memberTypes") or composed.get("itemType") or "").split():
        named = names.resolve(composed, text)
        if named is not None:
            parts.append(named)
    for number, inner in enumerate(composed.iterfind(xml.XS_SIMPLE_TYPE)):
        nested = list(derivation(inner, names, f"{name.local_name}@{number}"))
        yield from nested
        parts.append(nested[-1].name)
    if composed.tag == xml.XS_UNION:
        yield Derivation(name, base, facets, union=tuple(parts), source=source)
    else:
        items = parts[0] if parts else None
        yield Derivation(name, base, facets, items=items, source=source)


def _content(element: etree._Element) -> etree._Element | None:
    """Return the restriction or extension that a type is; `None` for lists, unions and models."""
    children = (child for holder in (element, *element) for child in holder)
    return next((child for child in children if child.tag in _STEPS), None)


def _facets(content: etree._Element, names: Names) -> Facets:
    found: dict[str, Any] = {}
    lists: dict[str, list[str]] = {}
    for child in content:
        facet, value = etree.QName(child).localname, child.get("value")
        if facet in _IGNORED or (value is None and facet not in _FACETS):
            continue
        if value is None:
            names.report(INVALID_SCHEMA, f"The {facet} has no value.", child)
            continue
        if facet == "pattern":
            _check_pattern(value, child, names)
        if facet in LIST_FACETS:
            lists.setdefault(LIST_FACETS[facet], []).append(value)
        elif facet in COUNT_FACETS and _COUNT.fullmatch(value.strip()) and len(value) < _MAX_COUNT:
            found[COUNT_FACETS[facet]] = int(value)
        elif facet in BOUND_FACETS and (bound := _bound(value.strip())) is not None:
            found[BOUND_FACETS[facet]] = bound
        else:
            names.report(*_unread(facet, value), child)
    found |= {key: tuple(values) for key, values in lists.items()}
    return Facets(**found)


def _unread(facet: str, value: str) -> tuple[Fault, str]:
    """Return what is to be said of a facet that is not known here, or whose value is none."""
    said = f"The {facet} “{value[:60]}”"
    if len(value) < _MAX_COUNT and facet in COUNT_FACETS:
        return INVALID_SCHEMA, f"{said} is no count."
    if len(value) < _MAX_COUNT and facet in BOUND_FACETS and value.strip() != "NaN":
        return INVALID_SCHEMA, f"{said} is neither a number nor a time."
    return UNSUPPORTED_FACET, f"{said} is not checked."


def _check_pattern(pattern: str, element: etree._Element, names: Names) -> None:
    try:
        compile_pattern(pattern)
    except UnsupportedPatternError as error:
        message = f"The pattern “{pattern[:60]}” is not checked: {error}."
        names.report(UNSUPPORTED_FACET, message, element)
    except PatternError as error:
        names.report(INVALID_SCHEMA, f"The pattern “{pattern[:60]}” is wrong: {error}.", element)


def _bound(text: str) -> Bound | None:
    if _EARLY_YEAR.fullmatch(text):
        return text
    try:
        return parse_decimal(text)
    except NumberError:
        return text if has_order(text) else None
