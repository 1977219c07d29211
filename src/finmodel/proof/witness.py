"""From a point in floating point to exact values that satisfy a system."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from finmodel.proof.exact import Factor
from finmodel.proof.solver import Scale
from finmodel.proof.standard import Exact, StandardForm
from finmodel.proof.system import Feasible

_NEAR: Final = 1e-9  # of a span: a point this close to an end is meant to be on it


def witness(form: StandardForm, scale: Scale, point: Sequence[float]) -> Feasible | None:
    """Return exact values near a point, or `None` where rounding it breaks something.

    All values are rounded to units; then one variable of each equation, rather a wide one, takes
    up what the rounding left.
    """
    values = rounded(form, scale, point)
    equations = {i: row.terms for i, row in enumerate(form.rows) if row.operator == "="}
    ranks = {
        v: _rank(form, scale, v)
        for terms in equations.values()
        for v in terms
        if not form.is_fixed(v)
    }
    factor = Factor(equations, ranks)
    taken = set(factor.pivots.values())
    rests = {
        i: form.rows[i].bound
        - sum(n * values[v] for v, n in equations[i].items() if v not in taken)
        for i in factor.pivots
    }
    for variable, value in factor.solved(rests).items():
        values[variable] = value
    return exactly(form, values)


def rounded(form: StandardForm, scale: Scale, point: Sequence[float]) -> list[Exact]:
    """Return a point in whole units, on an end where it is very close to one."""
    return [_rounded(form, scale, variable, at) for variable, at in enumerate(point)]


def exactly(form: StandardForm, values: Sequence[Exact]) -> Feasible | None:
    """Return values, given in units, as a witness, or `None` where they satisfy not everything."""
    found = Feasible(tuple(Fraction(value) / form.unit for value in values))
    return found if found.satisfies(form.system) else None


def _rounded(form: StandardForm, scale: Scale, variable: int, at: float) -> Exact:
    span, low, high = scale.spans[variable], form.lows[variable], form.highs[variable]
    steps = Fraction(at) * Fraction(span)
    value = scale.origins[variable] + round(steps)
    near = int(span * _NEAR)
    if low is not None and value <= low.value + near:
        return low.value
    if high is not None and value >= high.value - near:
        return high.value
    return value


def _rank(form: StandardForm, scale: Scale, variable: int) -> float:
    if form.lows[variable] is None and form.highs[variable] is None:
        return -float("inf")
    return -scale.spans[variable]
