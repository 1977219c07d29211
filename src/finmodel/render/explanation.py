"""What is likely wrong, as text for people: the smallest explanations of conflicts, best first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from finmodel.model.wording import amount, described, percentage
from finmodel.numeric import Interval
from finmodel.proof.explanation import Alternatives, Correction, Explanation
from finmodel.proof.slip import SlipKind
from finmodel.render.inference import shown
from finmodel.render.line import line, origin_of
from finmodel.render.proven import Proven
from finmodel.render.summary import counted

MOST_EXPLANATIONS: Final = 8
"""How many explanations of one conflict are shown; programs are given all."""

_WIDTH: Final = 96

ANY: Final = "any number"

SMALLEST: Final = (
    "What is likely wrong is the smallest explanation, not the truth: other numbers may be wrong, "
    "or a relation may not be meant as it is stated."
)


class ExplanationText:
    """The lines that say which numbers may be wrong."""

    def __init__(self, alternatives: Alternatives, proven: Proven) -> None:
        self._alternatives = alternatives
        self._proven = proven

    def heading(self, number: int) -> str:
        """Return the first line."""
        return f"suspect {number}  {self.summary}"

    @property
    def summary(self) -> str:
        """How many numbers are likely wrong, and whether something tells which."""
        found, top = self._alternatives.explanations, self._alternatives.top
        if not found:
            return f"not found: {self._limit()}"
        size = len(found[0].corrections)
        if len(top) == 1:
            said = "1 number is likely wrong" if size == 1 else f"{size} numbers are likely wrong"
        elif size == 1:
            said = f"one of these {len(top)} numbers is likely wrong, nothing tells which"
        else:
            said = f"{size} numbers are likely wrong, nothing tells which of {len(top)} sets"
        return said

    def ranked(self) -> Iterator[tuple[str, Explanation]]:
        """Yield the explanations that are shown, those that nothing tells apart first.

        With each comes a word for its rank.
        """
        top = self._alternatives.top
        others = [each for each in self._alternatives.explanations if each not in top]
        first, following = ("likeliest", "") if len(top) == 1 else ("either", "or")
        for index, each in enumerate([*top, *others][:MOST_EXPLANATIONS]):
            yield first if not index else following if index < len(top) else "less so", each

    def lines(self) -> Iterator[str]:
        """Yield each explanation, those that nothing tells apart from the best one first."""
        for word, each in self.ranked():
            yield from self._explanation_lines(word, each)
        left = len(self._alternatives.explanations) - MOST_EXPLANATIONS
        if left > 0:
            yield line("", f"and {left:,} more")
        if self._alternatives.explanations and not self._alternatives.complete:
            yield line("not all", f"there may be others: {self._limit()}")

    def _limit(self) -> str:
        undecided = len(self._alternatives.undecided)
        tried = f", {counted(undecided, 'set')} of numbers not decided" if undecided else ""
        return f"time or room did not suffice{tried}"

    def _explanation_lines(self, word: str, explanation: Explanation) -> Iterator[str]:
        for correction in explanation.corrections:
            name = described(correction.fact, self._proven.taxonomy.label)
            said = self.said(correction, is_doubtful=explanation.rank.doubtful > 0)
            if len(name) + len(said) > _WIDTH:
                yield line(word, name)
                yield line("", said)
            else:
                yield line(word, f"{name}, {said}")
            if correction.slip is not None:
                yield line("", f"by the other numbers {self.allowed(correction)}")
            elif not correction.is_exact:
                yield line("", "perhaps not all of that is possible")
            place = self._proven.places.get(correction.fact.row)
            yield line("", origin_of(correction.fact, place))
            word = "and"
        if not explanation.is_confirmed:
            yield line("", "possible for the linear relations; ratios were not confirmed")

    # --- one number

    def said(self, correction: Correction, *, is_doubtful: bool) -> str:
        """Return what one number is, what it should be, and by what slip it became the other."""
        is_printed = f"is {self._written(correction, correction.fact.number)}"
        slip = correction.slip
        if slip is None:
            allowed = self.allowed(correction)
            return f"{is_printed}, {'may be' if allowed == ANY else 'should be'} {allowed}"
        words = f"{'perhaps ' if is_doubtful else ''}{slip.words}"
        if slip.right is None and slip.kind is not SlipKind.COARSER:
            return f"{is_printed} ({words})"
        should = "should stand for" if slip.kind is SlipKind.COARSER else "should be"
        return (
            f"{is_printed}, {should} {self._written(correction, correction.suggestion)} ({words})"
        )

    def _written(self, correction: Correction, value: Decimal | Interval) -> str:
        fact = correction.fact
        is_ratio = self._proven.taxonomy.is_ratio(fact.concept)
        if isinstance(value, Interval):
            return percentage(value) if is_ratio else shown(value, fact.unit)
        if is_ratio:
            return percentage(value, places=max((fact.decimals or 0) - 2, 0))
        return amount(value, fact.unit)

    def allowed(self, correction: Correction) -> str:
        """Return what may be printed; what an exact number may be, where it is one."""
        allowed = correction.range
        if allowed == Interval.everything():
            return ANY
        is_range = bool(allowed.width) and not correction.is_exact
        return f"{'within ' if is_range else ''}{self._written(correction, allowed)}"
