"""Markup in contexts that is no dimension: what tells it apart, and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from finmodel.formats.xbrl_xml.name import NIL, SPACE, is_structure, is_true, local_name
from finmodel.formats.xml.namespace import XSI
from finmodel.formats.xml.text import quoted
from finmodel.qname import XS, QName
from finmodel.taxonomy.content import AttributeUse, Content, ElementDeclaration, Particle
from finmodel.taxonomy.datatype import DataType, item_type
from finmodel.taxonomy.equality import canonical
from finmodel.taxonomy.lexical import find_problem
from finmodel.taxonomy.matching import misfit_words
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
    `problems` is what is not as it is declared; what is not declared is as it is. Without a
    taxonomy, NaN may be a number, which nothing is equal to.
    """

    def __init__(self, taxonomy: Taxonomy = EMPTY) -> None:
        self._taxonomy = taxonomy
        self._misfits: dict[tuple[QName, tuple[QName, ...]], str | None] = {}
        self.problems: list[str] = []

    def form(self, element: etree._Element, declared: ElementDeclaration | None = None) -> str:
        """Return the form of an element with all that is in it."""
        name = QName.from_clark(str(element.tag))
        declared = declared or self._taxonomy.elements.get(name)
        if declared is not None:
            self.problems += (
                f"{name.local_name} {problem}" for problem in self._misplaced(element, declared)
            )
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
            problem = attribute_problem(use, text) if use else None
            self.problems += () if problem is None else (problem,)
            yield f"{name.clark}={quoted(self._form(text, use.data_type if use else None))}"
        for name, use in own.items():
            usual = use.fixed if use.default is None else use.default
            if name not in given and usual is not None:
                yield f"{name.clark}={quoted(canonical(usual, use.data_type))}"

    def _misplaced(self, element: etree._Element, declared: ElementDeclaration) -> Iterator[str]:
        """Yield what an element has that its declaration does not allow, or lacks."""
        content, is_simple = declared.content, declared.data_type is not None
        if content is None and not is_simple:
            return
        own = {use.name: use for use in content.attributes} if content else {}
        is_open = content is not None and content.open_attributes
        given = {QName.from_clark(str(key)) for key in element.attrib}
        for name in sorted(given - own.keys()):
            if name.namespace != XSI and not (name.namespace and is_open):
                yield f"has the attribute {name.local_name}, which it may not have"
        for name, use in own.items():
            if use.required and name not in given:
                yield f"has no attribute {name.local_name}"
        if is_true(element.get(NIL)):
            return
        if is_simple:
            if len(element):
                yield f"has {local_name(element[0])} where it may not be"
        elif content is not None:
            yield from self._misfit(element, declared.name, content)

    def _misfit(self, element: etree._Element, name: QName, content: Content) -> Iterator[str]:
        if not content.mixed and any(
            text and text.strip(SPACE) for text in (element.text, *(c.tail for c in element))
        ):
            yield "has text between its elements"
        names = tuple(QName.from_clark(str(child.tag)) for child in element)
        if (name, names) not in self._misfits:
            self._misfits[name, names] = misfit_words(
                content.particle, names, self._taxonomy.substitutes, lambda found: found.local_name
            )
        misfit = self._misfits[name, names]
        yield from () if misfit is None else (misfit,)

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
        problem = None if data_type is None else find_problem(data_type, text)
        if problem is not None:
            self.problems.append(
                f"{name.local_name} is “{text.strip(SPACE)[:60]}”, which {problem}"
            )
        return self._form(text, data_type)

    def _form(self, text: str, data_type: DataType | None) -> str:
        if data_type is not None:
            return canonical(text, data_type)
        may_be_number = self._taxonomy is EMPTY and text.strip(SPACE) == "NaN"
        return canonical(text, item_type(_DOUBLE)) if may_be_number else text


def attribute_problem(use: AttributeUse, text: str) -> str | None:
    """Return what is wrong with an attribute as it is declared, beginning with its name."""
    problem = find_problem(use.data_type, text)
    if problem is None and use.fixed is not None:
        is_fixed = canonical(text, use.data_type) == canonical(use.fixed, use.data_type)
        problem = None if is_fixed else f"is not “{use.fixed[:60]}”"
    name = use.name.local_name
    return None if problem is None else f"{name} is “{text.strip(SPACE)[:60]}”, which {problem}"


def _declarations(particle: Particle) -> Iterator[tuple[QName, ElementDeclaration]]:
    """Yield the elements that are declared inside a content model."""
    if particle.declaration is not None and particle.name is not None:
        yield particle.name, particle.declaration
    for child in particle.children:
        yield from _declarations(child)
