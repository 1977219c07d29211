"""Reading xBRL-CSV: what tables say together with their metadata."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from finmodel.model.column import ABSENT, EXACT
from finmodel.model.dimension import TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import Duration, Instant
from finmodel.model.unit import Unit
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import DATE, MONETARY, PURE, STRING, item_type
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.oim.example import NAMESPACES, REMOVED
from tests.unit.formats.xbrl_csv.example import FACTS, put, read, said

EX = NAMESPACES["ex"]
COLUMNS = ("tableTemplates", "income", "columns")


def test_every_cell_with_a_value_is_a_fact(tmp_path: Path) -> None:
    report = read(put(tmp_path))
    assert set(report.columns.id) == FACTS
    assert report.diagnostics == ()


def test_properties_come_from_the_nearest_place_that_gives_them(tmp_path: Path) -> None:
    facts = read(put(tmp_path)).facts
    sales, margin = facts.by_id("income.r_sales.now"), facts.by_id("income.r_margin.now")
    assert sales.concept == QName(EX, "Revenues")
    assert sales.entity == Entity(NAMESPACES["lei"], "1")
    assert sales.period == Duration("2008-04-01", "2009-04-01")
    assert sales.dimensions == {QName(EX, "Part"): QName(EX, "Outsourcing")}
    assert (sales.value, sales.decimals, sales.unit) == (Decimal(10**6), -6, Unit.currency("JPY"))
    assert facts.by_id("income.r_sales.before").decimals == -3
    assert (margin.decimals, margin.unit) == (1, Unit.currency("USD"))
    assert margin.text == "12.5"
    opening = facts.by_id("income.r_margin.opening")
    assert (opening.period, opening.concept) == (Instant("2008-04-01"), QName(EX, "Cash"))
    assert opening.decimals == 0


def test_a_text_has_no_unit_though_the_report_has(tmp_path: Path) -> None:
    report = read(put(tmp_path))
    reason = report.facts.by_id("income.r_why.now")
    assert (reason.value, reason.unit) == ('because of "it"', None)
    assert report.columns.decimals[reason.row] == ABSENT
    assert report.facts.by_id("income.r_why.before").value == ""


def test_notes_are_linked_by_the_ids_of_their_cells(tmp_path: Path) -> None:
    report = read(put(tmp_path))
    assert report.notes == {"remarks.r_1.text": Note("remarks.r_1.text", "en", "see page 3")}
    assert report.links == (
        Link(FOOTNOTE, STANDARD_GROUP, "income.r_sales.now", ("remarks.r_1.text",)),
    )


def test_a_fact_knows_its_cell(tmp_path: Path) -> None:
    path = put(tmp_path, tables={"income.csv": 'item,concept,now\na,ex:A,"x\ny"\nb,ex:B,2\n'})
    places = [fact.source for fact in read(path).facts]
    assert [(p.document, p.line, p.part) for p in places if p] == [
        (str(tmp_path / "income.csv"), 2, "column now"),
        (str(tmp_path / "income.csv"), 4, "column now"),
    ]


def test_a_row_without_an_identifier_is_known_by_its_number(tmp_path: Path) -> None:
    report = read(
        put(
            tmp_path,
            [(("tableTemplates", "income", "rowIdColumn"), REMOVED), (("links",), REMOVED)],
            {"income.csv": "concept,now\nex:A,1\n\nex:B,2\n", "remarks.csv": "text\n"},
        )
    )
    assert report.columns.id == ["income.r_1.now", "income.r_3.now"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("#nil", None),
        ("#empty", ""),
        ("##nil", "#nil"),
        ("##", "#"),
        ("$x", "$x"),
        ('" a,\n"""', ' a,\n"'),
    ],
)
def test_special_values_stand_for_what_a_cell_cannot_say(
    tmp_path: Path, cell: str, value: str | None
) -> None:
    path = put(tmp_path, tables={"income.csv": f"item,concept,now\nsales,ex:A,{cell}\n"})
    assert read(path).columns.value == [value]


@pytest.mark.parametrize(
    ("cell", "member"),
    [
        ("ex:a", QName(EX, "a")),
        ("a", TypedMember("a")),
        ("no:a", TypedMember("no:a")),
        ("#nil", TypedMember(None)),
        ("#empty", TypedMember("")),
        ("##a", TypedMember("#a")),
        ("", None),
        ("#none", None),
    ],
)
def test_a_dimension_takes_what_its_column_says(
    tmp_path: Path, cell: str, member: QName | TypedMember | None
) -> None:
    path = put(tmp_path, tables={"income.csv": f"item,concept,part,now\nsales,ex:A,{cell},1\n"})
    (fact,) = read(path).facts
    assert fact.dimensions.get(QName(EX, "Part")) == member
    assert read(path).diagnostics == ()


def test_a_column_comes_before_parameters_and_an_empty_cell_does_not(tmp_path: Path) -> None:
    changes = [
        (("tables", "income", "parameters", "part"), "ex:FromTable"),
        (("parameters", "concept"), "ex:FromReport"),
    ]
    table = "item,concept,part,now\nsales,,,1\nb,ex:B,ex:Own,2\n"
    facts = read(put(tmp_path, changes, {"income.csv": table})).facts
    assert [fact.concept.local_name for fact in facts] == ["FromReport", "B"]
    parts = [member.local_name for f in facts for member in f.dimensions.values()]  # type: ignore[union-attr]
    assert parts == ["FromTable", "Own"]


def test_the_row_number_can_be_a_value(tmp_path: Path) -> None:
    changes = [((*COLUMNS, "now", "dimensions", "ex:Line"), "$rowNumber")]
    table = "item,concept,now\nsales,ex:A,1\nb,ex:A,2\n"
    report = read(put(tmp_path, changes, {"income.csv": table}))
    assert [str(fact.dimensions[QName(EX, "Line")]) for fact in report.facts] == ["1", "2"]


def test_a_dollar_that_is_none_is_doubled(tmp_path: Path) -> None:
    changes = [((*COLUMNS, "now", "dimensions", "ex:Line"), "$$rowNumber")]
    report = read(put(tmp_path, changes))
    line = report.facts.by_id("income.r_sales.now").dimensions[QName(EX, "Line")]
    assert line == TypedMember("$rowNumber")


def test_none_stops_what_would_be_inherited(tmp_path: Path) -> None:
    changes = [
        ((*COLUMNS, "now", "dimensions", "unit"), "#none"),
        ((*COLUMNS, "before", "decimals"), "#none"),
        ((*COLUMNS, "before", "dimensions", "entity"), "#none"),
    ]
    report = read(put(tmp_path, changes))
    assert report.facts.by_id("income.r_sales.now").unit is None
    before = report.facts.by_id("income.r_sales.before")
    assert (report.columns.decimals[before.row], before.entity) == (EXACT, None)


def test_parameters_may_stand_in_a_file(tmp_path: Path) -> None:
    changes = [(("parameters",), REMOVED), (("parameterURL",), "parameters.csv")]
    path = put(tmp_path, changes, {"parameters.csv": "name,value\nwho,lei:2\n"})
    assert {fact.entity for fact in read(path).facts} == {Entity(NAMESPACES["lei"], "2")}


def test_metadata_may_come_from_other_files(tmp_path: Path) -> None:
    path = put(tmp_path)
    members = json.loads(path.read_text())
    base = {"documentInfo": {**members["documentInfo"], "final": {"tableTemplates": True}}}
    base["tableTemplates"] = members.pop("tableTemplates")
    members["documentInfo"] = {
        "documentType": members["documentInfo"]["documentType"],
        "extends": ["base/base.json", "base/middle.json"],
        "taxonomy": ["own.xsd"],
        "namespaces": {"own": "http://example.com/own"},
    }
    middle = {"documentInfo": {"documentType": INFO_TYPE, "extends": ["base.json"]}}
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "base.json").write_text(json.dumps(base))
    (tmp_path / "base" / "middle.json").write_text(json.dumps(middle))
    path.write_text(json.dumps(members))
    report = read(path)
    assert set(report.columns.id) == FACTS
    assert report.diagnostics == ()
    assert [
        Path(address).relative_to(f"file:{tmp_path}").as_posix()
        for address in (address.replace("file://", "file:") for address in report.taxonomy)
    ] == ["base/taxonomy.xsd", "own.xsd"]


INFO_TYPE = "https://xbrl.org/2021/xbrl-csv"


def taxonomy() -> Taxonomy:
    types = {"Revenues": MONETARY, "Reason": STRING, "Margin": PURE, "Cash": MONETARY, "On": DATE}
    concepts = [Concept(QName(EX, name), item_type(of)) for name, of in types.items()]
    return Taxonomy(concepts={concept.name: concept for concept in concepts})


def test_the_taxonomy_tells_which_facts_are_numbers(tmp_path: Path) -> None:
    rows = ("a,ex:Reason,2008", "b,ex:Reason,#nil", "c,ex:On,2008-01-01", "d,ex:Margin,5d1")
    changes = [
        (("dimensions", "language"), "ja"),
        (("links",), REMOVED),
        ((*COLUMNS, "now", "decimals"), "#none"),
    ]
    path = put(tmp_path, changes, {"income.csv": "\n".join(("item,concept,now", *rows))})
    facts = read(path, taxonomy()).facts
    assert [fact.unit for fact in facts] == [None, None, None, Unit.currency("JPY")]
    assert [fact.language for fact in facts] == ["ja", "ja", None, None]
    assert [fact.text for fact in facts] == ["2008", None, "2008-01-01", "5"]
    assert [fact.is_numeric for fact in facts] == [False, False, False, True]


def test_without_the_taxonomy_a_number_is_what_reads_as_one(tmp_path: Path) -> None:
    changes = [(("dimensions", "unit"), REMOVED), (("links",), REMOVED)]
    changes += [(("tableTemplates", "income", "decimals"), REMOVED)]
    rows = ("a,ex:A,2008", "b,ex:A,2008d0", "c,ex:A,0.125dINF", "d,ex:A,12d", "e,ex:A,about 5d1")
    path = put(tmp_path, changes, {"income.csv": "\n".join(("item,concept,now", *rows))})
    columns = read(path).columns
    assert columns.value == ["2008", "2008", "0.125", "12d", "about 5d1"]
    assert list(columns.decimals) == [ABSENT, 0, EXACT, ABSENT, ABSENT]


def test_optional_tables_may_be_missing_and_are_read_where_they_are(tmp_path: Path) -> None:
    path = put(tmp_path, tables={"more.csv": "text\nmore\n"})
    report = read(path)
    assert set(report.notes) == {"remarks.r_1.text", "more.r_1.text"}
    assert said(report) == [("oime:unusedNoteFact", "more.csv:2 column text")]
