"""How much of workbooks of different layout is proposed as it is meant."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from finmodel.formats.document import Document
from finmodel.formats.report import read, write
from finmodel.formats.workbook.mapping import mapping_path, period_text
from finmodel.formats.workbook.opening import open_workbook
from finmodel.layout.proposal import Proposal
from finmodel.layout.propose import propose
from finmodel.layout.text import mapping_text
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import MONETARY, item_type
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import validate
from tests.unit.layout.books import BOOKS, Book, Meaning
from tests.unit.layout.companies import COMPANIES

ALL = {**BOOKS, **COMPANIES}
FLOORS = dict.fromkeys(ALL, (1.0, 1.0))
"""The least shares of cells and of rules that are proposed correctly, as they were measured."""


@pytest.fixture(params=list(BOOKS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def proposed(book: Book, folder: Path) -> tuple[Path, Proposal]:
    path = book.save(folder)
    proposal = propose(open_workbook(Document.of(path)), path.name)
    mapping_path(path).write_text(mapping_text(proposal), encoding="utf-8")
    return path, proposal


def meanings(path: Path) -> dict[tuple[str, str], Meaning]:
    """Return what a workbook is read as, cell by cell."""
    report = read(path)
    assert report.diagnostics == ()
    found: dict[tuple[str, str], Meaning] = {}
    for row, source in report.locate(range(len(report.columns))).items():
        fact = list(report.facts)[row]
        sheet, _, cell = source.part.rpartition("!")
        unit = str(fact.unit).replace("shares", "share") if fact.unit else "%"
        value = fact.value
        assert isinstance(value, Decimal)
        assert fact.decimals is not None
        found[sheet.strip("'"), cell] = (
            fact.concept.local_name,
            period_text(fact.period),
            value,
            fact.decimals,
            unit,
        )
    return found


@pytest.mark.parametrize("kind", ALL)
def test_cells_and_rules_are_proposed_as_they_are_meant(kind: str, tmp_path: Path) -> None:
    book: Book = ALL[kind]()
    path, proposal = proposed(book, tmp_path)
    found = meanings(path)
    wrong = {place: found.get(place) for place, m in book.cells.items() if found.get(place) != m}
    rules = {rule.text for rule in proposal.rules}
    shares = (
        1 - len(wrong) / len(book.cells),
        len(rules & book.rules) / len(book.rules),
    )
    said = (
        f"{kind}: {shares[0]:.1%} of {len(book.cells)} cells, "
        f"{shares[1]:.1%} of {len(book.rules)} rules; wrong {wrong}, "
        f"missing {book.rules - rules}, beside {rules - book.rules}"
    )
    print(said)  # noqa: T201 - the shares are what the test is for
    assert shares[0] >= FLOORS[kind][0], said
    assert shares[1] >= FLOORS[kind][1], said
    assert rules <= book.rules, said
    assert found.keys() <= book.cells.keys(), said


@pytest.mark.parametrize("kind", ALL)
def test_what_is_proposed_holds_but_for_the_planted_mistake(kind: str, tmp_path: Path) -> None:
    path, _ = proposed(ALL[kind](), tmp_path)
    result = validate(path)
    assert result.has_taxonomy
    errors = [finding.message for finding in result.findings if finding.severity > 1]
    if kind != "quarterly":
        assert errors == []
        return
    assert errors
    assert all("Operating" in message for message in errors)


def test_the_mapping_stays_as_it_was(kind: str, tmp_path: Path) -> None:
    _, proposal = proposed(BOOKS[kind](), tmp_path)
    golden = Path(__file__).parent / f"{kind}.mapping.toml"
    assert mapping_text(proposal) == golden.read_text(encoding="utf-8")


def test_a_mapping_is_what_its_schema_describes(kind: str, tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(
        files("finmodel.formats.workbook").joinpath("mapping.schema.json").read_text()
    )
    golden = Path(__file__).parent / f"{kind}.mapping.toml"
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(tomllib.loads(golden.read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", ALL)
def test_a_report_from_a_workbook_goes_to_other_formats_and_back(kind: str, tmp_path: Path) -> None:
    path, _ = proposed(ALL[kind](), tmp_path)
    report = read(path)
    for name in ("report.json", "report.xml"):
        assert write(report, tmp_path / name) == ()
        assert read(tmp_path / name) == report


def test_labels_are_found_in_a_taxonomy(tmp_path: Path) -> None:
    path = BOOKS["english"]().save(tmp_path)
    name = QName("https://example.com/gaap", "Sales")
    taxonomy = Taxonomy(
        namespaces=Namespaces({"gaap": name.namespace}),
        concepts={name: Concept(name, item_type(MONETARY))},
        labels=(Label(name, "Total Revenues"),),
    )
    proposal = propose(open_workbook(Document.of(path)), path.name, taxonomy=taxonomy)
    assert "GrossProfit = gaap:Sales - CostOfRevenues" in {rule.text for rule in proposal.rules}
    assert proposal.namespaces == {"gaap": name.namespace}
