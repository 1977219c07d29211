"""Two reports side by side, word for word."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import jsonschema
import pytest
from attrs import evolve

from finmodel.comparison.compare import compare_sides
from finmodel.comparison.judge import Side
from finmodel.comparison.kind import Kind
from finmodel.model.column import ABSENT
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.render.comparison import Compared, comparison_lines
from finmodel.render.comparison_json import comparison_json
from tests.golden.acme import NAMESPACE, Acme, correct_report
from tests.golden.conftest import Golden

SCHEMA: Final = Path(__file__).resolve().parents[2] / "schema/finmodel/comparison.schema.json"

BIKES, PARTS, EARNINGS = 12, 13, 14
CHANGES: Final[dict[int, tuple[str | None, int]]] = {
    0: ("1250000000", -6),
    1: ("1010000000", -6),
    3: ("-301000000", -6),
    6: ("20", -6),
    10: ("0.25", 2),
    BIKES: (None, ABSENT),
    15: ("880000000", -6),
    16: ("Cloudy\x1b[2J, later\u202eteltneg", ABSENT),
}


def without(report: Report, row: int) -> Report:
    rows = range(len(report.columns))
    return evolve(report, columns=report.columns.where([other != row for other in rows]))


def later() -> Report:
    """Return the report with something of everything changed, and with cash by another name."""
    report = correct_report()
    columns = report.columns
    values, decimals = list(columns.value), array("i", columns.decimals)
    for row, (value, digits) in CHANGES.items():
        values[row], decimals[row] = value, digits
    cash = Acme.Cash.name
    names = [QName(NAMESPACE, "Funds") if n == cash else n for n in columns.concepts]
    columns = evolve(columns, value=values, decimals=decimals, concepts=names)
    notes = {id: note for id, note in report.notes.items() if id != "n2"}
    return without(evolve(report, columns=columns, notes=notes), EARNINGS)


def sides() -> tuple[Side, Side]:
    labels = tuple(
        evolve(label, text="Expenses of revenues") if label.text == "Costs of revenues" else label
        for label in Acme.taxonomy.labels
    )
    old = Side(without(correct_report(), PARTS), Acme.taxonomy)
    return old, Side(later(), evolve(Acme.taxonomy, labels=labels))


def compared(*, everything: bool = False, most: int | None = None) -> Compared:
    documents = "acme-2008.csv", "acme-2008-restated.csv"
    return Compared(documents, compare_sides(*sides()), most, everything)


def text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_every_kind_but_repetition_is_there() -> None:
    comparison = compared().comparison
    assert {kind for kind in Kind if not comparison.count(kind)} == {Kind.REPEATED}


def test_as_text(golden: Golden) -> None:
    golden("comparison.txt", text(comparison_lines(compared(everything=True), width=120)))


def test_the_first_of_each_kind(golden: Golden) -> None:
    golden("comparison_short.txt", text(comparison_lines(compared(most=1), width=120)))


def test_as_json(golden: Golden) -> None:
    document = comparison_json(compared())
    known = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(known).validate(json.loads(document))
    golden("comparison.json", document)


def test_as_a_page(golden: Golden) -> None:
    pytest.importorskip("jinja2", reason="needs the extra html")
    from finmodel.render.html.comparison import comparison_html

    page = comparison_html(compared(everything=True))
    # what it looks like is the style's own affair
    golden("comparison.html", page[page.index("<body>") :])
