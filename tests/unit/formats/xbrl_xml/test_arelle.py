"""What is written is loaded and found valid by another processor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC
from importlib.util import find_spec
from pathlib import Path

import pytest

from finmodel.formats.document import Document
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.formats.xbrl_xml.writer import write_report
from finmodel.model.column import EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import FOREVER, Duration, Instant, Period
from finmodel.model.report import Report
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.qname import ISO4217, Namespaces, QName
from finmodel.taxonomy.concept import DIMENSION_ITEM, Concept, Kind
from finmodel.taxonomy.datatype import MONETARY, PURE, STRING, item_type
from finmodel.taxonomy.network import ALL, Network, Relationship, Role
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.xbrl_xml.instance import EX, ex

pytestmark = pytest.mark.skipif(find_spec("arelle") is None, reason="arelle is not installed")

ROLE = "https://example.org/role/notes"
CONCEPTS = {
    "Revenue": "xbrli:monetaryItemType",
    "Margin": "xbrli:pureItemType",
    "Policy": "xbrli:stringItemType",
}
BALANCES = {"Cash": "xbrli:monetaryItemType", "Earnings": "xbrli:decimalItemType"}
ABSTRACT = {
    "Cube": "xbrldt:hypercubeItem",
    "Region": "xbrldt:dimensionItem",
    "Contract": "xbrldt:dimensionItem",
    "World": "xbrli:item",
    "Asia": "xbrli:item",
}
DIMENSIONAL = "http://xbrl.org/int/dim/arcrole/"
ARCS = (
    ("all", "Revenue", "Cube", ' xbrldt:contextElement="scenario" xbrldt:closed="true"'),
    ("hypercube-dimension", "Cube", "Region", ""),
    ("hypercube-dimension", "Cube", "Contract", ""),
    ("dimension-domain", "Region", "World", ""),
    ("domain-member", "World", "Asia", ""),
)


def schema() -> str:
    elements = [
        f'<xs:element name="{name}" id="ex_{name}" type="{type_}" substitutionGroup="xbrli:item"'
        f' xbrli:periodType="{period}" nillable="true"/>'
        for period, concepts in (("duration", CONCEPTS), ("instant", BALANCES))
        for name, type_ in concepts.items()
    ]
    elements += [
        f'<xs:element name="{name}" id="ex_{name}" type="xbrli:stringItemType" abstract="true"'
        f' substitutionGroup="{group}" xbrli:periodType="duration" nillable="true"'
        + (' xbrldt:typedDomainRef="#ex_number"/>' if name == "Contract" else "/>")
        for name, group in ABSTRACT.items()
    ]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema targetNamespace="{EX}" elementFormDefault="qualified" xmlns:ex="{EX}"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
    xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:xbrldt="http://xbrl.org/2005/xbrldt">
  <xs:annotation><xs:appinfo>
    <link:linkbaseRef xlink:type="simple" xlink:href="ex-definition.xml"
        xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"
        xlink:role="http://www.xbrl.org/2003/role/definitionLinkbaseRef"/>
    <link:roleType roleURI="{ROLE}" id="notes"><link:usedOn>link:footnoteLink</link:usedOn>
    </link:roleType>
  </xs:appinfo></xs:annotation>
  <xs:import namespace="http://www.xbrl.org/2003/instance"
      schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  <xs:import namespace="http://xbrl.org/2005/xbrldt"
      schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>
  <xs:element name="number" id="ex_number" type="xs:string" nillable="true"/>
  {"".join(elements)}
</xs:schema>
"""


def definitions() -> str:
    names = dict.fromkeys(name for _, *ends, _ in ARCS for name in ends)
    locators = [
        f'<link:loc xlink:type="locator" xlink:href="ex.xsd#ex_{name}" xlink:label="{name}"/>'
        for name in names
    ]
    references = [
        f'<link:arcroleRef xlink:type="simple" arcroleURI="{DIMENSIONAL}{name}"'
        f' xlink:href="http://www.xbrl.org/2005/xbrldt-2005.xsd#{name}"/>'
        for name in dict.fromkeys(name for name, *_ in ARCS)
    ]
    arcs = [
        f'<link:definitionArc xlink:type="arc" xlink:arcrole="{DIMENSIONAL}{name}"'
        f' xlink:from="{start}" xlink:to="{end}"{more}/>'
        for name, start, end, more in ARCS
    ]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase"
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldt="http://xbrl.org/2005/xbrldt">
  {"".join(references)}
  <link:definitionLink xlink:type="extended" xlink:role="{STANDARD_GROUP}">
  {"".join(locators)}{"".join(arcs)}
  </link:definitionLink>
</link:linkbase>
"""


def taxonomy() -> Taxonomy:
    """As much of the taxonomy as a writer needs to know."""
    cube = Relationship(ex("Revenue"), ex("Cube"), context_element="scenario", closed=True)
    contract = Concept(
        ex("Contract"),
        item_type(STRING),
        kind=Kind.DIMENSION,
        abstract=True,
        substitution_group=DIMENSION_ITEM,
        typed_domain=ex("number"),
    )
    items = (("Revenue", MONETARY), ("Cash", MONETARY), ("Margin", PURE), ("Policy", STRING))
    concepts = {ex(name): Concept(ex(name), item_type(type_)) for name, type_ in items}
    return Taxonomy(
        concepts={**concepts, contract.name: contract},
        roles={ROLE: Role(ROLE, id="notes")},
        networks={(ALL, STANDARD_GROUP): Network(ALL, STANDARD_GROUP, (cube,))},
    )


def report(schema: Path) -> Report:
    """A report that uses whatever can be written."""
    entity = Entity("urn:scheme?a&b", "1234 ÄÖ")
    year = Duration("2008-04-01T00:00:00", "2009-04-01T00:00:00")
    zoned = Period.instant(Instant("2009-01-01T00:00:00").start.replace(tzinfo=UTC))  # type: ignore[union-attr]
    members: dict[QName, Member] = {
        ex("Region"): ex("Asia"),
        ex("Contract"): TypedMember("A & <B>\r\n"),
    }
    per_share = Unit((QName(ISO4217, "JPY"),), (SHARES_MEASURE,))
    builder = ColumnBuilder()
    for id, value in (("r1", "17500000000"), ("r2", None)):
        builder.add(
            ex("Revenue"),
            DimensionSet.of(entity, year, members),
            value,
            unit=Unit.currency("JPY"),
            decimals=-8 if value else -(2**31),
            id=id,
        )
    at = (Instant("2009-01-01T00:00:00"), Instant("2009-01-01T12:30:00.5"), zoned)
    for number, moment in enumerate(at):
        shared = DimensionSet(entity, moment)
        builder.add(
            ex("Cash"), shared, "1", unit=Unit.currency("JPY"), decimals=EXACT, id=f"c{number}"
        )
    builder.add(
        ex("Earnings"), DimensionSet(entity, at[0]), "1.5", unit=per_share, decimals=2, id="e"
    )
    builder.add(ex("Margin"), DimensionSet(entity, year), "0.25", decimals=EXACT, id="m1")
    builder.add(ex("Margin"), DimensionSet(None, year), None, id="m2")
    text = " a < b & c > d\r\n\t売上高 ]]>\u2028\U0001f4b4 "
    builder.add(ex("Policy"), DimensionSet(entity, FOREVER), text, language="en", id="p")
    notes = {id: Note(id, "ja", '<p class="a">売上 &amp; <b>x</b><br/></p>') for id in ("n1", "n2")}
    links = (
        Link(FOOTNOTE, STANDARD_GROUP, "r1", ("n1",)),
        Link(FOOTNOTE, STANDARD_GROUP, "r2", ("n1",)),
        Link(EXPLANATORY_FACT, STANDARD_GROUP, "r1", ("m1", "p")),
        Link(FOOTNOTE, ROLE, "p", ("n2",)),
    )
    return Report(
        (schema.as_uri(),), builder.columns(), notes, links, namespaces=Namespaces({"ex": EX})
    )


def test_arelle_finds_an_instance_valid_that_uses_whatever_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "ex.xsd").write_text(schema(), "utf-8")
    (tmp_path / "ex-definition.xml").write_text(definitions(), "utf-8")
    target = tmp_path / "a.xml"
    given = report(tmp_path / "ex.xsd")
    assert write_report(given, target, taxonomy()) == ()
    home = {"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "home")}
    facts = tmp_path / "facts.json"
    command = ["-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline", "--validate"]
    finished = subprocess.run(
        [sys.executable, *command, f"--file={target}", f"--facts={facts}"],
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=True,
    )
    said = [line for line in finished.stdout.splitlines() if not line.startswith("[info]")]
    assert said == []
    assert finished.stderr == ""
    loaded = [fact[1]["name"] for fact in json.loads(facts.read_text("utf-8"))["factList"]]
    assert loaded == [f"ex:{fact.concept.local_name}" for fact in given.facts]
    assert read_report(Document.of(target)) == given
