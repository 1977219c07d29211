"""Numbers of instances that do not say how precise they are, and nil facts whose type says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from finmodel.model.column import ABSENT, NONE
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import by_fault, summary
from finmodel.taxonomy.concept import Concept

MISSING_DECIMALS: Final = "fm:missingDecimals"
DECIMALS_OF_NIL: Final = "fm:decimalsOfNil"

_ACCURACY: Final = (QName("", "decimals"), QName("", "precision"))


@check(MISSING_DECIMALS)
def missing_decimals(case: Case) -> Iterator[Outcome]:
    """A number in an instance does not say how precise it is, or in which unit it is given.

    Why: whether numbers that belong together agree depends on how they were rounded; one that does
    not say is taken to be exact, and its sums seem wrong.

    Tolerance: none.

    Silent when: the type of the concept has decimals by default, the fact is nil, or the report is
    in JSON or CSV, where a number without decimals is exact.

    Example: revenues are 1618000000, without decimals.

    Reference: XBRL 2.1, sections 4.6.2 and 4.6.3.
    """
    if case.report.is_oim:
        return
    columns = case.report.columns
    for name, rows in _without_decimals(case).items():
        lacking = "how precise it is"
        if all(columns.unit[row] == NONE for row in rows):
            lacking += ", or in which unit it is given"
        says = f"{case.label(name)} is reported without saying {lacking}"
        remedy = "Give the unit and the decimals: digits after the point (negative before it)."
        yield summary(case, MISSING_DECIMALS, rows, says, remedy)


def _without_decimals(case: Case) -> dict[QName, list[int]]:
    names = case.report.columns.concepts
    found: defaultdict[QName, list[int]] = defaultdict(list)
    for series in case.series:
        concept = case.concept_of(series)
        is_number = series.unit != NONE if concept is None else concept.is_quantity
        if is_number and ABSENT in series.precisions:
            found[names[series.concept]] += series.rows_where(
                [
                    digits == ABSENT and text is not None
                    for digits, text in zip(series.decimals, series.texts, strict=True)
                ]
            )
    return {name: rows for name, rows in found.items() if rows}


@check(DECIMALS_OF_NIL)
def decimals_of_nil(case: Case) -> Iterator[Outcome]:
    """A fact is nil, and the type of its concept gives it decimals all the same.

    Why: a fact without a value cannot say how precise it is; where a type has decimals by default,
    its facts cannot be nil.

    Tolerance: none.

    Silent when: there is no taxonomy, or the type has neither decimals nor precision by default.

    Example: a ratio is nil, and its type fixes its decimals at 4.

    Reference: XBRL 2.1, section 4.6.3; XML Schema 1.0 part 1, attribute defaults.
    """
    for name, rows in by_fault(case, _nil_with_default):
        says = f"{case.label(name)} is nil, but its type says how precise it is"
        remedy = "Give the value, or let the type not fix its decimals."
        yield summary(case, DECIMALS_OF_NIL, rows, says, remedy)


def _nil_with_default(concept: Concept, series: Series) -> Iterator[tuple[QName, int]]:
    uses = concept.content.attributes if concept.content else ()
    given = [use for use in uses if use.name in _ACCURACY and (use.default or use.fixed)]
    if given and series.has_nil:
        for row, text in zip(series.rows, series.texts, strict=True):
            if text is None:
                yield concept.name, row
