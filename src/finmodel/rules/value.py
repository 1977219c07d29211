"""Facts whose value does not suit the data type of their concept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.numeric import MAX_DIGITS, NumberError, parse_decimal
from finmodel.qname import XS, QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import by_fault, summary
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import item_type
from finmodel.taxonomy.lexical import admits, admits_all_texts, find_problem

VALUE_NOT_OF_TYPE: Final = "fm:valueNotOfType"
NIL_NOT_ALLOWED: Final = "fm:nilNotAllowed"
TOO_MANY_DIGITS: Final = "fm:tooManyDigits"

_MOST_SHOWN: Final = 60
_DOUBLE: Final = item_type(QName(XS, "double"))


@check(VALUE_NOT_OF_TYPE)
def value_not_of_type(case: Case) -> Iterator[Outcome]:
    """A value is not written as the data type of its concept asks, or is outside its range.

    Why: a number with thousands separators, a date in another order or a code that is not on the
    list is read as something else by the next program, or not at all.

    Tolerance: none; white space around a value that is no plain string does not count.

    Silent when: there is no taxonomy, it does not define the concept, or the fact is nil. A facet
    that is written in a way finmodel does not understand excludes nothing.

    Example: net income is reported as "1,618" and not as "1618".

    Reference: XML Schema 1.0 part 2; OIM 1.0, fact value.
    """
    for (name, text, problem), rows in by_fault(case, _ill_typed):
        shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
        says = f"{case.label(name)} is reported as “{shown}”, which {problem}"
        yield summary(case, VALUE_NOT_OF_TYPE, rows, says, "Correct the value or the concept.")


def _ill_typed(concept: Concept, series: Series) -> Iterator[tuple[tuple[QName, str, str], int]]:
    data_type = concept.data_type
    if admits_all_texts(data_type):
        return
    numbers = series.exact_numbers if data_type.is_decimal else None
    if numbers is not None and admits(data_type, numbers):
        return
    texts = series.texts
    problems = {text: find_problem(data_type, text) for text in set(texts) if text is not None}
    if any(problems.values()):
        for row, text in zip(series.rows, texts, strict=True):
            problem = None if text is None else problems[text]
            if text is not None and problem is not None:
                yield (concept.name, text, problem), row


@check(NIL_NOT_ALLOWED)
def nil_not_allowed(case: Case) -> Iterator[Outcome]:
    """A fact is nil, which its concept does not allow.

    Why: the taxonomy says that the item is reported with a value or not at all.

    Tolerance: none.

    Silent when: there is no taxonomy, or it does not define the concept.

    Example: the name of the entity is reported as nil.

    Reference: XBRL 2.1, section 4.6; XML Schema 1.0 part 1, nillable elements.
    """
    for name, rows in by_fault(case, _forbidden_nils):
        says = f"{case.label(name)} is reported without a value, as nil, which it may not be"
        yield summary(case, NIL_NOT_ALLOWED, rows, says, "Give the value, or leave the fact out.")


def _forbidden_nils(concept: Concept, series: Series) -> Iterator[tuple[QName, int]]:
    if not concept.nillable and series.has_nil:
        for row, text in zip(series.rows, series.texts, strict=True):
            if text is None:
                yield concept.name, row


@check(TOO_MANY_DIGITS)
def too_many_digits(case: Case) -> Iterator[Outcome]:
    """A number has so many digits that finmodel does not compute with it.

    Why: no amount needs hundreds of digits; such a number is a mistake, or an attempt to keep
    programs busy.

    Tolerance: 400 digits, with the exponent written out.

    Silent when: there is no taxonomy, or it does not define the concept.

    Example: a count of employees is reported as 1E999999.

    Reference: finmodel's own limit; no specification sets one.
    """
    for name, rows in by_fault(case, _absurd):
        says = f"{case.label(name)} has over {MAX_DIGITS} digits"
        yield summary(case, TOO_MANY_DIGITS, rows, says, "Correct the number.")


def _absurd(concept: Concept, series: Series) -> Iterator[tuple[QName, int]]:
    if not concept.is_numeric or series.exact_numbers is not None:
        return
    for row, text in zip(series.rows, series.texts, strict=True):
        if text is not None and _has_too_many_digits(text):
            yield concept.name, row


def _has_too_many_digits(text: str) -> bool:
    if find_problem(_DOUBLE, text) is not None or text.strip() in ("INF", "-INF", "NaN"):
        return False  # it is no number, which is another finding
    try:
        parse_decimal(text.strip())
    except NumberError:
        return True
    return False
