"""Findings as a workbook, and which cells are marked how."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve

from finmodel import read
from finmodel.model.finding import Checked, Verdict
from finmodel.model.report import Report
from finmodel.render.validated import Validated
from finmodel.render.workbook.findings import findings_workbook
from finmodel.render.workbook.marking import marks_of
from finmodel.render.workbook.place import cell_of
from finmodel.rules.relation.checked import checked_relations
from finmodel.source import Source
from finmodel.validation import case_of, validate_case

EXAMPLE = Path(__file__).parents[4] / "instances" / "iij-2008q3.json"


@pytest.fixture(scope="module")
def checked() -> tuple[Validated, tuple[Checked, ...]]:
    """The example, as if each of its facts had been read from a cell of a workbook."""

    def locate(rows: object) -> dict[int, Source]:
        assert isinstance(rows, tuple)
        return {row: Source("book.xlsx", part=f"'It''s'!B{row + 1}") for row in rows}

    report = evolve(read(EXAMPLE), locator=locate)
    assert isinstance(report, Report)
    case, found = case_of(report)
    result = validate_case(case, found)
    validated = Validated("book.xlsx", result.findings, case.report, result.coverage, case.taxonomy)
    return validated, tuple(checked_relations(case))


def test_every_finding_has_a_line(checked: tuple[Validated, tuple[Checked, ...]]) -> None:
    validated, relations = checked
    book = openpyxl.load_workbook(
        io.BytesIO(findings_workbook([validated], {"book.xlsx": relations}))
    )
    assert book.sheetnames == [
        "Findings", "Numbers of findings", "Relations", "Checked by nothing",
    ]  # fmt: skip
    assert validated.coverage is not None
    sizes = [len(list(_lines(book[name]))) for name in book.sheetnames]
    assert sizes[0] == len(validated.findings)
    assert sizes[2] == len(relations)
    assert sizes[3] == len(validated.coverage.untouched)


def test_values_are_in_full(checked: tuple[Validated, tuple[Checked, ...]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(findings_workbook([checked[0]])))
    values = {line[3] for line in _lines(book["Numbers of findings"])}
    assert {5_846_000_000, 5_516_000_000, 321_000_000} <= values


def test_two_documents_are_told_apart(checked: tuple[Validated, tuple[Checked, ...]]) -> None:
    lost = Validated("lost.json", ())
    sheet = openpyxl.load_workbook(io.BytesIO(findings_workbook([checked[0], lost])))["Findings"]
    assert {line[-1] for line in _lines(sheet)} == {"book.xlsx"}


def test_a_number_has_the_worst_verdict_of_its_relations(
    checked: tuple[Validated, tuple[Checked, ...]],
) -> None:
    validated, relations = checked
    marks = marks_of(validated, relations, "book.xlsx")
    worst: dict[int, Verdict] = {}
    order = [Verdict.EXACT, Verdict.EXPLAINED, Verdict.BROKEN]
    for relation in relations:
        if relation.verdict in order:
            for term in relation.terms:
                known = worst.get(term.fact.row, Verdict.EXACT)
                worst[term.fact.row] = max(known, relation.verdict, key=order.index)
    assert {place: mark.verdict for place, mark in marks.items()} == {
        ("It's", f"B{row + 1}"): verdict for row, verdict in worst.items()
    }
    assert all(bool(mark.comment) == (mark.verdict is not Verdict.EXACT) for mark in marks.values())


def test_a_comment_says_the_numbers_and_what_they_imply(
    checked: tuple[Validated, tuple[Checked, ...]],
) -> None:
    validated, relations = checked
    marks = marks_of(validated, relations, "book.xlsx")
    goodwill = next(
        fact for fact in validated.report.facts  # type: ignore[union-attr]
        if fact.concept.local_name == "GoodwillAndIntangibles" and fact.value == Decimal(5846000000)
    )  # fmt: skip
    text = marks["It's", f"B{goodwill.row + 1}"].comment
    assert "The others allow JPY 5,836 … 5,838 million" in text
    assert "JPY 5,516 million" in text
    assert "'It''s'!B" in text, "the other numbers can be found"


def test_another_workbook_is_not_marked(checked: tuple[Validated, tuple[Checked, ...]]) -> None:
    assert marks_of(*checked, "other.xlsx") == {}


@pytest.mark.parametrize(
    ("part", "cell"),
    [
        ("Plain!C7", ("Plain", "C7")),
        ("'It''s a sheet'!AA10", ("It's a sheet", "AA10")),
        ("'a!b'!A1", ("a!b", "A1")),
        ("/facts/f1", None),
        ("C7", None),
        ("", None),
    ],
)
def test_places_are_cells(part: str, cell: tuple[str, str] | None) -> None:
    assert cell_of(Source("book.xlsx", part=part)) == cell


def _lines(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[tuple[object, ...]]:
    rows = list(sheet.iter_rows(values_only=True))
    top = sheet.freeze_panes
    return rows[int(str(top)[1:]) - 1 :]
