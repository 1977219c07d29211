"""Proving a case: every component judged, simple conflicts first, then deeper ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

from attrs import evolve, frozen

from finmodel.bulk import uncollected
from finmodel.display import Displayed
from finmodel.proof.assembly import UNKNOWN_SIGN, problem_of
from finmodel.proof.component import NO_ROW, Component, View, components_of
from finmodel.proof.contradiction import contradictions, is_refuted
from finmodel.proof.deadline import Deadline
from finmodel.proof.linear import BOTH_ZERO
from finmodel.proof.minimal import minimal
from finmodel.proof.problem import LeftOut, Origin, Problem
from finmodel.proof.solve import solve
from finmodel.proof.system import Infeasible, Refutation, Row, System, Undecided, Verdict
from finmodel.proof.truth import Truth
from finmodel.rules.case import Case

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many quantities of how many have been judged."""

NOT_CONFIRMED: Final = (
    "the linear rows can be satisfied, but values that satisfy the ratios themselves were not found"
)
_UNSIGNED: Final = frozenset({UNKNOWN_SIGN, BOTH_ZERO})
BROKEN: Final = "it is broken by itself: see finmodel validate"
NO_TIME: Final = "time ran out"


class Answer(Enum):
    """Whether true values are possible behind everything that is printed."""

    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNDECIDED = "undecided"


@frozen
class Used:
    """A row of a conflict, over the problem's quantities, with its multiplier."""

    row: Row
    origin: Origin
    multiplier: Fraction


@frozen(eq=False)
class Conflict:
    """Relations and numbers that contradict each other, none of which can be left out.

    The rows and the ends of numbers, by the problem's indexes and times their multipliers, add up
    to 0 being below a negative number, or `0 < 0`: multipliers are those of a `Refutation`.
    `freed` are numbers that counted for nothing, because conflicts before this one name them.
    """

    rows: tuple[Used, ...]
    lows: Mapping[int, Fraction]
    highs: Mapping[int, Fraction]
    numbers: frozenset[int]
    freed: frozenset[int] = frozenset()

    @property
    def is_about_rules(self) -> bool:
        """Whether relations contradict each other whatever is reported."""
        return not self.numbers

    @property
    def premises(self) -> tuple[int, ...]:
        """The relations that take part, each once."""
        return tuple(dict.fromkeys(used.origin.premise for used in self.rows))


@frozen(eq=False)
class Judged:
    """What became of one component.

    `values` satisfy all of it apart from the numbers that conflicts name and the relations of
    conflicts that are about rules; there are none where that is `undecided`, which says why.
    """

    component: Component
    conflicts: tuple[Conflict, ...] = ()
    values: Mapping[int, Fraction] | None = None
    undecided: str = ""

    @property
    def answer(self) -> Answer:
        """The verdict on the component as it is printed."""
        if self.conflicts:
            return Answer.INFEASIBLE
        return Answer.FEASIBLE if self.values is not None else Answer.UNDECIDED


@frozen(eq=False, slots=False)
class Proof(Displayed):
    """What is proved of a report: true values behind it, or conflicts that none can satisfy.

    `has_taxonomy` is false where most relations are unknown for want of one.
    """

    problem: Problem
    judged: tuple[Judged, ...]
    has_taxonomy: bool = True

    @property
    def answer(self) -> Answer:
        """The verdict on the whole report: feasible if every component is.

        Not so where a relation that is left out is broken by itself, though no certificate shows
        that, nor where the relations are not known.
        """
        answers = {judged.answer for judged in self.judged}
        if Answer.INFEASIBLE in answers:
            return Answer.INFEASIBLE
        if Answer.UNDECIDED in answers or self.broken or not self.has_taxonomy:
            return Answer.UNDECIDED
        return Answer.FEASIBLE

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts; those of single relations may share numbers, the others share none."""
        return tuple(conflict for judged in self.judged for conflict in judged.conflicts)

    @property
    def undecided(self) -> tuple[Judged, ...]:
        """The components of which something is not decided."""
        return tuple(judged for judged in self.judged if judged.undecided)

    @cached_property
    def values(self) -> Mapping[int, Fraction]:
        """True values of the quantities of all components that have them, together."""
        found: dict[int, Fraction] = {}
        for judged in self.judged:
            found |= judged.values or {}
        return found

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The relations that nothing is proved about.

        Those that the values satisfy are not among them: they are confirmed with the rest. Nor are
        those that take part in a conflict.
        """
        named = {premise for conflict in self.conflicts for premise in conflict.premises}
        left_out = (left for left in self.problem.left_out if left.premise not in named)
        return tuple(self._said(left) for left in left_out if not self._is_confirmed(left))

    def _said(self, left: LeftOut) -> LeftOut:
        """Return what is left out, with a word about what validation finds broken."""
        problem = self.problem
        if left.premise is None or not is_refuted(problem, problem.premises[left.premise]):
            return left
        return evolve(left, reason=f"{left.reason}; {BROKEN}", is_broken=True)

    @property
    def broken(self) -> tuple[LeftOut, ...]:
        """The relations among these that are broken by themselves."""
        return tuple(left for left in self.left_out if left.is_broken)

    @cached_property
    def unconfirmed(self) -> frozenset[int]:
        """The premises that are left out, at least in part, and not true of the values."""
        left_out = (left for left in self.problem.left_out if not self._is_confirmed(left))
        return frozenset(left.premise for left in left_out if left.premise is not None)

    def _is_confirmed(self, left: LeftOut) -> bool:
        if left.premise is None or not self.values.keys() >= set(left.quantities):
            return False
        return self.problem.premises[left.premise].holds(self.values)


@uncollected()
def prove(
    case: Case, *, time_limit: float | None = None, progress: Progress | None = None
) -> Proof:
    """Prove that all numbers and relations of a case can be true together, or that they cannot.

    `time_limit` is in seconds; what is not decided by then is said to be undecided. Raises
    `SolverMissingError` where the solver is not installed.
    """
    deadline = Deadline(time_limit, 0)
    problem = problem_of(case)
    components = components_of(problem)
    total = sum(len(component.quantities) for component in components)
    judged: list[Judged] = []
    done = 0
    for component in components:
        judged.append(_Judge(component, deadline).judged())
        done += len(component.quantities)
        if progress is not None:
            progress(done, total)
    return Proof(problem, tuple(judged), case.has_taxonomy)


class _Judge:
    """Judges one component."""

    def __init__(self, component: Component, deadline: Deadline) -> None:
        self._component = component
        self._deadline = deadline
        self._truth = Truth(component, deadline)

    def judged(self) -> Judged:
        """Return the conflicts, simple ones first, and values of what is left.

        A relation that its own numbers refute has a conflict of its own, whatever others name
        these numbers. Only then are they freed, to look for deeper conflicts.
        """
        whole = self._component.view()
        found = contradictions(self._component)
        conflicts = [self._conflict(whole, refutation) for refutation in found]
        freed = frozenset[int]().union(*(conflict.numbers for conflict in conflicts))
        dropped = frozenset(p for c in conflicts if c.is_about_rules for p in c.premises)
        while True:
            view = self._view(freed, dropped)
            verdict = self._solve(view.system)
            if isinstance(verdict, Infeasible):
                least = minimal(view.system, verdict.refutation, time_limit=self._deadline.left)
                conflict = self._conflict(view, least, freed)
                conflicts.append(conflict)
                freed |= conflict.numbers
                if conflict.is_about_rules:
                    dropped |= frozenset(conflict.premises)
                continue
            if isinstance(verdict, Undecided):
                return Judged(self._component, tuple(conflicts), None, verdict.reason)
            values = self._values(view, verdict.witness, freed, dropped)
            said = (
                "" if values is not None else NO_TIME if self._deadline.is_over else NOT_CONFIRMED
            )
            return Judged(self._component, tuple(conflicts), values, said)

    def _values(
        self,
        view: View,
        witness: Sequence[Fraction],
        freed: frozenset[int],
        dropped: frozenset[int],
    ) -> Mapping[int, Fraction] | None:
        """Return true values; relations that need a sign which nothing tells may be left out.

        Not so relations about ratios that nothing keeps in bounds: these must be confirmed.
        """
        left = self._component.problem.left_out
        unsigned = (one.premise for one in left if one.reason in _UNSIGNED)
        optional = frozenset(premise for premise in unsigned if premise is not None)
        return self._truth.values(view, witness, freed, dropped, optional)

    def _solve(self, system: System) -> Verdict:
        if self._deadline.is_over:
            return Undecided(NO_TIME)
        return solve(system, time_limit=self._deadline.left)

    def _view(self, freed: Set[int], dropped: Set[int]) -> View:
        """Return the view of the component without some numbers and premises."""
        view = self._component.view(freed)
        if not dropped:
            return view
        rows = [
            NO_ROW if view.origin(position).premise in dropped else row
            for position, row in enumerate(view.system.rows)
        ]
        return evolve(view, system=evolve(view.system, rows=tuple(rows)))

    def _conflict(
        self, view: View, least: Refutation, freed: frozenset[int] = frozenset()
    ) -> Conflict:
        component, problem = self._component, self._component.problem
        rows = tuple(
            Used(self._over_quantities(view.system.rows[position]), view.origin(position), times)
            for position, times in least.rows.items()
        )
        lows, highs = (
            {component.numbers[position]: times for position, times in ends.items()}
            for ends in (least.lows, least.highs)
        )
        bounds = [bound for used in rows for bound in used.origin.bounds]
        numbers = frozenset((*lows, *highs)) | problem.resting_on(bounds)
        return Conflict(rows, lows, highs, numbers, freed)

    def _over_quantities(self, row: Row) -> Row:
        quantities = self._component.quantities
        terms = {quantities[variable]: factor for variable, factor in row.terms.items()}
        return evolve(row, terms=terms)
