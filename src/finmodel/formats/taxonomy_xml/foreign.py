"""What schemas have that neither XML Schema nor XBRL defines: attributes, and annotations.

XML Schema allows both anywhere, and asks that they are as they are declared, where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from lxml import etree

from finmodel.formats.xml.namespace import LINK, XML, XSI
from finmodel.qname import XBRLI, XS, QName
from finmodel.taxonomy.concept import XBRLDT
from finmodel.taxonomy.content import AttributeUse, ElementDeclaration
from finmodel.taxonomy.lexical import find_problem

_KNOWN: Final = " and ".join(f"namespace-uri() != '{uri}'" for uri in ("", XBRLI, XBRLDT, XSI, XML))
_ATTRIBUTES: Final = etree.XPath(f"//@*[{_KNOWN}]")
_ELEMENTS: Final = etree.XPath(
    f"//xs:appinfo/*[namespace-uri() != '{LINK}']/descendant-or-self::*", namespaces={"xs": XS}
)


class Foreign(NamedTuple):
    """An attribute or an element with its text, which is `None` where it has others inside."""

    name: str
    text: str | None
    is_attribute: bool


def foreign_in(root: etree._Element) -> dict[Foreign, int | None]:
    """Return what a schema has of others, each with the line where it is first."""
    found: dict[Foreign, int | None] = {}
    for given in cast(list[Any], _ATTRIBUTES(root)):
        attribute = Foreign(str(given.attrname), str(given), is_attribute=True)
        found.setdefault(attribute, given.getparent().sourceline)
    for element in cast(list[etree._Element], _ELEMENTS(root)):
        text = None if len(element) else element.text or ""
        found.setdefault(Foreign(str(element.tag), text, False), element.sourceline)
    return found


def foreign_problems(
    found: Mapping[Foreign, int | None],
    attributes: Mapping[QName, AttributeUse],
    elements: Mapping[QName, ElementDeclaration],
) -> Iterator[tuple[str, int | None]]:
    """Yield what is not as it is declared, and its line; what is not declared may be anything."""
    for one, line in found.items():
        name = QName.from_clark(one.name)
        declared = attributes.get(name) if one.is_attribute else elements.get(name)
        if declared is None or declared.data_type is None:
            continue
        if one.text is None:
            yield f"{name.local_name} has elements inside, but is of a simple type.", line
        elif (problem := find_problem(declared.data_type, one.text)) is not None:
            yield f"{name.local_name} is “{one.text.strip()[:60]}”, which {problem}.", line
