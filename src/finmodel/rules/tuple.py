"""Tuples that are not what the taxonomy declares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.column import Columns
from finmodel.model.fact import Fact
from finmodel.model.finding import Finding, Term
from finmodel.model.tuple import Tuple
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.matching import misfit_words

WRONG_TUPLE: Final = "fm:wrongTuple"
TUPLE_CONTENT: Final = "fm:tupleContent"

_MOST_TERMS: Final = 3


@check(WRONG_TUPLE)
def wrong_tuple(case: Case) -> Iterator[Outcome]:
    """A tuple is of a concept that is none, that is a heading, or that may not be nil.

    Why: what has no context is read as a tuple; where the taxonomy says that it is an item, a fact
    has lost its context, and where it says nothing, nobody knows what belongs together.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that may define the concept.

    Example: revenues are reported without a context and without a value.

    Reference: XBRL 2.1, section 4.9.
    """
    if not case.has_taxonomy:
        return
    found: defaultdict[tuple[QName, str], list[Tuple]] = defaultdict(list)
    for one in case.report.columns.tuples:
        problem = _problem(case, one)
        if problem is not None:
            found[one.concept, problem].append(one)
    for (name, problem), tuples in found.items():
        remedy = "Give a fact its context, or correct the name of the tuple."
        yield _finding(case, WRONG_TUPLE, f"{case.label(name)} {problem}", remedy, tuples)


def _problem(case: Case, one: Tuple) -> str | None:
    concept = case.taxonomy.concepts.get(one.concept)
    if concept is None:
        is_unknown = not case.taxonomy.is_beyond(one.concept)
        return "names no context, and the taxonomy does not define it" if is_unknown else None
    if concept.kind is not Kind.TUPLE:
        return "is no tuple, and is reported without a context"
    if concept.abstract:
        return "is a heading, and is reported as a tuple"
    if one.is_nil and not concept.nillable:
        return "is nil, which it may not be"
    return None


@check(TUPLE_CONTENT)
def tuple_content(case: Case) -> Iterator[Outcome]:
    """A tuple holds something that it may not hold there, or lacks something.

    Why: what a tuple means is what stands in it, in the order and as often as the taxonomy says; a
    part that is missing or in the wrong place is not understood.

    Tolerance: none.

    Silent when: there is no taxonomy, it does not say what may be in the tuple, the tuple is nil,
    or there is more in it than can be compared in a short time.

    Example: a tuple of a director has a name, and not the salary that it must have.

    Reference: XBRL 2.1, section 4.9; XML Schema 1.0 part 1, section 3.9.
    """
    columns = case.report.columns
    found: defaultdict[tuple[QName, str], list[Tuple]] = defaultdict(list)
    for index, one in enumerate(columns.tuples):
        concept = case.taxonomy.concepts.get(one.concept)
        if concept is not None and not one.is_nil:
            misfit = _misfit(case, concept, _names_in(columns, index))
            if misfit is not None:
                found[one.concept, misfit].append(one)
    for (name, misfit), tuples in found.items():
        says = f"The tuple {case.label(name)} {misfit}"
        remedy = "Put in it what the taxonomy asks for, in its order."
        yield _finding(case, TUPLE_CONTENT, says, remedy, tuples)


def _names_in(columns: Columns, index: int) -> list[QName]:
    return [
        columns.concepts[columns.concept[child]] if child >= 0 else columns.tuples[~child].concept
        for child in columns.children(index)
    ]


def _misfit(case: Case, concept: Concept, names: list[QName]) -> str | None:
    """Return what does not fit in a tuple, in words that follow its name."""
    content = concept.content
    if content is None:
        return None
    return misfit_words(content.particle, names, case.taxonomy.substitutes, case.label)


def _finding(case: Case, code: str, says: str, remedy: str, tuples: list[Tuple]) -> Finding:
    count = f" ({len(tuples):,} tuples)" if len(tuples) > 1 else ""
    rows = (row for one in tuples for row in range(one.start, one.stop))
    terms = tuple(Term(Fact(case.report, row)) for row in islice(rows, _MOST_TERMS))
    return Finding(code, Severity.ERROR, f"{says}{count}.", remedy, terms=terms)
