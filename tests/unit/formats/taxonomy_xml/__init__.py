"""Taxonomies in XML, written out by hand as small as they can be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml.reader import read_taxonomy
from finmodel.qname import QName
from finmodel.taxonomy.taxonomy import Taxonomy

NAMESPACE = "https://t.example"

_BINDINGS = (
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrldt="http://xbrl.org/2005/xbrldt" '
    f'xmlns:t="{NAMESPACE}"'
)
PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"
_LINKS = ("link:presentationLink", "link:calculationLink", "link:definitionLink")
ROLE = "http://www.xbrl.org/2003/role/link"


def name(local_name: str) -> QName:
    """Return a name in the namespace of these taxonomies."""
    return QName(NAMESPACE, local_name)


def schema(*content: str, linkbases: tuple[str, ...] = (), target: str = NAMESPACE) -> str:
    """Return a schema; `linkbases` are the files it refers to, or linkbases inside it."""
    inside = "".join(
        text
        if text.startswith("<")
        else f'<link:linkbaseRef xlink:type="simple" xlink:href="{text}" '
        'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
        for text in linkbases
    )
    namespace = f'targetNamespace="{target}" ' if target else ""
    return (
        f"<xs:schema {namespace}{_BINDINGS}>"
        f"<xs:annotation><xs:appinfo>{inside}</xs:appinfo></xs:annotation>"
        '<xs:import namespace="http://www.xbrl.org/2003/instance" '
        'schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
        f"{''.join(content)}</xs:schema>"
    )


def concept(local_name: str, attributes: str = "", content: str = "") -> str:
    """Return an element declaration of an amount, unless its attributes say otherwise."""
    usual = {
        "id": f"t_{local_name}",
        "type": "xbrli:monetaryItemType",
        "substitutionGroup": "xbrli:item",
        "xbrli:periodType": "duration",
    }
    if "<xs:simpleType" in content or "<xs:complexType" in content:
        del usual["type"]
    given = "".join(f' {k}="{v}"' for k, v in usual.items() if f"{k}=" not in attributes)
    return f'<xs:element name="{local_name}"{given} {attributes}>{content}</xs:element>'


def link(*content: str, kind: str = "presentation", attributes: str = "") -> str:
    """Return an extended link."""
    return (
        f'<link:{kind}Link xlink:type="extended" xlink:role="{ROLE}" {attributes}>'
        f"{''.join(content)}</link:{kind}Link>"
    )


def loc(label: str, href: str) -> str:
    """Return a locator."""
    return f'<link:loc xlink:type="locator" xlink:label="{label}" xlink:href="{href}"/>'


def arc(
    origin: str,
    destination: str,
    attributes: str = "",
    *,
    kind: str = "presentation",
    arcrole: str = PARENT_CHILD,
) -> str:
    """Return an arc."""
    return (
        f'<link:{kind}Arc xlink:type="arc" xlink:arcrole="{arcrole}" '
        f'xlink:from="{origin}" xlink:to="{destination}" {attributes}/>'
    )


def role_type(uri: str, id: str, *used_on: str) -> str:
    """Return the declaration of a role."""
    uses = "".join(f"<link:usedOn>{name}</link:usedOn>" for name in used_on or _LINKS)
    return f'<link:roleType roleURI="{uri}" id="{id}">{uses}</link:roleType>'


def role_ref(uri: str, href: str) -> str:
    """Return what a linkbase says of where a role is declared."""
    return f'<link:roleRef roleURI="{uri}" xlink:type="simple" xlink:href="{href}"/>'


def linkbase(*content: str, attributes: str = "") -> str:
    """Return a linkbase."""
    return f"<link:linkbase {_BINDINGS} {attributes}>{''.join(content)}</link:linkbase>"


def read(folder: Path, files: Mapping[str, str], *entry_points: str) -> Taxonomy:
    """Write some files and read the taxonomy that the first one, or those named, lead to."""
    for file, text in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    names = entry_points or (next(iter(files)),)
    return read_taxonomy([Document.of(folder / file) for file in names])


def codes(taxonomy: Taxonomy) -> list[str]:
    """Return the codes of what reading a taxonomy had to say."""
    return [diagnostic.code for diagnostic in taxonomy.diagnostics]


def pairs(taxonomy: Taxonomy, arcrole: str = PARENT_CHILD) -> list[tuple[str, str]]:
    """Return the relationships of an arcrole by local names."""
    return [
        (relationship.source.local_name, relationship.target.local_name)
        for network in taxonomy.networks_of(arcrole)
        for relationship in network.relationships
    ]
