"""What instances say, and what is said about instances that say it badly."""

from __future__ import annotations

import gc
from decimal import Decimal

import pytest

from finmodel.diagnostic import Severity, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.model.column import ABSENT, EXACT
from finmodel.model.entity import Entity
from finmodel.model.period import FOREVER, Duration, Instant
from finmodel.model.unit import Unit
from finmodel.qname import ISO4217, XBRLI, QName
from tests.unit.formats.xbrl_xml.instance import (
    EX,
    INSTANT,
    SCHEMA,
    codes,
    context,
    entity,
    ex,
    instance,
    number,
    read,
)


def test_a_number_is_read_with_all_its_dimensions() -> None:
    report = read(number("  1200\n", 'decimals="-2" id="r1"'))
    fact = report.facts.one()
    assert fact.concept == ex("Revenue")
    assert fact.entity == Entity("urn:scheme", "1234")
    assert fact.period == Instant("2009-01-01T00:00:00")
    assert fact.unit == Unit.currency("JPY")
    assert (fact.text, fact.number, fact.decimals) == ("1200", Decimal(1200), -2)
    assert (fact.id, fact.language) == ("r1", None)
    assert report.diagnostics == ()


def test_the_report_knows_its_document_taxonomy_and_prefixes() -> None:
    head = f'{SCHEMA}<link:schemaRef xlink:type="simple" xlink:href="https://example.org/a.xsd"/>'
    report = read(number(), head=head, attributes='xmlns="urn:default"')
    assert report.document == "ex.xml"
    assert report.taxonomy == ("file:///reports/ex.xsd", "https://example.org/a.xsd")
    assert report.namespaces["ex"] == EX
    assert "" not in report.namespaces
    assert report.features == {}


def test_a_text_is_kept_as_it_is_written() -> None:
    text = '<ex:Policy contextRef="c"> Rückstellungen &lt;b&gt;\n &amp;amp; 売上高 </ex:Policy>'
    assert read(text).facts.one().text == " Rückstellungen <b>\n &amp; 売上高 "


def test_an_empty_text_is_no_nil_fact() -> None:
    fact = read('<ex:Policy contextRef="c"></ex:Policy>').facts.one()
    assert (fact.text, fact.is_nil) == ("", False)


@pytest.mark.parametrize("nil", ["true", "1", " true "])
def test_a_nil_fact_has_no_value_and_no_decimals(nil: str) -> None:
    report = read(f'<ex:Revenue contextRef="c" unitRef="jpy" xsi:nil="{nil}"/>')
    assert report.facts.one().is_nil
    assert report.facts.one().unit == Unit.currency("JPY")
    assert report.columns.decimals[0] == ABSENT
    assert report.diagnostics == ()


def test_a_fact_that_is_not_nil_may_say_so() -> None:
    assert read(number("5", 'decimals="0" xsi:nil="false"')).facts.one().text == "5"


@pytest.mark.parametrize(
    ("root", "fact", "language"),
    [
        ("", 'xml:lang="EN-us"', "en-us"),
        ('xml:lang="ja"', "", "ja"),
        ('xml:lang="ja"', 'xml:lang="en"', "en"),
        ('xml:lang="ja"', 'xml:lang=""', None),
        ("", "", None),
    ],
)
def test_a_text_has_its_own_language_or_the_roots(
    root: str, fact: str, language: str | None
) -> None:
    report = read(f'<ex:Policy contextRef="c" {fact}>x</ex:Policy>', attributes=root)
    assert report.facts.one().language == language


def test_languages_of_texts_between_numbers_stay_with_their_facts() -> None:
    text = '<ex:Policy contextRef="c" xml:lang="{}">x</ex:Policy>'
    report = read(number(), text.format("en"), number(), number(), text.format("ja"), number())
    assert [fact.language for fact in report.facts] == [None, "en", None, None, "ja", None]


def test_a_number_has_no_language() -> None:
    assert read(number(), attributes='xml:lang="ja"').facts.one().language is None


def test_a_pure_number_has_no_unit_and_keeps_its_decimals() -> None:
    ratio = '<ex:Margin contextRef="c" unitRef="pure" decimals="{}">0.25</ex:Margin>'
    report = read(ratio.format("2"), ratio.format("INF"))
    assert [fact.unit for fact in report.facts] == [None, None]
    assert list(report.columns.decimals) == [2, EXACT]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (INSTANT, Instant("2009-01-01T00:00:00")),
        ("<xbrli:instant>2008-12-31T12:00:00</xbrli:instant>", Instant("2008-12-31T12:00:00")),
        ("<xbrli:instant>2008-12-31T24:00:00</xbrli:instant>", Instant("2009-01-01T00:00:00")),
        ("<xbrli:instant>2008-12-31+09:00</xbrli:instant>", Instant("2009-01-01T00:00:00+09:00")),
        (
            "<xbrli:startDate>\n2008-04-01 </xbrli:startDate>"
            "<xbrli:endDate>2009-03-31</xbrli:endDate>",
            Duration("2008-04-01T00:00:00", "2009-04-01T00:00:00"),
        ),
        (
            "<xbrli:startDate>2008-04-01T06:00:00Z</xbrli:startDate>"
            "<xbrli:endDate>2009-03-31T18:00:00Z</xbrli:endDate>",
            Duration("2008-04-01T06:00:00Z", "2009-03-31T18:00:00Z"),
        ),
        ("<xbrli:forever/>", FOREVER),
    ],
)
def test_dates_are_whole_days_and_times_are_moments(period: str, expected: object) -> None:
    report = read(number().replace('"c"', '"p"'), context("p", period=period))
    assert report.facts.one().period == expected
    assert report.diagnostics == ()


def test_contexts_that_mean_the_same_are_one_dimension_set() -> None:
    later = context("d", period="<xbrli:instant>2009-01-01T00:00:00</xbrli:instant>")
    report = read(number(), later, number().replace('"c"', '"d"'))
    assert len(report.columns.dimension_sets) == 1
    assert len(report.facts) == 2


def test_contexts_and_units_may_come_after_the_facts() -> None:
    fact = '<ex:Revenue contextRef=" late " unitRef=" usd " decimals="0">1</ex:Revenue>'
    unit = '<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'
    report = read(number(), fact, context("late", period="<xbrli:forever/>"), unit)
    assert [fact.period.is_forever for fact in report.facts] == [False, True]
    assert [str(fact.unit) for fact in report.facts] == ["JPY", "USD"]


def test_units_are_measures_above_and_below_a_line() -> None:
    unit = (
        '<xbrli:unit id="u"><xbrli:divide><xbrli:unitNumerator>'
        "<xbrli:measure> iso4217:JPY\n</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator>"
        "<xbrli:measure>xbrli:shares</xbrli:measure><xbrli:measure>ex:Year</xbrli:measure>"
        "</xbrli:unitDenominator></xbrli:divide></xbrli:unit>"
    )
    report = read(unit, number().replace('"jpy"', '"u"'))
    shares = QName(XBRLI, "shares")
    assert report.facts.one().unit == Unit((QName(ISO4217, "JPY"),), (ex("Year"), shares))


@pytest.mark.parametrize(
    ("precision", "value", "decimals"),
    [
        ("5", "123", 2),
        ("2", "123", -1),
        ("9", "0.00123", 11),
        ("4", "-123e5", -4),
        ("4", "0.00", EXACT),
        ("INF", "123", EXACT),
    ],
)
def test_a_precision_becomes_decimals(precision: str, value: str, decimals: int) -> None:
    report = read(number(value, f'precision="{precision}"'))
    assert list(report.columns.decimals) == [decimals]
    assert report.diagnostics == ()


def test_given_ids_are_kept_and_others_found_that_nobody_has() -> None:
    report = read(number(), number(attributes='decimals="0" id="f1"'), number(), number())
    assert report.columns.id == ["f2", "f1", "f3", "f4"]
    assert report.diagnostics == ()


def test_comments_and_instructions_are_no_part_of_anything() -> None:
    report = read("<!-- a --><?b c?>", number("12<!-- d -->34"))
    assert report.facts.one().text == "1234"


def test_facts_are_found_again_by_line() -> None:
    body = [number(), "", "<ex:Group><ex:Part/></ex:Group>", number(), number(name="ex:Costs")]
    report = read(*body)
    assert [fact.source and fact.source.line for fact in report.facts] == [3, 6, 7]
    assert str(report.facts[2].source) == "ex.xml:7"


def test_facts_after_ones_that_are_left_out_late_are_found_too() -> None:
    lost = number().replace('"c"', '"nowhere"')
    report = read(number(), lost, "<ex:Group><ex:Part/></ex:Group>", lost, number())
    assert [fact.source and fact.source.line for fact in report.facts] == [3, 7]


def test_a_text_that_binds_a_prefix_of_its_own_is_read() -> None:
    report = read('<a:Item xmlns:a="urn:a" contextRef="c">x</a:Item>', number())
    assert [fact.concept for fact in report.facts] == [QName("urn:a", "Item"), ex("Revenue")]


FAULTS = {
    "missing context": (number().replace('"c"', '"no"'), "fm:missingContext", 0),
    "no context": ("<ex:Policy>x</ex:Policy>", "fm:missingContext", 0),
    "missing unit": (number().replace('"jpy"', '"no"'), "fm:missingUnit", 0),
    "decimals that are no number": (number(attributes='decimals="two"'), "fm:badDecimals", 1),
    "absurd decimals": (number(attributes='decimals="999999999"'), "fm:badDecimals", 1),
    "endless decimals": (number(attributes=f'decimals="{"9" * 5000}"'), "fm:badDecimals", 1),
    "negative precision": (number(attributes='precision="-1"'), "fm:badDecimals", 1),
    "precision of no number": (number("x", 'precision="3"'), "fm:badDecimals", 1),
    "precision 0": (number(attributes='precision="0"'), "xbrlxe:unsupportedZeroPrecisionFact", 1),
    "decimals and precision": (
        number(attributes='decimals="0" precision="3"'),
        "fm:decimalsAndPrecision",
        1,
    ),
    "decimals of a text": (
        '<ex:Policy contextRef="c" decimals="0">x</ex:Policy>',
        "fm:misplacedDecimals",
        1,
    ),
    "decimals of nil": (number("", 'decimals="0" xsi:nil="true"'), "fm:misplacedDecimals", 1),
    "nil with value": (
        '<ex:Policy contextRef="c" xsi:nil="true">x</ex:Policy>',
        "fm:nilWithValue",
        1,
    ),
    "markup": ('<ex:Policy contextRef="c">a<b>c</b></ex:Policy>', "fm:markupInValue", 0),
    "tuple": (f"<ex:Group>{number()}</ex:Group>", "xbrlxe:unsupportedTuple", 1),
    "empty tuple": ("<ex:Group/>", "xbrlxe:unsupportedTuple", 0),
    "fraction": (
        '<ex:Share contextRef="c" unitRef="pure"><xbrli:numerator>1</xbrli:numerator>'
        "<xbrli:denominator>3</xbrli:denominator></ex:Share>",
        "xbrlxe:unsupportedFraction",
        1,
    ),
    "id of another fact": (
        number(attributes='decimals="0" id="a"') + number(attributes='decimals="0" id="a"'),
        "fm:duplicateId",
        2,
    ),
    "id of a context": (number(attributes='decimals="0" id="c"'), "fm:duplicateId", 1),
    "unknown element": ("<link:loc/>", "fm:unknownElement", 0),
    "base": (
        '<ex:Policy contextRef="c" xml:base="urn:a">x</ex:Policy>',
        "xbrlxe:unsupportedXmlBase",
        1,
    ),
    "schemaRef after a context": (SCHEMA, "fm:misplacedElement", 0),
    "unit without id": (
        "<xbrli:unit><xbrli:measure>ex:a</xbrli:measure></xbrli:unit>",
        "fm:badId",
        0,
    ),
    "unit with a strange attribute": (
        '<xbrli:unit id="u"><xbrli:measure ex:a="b">ex:a</xbrli:measure></xbrli:unit>',
        "fm:misplacedAttribute",
        0,
    ),
    "context without id": (context().replace(' id="c"', ""), "fm:badId", 0),
    "context with a strange attribute": (
        context("d").replace("<xbrli:context", '<xbrli:context role="x"'),
        "fm:misplacedAttribute",
        0,
    ),
    "empty segment": (
        context("d").replace("</xbrli:identifier>", "</xbrli:identifier><xbrli:segment/>"),
        "fm:xbrlInContext",
        0,
    ),
    "period before the entity": (
        f'<xbrli:context id="d"><xbrli:period>{INSTANT}</xbrli:period>{entity()}</xbrli:context>',
        "fm:misplacedElement",
        0,
    ),
    "id that is no name": (number(attributes='decimals="0" id="1"'), "fm:badId", 1),
    "unit without measure": ('<xbrli:unit id="u"/>', "fm:badUnit", 0),
    "unit of something else": ('<xbrli:unit id="u"><ex:a/></xbrli:unit>', "fm:badUnit", 0),
    "unit without denominator": (
        '<xbrli:unit id="u"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>ex:a</xbrli:measure>'
        "</xbrli:unitNumerator></xbrli:divide></xbrli:unit>",
        "fm:badUnit",
        0,
    ),
    "unit that could be simplified": (
        '<xbrli:unit id="u"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>ex:a</xbrli:measure>'
        "<xbrli:measure>ex:b</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator>"
        "<xbrli:measure>ex:a</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>",
        "fm:badUnit",
        0,
    ),
    "unit with unbound prefix": (
        '<xbrli:unit id="u"><xbrli:measure>no:a</xbrli:measure></xbrli:unit>',
        "fm:unboundPrefix",
        0,
    ),
    "measure that XBRL does not define": (
        '<xbrli:unit id="u"><xbrli:measure>xbrli:foo</xbrli:measure></xbrli:unit>',
        "fm:badUnit",
        0,
    ),
    "text in a context": (context("d").replace('id="d">', 'id="d">zz'), "fm:strayText", 0),
    "text after an entity": (
        context("d").replace("</xbrli:entity>", "</xbrli:entity>zz"),
        "fm:strayText",
        0,
    ),
    "text in a period": (context("d", period=f"zz{INSTANT}"), "fm:strayText", 0),
    "text beside a dimension": (
        context(
            "d", segment='<xbrldi:explicitMember dimension="ex:D">ex:M</xbrldi:explicitMember>z'
        ),
        "fm:strayText",
        0,
    ),
    "text beside the value of a dimension": (
        context(
            "d",
            scenario='<xbrldi:typedMember dimension="ex:D">z<ex:v>1</ex:v></xbrldi:typedMember>',
        ),
        "fm:strayText",
        0,
    ),
    "text in a unit": (
        '<xbrli:unit id="u">zz<xbrli:measure>ex:a</xbrli:measure></xbrli:unit>',
        "fm:strayText",
        0,
    ),
    "text after a fact": (number() + "zz", "fm:strayText", 1),
    "end of a period before its start": (
        context(
            "d",
            period="<xbrli:endDate>2020-12-31</xbrli:endDate>"
            "<xbrli:startDate>2020-01-01</xbrli:startDate>",
        ),
        "fm:badPeriod",
        0,
    ),
    "period with two ends": (
        context(
            "d",
            period="<xbrli:startDate>2020-01-01</xbrli:startDate>"
            "<xbrli:endDate>2020-06-30</xbrli:endDate><xbrli:endDate>2020-12-31</xbrli:endDate>",
        ),
        "fm:badPeriod",
        0,
    ),
    "unit that is no name": (
        '<xbrli:unit id="u"><xbrli:measure>1 yen</xbrli:measure></xbrli:unit>',
        "fm:badName",
        0,
    ),
    "unit twice": (
        '<xbrli:unit id="jpy"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>',
        "fm:duplicateId",
        0,
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_with_its_place_and_the_rest_is_read(case: str) -> None:
    body, code, facts = FAULTS[case]
    report = read(body, number("7", 'decimals="0" id="last"'))
    (diagnostic,) = report.diagnostics
    assert diagnostic.code == code
    assert diagnostic.source is not None
    assert (diagnostic.source.document, diagnostic.source.line) == ("ex.xml", 3)
    assert diagnostic.message
    assert diagnostic.remedy
    assert len(report.facts) == facts + 1
    assert report.facts.by_id("last").text == "7"


def test_text_before_all_elements_is_stray_wherever_batches_end() -> None:
    # far more than is read at a time, so that what is unfinished is looked at twice
    lines = [number() + ("zz" if line % 5000 == 0 else "") for line in range(1, 10001)]
    (diagnostic,) = read(*lines, head="zz" + SCHEMA).diagnostics
    assert diagnostic.code == "fm:strayText"
    assert "The same holds for the text in line 5002, the text in line 10002." in diagnostic.message


def test_markup_in_a_segment_may_mix_text_and_elements() -> None:
    report = read(context("d", segment="<ex:note>a <ex:b>c</ex:b> d</ex:note>"), number())
    assert "fm:strayText" not in codes(report)


def test_a_number_without_sensible_decimals_is_taken_to_be_exact() -> None:
    report = read(number(attributes=""), number(attributes='decimals="two"'))
    assert [fact.decimals for fact in report.facts] == [None, None]


def test_decimals_and_precision_together_are_decimals() -> None:
    assert read(number(attributes='decimals="-3" precision="1"')).facts.one().decimals == -3


def test_decimals_of_a_text_are_not_kept() -> None:
    report = read('<ex:Policy contextRef="c" decimals="0">x</ex:Policy>')
    assert not report.facts.one().is_numeric


def test_facts_that_name_one_missing_context_are_one_fault() -> None:
    lost = number().replace('"c"', '"no"')
    report = read(number(), lost, lost, lost, number())
    (diagnostic,) = report.diagnostics
    assert "3 facts name the context “no”" in diagnostic.message
    assert str(diagnostic.source) == "ex.xml:4"
    assert len(report.facts) == 2


def test_tuples_are_one_warning() -> None:
    group = f"<ex:Group>{number()}</ex:Group>"
    report = read(group, group, f"<ex:Other>{number()}</ex:Other>")
    (diagnostic,) = report.diagnostics
    assert (diagnostic.code, diagnostic.severity) == ("xbrlxe:unsupportedTuple", Severity.WARNING)


def test_a_linkbase_is_an_entry_point_that_is_no_schema() -> None:
    arcrole = "http://www.w3.org/1999/xlink/properties/linkbase"
    linkbase = f'<link:linkbaseRef xlink:type="simple" xlink:arcrole="{arcrole}"'
    report = read(head=f'{SCHEMA}{linkbase} xlink:href="l.xml"/>')
    assert codes(report) == ["xbrlxe:unsupportedLinkbaseReference"]
    assert report.diagnostics[0].severity is Severity.WARNING
    assert report.taxonomy == ("file:///reports/ex.xsd", "file:///reports/l.xml")
    assert report.linkbases == {"file:///reports/l.xml": ""}


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (SCHEMA.replace('xlink:type="simple"', ""), "fm:badReference"),
        (SCHEMA.replace("/>", ' own="1"/>'), "fm:badReference"),
        (SCHEMA.replace("/>", ' xlink:show="all"/>'), "fm:badReference"),
        ('<link:linkbaseRef xlink:type="simple" xlink:href="l.xml"/>', "fm:badReference"),
        (SCHEMA.replace('xlink:href="ex.xsd"', ""), "fm:missingAddress"),
        (
            '<link:roleRef xlink:type="simple" xlink:href="a.xsd#b" roleURI="urn:r"/>' * 2,
            "fm:repeatedRoleReference",
        ),
        ('<link:roleRef xlink:type="simple" xlink:href="a.xsd" roleURI="r"/>', "fm:badReference"),
    ],
)
def test_a_faulty_reference_is_named(head: str, code: str) -> None:
    errors = [one for one in read(head=SCHEMA + head).diagnostics if one.severity is Severity.ERROR]
    assert [one.code for one in errors] == [code]


def test_bases_are_part_of_addresses() -> None:
    report = read(head=SCHEMA.replace("<link:schemaRef", '<link:schemaRef xml:base="base/"'))
    assert report.taxonomy == ("file:///reports/base/ex.xsd",)
    assert codes(report) == ["xbrlxe:unsupportedXmlBase"]


def test_an_instance_without_a_schema_says_so() -> None:
    assert codes(read(number(), head="")) == ["oime:noTaxonomy"]


def test_references_to_roles_are_documents_to_discover() -> None:
    role = '<link:roleRef xlink:type="simple" xlink:href="a.xsd#b" roleURI="urn:r"/>'
    report = read(head=SCHEMA + role + role.replace("role", "arcrole"))
    assert report.diagnostics == ()
    assert report.entry_points == ("file:///reports/ex.xsd", "file:///reports/a.xsd")


def test_all_faults_are_reported_in_one_reading() -> None:
    report = read("<ex:Policy>x</ex:Policy>", number(attributes='decimals="x"'))
    assert codes(report) == ["fm:missingContext", "fm:badDecimals"]


@pytest.mark.parametrize("text", ["<html/>", f'<xbrl xmlns="{EX}"/>', "<link/>"])
def test_another_document_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="fm:notAnInstance"):
        read_report(Document.from_bytes(text.encode()))


def test_a_truncated_instance_is_refused() -> None:
    text = instance(number(), number())
    with pytest.raises(UnreadableError, match="fm:truncatedXml"):
        read_report(Document.from_bytes(text[: text.rindex("<ex:")].encode()))


def test_reading_leaves_the_garbage_collector_as_it_was() -> None:
    assert gc.isenabled()
    read(number())
    assert gc.isenabled()
    gc.disable()
    try:
        read(number())
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_id_that_is_given_very_often_is_one_fault() -> None:
    (diagnostic,) = read(number(attributes='decimals="0" id="a"') * 1_001).diagnostics
    assert diagnostic.message == (
        "The id “a” is taken; 1,000 facts are called “f1”, “f2”, “f3”, “f4” and 996 more instead."
    )


def test_units_of_one_id_are_one_fault() -> None:
    unit = '<xbrli:unit id="jpy"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'
    (diagnostic,) = read(unit * 100).diagnostics
    assert diagnostic.code == "fm:duplicateId"
    assert diagnostic.message.endswith("and 94 more.")


MEMBER = '<xbrldi:explicitMember dimension="ex:Region">ex:Asia</xbrldi:explicitMember>'
FRACTION = (
    '<ex:Half contextRef="c" unitRef="pure"><xbrli:numerator>1</xbrli:numerator>'
    "<xbrli:denominator>2</xbrli:denominator></ex:Half>"
)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (number(attributes='decimals="0" own="1"'), "fm:misplacedAttribute"),
        (number(attributes='decimals="0" xbrli:periodType="instant"'), "fm:misplacedAttribute"),
        (number(attributes='decimals="0" xlink:show="all"'), "fm:badMarkup"),
        (number(attributes='decimals="0" xsi:nil="maybe"'), "fm:badMarkup"),
        ('<ex:Policy contextRef="c" xml:lang="e n">x</ex:Policy>' * 2, "fm:badMarkup"),
        (
            FRACTION.replace("<xbrli:numerator>", '<xbrli:numerator own="1">'),
            "fm:misplacedAttribute",
        ),
        (
            '<ex:Half contextRef="c" unitRef="pure"><xbrli:denominator>2</xbrli:denominator>'
            "<xbrli:numerator>1</xbrli:numerator></ex:Half>",
            "fm:misplacedElement",
        ),
        (FRACTION.replace(' unitRef="pure"', ""), "fm:missingUnit"),
        (f'<ex:Whole id="1x">{number()}</ex:Whole>', "fm:badId"),
        *(
            (context("d").replace(old, new) + number(), code)
            for old, new, code in [
                ('scheme="', 'own="1" scheme="', "fm:misplacedAttribute"),
                ("<xbrli:entity>", '<xbrli:entity own="1">', "fm:misplacedAttribute"),
                ("<xbrli:period>", '<xbrli:period own="1">', "fm:misplacedAttribute"),
                ("<xbrli:instant>", '<xbrli:instant own="1">', "fm:misplacedAttribute"),
                ("<xbrli:instant>", '<xbrli:instant xsi:nil="false">', "fm:misplacedAttribute"),
                ("31</xbrli:instant>", "31<ex:a/></xbrli:instant>", "fm:unknownElement"),
                ("1234<", "1234<ex:a/><", "fm:unknownElement"),
            ]
        ),
        (
            context("d", period="<xbrli:forever>x</xbrli:forever>") + number(),
            "fm:strayText",
        ),
        (
            context("d", segment=MEMBER.replace("dimension=", 'own="1" dimension=')) + number(),
            "fm:misplacedAttribute",
        ),
        (
            context("d", scenario=MEMBER).replace(":scenario>", ':scenario own="1">', 1) + number(),
            "fm:misplacedAttribute",
        ),
    ],
)
def test_what_no_schema_allows_is_named_and_read_all_the_same(body: str, code: str) -> None:
    report = read(body)
    errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
    assert [(one.code, one.source and one.source.line) for one in errors] == [(code, 3)]
    assert report.facts


def test_every_element_may_say_of_itself_what_schema_and_type_it_has() -> None:
    own = 'xsi:type="xs:date" xsi:schemaLocation="urn:a a.xsd"'
    parts = context("d").replace("<xbrli:instant", f"<xbrli:instant {own}")
    assert codes(read(parts.replace("<xbrli:context", f"<xbrli:context {own}") + number())) == []


def test_the_language_of_a_number_is_a_language_too() -> None:
    assert codes(read(number(attributes='decimals="0" xml:lang="-x"'))) == ["fm:badMarkup"]
    assert codes(read(number(attributes='decimals="0" xml:lang="en"'))) == []


def test_attributes_of_the_root_are_those_of_xml() -> None:
    assert codes(read(attributes='id="x" xml:lang="en" xsi:schemaLocation="urn:a a.xsd"')) == []
    assert codes(read(attributes='ex:own="1"')) == ["fm:misplacedAttribute"]
    assert codes(read(attributes='xsi:nil="false"')) == ["fm:misplacedAttribute"]


LINKBASE = (
    '<link:linkbaseRef xlink:type="simple" xlink:href="l.xml" '
    'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
)
NO_NOTES = (
    '<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link"/>'
)
UNIT = (
    '<xbrli:unit id="u"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>ex:a</xbrli:measure>'
    "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>ex:b</xbrli:measure>"
    "</xbrli:unitDenominator></xbrli:divide></xbrli:unit>"
)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<xbrli:unitNumerator>", '<xbrli:unitNumerator id="n">', "fm:misplacedAttribute"),
        ("ex:a<", "ex:a<ex:b/><", "fm:badUnit"),
        ("unitNumerator", "unitDenominator", "fm:badUnit"),
        ("</xbrli:divide>", "<xbrli:unitNumerator/></xbrli:divide>", "fm:badUnit"),
    ],
)
def test_a_unit_is_built_as_the_schema_says(old: str, new: str, code: str) -> None:
    assert codes(read(UNIT)) == []
    assert codes(read(UNIT.replace(old, new))) == [code]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (SCHEMA.replace("/>", ">x</link:schemaRef>"), "fm:badReference"),
        (SCHEMA.replace("/>", "><ex:a/></link:schemaRef>"), "fm:badReference"),
        (LINKBASE, "oime:noTaxonomy"),
        (SCHEMA + NO_NOTES + LINKBASE, "fm:misplacedElement"),
    ],
)
def test_references_are_empty_come_first_and_lead_to_a_schema(head: str, code: str) -> None:
    errors = [one for one in read(head=head).diagnostics if one.severity is Severity.ERROR]
    assert [one.code for one in errors] == [code]
