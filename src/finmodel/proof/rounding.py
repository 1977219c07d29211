"""Statements that were not rounded as they declare.

Truncated digits and digits to the nearest stand for different true values. Where conflicts go away
once all amounts of a statement are read the other way, its declaration may be wrong rather than any
number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.numeric import Interval, Rounding
from finmodel.proof.deadline import Deadline
from finmodel.proof.problem import Problem
from finmodel.proof.prove import Judged, Proof
from finmodel.proof.solve import solve
from finmodel.proof.system import Feasible
from finmodel.qname import QName
from finmodel.taxonomy.network import PARENT_CHILD, Network
from finmodel.taxonomy.taxonomy import Taxonomy

ROUNDING_MODE: Final = Fault(
    "fm:roundingMode",
    "As a statement is declared to be rounded its numbers contradict each other, and rounded the "
    "other way they would not.",
    "Declare the rounding that the statement has, or correct the numbers that the proof names.",
    "Calculations 1.1, section 4",
)

_OTHER: Final = {
    Rounding.NEAREST: Rounding.TRUNCATED,
    Rounding.TRUNCATED: Rounding.NEAREST,
}
_SAID: Final = {
    Rounding.NEAREST: "rounded to the nearest digit",
    Rounding.TRUNCATED: "truncated",
}


@frozen
class OtherRounding:
    """An explanation of conflicts: the amounts of a statement were rounded the other way.

    `statement` is its role. Once the `numbers`, by the problem's indexes, are read as `rounding`
    says, their component is consistent.
    """

    statement: str
    rounding: Rounding
    numbers: frozenset[int]

    def finding(self, taxonomy: Taxonomy) -> Diagnostic:
        """Return what there is to say about it."""
        role = taxonomy.roles.get(self.statement)
        title = role.definition if role and role.definition else self.statement
        return ROUNDING_MODE(
            f"{title}: if {_SAID[_OTHER[self.rounding]]}, numbers contradict each other; if "
            f"{_SAID[self.rounding]}, they agree."
        )


def other_roundings(
    proof: Proof, taxonomy: Taxonomy, *, time_limit: float | None = None
) -> tuple[OtherRounding, ...]:
    """Return the statements each of which explains all conflicts of a component by its rounding.

    Every statement is tried, whether it declares a rounding or takes the usual one, if all of its
    amounts have the same. `time_limit` is in seconds.
    """
    deadline = Deadline(time_limit, 0)
    statements = [
        (network.role, numbers)
        for network in taxonomy.networks_of(PARENT_CHILD)
        if (numbers := _amounts(proof.problem, taxonomy, network))
    ]
    found: dict[tuple[Rounding, frozenset[int]], OtherRounding] = {}
    for judged in proof.judged:
        for role, numbers in statements if judged.conflicts else ():
            other = _read_otherwise(judged, role, numbers, deadline)
            if other is not None:
                found.setdefault((other.rounding, other.numbers), other)
    return tuple(found.values())


def _amounts(problem: Problem, taxonomy: Taxonomy, network: Network) -> Mapping[int, Rounding]:
    """Return the amounts of a statement that are not exact, with how they are rounded."""
    targets = {relationship.target for relationship in network.relationships}
    concepts = {name for name in targets if _is_amount(taxonomy, name)}
    stated = enumerate(problem.numbers)
    return {
        index: problem.report.rounding_of(concept)
        for index, number in stated
        if (concept := problem.quantities[number.quantity].concept) in concepts
        and number.decimals is not None
    }


def _is_amount(taxonomy: Taxonomy, name: QName) -> bool:
    concept = taxonomy.concepts.get(name)
    return concept is not None and concept.data_type.is_monetary


def _read_otherwise(
    judged: Judged, role: str, amounts: Mapping[int, Rounding], deadline: Deadline
) -> OtherRounding | None:
    """Return the other rounding of a statement, if a component is consistent with it."""
    own = {number: amounts[number] for number in judged.component.numbers if number in amounts}
    is_touched = all(not own.keys().isdisjoint(each.numbers) for each in judged.conflicts)
    if len(set(own.values())) != 1 or not is_touched or deadline.is_over:
        return None
    (declared,) = set(own.values())
    rounding = _OTHER[declared]
    replaced = dict(_replaced(judged, own, rounding))
    system = judged.component.system(replaced=replaced)
    verdict = solve(system, time_limit=deadline.left)
    return OtherRounding(role, rounding, frozenset(own)) if isinstance(verdict, Feasible) else None


def _replaced(
    judged: Judged, numbers: Mapping[int, Rounding], rounding: Rounding
) -> Iterator[tuple[int, Interval]]:
    for index in numbers:
        number = judged.component.problem.numbers[index]
        yield index, Interval.reported(number.value, number.decimals, rounding)
