"""The statements of a report as sheets."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve

from finmodel import read, read_taxonomy
from finmodel.formats.spreadsheet.book import new_workbook
from finmodel.model.report import Report
from finmodel.render.workbook.statement import statement_sheets
from finmodel.taxonomy.taxonomy import Taxonomy

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return read_taxonomy(ROOT / "schema" / "iij" / "iij.xsd")


@pytest.fixture(scope="module")
def report(taxonomy: Taxonomy) -> Report:
    return read(ROOT / "instances" / "iij-2008q3.json", taxonomy=taxonomy)


def test_statements_have_their_numbers_as_numbers(report: Report, taxonomy: Taxonomy) -> None:
    book = openpyxl.load_workbook(io.BytesIO(new_workbook(statement_sheets(report, taxonomy))))
    sheet = next(each for each in book if each["A1"].value.startswith("Consolidated balance"))
    lines = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    cash = next(line for name, line in lines.items() if name and name.strip().startswith("Cash"))
    assert {8955, 11471} <= set(cash)
    assert any("JPY million" in str(name) for name in lines)


def test_tabs_say_what_matters_of_coded_titles(report: Report, taxonomy: Taxonomy) -> None:
    plain = [sheet.name for sheet in statement_sheets(report, taxonomy)]
    roles = {
        uri: evolve(role, definition=f"{number} - Statement - {role.definition}")
        for number, (uri, role) in enumerate(taxonomy.roles.items(), 101)
    }
    coded = evolve(taxonomy, roles=roles)
    tabs = [sheet.name for sheet in statement_sheets(report, coded)]
    assert [tab.partition(" ")[2] for tab in tabs if tab[0] == "1"] == plain[: len(tabs)]
