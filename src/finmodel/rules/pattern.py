"""Values that a pattern of their data type was not held against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import by_fault, summary
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.lexical import unchecked_pattern

UNCHECKED_PATTERN: Final = "fm:uncheckedPattern"

_MOST_SHOWN: Final = 60


@check(UNCHECKED_PATTERN, Severity.WARNING)
def unchecked_patterns(case: Case) -> Iterator[Outcome]:
    """A value was not compared with a pattern of its data type.

    Why: a pattern that a long value would keep busy for too long excludes nothing; that no finding
    speaks of the value does not mean that it is right.

    Tolerance: none.

    Silent when: there is no taxonomy, it does not define the concept, or the fact is nil; or the
    pattern is not understood at all, which `fm:unsupportedFacet` and `fm:invalidSchema` say of the
    type.

    Example: a text of 6,000 characters is to have the form “.{0,7000}”.

    Reference: finmodel's own limit; XML Schema 1.0 part 2, pattern.
    """
    for (type_name, pattern), rows in by_fault(case, _unchecked):
        shown = pattern if len(pattern) <= _MOST_SHOWN else f"{pattern[:_MOST_SHOWN]}…"
        says = f"Of values of the type {type_name.local_name} the form “{shown}” is not checked"
        remedy = "Check these values by other means, or bound their length with a maxLength."
        yield summary(case, UNCHECKED_PATTERN, rows, says, remedy, Severity.WARNING)


def _unchecked(concept: Concept, series: Series) -> Iterator[tuple[tuple[QName, str], int]]:
    data_type = concept.data_type
    if not data_type.union and not any(facets.patterns for facets in data_type.facets):
        return
    texts = series.texts
    found = {text: unchecked_pattern(data_type, text) for text in set(texts) if text is not None}
    if any(found.values()):
        for row, text in zip(series.rows, texts, strict=True):
            pattern = None if text is None else found[text]
            if pattern is not None:
                yield (data_type.name, pattern), row
