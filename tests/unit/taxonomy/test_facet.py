"""Facets that do not fit the type that they restrict."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finmodel.qname import XBRLI, XS, QName
from finmodel.taxonomy.datatype import ANY_TYPE, DataType, Facets, item_type
from finmodel.taxonomy.facet import facet_problems

_INT = item_type(QName(XS, "int"))
_LIST = DataType(QName("urn:t", "list")).restricted(QName("urn:t", "ints"), items=_INT)
_UNION = DataType(QName("urn:t", "union")).restricted(QName("urn:t", "either"), union=(_INT, _INT))
_UP_TO_5 = _INT.restricted(QName("urn:t", "few"), Facets(max_exclusive=Decimal(5)))


def xs(local_name: str) -> DataType:
    """Return a type of XML Schema."""
    return item_type(QName(XS, local_name))


@pytest.mark.parametrize(
    ("base", "facets"),
    [
        (xs("string"), Facets(length=1, enumeration=("a",), patterns=("a",))),
        (xs("string"), Facets(min_length=3, max_length=3)),
        (xs("hexBinary"), Facets(max_length=1, enumeration=("0a",))),
        (xs("decimal"), Facets(min_inclusive=Decimal("1.5"), total_digits=3, fraction_digits=3)),
        (xs("int"), Facets(min_exclusive=Decimal(4), max_exclusive=Decimal(5))),
        (xs("int"), Facets(min_inclusive=Decimal(5), max_inclusive=Decimal(5))),
        (xs("double"), Facets(max_inclusive="INF", enumeration=("1E3",))),
        (xs("gYear"), Facets(min_inclusive="0044", max_inclusive=Decimal(2009))),
        (xs("time"), Facets(min_inclusive="12:00:00Z", max_exclusive="12:00:01")),
        (xs("boolean"), Facets(patterns=("true",))),
        (xs("NMTOKENS"), Facets(length=2, enumeration=("a b",))),
        (item_type(QName(XBRLI, "dateTimeItemType")), Facets(enumeration=("2009-03-31",))),
        (_LIST, Facets(max_length=2, enumeration=("1 2",))),
        (_UNION, Facets(enumeration=("1",), patterns=("1",))),
        (_UP_TO_5, Facets(max_exclusive=Decimal(5), enumeration=("4",))),
        (_UP_TO_5, Facets(max_exclusive=Decimal(9), enumeration=("12",))),
        (DataType(ANY_TYPE), Facets(length=1, total_digits=2)),
    ],
)
def test_facets_that_fit(base: DataType, facets: Facets) -> None:
    assert list(facet_problems(base, facets)) == []


@pytest.mark.parametrize(
    ("base", "facets", "said"),
    [
        (xs("string"), Facets(min_inclusive=Decimal(1)), "minInclusive, which string cannot have"),
        (xs("token"), Facets(total_digits=1), "totalDigits, which token cannot have"),
        (xs("boolean"), Facets(enumeration=("true",)), "enumeration, which boolean cannot have"),
        (xs("int"), Facets(max_length=1), "maxLength, which int cannot have"),
        (xs("date"), Facets(length=10), "length, which date cannot have"),
        (xs("double"), Facets(fraction_digits=1), "fractionDigits, which double cannot have"),
        (_LIST, Facets(max_inclusive=Decimal(1)), "maxInclusive, which a list cannot have"),
        (_UNION, Facets(length=1), "length, which a union cannot have"),
        (xs("int"), Facets(enumeration=("1", "x")), "lists “x”, which is not a whole number"),
        (xs("int"), Facets(min_inclusive=Decimal("1.5")), "minInclusive “1.5”, which is not a"),
        (xs("date"), Facets(max_exclusive=Decimal(1)), "maxExclusive “1”, which is not a date"),
        (xs("string"), Facets(min_length=4, max_length=3), "the minLength 4 and the maxLength 3"),
        (xs("string"), Facets(min_length=4, length=3), "the minLength 4 and the length 3"),
        (xs("string"), Facets(length=4, max_length=3), "the length 4 and the maxLength 3"),
        (
            xs("decimal"),
            Facets(fraction_digits=4, total_digits=3),
            "the fractionDigits 4 and the totalDigits 3",
        ),
        (
            xs("int"),
            Facets(min_inclusive=Decimal(5), max_exclusive=Decimal(5)),
            "the minInclusive 5 and the maxExclusive 5",
        ),
        (
            xs("date"),
            Facets(min_exclusive="2009-01-02", max_inclusive="2009-01-01"),
            "the minExclusive 2009-01-02 and the maxInclusive 2009-01-01",
        ),
        (
            xs("int"),
            Facets(max_inclusive=Decimal(5), max_exclusive=Decimal(6)),
            "both maxInclusive and maxExclusive",
        ),
    ],
)
def test_facets_that_do_not_fit(base: DataType, facets: Facets, said: str) -> None:
    found = list(facet_problems(base, facets))

    assert len(found) == 1
    assert said in found[0]


def test_a_long_list_of_what_is_wrong_is_short() -> None:
    facets = Facets(enumeration=tuple(f"x{number}" for number in range(1_000)))

    found = list(facet_problems(_INT, facets))

    assert len(found) == 4
    assert found[-1] == "lists 997 more values that its base has not"


def test_many_values_below_many_values_take_no_time() -> None:
    texts = tuple(f"{number}" for number in range(50_000))
    base = _INT.restricted(QName("urn:t", "many"), Facets(enumeration=texts))

    assert list(facet_problems(base, Facets(enumeration=texts[::-1]))) == []
