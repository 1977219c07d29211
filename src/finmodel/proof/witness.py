"""From a point in floating point to exact values that satisfy a system."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Final

from finmodel.proof.exact import Factor
from finmodel.proof.scale import Scale
from finmodel.proof.standard import Exact, StandardForm
from finmodel.proof.system import Feasible

_NEAR: Final = 1e-9  # of a span: a point this close to an end is meant to be on it


def equations(form: StandardForm, scale: Scale) -> Factor:
    """Return the equations of a form, to be solved for one variable each, rather a wide one."""
    rows = {i: row.terms for i, row in enumerate(form.rows) if row.operator == "="}
    ranks = {
        v: _rank(form, scale, v) for terms in rows.values() for v in terms if not form.is_fixed(v)
    }
    return Factor(rows, ranks)


def witness(
    form: StandardForm, scale: Scale, point: Sequence[float], factor: Factor | None = None
) -> Feasible | None:
    """Return exact values near a point, or `None` where rounding it breaks something.

    All values are rounded to units; then one variable of each equation takes up what the rounding
    left. `factor` are the equations, if they are known.
    """
    values = rounded(form, scale, point)
    _settle(form, values, equations(form, scale) if factor is None else factor)
    return exactly(form, values)


def on_basis(
    form: StandardForm, scale: Scale, point: Sequence[float], basic: Collection[int]
) -> Feasible | None:
    """Return exact values near a point, with the rows at their bounds that are outside a basis.

    What is strict stays off its bound. `None` where that breaks something.
    """
    values = rounded(form, scale, point)
    size = form.system.size
    tight = [i for i, row in enumerate(form.rows) if row.operator != "<" and size + i not in basic]
    ranks = {v: 0.0 for v in basic if v < size}
    _settle(form, values, Factor({i: form.rows[i].terms for i in tight}, ranks))
    return exactly(form, values)


def vertex(
    form: StandardForm, scale: Scale, point: Sequence[float], basic: Collection[int]
) -> tuple[Fraction, ...]:
    """Return the exact values of a basis, the others being on the ends they are close to."""
    values = rounded(form, scale, point)
    tight = [i for i in range(len(form.rows)) if form.system.size + i not in basic]
    ranks = {v: 0.0 for v in basic if v < form.system.size}
    _settle(form, values, Factor({i: form.rows[i].terms for i in tight}, ranks))
    return tuple(Fraction(value, form.unit) for value in values)


def _settle(form: StandardForm, values: list[Exact], factor: Factor) -> None:
    """Change as many values as there are rows such that these rows are equalities."""
    taken = set(factor.pivots.values())
    rests = {
        i: form.rows[i].bound
        - sum(n * values[v] for v, n in form.rows[i].terms.items() if v not in taken)
        for i in factor.pivots
    }
    for variable, value in factor.solved(rests).items():
        values[variable] = value


def rounded(form: StandardForm, scale: Scale, point: Sequence[float]) -> list[Exact]:
    """Return a point in whole units, on an end where it is very close to one."""
    return [_rounded(form, scale, variable, at) for variable, at in enumerate(point)]


def exactly(form: StandardForm, values: Sequence[Exact]) -> Feasible | None:
    """Return values, given in units, as a witness, or `None` where they satisfy not everything."""
    found = Feasible(tuple(Fraction(value, form.unit) for value in values))
    return found if found.satisfies(form.system) else None


def _rounded(form: StandardForm, scale: Scale, variable: int, at: float) -> Exact:
    span, low, high = scale.spans[variable], form.lows[variable], form.highs[variable]
    value = scale.origins[variable] + round(at * span)
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
