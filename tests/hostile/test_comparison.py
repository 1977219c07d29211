"""Reports that are made to trouble whoever compares them, and whoever reads what became of them."""

from __future__ import annotations

import json
import re
from time import process_time

import pytest

from finmodel.comparison.comparison import Comparison
from finmodel.comparison.kind import Kind
from finmodel.model.column import EXACT
from finmodel.model.dimension import TypedMember
from finmodel.model.entity import Entity
from finmodel.render.comparison import Compared, comparison_lines
from finmodel.render.comparison_json import comparison_json
from tests.unit.comparison.statement import Statement, compared, kinds

ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
BAD = "<script>alert(1)</script>\x1b[2J\u202e=cmd()\r\n" + "x" * 100_000


def outputs(comparison: Comparison) -> list[str]:
    shown = Compared((BAD, "new"), comparison, everything=True)
    return ["\n".join(comparison_lines(shown, width=100)), comparison_json(shown)]


def hostile(value: str, version: int) -> Statement:
    made = Statement(Entity(f"urn:{BAD}:{version}", BAD), namespace=f"{BAD}/{version}")
    made.number("1", member=TypedMember(BAD)).number(BAD, of="Nonsense")
    return made.text(BAD + value)


def test_text_from_strangers_is_only_shown() -> None:
    comparison = compared(hostile("a", 1), hostile("b", 2))
    assert kinds(comparison) == {Kind.EQUAL: 2, Kind.REWORDED: 1}
    for text in outputs(comparison):
        assert ACTING.search(text) is None
    assert len(outputs(comparison)[0]) < 10_000


def test_the_page_has_no_markup_of_strangers() -> None:
    pytest.importorskip("jinja2", reason="needs the extra html")
    from finmodel.render.html.comparison import comparison_html

    comparison = compared(hostile("a", 1), hostile("b", 2))
    page = comparison_html(Compared((BAD, BAD), comparison, everything=True))
    assert "<script" not in page
    assert ACTING.search(page) is None


@pytest.mark.parametrize("value", ["1e390", "-1e-390", "9" * 399, "0." + "0" * 390 + "1"])
def test_numbers_of_very_many_digits(value: str) -> None:
    comparison = compared(Statement().number("7", 0), Statement().number(value, EXACT))
    for text in outputs(comparison):
        assert "7" in text
    assert json.loads(outputs(comparison)[1])["summary"]["equal"] == 0


def test_one_fact_that_is_stated_thousands_of_times() -> None:
    many, few = Statement(), Statement().number("3", 0)
    for number in range(3_000):
        many.number(str(7 * number), 0)
    start = process_time()
    comparison = compared(many, few)
    assert sum(map(comparison.count, Kind)) == 3_000
    assert process_time() - start < 5


def test_concepts_that_are_all_alike_have_no_other_name() -> None:
    old, new = Statement(), Statement()
    for number in range(1_000):
        for period in ("2023-01-01/2024-01-01", "2024-01-01/2025-01-01"):
            old.number("5", of=f"Old{number}", period=period)
            new.number("5", of=f"New{number}", period=period)
    start = process_time()
    assert kinds(compared(old, new)) == {Kind.REMOVED: 2_000, Kind.ADDED: 2_000}
    assert process_time() - start < 5
