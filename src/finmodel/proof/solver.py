"""The floating-point solver, HiGHS: where to look for a certificate, never a verdict.

Each variable is measured from the middle of its interval in half widths, each row by its largest
term, so that the solver sees numbers near one whatever the amounts are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from types import ModuleType
from typing import Any, Final

from attrs import evolve, frozen

from finmodel.proof.scale import Scale, scaled
from finmodel.proof.standard import End, Exact, IntegerRow, StandardForm

_TOLERANCE: Final = 1e-10
_ROW_MARGIN: Final = 2.0**-24  # a growth rate of a small amount leaves little room
_PARALLEL: Final = 1 << 13  # of reductions, the one that writes to the terminal when it is undone


@frozen
class Margin:
    """How far inside its ends the solver looks: of open ones, and of closed ones, in spans."""

    open: float = 0.0
    closed: float = 0.0


NO_MARGIN: Final = Margin()


class SolverMissingError(ImportError):
    """The solver is not installed; the message says how to get it."""


@frozen
class Hint:
    """What the solver believes; `None` for each thing it does not offer.

    `point` is the position of each variable, in its span from its origin. `ray` gives multipliers
    of rows (in whole numbers) that may refute. `basic` are the variables, and the rows counted
    from the number of variables on, that lie between their ends.
    """

    is_feasible: bool | None
    point: Sequence[float] = ()
    ray: Mapping[int, float] = {}
    duals: Sequence[float] = ()
    basic: frozenset[int] = frozenset()
    is_unbounded: bool = False


class Model:
    """One system in the solver, kept with its last basis while ends change.

    Raises `SolverMissingError`; `OverflowError` where amounts are beyond floating point.
    """

    def __init__(self, form: StandardForm, scale: Scale | None = None) -> None:
        self._highs = _solver()
        self._form = form
        self._scale = scale or scaled(form)
        self._weights: list[float] = []
        self._bounds: list[float] = []
        self._margin = NO_MARGIN
        self._is_warm = False
        self._pass()

    @property
    def scale(self) -> Scale:
        """How the solver's values are measured."""
        return self._scale

    def _pass(self) -> None:
        import numpy as np

        form, spans = self._form, self._scale.spans
        starts, columns, values = [0], list[int](), list[float]()
        for row in form.rows:
            terms = [n * spans[v] for v, n in row.terms.items()]
            weight = max(map(abs, terms), default=1.0)
            self._weights.append(weight)
            self._bounds.append(float(self._rest(row)) / weight)
            columns.extend(row.terms)
            values.extend(term / weight for term in terms)
            starts.append(len(columns))
        lows, highs = self._ends(range(form.system.size), NO_MARGIN)
        below, above = self._sides(range(len(form.rows)), NO_MARGIN)
        lp = _core().HighsLp()
        lp.num_col_, lp.num_row_ = form.system.size, len(form.rows)
        lp.col_cost_ = np.zeros(form.system.size)
        lp.col_lower_, lp.col_upper_ = np.array(lows, float), np.array(highs, float)
        lp.row_lower_, lp.row_upper_ = np.array(below, float), np.array(above, float)
        lp.a_matrix_.format_ = _core().MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, np.int32)
        lp.a_matrix_.index_ = np.array(columns, np.int32)
        lp.a_matrix_.value_ = np.array(values, float)
        self._highs.passModel(lp)

    def _rest(self, row: IntegerRow) -> Exact:
        origins = self._scale.origins
        return row.bound - sum(n * origins[v] for v, n in row.terms.items())

    def _ends(self, variables: Iterable[int], margin: Margin) -> tuple[list[float], list[float]]:
        lows, highs = list[float](), list[float]()
        for variable in variables:
            inside = NO_MARGIN if self._form.is_fixed(variable) else margin
            lows.append(self._position(variable, self._form.lows[variable], inside, 1))
            highs.append(self._position(variable, self._form.highs[variable], inside, -1))
        return lows, highs

    def _position(self, variable: int, end: End | None, margin: Margin, sign: int) -> float:
        if end is None:
            return -sign * _infinity()
        at = float(end.value - self._scale.origins[variable]) / self._scale.spans[variable]
        return at + sign * (margin.open if end.is_open else margin.closed)

    def _sides(self, rows: Iterable[int], margin: Margin) -> tuple[list[float], list[float]]:
        below, above = list[float](), list[float]()
        for index in rows:
            row = self._form.rows[index]
            is_equation = row.operator == "="
            bound = self._bounds[index] if row.terms else 0.0
            silent = not row.terms and bool(self._weights)
            below.append(bound if is_equation and not silent else -_infinity())
            inside = _ROW_MARGIN if margin.closed and not is_equation else 0.0
            if row.operator == "<" and not margin.closed:
                inside = margin.open
            above.append(_infinity() if silent else bound - inside)
        return below, above

    def change(
        self, form: StandardForm, variables: Collection[int], rows: Collection[int], margin: Margin
    ) -> None:
        """Take the ends of a changed form for some variables and rows, `margin` inside them.

        Rows of a changed form say the same as before, or nothing.
        """
        import numpy as np

        self._form = form
        if margin != self._margin:
            variables, rows = range(form.system.size), range(len(form.rows))
            self._margin = margin
        if variables:
            lows, highs = self._ends(variables, margin)
            self._highs.changeColsBounds(
                len(lows), np.array(list(variables), np.int32), np.array(lows), np.array(highs)
            )
        if rows:
            below, above = self._sides(rows, margin)
            self._highs.changeRowsBounds(
                len(below), np.array(list(rows), np.int32), np.array(below), np.array(above)
            )

    def replace(self, changed: Mapping[int, IntegerRow]) -> StandardForm:
        """Let some rows say something else, and return the form then; the basis stays."""
        spans, rows = self._scale.spans, list(self._form.rows)
        for index, row in changed.items():
            terms = dict.fromkeys(rows[index].terms, 0.0)
            terms |= {v: n * spans[v] for v, n in row.terms.items()}
            weight = max(map(abs, terms.values()), default=0.0) or 1.0
            self._weights[index] = weight
            self._bounds[index] = float(self._rest(row)) / weight
            for variable, term in terms.items():
                self._highs.changeCoeff(index, variable, term / weight)
            rows[index] = row
        form = evolve(self._form, rows=rows)
        self.change(form, (), changed.keys(), self._margin)
        return form

    def feasibility(self, time_limit: float | None = None) -> Hint:
        """Return what the solver believes about the ends it was given last."""
        return self._run(time_limit, {})

    def least(self, objective: Mapping[int, Fraction], time_limit: float | None = None) -> Hint:
        """Return where the solver believes that an objective is smallest."""
        spans = self._scale.spans
        costs = {v: float(c) * spans[v] for v, c in objective.items()}
        largest = max(map(abs, costs.values()), default=1.0)
        return self._run(time_limit, {v: cost / largest for v, cost in costs.items()})

    def _run(self, time_limit: float | None, costs: Mapping[int, float]) -> Hint:
        self._cost(costs)
        # the clock of the solver goes on from run to run
        end = self._highs.getRunTime() + (_infinity() if time_limit is None else time_limit)
        self._highs.setOptionValue("time_limit", end)
        self._highs.run()
        if not self._is_warm and self._highs.getModelStatus() != _core().HighsModelStatus.kOptimal:
            # reductions find that nothing is feasible without leaving a ray or a basis
            self._highs.setOptionValue("presolve", "off")
            self._highs.run()
        self._is_warm = True
        hint = self._answer(bool(costs))
        self._cost(dict.fromkeys(costs, 0.0))
        return hint

    def _cost(self, costs: Mapping[int, float]) -> None:
        import numpy as np

        if costs:
            self._highs.changeColsCost(
                len(costs), np.array(list(costs), np.int32), np.array(list(costs.values()), float)
            )

    def _answer(self, with_duals: bool) -> Hint:
        status, known = self._highs.getModelStatus(), _core().HighsModelStatus
        if status in {known.kOptimal, known.kModelEmpty}:
            solution = self._highs.getSolution()
            duals = list(solution.row_dual) if with_duals else ()
            return Hint(True, list(solution.col_value), {}, duals, self._basic())
        if status == known.kInfeasible:
            _, has_ray, ray = self._highs.getDualRay()
            found = dict(enumerate(ray.tolist())) if has_ray else {}
            weights = self._weights
            return Hint(
                False, (), {i: y / weights[i] for i, y in found.items() if y}, (), self._basic()
            )
        unbounded = status in {known.kUnbounded, known.kUnboundedOrInfeasible}
        return Hint(None, basic=self._basic(), is_unbounded=unbounded)

    def _basic(self) -> frozenset[int]:
        basis = self._highs.getBasis()
        if not basis.valid:
            return frozenset()
        inside = _core().HighsBasisStatus.kBasic
        statuses = chain(basis.col_status, basis.row_status)
        return frozenset(i for i, status in enumerate(statuses) if status == inside)


def _infinity() -> float:
    return float("inf")


def is_installed() -> bool:
    """Tell whether there is a solver, without loading it."""
    return find_spec("highspy") is not None


def _core() -> ModuleType:
    try:
        highspy = import_module("highspy")
    except ImportError as error:
        message = "proofs need the solver HiGHS: pip install 'finmodel[proof]'"
        raise SolverMissingError(message) from error
    return highspy


def _solver() -> Any:  # noqa: ANN401 - the package declares half of its methods
    highs = _core().Highs()
    for option, value in (
        ("output_flag", False),
        ("presolve_rule_off", _PARALLEL),
        ("threads", 1),
        ("small_matrix_value", 1e-12),
        ("parallel", "off"),
        ("random_seed", 0),
        ("solver", "simplex"),
        ("primal_feasibility_tolerance", _TOLERANCE),
    ):
        highs.setOptionValue(option, value)
    return highs
