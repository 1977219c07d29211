"""Facts that have a language and are no text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.model.column import NONE
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import by_cause, summary
from finmodel.taxonomy.concept import Concept

MISPLACED_LANGUAGE: Final = "oime:misplacedLanguageDimension"


@check(MISPLACED_LANGUAGE)
def misplaced_language_dimension(case: Case) -> Iterator[Outcome]:
    """A fact that is no text has a language.

    Why: numbers, dates, codes and names of members are the same in every language; a language on
    them makes two facts out of one.

    Tolerance: none.

    Silent when: there is no taxonomy, or it does not define the concept.

    Example: a date of incorporation is reported in English.

    Reference: OIM 1.0, language core dimension.
    """

    def cause(series: Series) -> Concept | None:
        concept = case.concept_of(series)
        is_wrong = concept and series.language != NONE and not concept.data_type.is_text
        return concept if is_wrong else None

    for concept, rows in by_cause(case.series, cause):
        says = f"{case.label(concept.name)} is no text but is reported with a language"
        yield summary(case, MISPLACED_LANGUAGE, rows, says, "Leave the language out.")
