"""Facts that are stated more than once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import zip_longest
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.duplicate import DuplicateKind, duplicate_kind
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures
from finmodel.model.finding import Checked, Finding, Tally, Term, Verdict
from finmodel.model.wording import described, shortened
from finmodel.numeric import Interval, NumberError
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.mode import AllowedDuplicates
from finmodel.rules.series import Series

INCONSISTENT: Final = "fm:inconsistentDuplicate"

_MOST_SHOWN: Final = 40
_MOST_STATEMENTS: Final = 6
_BEFORE: Final = 20
_LONGEST_EXCERPT: Final = 60


@check(INCONSISTENT)
def inconsistent_duplicate(case: Case) -> Iterator[Outcome]:
    """One fact is stated more than once, with values that contradict each other.

    Why: the same item, for the same period, entity, unit and part, has one value; where a report
    states two, one of them is wrong, and each reader takes another.

    Tolerance: none. Numbers of different precision agree if some value could have been rounded to
    all of them; numbers of the same precision must be equal. A number that is stated more than
    once counts as a relation: exact where each statement is the most precise one, or that one
    rounded, explained by rounding otherwise. Texts that differ are a warning; dates, names of
    choices and other values that can only be right or wrong are an error.

    Silent when: all statements agree, or all duplicates were said to be allowed.

    Example: revenues are JPY 1,618 million in the income statement and JPY 1,681 million in a note.

    Reference: OIM 1.0, duplicate facts.
    """
    if case.duplicates is AllowedDuplicates.ALL:
        return
    counts: Counter[Verdict] = Counter()
    touched: list[int] = []
    for facts in repeated(case):
        if _are_numbers(facts):
            touched += (fact.row for fact in facts)
            verdict = _verdict(case, facts)
            counts[verdict] += 1
            if verdict is Verdict.BROKEN:
                yield _numbers(case, facts)
        elif _contradict(case, facts):
            yield _words(case, facts)
    exact, explained, broken, not_evaluated = (counts[verdict] for verdict in Verdict)
    yield Tally(exact, explained, broken, not_evaluated, touched)


_REMEDY: Final = "Find out which statement is right, and correct or remove the others."


def repeated(case: Case) -> Iterator[list[Fact]]:
    """Yield the facts that state one thing, where there are several."""
    for series in case.series:
        for rows in _repeated(series):
            yield [Fact(case.report, row) for row in rows]


def checked_duplicates(case: Case) -> Iterator[Checked]:
    """Yield each number that is stated more than once, and whether the statements agree."""
    if case.duplicates is AllowedDuplicates.ALL:
        return
    for facts in filter(_are_numbers, repeated(case)):
        verdict, text = _verdict(case, facts), "stated more than once"
        yield Checked(INCONSISTENT, "", text, verdict, _stated(facts), *_intervals(facts))


def _contradict(case: Case, facts: Sequence[Fact]) -> bool:
    rows = [fact.row for fact in facts]
    return duplicate_kind(case.report, rows, case.value_form) is DuplicateKind.INCONSISTENT


def _verdict(case: Case, facts: Sequence[Fact]) -> Verdict:
    """Return what becomes of numbers that state one thing."""
    if _contradict(case, facts):
        return Verdict.BROKEN
    return Verdict.EXACT if _are_rounded(facts) else Verdict.EXPLAINED


def _intervals(facts: Sequence[Fact]) -> tuple[Interval, Interval]:
    """Return what all but the first number can be, together, and what the first stands for."""
    first, *others = (fact.interval for fact in facts)
    return reduce(Interval.__or__, others), first


def _repeated(series: Series) -> Iterator[tuple[int, ...]]:
    """Yield the rows that share a dimension set, where there are several."""
    if not series.has_duplicates:
        return
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row, place in zip(series.rows, series.dimensions, strict=True):
        found[place].append(row)
    yield from (tuple(rows) for rows in found.values() if len(rows) > 1)


def _are_numbers(facts: Iterable[Fact]) -> bool:
    try:
        return all(isinstance(fact.value, Decimal) for fact in facts)
    except NumberError:
        return False


def _are_rounded(facts: Sequence[Fact]) -> bool:
    """Tell whether the most precise number is inside what each of the others stands for."""
    finest = min(facts, key=lambda fact: fact.interval.width or Fraction(0))
    return all(finest.number in fact.interval for fact in facts)


def _words(case: Case, facts: Sequence[Fact]) -> Finding:
    figures = Figures(case.taxonomy.is_ratio, facts)
    shown = dict.fromkeys(map(figures.value, facts))
    texts = dict.fromkeys(fact.text or "" for fact in facts)
    if len(shown) < len(texts):
        shown = dict.fromkeys(_apart(texts))
    concept = case.taxonomy.concepts.get(facts[0].concept)
    is_text = concept is None or concept.data_type.is_text
    harmless = is_text and not any(fact.is_nil for fact in facts)
    severity = Severity.WARNING if harmless else Severity.ERROR
    message = f"{described(facts[0], case.label)}, is stated as {_joined(shown)}."
    return Finding(INCONSISTENT, severity, message, _REMEDY, terms=_terms(facts))


def _apart(texts: Collection[str]) -> Iterator[str]:
    """Yield texts that begin alike from shortly before they differ."""
    signs = enumerate(zip_longest(*texts))
    differ = next((place for place, some in signs if len(set(some)) > 1), 0)
    start = max(differ - _BEFORE, 0)
    cut = "…" if start else ""
    yield from (f"“{cut}{shortened(text[start:], _LONGEST_EXCERPT)}”" for text in texts)


def _numbers(case: Case, facts: Sequence[Fact]) -> Finding:
    first = facts[0]
    distinct = sorted({fact.number for fact in facts})
    difference = distinct[-1] - distinct[0]
    expected, reported = _intervals(facts)
    figures = Figures(case.taxonomy.is_ratio, facts)
    amounts = dict.fromkeys(map(figures.value, facts))
    message = f"{described(first, case.label)}, is stated as {_joined(amounts)}: "
    message += f"they differ by {figures.difference(first, Fraction(difference))}, "
    message += "which rounding cannot explain."
    return Finding(
        INCONSISTENT,
        Severity.ERROR,
        message,
        _REMEDY,
        terms=_terms(facts),
        expected=expected,
        reported=reported,
    )


def _joined(statements: Iterable[str]) -> str:
    chosen = list(statements)
    more = len(chosen) - _MOST_STATEMENTS
    text = " and as ".join(chosen[:_MOST_STATEMENTS])
    return f"{text} and in {more:,} more ways" if more > 0 else text


def _terms(facts: Sequence[Fact]) -> tuple[Term, ...]:
    """Return the facts that state the first few of the different values."""
    distinct: dict[tuple[str | None, int | None], Fact] = {}
    for fact in facts:
        distinct.setdefault((fact.text, fact.decimals), fact)
    return _stated([*distinct.values()][:_MOST_STATEMENTS])


def _stated(facts: Iterable[Fact]) -> tuple[Term, ...]:
    return tuple(Term(fact, "stated", number == 0) for number, fact in enumerate(facts))
