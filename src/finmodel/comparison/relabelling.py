"""Line items under another name: one that is gone and one that is new, with the same numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import define, field

from finmodel.comparison.alignment import Alignment
from finmodel.comparison.judge import Judge, Side, fraction

_LEAST_SHARED: Final = 2
"""How many different numbers two concepts must share; one may be equal by chance."""

_MOST_ALIKE: Final = 8
"""Of more concepts with one number in one place, none is told from the others."""


@define(eq=False)
class _Gone:
    """The rows of concepts that only one of the reports has, by concept and by place."""

    side: Side
    rows: dict[int, dict[int, int]] = field(factory=dict)
    by_value: dict[tuple[int, Fraction], list[int]] = field(factory=dict)

    @classmethod
    def of(cls, side: Side, alignment: Alignment, number: int, rows: Iterable[int]) -> _Gone:
        """Take the rows whose concept the other report does not use; texts are left out."""
        concepts, places = alignment.concept[number], alignment.place[number]
        known = set(alignment.concept[1 - number])
        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        by_value: defaultdict[tuple[int, Fraction], list[int]] = defaultdict(list)
        columns = side.columns
        for row in rows:
            concept, place = concepts[row], places[row]
            value = fraction(columns.value[row]) if columns.is_numeric(row) else None
            if concept in known or value is None or place in found[concept]:
                continue
            found[concept][place] = row
            if value:
                by_value[place, value].append(concept)
        return cls(side, found, by_value)

    def name(self, concept: int) -> str:
        """Return the local name of a concept."""
        columns = self.side.columns
        row = next(iter(self.rows[concept].values()))
        return columns.concepts[columns.concept[row]].local_name


def relabelled(
    old: Side, new: Side, alignment: Alignment, judge: Judge, *rows: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows, of removed and of added ones, that state one thing by two names.

    A concept is another's new name if no other shares as many numbers with either, if they agree
    wherever both are, and if at least two numbers are different; one is enough where the names
    differ only in their namespaces.
    """
    removed, added = rows
    before = _Gone.of(old, alignment, 0, removed)
    after = _Gone.of(new, alignment, 1, added)
    shared: defaultdict[tuple[int, int], set[Fraction]] = defaultdict(set)
    for (place, value), concepts in before.by_value.items():
        others = after.by_value.get((place, value), [])
        if max(len(concepts), len(others)) <= _MOST_ALIKE:
            for concept in concepts:
                for other in others:
                    shared[concept, other].add(value)
    for concept, other in _mutual({pair: len(values) for pair, values in shared.items()}):
        is_same_name = before.name(concept) == after.name(other)
        if not is_same_name and len(shared[concept, other]) < _LEAST_SHARED:
            continue
        was, now = before.rows[concept], after.rows[other]
        pairs = [(was[place], now[place]) for place in was if place in now]
        if all(judge.agree(*pair) for pair in pairs):
            yield from pairs


def _mutual(counts: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that count more than all others of either of them."""
    best: tuple[dict[int, int], dict[int, int]] = {}, {}
    for pair, count in counts.items():
        for side in (0, 1):
            best[side][pair[side]] = max(best[side].get(pair[side], 0), count)
    ties: Counter[tuple[int, int]] = Counter()
    for pair, count in counts.items():
        for side in (0, 1):
            ties[side, pair[side]] += count == best[side][pair[side]]
    for pair, count in counts.items():
        if all(count == best[i][pair[i]] and ties[i, pair[i]] == 1 for i in (0, 1)):
            yield pair
