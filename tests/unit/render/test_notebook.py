"""What notebooks show of reports, facts, results, proofs, diagnoses and comparisons."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from attrs import evolve

import finmodel as fm
from finmodel.display import Displayed
from finmodel.numeric import Interval
from finmodel.proof.explanation import Alternatives, Correction, Diagnosis, Explanation, Rank
from finmodel.proof.slip import Slip, SlipKind
from finmodel.render.notebook import MOST_ROWS, drawn
from tests.golden.acme import Acme, correct_report, report

HOSTILE = "<script>alert(1)</script>\x1b[2J\u202e"


def shown(thing: object) -> str:
    assert isinstance(thing, Displayed)
    return thing._repr_html_()


class Tags(HTMLParser):
    """Collects tags, and fails where one is not closed as it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= {"style"}
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def things() -> list[object]:
    made = report()
    return [
        made,
        made.facts,
        fm.validate(made, taxonomy=Acme.taxonomy, rules=()),
        fm.prove(made, taxonomy=Acme.taxonomy, rules=()),
        fm.diagnose(made, taxonomy=Acme.taxonomy, rules=()),
        fm.compare(made, correct_report(), taxonomy=Acme.taxonomy),
    ]


@pytest.mark.parametrize("thing", things(), ids=lambda thing: type(thing).__name__)
def test_a_thing_is_shown_by_tags_that_do_nothing(thing: object) -> None:
    tags = Tags()
    tags.feed(shown(thing))
    assert tags.open == []
    assert tags.seen <= {"div", "p", "b", "table", "thead", "tbody", "tr", "th", "td", "bdi"}
    assert "table" in tags.seen


def test_the_first_facts_are_shown_and_the_others_counted() -> None:
    html = shown(report())
    assert html.count("<tr>") == 1 + MOST_ROWS
    assert "… and 7 more facts" in html
    assert "USD 1,200 million" in html


def test_few_facts_are_all_shown() -> None:
    html = shown(report().facts[:3])
    assert html.count("<tr>") == 1 + 3
    assert "more" not in html


def test_no_facts_are_no_table() -> None:
    assert "<table" not in shown(report().facts[:0])


def test_hostile_text_is_only_shown() -> None:
    columns = report().columns
    values = [HOSTILE if value and "Cloudy" in value else value for value in columns.value]
    made = evolve(report(), columns=evolve(columns, value=values), document=HOSTILE)
    assert "&lt;script&gt;" in shown(made)
    for html in (shown(made), shown(made.facts[-1:]), shown(fm.compare(report(), made))):
        assert "<script" not in html
        assert "alert(1)" in html
        assert not re.search("[\x00-\x1f\u202e]", html)


def test_long_texts_are_cut() -> None:
    made = evolve(report(), document="x" * 100_000)
    assert len(shown(made)) < 10_000


def test_a_finding_has_its_code_and_message() -> None:
    html = shown(fm.validate(report(), taxonomy=Acme.taxonomy, rules=()))
    assert "INVALID" in html
    assert "fm:totalMismatch" in html


def test_a_number_that_is_rounded_more_than_it_says_stands_for_a_range() -> None:
    fact = report().facts[0]
    slip = Slip(SlipKind.COARSER, Decimal(1_200_000_000), Decimal(1_200_000_000), -8)
    found = Correction(
        0, fact, Interval.everything(), False, None, (slip,), slip, Decimal(1_200_000_000), -8
    )
    explanation = Explanation((found,), Rank(1, Fraction(1), Fraction(1)))
    html = shown(Diagnosis((Alternatives((frozenset({0}),), (explanation,), True),)))
    assert "USD 1,150 … 1,250 million" in html
    assert "rounded more than it says" in html


def test_what_cannot_be_shown_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="Interval"):
        drawn(Interval.point(0))


def test_ipython_takes_what_is_shown() -> None:
    formatters = pytest.importorskip("IPython.core.formatters", reason="needs ipython")

    content, _ = formatters.DisplayFormatter().format(report())
    assert content["text/html"] == shown(report())
    assert content["text/plain"].startswith("<Report")
