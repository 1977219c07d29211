"""Facts of concepts that cannot have any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from finmodel.model.finding import Finding
from finmodel.model.wording import listed
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import by_cause, summary
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.datatype import DataType

UNKNOWN_CONCEPT: Final = "oime:unknownConcept"
ABSTRACT_CONCEPT: Final = "oime:valueForAbstractConcept"
UNSUPPORTED_TYPE: Final = "oime:unsupportedConceptDataType"

_MOST_GUESSES: Final = 20  # looking for similar names is slow, and after a few it helps nobody


@check(UNKNOWN_CONCEPT)
def unknown_concept(case: Case) -> Iterator[Outcome]:
    """A fact is of a concept that the taxonomy does not define.

    Why: without its definition nobody can say what the fact means or check it; mostly the name is
    misspelt, or the report names another version of the taxonomy than it uses.

    Tolerance: none.

    Silent when: there is no taxonomy to check against, or a part of it is missing that may define
    the concept. A namespace in which the taxonomy defines nothing at all is said once, not concept
    by concept.

    Example: iij:Revenus is reported, but the taxonomy has only iij:Revenues.

    Reference: OIM 1.0, concept core dimension.
    """
    if not case.has_taxonomy:
        return
    taxonomy = case.taxonomy
    foreign: defaultdict[str, dict[QName, list[int]]] = defaultdict(dict)
    guesses = 0
    unknown = [
        (name, rows)
        for name, rows in _rows_by_concept(case, lambda concept: concept is None)
        if not taxonomy.is_beyond(name)
    ]
    # most reports have none, and need no look at all concepts
    defined = {name.namespace for name in taxonomy.concepts} if unknown else set()
    for name, rows in unknown:
        if name.namespace not in defined:
            foreign[name.namespace][name] = rows
            continue
        guesses += 1
        similar = _similar(case, name) if guesses <= _MOST_GUESSES else []
        says = f"The taxonomy does not define {case.name(name)}"
        remedy = (
            f"Did you mean {listed(similar, conjunction='or')}?" if similar else _ADD_OR_CORRECT
        )
        yield summary(case, UNKNOWN_CONCEPT, rows, says, remedy)
    for namespace, by_name in foreign.items():
        yield _foreign(case, namespace, by_name)


_ADD_OR_CORRECT: Final = "Correct the name, or define it in the taxonomy."


def _similar(case: Case, name: QName) -> list[str]:
    """Return the defined concepts whose names look like one that is not."""
    from difflib import get_close_matches

    names = {
        concept.local_name: concept
        for concept in case.taxonomy.concepts
        if concept.namespace == name.namespace
    }
    close = get_close_matches(name.local_name, names, n=3, cutoff=0.8)
    return [case.name(names[local_name]) for local_name in close]


def _foreign(case: Case, namespace: str, by_name: Mapping[QName, Sequence[int]]) -> Finding:
    names = listed(sorted(map(case.name, by_name)))
    says = f"The taxonomy defines nothing in the namespace {namespace} of {names}"
    local_names = {name.local_name for name in by_name}
    elsewhere = {n.namespace for n in case.taxonomy.concepts if n.local_name in local_names}
    remedy = "Add the taxonomy that defines the namespace, or correct the namespace."
    if elsewhere:
        remedy = f"{remedy} The same names are defined in {listed(sorted(elsewhere))}."
    rows = [row for found in by_name.values() for row in found]
    return summary(case, UNKNOWN_CONCEPT, rows, says, remedy)


@check(ABSTRACT_CONCEPT)
def value_for_abstract_concept(case: Case) -> Iterator[Outcome]:
    """A fact is of a concept that only groups others and cannot have a value.

    Why: headings, dimensions, hypercubes and domain heads of a taxonomy are abstract; a value put
    there is read by nobody.

    Tolerance: none.

    Silent when: there is no taxonomy, or it does not define the concept.

    Example: a value is reported for the heading "Assets [abstract]" and not for "Total assets".

    Reference: OIM 1.0, concept core dimension; XBRL 2.1, section 5.1.1.
    """
    for name, rows in _rows_by_concept(
        case, lambda concept: concept is not None and concept.abstract
    ):
        says = f"{case.label(name)} ({case.name(name)}) is a heading and cannot have a value"
        remedy = "Report the line item that the value belongs to; the heading has none of its own."
        yield summary(case, ABSTRACT_CONCEPT, rows, says, remedy)


@check(UNSUPPORTED_TYPE)
def unsupported_concept_data_type(case: Case) -> Iterator[Outcome]:
    """A fact is of a concept whose data type the Open Information Model does not have.

    Why: tuples, fractions and texts whose prefixes are bound outside them cannot be carried from
    one format to another.

    Tolerance: none.

    Silent when: there is no taxonomy, it does not define the concept, or the concept is abstract.
    In an instance of XBRL 2.1, which has such types, only a tuple that is reported like an item is
    an error.

    Example: a concept of the type xbrli:fractionItemType, one third as numerator and denominator.

    Reference: OIM 1.0, concept core dimension, unsupported data types.
    """
    is_wrong = _is_unsupported if case.report.is_oim else _is_no_item
    for name, rows in _rows_by_concept(case, is_wrong):
        data_type = case.taxonomy.concepts[name].data_type.name.local_name
        says = f"{case.label(name)} ({case.name(name)}) has the unsupported type {data_type}"
        remedy = "Report a concept with a simple type instead."
        yield summary(case, UNSUPPORTED_TYPE, rows, says, remedy)


def _is_unsupported(concept: Concept | None) -> bool:
    if concept is None or concept.abstract or concept.kind in (Kind.DIMENSION, Kind.HYPERCUBE):
        return False
    return not concept.is_reportable or _has_prefixed_content(concept.data_type)


def _is_no_item(concept: Concept | None) -> bool:
    return concept is not None and not concept.abstract and concept.kind is Kind.TUPLE


def _has_prefixed_content(data_type: DataType) -> bool:
    """Tell whether values carry prefixes bound elsewhere; SQNames are bound by the report."""
    names = {name.local_name for name in (data_type.name, *data_type.ancestors)}
    return "prefixedContentItemType" in names and not names & {"SQNameItemType", "SQNamesItemType"}


def _rows_by_concept(
    case: Case, is_wrong: Callable[[Concept | None], bool]
) -> Iterator[tuple[QName, list[int]]]:
    """Yield the concepts that are wrong, with the rows of their facts."""
    names = case.report.columns.concepts

    def cause(series: Series) -> QName | None:
        return names[series.concept] if is_wrong(case.concept_of(series)) else None

    return by_cause(case.series, cause)
