"""A report of which something was proved, with what it takes to say that in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from finmodel.proof.explanation import Alternatives, Diagnosis
from finmodel.proof.prove import Proof
from finmodel.proof.rounding import OtherRounding
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy


@frozen(eq=False)
class Group:
    """Conflicts of a proof, by their indexes, and what explains all of them; `None` if unknown."""

    conflicts: tuple[int, ...]
    alternatives: Alternatives | None = None


@frozen(eq=False, slots=False)
class Proven:
    """A document and what is proved of it.

    There is no `diagnosis` where none was asked for; `mended` is the proof once what it puts
    first is corrected, where that was tried.
    """

    document: str
    proof: Proof
    taxonomy: Taxonomy = EMPTY
    diagnosis: Diagnosis | None = None
    mended: Proof | None = None
    roundings: tuple[OtherRounding, ...] = ()

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The conflicts with what explains them, those that one explanation is about together.

        They are in the order of the first conflict of each; explanations of conflicts that the
        proof does not list are at the end.
        """
        alternatives = () if self.diagnosis is None else self.diagnosis.alternatives
        members: dict[int, list[int]] = {}
        for index, conflict in enumerate(self.proof.conflicts):
            shared = [len(each.numbers & conflict.numbers) for each in alternatives]
            most = max(shared, default=0)
            own = shared.index(most) if most else -1 - index
            members.setdefault(own, []).append(index)
        for own in range(len(alternatives)):
            members.setdefault(own, [])
        return tuple(
            Group(tuple(found), alternatives[own] if own >= 0 else None)
            for own, found in members.items()
        )

    @cached_property
    def places(self) -> Mapping[int, Source]:
        """Where facts that are named were read, by row; looked up once for all of them."""
        problem = self.proof.problem
        named = {n for conflict in self.proof.conflicts for n in conflict.numbers}
        named |= {
            n for group in self.groups if group.alternatives for n in group.alternatives.numbers
        }
        return problem.report.locate(sorted(problem.numbers[number].row for number in named))
