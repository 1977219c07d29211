"""Values well inside everything that a system says, so that others have room around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.solve import Inquiry
from finmodel.proof.solver import Margin
from finmodel.proof.system import Feasible, System
from finmodel.proof.witness import rounded

_MARGINS: Final = (Margin(2**-8, 2**-8), Margin(2**-20, 2**-20), Margin(2**-20))
_TURNS: Final = 8
_NEAR: Final = 64
_SPREAD: Final = 2_654_435_761  # a prime beyond 2³¹: its multiples have bits like those of chance


def centre(system: System, deadline: Deadline) -> Feasible | None:
    """Return values about in the middle of those that satisfy a system, checked exactly.

    What has limits is close to the average of corners in all directions. `None` where no such
    values are found; there may be some all the same.
    """
    inquiry = Inquiry(system)
    question = inquiry.question()
    try:
        for margin in _MARGINS:
            model = inquiry.model(question, margin)
            corners = [
                hint.point
                for objective in _directions(system)
                if (hint := model.least(objective, deadline.left)).is_feasible
            ]
            if corners:
                middle = [sum(values) / len(corners) for values in zip(*corners, strict=True)]
                values = rounded(question.form, model.scale, middle)
                near = _near(system, [Fraction(value, question.form.unit) for value in values])
                verdict = inquiry.verdict_on(inquiry.question(near), deadline)
                return verdict if isinstance(verdict, Feasible) else None
    except (MemoryError, OverflowError):
        pass  # what floating point cannot hold has no middle to be seen
    return None


def _near(system: System, middle: Sequence[Fraction]) -> dict[int, Interval]:
    """Return narrow limits about a point in place of those with two ends."""
    found: dict[int, Interval] = {}
    for index, limit in enumerate(system.limits):
        width, at = limit.interval.width, middle[limit.variable]
        if width:
            found[index] = limit.interval & Interval(at - width / _NEAR, at + width / _NEAR)
    return found


def _directions(system: System) -> Iterator[dict[int, Fraction]]:
    """Yield sums that weigh each variable with two ends by its width, one way and the opposite."""
    widths = {limit.variable: limit.interval.width for limit in system.limits}
    for turn in range(_TURNS):
        one: dict[int, Fraction] = {}
        for variable, width in widths.items():
            if width:
                sign = -1 if (variable + 1) * _SPREAD >> (turn + 8) & 1 else 1
                one[variable] = sign / width
        yield one
        yield {variable: -factor for variable, factor in one.items()}
