"""Is there anything that satisfies a system? An answer comes with a checked certificate.

The solver looks first well inside the ends, where rounding its point to exact values breaks
nothing, then ever closer to them. What it finds impossible is proved on the few rows it names. If
its hints lead to no certificate, the exact simplex method goes on from where it stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from attrs import frozen

from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.simplex import Judge
from finmodel.proof.solver import NO_MARGIN, Hint, Margin, Model
from finmodel.proof.standard import Exact, StandardForm
from finmodel.proof.system import Infeasible, System, Undecided, Verdict
from finmodel.proof.witness import on_basis, rounded, witness

_MARGINS: Final = (
    *(Margin(step, step) for step in (2**-8, 2**-14, 2**-20)),
    *(Margin(step) for step in (2**-8, 2**-20)),
    NO_MARGIN,
)
_HINTED_ROUNDS: Final = 5
_NO_CHANGE: Final[Mapping[int, Interval]] = {}


def solve(system: System, *, time_limit: float | None = None) -> Verdict:
    """Return whether anything satisfies a system, with the certificate, checked exactly.

    `time_limit` is in seconds. Raises `SolverMissingError` where the solver is not installed.
    """
    return Inquiry(system).verdict(time_limit=time_limit)


@frozen
class Question:
    """A changed system, and the variables and rows in which it differs from the original."""

    form: StandardForm
    variables: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()


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
        self._held = Question(self._form)

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
        return self.verdict_on(self.question(replaced, dropped), deadline)

    def verdict_on(self, question: Question, deadline: Deadline) -> Verdict:
        """Return the verdict on a question of this inquiry."""
        crossing = question.form.crossing()
        if crossing is not None:
            return Infeasible(crossing)
        try:
            return self._searched(question, deadline)
        except MemoryError:
            return Undecided("memory ran out")

    def question(
        self, replaced: Mapping[int, Interval] = _NO_CHANGE, dropped: Collection[int] = ()
    ) -> Question:
        """Return the system with these limits replaced and these rows left out."""
        form = self._form
        if replaced or dropped:
            form = form.changed(replaced, dropped, self._on)
        changed = {self.system.limits[index].variable for index in replaced}
        return Question(form, frozenset(changed), frozenset(dropped))

    def model(self, question: Question, margin: Margin = NO_MARGIN) -> Model:
        """Return the solver, ready for a question; raises `OverflowError` as `Model` does."""
        if self._model is None:
            self._model = Model(self._form)
        variables, rows = self._held.variables | question.variables, self._held.rows | question.rows
        self._model.change(question.form, variables, rows, margin)
        self._held = question
        return self._model

    def _searched(self, question: Question, deadline: Deadline) -> Verdict:
        form, hint, values = question.form, Hint(None), list[Exact]()
        try:
            for margin in _MARGINS:
                model = self.model(question, margin)
                hint = model.feasibility(deadline.left)
                verdict = certified(form, model, hint, deadline)
                if verdict is not None:
                    return verdict
            if hint.point:
                values = rounded(form, model.scale, hint.point)
        except OverflowError:
            pass  # amounts beyond floating point are not beyond exact numbers
        return Judge(form, hint.basic, values).verdict(deadline.allows)


def certified(form: StandardForm, model: Model, hint: Hint, deadline: Deadline) -> Verdict | None:
    """Return the verdict that a hint leads to, or `None` where it leads to no certificate."""
    if hint.is_feasible:
        near = witness(form, model.scale, hint.point)
        return near or on_basis(form, model.scale, hint.point, hint.basic)
    if hint.ray:
        # what holds only inside a margin is not proved in any number of rounds
        judge = Judge(form, hint.basic, rows=hint.ray)
        verdict = judge.verdict(lambda turn: turn < _HINTED_ROUNDS and deadline.allows(turn))
        return verdict if isinstance(verdict, Infeasible) else None
    return None
