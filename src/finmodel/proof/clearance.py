"""Clearance: values well inside the rows, where a witness is at their bounds.

A witness may have zero, or next to it, for all that nothing prints: the revenues of a part, and
with them what is a share of them. Ratios of such amounts cannot move, and tangents mislead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import evolve

from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.solver import Margin, Model
from finmodel.proof.standard import StandardForm
from finmodel.proof.system import Limit, Row, System
from finmodel.proof.witness import rounded

_ROOM: Final = Fraction(1, 8)
"""What part of an amount a row about it keeps off its bound, if it can."""

_PARTS: Final = 256
"""One of so many parts of its interval a number keeps away from either end."""

_MARGIN: Final = Margin(1 / _PARTS)


def cleared(system: System, deadline: Deadline) -> Sequence[Fraction] | None:
    """Return values well inside the rows of a system, which they satisfy nearly.

    `None` where the solver finds none. Raises `OverflowError` as `Model` does.
    """
    if deadline.is_over:
        return None
    loose, rooms = _loose(system)
    base = StandardForm.of(system)
    form = _narrowed(StandardForm.of(loose, base.unit), system.size)
    model = Model(form)
    model.change(form, (), (), _MARGIN)
    hint = model.least({variable: -1 / room for variable, room in rooms.items()}, deadline.left)
    if not hint.is_feasible:
        return None
    point = rounded(base, model.scale, hint.point[: system.size])
    return [Fraction(value, base.unit) for value in point]


def _loose(system: System) -> tuple[System, Mapping[int, Fraction]]:
    """Return a system in which rows may leave room, and the variables that say how much.

    These are rows about what nothing limits; numbers are kept off their ends by themselves.
    """
    sizes = _sizes(system)
    limited = {limit.variable for limit in system.limits if limit.interval.width is not None}
    limits, rows = list(system.limits), list(system.rows)
    rooms: dict[int, Fraction] = {}
    for index, row in enumerate(rows):
        free = [abs(k) * sizes[v] for v, k in row.terms.items() if v not in limited]
        if row.operator != "=" and free:
            variable, room = system.size + len(rooms), min(free) * _ROOM
            limits.append(Limit(variable, Interval(Fraction(0), room)))
            rows[index] = Row({**row.terms, variable: Fraction(1)}, row.operator, row.bound)
            rooms[variable] = room
    return System(system.size + len(rooms), tuple(limits), tuple(rows)), rooms


def _narrowed(form: StandardForm, size: int) -> StandardForm:
    """Return a form with the ends of so many variables moved inwards."""
    lows, highs = list(form.lows), list(form.highs)
    for variable in range(size):
        low, high = form.lows[variable], form.highs[variable]
        if low is not None and high is not None:
            inside = (high.value - low.value) // _PARTS
            lows[variable] = evolve(low, value=low.value + inside)
            highs[variable] = evolve(high, value=high.value - inside)
    return evolve(form, lows=lows, highs=highs)


def _sizes(system: System) -> Mapping[int, Fraction]:
    """Return how large each variable is, roughly: as its limits say, or a row about it."""
    sizes: dict[int, Fraction] = {}
    for limit in system.limits:
        low, high = limit.interval.low, limit.interval.high
        if low is not None and high is not None:
            sizes[limit.variable] = max(abs(low), abs(high)) or Fraction(1)
    pending = list(system.rows)
    found = sizes
    while found:
        found = {}
        pending = [row for row in pending if not row.terms.keys() <= sizes.keys()]
        for row in pending:
            known = [abs(k) * sizes[v] for v, k in row.terms.items() if v in sizes]
            for variable in row.terms.keys() - sizes.keys() if known else ():
                size = max(known) / abs(row.terms[variable])
                found[variable] = min(size, found.get(variable, size))
        sizes |= found
    return {variable: sizes.get(variable, Fraction(1)) for variable in range(system.size)}
