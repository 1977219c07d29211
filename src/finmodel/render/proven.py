"""A report of which something was proved, with what it takes to say that in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from finmodel.proof.prove import Answer, Proof
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy


@frozen(eq=False, slots=False)
class Proven:
    """A document and what is proved of it.

    `has_taxonomy` is false where most relations are unknown for want of one.
    """

    document: str
    proof: Proof
    taxonomy: Taxonomy = EMPTY
    has_taxonomy: bool = True

    @property
    def answer(self) -> Answer:
        """The verdict; without a taxonomy a report is never said to be possible."""
        if self.proof.answer is Answer.FEASIBLE and not self.has_taxonomy:
            return Answer.UNDECIDED
        return self.proof.answer

    @cached_property
    def places(self) -> Mapping[int, Source]:
        """Where the facts of conflicts were read, by row; looked up once for all of them."""
        problem = self.proof.problem
        named = {n for conflict in self.proof.conflicts for n in conflict.numbers}
        return problem.report.locate(sorted(problem.numbers[number].row for number in named))
