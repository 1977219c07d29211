"""Instances that are broken on purpose: read as far as they go, or refused, but never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.output import UnwritableError
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.formats.xbrl_xml.writer import report_chunks
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import EMPTY
from tests.unit.formats.xbrl_xml.instance import context, instance, number, read

MEMBERS = (
    '<xbrldi:explicitMember dimension="ex:Region">ex:Asia</xbrldi:explicitMember>'
    '<xbrldi:typedMember dimension="ex:Contract"><ex:number>1</ex:number></xbrldi:typedMember>'
)
LINK = (
    '<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    '<link:loc xlink:type="locator" xlink:href="#a" xlink:label="f"/>'
    '<link:footnote xlink:type="resource" xlink:label="n" id="n1" xml:lang="en">See '
    '<b xmlns="http://www.w3.org/1999/xhtml">this</b></link:footnote>'
    '<link:footnoteArc xlink:type="arc" xlink:from="f" xlink:to="n"'
    ' xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote"/></link:footnoteLink>'
)
TEXT = instance(
    context("d", segment=MEMBERS),
    number(attributes='decimals="-3" id="a"'),
    number(attributes='precision="3"').replace('"c"', '"d"'),
    '<ex:Policy contextRef="d" xml:lang="en">a &lt; b</ex:Policy>',
    '<ex:Revenue contextRef="c" unitRef="jpy" xsi:nil="true"/>',
    LINK,
)


def assert_sound(report: Report) -> None:
    """Every column is as long as the others, and everything leads somewhere."""
    columns = report.columns
    rows = len(columns)
    for column in (
        columns.concept,
        columns.dimensions,
        columns.unit,
        columns.language,
        columns.decimals,
        columns.id,
    ):
        assert len(column) == rows
    assert len(set(columns.id) | report.notes.keys()) == rows + len(report.notes)
    assert len(list(report.facts)) == rows == len(report.locate(range(rows)))
    for fact in report.facts:
        repr(fact)
    for link in report.links:
        assert {link.source, *link.targets} <= {*columns.id, *report.notes}


def read_or_refuse(data: bytes) -> None:
    try:
        report = read_report(Document.from_bytes(data))
    except UnreadableError:
        return
    assert_sound(report)
    with suppress(UnwritableError):
        again = b"".join(report_chunks(report, EMPTY, None))
        assert read_report(Document.from_bytes(again)) == report


def test_the_instance_itself_is_sound() -> None:
    report = read_report(Document.from_bytes(TEXT.encode()))
    assert report.diagnostics == ()
    assert_sound(report)
    assert (len(report.facts), len(report.notes), len(report.links)) == (4, 1, 1)


def test_every_beginning_of_an_instance_is_refused() -> None:
    data = TEXT.encode()
    for size in range(0, len(data) - len("</xbrli:xbrl>"), 7):
        with pytest.raises(UnreadableError):
            read_report(Document.from_bytes(data[:size]))


PIECES = st.sampled_from(
    [
        "",
        '"',
        "<",
        ">",
        "/",
        "&",
        "ex:",
        "no:",
        "xbrli:",
        "link:",
        "c",
        "d",
        " ",
        "\x00",
        "-",
        "9" * 500,
        "<ex:x>",
        "</ex:x>",
        "<![CDATA[",
        "]]>",
        'id="a"',
        'xmlns:ex="urn:z"',
        'xml:base="urn:z"',
        "&#x10FFFF;",
        "&nbsp;",
        "<!DOCTYPE a>",
        "\ufffd",
        "INF",
        "NaN",
    ]
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, 30), PIECES), min_size=1, max_size=4
    )
)
def test_an_instance_with_pieces_torn_out_and_put_in_is_read_or_refused(
    changes: list[tuple[int, int, str]],
) -> None:
    text = TEXT
    for position, length, piece in changes:
        text = text[:position] + piece + text[position + length :]
    read_or_refuse(text.encode("utf-8", "surrogatepass"))


def words() -> Iterator[str]:
    """Names and values that instances are made of, each once."""
    for separator in '<>"= /':
        yield from TEXT.replace("\n", " ").split(separator)


@given(st.sampled_from(sorted(set(words()) - {""})), PIECES, st.integers(1, 3))
def test_an_instance_with_words_replaced_is_read_or_refused(
    word: str, piece: str, times: int
) -> None:
    read_or_refuse(TEXT.replace(word, piece, times).encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_report(Document.from_bytes(data))


def test_a_flood_of_faults_is_read_to_its_end() -> None:
    faulty = number(attributes='decimals="x"')
    report = read(*[faulty] * 20_000, number(attributes='decimals="0" id="last"'))
    assert report.facts.by_id("last").row == 20_000
    assert len(report.diagnostics) == 20_000


def test_an_endless_number_is_a_value_like_any_other() -> None:
    report = read(number("9" * 1_000_000), number("1e999999999"))
    assert [len(fact.text or "") for fact in report.facts] == [1_000_000, 11]


def test_a_precision_of_an_endless_number_is_not_computed() -> None:
    report = read(number("9" * 1_000_000, 'precision="3"'), number("1e99999", 'precision="3"'))
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["fm:badDecimals"] * 2


def test_labels_that_very_many_share_are_not_all_joined() -> None:
    locators = '<link:loc xlink:type="locator" xlink:href="#a" xlink:label="f"/>' * 2000
    footnotes = '<link:footnote xlink:type="resource" xlink:label="n" xml:lang="en"/>' * 2000
    arcs = (
        '<link:footnoteArc xlink:type="arc" xlink:from="f" xlink:to="n"'
        ' xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote"/>'
    ) * 500
    link = (
        '<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
        f"{locators}{footnotes}{arcs}</link:footnoteLink>"
    )
    report = read(number(attributes='decimals="0" id="a"'), link)
    assert report.diagnostics[0].code == "fm:xmlLimit"
    assert len(report.notes) == 2000
    assert report.links == ()


def test_a_context_that_repeats_a_dimension_without_end_is_read() -> None:
    report = read(context("d", segment=MEMBERS * 20_000), number().replace('"c"', '"d"'))
    assert [diagnostic.code for diagnostic in report.diagnostics] == [
        "xbrldie:RepeatedDimensionInInstanceError"
    ]
    assert len(report.facts.one().dimensions) == 2


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "//[", "%", "::", "\\", "a b#c d"])
def test_addresses_that_are_none_are_read_all_the_same(address: str) -> None:
    head = f'<link:schemaRef xlink:type="simple" xlink:href="{address}"/>'
    link = LINK.replace("#a", address)
    report = read(number(attributes='decimals="0" id="a"'), link, head=head)
    assert len(report.taxonomy) == len(report.facts) == 1
    assert b"".join(report_chunks(report, EMPTY, Path("/reports/a.xml")))


def test_a_file_that_is_gone_has_no_places_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(TEXT, "utf-8")
    report = read_report(Document.of(path))
    path.write_text("something else", "utf-8")
    assert report.locate([0]) == {}
    path.unlink()
    assert report.facts[0].source is None
