"""What the OIM has not: tuples, fractions, remarks and more, read, written and left out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from finmodel.diagnostic import Severity
from finmodel.formats.document import Document
from finmodel.formats.report import Format, settled, write
from finmodel.formats.report import read as read_any
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.formats.xbrl_xml.writer import report_chunks
from finmodel.model.column import UNKNOWN
from finmodel.model.report import Report
from finmodel.numeric import Interval
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.content import AttributeUse, Content, ElementDeclaration
from finmodel.taxonomy.datatype import DECIMAL, MONETARY, item_type
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy
from tests.unit.formats.xbrl_xml.instance import SCHEMA, codes, context, ex, number, read

SHARE = (
    '<ex:Share contextRef="c" unitRef="jpy" id="share"><xbrli:numerator> 1 </xbrli:numerator>'
    "<xbrli:denominator>3</xbrli:denominator></ex:Share>"
)
IDENTIFIED = ' id="g"'
NESTED = (
    f"<ex:Group{IDENTIFIED}>{number('1')}<ex:Part>{number('2')}{number('3')}</ex:Part>"
    f'<ex:Part xsi:nil="true"/>{number("4")}</ex:Group>'
)
BODIES = {
    "tuples": f"{number('0')}{NESTED}{number('5')}{NESTED.replace(IDENTIFIED, '')}",
    "deep tuples": "<ex:Group>" * 20 + number() + "</ex:Group>" * 20,
    "a fraction": SHARE,
    "precision 0": number(attributes='precision="0"'),
    "remarks": context("d", segment="<ex:a b='1'>x<ex:c/>y</ex:a>", scenario="<ex:d/>")
    + number().replace('"c"', '"d"'),
    "a complex typed value": context(
        "d",
        segment='<xbrldi:typedMember dimension="ex:D"><ex:v><ex:w>1</ex:w></ex:v>'
        "</xbrldi:typedMember>",
    )
    + number().replace('"c"', '"d"'),
    "attributes of others": number(attributes='decimals="0" ex:note="a &lt; b"'),
}


def again(report: Report) -> Report:
    return read_report(Document.from_bytes(b"".join(report_chunks(report, EMPTY, None))))


def test_facts_in_tuples_are_facts_that_know_their_tuple() -> None:
    report = read(number("0"), NESTED, number("5"))
    assert [fact.text for fact in report.facts] == ["0", "1", "2", "3", "4", "5"]
    owners = [fact.owner and fact.owner.concept.local_name for fact in report.facts]
    assert owners == [None, "Group", "Part", "Part", "Group", None]
    columns = report.columns
    assert list(columns.children(0)) == [1, ~1, ~2, 4]
    assert list(columns.children(1)) == [2, 3]
    assert [one.is_nil for one in columns.tuples] == [False, False, True]
    assert (columns.tuples[0].concept, columns.tuples[0].id) == (ex("Group"), "g")


def test_facts_in_tuples_are_found_again_by_line() -> None:
    report = read("<ex:Group>", number(), "<ex:Part>", number(), "</ex:Part></ex:Group>", number())
    assert [fact.source and fact.source.line for fact in report.facts] == [4, 6, 8]


def test_a_fact_that_is_lost_moves_the_tuples_after_it() -> None:
    lost = number().replace('"c"', '"no"')
    report = read(lost, f"<ex:Group>{number('1')}{lost}{number('2')}</ex:Group>", number("3"))
    assert [fact.owner is not None for fact in report.facts] == [True, True, False]
    assert list(report.columns.children(0)) == [0, 1]


def test_a_fraction_is_exact() -> None:
    fact = read(SHARE).facts.one()
    assert (fact.text, fact.fraction, fact.decimals) == ("1/3", Fraction(1, 3), None)
    assert read(number("1.5")).facts.one().fraction == Fraction(3, 2)


def test_a_number_of_precision_0_can_be_any() -> None:
    fact = read(number("12", 'precision="0"')).facts.one()
    assert fact.number == Decimal(12)
    assert Interval.point(10**399).meets(fact.interval)


def test_remarks_tell_facts_apart() -> None:
    one = context("d", scenario="<ex:a>1</ex:a>")
    other = context("e", scenario="<ex:a>2</ex:a>")
    same = context("f", scenario='<a xmlns="https://example.org/ex">1</a>')
    facts = [number().replace('"c"', f'"{id}"') for id in "def"]
    assert len(read(one, other, same, *facts).columns.dimension_sets) == 2


@pytest.mark.parametrize("case", BODIES)
def test_what_the_oim_has_not_is_a_warning_and_comes_back_from_xml(case: str) -> None:
    report = read(BODIES[case])
    assert {found.severity for found in report.diagnostics} <= {Severity.WARNING}
    assert again(report) == report
    assert list(again(report).columns.decimals) == list(report.columns.decimals)
    assert again(report).columns.attributes == report.columns.attributes


@pytest.mark.parametrize("format", [Format.JSON, Format.CSV])
@pytest.mark.parametrize("case", [case for case in BODIES if case != "attributes of others"])
def test_what_the_oim_has_not_is_left_out_of_other_formats_with_an_error(
    case: str, format: Format, tmp_path: Path
) -> None:
    report = read(number("77"), BODIES[case])
    target = tmp_path / ("r-metadata.json" if format is Format.CSV else "r.json")
    found = write(report, target, format=format)
    assert [one.severity for one in found] == [Severity.ERROR]
    assert {one.code for one in found} == set(codes(report))
    kept = [fact.text for fact in read_any(target).facts]
    in_place = {"tuples": ["77", "0", "5"]}
    assert kept == in_place.get(case, ["77"])


def test_links_of_what_is_left_out_go_with_it(tmp_path: Path) -> None:
    arcrole = "http://www.xbrl.org/2003/arcrole/fact-footnote"
    link = (
        '<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
        '<link:loc xlink:type="locator" xlink:href="#share" xlink:label="f"/>'
        '<link:footnote xlink:type="resource" xlink:label="n" xml:lang="en">x</link:footnote>'
        f'<link:footnoteArc xlink:type="arc" xlink:arcrole="{arcrole}" xlink:from="f"'
        ' xlink:to="n"/></link:footnoteLink>'
    )
    report = read(SHARE, number("77"), link)
    write(report, tmp_path / "r.json")
    kept = read_any(tmp_path / "r.json")
    assert (kept.links, kept.notes, len(kept.facts)) == ((), {}, 1)


def test_unknown_precision_is_less_than_any_decimals_that_can_be_given() -> None:
    report = read(number(attributes='decimals="-401"'), number(attributes='precision="0"'))
    assert "fm:badDecimals" in codes(report)
    assert list(report.columns.decimals)[1] == UNKNOWN


def test_an_item_in_a_context_is_named_though_no_fact_refers_to_it() -> None:
    taxonomy = Taxonomy(concepts={ex("Revenue"): Concept(ex("Revenue"), item_type(MONETARY))})
    report = settled(read(context("d", segment="<ex:Revenue>1</ex:Revenue>")), taxonomy)
    assert "fm:xbrlInContext" in codes(report)


def test_what_declarations_say_makes_remarks_equal() -> None:
    declared = {ex("v"): ElementDeclaration(ex("v"), item_type(DECIMAL))}
    taxonomy = Taxonomy(
        concepts={ex("Revenue"): Concept(ex("Revenue"), item_type(MONETARY))}, elements=declared
    )
    values = ("1.50", "01.5", "2", "x")
    contexts = [context(f"d{v}", scenario=f"<ex:v>{v}</ex:v>") for v in values]
    facts = [number().replace('"c"', f'"d{v}"') for v in values]
    report = settled(read(*contexts, *facts), taxonomy)
    assert len(report.columns.dimension_sets) == 3
    assert [code for code in codes(report) if code.startswith("fm:")] == ["fm:badMarkup"]


def test_decimals_may_come_from_the_type() -> None:
    use = AttributeUse(QName("", "decimals"), item_type(DECIMAL), default="2")
    revenue = Concept(ex("Revenue"), item_type(MONETARY), content=Content(attributes=(use,)))
    taxonomy = Taxonomy(concepts={ex("Revenue"): revenue})
    report = settled(read(number(attributes=""), number(attributes='decimals="0"')), taxonomy)
    assert list(report.columns.decimals) == [2, 0]


@pytest.mark.parametrize(
    ("attribute", "code"),
    [('ex:n="x"', "fm:badMarkup"), ('ex:n="1"', None), ('strange="1"', "fm:misplacedAttribute")],
)
def test_attributes_of_facts_are_as_declared(attribute: str, code: str | None) -> None:
    content = Content(open_attributes=True)
    revenue = Concept(ex("Revenue"), item_type(MONETARY), content=content)
    taxonomy = Taxonomy(
        concepts={ex("Revenue"): revenue},
        attributes={ex("n"): AttributeUse(ex("n"), item_type(DECIMAL))},
    )
    report = settled(read(number(attributes=f'decimals="0" {attribute}')), taxonomy)
    assert codes(report) == ([code] if code else [])


def test_roles_of_links_are_referred_to_again_where_they_are_defined() -> None:
    role = '<link:roleRef xlink:type="simple" xlink:href="roles.xsd#r" roleURI="urn:r"/>'
    arcrole = "http://www.xbrl.org/2009/arcrole/fact-explanatoryFact"
    ref = '<link:arcroleRef xlink:type="simple" xlink:href="https://example.org/a.xsd#e"'
    loc = '<link:loc xlink:type="locator" xlink:href="#{0}" xlink:label="{0}"/>'
    link = (
        '<link:footnoteLink xlink:type="extended" xlink:role="urn:r">'
        + loc.format("a")
        + loc.format("b")
        + f'<link:footnoteArc xlink:type="arc" xlink:arcrole="{arcrole}" xlink:from="a"'
        ' xlink:to="b"/></link:footnoteLink>'
    )
    facts = [number(attributes=f'decimals="0" id="{id}"') for id in "ab"]
    report = read(*facts, link, head=f'{SCHEMA}{role}{ref} arcroleURI="{arcrole}"/>')
    assert codes(report) == []
    assert codes(again(report)) == []
    assert again(report).definitions == report.definitions
