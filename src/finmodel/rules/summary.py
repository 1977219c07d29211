"""One finding for many facts that are wrong for the same reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from heapq import nsmallest
from typing import Final, TypeVar

from finmodel.diagnostic import Severity
from finmodel.model.fact import Fact
from finmodel.model.finding import Finding, Term
from finmodel.rules.case import Case
from finmodel.rules.series import Series
from finmodel.taxonomy.concept import Concept

K = TypeVar("K", bound=Hashable)

_MOST_TERMS: Final = 3


def summary(
    case: Case,
    code: str,
    rows: Collection[int],
    says: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Return a finding that says a thing once, with the number of facts and the first of them."""
    count = f" ({len(rows):,} facts)" if len(rows) > 1 else ""
    terms = tuple(Term(Fact(case.report, row)) for row in nsmallest(_MOST_TERMS, rows))
    return Finding(code, severity, f"{says}{count}.", remedy, terms=terms)


def by_cause(
    series: Iterable[Series], cause: Callable[[Series], K | None]
) -> Iterator[tuple[K, list[int]]]:
    """Yield every cause that whole series have, with the rows of all their facts."""
    found: defaultdict[K, list[int]] = defaultdict(list)
    for one in series:
        key = cause(one)
        if key is not None:
            found[key] += one.rows
    yield from found.items()


def by_fault(
    case: Case, faults: Callable[[Concept, Series], Iterable[tuple[K, int]]]
) -> Iterator[tuple[K, list[int]]]:
    """Yield every fault that single facts of known concepts have, with all its rows.

    `faults` yields the fault and the row of each fact of a series that has one.
    """
    found: defaultdict[K, list[int]] = defaultdict(list)
    for series in case.series:
        concept = case.concept_of(series)
        if concept is not None:
            for fault, row in faults(concept, series):
                found[fault].append(row)
    yield from found.items()
