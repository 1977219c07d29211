"""Small instances to read: a root, a context and two units around what a test is about."""

from __future__ import annotations

from finmodel.formats.document import Document
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP
from finmodel.model.report import Report
from finmodel.qname import QName

EX = "https://example.org/ex"

NAMESPACES = {
    "xbrli": "http://www.xbrl.org/2003/instance",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "ex": EX,
}

SCHEMA = '<link:schemaRef xlink:type="simple" xlink:href="ex.xsd"/>'
UNITS = (
    '<xbrli:unit id="jpy"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>'
    '<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>'
)
INSTANT = "<xbrli:instant>2008-12-31</xbrli:instant>"


def ex(local_name: str) -> QName:
    """A name in the namespace of the examples."""
    return QName(EX, local_name)


def entity(segment: str = "", identifier: str = "1234") -> str:
    inner = f"<xbrli:segment>{segment}</xbrli:segment>" if segment else ""
    return (
        f'<xbrli:entity><xbrli:identifier scheme="urn:scheme">{identifier}</xbrli:identifier>'
        f"{inner}</xbrli:entity>"
    )


def context(id: str = "c", *, period: str = INSTANT, segment: str = "", scenario: str = "") -> str:
    after = f"<xbrli:scenario>{scenario}</xbrli:scenario>" if scenario else ""
    return (
        f'<xbrli:context id="{id}">{entity(segment)}<xbrli:period>{period}</xbrli:period>'
        f"{after}</xbrli:context>"
    )


def instance(*body: str, attributes: str = "", head: str = SCHEMA) -> str:
    """The text of an instance; everything in `body` stands on a line of its own, from line 3."""
    bindings = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    start = f"<xbrli:xbrl {bindings} {attributes}>{head}{context()}{UNITS}"
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', start, *body, "</xbrli:xbrl>"))


def read(*body: str, attributes: str = "", head: str = SCHEMA) -> Report:
    """The report that an instance with this body makes."""
    text = instance(*body, attributes=attributes, head=head)
    return read_report(Document("ex.xml", "file:///reports/ex.xml", text.encode()))


def number(value: str = "12", attributes: str = 'decimals="0"', *, name: str = "ex:Revenue") -> str:
    """A fact in yen."""
    return f'<{name} contextRef="c" unitRef="jpy" {attributes}>{value}</{name}>'


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.diagnostics]


def loc(href: str, label: str) -> str:
    """Return a locator."""
    return f'<link:loc xlink:type="locator" xlink:href="{href}" xlink:label="{label}"/>'


def footnote(text: str, label: str, attributes: str = 'xml:lang="en"') -> str:
    """Return a footnote."""
    return (
        f'<link:footnote xlink:type="resource" xlink:label="{label}" {attributes}>{text}'
        "</link:footnote>"
    )


def arc(start: str, end: str, arcrole: str = FOOTNOTE) -> str:
    """Return an arc."""
    return (
        f'<link:footnoteArc xlink:type="arc" xlink:arcrole="{arcrole}" xlink:from="{start}"'
        f' xlink:to="{end}"/>'
    )


def link(*parts: str, role: str = STANDARD_GROUP) -> str:
    """Return a footnote link of some parts."""
    return (
        f'<link:footnoteLink xlink:type="extended" xlink:role="{role}">{"".join(parts)}'
        "</link:footnoteLink>"
    )
