"""What expressions measure: money, shares, ratios, or numbers of some other kind.

Adding a percentage to an amount is a mistake that can be seen before any report is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from finmodel.language.compile import QUARTERS
from finmodel.language.token import LanguageError
from finmodel.language.tree import (
    Aggregate,
    Call,
    Change,
    Comparison,
    Expression,
    Growth,
    Negation,
    Node,
    Number,
    Operation,
    Reference,
    references,
    walk,
)
from finmodel.language.vocabulary import UnknownNameError, Vocabulary
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import DTR_NUMERIC, PER_SHARE, SHARES

Measure = Counter[str]
"""Units multiplied: money over shares is `{"money": 1, "shares": -1}`, a ratio is empty."""

RATIO: Final[Measure] = Counter()
"""What a percentage measures: nothing."""

_NUMBER: Final = "number"  # of an item type that does not say what it counts


def find_mistakes(node: Node, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    """Yield what is wrong with a tree: unknown names, measures that clash, sums of one thing."""
    unknown = list(_unknown_names(node, vocabulary))
    yield from unknown
    if not unknown:
        for inner in walk(node):
            if isinstance(inner, Comparison | Operation):
                yield from _clash(inner, vocabulary)
            elif isinstance(inner, Aggregate) and inner.over != QUARTERS:
                yield from _alike(inner, vocabulary)


def _unknown_names(node: Node, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    for inner in walk(node):
        if isinstance(inner, Reference):
            yield from _wrong_reference(inner, vocabulary)
        elif isinstance(inner, Aggregate) and inner.over != QUARTERS:
            try:
                dimension = vocabulary.dimension(inner.over)
                if vocabulary.taxonomy.dimensional.is_typed(dimension.name):
                    yield LanguageError(f"{inner.over} has values and no members.", inner.at)
            except UnknownNameError as error:
                yield LanguageError(f"{error}.", inner.at)


def _wrong_reference(node: Reference, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    try:
        concept = vocabulary.concept(node.name)
        if not (concept.is_reportable and concept.is_numeric):
            yield LanguageError(f"{node.name} is not a line item with numbers.", node.at)
    except UnknownNameError as error:
        yield LanguageError(f"{error}.", node.at)
    for filter in node.filters:
        try:
            dimension = vocabulary.dimension(filter.dimension)
            if filter.member is not None:
                vocabulary.member(dimension.name, filter.member)
        except UnknownNameError as error:
            yield LanguageError(f"{error}.", filter.at)


def _alike(node: Aggregate, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    over = vocabulary.dimension(node.over).name
    if all(
        any(vocabulary.dimension(filter.dimension).name == over for filter in reference.filters)
        for reference in references(node.operand)
    ):
        said = (
            f"{node.function} is over the parts of {node.over}, but nothing in it varies with them."
        )
        yield LanguageError(said, node.at)


def _clash(node: Comparison | Operation, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    if isinstance(node, Operation) and node.operator in "*/":
        if node.operator == "/" and isinstance(node.right, Number) and not node.right.value:
            yield LanguageError("nothing divides by zero.", node.right.at)
        return
    left, right = measure(node.left, vocabulary), measure(node.right, vocabulary)
    if left is not None and right is not None and not _go_together(left, right):
        yield LanguageError(
            f"{_wording(left)} and {_wording(right)} do not go together "
            f"on both sides of {node.operator!r}.",
            node.at,
        )


def _go_together(left: Measure, right: Measure) -> bool:
    """Tell whether two measures are one, where numbers of an unknown kind may be any factor.

    By itself such a number, employees for one, goes with its like and not with ratios.
    """
    known = [
        Counter({unit: power for unit, power in side.items() if unit != _NUMBER})
        for side in (left, right)
    ]
    return known[0] == known[1] and (bool(known[0]) or (_NUMBER in left) is (_NUMBER in right))


def measure(node: Expression, vocabulary: Vocabulary) -> Measure | None:
    """Return what an expression measures; `None` where a bare number could be anything."""
    match node:
        case Number():
            result = None
        case Reference():
            result = measure_of(vocabulary.concept(node.name))
        case Growth():
            result = RATIO
        case Negation() | Change() | Aggregate():
            result = measure(node.operand, vocabulary)
        case Call():
            result = RATIO if node.function == "sign" else measure(node.operand, vocabulary)
        case Operation():
            result = _of_operation(node, vocabulary)
    return result


def _of_operation(node: Operation, vocabulary: Vocabulary) -> Measure | None:
    left, right = measure(node.left, vocabulary), measure(node.right, vocabulary)
    if node.operator in "+-":
        return left if left is not None else right
    if left is None and right is None:
        return None
    sign = 1 if node.operator == "*" else -1
    joined = Counter(left or RATIO)
    for unit, power in (right or RATIO).items():
        joined[unit] += sign * power
    return Counter({unit: power for unit, power in joined.items() if power})


def measure_of(concept: Concept) -> Measure:
    """Return what the facts of a concept measure, which its data type says."""
    data_type = concept.data_type
    if data_type.is_monetary:
        return Counter({"money": 1})
    if data_type.derives_from(SHARES):
        return Counter({"shares": 1})
    if data_type.derives_from(PER_SHARE):
        return Counter({"money": 1, "shares": -1})
    if data_type.is_pure:
        return RATIO
    registered = (
        name.local_name.removesuffix("ItemType")
        for name in (data_type.name, *data_type.ancestors)
        if name.namespace == DTR_NUMERIC
    )
    return Counter({next(registered, _NUMBER): 1})


def _wording(measured: Measure) -> str:
    above = " × ".join(_power(unit, power) for unit, power in measured.items() if power > 0)
    below = " × ".join(_power(unit, -power) for unit, power in measured.items() if power < 0)
    return (f"{above or 'one'} per {below}" if below else above) or "a ratio"


def _power(unit: str, power: int) -> str:
    return unit if power == 1 else f"{unit}^{power}"
