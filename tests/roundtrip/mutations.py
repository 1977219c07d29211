"""Strategies for documents in JSON that are nearly right."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(
        [
            "",
            "a:b",
            "ex:a",
            "no:a",
            "$x",
            "$part@end",
            "#nil",
            "#none",
            "#what",
            "2008",
            "xbrl:note",
        ]
    ),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=8) | st.sampled_from(["a:b", "value"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def paths(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Yield the paths of everything in a JSON value."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in members:
        yield (*above, key)
        if isinstance(member, (dict, list)):
            yield from paths(member, (*above, key))


@st.composite
def mutated(draw: st.DrawFn, original: dict[str, Any]) -> dict[str, Any]:
    """Return a document in which a few members are something else, gone, or new."""
    document = copy.deepcopy(original)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(sorted(paths(document), key=repr)))
        owner: Any = document
        for key in path[:-1]:
            owner = owner[key]
        change = draw(st.sampled_from(["set", "remove", "add"]))
        if change == "set":
            owner[path[-1]] = draw(ANYTHING)
        elif change == "remove":
            del owner[path[-1]]
        elif isinstance(owner, dict):
            owner[draw(st.text(max_size=8))] = draw(ANYTHING)
    return document
