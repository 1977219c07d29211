"""Is there anything that satisfies a system? An answer comes with a checked certificate.

The solver looks first well inside the ends, where rounding its point to exact values breaks
nothing, then ever closer to them. What it finds impossible is proved on the few rows it names. If
its hints lead to no certificate, the exact simplex method goes on from where it stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.simplex import Judge
from finmodel.proof.solver import Hint, Model
from finmodel.proof.standard import Exact, StandardForm
from finmodel.proof.system import Infeasible, System, Undecided, Verdict
from finmodel.proof.witness import rounded, witness

_MARGINS: Final = (2**-8, 2**-14, 2**-20, 0.0)
_NO_CHANGE: Final[Mapping[int, Interval]] = {}


def solve(system: System, *, time_limit: float | None = None) -> Verdict:
    """Return whether anything satisfies a system, with the certificate, checked exactly.

    `time_limit` is in seconds. Raises `SolverMissingError` where the solver is not installed.
    """
    return Inquiry(system).verdict(time_limit=time_limit)


class Inquiry:
    """One system, asked about again and again with some limits replaced and rows left out.

    The solver keeps its model and its last basis, so that a question close to the one before is
    answered quickly. The indexes of limits and rows stay what they are in the system.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self._form = StandardForm.of(system)
        self._on: defaultdict[int, set[int]] = defaultdict(set)
        for index, limit in enumerate(system.limits):
            self._on[limit.variable].add(index)
        self._model: Model | None = None
        self._variables = set[int]()  # in which the model differs from the system
        self._rows = set[int]()

    def verdict(
        self,
        replaced: Mapping[int, Interval] = _NO_CHANGE,
        dropped: Collection[int] = (),
        *,
        time_limit: float | None = None,
    ) -> Verdict:
        """Return the verdict on the system with these limits replaced and these rows left out.

        A limit is freed by `Interval.everything()`.
        """
        deadline = Deadline(time_limit, len(self.system.rows))
        try:
            form = self._form
            if replaced or dropped:
                form = form.changed(replaced, dropped, self._on)
            crossing = form.crossing()
            if crossing is not None:
                return Infeasible(crossing)
            changed = {self.system.limits[index].variable for index in replaced}
            return self._searched(form, changed, set(dropped), deadline)
        except MemoryError:
            return Undecided("memory ran out")

    def _searched(
        self, form: StandardForm, variables: set[int], rows: set[int], deadline: Deadline
    ) -> Verdict:
        hint, values = Hint(None), list[Exact]()
        try:
            for margin in _MARGINS:
                if self._model is None:
                    self._model = Model(self._form)
                self._model.change(form, self._variables | variables, self._rows | rows, margin)
                self._variables, self._rows = variables, rows
                hint = self._model.feasibility(deadline.left)
                verdict = certified(form, self._model, hint, deadline)
                if verdict is not None:
                    return verdict
            if self._model is not None and hint.point:
                values = rounded(form, self._model.scale, hint.point)
        except OverflowError:
            self._model = None  # the amounts are beyond floating point, not beyond exact numbers
        everything = range(len(form.rows))
        return Judge(form, everything, hint.basic, values).verdict(deadline.allows)


def certified(form: StandardForm, model: Model, hint: Hint, deadline: Deadline) -> Verdict | None:
    """Return the verdict that a hint leads to, or `None` where it leads to no certificate."""
    if hint.is_feasible:
        return witness(form, model.scale, hint.point)
    if hint.ray:
        verdict = Judge(form, hint.ray, hint.basic).verdict(deadline.allows)
        return verdict if isinstance(verdict, Infeasible) else None
    return None
