"""Whether linear constraints can hold together, by Fourier and Motzkin's elimination.

Exact, slow and a screenful: what the prover says of small cases is compared with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from finmodel.numeric import Interval

Key = tuple[tuple[str, Fraction], ...]


@frozen
class Constraint:
    """The sum of the terms is at most the bound: below it, or equal to it, where it says so."""

    terms: Mapping[str, Fraction]
    bound: Fraction
    is_strict: bool = False
    is_equation: bool = False

    def plus(self, other: Constraint, factor: Fraction) -> Constraint:
        """Return this and a multiple of another, added up."""
        terms = dict(self.terms)
        for name, coefficient in other.terms.items():
            terms[name] = terms.get(name, Fraction(0)) + factor * coefficient
        return Constraint(
            {name: coefficient for name, coefficient in terms.items() if coefficient},
            self.bound + factor * other.bound,
            self.is_strict or other.is_strict,
            self.is_equation and other.is_equation,
        )

    @property
    def holds(self) -> bool:
        """Whether it holds where no terms are left."""
        if self.is_equation:
            return self.bound == 0
        return self.bound > 0 or (self.bound == 0 and not self.is_strict)


def inside(name: str, interval: Interval) -> list[Constraint]:
    """Return what it means for a variable to be in an interval."""
    return within({name: Fraction(1)}, {}, interval)


def within(
    above: Mapping[str, Fraction], below: Mapping[str, Fraction], interval: Interval
) -> list[Constraint]:
    """Return what it means for a quotient to be in an interval, its divisor being positive.

    Without a divisor it is the form above the line that is in the interval.
    """
    found = []
    zero = Constraint({}, Fraction(0))
    for sign, end, is_open in (
        (1, interval.high, interval.high_open),
        (-1, interval.low, interval.low_open),
    ):
        if end is not None:
            numerator = zero.plus(Constraint(above, Fraction(0)), Fraction(sign))
            whole = numerator.plus(Constraint(below, Fraction(0)), -sign * end)
            bound = Fraction(0) if below else sign * end
            found.append(Constraint(whole.terms, bound, is_open))
    return found


def is_feasible(constraints: Iterable[Constraint]) -> bool:
    """Tell whether some values satisfy all constraints."""
    left = list(constraints)
    while names := {name for constraint in left for name in constraint.terms}:
        if not all(constraint.holds for constraint in left if not constraint.terms):
            return False
        left = min((_eliminated(name, left) for name in sorted(names)), key=len)
    return all(constraint.holds for constraint in left)


def _eliminated(name: str, constraints: Sequence[Constraint]) -> list[Constraint]:
    free = [constraint for constraint in constraints if name not in constraint.terms]
    bound = [constraint for constraint in constraints if name in constraint.terms]
    equation = next((constraint for constraint in bound if constraint.is_equation), None)
    if equation is not None:
        pivot = equation.terms[name]
        others = (constraint for constraint in bound if constraint is not equation)
        return free + [other.plus(equation, -other.terms[name] / pivot) for other in others]
    uppers = [constraint for constraint in bound if constraint.terms[name] > 0]
    lowers = [constraint for constraint in bound if constraint.terms[name] < 0]
    pairs = (
        upper.plus(lower, -upper.terms[name] / lower.terms[name])
        for upper in uppers
        for lower in lowers
    )
    return _tightest([*free, *pairs])


def _tightest(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Return the constraints without those that another one with the same terms implies."""
    found: dict[tuple[Key, bool], Constraint] = {}
    for constraint in constraints:
        scale = next((abs(c) for _, c in sorted(constraint.terms.items())), Fraction(1))
        one = Constraint({}, Fraction(0), is_equation=constraint.is_equation)
        normal = one.plus(constraint, 1 / scale)
        key = (tuple(sorted(normal.terms.items())), normal.is_equation)
        other = found.setdefault(key, normal)
        if normal.is_equation and normal.bound != other.bound:
            return [Constraint({}, Fraction(1), is_equation=True)]  # they contradict each other
        if (normal.bound, not normal.is_strict) < (other.bound, not other.is_strict):
            found[key] = normal
    return list(found.values())
