"""Markup in contexts that is no dimension: what tells it apart, and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from finmodel.formats.xbrl_xml.name import SPACE, is_structure
from finmodel.formats.xml.text import quoted
from finmodel.qname import XS, QName
from finmodel.taxonomy.content import AttributeUse, ElementDeclaration, Particle
from finmodel.taxonomy.datatype import DataType, item_type
from finmodel.taxonomy.equality import canonical
from finmodel.taxonomy.lexical import find_problem
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

_DOUBLE: Final = QName(XS, "double")
_PREFIX: Final = re.compile(r"([^\s:<>\"'=,;()]+):[^\s:]")


def written(element: etree._Element) -> str:
    """Return an element as it can stand anywhere, with the prefixes that it may need."""
    texts = (text for each in element.iter() for text in (each.text, *each.attrib.values()) if text)
    used = {prefix for text in texts for prefix in _PREFIX.findall(str(text)[:4096])}
    bound = sorted(used & {prefix for prefix in element.nsmap if prefix})
    copied = etree.tostring(
        element, method="c14n", exclusive=True, inclusive_ns_prefixes=bound, with_comments=False
    )
    return copied.decode()


def has_xbrl(element: etree._Element) -> bool:
    """Tell whether an element of XBRL's own is in another, however deep."""
    return any(is_structure(str(each.tag)) for each in element.iter())


class Canon:
    """Writes elements in a form that is the same for all that are s-equal (section 4.10).

    What the taxonomy declares is compared by value: numbers, booleans and collapsed white space.
    `problems` are the values that are not of the type that they are declared to have; what it does
    not declare is as it is. Without a taxonomy, NaN may be a number, which nothing is equal to.
    """

    def __init__(self, taxonomy: Taxonomy = EMPTY) -> None:
        self._taxonomy = taxonomy
        self.problems: list[str] = []

    def form(self, element: etree._Element, declared: ElementDeclaration | None = None) -> str:
        """Return the form of an element with all that is in it."""
        name = QName.from_clark(str(element.tag))
        declared = self._taxonomy.elements.get(name, declared)
        attributes = sorted(self._attributes(element, declared))
        inside = "".join(self._inside(element, declared))
        return f"<{' '.join((name.clark, *attributes))}>{inside}</>"

    def _attributes(
        self, element: etree._Element, declared: ElementDeclaration | None
    ) -> Iterator[str]:
        content = declared.content if declared else None
        own = {use.name: use for use in content.attributes} if content else {}
        given = {QName.from_clark(str(key)): str(text) for key, text in element.attrib.items()}
        for name, text in given.items():
            use = own.get(name) or (self._taxonomy.attributes.get(name) if name.namespace else None)
            yield f"{name.clark}={quoted(self._attribute(name, text, use))}"
        for name, use in own.items():
            usual = use.fixed if use.default is None else use.default
            if name not in given and usual is not None:
                yield f"{name.clark}={quoted(self._attribute(name, usual, use))}"

    def _attribute(self, name: QName, text: str, use: AttributeUse | None) -> str:
        return self._value(name, text, use.data_type if use else None)

    def _inside(
        self, element: etree._Element, declared: ElementDeclaration | None
    ) -> Iterator[str]:
        content = declared.content if declared else None
        local = dict(_declarations(content.particle)) if content and content.particle else {}
        text = element.text or ""
        if not len(element):
            has_type = declared is not None and declared.data_type is not None
            name = QName.from_clark(str(element.tag))
            if has_type and not text and declared and declared.default is not None:
                text = declared.default
            yield quoted(self._value(name, text, declared.data_type if declared else None))
            return
        if text.strip(SPACE):
            yield quoted(text)
        for child in element:
            yield self.form(child, local.get(QName.from_clark(str(child.tag))))
            if child.tail and child.tail.strip(SPACE):
                yield quoted(child.tail)

    def _value(self, name: QName, text: str, data_type: DataType | None) -> str:
        if data_type is None:
            may_be_number = self._taxonomy is EMPTY and text.strip(SPACE) == "NaN"
            return canonical(text, item_type(_DOUBLE)) if may_be_number else text
        problem = find_problem(data_type, text)
        if problem is not None:
            self.problems.append(
                f"{name.local_name} is “{text.strip(SPACE)[:60]}”, which {problem}"
            )
        return canonical(text, data_type)


def _declarations(particle: Particle) -> Iterator[tuple[QName, ElementDeclaration]]:
    """Yield the elements that are declared inside a content model."""
    if particle.declaration is not None and particle.name is not None:
        yield particle.name, particle.declaration
    for child in particle.children:
        yield from _declarations(child)
