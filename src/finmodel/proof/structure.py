"""How what is not linear in a component hangs together: ratios, and the relations about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cached_property

from finmodel.language.form import Affine
from finmodel.proof.component import Component, View
from finmodel.proof.problem import Premise
from finmodel.rules.relation.relation import is_claim


class Structure:
    """The premises of one component by what they are about."""

    def __init__(self, component: Component) -> None:
        self.component = component
        self.problem = component.problem

    @cached_property
    def curved(self) -> tuple[int, ...]:
        """The premises that are not linear."""
        claims = self.problem.claims
        return tuple(index for index in self.component.premises if index in claims)

    def stated(self, view: View) -> frozenset[int]:
        """Return the premises that rows of a view say something of."""
        rows = enumerate(view.system.rows)
        return frozenset(view.origin(position).premise for position, row in rows if row.terms)

    def entangled(self, stated: Set[int]) -> tuple[int, ...]:
        """Return the premises of which the rows do not say enough.

        They are not stated by any, or other premises are about their ratios too.
        """
        return tuple(i for i in self.curved if i not in stated or not self._is_alone(i))

    @cached_property
    def factors(self) -> Mapping[int, frozenset[int]]:
        """The ratios of each premise that is not linear."""
        claims = self.problem.claims
        return {i: frozenset(q for c in claims[i] for q in c.factor.terms) for i in self.curved}

    def _is_alone(self, index: int) -> bool:
        """Tell whether a premise alone is about the ratio that it speaks about."""
        premise = self.problem.premises[index]
        claimed = subject(premise)
        return (
            premise.operator == "="
            and self.factors[index] == {claimed}
            and all(len(self.premises_of[quantity]) == 1 for quantity in self.factors[index])
        )

    @cached_property
    def premises_of(self) -> Mapping[int, Sequence[int]]:
        """The premises that are about each quantity."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index in self.component.premises:
            for quantity in self.problem.premises[index].quantities:
                found[quantity].append(index)
        return found

    @cached_property
    def bases(self) -> frozenset[int]:
        """The quantities that equations divide, or divide by, or multiply by ratios."""
        found: set[int] = set()
        for index in self.curved:
            if self.problem.premises[index].operator != "=":
                continue
            for claim in self.problem.claims[index]:
                found.update(claim.numerator.terms, claim.divisor.terms)
        return frozenset(found)


def subject(premise: Premise) -> int | None:
    """Return the quantity that a premise says everything else about, if one stands alone."""
    if isinstance(premise.left, Affine) and is_claim(premise.left):
        (claim,) = premise.left.terms
        return premise.quantities[claim]
    return None
