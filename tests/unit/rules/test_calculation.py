"""Calculations over generated reports: columns and exact intervals come to the same verdicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.duplicate import DuplicateKind, duplicate_kind
from finmodel.model.finding import Finding, Tally
from finmodel.model.period import Instant
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Interval, Rounding, quantum
from finmodel.rules.calculation import inconsistent_calculation
from finmodel.rules.case import Case
from tests.unit.rules.sheet import make_taxonomy, name

TAXONOMY = make_taxonomy(
    concepts="\n".join(f"{concept} monetary instant" for concept in "TUABC"),
    networks=["T = A + B - C", "U = A + 0.5 C"],
)
SUMS = {"T": {"A": "1", "B": "1", "C": "-1"}, "U": {"A": "1", "C": "0.5"}}
YEN = Unit.currency("JPY")
PLACES = [DimensionSet(None, Instant(f"20{year:02}-01-01")) for year in range(4)]

Row = tuple[str, int, str | None, int]
"""Concept, place, value and decimals."""

decimals = st.sampled_from([-2, -1, 0, 0, 0, 1, EXACT])


@st.composite
def _rows(draw: st.DrawFn) -> Row:
    digits = draw(decimals)
    concept, place = draw(st.sampled_from("TUABC")), draw(st.integers(0, len(PLACES) - 1))
    units = draw(st.integers(-30, 30))
    if draw(st.integers(0, 19)) == 0:
        return concept, place, None, ABSENT
    value = Decimal(units).scaleb(-digits if digits != EXACT else 0)
    if draw(st.integers(0, 19)) == 0:
        value += Decimal("0.01")
    return concept, place, f"{value:f}", digits


reports = st.lists(_rows(), max_size=24)


def _report(rows: Sequence[Row], *, truncated: bool = False) -> Report:
    builder = ColumnBuilder()
    for concept, place, value, digits in rows:
        builder.add(name(concept), PLACES[place], value, unit=YEN, decimals=digits)
    mode = Rounding.TRUNCATED if truncated else Rounding.NEAREST
    return Report((), builder.columns()).with_rounding({name(c): mode for c in "TUABC"})


def _verdicts(rows: Sequence[Row], *, truncated: bool = False) -> tuple[Counter[str], list[str]]:
    """Return the tally, and the totals that are found broken with their place."""
    report = _report(rows, truncated=truncated)
    counts: Counter[str] = Counter()
    broken = []
    for outcome in inconsistent_calculation(Case(report, TAXONOMY)):
        if isinstance(outcome, Tally):
            counts += Counter(
                exact=outcome.exact,
                explained=outcome.explained,
                broken=outcome.broken,
                stopped=outcome.not_evaluated,
            )
        elif isinstance(outcome, Finding) and outcome.rule and "inconsistent" in outcome.code:
            broken.append(f"{outcome.facts[0].concept.local_name} {outcome.facts[0].period}")
    return counts, sorted(broken)


def _oracle(rows: Sequence[Row], *, truncated: bool) -> Counter[str]:
    """Return the verdicts by the definition, one binding after the other."""
    report = _report(rows, truncated=truncated)
    cells: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for row, (concept, place, value, _) in enumerate(rows):
        if value is not None:
            cells[concept, place].append(row)
    nils = {(c, p) for c, p, value, _ in rows if value is None}
    counts: Counter[str] = Counter()
    for total, parts in SUMS.items():
        for place in range(len(PLACES)):
            present = {part: cells[part, place] for part in parts if cells[part, place]}
            if cells[total, place] and present:
                groups = {total: cells[total, place], **present}
                half_nil = any((concept, place) in nils for concept in groups)
                counts[_verdict(report, groups, parts, half_nil=half_nil)] += 1
    return counts


def _verdict(
    report: Report, groups: dict[str, list[int]], parts: dict[str, str], *, half_nil: bool
) -> str:
    intervals, finest = {}, {}
    for concept, rows in groups.items():
        facts = [report.facts[row] for row in rows]
        for fact in facts:
            if fact.decimals is not None and Fraction(fact.number) % quantum(fact.decimals):
                return "stopped"
        if duplicate_kind(report, rows) is DuplicateKind.INCONSISTENT:
            return "stopped"
        common = Interval.everything()
        for fact in facts:
            common &= fact.interval
        intervals[concept] = common
        precise = max(facts, key=lambda f: 99 if f.decimals is None else f.decimals)
        finest[concept] = Fraction(precise.number)
    if half_nil:
        return "stopped"
    total, *others = groups
    allowed, printed = Interval.point(0), Fraction(0)
    for part in others:
        allowed += intervals[part].scaled(Fraction(parts[part]))
        printed += finest[part] * Fraction(parts[part])
    if not allowed.meets(intervals[total]):
        return "broken"
    return "exact" if printed in intervals[total] else "explained"


@given(reports, st.booleans())
def test_columns_agree_with_the_definition(rows: list[Row], truncated: bool) -> None:
    assert _verdicts(rows, truncated=truncated)[0] == _oracle(rows, truncated=truncated)


@given(reports, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(rows: list[Row], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _verdicts(shuffled) == _verdicts(rows)


@given(reports, st.integers(0, 23))
def test_a_complete_duplicate_changes_no_verdict(rows: list[Row], index: int) -> None:
    assert _verdicts([*rows, *rows[index : index + 1]]) == _verdicts(rows)


@given(reports, st.sampled_from([-3, 1, 6]), st.booleans())
def test_scaling_keeps_the_verdicts(rows: list[Row], power: int, truncated: bool) -> None:
    def scaled(row: Row) -> Row:
        concept, place, value, digits = row
        value = None if value is None else f"{Decimal(value).scaleb(power):f}"
        return concept, place, value, digits if digits in (EXACT, ABSENT) else digits - power

    expected = _verdicts(rows, truncated=truncated)
    assert _verdicts(list(map(scaled, rows)), truncated=truncated) == expected


@settings(max_examples=50)
@given(reports)
def test_a_total_with_a_formula_is_left_to_its_own_check(rows: list[Row]) -> None:
    concepts = dict(TAXONOMY.concepts)
    for total in SUMS:
        concepts[name(total)] = evolve(concepts[name(total)], formula="A + B")
    case = Case(_report(rows), evolve(TAXONOMY, concepts=concepts))
    (tally,) = inconsistent_calculation(case)
    assert isinstance(tally, Tally)
    assert tally.evaluated == tally.not_evaluated == 0
