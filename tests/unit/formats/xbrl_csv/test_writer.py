"""Writing xBRL-CSV so that people can read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from finmodel.formats.document import Document
from finmodel.formats.output import UnwritableError
from finmodel.formats.xbrl_csv.reader import read_report
from finmodel.formats.xbrl_csv.writer import write_report
from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import FOREVER, Duration, Instant, Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.taxonomy import EMPTY
from tests.unit.formats.oim.example import NAMESPACES
from tests.unit.formats.xbrl_csv.example import put, read

EX = NAMESPACES["ex"]
ME = Entity(NAMESPACES["lei"], "1")
YEAR = Duration("2008-04-01", "2009-04-01")
BEFORE = Duration("2007-04-01", "2008-04-01")
JPY = Unit.currency("JPY")


def at(period: Period, part: QName | TypedMember | None = None) -> DimensionSet:
    members = {} if part is None else {QName(EX, "Part"): part}
    return DimensionSet.of(ME, period, members)


def report_of(builder: ColumnBuilder) -> Report:
    namespaces = Namespaces({"ex": EX})
    return Report(("http://example.com/taxonomy.xsd",), builder.columns(), namespaces=namespaces)


def written(report: Report, folder: Path) -> dict[str, str]:
    """Write a report, make sure that it comes back, and return what the files say."""
    target = folder / "acme-metadata.json"
    assert write_report(report, target, EMPTY) == ()
    again = read_report(Document.of(target))
    assert again == report
    assert again.diagnostics == ()
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}


def test_what_all_facts_share_is_said_once(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    for concept, period, value in (
        ("Sales", YEAR, "1"),
        ("Sales", BEFORE, "2"),
        ("Cost", YEAR, "3"),
    ):
        builder.add(QName(EX, concept), at(period), value, unit=JPY, decimals=-6)
    files = written(report_of(builder), tmp_path)
    assert files["acme-amounts.csv"] == (
        "id,concept,period,value\n"
        "f1,ex:Sales,2008-04-01..2009-03-31,1\n"
        "f2,ex:Sales,2007-04-01..2008-03-31,2\n"
        "f3,ex:Cost,2008-04-01..2009-03-31,3\n"
    )
    metadata = json.loads(files["acme-metadata.json"])
    assert metadata["tableTemplates"] == {
        "amounts": {
            "rowIdColumn": "id",
            "columns": {"id": {}, "concept": {}, "period": {}, "value": {"dimensions": {}}},
            "decimals": -6,
            "dimensions": {
                "concept": "$concept",
                "entity": "lei:1",
                "period": "$period",
                "unit": "iso4217:JPY",
            },
        }
    }
    assert metadata["tables"] == {"amounts": {"url": "acme-amounts.csv"}}


def test_facts_with_other_properties_have_tables_of_their_own(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    builder.add(QName(EX, "Sales"), at(YEAR), "1", unit=JPY, decimals=-6)
    builder.add(QName(EX, "Sales"), at(YEAR, QName(EX, "a")), "1", unit=JPY, decimals=EXACT)
    builder.add(QName(EX, "Margin"), at(YEAR), "0.5", decimals=2)
    builder.add(QName(EX, "Reason"), at(YEAR), "why", language="en")
    report = evolve(
        report_of(builder),
        notes={"n": Note("n", "en", "see <b>x</b>")},
        links=(Link(FOOTNOTE, STANDARD_GROUP, "f1", ("n",)),),
    )
    files = written(report, tmp_path)
    assert [name.removeprefix("acme-") for name in files] == [
        "amounts.csv",
        "amounts_by_Part.csv",
        "metadata.json",
        "notes.csv",
        "numbers.csv",
        "texts.csv",
    ]
    links = json.loads(files["acme-metadata.json"])["links"]
    assert links == {"footnote": {"_": {"amounts.r_f1.value": ["notes.r_n.value"]}}}


def test_what_all_tables_share_is_said_for_the_report(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    builder.add(QName(EX, "Sales"), at(YEAR), "1", unit=JPY, decimals=0)
    builder.add(QName(EX, "Margin"), at(BEFORE), "0.5", decimals=2)
    metadata = json.loads(written(report_of(builder), tmp_path)["acme-metadata.json"])
    assert metadata["dimensions"] == {"entity": "lei:1"}


def test_tables_that_were_read_are_written_again(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    report = read(put(tmp_path / "old"))
    target = tmp_path / "new.json"
    write_report(report, target, EMPTY)
    again = read_report(Document.of(target))
    assert again == report
    assert again.columns.id == report.columns.id
    assert list(again.notes) == list(report.notes)
    assert again.links == report.links
    assert (tmp_path / "new-income.csv").read_text("utf-8").splitlines()[0] == (
        "id,concept,unit,now_decimals,before_decimals,Part,now,before,opening"
    )


@pytest.mark.parametrize(
    ("value", "unit", "decimals"),
    [
        ("1", None, EXACT),
        ("INF", None, EXACT),
        (" 1 ", None, EXACT),
        ("1", None, ABSENT),
        ("1d2", None, ABSENT),
        ("#1", None, ABSENT),
        ("$1", None, ABSENT),
        ("", None, ABSENT),
        (None, None, ABSENT),
        (None, JPY, ABSENT),
        ("1", JPY, EXACT),
        ("1", JPY, -400),
        (' "a",\r\n\tb\r\x00 ', None, ABSENT),
    ],
)
def test_every_value_comes_back(
    tmp_path: Path, value: str | None, unit: Unit | None, decimals: int
) -> None:
    builder = ColumnBuilder()
    builder.add(QName(EX, "A"), at(YEAR), value, unit=unit, decimals=decimals)
    builder.add(QName(EX, "B"), at(Instant("2009-04-01")), "7", unit=JPY, decimals=0)
    report = report_of(builder)
    target = tmp_path / "r-metadata.json"
    write_report(report, target, EMPTY)
    again = read_report(Document.of(target)).columns
    assert [v.strip() if v and unit is None and decimals == EXACT else v for v in again.value] == [
        v.strip() if v and unit is None and decimals == EXACT else v for v in report.columns.value
    ]
    assert again.decimals == report.columns.decimals
    assert again.unit == report.columns.unit


@pytest.mark.parametrize("text", ["", "a", "#nil", "$x", "a,b", None])
def test_typed_values_come_back_whether_they_vary_or_not(tmp_path: Path, text: str | None) -> None:
    for parts in ([TypedMember(text)], [TypedMember(text), TypedMember("other")]):
        builder = ColumnBuilder()
        for part in parts:
            builder.add(QName(EX, "A"), at(FOREVER, part), "1", unit=JPY, decimals=0)
        written(report_of(builder), tmp_path)


def test_ids_decide_only_where_that_makes_tables(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    for number in range(50):
        id = f"wide.r_{number}.c{number}"
        builder.add(QName(EX, "A"), at(YEAR), str(number), id=id, unit=JPY, decimals=0)
    builder.add(QName(EX, "A"), at(YEAR), "1", id="amounts.r_a.b", unit=JPY, decimals=0)
    files = written(report_of(builder), tmp_path)
    assert set(files) == {"acme-amounts.csv", "acme-amounts1.csv", "acme-metadata.json"}
    assert files["acme-amounts.csv"] == "id,b\na,1\n"


def test_names_of_tables_differ_in_more_than_case(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    for id in ("Cash.r_1.a", "cash.r_1.a", "rowNumber.r_1.rowNumber"):
        builder.add(QName(EX, id[:4]), at(YEAR), "1", id=id, unit=JPY, decimals=0)
    files = written(report_of(builder), tmp_path)
    assert len({name.lower() for name in files}) == len(files) == 4


def test_what_utf_8_cannot_carry_leaves_the_old_file_alone(tmp_path: Path) -> None:
    target = tmp_path / "r.json"
    for value in ("old", "\ud800"):
        builder = ColumnBuilder()
        builder.add(QName(EX, "A"), at(YEAR), value)
        if value == "old":
            write_report(report_of(builder), target, EMPTY)
            continue
        with pytest.raises(UnwritableError, match="fm:unencodableText"):
            write_report(report_of(builder), target, EMPTY)
    assert read_report(Document.of(target)).columns.value == ["old"]


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    builder.add(QName(EX, "A"), at(YEAR), "1", unit=JPY, decimals=0)
    builder.add(QName(EX, "B"), at(YEAR), "1")
    report = report_of(builder)
    assert written(report, tmp_path) == written(report, tmp_path)


@pytest.mark.parametrize("stem", ["acme", "s" * 240, "ü" * 120])
def test_the_names_of_files_stay_short_and_differ(tmp_path: Path, stem: str) -> None:
    builder = ColumnBuilder()
    tables = ["t" * 5_000, "t" * 5_001, "ü" * 300, "short"]
    for table in tables:
        builder.add(QName(EX, "A"), at(YEAR), "1", id=f"{table}.r_1.a", unit=JPY, decimals=0)
    report = report_of(builder)
    target = tmp_path / f"{stem}-metadata.json"
    write_report(report, target, EMPTY)

    again = read_report(Document.of(target))

    assert again.columns.id == report.columns.id
    assert len(list(tmp_path.iterdir())) == len(tables) + 1
    if stem == "acme":
        assert (tmp_path / "acme-short.csv").exists()
