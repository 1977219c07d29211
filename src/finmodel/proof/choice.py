"""Choosing one of two assumptions several times, as contradictions known so far allow it."""

from __future__ import annotations

from collections.abc import Sequence

from finmodel.proof.hitting import Conflict


def choice(
    ways: Sequence[tuple[int, int]],
    contradictions: Sequence[Conflict],
    assumed: frozenset[int] = frozenset(),
) -> tuple[frozenset[int], bool]:
    """Return assumptions that no contradiction excludes, the first of two where it can be.

    Where all are excluded the second value is true, and the first is a contradiction that rests on
    nothing but what is `assumed`: whatever excludes one way, together with what excludes the other.
    Assumptions are negative; what else contradictions are made of is not.
    """
    for contradiction in contradictions:
        if all(each in assumed for each in contradiction if each < 0):
            return contradiction, True
    if not ways:
        return assumed, False
    (one, other), rest = ways[0], ways[1:]
    found, is_excluded = choice(rest, contradictions, assumed | {one})
    if not is_excluded or one not in found:
        return found, is_excluded
    turned, is_excluded = choice(rest, contradictions, assumed | {other})
    if not is_excluded or other not in turned:
        return turned, is_excluded
    return (found - {one}) | (turned - {other}), True
