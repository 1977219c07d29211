"""Which facets fit the type that they restrict: XML Schema part 2, section 4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.qname import XBRLI, QName
from finmodel.taxonomy.datatype import Bound, DataType, Facets, item_type
from finmodel.taxonomy.lexical import LISTS, admits_all_texts, find_problem
from finmodel.taxonomy.order import compare, is_ordered

_LENGTHS: Final = ("length", "min_length", "max_length")
_BOUNDS: Final = ("min_inclusive", "max_inclusive", "min_exclusive", "max_exclusive")
_DIGITS: Final = ("total_digits", "fraction_digits")
_ENUMERATION: Final = ("enumeration",)
_NAMED: Final = (*_LENGTHS, *_BOUNDS, *_DIGITS, *_ENUMERATION)

_NOT_MORE: Final = (
    ("min_length", "max_length"),
    ("min_length", "length"),
    ("length", "max_length"),
    ("fraction_digits", "total_digits"),
)
"""Of which two counts the first must not be the greater."""

_BELOW: Final = (
    ("min_inclusive", "max_inclusive", (-1, 0)),
    ("min_exclusive", "max_exclusive", (-1, 0)),
    ("min_inclusive", "max_exclusive", (-1,)),
    ("min_exclusive", "max_inclusive", (-1,)),
)
"""How two bounds have to compare, where they can be compared."""

_DATE_UNION: Final = QName(XBRLI, "dateTimeItemType")
_MOST_VALUES: Final = 3


def facet_problems(base: DataType, facets: Facets) -> Iterator[str]:
    """Yield what is wrong with facets as a restriction of a type.

    That one allows more than the type does is harmless, as a value has to satisfy both, and is
    passed over. The words go on from the name of what is restricted.
    """
    if not base.is_simple:
        return
    allowed = _allowed(base)
    for name in _NAMED:
        if getattr(facets, name) not in (None, ()) and name not in allowed:
            kind = "a list" if base.items else "a union" if base.union else base.builtin
            yield f"has {_written(name)}, which {kind} cannot have"
    yield from _value_problems(base, facets, allowed)
    yield from _contradictions(base, facets)


def _allowed(base: DataType) -> tuple[str, ...]:
    """Return the facets that values of a type can have, beside patterns (section 4.1.5)."""
    if base.items is not None or base.builtin in LISTS:
        return _LENGTHS + _ENUMERATION
    if base.union or _is_date_union(base):
        return _ENUMERATION
    if base.builtin == "boolean":
        return ()
    if is_ordered(base.builtin):
        return _BOUNDS + _ENUMERATION + (_DIGITS if base.is_decimal else ())
    return _LENGTHS + _ENUMERATION


def _is_date_union(base: DataType) -> bool:
    return base.builtin == "dateTime" and base.derives_from(_DATE_UNION)


def _value_problems(base: DataType, facets: Facets, allowed: tuple[str, ...]) -> Iterator[str]:
    """Yield the bounds and the values of an enumeration that are not of the form of the type."""
    if base.is_composed:
        return
    # many values against many facets and types above them would take long
    is_moment = _is_date_union(base)
    plain = item_type(_DATE_UNION) if is_moment else DataType(base.name, base.builtin)
    for name in _BOUNDS:
        bound: Bound | None = getattr(facets, name)
        if bound is not None and name in allowed:
            problem = find_problem(plain, _text(bound))
            if problem is not None:
                yield f"has the {_written(name)} “{_text(bound)[:60]}”, which {problem}"
    if "enumeration" not in allowed or admits_all_texts(plain):
        return
    found = ((text, find_problem(plain, text)) for text in facets.enumeration)
    wrong = [(text, problem) for text, problem in found if problem is not None]
    for text, problem in wrong[:_MOST_VALUES]:
        yield f"lists “{text[:60]}”, which {problem}"
    if wrong[_MOST_VALUES:]:
        yield f"lists {len(wrong) - _MOST_VALUES:,} more values that its base has not"


def _contradictions(base: DataType, facets: Facets) -> Iterator[str]:
    """Yield the pairs of facets that nothing, or no more than one of them says, satisfies."""
    for less, more in _NOT_MORE:
        low, high = getattr(facets, less), getattr(facets, more)
        if low is not None and high is not None and low > high:
            yield f"has the {_written(less)} {low} and the {_written(more)} {high}"
    for less, more, signs in _BELOW:
        low, high = getattr(facets, less), getattr(facets, more)
        if low is None or high is None:
            continue
        sign = compare(base.builtin, _text(low), _text(high))
        if sign is not None and sign not in signs:
            yield f"has the {_written(less)} {_text(low)} and the {_written(more)} {_text(high)}"
    for end in ("min", "max"):
        if None not in (getattr(facets, f"{end}_inclusive"), getattr(facets, f"{end}_exclusive")):
            yield f"has both {end}Inclusive and {end}Exclusive"


def _text(bound: Bound) -> str:
    return bound if isinstance(bound, str) else f"{bound:f}"


def _written(name: str) -> str:
    """Return what XML Schema calls a facet."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
