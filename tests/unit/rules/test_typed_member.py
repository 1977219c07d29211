"""Typed members that are written differently and mean the same."""

from __future__ import annotations

import pytest
from attrs import evolve

from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.qname import XS, QName
from finmodel.rules.typed_member import with_equal_members
from finmodel.taxonomy.datatype import DataType, item_type
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import validate
from tests.unit.rules.sheet import make_taxonomy, name

END = Period.from_text("2009-04-01T00:00:00")
TAXONOMY = make_taxonomy("Cash monetary instant", ["Contract: typed date"], [])
MARKUP = DataType(name("complex"))


def taxonomy_of(kind: DataType) -> Taxonomy:
    """Return the taxonomy with contracts of some type."""
    return evolve(TAXONOMY, typed_domains=dict.fromkeys(TAXONOMY.typed_domains, kind))


def report_of(*members: TypedMember) -> Report:
    """Return a report of cash, the same amount but in the last fact, under each contract."""
    columns = ColumnBuilder()
    for number, member in enumerate(members, 1):
        place = DimensionSet.of(None, END, {name("Contract"): member})
        columns.add(name("Cash"), place, str(number // len(members)))
    return Report(("t.xsd",), columns.columns(), {})


@pytest.mark.parametrize(
    ("kind", "texts", "same"),
    [
        ("integer", ("12", "012"), True),
        ("integer", ("12", "+12 "), True),
        ("integer", ("12", "13"), False),
        ("string", ("12", "012"), False),
        ("boolean", ("1", "true"), True),
        ("dateTime", ("2009-01-01T01:00:00Z", "2009-01-01T02:00:00+01:00"), True),
        ("date", ("spring", "Spring"), False),
        ("integer", ("12", None), False),
    ],
)
def test_values_are_one_member_where_they_mean_the_same(
    kind: str, texts: tuple[str | None, ...], same: bool
) -> None:
    report = report_of(*map(TypedMember, texts))
    compared = with_equal_members(report, taxonomy_of(item_type(QName(XS, kind))))
    assert (compared.columns.dimensions[0] == compared.columns.dimensions[1]) is same
    assert (compared is report) is not same


def test_markup_is_one_member_where_its_form_is_one() -> None:
    members = [TypedMember(text, None, True, "<v>1</v>") for text in ("<v>1</v>", "<v> 01</v>")]
    compared = with_equal_members(report_of(*members), taxonomy_of(MARKUP))
    assert list(compared.columns.dimensions) == [0, 0]


def test_facts_of_one_contract_are_duplicates_and_what_was_read_stays() -> None:
    report = report_of(TypedMember("12"), TypedMember("012"))
    taxonomy = taxonomy_of(item_type(QName(XS, "integer")))
    found = validate(report, taxonomy=taxonomy, rules=()).findings
    assert "fm:inconsistentDuplicate" in {one.code for one in found}
    values = [fact.dimensions[name("Contract")] for fact in report.facts]
    assert values == [TypedMember("12"), TypedMember("012")]
