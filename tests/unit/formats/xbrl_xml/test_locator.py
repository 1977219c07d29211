"""What shows that a report was read from an instance: places, and languages that reach too far."""

from __future__ import annotations

from finmodel.formats.document import Document
from finmodel.formats.report import settled
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.model.report import Report
from finmodel.validation import validate
from tests.unit.rules.sheet import NAMESPACE, make_taxonomy

TAXONOMY = make_taxonomy("Auditor string duration\nListed date duration\nStaff integer duration")
INSTANCE = f"""<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:c="{NAMESPACE}"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 xml:lang="EN">
<link:schemaRef xlink:type="simple" xlink:href="c.xsd"/>
<context id="x"><entity><identifier scheme="urn:e">ACME</identifier></entity>
<period><startDate>2008-04-01</startDate><endDate>2009-03-31</endDate></period></context>
<unit id="pure"><measure>pure</measure></unit>
<c:Auditor id="a" contextRef="x">Jane</c:Auditor>
<c:Listed id="l" contextRef="x">2005-12-02</c:Listed>
<c:Staff id="s" contextRef="x" unitRef="pure" decimals="INF">12</c:Staff>
</xbrl>"""


def _report() -> Report:
    return read_report(Document.from_bytes(INSTANCE.encode()))


def test_only_texts_keep_the_language_that_holds_for_all() -> None:
    report = settled(_report(), TAXONOMY)
    assert {fact.id: fact.language for fact in report.facts} == {"a": "en", "l": None, "s": None}
    assert validate(report, taxonomy=TAXONOMY, rules=()).findings == ()


def test_a_report_that_needs_no_settling_is_the_same() -> None:
    report = settled(_report(), TAXONOMY)
    assert settled(report, TAXONOMY) is report


def test_facts_are_found_again() -> None:
    report = settled(_report(), TAXONOMY)
    assert {row: place.line for row, place in report.locate([0, 2]).items()} == {0: 8, 2: 10}
