"""Reading xBRL-JSON: what a report says, and what is wrong with one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.model.column import ABSENT, EXACT
from finmodel.model.entity import Entity
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import FOREVER, Duration, Instant
from finmodel.model.unit import Unit
from finmodel.qname import QName
from tests.unit.formats.oim.example import NAMESPACES, REMOVED, REPORT, changed, read, said

EX = NAMESPACES["ex"]
FACT = ("facts", "sales")
DIMENSIONS = (*FACT, "dimensions")
INFO = ("documentInfo",)
AT = "/facts/sales/dimensions"


def test_a_fact_has_everything_that_is_said_of_it() -> None:
    fact = read(REPORT).facts.by_id("sales")
    assert fact.concept == QName(EX, "Revenues")
    assert fact.value == Decimal(17_500_000_000)
    assert fact.decimals == -8
    assert fact.entity == Entity(NAMESPACES["lei"], "353800ZZZZZZZZZZZZ12")
    assert fact.period == Duration("2008-04-01", "2009-01-01")
    assert fact.unit == Unit.currency("JPY")
    assert fact.dimensions == {QName(EX, "Segment"): QName(EX, "Outsourcing")}
    assert fact.quotes == ("see page 3",)


def test_a_text_has_a_language_and_lasts_forever() -> None:
    report = read(REPORT)
    fact = report.facts.by_id("why")
    assert (fact.value, fact.language, fact.period, fact.entity) == (
        "Because.",
        "en",
        FOREVER,
        None,
    )
    assert report.columns.decimals[fact.row] == ABSENT


def test_notes_and_links_stand_beside_the_facts() -> None:
    report = read(REPORT)
    assert report.notes == {"n1": Note("n1", "en", "see <b>page 3</b>")}
    assert report.links == (Link(FOOTNOTE, STANDARD_GROUP, "sales", ("n1",)),)
    assert len(report.facts) == 2


def test_the_report_says_nothing_about_itself_that_is_wrong() -> None:
    report = read(REPORT)
    assert report.diagnostics == ()
    assert report.taxonomy == ("file:///reports/taxonomy.xsd",)
    assert report.namespaces == NAMESPACES
    assert report.features == {"xbrl:canonicalValues": "true"}
    assert report.document == "report.json"


def test_a_base_url_is_where_the_taxonomy_is_looked_for() -> None:
    report = read(changed(((*INFO, "baseURL"), "https://example.com/a/b.json")))
    assert report.taxonomy == ("https://example.com/a/taxonomy.xsd",)


@pytest.mark.parametrize(
    ("unit", "value", "decimals", "expected"),
    [
        ("iso4217:JPY", "1", REMOVED, EXACT),
        ("iso4217:JPY", None, REMOVED, ABSENT),
        (REMOVED, "1", REMOVED, ABSENT),
        (REMOVED, "1", 2, 2),
        ("iso4217:JPY", None, 2, 2),
    ],
)
def test_absent_decimals_mean_exact_where_there_is_a_unit(
    unit: object, value: object, decimals: object, expected: int
) -> None:
    changes = [((*DIMENSIONS, "unit"), unit), ((*FACT, "value"), value)]
    report = read(changed(*changes, ((*FACT, "decimals"), decimals)))
    assert report.columns.decimals[report.facts.by_id("sales").row] == expected
    assert report.diagnostics == ()


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read("\ufeff" + json.dumps(REPORT)).diagnostics == ()


def test_units_are_read_with_their_denominators() -> None:
    unit = "iso4217:JPY/xbrli:shares"
    fact = read(changed(((*DIMENSIONS, "unit"), unit))).facts.by_id("sales")
    assert fact.unit == Unit(
        (Unit.currency("JPY").numerators), (QName(NAMESPACES["xbrli"], "shares"),)
    )


def test_a_member_whose_value_is_no_name_is_a_typed_one() -> None:
    fact = read(changed(((*DIMENSIONS, "ex:Contract"), "2008-17"))).facts.by_id("sales")
    assert str(fact.dimensions[QName(EX, "Contract")]) == "2008-17"
    nil = read(changed(((*DIMENSIONS, "ex:Contract"), None))).facts.by_id("sales")
    assert str(nil.dimensions[QName(EX, "Contract")]) == "nil"


def test_where_a_fact_was_read_is_found_afterwards() -> None:
    lines = json.dumps(REPORT, indent=1).splitlines()
    places = read(REPORT).locate(range(2))
    for row, id in enumerate(("sales", "why")):
        assert places[row].part == f"/facts/{id}"
        assert lines[(places[row].line or 0) - 1] == f'  "{id}": {{'


FAULTS: list[tuple[str, Sequence[tuple[Sequence[str], Any]], list[tuple[str, str]], set[str]]] = [
    # what is changed, which faults that makes, and which facts are still read
    (
        "no taxonomy",
        [((*INFO, "taxonomy"), [])],
        [("oime:noTaxonomy", "/documentInfo/taxonomy")],
        {"sales", "why"},
    ),
    (
        "taxonomy missing",
        [((*INFO, "taxonomy"), REMOVED)],
        [
            ("xbrlje:invalidJSONStructure", "/documentInfo"),
            ("oime:noTaxonomy", "/documentInfo/taxonomy"),
        ],
        {"sales", "why"},
    ),
    (
        "relative base URL",
        [((*INFO, "baseURL"), "reports/")],
        [("oime:invalidBaseURL", "/documentInfo/baseURL")],
        {"sales", "why"},
    ),
    (
        "entry point that is no address",
        [((*INFO, "taxonomy"), ["taxonomy.xsd", "http://[bad/x.xsd"])],
        [("xbrlje:invalidJSONStructure", "/documentInfo/taxonomy/1")],
        {"sales", "why"},
    ),
    (
        "base URL that is no address",
        [((*INFO, "baseURL"), "http://[bad/")],
        [("oime:invalidBaseURL", "/documentInfo/baseURL")],
        {"sales", "why"},
    ),
    (
        "no absolute URI",
        [((*INFO, "namespaces", "lei"), "lei")],
        [("oimce:invalidURI", "/documentInfo/namespaces/lei")],
        {"sales", "why"},
    ),
    (
        "white space in a URI",
        [((*INFO, "namespaces", "lei"), "http://example.com/a b")],
        [("oimce:invalidURI", "/documentInfo/namespaces/lei")],
        {"sales", "why"},
    ),
    (
        "alias that is no name",
        [((*INFO, "namespaces", "1ei"), "http://example.com/lei")],
        [("oimce:invalidURIAlias", "/documentInfo/namespaces/1ei")],
        {"sales", "why"},
    ),
    (
        "two aliases for a URI, written differently",
        [
            ((*INFO, "namespaces", "a"), "http://example.com/é"),
            ((*INFO, "namespaces", "b"), "http://example.com/%C3%A9"),
        ],
        [("oimce:multipleAliasesForURI", "/documentInfo/namespaces/b")],
        {"sales", "why"},
    ),
    (
        "reserved alias for another URI",
        [((*INFO, "namespaces", "utr"), "http://example.com/utr")],
        [("oimce:invalidURIForReservedAlias", "/documentInfo/namespaces/utr")],
        {"sales", "why"},
    ),
    (
        "family of a reserved alias",
        [((*INFO, "namespaces", "dtr-type"), "http://example.com/dtr")],
        [("oimce:invalidURIForReservedAlias", "/documentInfo/namespaces/dtr-type")],
        {"sales", "why"},
    ),
    (
        "reserved URI under another alias",
        [((*INFO, "namespaces", "xsd"), "http://www.w3.org/2001/XMLSchema")],
        [("oimce:invalidAliasForReservedURI", "/documentInfo/namespaces/xsd")],
        {"sales", "why"},
    ),
    (
        "link alias for another URI",
        [((*INFO, "linkGroups", "_"), "http://example.com/group")],
        [("oimce:invalidURIForReservedAlias", "/documentInfo/linkGroups/_")],
        {"sales", "why"},
    ),
    (
        "feature with an unbound prefix",
        [((*INFO, "features", "no:feature"), True)],
        [("oimce:unboundPrefix", "/documentInfo/features/no:feature")],
        {"sales", "why"},
    ),
    (
        "unknown kind of duplicates",
        [((*INFO, "features", "xbrl:allowedDuplicates"), "some")],
        [("xbrlje:invalidJSONStructure", "/documentInfo/features/xbrl:allowedDuplicates")],
        {"sales", "why"},
    ),
    (
        "number that is canonical for no type",
        [((*FACT, "value"), "017500000000")],
        [("xbrlje:nonCanonicalValue", "/facts/sales/value")],
        {"sales", "why"},
    ),
    (
        "unknown member of the report",
        [(("fact",), {})],
        [("xbrlje:invalidJSONStructure", "/fact")],
        {"sales", "why"},
    ),
    (
        "extension with an unbound prefix",
        [((*FACT, "no:body"), 1)],
        [("oimce:unboundPrefix", "/facts/sales/no:body")],
        {"sales", "why"},
    ),
    (
        "extension in a namespace that is not for extensions",
        [(("xbrl:body",), 1)],
        [("xbrlje:invalidJSONStructure", "/xbrl:body")],
        {"sales", "why"},
    ),
    ("extension as it should be", [((*FACT, "ex:mine"), {"any": [1.5]})], [], {"sales", "why"}),
    (
        "fact that is no object",
        [(FACT, [])],
        [("xbrlje:invalidJSONStructure", "/facts/sales"), ("oime:unusedNoteFact", "/facts/n1")],
        {"why"},
    ),
    (
        "value missing",
        [((*FACT, "value"), REMOVED)],
        [("xbrlje:invalidJSONStructure", "/facts/sales"), ("oime:unusedNoteFact", "/facts/n1")],
        {"why"},
    ),
    (
        "value as a number",
        [((*FACT, "value"), 17500000000)],
        [("xbrlje:invalidJSONStructure", "/facts/sales/value")],
        {"sales", "why"},
    ),
    (
        "unknown member of a fact",
        [((*FACT, "scale"), 6)],
        [("xbrlje:invalidJSONStructure", "/facts/sales/scale")],
        {"sales", "why"},
    ),
    (
        "unknown dimension",
        [((*DIMENSIONS, "scenario"), "x")],
        [("xbrlje:invalidJSONStructure", f"{AT}/scenario")],
        {"sales", "why"},
    ),
    (
        "no concept",
        [(("facts", "why", "dimensions", "concept"), REMOVED)],
        [("oime:missingConceptDimension", "/facts/why/dimensions")],
        {"sales"},
    ),
    (
        "concept without a prefix",
        [(("facts", "why", "dimensions", "concept"), "Reason")],
        [("xbrlje:invalidJSONStructure", "/facts/why/dimensions/concept")],
        {"sales"},
    ),
    (
        "concept with an unbound prefix",
        [(("facts", "why", "dimensions", "concept"), "no:Reason")],
        [("oimce:unboundPrefix", "/facts/why/dimensions/concept")],
        {"sales"},
    ),
    (
        "entity without a scheme",
        [(("facts", "why", "dimensions", "entity"), "353800ZZZZZZZZZZZZ12")],
        [("oimce:invalidSQName", "/facts/why/dimensions/entity")],
        {"sales"},
    ),
    (
        "entity that stands for none",
        [
            ((*INFO, "namespaces", "none"), "https://xbrl.org/2021/entities"),
            (("facts", "why", "dimensions", "entity"), "none:NA"),
        ],
        [("oime:invalidUseOfReservedIdentifier", "/facts/why/dimensions/entity")],
        {"sales", "why"},
    ),
    (
        "period without its times",
        [((*DIMENSIONS, "period"), "2008-04-01/2009-01-01")],
        [("oimce:invalidPeriodRepresentation", f"{AT}/period")],
        {"sales", "why"},
    ),
    (
        "period that ends before it starts",
        [(("facts", "why", "dimensions", "period"), "2009-01-01T00:00:00/2008-01-01T00:00:00")],
        [("oimce:invalidPeriodRepresentation", "/facts/why/dimensions/period")],
        {"sales"},
    ),
    (
        "period of no length",
        [(("facts", "why", "dimensions", "period"), "2009-01-01T00:00:00/2009-01-01T00:00:00")],
        [("oimce:invalidPeriodRepresentation", "/facts/why/dimensions/period")],
        {"sales"},
    ),
    (
        "unit that is not sorted",
        [(("facts", "why", "dimensions", "unit"), "xbrli:b*xbrli:a")],
        [("oimce:invalidUnitStringRepresentation", "/facts/why/dimensions/unit")],
        {"sales"},
    ),
    (
        "pure unit",
        [((*DIMENSIONS, "unit"), "xbrli:pure")],
        [("oime:illegalPureUnit", f"{AT}/unit")],
        {"sales", "why"},
    ),
    (
        "language in upper case",
        [(("facts", "why", "dimensions", "language"), "en-GB")],
        [("xbrlje:invalidLanguageCodeCase", "/facts/why/dimensions/language")],
        {"sales", "why"},
    ),
    (
        "no language",
        [(("facts", "why", "dimensions", "language"), "English language")],
        [("xbrlje:invalidJSONStructure", "/facts/why/dimensions/language")],
        {"sales"},
    ),
    (
        "dimension in the namespace of the OIM",
        [(("facts", "why", "dimensions", "xbrl:Segment"), "ex:a")],
        [("xbrlje:invalidJSONStructure", "/facts/why/dimensions/xbrl:Segment")],
        {"sales"},
    ),
    (
        "decimals as a text",
        [(("facts", "why", "decimals"), "INF")],
        [("xbrlje:invalidJSONStructure", "/facts/why/decimals")],
        {"sales"},
    ),
    (
        "decimals with a fraction",
        [(("facts", "why", "decimals"), 1.0)],
        [("xbrlje:invalidJSONStructure", "/facts/why/decimals")],
        {"sales"},
    ),
    (
        "decimals beyond all sense",
        [(("facts", "why", "decimals"), 10**9)],
        [("fm:badDecimals", "/facts/why/decimals")],
        {"sales"},
    ),
    (
        "note id on a fact",
        [((*DIMENSIONS, "noteId"), "sales")],
        [("oime:misplacedNoteIDDimension", f"{AT}/noteId")],
        {"sales", "why"},
    ),
    (
        "id that is no name",
        [(("facts", "2nd"), REPORT["facts"]["why"])],
        [("xbrlje:invalidJSONStructure", "/facts/2nd")],
        {"sales", "why", "2nd"},
    ),
    (
        "note without a language",
        [(("facts", "n1", "dimensions", "language"), REMOVED)],
        [("oime:missingLanguageForNoteFact", "/facts/n1/dimensions")],
        {"sales", "why"},
    ),
    (
        "note without a note id",
        [(("facts", "n1", "dimensions", "noteId"), REMOVED)],
        [("oime:missingNoteIDDimension", "/facts/n1/dimensions")],
        {"sales", "why"},
    ),
    (
        "note with another note id",
        [(("facts", "n1", "dimensions", "noteId"), "n2")],
        [("oime:invalidNoteIDValue", "/facts/n1/dimensions/noteId")],
        {"sales", "why"},
    ),
    (
        "note with a period",
        [(("facts", "n1", "dimensions", "period"), "2009-01-01T00:00:00")],
        [("oime:misplacedNoteFactDimension", "/facts/n1/dimensions/period")],
        {"sales", "why"},
    ),
    (
        "note that is no XHTML",
        [(("facts", "n1", "value"), "a < b")],
        [("oime:invalidXHTMLFragment", "/facts/n1/value")],
        {"sales", "why"},
    ),
    (
        "note without a value",
        [(("facts", "n1", "value"), None)],
        [("oime:invalidXHTMLFragment", "/facts/n1/value")],
        {"sales", "why"},
    ),
    (
        "note with a prefix",
        [(("facts", "n1", "value"), '<h:b xmlns:h="http://www.w3.org/1999/xhtml">x</h:b>')],
        [("oime:xhtmlElementInNonDefaultNamespace", "/facts/n1/value")],
        {"sales", "why"},
    ),
    (
        "note linked from nowhere",
        [((*FACT, "links"), {})],
        [("oime:unusedNoteFact", "/facts/n1")],
        {"sales", "why"},
    ),
    (
        "unknown type of link",
        [((*FACT, "links"), {"no": {"_": ["n1"]}})],
        [
            ("xbrlje:unknownLinkType", "/facts/sales/links/no/_"),
            ("oime:unusedNoteFact", "/facts/n1"),
        ],
        {"sales", "why"},
    ),
    (
        "undeclared group that is known",
        [((*INFO, "linkGroups"), {})],
        [("xbrlje:unknownLinkGroup", "/facts/sales/links/footnote/_")],
        {"sales", "why"},
    ),
    (
        "link to nowhere",
        [((*FACT, "links", "footnote", "_"), ["n1", "n2"])],
        [("xbrlje:unknownLinkTarget", "/facts/sales/links/footnote/_")],
        {"sales", "why"},
    ),
    (
        "footnote that is no note",
        [((*FACT, "links", "footnote", "_"), ["n1", "why"])],
        [("oime:illegalStandardFootnoteTarget", "/facts/sales/links/footnote/_")],
        {"sales", "why"},
    ),
    (
        "links that are no object",
        [((*FACT, "links"), ["n1"])],
        [
            ("xbrlje:invalidJSONStructure", "/facts/sales/links"),
            ("oime:unusedNoteFact", "/facts/n1"),
        ],
        {"sales", "why"},
    ),
]


@pytest.mark.parametrize(
    ("changes", "faults", "kept"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS]
)
def test_faults_are_told_and_the_rest_is_read(
    changes: Sequence[tuple[Sequence[str], Any]], faults: list[tuple[str, str]], kept: set[str]
) -> None:
    report = read(changed(*changes))
    assert said(report.diagnostics) == faults
    assert set(report.columns.id) == kept
    assert all(one.remedy and one.source and one.source.line for one in report.diagnostics)


def test_what_can_be_read_of_a_faulty_fact_is() -> None:
    report = read(
        changed(
            ((*FACT, "value"), 123.50),
            ((*DIMENSIONS, "period"), "2009-01-01"),
            ((*DIMENSIONS, "unit"), "xbrli:pure"),
            (("facts", "why", "dimensions", "language"), "EN"),
        )
    )
    fact = report.facts.by_id("sales")
    assert (fact.text, fact.period, fact.unit) == ("123.5", Instant("2009-01-01"), None)
    assert report.facts.by_id("why").language == "en"


def test_one_cause_for_many_facts_is_told_once() -> None:
    facts = {f"f{i}": REPORT["facts"]["why"] | {"decimals": True} for i in range(9)}
    (one,) = read(changed((("facts",), facts))).diagnostics
    assert "“f0”" in one.message
    assert "“f1”, “f2”, “f3”, “f4”, “f5” and 3 more" in one.message


def test_the_first_of_two_equal_keys_counts() -> None:
    text = """{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json",
      "taxonomy": ["a.xsd"], "namespaces": {"e": "http://e.com", "e": "http://f.com"}},
      "facts": {
        "f": {"value": "first", "value": "second", "dimensions": {"concept": "e:c"}},
        "f": {"value": "third", "dimensions": {"concept": "e:c"}}}}"""
    report = read(text)
    assert [(fact.text, fact.concept) for fact in report.facts] == [
        ("first", QName("http://e.com", "c"))
    ]
    assert said(report.diagnostics) == [
        ("xbrlje:invalidJSON", "/documentInfo/namespaces/e"),
        ("xbrlje:invalidJSON", "/facts/f/value"),
        ("xbrlje:invalidJSON", "/facts/f"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        changed(((*INFO, "documentType"), "https://xbrl.org/2099/xbrl-json")),
        changed(((*INFO, "documentType"), 7)),
        changed((INFO, None)),
        [],
        "3",
        "{}",
    ],
)
def test_the_document_type_is_asked_for_first(content: object) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(content)
    assert [one.code for one in raised.value.diagnostics] == ["oimce:unsupportedDocumentType"]
