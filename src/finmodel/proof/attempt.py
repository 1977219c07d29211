"""Attempts to satisfy a system: values where there are some, no proof where there are none."""

from __future__ import annotations

from typing import Final

from finmodel.proof.deadline import Deadline
from finmodel.proof.solve import Inquiry
from finmodel.proof.solver import NO_MARGIN, Margin
from finmodel.proof.system import System, Undecided, Verdict

NOT_FOUND: Final = "no values were found"

_MARGINS: Final = (Margin(2**-8, 2**-8), NO_MARGIN)


def attempt(system: System, *, time_limit: float | None = None) -> Verdict:
    """Return values that satisfy a system, checked exactly; nothing where the solver sees none.

    `time_limit` is in seconds. Raises `SolverMissingError` where the solver is not installed.
    """
    deadline = Deadline(time_limit, len(system.rows))
    inquiry = Inquiry(system)
    question = inquiry.question()
    if question.form.crossing() is not None:
        return Undecided(NOT_FOUND)
    try:
        for margin in _MARGINS:
            if inquiry.model(question, margin).feasibility(deadline.left).is_feasible:
                return inquiry.verdict_on(question, deadline)
    except (MemoryError, OverflowError):
        pass  # what floating point cannot hold is not attempted
    return Undecided(NOT_FOUND)
