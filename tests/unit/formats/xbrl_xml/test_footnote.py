"""Footnotes as notes and links, and links that lead nowhere."""

from __future__ import annotations

import pytest

from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from tests.unit.formats.xbrl_xml.instance import (
    arc,
    codes,
    footnote,
    link,
    loc,
    number,
    read,
)

XHTML = "http://www.w3.org/1999/xhtml"
OTHER = "urn:arcrole:other"
FACTS = number(attributes='decimals="0" id="a"') + number("13", 'decimals="0" id="b"')


def test_a_footnote_becomes_a_note_and_a_link_to_it() -> None:
    note = footnote("As restated", "n", 'xml:lang="EN" id="n1"')
    report = read(link(loc("#a", "f"), note, arc("f", "n")), FACTS)
    assert report.notes == {"n1": Note("n1", "en", "As restated")}
    assert report.links == (Link(FOOTNOTE, STANDARD_GROUP, "a", ("n1",)),)
    assert report.facts.by_id("a").quotes == ("As restated",)
    assert report.diagnostics == ()


def test_arcs_from_one_fact_are_one_link_with_its_targets_in_order() -> None:
    notes = [footnote(text, text, f'xml:lang="en" id="{text}"') for text in ("z", "y", "x")]
    arcs = [arc("f", "z"), arc("f", "x"), arc("f", "y")]
    report = read(FACTS, link(loc("#a", "f"), *notes, *arcs))
    assert report.links == (Link(FOOTNOTE, STANDARD_GROUP, "a", ("z", "x", "y")),)


def test_labels_that_several_share_link_each_to_each() -> None:
    notes = [footnote(text, "n", f'xml:lang="en" id="{text}"') for text in ("x", "y")]
    report = read(FACTS, link(loc("#a", "f"), loc("#b", "f"), *notes, arc("f", "n")))
    assert [(one.source, one.targets) for one in report.links] == [
        ("a", ("x", "y")),
        ("b", ("x", "y")),
    ]


def test_arcroles_and_roles_keep_links_apart() -> None:
    parts = (loc("#a", "f"), loc("#b", "g"), arc("f", "g", OTHER))
    report = read(FACTS, link(*parts), link(*parts, role="urn:role"))
    assert report.links == (
        Link(OTHER, STANDARD_GROUP, "a", ("b",)),
        Link(OTHER, "urn:role", "a", ("b",)),
    )
    assert codes(report) == ["fm:missingRoleReference"] * 2


def test_a_locator_may_name_the_document_itself() -> None:
    note = footnote("x", "n", 'xml:lang="en" id="n1"')
    report = read(FACTS, link(loc("ex.xml#a", "f"), note, arc("f", "n")))
    assert [(one.source, one.targets) for one in report.links] == [("a", ("n1",))]
    assert report.diagnostics == ()


def test_a_locator_that_leads_to_a_footnote_is_named_and_followed() -> None:
    note = footnote("x", "n", 'xml:lang="en" id="n1"')
    report = read(
        FACTS,
        link(loc("#a", "f"), note, arc("f", "n")),
        link(loc("#b", "f"), loc("#n1", "n"), arc("f", "n")),
    )
    assert [(one.source, one.targets) for one in report.links] == [("a", ("n1",)), ("b", ("n1",))]
    assert codes(report) == ["fm:danglingLink"]


# the root's children: schemaRef, a context, two units, then a fact without a context
LOST = '<ex:Revenue contextRef="gone" unitRef="jpy" decimals="0">1</ex:Revenue>'


@pytest.mark.parametrize(
    ("pointer", "source"),
    [
        ("element(a)", "a"),
        ("element(/1/6)", "a"),
        ("element(/1/7)", "b"),
        ("element(/1/8/1)", "f2"),
        ("element(%2F1%2F6)", "a"),
    ],
)
def test_a_locator_may_lead_to_a_fact_by_its_position(pointer: str, source: str) -> None:
    group = f"<ex:Group>{number()}</ex:Group>"
    note = footnote("x", "n", 'xml:lang="en" id="n1"')
    report = read(LOST, FACTS, group, link(loc(f"#{pointer}", "f"), note, arc("f", "n")))
    assert [(one.source, one.targets) for one in report.links] == [(source, ("n1",))]
    assert "fm:danglingLink" not in codes(report)


@pytest.mark.parametrize("path", ["/1", "/2/6", "/1/1", "/1/5", "/1/6/1", "/1/99", "a/1"])
def test_a_position_without_a_fact_is_named(path: str) -> None:
    note = footnote("x", "n", 'xml:lang="en" id="n1"')
    report = read(LOST, FACTS, link(loc(f"#element({path})", "f"), note, arc("f", "n")))
    assert report.links == ()
    (found,) = (each for each in report.diagnostics if each.code == "fm:danglingLink")
    assert f"element({path})" in found.message


def test_a_footnote_without_id_is_given_one_that_nobody_has() -> None:
    taken = number(attributes='decimals="0" id="note1"')
    parts = (loc("#note1", "f"), footnote("x", "n"), footnote("y", "n"), arc("f", "n"))
    report = read(taken, link(*parts))
    assert list(report.notes) == ["note2", "note3"]
    assert report.links[0].targets == ("note2", "note3")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("a &lt; b &amp; c &gt; d", "a &lt; b &amp; c &gt; d"),
        (f'see <b xmlns="{XHTML}">this</b> and', "see <b>this</b> and"),
        (f'<h:p xmlns:h="{XHTML}">a<h:br/>b<h:i></h:i></h:p>', "<p>a<br/>b<i></i></p>"),
        (
            f'<p xmlns="{XHTML}" class="a &quot;b&quot; &amp;&#10;c" xml:lang="ja">売上</p>',
            '<p class="a &quot;b&quot; &amp;&#10;c" xml:lang="ja">売上</p>',
        ),
        (f'<p xmlns="{XHTML}"> <b>a</b> <i>b</i>\n</p>', "<p> <b>a</b> <i>b</i>\n</p>"),
        ('x<m xmlns="urn:m">1<n/></m>', 'x<m xmlns="urn:m">1<n></n></m>'),
        ("x<m>1</m>", 'x<m xmlns="">1</m>'),
        (
            f'<b xmlns="{XHTML}" xlink:href="a" xlink:type="b"><ex:c ex:d="1"/></b>',
            '<b xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="a"'
            ' xlink:type="b">'
            '<c xmlns="https://example.org/ex" xmlns:ex="https://example.org/ex" ex:d="1"></c></b>',
        ),
        ("", ""),
    ],
)
def test_the_content_of_a_footnote_is_a_fragment_of_xhtml(content: str, value: str) -> None:
    note = footnote(content, "n", 'xml:lang="en" id="n1"')
    report = read(FACTS, link(loc("#a", "f"), note, arc("f", "n")))
    assert report.notes["n1"].value == value


def test_deeply_nested_content_is_read() -> None:
    content = f'<b xmlns="{XHTML}">{"<b>" * 200}x{"</b>" * 200}</b>'
    report = read(FACTS, link(loc("#a", "f"), footnote(content, "n"), arc("f", "n")))
    assert report.notes["note1"].value == f"{'<b>' * 201}x{'</b>' * 201}"


FAULTS = {
    "locator to another document": (
        link(loc("other.xml#a", "f"), footnote("x", "n"), arc("f", "n"), loc("#a", "f")),
        ["fm:danglingLink"],
    ),
    "locator with no address": (
        link(loc("http://[#a", "f"), footnote("x", "n"), arc("f", "n"), loc("#a", "f")),
        ["fm:danglingLink"],
    ),
    "locator without address": (
        link(loc("", "g"), loc("#a", "f"), footnote("x", "n"), arc("f", "n")),
        ["fm:danglingLink"],
    ),
    "fact that is not there": (
        link(loc("#no", "f"), loc("#a", "f"), footnote("x", "n"), arc("f", "n")),
        ["fm:danglingLink"],
    ),
    "label that is not there": (
        link(loc("#a", "f"), footnote("x", "n"), arc("f", "n"), arc("f", "no")),
        ["fm:danglingLink"],
    ),
    "footnote without link": (
        link(footnote("x", "n")),
        ["xbrlxe:unlinkedFootnoteResource"],
    ),
    "role of its own": (
        link(
            loc("#a", "f"),
            footnote("x", "n", 'xml:lang="en" xlink:role="urn:r"'),
            footnote("y", "n", 'xml:lang="en" xlink:role="urn:r"'),
            arc("f", "n"),
        ),
        ["xbrlxe:nonStandardFootnoteResourceRole", "fm:missingRoleReference"],
    ),
    "no language": (
        link(loc("#a", "f"), footnote("x", "n", ""), arc("f", "n")),
        ["oime:missingLanguageForNoteFact"],
    ),
    "footnote that is a fact": (
        link(loc("#a", "f"), loc("#b", "n"), arc("f", "n")),
        ["oime:illegalStandardFootnoteTarget"],
    ),
    "id of a fact": (
        link(loc("#a", "f"), footnote("x", "n", 'xml:lang="en" id="b"'), arc("f", "n")),
        ["fm:duplicateId"],
    ),
    "base": (
        link(loc("#a", "f"), footnote("x", "n", 'xml:lang="en" xml:base="urn:b"'), arc("f", "n")),
        ["xbrlxe:unsupportedXmlBase"],
    ),
}


@pytest.mark.parametrize(
    ("first", "second", "targets"),
    [
        ('use="prohibited"', "", []),
        ("", 'use="prohibited"', []),
        ('use="prohibited" priority="1"', 'priority="2"', ["n1"]),
        ('use="prohibited" priority="2"', 'priority="1"', []),
        ('use="prohibited" order="2"', "", ["n1"]),
        ('use="prohibited" xlink:title="other"', 'use="optional"', []),
    ],
)
def test_an_arc_may_prohibit_what_another_joins(
    first: str, second: str, targets: list[str]
) -> None:
    note = footnote("x", "n", 'xml:lang="en" id="n1"')
    arcs = [
        arc(start, "n").replace("/>", f" {attributes}/>")
        for start, attributes in (("f", first), ("g", second))
    ]
    report = read(link(loc("#a", "f"), loc("#a", "g"), note, *arcs), FACTS)
    assert [target for one in report.links for target in one.targets] == targets


ATTRIBUTES = [
    ('use="optional" order="1.5" priority="-2" ex:own="x"', []),
    ('order="first"', ["has the order 'first', not a number"]),
    ('use="maybe"', ["has the use 'maybe', not optional or prohibited"]),
    ('priority="1.5"', ["has the priority '1.5', not an integer"]),
    ('xlink:show="all"', ["has the show 'all', not one that XLink knows"]),
    ('weight="1"', ["must not have the attribute weight"]),
]


@pytest.mark.parametrize(("attributes", "problems"), ATTRIBUTES)
def test_attributes_of_arcs_are_those_of_xbrl(attributes: str, problems: list[str]) -> None:
    joined = arc("f", "n").replace("/>", f" {attributes}/>")
    found = read(link(loc("#a", "f"), footnote("x", "n"), joined), FACTS).diagnostics
    assert [(one.code, one.message) for one in found] == [
        ("fm:badFootnoteLink", f"A footnoteArc in a footnote link {problem}.")
        for problem in problems
    ]


@pytest.mark.parametrize(
    "part",
    [
        footnote("x", "n", 'xml:lang="e n"'),
        footnote("x", "n", 'xml:lang="en" own="1"'),
        footnote("x", "n", 'xml:lang="en" xsi:nil="false"'),
        footnote("<ex:Policy>x</ex:Policy>", "n"),
        loc("#a", "two words"),
        loc("#a", "g").replace("/>", ' own="1"/>'),
        arc("f", "n"),
        arc("f", "m").replace("/>", ">text</link:footnoteArc>") + footnote("y", "m"),
        loc("#a", "g").replace("/>", "><ex:a/></link:loc>"),
        "<xbrli:context/>",
        "<link:loc2/>",
    ],
)
def test_a_part_that_schemas_refuse_is_named(part: str) -> None:
    sound = (loc("#a", "f"), footnote("x", "n"), arc("f", "n"))
    assert codes(read(link(*sound, part), FACTS)) == ["fm:badFootnoteLink"]
    assert codes(read(link(*sound).replace(" xlink:role", ' own="1" xlink:role', 1), FACTS)) == [
        "fm:badFootnoteLink"
    ]


@pytest.mark.parametrize("case", FAULTS)
def test_a_faulty_link_is_named_and_what_is_sound_is_read(case: str) -> None:
    body, expected = FAULTS[case]
    report = read(body, FACTS)
    assert codes(report) == expected
    assert str(report.diagnostics[0].source) == "ex.xml:3"
    if "xbrlxe:unlinkedFootnoteResource" not in expected:
        assert report.links_from("a")


def test_links_of_facts_that_are_left_out_are_left_out_without_another_word() -> None:
    lost = number(attributes='decimals="0" id="lost"').replace('"c"', '"no"')
    mixed = '<ex:Policy contextRef="c" id="mixed"><b>x</b></ex:Policy>'
    parts = (loc("#lost", "f"), loc("#mixed", "f"), footnote("x", "n"), arc("f", "n"))
    report = read(FACTS, lost, mixed, link(*parts))
    assert sorted(codes(report)) == ["fm:markupInValue", "fm:missingContext"]
    assert report.links == ()
