"""What is likely wrong, as the page shows it beside the findings that it explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from finmodel.model.wording import described
from finmodel.render.conflict import ConflictText
from finmodel.render.explanation import ExplanationText
from finmodel.render.html.origin import fact_origin, without_folders
from finmodel.render.line import quotes_of
from finmodel.render.proven import Group, Proven
from finmodel.source import Source


@frozen
class Suggestion:
    """One number that may be wrong, and what it should be; `word` says how likely that is."""

    word: str
    row: int
    name: str
    said: str
    allowed: str
    quotes: list[str]
    place: str
    is_doubtful: bool


@frozen
class Suspicion:
    """What explains some conflicts: the likeliest numbers first, and the arithmetic in full."""

    title: str
    summary: str
    suggestions: tuple[Suggestion, ...]
    rows: frozenset[int]
    arithmetic: tuple[str, ...]

    @property
    def best(self) -> list[Suggestion]:
        """The suggestions that nothing tells apart from the first."""
        return [one for one in self.suggestions if one.word != "less so"]


@frozen(eq=False, slots=False)
class _Told(Proven):
    """What is proved, told outside of the machine that it was proved on."""

    @cached_property
    def places(self) -> Mapping[int, Source]:
        found = super().places
        return {row: without_folders(source) for row, source in found.items()}


class Suspicions:
    """The suspicions of a proof, and which of them is about which finding."""

    def __init__(self, proven: Proven) -> None:
        self._proven = _Told(
            proven.document, proven.proof, proven.taxonomy, proven.diagnosis, proven.mended
        )

    @cached_property
    def all(self) -> list[Suspicion]:
        """All of them, in the order of the proof."""
        return [self._suspicion(group) for group in self._proven.groups]

    def about(self, rows: Iterable[int]) -> Suspicion | None:
        """Return the suspicion that has most of some facts in its conflicts."""
        wanted = set(rows)
        best = max(self.all, key=lambda one: len(one.rows & wanted), default=None)
        return best if best is not None and best.rows & wanted else None

    def _suspicion(self, group: Group) -> Suspicion:
        numbers = self._proven.proof.problem.numbers
        conflicts = [self._proven.proof.conflicts[index] for index in group.conflicts]
        rows = {numbers[number].row for conflict in conflicts for number in conflict.numbers}
        texts = [ConflictText(conflict, self._proven) for conflict in conflicts]
        titles = [text.summary for text in texts]
        arithmetic = [line for text in texts for line in (text.summary, "", *text.lines(), "")]
        title = titles[0] if titles else "More that is likely wrong"
        if group.alternatives is None:
            return Suspicion(title, "", (), frozenset(rows), tuple(arithmetic))
        words = ExplanationText(group.alternatives, self._proven)
        rows |= {numbers[number].row for number in group.alternatives.numbers}
        return Suspicion(
            title,
            words.summary,
            tuple(self._suggestions(words)),
            frozenset(rows),
            tuple(arithmetic),
        )

    def _suggestions(self, words: ExplanationText) -> Iterator[Suggestion]:
        for rank, explanation in words.ranked():
            word = rank
            is_doubtful = explanation.rank.doubtful > 0
            for correction in explanation.corrections:
                fact = correction.fact
                has_slip = correction.slip is not None
                yield Suggestion(
                    word,
                    fact.row,
                    described(fact, self._proven.taxonomy.label),
                    words.said(correction, is_doubtful=is_doubtful),
                    words.allowed(correction) if has_slip else "",
                    quotes_of(fact),
                    fact_origin(fact, self._proven.places.get(fact.row)),
                    is_doubtful,
                )
                word = "and" if rank != "less so" else rank
