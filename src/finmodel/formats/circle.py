"""Definitions that refer to each other in a circle, so that none of them says anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from finmodel.diagnostic import Fault
from finmodel.qname import QName

CIRCULAR_DEFINITION: Final = Fault(
    "fm:circularDefinition",
    "A type, a group or a substitution group is defined by itself, so what it allows is not known.",
    "Let one of the definitions that are named refer to something else.",
    "XML Schema part 1, sections 3.3.6, 3.4.6, 3.6.6 and 3.8.6; part 2, section 4.1.4",
)

_NAMED: Final = 3


def circles(references: Mapping[QName, Iterable[QName]]) -> Iterator[list[QName]]:
    """Yield circles of definitions that refer to each other.

    No two of them have a definition in common, and without those in them no circle is left.
    """
    seen: set[QName] = set()
    for start in references:
        path = {} if start in seen else {start: iter(references[start])}
        while path:
            last = next(reversed(path))
            seen.add(last)
            target = next(path[last], None)
            if target is None:
                path.popitem()
            elif target in path:
                yield _cut(path, target)
            elif target in references and target not in seen:
                path[target] = iter(references[target])


def _cut(path: dict[QName, Iterator[QName]], first: QName) -> list[QName]:
    """Take the end of a path away, from some name on, and return it."""
    found = []
    while first in path:
        found.append(path.popitem()[0])
    return found[::-1]


def circle_message(what: str, circle: Iterable[QName]) -> str:
    """Return what is wrong with a circle of types, of groups or of elements."""
    # a type that is written inside another has that one's name and a number
    first, *others = dict.fromkeys(name.local_name.partition("@")[0] for name in circle)
    if not others:
        return f"The {what} {first} is defined by itself."
    more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
    names = ", ".join(others[:_NAMED])
    return f"The {what} {first} is defined by itself, by way of {names}{more}."
