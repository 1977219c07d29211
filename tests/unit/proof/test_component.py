"""Components: what they say once numbers are freed or replaced."""

from __future__ import annotations

from fractions import Fraction

import pytest

from finmodel.numeric import Interval
from finmodel.proof.component import EVERYTHING, NO_ROW, Component
from finmodel.proof.prove import Answer, prove
from finmodel.proof.solve import solve
from finmodel.proof.solver import Model
from finmodel.proof.system import Feasible, Infeasible
from tests.unit.proof.known import PROFIT, SUMS, case

TOTAL, COST, MARGIN = 0, 1, 2


def component() -> Component:
    """Return a total, costs, and what is left as a margin, of which 0.5 can be true."""
    proof = prove(case(("Total 10 0", "Cost 5 0", "Margin 0.5 1"), PROFIT))
    (judged,) = proof.judged
    return judged.component


def test_without_change_a_view_is_of_the_problem() -> None:
    own = component()
    view = own.view()
    assert view.system == own.view({99}).system
    assert [limit.interval for limit in view.system.limits] == [
        own.problem.numbers[number].interval for number in own.numbers
    ]
    assert view.changed == {}


def test_a_number_that_is_freed_says_nothing_and_its_rows_go() -> None:
    own = component()
    before, after = own.view().system, own.view({MARGIN}).system
    assert after.limits[own.position[MARGIN]].interval == EVERYTHING
    gone = [i for i, row in enumerate(after.rows) if row == NO_ROW]
    bounded_by_margin = [
        i
        for i, row in enumerate(own.rows)
        if MARGIN in own.problem.resting_on(own.problem.origins[row].bounds)
    ]
    assert gone == bounded_by_margin != []
    assert all(after.rows[i] == row for i, row in enumerate(before.rows) if i not in gone)


def test_a_number_that_is_replaced_bounds_its_rows_with_its_new_ends() -> None:
    own = component()
    narrow = Interval(Fraction(45, 100), Fraction(46, 100))
    replaced = own.view(replaced={MARGIN: narrow})
    assert replaced.system.limits[own.position[MARGIN]].interval == narrow
    assert isinstance(solve(replaced.system), Feasible)
    wrong = own.system(replaced={MARGIN: Interval(Fraction(8, 10), Fraction(9, 10))})
    assert isinstance(solve(wrong), Infeasible)
    assert isinstance(solve(own.system({COST}, {MARGIN: narrow})), Feasible)


def test_a_divisor_whose_sign_a_freed_number_showed_has_no_rows() -> None:
    own = component()
    freed = own.view({TOTAL})
    over_total = [i for i, row in enumerate(own.rows) if own.problem.origins[row].claim is not None]
    assert over_total
    assert all(freed.system.rows[i] == NO_ROW or i in freed.changed for i in over_total)
    shown = own.view(replaced={TOTAL: Interval(Fraction(1), Fraction(2))})
    assert all(shown.system.rows[i] != NO_ROW for i in over_total)


def test_memory_that_runs_out_leaves_only_its_own_component_undecided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = Model.feasibility

    def feasibility(self: Model, time_limit: float | None = None) -> object:
        if len(self.scale.spans) > 2:
            raise MemoryError
        return run(self, time_limit)

    given = case(
        ("Total 4 0", "LeftOne 1 0", "Left 2 0", "LeftTwo 1 0", "Cost 7 0", "Cost 9 0"), SUMS
    )
    monkeypatch.setattr(Model, "feasibility", feasibility)
    proof = prove(given)
    assert proof.answer is Answer.INFEASIBLE
    assert [len(conflict.numbers) for conflict in proof.conflicts] == [2]
    (undecided,) = (judged for judged in proof.judged if judged.undecided)
    assert "memory" in undecided.undecided
