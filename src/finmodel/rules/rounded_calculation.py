"""Totals that do not agree with their parts by the rules of XBRL 2.1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.column import Columns
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures
from finmodel.model.finding import Checked, Finding, Tally, Term, Verdict
from finmodel.model.wording import described
from finmodel.rules.calculation import Occurrence, occurrences, operation, stated_in, statement_of
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.mode import Calculations
from finmodel.rules.rounded_sum import RoundedSum, Run, TupleSums
from finmodel.rules.summation import Summation, summations
from finmodel.rules.total import add_up
from finmodel.taxonomy.network import SUMMATION_ITEM

INCONSISTENT_CALCULATION: Final = "fm:inconsistentCalculation"

_MOST_TERMS: Final = 20
"""Facts of one part that a finding shows; tuples may hold very many."""

Sum = tuple[Summation, RoundedSum]
_REMEDY: Final = (
    "Compare the total and its parts with their sources: a number is wrong, or a part is missing"
    " from the report or from the calculation."
)


@check(INCONSISTENT_CALCULATION)
def inconsistent_rounded_calculation(case: Case) -> Iterator[Outcome]:
    """A total is not what its parts, each rounded to its decimals, add up to by XBRL 2.1.

    Why: some programmes hold reports to the rules of XBRL 2.1, which are stricter than those of
    Calculations 1.1: a difference that rounding of the parts explains is inconsistent there.

    Tolerance: none. Every number is rounded to its decimals, or to the decimals that its precision
    amounts to, halves to the even digit; so is what the parts make, to the decimals of the total. A
    number of precision 0 makes its calculations inconsistent. A total in a tuple adds up what is
    inside the same tuple, however deep.

    Silent when: these rules were not asked for; the network is one of Calculations 1.1; the total,
    or every part, is not reported with the same context and unit; one of them is stated twice in
    one tuple; or the total has a formula, which its own check looks at.

    Example: 60 and 40 are printed under a total of 101.

    Reference: XBRL 2.1, sections 4.6.6, 4.6.7 and 5.2.5.2.
    """
    if case.calculations is not Calculations.XBRL_21:
        return
    counts: Counter[Verdict] = Counter()
    rows: list[int] = []
    touched: set[int] = set()
    for summation, found in rounded_sums(case, counts, rows):
        counts[found.verdict] += 1
        if found.verdict is not Verdict.NOT_EVALUATED:
            touched.update(found.rows)
        if found.verdict is Verdict.BROKEN:
            yield _finding(case, summation.role, found)
    exact, explained, broken, not_evaluated = (counts[verdict] for verdict in Verdict)
    yield Tally(exact, explained, broken, not_evaluated, [*rows, *touched])


def rounded_sums(case: Case, counts: Counter[Verdict], rows: list[int]) -> Iterator[Sum]:
    """Yield the sums that need a closer look; count the others, which are consistent."""
    columns = case.report.columns
    if columns.owner is not None:
        wanted = list(summations(case.taxonomy, (SUMMATION_ITEM,)))
        yield from TupleSums(columns, case.series, wanted)
        return
    for occurrence in occurrences(case, (SUMMATION_ITEM,)):
        _, total, parts = occurrence
        totals = add_up(total, parts, as_printed=True)
        counts[Verdict.EXACT] += totals.exact
        rows += totals.rows
        yield from _sums_at(columns, occurrence, totals.unclear)


def every_rounded_sum(case: Case) -> Iterator[Sum]:
    """Yield all sums of a report, each looked at closely."""
    columns = case.report.columns
    if columns.owner is not None:
        yield from rounded_sums(case, Counter(), [])
        return
    for occurrence in occurrences(case, (SUMMATION_ITEM,)):
        yield from _sums_at(columns, occurrence, occurrence[1].all_places)


def _sums_at(columns: Columns, occurrence: Occurrence, places: Iterable[int]) -> Iterator[Sum]:
    summation, total, parts = occurrence
    for place in places:
        claim = Run(columns, total.rows_at(place)).whole
        beside = [(weight, Run(columns, part.rows_at(place)).whole) for weight, part in parts]
        found = RoundedSum(columns, claim, [pair for pair in beside if pair[1].rows])
        if found.is_bound:
            yield summation, found


def checked(case: Case, role: str, found: RoundedSum) -> Checked:
    """Return a calculation in one place: its total and the parts beside it.

    What is expected is left out: it is not all that the total could be, as it is elsewhere.
    """
    report = case.report
    terms = [Term(Fact(report, found.total.rows[0]), "printed", is_claim=True)]
    for weight, part in found.parts:
        shown = part.rows[:_MOST_TERMS]
        terms += [Term(Fact(report, row), operation(weight)) for row in shown]
    text = statement_of(case, role)
    return Checked(INCONSISTENT_CALCULATION, role, text, found.verdict, tuple(terms))


def _finding(case: Case, role: str, found: RoundedSum) -> Finding:
    terms = checked(case, role, found).terms
    claim = terms[0].fact
    figures = Figures(case.taxonomy.is_ratio, [term.fact for term in terms])
    made, stated = (figures.number(claim, number) for number in (found.sum, found.total.sum))
    says = f"{described(claim, case.label)}: the parts{stated_in(case, role)} make {made}"
    if found.is_unknown:
        rest = f"and one of the numbers has precision 0, so {stated} cannot be confirmed"
    else:
        rest = f"with every number rounded to its decimals, not {stated}"
    return Finding(
        INCONSISTENT_CALCULATION,
        Severity.ERROR,
        f"{says} {rest}.",
        _REMEDY,
        rule=role,
        terms=terms,
    )
