"""Texts that state one value of a data type, and texts that do not."""

import pytest

from finmodel.qname import XBRLI, QName
from finmodel.taxonomy.datatype import DataType, item_type
from finmodel.taxonomy.value import value_form

NAMESPACES = {"a": "urn:one", "b": "urn:one", "c": "urn:two"}


def of(name: str) -> DataType:
    return item_type(QName(XBRLI, f"{name}ItemType"))


def forms(type_name: str, *texts: str) -> set[str]:
    return {value_form(text, of(type_name), NAMESPACES) for text in texts}


@pytest.mark.parametrize(
    ("type_name", "one", "other"),
    [
        ("boolean", "1", " true\n"),
        ("token", "a  b ", " a b"),
        ("normalizedString", "a\tb", "a b"),
        ("dateTime", "2020-01-01T00:00:00Z", "2020-01-01T09:00:00+09:00"),
        ("dateTime", "2020-01-01T00:00:00", "2019-12-31T24:00:00.0"),
        ("dateTime", "2020-01-01T00:00:00.50", "2020-01-01T00:00:00.5"),
        ("date", "2020-01-01Z", "2020-01-01+00:00"),
        ("time", "09:00:00+09:00", "00:00:00Z"),
        ("time", "24:00:00", "00:00:00"),
        ("QName", "a:x", "b:x"),
        ("fraction", "1/3", " 2.0 / 6"),
        ("hexBinary", "0a", "0A"),
        ("base64Binary", "AA ==", "AA=="),
        ("double", "INF", " INF "),
        ("double", "NaN", "NaN"),
        ("double", "1E2", "100"),
    ],
)
def test_texts_of_one_value_have_one_form(type_name: str, one: str, other: str) -> None:
    assert len(forms(type_name, one, other)) == 1


@pytest.mark.parametrize(
    ("type_name", "one", "other"),
    [
        ("boolean", "1", "0"),
        ("boolean", "TRUE", "true"),
        ("string", "a  b", "a b"),
        ("normalizedString", "a  b", "a b"),
        ("dateTime", "2020-01-01T00:00:00", "2020-01-01T00:00:00Z"),
        ("dateTime", "2020-01-01T00:00:00.1234567", "2020-01-01T00:00:00.1234568"),
        ("dateTime", "2020-01-01", "2020-01-01T00:00:00"),
        ("dateTime", "9999-12-31T24:00:00", "9999-12-31T00:00:00"),
        ("date", "12020-01-01", "12020-01-02"),
        ("QName", "a:x", "c:x"),
        ("QName", "gone:x", "x"),
        ("fraction", "1/0", "2/0"),
        ("fraction", "1/3", "1/4"),
        ("fraction", "1", "1/1/1"),
        ("double", "INF", "-INF"),
    ],
)
def test_texts_of_two_values_have_two(type_name: str, one: str, other: str) -> None:
    assert len(forms(type_name, one, other)) == 2
