"""Texts that are values of a type, and texts just past the line."""

from decimal import Decimal

import pytest

from finmodel.qname import XBRLI, XS, QName
from finmodel.taxonomy.datatype import DTR_NUMERIC, DataType, Facets, item_type
from finmodel.taxonomy.lexical import admits, admits_all_texts, find_problem, parse_decimals

DTR_DATES = "http://www.xbrl.org/dtr/type/2022-03-31"


def builtin(name: str) -> DataType:
    return item_type(QName(XS, name))


VALUES = {
    "string": (["", " a\n", "x"], []),
    "boolean": (["true", "false", "1", "0", " true "], ["True", "yes", "", "2"]),
    "decimal": (["1", "-1.50", "+.5", "1.", " 12\n", "0"], ["", ".", "1e3", "1,000", "INF", "١"]),
    "double": (["1e3", "-1.5E-3", "INF", "-INF", "NaN", "1"], ["+INF", "inf", "e3", "1e", ""]),
    "float": (["1e3"], ["nan"]),
    "integer": (["-12", "+007", "0"], ["1.0", "1e2", ""]),
    "nonNegativeInteger": (["0", "-0", "5"], ["-1"]),
    "positiveInteger": (["1"], ["0"]),
    "negativeInteger": (["-1"], ["0"]),
    "nonPositiveInteger": (["0"], ["1"]),
    "byte": (["-128", "127"], ["-129", "128"]),
    "short": (["32767"], ["32768"]),
    "int": (["2147483647"], ["2147483648"]),
    "long": (["-9223372036854775808"], ["-9223372036854775809"]),
    "unsignedByte": (["255"], ["256", "-1"]),
    "unsignedLong": (["18446744073709551615"], ["18446744073709551616", "9" * 5000]),
    "date": (
        ["2009-03-31", "2008-02-29", "2009-03-31Z", "2009-03-31+14:00", "-0044-03-15"],
        ["2009-02-29", "2009-13-01", "2009-3-1", "0000-01-01", "2009-03-31+14:01", "31.3.2009", ""],
    ),
    "dateTime": (
        ["2009-03-31T00:00:00", "2009-03-31T24:00:00", "2009-03-31T23:59:59.5Z"],
        ["2009-03-31", "2009-03-31T24:00:01", "2009-02-30T00:00:00", "2009-03-31T25:00:00"],
    ),
    "time": (["12:00:00", "24:00:00.0"], ["12:00", "12:60:00"]),
    "gYear": (["2009", "-0001"], ["09", "0000", "02009"]),
    "gYearMonth": (["2009-03"], ["2009-13", "2009"]),
    "gMonthDay": (["--02-29", "--12-31Z"], ["--02-30", "--13-01"]),
    "gMonth": (["--03", "--03--"], ["--13", "03"]),
    "gDay": (["---31"], ["---32", "31"]),
    "duration": (["P1Y", "-P1Y2M3DT4H5M6.7S", "PT0S"], ["P", "PT", "P1YT", "1Y", "P1S", "PT1.5H"]),
    "hexBinary": (["", "0aF9"], ["0", "0g"]),
    "base64Binary": (["", "YQ==", "Y Q = ="], ["YQ=", "Y", "é"]),
    "language": (["en", "zh-Hant-TW", "ja"], ["", "en_US", "abcdefghi"]),
    "QName": (["a:b", "b"], ["a:", ":b", "a b", "1:b", "a:b:c"]),
    "Name": (["a:b", "_x"], ["1a", ""]),
    "NCName": (["ab"], ["a:b", "1", ""]),
    "NMTOKEN": (["1a:b", "-"], ["a b", ""]),
    "NMTOKENS": (["a b", "1"], ["", "a,b ?"]),
    "IDREFS": (["a b"], ["", "1 a"]),
    "anyURI": (["http://a/b c", ""], []),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_values_of_the_simple_types(name: str) -> None:
    good, bad = VALUES[name]
    assert [text for text in good if find_problem(builtin(name), text)] == []
    assert [text for text in bad if not find_problem(builtin(name), text)] == []


def test_the_date_item_types_differ() -> None:
    either, strict = QName(XBRLI, "dateTimeItemType"), QName(DTR_DATES, "dateTimeItemType")
    assert find_problem(item_type(either), "2009-03-31") is None
    assert find_problem(item_type(either), "2009-03-31T00:00:00") is None
    assert find_problem(item_type(strict), "2009-03-31T00:00:00") is None
    assert find_problem(item_type(strict), "2009-03-31") is not None


@pytest.mark.parametrize(
    ("base", "facets", "good", "bad"),
    [
        ("string", Facets(enumeration=("a", "b")), ["a"], ["c", " a"]),
        ("token", Facets(enumeration=("a", "b")), [" a "], ["c"]),
        ("decimal", Facets(enumeration=("1.0",)), ["1", "1.00"], ["2"]),
        ("string", Facets(patterns=("[A-Z]{3}", "x")), ["JPY", "x"], ["JP", "xx"]),
        ("string", Facets(patterns=(r"\p{IsNowhere}",)), ["anything"], []),
        ("string", Facets(length=2), ["ab"], ["a", "abc"]),
        ("string", Facets(min_length=1, max_length=2), ["a", "ab"], ["", "abc"]),
        ("hexBinary", Facets(length=2), ["0a0b"], ["0a"]),
        ("base64Binary", Facets(max_length=1), ["YQ=="], ["YWI="]),
        ("NMTOKENS", Facets(max_length=1), ["abc"], ["a b"]),
        ("decimal", Facets(min_inclusive=Decimal(0)), ["0", "-0.0"], ["-0.1"]),
        ("decimal", Facets(max_inclusive=Decimal(1)), ["1"], ["1.1"]),
        ("decimal", Facets(min_exclusive=Decimal(0)), ["0.1"], ["0"]),
        ("decimal", Facets(max_exclusive=Decimal(1)), ["0.9"], ["1.0"]),
        ("decimal", Facets(total_digits=3), ["012.30", "123"], ["12.34"]),
        ("decimal", Facets(fraction_digits=0), ["12.0", "12"], ["12.5"]),
    ],
)
def test_facets(base: str, facets: Facets, good: list[str], bad: list[str]) -> None:
    restricted = builtin(base).restricted(QName("urn:x", "T"), facets)
    assert [text for text in good if find_problem(restricted, text)] == []
    assert [text for text in bad if not find_problem(restricted, text)] == []


def test_facets_of_all_steps_of_a_restriction_apply() -> None:
    first = builtin("string").restricted(QName("urn:x", "A"), Facets(max_length=3))
    second = first.restricted(QName("urn:x", "B"), Facets(min_length=2))
    assert find_problem(second, "ab") is None
    assert find_problem(second, "a") == "is shorter than 2"
    assert find_problem(second, "abcd") == "is longer than 3"


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        ([], []),
        (["1", " -2\n", "+003"], [1, -2, 3]),
        (["1.5", "2"], [Decimal("1.5"), Decimal(2)]),
        (["1_000"], None),
        (["1e3"], None),
        (["1.5e3"], None),
        (["NaN"], None),
        (["٣"], None),
        ([""], None),
        (["1", "-"], None),
        (["1.2.3"], None),
        (["1\x1c"], None),
        (["9" * 5000], None),
    ],
)
def test_decimals_read_at_once(texts: list[str], numbers: list[int | Decimal] | None) -> None:
    assert parse_decimals(texts) == numbers


def test_whole_columns_are_admitted_at_once() -> None:
    byte = builtin("byte")
    assert admits(byte, [-128, 127])
    assert not admits(byte, [128])
    assert not admits(byte, [-129, 0])
    assert not admits(byte, [Decimal(1)])
    assert admits(builtin("decimal"), [Decimal("1.5"), 2])
    assert not admits(builtin("double"), [1])
    assert not admits(item_type(QName(DTR_NUMERIC, "nonNegativeMonetaryItemType")), [1])
    assert admits(byte, [])


def test_texts_without_form_need_no_look() -> None:
    assert admits_all_texts(builtin("string"))
    assert not admits_all_texts(builtin("date"))
    assert not admits_all_texts(builtin("string").restricted(QName("u", "T"), Facets(length=1)))


YEARS = DataType(QName(XS, "gYear"), "gYear")
NUMBERS = DataType(
    QName("https://t.example", "numbers"),
    union=(item_type(QName(XS, "integer")), item_type(QName(XS, "decimal"))),
)
MIXED = DataType(
    QName("https://t.example", "mixed"),
    union=(item_type(QName(XS, "date")), item_type(QName(XS, "integer"))),
)
LISTED = DataType(QName("https://t.example", "listed"), items=item_type(QName(XS, "decimal")))


@pytest.mark.parametrize(
    ("data_type", "facets", "right", "wrong", "problem"),
    [
        (YEARS, Facets(min_inclusive=Decimal(2009)), "2009", "2008", "is less than 2009"),
        (YEARS, Facets(max_exclusive=Decimal(2009)), "2008", "2009", "is not less than 2009"),
        (
            item_type(QName(XBRLI, "dateItemType")),
            Facets(min_inclusive="2009-04-01"),
            "2009-04-01",
            "2009-03-31",
            "is less than 2009-04-01",
        ),
        (
            item_type(QName(XS, "dateTime")),
            Facets(max_inclusive="2009-04-01T00:00:00Z"),
            "2009-04-01T01:00:00+01:00",
            "2009-04-01T00:00:00",  # in some zone it is later
            "is more than 2009-04-01T00:00:00Z",
        ),
        (
            item_type(QName(XS, "duration")),
            Facets(min_exclusive="P1M"),
            "P32D",
            "P30D",
            "is not more than P1M",
        ),
        (
            item_type(QName(XS, "double")),
            Facets(max_inclusive=Decimal(100)),
            "1e2",
            "1.1e2",
            "is more than 100",
        ),
        (NUMBERS, Facets(max_inclusive=Decimal(5)), "5.0", "5.1", "is more than 5"),
        (NUMBERS, Facets(enumeration=("1.50", "2")), "1.5", "2.5", "is none of 1.50, 2"),
        (MIXED, Facets(enumeration=("2009-01-01", "7")), "+07", "8", "is none of 2009-01-01, 7"),
        (LISTED, Facets(enumeration=("1.0 2", "3")), "1 2.0", "1", "is none of 1.0 2, 3"),
        (item_type(QName(XS, "string")), Facets(max_inclusive=Decimal(5)), "any text", None, None),
        (YEARS, Facets(max_inclusive="P1M"), "2009", None, None),
    ],
)
def test_bounds_and_lists_of_values_are_by_value(
    data_type: DataType, facets: Facets, right: str, wrong: str | None, problem: str | None
) -> None:
    restricted = data_type.restricted(QName("https://t.example", "x"), facets)
    assert find_problem(restricted, right) is None
    assert wrong is None or find_problem(restricted, wrong) == problem


def test_a_union_of_numbers_is_numeric() -> None:
    assert NUMBERS.is_numeric
    assert not MIXED.is_numeric
