"""Our schemas of the standards: as the published ones declare things, and usable by libxml2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from finmodel.formats.document import Document
from finmodel.formats.standard.document import standard_document, standard_paths
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.formats.xml.parser import parse_document
from finmodel.qname import XS
from tests.unit.formats.taxonomy_xml import schema

PATHS = standard_paths()
COMPONENTS = "element attribute complexType simpleType attributeGroup group".split()
SHAPES = "type ref base substitutionGroup abstract id use fixed default final".split()
OF_NOTE = {*COMPONENTS, "enumeration", "extension", "any", "anyAttribute", "minLength", "pattern"}
ROLE_TYPES = {"roleType", "arcroleType"}


def document(address: str) -> Document:
    found = standard_document(address)
    assert found is not None
    return found


def published(shared: Path, name: str) -> etree._Element:
    """Return the published document of a host and path, as the reference archive has it."""
    with ZipFile(shared / "suites" / "xbrl-standard-schemas.zip") as archive:
        names = [f"{scheme}/{name}" for scheme in ("http", "https")]
        found = [entry for entry in names if entry in archive.namelist()]
        if not found:
            pytest.skip(f"{name} is not among the published schemas")
        return etree.fromstring(archive.read(found[0]))


def value(element: etree._Element, key: str) -> str:
    """Return an attribute's value, names in it by namespace."""
    text = " ".join(element.get(key, "").split())
    if key not in ("type", "ref", "base", "substitutionGroup"):
        return text
    prefix, _, local = text.rpartition(":")
    return f"{{{element.nsmap.get(prefix or None, '')}}}{local}" if text else ""


def declared(root: etree._Element) -> Iterator[tuple[str, ...]]:
    """Yield everything that a schema declares, as the path to it and what it says of it."""
    yield "schema", root.get("targetNamespace", ""), root.get("elementFormDefault", "")
    for element in root.iter("*"):
        name = etree.QName(element)
        if name.namespace == XS and name.localname in OF_NOTE:
            path = [
                step.get("name", "")
                for step in reversed([*element.iterancestors()])
                if step.get("name")
            ]
            # a restriction of anyType is what a type without derivation is
            kept = {key: value(element, key) for key in SHAPES if element.get(key)}
            if kept.get("use") == "optional":
                del kept["use"]
            more = [element.get(key, "") for key in ("name", "value", "namespace")]
            occurs = [element.get(key, "1") for key in ("minOccurs", "maxOccurs")]
            yield name.localname, *path, "|", *more, *occurs, *(f"{k}={v}" for k, v in kept.items())
        elif name.localname in ROLE_TYPES:
            keys = ("id", "roleURI", "arcroleURI", "cyclesAllowed")
            used = sorted((u.text or "").rpartition(":")[2] for u in element.iter("{*}usedOn"))
            yield name.localname, *(element.get(key, "") for key in keys), *used


@pytest.mark.parametrize("name", PATHS)
def test_a_schema_declares_what_the_published_one_does(shared: Path, name: str) -> None:
    ours = parse_document(document(f"http://{name}")).getroot()
    theirs = published(shared, name)
    assert sorted(declared(ours)) == sorted(declared(theirs))


class Standards(etree.Resolver):
    """Leads from addresses to our schemas."""

    def resolve(
        self,
        system_url: str | None,
        public_id: str | None,
        context: object,
    ) -> etree._docloader._InputDocument | None:
        found = standard_document(system_url or "")
        if found is None:
            return None
        return self.resolve_string(found.read(), context, base_url=found.address)


@pytest.mark.parametrize("name", PATHS)
def test_libxml2_takes_a_schema(name: str) -> None:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Standards())
    etree.XMLSchema(etree.parse(PATHS[name], parser))


def test_a_schema_is_found_by_either_scheme_and_without_its_fragment() -> None:
    address = "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"
    plain = document(address)
    assert plain.address == address
    assert b'"http://www.xbrl.org/2003/instance"' in plain.read()
    assert document(f"{address}#xbrli_item") == plain
    assert document(address.replace("http:", "https:")).read() == plain.read()


@pytest.mark.parametrize(
    "address",
    [
        "http://www.xbrl.org/2003/no-such.xsd",
        "http://www.xbrl.org/../document.py",
        "ftp://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        "file:///etc/passwd",
        "",
    ],
)
def test_nothing_else_is_a_standard_document(address: str) -> None:
    assert standard_document(address) is None


def test_a_taxonomy_of_filing_indicators_is_whole_without_any_other_source() -> None:
    address = (
        "https://www.xbrl.org/taxonomy/int/filing-indicators/REC/2021-02-03/filing-indicators.xsd"
    )
    taxonomy = read_taxonomy(document(address))
    assert taxonomy.diagnostics == ()
    names = {concept.local_name for concept in taxonomy.concepts}
    assert names == {"filed", "template", "hypercube"}
    assert [name.local_name for name in taxonomy.typed_domains] == ["templateDomain"]


def test_roles_of_the_registry_are_known_without_any_other_source(tmp_path: Path) -> None:
    address = "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd"
    path = tmp_path / "main.xsd"
    path.write_text(schema(f'<xs:import schemaLocation="{address}"/>'), encoding="utf-8")
    taxonomy = read_taxonomy(path)
    assert taxonomy.diagnostics == ()
    assert "http://www.xbrl.org/2009/role/negatedLabel" in taxonomy.roles
