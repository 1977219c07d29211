"""Units: their one canonical text, both ways, and what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.model.unit import PURE_MEASURE, SHARES_MEASURE, Unit, UnitError, parse_unit
from finmodel.qname import ISO4217, XBRLI, Namespaces, QName, UnboundPrefixError

JPY = QName(ISO4217, "JPY")
BOUND = {"iso4217": ISO4217, "xbrli": XBRLI, "u": "urn:u"}

measures = st.lists(
    st.builds(QName, st.sampled_from([ISO4217, XBRLI, "urn:u", "urn:v"]), st.sampled_from("abcA")),
    min_size=1,
    max_size=3,
).map(tuple)
units = st.builds(Unit, measures, st.one_of(st.just(()), measures))


@given(units, st.dictionaries(st.sampled_from("pqz"), st.sampled_from(["urn:u", "urn:v", XBRLI])))
def test_the_text_of_a_unit_is_read_back(unit: Unit, bound: dict[str, str]) -> None:
    namespaces = Namespaces(bound)
    text = unit.text(namespaces)
    assert parse_unit(text, namespaces) == unit


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (Unit.currency("JPY"), "iso4217:JPY"),
        (Unit((JPY,), (SHARES_MEASURE,)), "iso4217:JPY/xbrli:shares"),
        (Unit((JPY, JPY)), "iso4217:JPY*iso4217:JPY"),
        (
            Unit((QName("urn:u", "b"), QName("urn:u", "a")), (JPY, SHARES_MEASURE)),
            "(u:a*u:b)/(iso4217:JPY*xbrli:shares)",
        ),
        (Unit((JPY,), (SHARES_MEASURE, JPY)), "iso4217:JPY/(iso4217:JPY*xbrli:shares)"),
    ],
)
def test_a_unit_has_one_text(unit: Unit, text: str) -> None:
    assert unit.text(Namespaces(BOUND)) == text
    assert parse_unit(text, BOUND) == unit


def test_measures_are_a_multiset() -> None:
    a, b = QName("urn:u", "a"), QName("urn:u", "b")
    assert Unit((a, b, a)) == Unit((b, a, a)) != Unit((a, b))
    assert hash(Unit((a, b))) == hash(Unit((b, a)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JPY",
        "iso4217:",
        ":JPY",
        "iso4217:JPY ",
        " iso4217:JPY",
        "iso4217:JPY/",
        "/xbrli:shares",
        "iso4217:JPY/xbrli:shares/u:a",
        "xbrli:shares*iso4217:JPY",
        "iso4217:JPY * xbrli:shares",
        "(iso4217:JPY)",
        "(iso4217:JPY*xbrli:shares)",
        "(iso4217:JPY)/xbrli:shares",
        "iso4217:JPY/(xbrli:shares)",
        "iso4217:JPY*xbrli:shares/u:a",
        "u:a/(xbrli:shares*iso4217:JPY)",
        "((iso4217:JPY*xbrli:shares))/u:a",
        "iso4217:a:b",
    ],
)
def test_every_other_form_is_refused(text: str) -> None:
    with pytest.raises(UnitError, match="is not a unit"):
        parse_unit(text, BOUND)


def test_a_measure_of_the_default_namespace_has_a_prefix_too() -> None:
    namespaces = Namespaces({"": ISO4217})
    unit = Unit((JPY,), (SHARES_MEASURE,))
    assert unit.text(namespaces) == "iso4217:JPY/xbrli:shares"
    assert namespaces == {"": ISO4217, "iso4217": ISO4217, "xbrli": XBRLI}


def test_a_prefix_that_is_not_bound_is_named() -> None:
    with pytest.raises(UnboundPrefixError) as caught:
        parse_unit("iso4217:JPY/other:a", BOUND)
    assert caught.value.prefix == "other"


@given(st.text("ab:*/() ", max_size=12))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    try:
        unit = parse_unit(text, {"a": "urn:a", "b": "urn:b"})
    except (UnitError, UnboundPrefixError):
        return
    assert unit.text(Namespaces({"a": "urn:a", "b": "urn:b"})) == text


@pytest.mark.parametrize(
    ("unit", "pure", "currency", "text"),
    [
        (Unit((PURE_MEASURE,)), True, False, "pure"),
        (Unit.currency("JPY"), False, True, "JPY"),
        (Unit((JPY,), (SHARES_MEASURE,)), False, False, "JPY/shares"),
        (Unit((JPY, JPY)), False, False, "JPY*JPY"),
        (Unit((PURE_MEASURE, JPY)), False, False, "pure*JPY"),
        (Unit((PURE_MEASURE,), (JPY,)), False, False, "pure/JPY"),
    ],
)
def test_a_unit_knows_what_it_is(unit: Unit, pure: bool, currency: bool, text: str) -> None:
    assert (unit.is_pure, unit.is_currency, str(unit)) == (pure, currency, text)
