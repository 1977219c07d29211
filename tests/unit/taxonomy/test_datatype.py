"""Data types that standards define."""

from __future__ import annotations

import pytest

from finmodel.qname import XBRLI, XS, QName
from finmodel.taxonomy.datatype import MONETARY, TEXT_BLOCK, DataType, item_type, standard_type

ENUM_1 = "http://xbrl.org/2014/extensible-enumerations"
ENUM_2 = "http://xbrl.org/2020/extensible-enumerations-2.0"


@pytest.mark.parametrize(
    ("name", "builtin"),
    [
        (QName(XBRLI, "monetaryItemType"), "decimal"),
        (QName("http://www.xbrl.org/dtr/type/2024-01-31", "percentItemType"), "decimal"),
        (QName("http://www.xbrl.org/dtr/type/non-numeric", "textBlockItemType"), "string"),
        (QName(ENUM_1, "enumerationItemType"), "QName"),
        (QName(ENUM_2, "enumerationItemType"), "token"),
        (QName(ENUM_2, "enumerationSetItemType"), "token"),
    ],
)
def test_a_standard_type_is_written_in_a_simple_type(name: QName, builtin: str) -> None:
    assert item_type(name).builtin == builtin


@pytest.mark.parametrize(
    "name", [QName("https://acme.example", "statusItemType"), QName(ENUM_1, "otherItemType")]
)
def test_a_type_of_nobodys_standard_is_none(name: QName) -> None:
    assert standard_type(name) is None


def test_members_of_enumerations_have_no_language() -> None:
    assert item_type(TEXT_BLOCK).is_text
    assert not item_type(QName(ENUM_2, "enumerationSetItemType")).is_text
    assert not item_type(MONETARY).is_text


def test_types_are_equal_that_are_made_of_the_same() -> None:
    name, text, date = (
        QName("https://t.example", "x"),
        item_type(QName(XS, "string")),
        item_type(QName(XS, "date")),
    )
    assert DataType(name, union=(text, date)) == DataType(name, union=(text, date))
    assert DataType(name, union=(text, date)) != DataType(name, union=(date, text))
    assert DataType(name, items=text) != DataType(name, items=date)
    assert text.restricted(name, union=(date,)) != text.restricted(name)
    assert text.restricted(name, union=(date,)).restricted(name).union == (date,)
