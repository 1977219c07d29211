"""How reports look as instances, and what cannot be written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from attrs import evolve
from lxml import etree

from finmodel.diagnostic import Diagnostic
from finmodel.formats.document import Document
from finmodel.formats.output import UnwritableError
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.formats.xbrl_xml.writer import report_chunks, write_report
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
from finmodel.taxonomy.network import ALL, HYPERCUBE_DIMENSION, Network, Relationship, Role
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy
from tests.unit.formats.xbrl_xml.instance import EX, ex

SCHEMA = "https://example.org/ex.xsd"
REVENUE = ex("Revenue")
ENTITY = Entity("urn:scheme", "1234")
CLOSING = Instant("2009-01-01T00:00:00")
SET = DimensionSet(ENTITY, CLOSING)
JPY = Unit.currency("JPY")


def report_of(builder: ColumnBuilder, **more: object) -> Report:
    given: dict[str, object] = {"namespaces": Namespaces({"ex": EX}), **more}
    return Report((SCHEMA,), builder.columns(), **given)  # type: ignore[arg-type]


def one_fact(
    value: str | None = "1", *, concept: QName = REVENUE, shared: DimensionSet = SET
) -> Report:
    builder = ColumnBuilder()
    builder.add(concept, shared, value, unit=JPY, decimals=0)
    return report_of(builder)


def text_of(report: Report, taxonomy: Taxonomy = EMPTY, base: Path | None = None) -> str:
    return b"".join(report_chunks(report, taxonomy, base)).decode()


def lines(report: Report, start: str, taxonomy: Taxonomy = EMPTY) -> list[str]:
    """The lines of an instance that start, after white space, like this."""
    every = (line.strip() for line in text_of(report, taxonomy).splitlines())
    return [line for line in every if line.startswith(start)]


def test_a_report_is_written_for_people_to_read() -> None:
    builder = ColumnBuilder()
    year = DimensionSet.of(
        ENTITY,
        Duration("2008-04-01T00:00:00", "2009-04-01T00:00:00"),
        {ex("Region"): ex("Asia"), ex("Contract"): TypedMember("A & B", ex("number"))},
    )
    per_share = Unit((QName(ISO4217, "JPY"),), (SHARES_MEASURE,))
    builder.add(ex("Revenue"), year, "1750000000", unit=JPY, decimals=-8, id="r1")
    builder.add(ex("Margin"), SET, "0.25", decimals=EXACT, id="r2")
    builder.add(ex("Earnings"), year, None, unit=per_share, id="r3")
    builder.add(ex("Policy"), SET, "x < y", language="en", id="r4")
    assert text_of(report_of(builder)) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xbrli:xbrl xmlns:ex="{EX}"'
        ' xmlns:xbrli="http://www.xbrl.org/2003/instance"'
        ' xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:xbrldi="http://xbrl.org/2006/xbrldi"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:iso4217="http://www.xbrl.org/2003/iso4217">\n'
        '  <link:schemaRef xlink:type="simple" xlink:href="https://example.org/ex.xsd"/>\n'
        '  <xbrli:context id="c1">\n'
        "    <xbrli:entity>\n"
        '      <xbrli:identifier scheme="urn:scheme">1234</xbrli:identifier>\n'
        "      <xbrli:segment>\n"
        '        <xbrldi:typedMember dimension="ex:Contract"><ex:number>A &amp; B</ex:number>'
        "</xbrldi:typedMember>\n"
        '        <xbrldi:explicitMember dimension="ex:Region">ex:Asia</xbrldi:explicitMember>\n'
        "      </xbrli:segment>\n"
        "    </xbrli:entity>\n"
        "    <xbrli:period>\n"
        "      <xbrli:startDate>2008-04-01</xbrli:startDate>\n"
        "      <xbrli:endDate>2009-03-31</xbrli:endDate>\n"
        "    </xbrli:period>\n"
        "  </xbrli:context>\n"
        '  <xbrli:context id="c2">\n'
        "    <xbrli:entity>\n"
        '      <xbrli:identifier scheme="urn:scheme">1234</xbrli:identifier>\n'
        "    </xbrli:entity>\n"
        "    <xbrli:period>\n"
        "      <xbrli:instant>2008-12-31</xbrli:instant>\n"
        "    </xbrli:period>\n"
        "  </xbrli:context>\n"
        '  <xbrli:unit id="u1"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>\n'
        '  <xbrli:unit id="u2"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>\n'
        '  <xbrli:unit id="u3"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:JPY'
        "</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares"
        "</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>\n"
        '  <ex:Revenue contextRef="c1" unitRef="u1" decimals="-8" id="r1">1750000000</ex:Revenue>\n'
        '  <ex:Margin contextRef="c2" unitRef="u2" decimals="INF" id="r2">0.25</ex:Margin>\n'
        '  <ex:Earnings contextRef="c1" unitRef="u3" xsi:nil="true" id="r3"></ex:Earnings>\n'
        '  <ex:Policy contextRef="c2" xml:lang="en" id="r4">x &lt; y</ex:Policy>\n'
        "</xbrli:xbrl>\n"
    )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (CLOSING, ["<p:instant>2008-12-31</p:instant>"]),
        (Instant("2008-12-31T12:00:00"), ["<p:instant>2008-12-31T12:00:00</p:instant>"]),
        (Instant("2009-01-01T00:00:00Z"), ["<p:instant>2009-01-01T00:00:00Z</p:instant>"]),
        (Instant("0001-01-01T00:00:00"), ["<p:instant>0001-01-01T00:00:00</p:instant>"]),
        (
            Duration("2008-04-01T09:30:00.5", "2009-01-01T00:00:00"),
            [
                "<p:startDate>2008-04-01T09:30:00.5</p:startDate>",
                "<p:endDate>2008-12-31</p:endDate>",
            ],
        ),
        (FOREVER, ["<p:forever/>"]),
    ],
)
def test_periods_are_whole_days_where_they_can_be(period: Period, expected: list[str]) -> None:
    report = one_fact(shared=SET.with_period(period))
    found = text_of(report).partition("<xbrli:period>")[2].partition("</xbrli:period>")[0].split()
    assert found == [line.replace("p:", "xbrli:") for line in expected]


def test_contexts_and_units_stay_out_of_the_way_of_the_ids_of_facts() -> None:
    builder = ColumnBuilder()
    for id in ("c1", "u_1"):
        builder.add(ex("Revenue"), SET, "1", unit=JPY, decimals=0, id=id)
    facts = lines(report_of(builder), "<ex:")
    assert ['contextRef="c_1" unitRef="u_1"' in fact for fact in facts] == [False, False]
    assert all('contextRef="c__1" unitRef="u__1"' in fact for fact in facts)


def test_prefixes_of_the_report_come_first_then_those_of_the_taxonomy() -> None:
    builder = ColumnBuilder()
    for namespace in ("urn:kept", "urn:known", "urn:new"):
        builder.add(QName(namespace, "A"), SET, "x")
    kept = Namespaces({"k": "urn:kept", "unused": "urn:unused", "xbrli": "urn:mine", "": "urn:d"})
    taxonomy = Taxonomy(namespaces=Namespaces({"known": "urn:known", "k": "urn:new"}))
    report = report_of(builder, namespaces=kept)
    assert [fact.partition(" ")[0] for fact in lines(report, "<k", taxonomy)] == [
        "<k:A",
        "<known:A",
    ]
    assert lines(report, "<ns:A", taxonomy)
    assert lines(report, "<xbrli1:unit", taxonomy) == []
    assert lines(report, "<xbrli1:context", taxonomy)
    assert 'xmlns:unused="urn:unused"' in text_of(report, taxonomy)


def test_prefixes_that_xml_cannot_bind_are_not_kept() -> None:
    kept = {"1": "urn:a", "xml": "urn:b", "xmlns": "urn:c", "sp": "urn:d e", "é": "urn:f"}
    report = evolve(one_fact(), namespaces=Namespaces(kept))
    root = etree.fromstring(text_of(report).encode()).nsmap
    assert root["é"] == "urn:f"
    assert not {"urn:a", "urn:b", "urn:c", "urn:d e"} & set(root.values())


def test_local_schemas_are_referred_to_from_where_the_instance_is(tmp_path: Path) -> None:
    schema = (tmp_path / "taxonomy" / "my ex.xsd").as_uri()
    report = evolve(one_fact(), taxonomy=(schema, "https://example.org/a?b&c"))
    target = tmp_path / "reports" / "a.xml"
    target.parent.mkdir()
    write_report(report, target, EMPTY)
    text = target.read_text("utf-8")
    assert 'xlink:href="../taxonomy/my%20ex.xsd"' in text
    assert 'xlink:href="https://example.org/a?b&amp;c"' in text
    assert read_report(Document.of(target)).taxonomy == report.taxonomy


NUMERIC = Taxonomy(
    concepts={
        name: Concept(name, item_type(type_))
        for name, type_ in (
            (ex("Revenue"), MONETARY),
            (ex("Margin"), PURE),
            (ex("Policy"), STRING),
        )
    }
)


def test_the_taxonomy_tells_what_is_a_number_without_unit_or_decimals() -> None:
    builder = ColumnBuilder()
    builder.add(ex("Margin"), SET, "0.25", id="a")
    builder.add(ex("Revenue"), SET, None, id="b")
    builder.add(ex("Policy"), SET, None, id="d")
    report = report_of(builder)
    assert lines(report, "<ex:", NUMERIC) == [
        '<ex:Margin contextRef="c1" unitRef="u1" decimals="INF" id="a">0.25</ex:Margin>',
        '<ex:Revenue contextRef="c1" unitRef="u1" xsi:nil="true" id="b"></ex:Revenue>',
        '<ex:Policy contextRef="c1" xsi:nil="true" id="d"></ex:Policy>',
    ]
    assert lines(report, "<xbrli:unit", NUMERIC) == [
        '<xbrli:unit id="u1"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>'
    ]
    assert lines(report, "<ex:Margin") == ['<ex:Margin contextRef="c1" id="a">0.25</ex:Margin>']
    assert lines(report, "<xbrli:unit") == []


def dimensional(*elements: str) -> Taxonomy:
    """A taxonomy with a hypercube for Revenue, Costs, … in the containers that are given."""
    items = ("Revenue", "Costs")
    networks = {}
    for number, (item, element) in enumerate(zip(items, elements, strict=False)):
        role = f"urn:role:{number}"
        cube = Relationship(ex(item), ex("Cube"), context_element=element, closed=True)
        axis = Relationship(ex("Cube"), ex("Contract"))
        networks[ALL, role] = Network(ALL, role, (cube,))
        networks[HYPERCUBE_DIMENSION, role] = Network(HYPERCUBE_DIMENSION, role, (axis,))
    contract = Concept(
        ex("Contract"),
        item_type(STRING),
        kind=Kind.DIMENSION,
        abstract=True,
        substitution_group=DIMENSION_ITEM,
        typed_domain=ex("contractNumber"),
    )
    return Taxonomy(concepts={contract.name: contract}, networks=networks)


def with_member(member: Member, *concepts: str) -> Report:
    builder = ColumnBuilder()
    for number, concept in enumerate(concepts):
        period = Instant(f"20{10 + number}-01-01")
        shared = DimensionSet.of(ENTITY, period, {ex("Contract"): member})
        builder.add(ex(concept), shared, "1", unit=JPY, decimals=0)
    return report_of(builder)


@pytest.mark.parametrize(
    ("elements", "containers"),
    [
        ((), ["segment", "segment", "segment"]),
        (("segment", "segment"), ["segment", "segment", "segment"]),
        (("scenario",), ["scenario", "scenario", "scenario"]),
        (("scenario", "segment"), ["scenario", "segment", "scenario"]),
    ],
)
def test_hypercubes_tell_where_dimensions_go(
    elements: tuple[str, ...], containers: list[str]
) -> None:
    report = with_member(TypedMember("1", ex("n")), "Revenue", "Costs", "Other")
    root = etree.fromstring(text_of(report, dimensional(*elements)).encode())
    found = root.iter("{*}segment", "{*}scenario")
    assert [etree.QName(element).localname for element in found] == containers


def test_the_element_of_a_typed_member_comes_from_the_member_or_the_taxonomy() -> None:
    taxonomy = dimensional("segment")
    assert "<ex:n>1</ex:n>" in text_of(with_member(TypedMember("1", ex("n")), "A"), taxonomy)
    known = with_member(TypedMember("1"), "A")
    assert "<ex:contractNumber>1</ex:contractNumber>" in text_of(known, taxonomy)


def diagnostics(report: Report, folder: Path, taxonomy: Taxonomy = EMPTY) -> tuple[Diagnostic, ...]:
    return write_report(report, folder / "a.xml", taxonomy)


def test_a_typed_member_of_an_unknown_element_is_written_and_told(tmp_path: Path) -> None:
    report = with_member(TypedMember(None), "A")
    (diagnostic,) = diagnostics(report, tmp_path)
    assert diagnostic.code == "fm:unknownTypedDomain"
    assert read_report(Document.of(tmp_path / "a.xml")) == report


def test_an_id_that_is_no_name_is_replaced_and_links_follow(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    for id in ("1 a", "f1", "t.r_1.c", "x y"):
        builder.add(ex("Revenue"), SET, "1", unit=JPY, decimals=0, id=id)
    link = Link(EXPLANATORY_FACT, STANDARD_GROUP, "1 a", ("x y", "f1"))
    report = report_of(builder, links=(link,))
    (diagnostic,) = diagnostics(report, tmp_path)
    assert diagnostic.code == "fm:replacedId"
    assert "“1 a” by “f2”" in diagnostic.message
    again = read_report(Document.of(tmp_path / "a.xml"))
    assert again.columns.id == ["f2", "f1", "t.r_1.c", "f3"]
    assert again.links == (Link(EXPLANATORY_FACT, STANDARD_GROUP, "f2", ("f3", "f1")),)
    assert again == report


def linked(*links: Link, notes: Mapping[str, str] | None = None) -> Report:
    builder = ColumnBuilder()
    for id in ("a", "b"):
        builder.add(ex("Revenue"), SET, "1", unit=JPY, decimals=0, id=id)
    made = {id: Note(id, "en", text) for id, text in (notes or {}).items()}
    return report_of(builder, links=links, notes=made)


def test_links_of_a_group_are_one_extended_link_with_its_notes() -> None:
    report = linked(
        Link(FOOTNOTE, STANDARD_GROUP, "a", ("n",)),
        Link(FOOTNOTE, STANDARD_GROUP, "b", ("n",)),
        notes={"n": "see <b>this</b> &amp; that"},
    )
    text = text_of(report)
    assert text.count("<link:footnoteLink ") == 1
    assert (
        '    <link:footnote xlink:type="resource" xlink:label="n"'
        ' xlink:role="http://www.xbrl.org/2003/role/footnote" id="n" xml:lang="en"'
        ' xmlns="http://www.w3.org/1999/xhtml">see <b>this</b> &amp; that</link:footnote>\n'
    ) in text
    assert text.count("<link:loc ") == 2
    assert text.count("<link:footnoteArc ") == 2


def test_two_types_of_link_between_the_same_facts_have_arcs_of_their_own(tmp_path: Path) -> None:
    report = linked(
        Link(EXPLANATORY_FACT, STANDARD_GROUP, "a", ("b",)),
        Link("urn:type", STANDARD_GROUP, "a", ("b",)),
    )
    diagnostics(report, tmp_path)
    again = read_report(Document.of(tmp_path / "a.xml"))
    assert again == report
    arcs = etree.parse(tmp_path / "a.xml").iter("{*}footnoteArc")
    xlink = "{http://www.w3.org/1999/xlink}"
    pairs = [(arc.get(f"{xlink}from"), arc.get(f"{xlink}to")) for arc in arcs]
    assert len(set(pairs)) == len(pairs) == 2


ROLE = "urn:role:balance"


def test_roles_are_referred_to_in_the_schema_that_declares_them(tmp_path: Path) -> None:
    report = linked(Link(EXPLANATORY_FACT, ROLE, "a", ("b",)))
    taxonomy = Taxonomy(roles={ROLE: Role(ROLE, id="balance")})
    assert diagnostics(report, tmp_path, taxonomy) == ()
    text = (tmp_path / "a.xml").read_text("utf-8")
    assert f'xlink:href="{SCHEMA}#balance" roleURI="{ROLE}"' in text
    assert "fact-explanatoryFact" in text.partition("arcroleRef")[2].partition("/>")[0]


def test_what_links_cannot_say_in_an_instance_is_told(tmp_path: Path) -> None:
    report = linked(
        Link("urn:type", ROLE, "a", ("b", "no")),
        Link(FOOTNOTE, STANDARD_GROUP, "nobody", ("n",)),
        Link(FOOTNOTE, STANDARD_GROUP, "a", ("n",)),
        Link(FOOTNOTE, ROLE, "a", ("n",)),
        notes={"n": "a < b", "alone": "x"},
    )
    codes = [diagnostic.code for diagnostic in diagnostics(report, tmp_path)]
    assert codes == [
        "xbrlxe:nonStandardRoleDefinitionNotInDTS",
        "xbrlxe:nonStandardRoleDefinitionNotInDTS",
        "fm:danglingLink",
        "fm:danglingLink",
        "oime:invalidXHTMLFragment",
        "fm:repeatedNote",
    ]
    again = read_report(Document.of(tmp_path / "a.xml"))
    assert [note.value for note in again.notes.values()] == ["a &lt; b", "a &lt; b", "x"]
    assert [(one.type, one.group, one.source) for one in again.links] == [
        ("urn:type", ROLE, "a"),
        (FOOTNOTE, ROLE, "a"),
        (FOOTNOTE, STANDARD_GROUP, "a"),
    ]


UNWRITABLE = {
    "control character": (one_fact("a\x00b"), "fm:unwritableCharacter"),
    "half of a character": (one_fact("\ud800"), "fm:unwritableCharacter"),
    "no character": (one_fact("\uffff"), "fm:unwritableCharacter"),
    "in an entity": (
        one_fact(shared=DimensionSet(Entity("urn:a", "\x01"), CLOSING)),
        "fm:unwritableCharacter",
    ),
    "in a typed member": (with_member(TypedMember("\x1f", ex("n")), "A"), "fm:unwritableCharacter"),
    "in a note": (linked(notes={"n": "\x08"}), "fm:unwritableCharacter"),
    "in an address": (evolve(one_fact(), taxonomy=("\x02",)), "fm:unwritableCharacter"),
    "concept that is no name": (one_fact(concept=ex("1st")), "fm:unwritableName"),
    "concept with markup": (one_fact(concept=ex("a/><b")), "fm:unwritableName"),
    "namespace that is no address": (one_fact(concept=QName("urn:a b", "A")), "fm:unwritableName"),
    "namespace with a bad character": (one_fact(concept=QName("\0", "A")), "fm:unwritableName"),
    "member that is no name": (with_member(ex("a b"), "A"), "fm:unwritableName"),
}


@pytest.mark.parametrize("case", UNWRITABLE)
def test_what_xml_cannot_hold_is_refused_and_the_old_file_stays(tmp_path: Path, case: str) -> None:
    report, code = UNWRITABLE[case]
    target = tmp_path / "a.xml"
    target.write_text("old")
    with pytest.raises(UnwritableError) as refusal:
        write_report(report, target, EMPTY)
    assert refusal.value.diagnostics[0].code == code
    assert refusal.value.diagnostics[0].remedy
    assert [path.name for path in tmp_path.iterdir()] == ["a.xml"]
    assert target.read_text() == "old"


@pytest.mark.parametrize(
    "value", ["</link:footnote><evil/>", "</c><d/><c>", "</c></b><b><c>", "<!DOCTYPE a>", "&x;"]
)
def test_a_note_cannot_break_out_of_its_footnote(tmp_path: Path, value: str) -> None:
    report = linked(Link(FOOTNOTE, STANDARD_GROUP, "a", ("n",)), notes={"n": value})
    (diagnostic,) = diagnostics(report, tmp_path)
    assert diagnostic.code == "oime:invalidXHTMLFragment"
    again = read_report(Document.of(tmp_path / "a.xml"))
    assert again.notes["n"].text == value
    assert again.diagnostics == ()


def test_the_same_report_gives_the_same_bytes() -> None:
    report = with_member(TypedMember("1", ex("n")), "Revenue", "Costs")
    assert text_of(report) == text_of(evolve(report, document="elsewhere"))


def test_a_report_without_facts_is_an_instance() -> None:
    report = report_of(ColumnBuilder())
    assert read_report(Document.from_bytes(text_of(report).encode())) == report


def test_midnight_in_the_model_is_the_start_of_a_day() -> None:
    report = one_fact(shared=SET.with_period(Period.instant(datetime(2009, 1, 1))))
    assert read_report(Document.from_bytes(text_of(report).encode())) == report
