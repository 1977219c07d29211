"""Facts with dimensions, members or values that the taxonomy does not define."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.model.wording import listed
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.member import (
    DEFAULT_USED,
    ILLEGAL_CONTENT,
    INVALID_VALUE,
    NOT_EXPLICIT,
    NOT_TYPED,
    UNDEFINED_MEMBER,
    UNKNOWN_DIMENSION,
)
from finmodel.rules.summary import summary

_MOST_APART: Final = 50
"""How many dimensions may each have a finding of their own, where the same facts have all."""

_MOST_NAMED: Final = 3
_CORRECT_ALL: Final = "Correct all of them, beginning with those that are named."


@check(UNKNOWN_DIMENSION)
def unknown_dimension(case: Case) -> Iterator[Outcome]:
    """A fact has a dimension that the taxonomy does not define.

    Why: nobody can say what such a breakdown means or whether its parts make the whole.

    Tolerance: none.

    Silent when: there is no taxonomy to check against, a part of it is missing that may define
    the dimension, or the report is an instance, for which Dimensions has codes of its own.

    Example: revenues are broken down by iij:Servise, but the taxonomy has only iij:Service.

    Reference: OIM 1.0, taxonomy-defined dimensions.
    """
    if case.has_taxonomy:
        yield from _findings(case, UNKNOWN_DIMENSION)


@check(UNDEFINED_MEMBER)
def explicit_member_undefined(case: Case) -> Iterator[Outcome]:
    """A dimension takes a member that the taxonomy does not define.

    Why: the part of the breakdown that the fact belongs to cannot be known.

    Tolerance: none.

    Silent when: there is no taxonomy, a part of it is missing that may define the member, or the
    dimension itself is unknown or takes values.

    Example: revenues of iij:Outsorcing are reported, but the member is iij:Outsourcing.

    Reference: Dimensions 1.0, section 3.1.4.5.
    """
    yield from _findings(case, UNDEFINED_MEMBER)


@check(INVALID_VALUE)
def invalid_dimension_value(case: Case) -> Iterator[Outcome]:
    """A dimension of members takes something that is no member.

    Why: members are concepts that the taxonomy puts in the dimension's domain; a text, a hypercube
    or a dimension cannot be one.

    Tolerance: none.

    Silent when: there is no taxonomy, or the dimension itself is unknown.

    Example: the dimension iij:Service takes the text "outsourcing".

    Reference: OIM 1.0, taxonomy-defined dimensions.
    """
    yield from _findings(case, INVALID_VALUE)


@check(DEFAULT_USED)
def default_value_used(case: Case) -> Iterator[Outcome]:
    """A dimension takes its default member, which is never stated.

    Why: a fact without the dimension already is at its default; stating it makes two facts that
    look different and mean the same, and programs would add them up.

    Tolerance: none.

    Silent when: there is no taxonomy, or the dimension has no default member.

    Example: total revenues are reported with iij:Service at iij:AllServices.

    Reference: Dimensions 1.0, section 3.1.4.2; OIM 1.0, taxonomy-defined dimensions.
    """
    yield from _findings(case, DEFAULT_USED)


@check(NOT_TYPED)
def typed_member_of_explicit_dimension(case: Case) -> Iterator[Outcome]:
    """A typed value is given for what is no dimension of values.

    Why: the taxonomy lists the members of a dimension that takes them, and a value of its own is
    none of these; of what is no dimension nobody can say what its values mean.

    Tolerance: none. Contexts count that no fact uses. In JSON and CSV, what is no dimension at all
    is `oime:unknownDimension`.

    Silent when: there is no taxonomy, or a part of it is missing that may define the dimension.

    Example: the dimension iij:Service holds an element with the text "outsourcing".

    Reference: Dimensions 1.0, section 3.1.4.4.
    """
    yield from _findings(case, NOT_TYPED)


@check(NOT_EXPLICIT)
def explicit_member_of_typed_dimension(case: Case) -> Iterator[Outcome]:
    """A member is given for what is no dimension of members.

    Why: the taxonomy gives a dimension of values a data type, such as a contract number, and no
    members; of what is no dimension nobody can say what its members mean.

    Tolerance: none. Contexts count that no fact uses. In JSON and CSV, what is no dimension at all
    is `oime:unknownDimension`.

    Silent when: there is no taxonomy, or a part of it is missing that may define the dimension.

    Example: the dimension iij:Contract takes the member iij:Outsourcing.

    Reference: Dimensions 1.0, section 3.1.4.5.
    """
    yield from _findings(case, NOT_EXPLICIT)


@check(ILLEGAL_CONTENT)
def illegal_typed_dimension_content(case: Case) -> Iterator[Outcome]:
    """A dimension of values takes one that its data type does not allow.

    Why: two programs would take the value for different parts of the breakdown, or for none.

    Tolerance: none; white space around a value that is no plain string does not count.

    Silent when: there is no taxonomy, it does not say the data type, or the value is nil.

    Example: the dimension of contract dates takes "spring 2009".

    Reference: Dimensions 1.0, section 3.1.4.4; XML Schema 1.0 part 2.
    """
    yield from _findings(case, ILLEGAL_CONTENT)


def _findings(case: Case, code: str) -> Iterator[Finding]:
    """Yield the findings about dimensions and what they take that have a code.

    Where the same facts have very many such faults, these are one finding.
    """
    if not any(fault.code == code for fault in case.member_faults.values()):
        return
    yield from _unused_findings(case, code)
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, place in enumerate(case.report.columns.dimensions):
        rows[case.signatures.numbers[place]].append(row)
    for numbers, faults in _by_signatures(case, code, rows).items():
        found = list(chain.from_iterable(rows[number] for number in numbers))
        says = [f"{_name(case, code, dimension)} {fault}" for dimension, fault in faults]
        if len(says) > _MOST_APART:
            first = "; ".join(says[:_MOST_NAMED])
            said = f"{first}; and the same facts have {len(says) - _MOST_NAMED:,} more such faults"
            yield summary(case, code, found, said, _CORRECT_ALL)
            continue
        for (dimension, _), said in zip(faults, says, strict=True):
            yield summary(case, code, found, said, _remedy(case, code, dimension))


def _unused_findings(case: Case, code: str) -> Iterator[Finding]:
    """Yield the findings that have a code and are about contexts that no fact refers to."""
    used = case.signatures.members
    unused = chain.from_iterable(shared.members for shared in case.report.unused)
    faults = {pair: case.member_faults.get(pair) for pair in unused if pair not in used}
    said = {
        f"{_name(case, code, dimension)} {fault.says}": dimension
        for (dimension, _), fault in faults.items()
        if fault is not None and fault.code == code
    }
    if len(said) > _MOST_APART:
        first = "; ".join(islice(said, _MOST_NAMED))
        message = f"{first}; and there are {len(said) - _MOST_NAMED:,} more such faults"
        yield _unused_finding(code, message, _CORRECT_ALL)
        return
    for says, dimension in said.items():
        yield _unused_finding(code, says, _remedy(case, code, dimension))


def _unused_finding(code: str, says: str, remedy: str) -> Finding:
    message = f"{says}, where no fact refers to it."
    return Finding(code, Severity.ERROR, message, remedy, rule=code)


def _by_signatures(
    case: Case, code: str, used: Iterable[int]
) -> Mapping[tuple[int, ...], list[tuple[QName, str]]]:
    """Return the dimensions with a fault of a code, together those of the same signatures."""
    faults = {pair: fault for pair, fault in case.member_faults.items() if fault.code == code}
    causes: defaultdict[tuple[QName, str], dict[int, None]] = defaultdict(dict)
    for number in used:
        for pair in case.signatures.table[number].members:
            if pair in faults:
                causes[pair[0], faults[pair].says][number] = None
    together: defaultdict[tuple[int, ...], list[tuple[QName, str]]] = defaultdict(list)
    for cause, numbers in causes.items():
        together[tuple(numbers)].append(cause)
    return together


def _name(case: Case, code: str, dimension: QName) -> str:
    is_known = code != UNKNOWN_DIMENSION and dimension in case.taxonomy.concepts
    return case.label(dimension) if is_known else case.name(dimension)


def _remedy(case: Case, code: str, dimension: QName) -> str:
    dimensional = case.taxonomy.dimensional
    if code == DEFAULT_USED:
        return "Leave the dimension out: without it a fact is at the default."
    if dimension not in dimensional.dimensions:
        known = listed(sorted(map(case.name, dimensional.dimensions)))
        return f"Correct the name; the taxonomy has {known or 'no dimensions'}."
    if code in (NOT_EXPLICIT, ILLEGAL_CONTENT):
        return "Give a value of the dimension's data type, in its own element in XML."
    members = dimensional.members(dimension) - {dimensional.defaults.get(dimension)}
    known = listed(sorted(map(case.name, members)))
    return f"Use one of its members: {known}." if known else "It has no members: leave it out."
