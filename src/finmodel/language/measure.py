"""What expressions measure: money, shares, ratios, or numbers of some other kind.

Adding a percentage to an amount is a mistake that can be seen before any report is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from finmodel.language.token import LanguageError
from finmodel.language.tree import (
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
    Sum,
    walk,
)
from finmodel.language.vocabulary import UnknownNameError, Vocabulary
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.datatype import PER_SHARE, SHARES

Measure = Counter[str]
"""Units multiplied: money over shares is `{"money": 1, "shares": -1}`, a ratio is empty."""

_RATIO: Measure = Counter()


def find_mistakes(node: Node, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    """Yield what is wrong with a tree in a vocabulary: unknown names, and measures that clash."""
    unknown = list(_unknown_names(node, vocabulary))
    yield from unknown
    if not unknown:
        for inner in walk(node):
            if isinstance(inner, Comparison | Operation):
                yield from _clash(inner, vocabulary)


def _unknown_names(node: Node, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    for inner in walk(node):
        if isinstance(inner, Reference):
            yield from _wrong_reference(inner, vocabulary)
        elif isinstance(inner, Sum) and inner.over != "quarters":
            try:
                vocabulary.dimension(inner.over)
            except UnknownNameError as error:
                yield LanguageError(f"{error}.", inner.at)


def _wrong_reference(node: Reference, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    try:
        concept = vocabulary.concept(node.name)
        if concept.kind is not Kind.ITEM or not concept.is_numeric:
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


def _clash(node: Comparison | Operation, vocabulary: Vocabulary) -> Iterator[LanguageError]:
    if isinstance(node, Operation) and node.operator in "*/":
        return
    left, right = (measure(side, vocabulary) for side in (node.left, node.right))
    if left is not None and right is not None and left != right:
        yield LanguageError(
            f"{_wording(left)} and {_wording(right)} do not go together "
            f"on both sides of {node.operator!r}.",
            node.at,
        )


def measure(node: Expression, vocabulary: Vocabulary) -> Measure | None:
    """Return what an expression measures; `None` where a bare number could be anything."""
    match node:
        case Number():
            result = None
        case Reference():
            result = _of_concept(vocabulary.concept(node.name))
        case Growth():
            result = _RATIO
        case Negation() | Change() | Sum():
            result = measure(node.operand, vocabulary)
        case Call():
            result = _RATIO if node.function == "sign" else measure(node.operand, vocabulary)
        case Operation():
            result = _of_operation(node, vocabulary)
    return result


def _of_operation(node: Operation, vocabulary: Vocabulary) -> Measure | None:
    left, right = (measure(side, vocabulary) for side in (node.left, node.right))
    if node.operator in "+-":
        return left if left is not None else right
    if left is None and right is None:
        return None
    sign = 1 if node.operator == "*" else -1
    joined = Counter(left or _RATIO)
    for unit, power in (right or _RATIO).items():
        joined[unit] += sign * power
    return Counter({unit: power for unit, power in joined.items() if power})


def _of_concept(concept: Concept) -> Measure:
    data_type = concept.data_type
    if data_type.is_monetary:
        return Counter({"money": 1})
    if data_type.derives_from(SHARES):
        return Counter({"shares": 1})
    if data_type.derives_from(PER_SHARE):
        return Counter({"money": 1, "shares": -1})
    if data_type.is_pure:
        return _RATIO
    return Counter({data_type.name.local_name.removesuffix("ItemType"): 1})


def _wording(measured: Measure) -> str:
    above = " × ".join(unit for unit, power in measured.items() if power > 0)
    below = " × ".join(unit for unit, power in measured.items() if power < 0)
    return (f"{above or 'one'} per {below}" if below else above) or "a ratio"
