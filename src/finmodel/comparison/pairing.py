"""Facts that state one thing more than once, in either report, taken to pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product, zip_longest
from typing import Final, NamedTuple

from finmodel.comparison.judge import Judge, Side, Verdict, fraction
from finmodel.comparison.kind import HARMLESS, Kind
from finmodel.model.column import NONE

MOST_HELD: Final = 8
"""Against how many others a statement is held that is one too many."""

Stated = tuple[Fraction | None, str, int]


class Paired(NamedTuple):
    """A row of the old report and one of the new, `NONE` for nothing, and what became of it."""

    before: int
    after: int
    verdict: Verdict


class Pairing:
    """Takes the facts of two reports that state one thing to pairs.

    Equal statements are pairs, then the others in the order of their values, so that it makes no
    difference which report is the new one. What is one too many in a report only repeats what the
    other says, if it agrees with it; else it is a change of it. Facts in tuples repeat nothing.
    """

    def __init__(self, old: Side, new: Side, judge: Judge) -> None:
        self._sides = old, new
        self._judge = judge

    def paired(self, before: Sequence[int], after: Sequence[int]) -> Iterator[Paired]:
        """Yield pairs in which each row is once, or once more beside one that is too many."""
        if not before or not after:
            kind = Verdict(Kind.ADDED if after else Kind.REMOVED)
            yield from (Paired(NONE, row, kind) for row in after)
            yield from (Paired(row, NONE, kind) for row in before)
            return
        if len(before) == len(after) == 1:
            yield self._pair(before[0], after[0])
            return
        yield from self._several(before, after)

    def _several(self, before: Sequence[int], after: Sequence[int]) -> Iterator[Paired]:
        was, now = self._statements(0, before), self._statements(1, after)
        for stated in [one for one in now if one in was]:
            rows = was[stated], now[stated]
            shorter = min(map(len, rows))
            yield from (self._pair(*pair) for pair in zip(*rows, strict=False))
            was[stated], now[stated] = rows[0][shorter:], rows[1][shorter:]
        for one, other in zip_longest(_in_order(was), _in_order(now)):
            if one is not None and other is not None:
                yield self._pair(one, other)
            elif one is not None:
                yield self._left_over(one, after, is_old=True)
            elif other is not None:
                yield self._left_over(other, before, is_old=False)

    def _pair(self, before: int, after: int) -> Paired:
        return Paired(before, after, self._judge.verdict(before, after))

    def _left_over(self, row: int, others: Sequence[int], *, is_old: bool) -> Paired:
        """Return what a statement is that has none of its own in the other report."""
        columns = self._sides[0 if is_old else 1].columns
        if columns.owner is not None and columns.owner[row] != NONE:
            kind = Kind.REMOVED if is_old else Kind.ADDED
            return Paired(*((row, NONE) if is_old else (NONE, row)), Verdict(kind))
        pairs = list(product([row], others[:MOST_HELD]))
        if not is_old:
            pairs = [(before, after) for after, before in pairs]
        found = [self._pair(*pair) for pair in pairs]
        if any(pair.verdict.kind in HARMLESS for pair in found):
            return Paired(*((row, NONE) if is_old else (NONE, row)), Verdict(Kind.REPEATED))
        return found[0]

    def _statements(self, side: int, rows: Sequence[int]) -> dict[Stated, list[int]]:
        """Return the rows of each statement, numbers by value and precision."""
        columns = self._sides[side].columns
        found: defaultdict[Stated, list[int]] = defaultdict(list)
        for row in rows:
            text = columns.value[row]
            number = fraction(text) if columns.is_numeric(row) else None
            words = "" if number is not None else "#nil" if text is None else f"“{text}”"
            found[number, words, columns.decimals[row]].append(row)
        return found


def _in_order(statements: dict[Stated, list[int]]) -> list[int]:
    """Return the rows of statements by their values."""

    def key(stated: Stated) -> tuple[bool, Fraction, str, int]:
        number, words, decimals = stated
        return number is None, number or Fraction(0), words, decimals

    return [row for stated in sorted(statements, key=key) for row in statements[stated]]
