"""The picture of a relation: what is printed, what the other numbers imply, where they meet."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import frozen

from finmodel.model.finding import Checked, Finding, Verdict
from finmodel.numeric import Interval
from finmodel.render.relation import RelationWords

_WIDE: Final = 1000
_MARGIN: Final = 80
_LEAST: Final = 6
"""What is drawn of a single number."""


class Meeting(Enum):
    """How the two ranges of a picture lie to each other."""

    APART = "apart"
    BY_ROUNDING = "rounding"
    EXACT = "exact"


@frozen
class Range:
    """A range of a picture from one position to another, of a thousand, and its words."""

    start: int
    end: int
    words: str

    @property
    def width(self) -> int:
        """How wide it is drawn."""
        return max(self.end - self.start, _LEAST)


@frozen
class Picture:
    """Two ranges on one scale, and the one between them or common to them.

    Positions are exact but for the last step, to a thousandth of the width. A range without an end
    reaches to the margin.
    """

    printed: Range
    implied: Range
    between: Range
    meeting: Meeting

    @property
    def words(self) -> str:
        """What it shows, for who cannot see it."""
        return f"{self.printed.words}; {self.implied.words}; {self.between.words}"

    @classmethod
    def of(cls, relation: Finding | Checked, words: RelationWords) -> Picture | None:
        """Return the picture of a relation, if it compares two ranges.

        There is none of a broken one whose two ranges meet: its fault lies elsewhere.
        """
        expected, reported = relation.expected, relation.reported
        if expected is None or reported is None or expected.is_empty or reported.is_empty:
            return None
        axis = _Axis(expected, reported)
        printed, implied = _roles(relation, is_made=bool(words.makes))
        common = expected & reported
        distance = words.distance
        if distance or common.is_empty:
            text = f"apart by {distance}" if distance else "they only touch"
            between, meeting = axis.between(expected, reported, text), Meeting.APART
        elif isinstance(relation, Finding) or relation.verdict is Verdict.BROKEN:
            return None
        else:
            is_exact = relation.verdict is Verdict.EXACT
            meeting = Meeting.EXACT if is_exact else Meeting.BY_ROUNDING
            between = axis.range(common, f"meet at {words.number(common)}")
        return cls(
            axis.range(reported, f"{printed} {words.number(reported)}"),
            axis.range(expected, f"{implied} {words.number(expected)}"),
            between,
            meeting,
        )


def _roles(relation: Finding | Checked, *, is_made: bool) -> tuple[str, str]:
    """Return what the two ranges are: what is said, and what it is held against."""
    if all(term.operation == "stated" for term in relation.terms):
        return "stated", "stated again"
    operator = relation.operator if isinstance(relation, Checked) else "="
    implied = "the others make" if operator == "=" else f"must be {operator}"
    return "the first makes" if is_made else "printed", implied


class _Axis:
    """The scale that holds all ends of two ranges."""

    def __init__(self, *shown: Interval) -> None:
        ends = [end for one in shown for end in (one.low, one.high) if end is not None]
        self._low = min(ends, default=Fraction(0))
        self._span = max(ends, default=self._low) - self._low

    def range(self, shown: Interval, words: str) -> Range:
        """Return where a range lies."""
        return Range(self._at(shown.low, 0), self._at(shown.high, _WIDE), words)

    def between(self, one: Interval, other: Interval, words: str) -> Range:
        """Return what lies between two ranges that do not meet."""
        lower, upper = (one, other) if _is_below(one, other) else (other, one)
        return Range(self._at(lower.high, 0), self._at(upper.low, _WIDE), words)

    def _at(self, end: Fraction | None, margin: int) -> int:
        if end is None:
            return margin
        if not self._span:
            return _WIDE // 2
        return _MARGIN + round((end - self._low) * (_WIDE - 2 * _MARGIN) / self._span)


def _is_below(one: Interval, other: Interval) -> bool:
    return one.high is not None and other.low is not None and one.high <= other.low
