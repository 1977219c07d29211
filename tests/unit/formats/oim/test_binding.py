"""Prefixes that the specification allows."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from finmodel.formats.oim.binding import Binding, period_text
from finmodel.model.column import Columns
from finmodel.model.dimension import TypedMember
from finmodel.model.entity import Entity
from finmodel.model.period import FOREVER, Instant, Period
from finmodel.model.report import Report
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.qname import XBRL, Namespaces, QName

EX = "http://example.com/ex"


def binding(**namespaces: str) -> Binding:
    report = Report(("a.xsd",), Columns(), namespaces=Namespaces(namespaces))
    return Binding(report)


def test_the_prefixes_of_the_report_are_kept() -> None:
    made = binding(ex=EX, unused="http://example.com/unused")
    assert made.name(QName(EX, "a")) == "ex:a"
    assert made.namespaces == {"ex": EX, "unused": "http://example.com/unused"}


def test_prefixes_that_are_not_allowed_are_replaced() -> None:
    report = Report(
        ("a.xsd",),
        Columns(),
        namespaces=Namespaces({"": EX, "xbrl": "http://example.com/other", "o": XBRL, "p": EX}),
    )
    made = Binding(report)
    assert made.namespaces == {"p": EX}
    assert made.name(QName(XBRL, "note")) == "xbrl:note"
    assert made.name(QName("http://example.com/other", "a")) == "ns:a"
    assert made.name(QName("http://example.com/more", "a")) == "ns1:a"


def test_entities_have_the_prefix_of_their_scheme() -> None:
    made = binding(ex=EX)
    assert made.entity(Entity("http://standards.iso.org/iso/17442", "1")) == "lei:1"
    assert made.entity(Entity("http://example.com/scheme", "2")) == "scheme:2"
    assert made.entity(Entity(EX, "3")) == "ex:3"


def test_units_bind_what_they_need() -> None:
    made = binding()
    unit = Unit(Unit.currency("JPY").numerators, (SHARES_MEASURE,))
    assert made.unit(unit) == "iso4217:JPY/xbrli:shares"
    assert set(made.namespaces) == {"iso4217", "xbrli"}


def test_members_are_names_or_texts() -> None:
    made = binding(ex=EX)
    assert made.member(QName(EX, "a")) == "ex:a"
    assert made.member(TypedMember("x")) == "x"
    assert made.member(TypedMember(None)) is None


def test_a_period_knows_no_time_zone_but_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert period_text(Period.instant(datetime(2009, 1, 1, tzinfo=tokyo))) == "2008-12-31T15:00:00Z"
    assert period_text(Instant("2009-01-01")) == "2009-01-01T00:00:00"
    assert period_text(FOREVER) == "forever"
    earliest = Period.instant(datetime(1, 1, 1, tzinfo=tokyo))
    assert period_text(earliest) == "0001-01-01T00:00:00+09:00"
