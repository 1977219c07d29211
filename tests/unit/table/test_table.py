"""Reports and findings as tables, and what is said where a table is none of a report."""

from __future__ import annotations

import sys
from datetime import datetime
from decimal import Decimal

import pytest
from attrs import evolve

import finmodel
from finmodel.diagnostic import Severity
from finmodel.model.column import ABSENT, EXACT, ColumnBuilder, Columns, owners
from finmodel.model.dimension import DimensionSet, Remark, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import FOREVER, Duration, Instant, Period
from finmodel.model.report import Report
from finmodel.model.tuple import Tuple
from finmodel.model.unit import Unit
from finmodel.qname import Namespaces, QName
from finmodel.table.heading import KEY

pa = pytest.importorskip("pyarrow", reason="needs the extra arrow")

EX = "https://example.org/ex"
ACME = Entity("urn:lei", "ACME")
YEAR = Duration("2024-01-01", "2025-01-01")
YEN = Unit.currency("JPY")
CASH, POLICY, REGION = QName(EX, "Cash"), QName(EX, "Policy"), QName(EX, "Region")


def one(value: str | None, decimals: int = 0, unit: Unit | None = YEN) -> Report:
    return report_of(DimensionSet(ACME, YEAR), value, decimals, unit)


def report_of(
    shared: DimensionSet, value: str | None = "1", decimals: int = 0, unit: Unit | None = YEN
) -> Report:
    builder = ColumnBuilder()
    builder.add(CASH, shared, value, unit=unit, decimals=decimals)
    return reported(builder.columns())


def reported(columns: Columns) -> Report:
    return Report(("https://example.org/ex.xsd",), columns, namespaces=Namespaces({"ex": EX}))


def cell(report: Report, column: str) -> object:
    return finmodel.to_arrow(report).column(column)[0].as_py()


def test_a_row_says_all_of_a_fact() -> None:
    shared = DimensionSet.of(ACME, YEAR, {REGION: QName(EX, "Asia")})

    [row] = finmodel.to_arrow(report_of(shared, "1500.5", -2)).to_pylist()

    assert row == {
        "document": None,
        "id": "f1",
        "concept": "ex:Cash",
        "entity_scheme": "urn:lei",
        "entity": "ACME",
        "period_start": datetime(2024, 1, 1),
        "period_end": datetime(2025, 1, 1),
        "period_zone": None,
        "remarks": None,
        "unit": "iso4217:JPY",
        "language": None,
        "decimals": -2,
        "is_numeric": True,
        "value": "1500.5",
        "number": Decimal("1500.5"),
        "owner": None,
        "ex:Region": "ex:Asia",
    }


@pytest.mark.parametrize(
    ("period", "start", "end", "zone"),
    [
        (Instant("2025-01-01"), None, datetime(2025, 1, 1), None),
        (FOREVER, None, None, None),
        (Instant("2025-01-01T12:00:00Z"), None, datetime(2025, 1, 1, 12), "Z"),
        (
            Period.from_text("2025-03-01T00:00:00+01:00/2025-04-01T00:00:00+02:00"),
            datetime(2025, 3, 1),
            datetime(2025, 4, 1),
            "+01:00/+02:00",
        ),
    ],
)
def test_periods_have_ends_as_they_are_written_and_their_zone(
    period: Period, start: datetime | None, end: datetime | None, zone: str | None
) -> None:
    report = report_of(DimensionSet(ACME, period))
    table = finmodel.to_arrow(report)

    assert (cell(report, "period_start"), cell(report, "period_end")) == (start, end)
    assert cell(report, "period_zone") == zone
    assert finmodel.from_arrow(table).facts[0].period.text == period.text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 12.50\n", "12.5"),
        ("-.5", "-0.5"),
        ("1e3", "1000"),
        ("0.000000000000000001", "0.000000000000000001"),
        ("99999999999999999999", "99999999999999999999"),
        ("00000000000000000000000000000000000000000000000000000000001", "1"),
        ("0.50000000000000000000000000000000000000000000000000000000000", "0.5"),
        ("100000000000000000000", None),
        ("1283646639358558724946935422989573", None),
        ("0.0000000000000000001", None),
        ("1e-300", None),
        ("INF", None),
        ("1/3", None),
        ("many", None),
    ],
)
def test_numbers_are_exact_or_not_there(text: str, number: str | None) -> None:
    found = cell(one(text), "number")

    assert found == (None if number is None else Decimal(number))
    assert cell(one(text), "value") == text


def test_numbers_that_do_not_fit_leave_the_others_as_they_are() -> None:
    builder = ColumnBuilder()
    for value in ("7", "1e-300", ".25", None, "9" * 30):
        builder.add(CASH, DimensionSet(ACME, YEAR), value, unit=YEN, decimals=0)

    table = finmodel.to_arrow(reported(builder.columns()))

    assert table.column("number").to_pylist() == [7, None, Decimal("0.25"), None, None]


@pytest.mark.parametrize(
    ("value", "unit", "decimals"),
    [("1", None, EXACT), ("1", YEN, EXACT), ("1", YEN, -3), (None, YEN, ABSENT)],
)
def test_precision_comes_back(value: str | None, unit: Unit | None, decimals: int) -> None:
    again = finmodel.from_arrow(finmodel.to_arrow(one(value, decimals, unit)))

    assert list(again.columns.decimals) == [decimals]


@pytest.mark.parametrize("value", ["", "#nil", "##", "ex:Asia", "urn:isbn:1", "#x", None])
def test_typed_values_come_back_whatever_they_look_like(value: str | None) -> None:
    report = report_of(DimensionSet.of(ACME, YEAR, {REGION: TypedMember(value)}))

    assert finmodel.from_arrow(finmodel.to_arrow(report)) == report


def test_a_dimension_with_names_and_values_keeps_what_looks_like_neither() -> None:
    builder = ColumnBuilder()
    for member in (QName(EX, "Asia"), TypedMember("two words"), TypedMember("urn:isbn:1")):
        builder.add(CASH, DimensionSet.of(ACME, YEAR, {REGION: member}), "1")
    report = reported(builder.columns())

    assert finmodel.from_arrow(finmodel.to_arrow(report)) == report


def test_markup_as_a_value_is_named_on_the_way_back() -> None:
    markup = TypedMember("<ex:a><b/></ex:a>", is_markup=True)
    report = report_of(DimensionSet.of(ACME, YEAR, {REGION: markup}))

    again = finmodel.from_arrow(finmodel.to_arrow(report))

    assert cell(report, "ex:Region") == markup.value
    assert len(again.facts) == 0
    assert [each.code for each in again.diagnostics] == ["xbrlxe:unsupportedComplexTypedDimension"]


def test_dimensions_without_a_namespace_are_no_other_columns() -> None:
    report = report_of(DimensionSet.of(ACME, YEAR, {QName("", "unit"): QName("", "Asia")}))

    assert cell(report, ":unit") == "Asia"
    assert cell(report, "unit") == "iso4217:JPY"
    assert finmodel.from_arrow(finmodel.to_arrow(report)) == report


def test_a_report_without_facts_has_all_columns_and_comes_back() -> None:
    report, other = reported(ColumnBuilder().columns()), one("1")

    assert finmodel.to_arrow(report).schema.equals(finmodel.to_arrow(other).schema)
    assert finmodel.from_arrow(finmodel.to_arrow(report)) == report


def test_links_and_notes_of_rows_that_are_gone_are_gone() -> None:
    builder = ColumnBuilder()
    for id in ("a", "b"):
        builder.add(CASH, DimensionSet(ACME, YEAR), id, id=id)
    note = Note("n", "en", "why")
    links = tuple(Link(FOOTNOTE, STANDARD_GROUP, id, ("n",)) for id in ("a", "b"))
    report = Report((), builder.columns(), {"n": note}, links, namespaces=Namespaces({"ex": EX}))

    again = finmodel.from_arrow(finmodel.to_arrow(report).slice(1))

    assert [fact.text for fact in again.facts] == ["b"]
    assert again.links == links[1:]
    assert again.facts[0].quotes == ("why",)


def test_what_the_oim_has_not_is_in_the_table_and_named_on_the_way_back() -> None:
    builder = ColumnBuilder()
    remark = Remark("scenario", "<x/>", "<x/>")
    builder.add(CASH, DimensionSet(ACME, YEAR), "in a tuple")
    builder.add(CASH, DimensionSet(ACME, YEAR, remarks=(remark,)), "with a remark")
    builder.add(CASH, DimensionSet(ACME, YEAR), "plain")
    columns = builder.columns()
    columns.tuples = [
        Tuple(QName(EX, "Group"), id, -1, 0, stop) for id, stop in (("", 0), ("t", 1))
    ]
    columns.owner = owners(columns.tuples, len(columns))

    table = finmodel.to_arrow(reported(columns))
    again = finmodel.from_arrow(table)

    assert table.column("owner").to_pylist() == ["t", None, None]
    assert table.column("remarks").to_pylist() == [None, "<x/>", None]
    assert [fact.text for fact in again.facts] == ["plain"]
    assert [(found.code, found.severity) for found in again.diagnostics] == [
        ("xbrlxe:unsupportedTuple", Severity.ERROR),
        ("xbrlxe:nonDimensionalSegmentScenarioContent", Severity.ERROR),
        ("xbrlxe:unsupportedTuple", Severity.ERROR),
    ]


def test_what_xml_says_beside_the_facts_comes_back() -> None:
    contract, number = QName(EX, "Contract"), QName(EX, "number")
    report = evolve(
        report_of(DimensionSet.of(ACME, YEAR, {contract: TypedMember("1", number)})),
        container="scenario",
        definitions={"urn:role": "https://example.org/roles.xsd#role"},
        features={"xbrl:allowedDuplicates": "none"},
        is_oim=False,
    )
    again = finmodel.from_arrow(finmodel.to_arrow(report))
    (member,) = again.facts.one().dimensions.values()
    assert isinstance(member, TypedMember)
    assert member.domain == number
    for name in ("container", "definitions", "features", "is_oim"):
        assert getattr(again, name) == getattr(report, name)


@pytest.mark.parametrize("is_like", [True, False])
def test_a_number_that_does_not_say_how_precise_it_is_stays_so(is_like: bool) -> None:
    builder = ColumnBuilder()
    for decimals in (ABSENT, EXACT, 0):
        builder.add(CASH, DimensionSet(ACME, YEAR), "1", unit=YEN, decimals=decimals)
    report = reported(builder.columns())
    again = finmodel.from_arrow(finmodel.to_arrow(report), like=report if is_like else None)
    assert again.columns.decimals == report.columns.decimals


def test_dimensions_in_both_parts_of_contexts_are_told_of() -> None:
    shared = DimensionSet.of(ACME, YEAR, {REGION: QName(EX, "Asia")})
    report = report_of(shared._replace(displaced=frozenset((REGION,))))
    [diagnostic] = finmodel.from_arrow(finmodel.to_arrow(report)).diagnostics
    assert diagnostic.code == "xbrlxe:inconsistentDimensionsContainer"


@pytest.mark.parametrize("is_like", [False, True])
def test_attributes_of_others_are_told_of(is_like: bool) -> None:
    report = one("1")
    report.columns.attributes = {0: ((QName(EX, "note"), "x"),)}
    again = finmodel.from_arrow(finmodel.to_arrow(report), like=report if is_like else None)
    (warning,) = again.diagnostics
    assert (warning.code, warning.severity) == ("fm:droppedAttribute", Severity.WARNING)
    assert "1 fact" in warning.message
    assert len(again.facts) == 1


def test_tuples_without_facts_are_told_of() -> None:
    report = one("1")
    report.columns.tuples = [Tuple(QName(EX, "Group"), "", -1, 0, 0)]
    (error,) = finmodel.from_arrow(finmodel.to_arrow(report)).diagnostics
    assert (error.code, error.severity) == ("xbrlxe:unsupportedTuple", Severity.ERROR)
    assert error.message.endswith("without facts, of which there is 1.")


@pytest.mark.parametrize("value", ["ex:Asia", "nil", "#nil", "#", "", "x", None])
def test_a_dimension_may_mistake_names_and_values(value: str | None) -> None:
    builder = ColumnBuilder()
    members = (QName(EX, "Asia"), TypedMember(value))
    for member in members:
        builder.add(CASH, DimensionSet.of(ACME, YEAR, {REGION: member}), "1")
    again = finmodel.from_arrow(finmodel.to_arrow(reported(builder.columns())))
    assert tuple(shared.member(REGION) for shared in again.columns.dimension_sets) == members


def test_tuples_without_an_id_are_told_apart() -> None:
    builder = ColumnBuilder()
    for value in ("1", "2"):
        builder.add(CASH, DimensionSet(ACME, YEAR), value)
    columns = builder.columns()
    columns.tuples = [Tuple(QName(EX, "Group"), "", -1, row, row + 1) for row in range(2)]
    columns.owner = owners(columns.tuples, len(columns))

    table = finmodel.to_arrow(reported(columns))

    assert table.column("owner").to_pylist() == ["#1", "#2"]


def test_a_table_that_a_program_made_is_read() -> None:
    table = pa.table(
        {
            "id": ["a", None],
            "concept": ["Cash", "Policy"],
            "value": ["5", "words"],
            "decimals": [0, None],
            "period_end": [datetime(2025, 1, 1).date(), None],
            "mine": [1, 2],
        }
    )

    first, second = finmodel.from_arrow(table).facts

    assert (first.value, first.decimals, first.period) == (Decimal(5), 0, Instant("2025-01-01"))
    assert (second.id, second.value, second.period) == ("f2", "words", FOREVER)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"concept": None}, "no column concept"),
        ({"concept": [None]}, "no concept"),
        ({"concept": ["us-gaap:Cash"]}, "'us-gaap'.*like"),
        ({"unit": ["iso4217:JPY/"]}, "unit: .*is not a unit"),
        ({"period_start": [datetime(2026, 1, 1)]}, "period_end: .*before it starts"),
        ({"period_end": [None]}, "does not end"),
        ({"period_zone": ["noon"]}, "period_end: "),
        ({"decimals": ["few"]}, "decimals"),
    ],
)
def test_a_table_of_something_else_is_refused_with_a_reason(
    change: dict[str, list[object] | None], message: str
) -> None:
    table = finmodel.to_arrow(one("1"))
    for name, values in change.items():
        at = table.column_names.index(name)
        metadata = table.schema.metadata
        if values is None:
            table = table.remove_column(at)
        else:
            table = table.set_column(at, name, pa.array(values))
        table = table.replace_schema_metadata(metadata)

    with pytest.raises(finmodel.TableError, match=message):
        finmodel.from_arrow(table)


def test_rows_of_two_reports_are_no_report() -> None:
    table = finmodel.to_arrow(one("1"))

    with pytest.raises(finmodel.TableError, match="more than one row"):
        finmodel.from_arrow(pa.concat_tables([table, table]))


@pytest.mark.parametrize("text", ["", "{}", "[" * 100_000, '{"taxonomy": "x"}', "null"])
def test_damaged_metadata_are_said(text: str) -> None:
    table = finmodel.to_arrow(one("1")).replace_schema_metadata({KEY: text})

    with pytest.raises(finmodel.TableError, match="metadata"):
        finmodel.from_arrow(table)


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(finmodel.TableError, match="no table"):
        finmodel.from_arrow(42)


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)

    with pytest.raises(finmodel.MissingLibraryError, match=r"pip install 'finmodel\[polars\]'"):
        finmodel.to_polars(one("1"))


def test_the_findings_of_a_report_are_a_table() -> None:
    builder = ColumnBuilder()
    for value in ("1", "5"):
        builder.add(CASH, DimensionSet(ACME, YEAR), value, unit=YEN, decimals=0)
    result = finmodel.validate(reported(builder.columns()), taxonomy=finmodel.Taxonomy())

    table = finmodel.to_arrow(result)
    row = next(row for row in table.to_pylist() if row["code"] == "fm:inconsistentDuplicate")

    assert table.num_rows == len(result.findings)
    assert row["severity"] == "error"
    assert row["facts"] == ["f1", "f2"]
    assert row["concept"] == CASH.clark
    assert row["period"] == YEAR.text
    assert table.slice(0, 0).schema.equals(table.schema)
