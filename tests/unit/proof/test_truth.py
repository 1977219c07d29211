"""True values of relations that are not linear: what is found, and what is never made up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from finmodel.model.period import Period
from finmodel.numeric import Interval
from finmodel.proof.assembly import problem_of
from finmodel.proof.clearance import cleared
from finmodel.proof.component import Component, components_of
from finmodel.proof.deadline import Deadline
from finmodel.proof.solve import solve
from finmodel.proof.system import Feasible, Limit, Row, System
from finmodel.proof.truth import Truth
from tests.unit.rules.setting import BEFORE, case_of

pytest.importorskip("highspy")

MARGIN = "Margin = Profit / Revenues"
POINTS = f"""
a Revenues duration JPY 1000 0
b Profit duration JPY 100 0
c Revenues {BEFORE} JPY 1000 0
d Profit {BEFORE} JPY 80 0
e X duration - {{}} {{}}
"""
CHANGE = "X = change(Margin since prior_year)"


def component_of(facts: str, *formulas: str, rules: str = "") -> Component:
    (component,) = components_of(problem_of(case_of(facts, formulas=formulas, rules=rules)))
    return component


def values_of(component: Component, time_limit: float | None = None) -> Mapping[str, Fraction]:
    """Return the true values that are found, by name; each is checked, and none are nothing."""
    view = component.view()
    verdict = solve(view.system)
    assert isinstance(verdict, Feasible)
    truth = Truth(component, Deadline(time_limit, 0))
    found = truth.values(view, verdict.witness, frozenset())
    if found is None:
        return {}
    problem = component.problem
    assert all(problem.premises[index].holds(found) for index in component.premises)
    assert all(found[number.quantity] in number.interval for number in problem.numbers)
    before = Period.from_text(BEFORE)
    return {
        quantity.concept.local_name + " before" * (quantity.place.period == before): found[index]
        for index, quantity in enumerate(problem.quantities)
    }


@pytest.mark.parametrize("points", ["0.0191", "0.0200", "0.0209"])
def test_two_ratios_and_their_change_are_brought_together(points: str) -> None:
    assert values_of(component_of(POINTS.format(points, 6), MARGIN, CHANGE))


def test_what_cannot_be_true_has_no_values() -> None:
    assert not values_of(component_of(POINTS.format("0.0212", 6), MARGIN, CHANGE))


def test_ratios_of_hardly_anything_are_brought_together() -> None:
    facts = f"""
    a Revenues duration JPY 1 0
    b Profit duration JPY 1000 0
    c Revenues {BEFORE} JPY 1 0
    d Profit {BEFORE} JPY 80 0
    e X duration - 1234.567 3
    """
    assert values_of(component_of(facts, MARGIN, CHANGE))


@pytest.mark.parametrize("sign", [1, -1])
def test_the_sign_of_a_divisor_is_found_that_nothing_tells(sign: int) -> None:
    facts = f"""
    a Profit duration JPY {100 * sign} 0
    b Profit {BEFORE} JPY 80 0
    c Revenues {BEFORE} JPY 1000 0
    d Margin duration - 0.1 3
    e X duration - 0.02 3
    """
    found = values_of(component_of(facts, MARGIN, CHANGE))
    assert 980 < found["Revenues"] * sign < 1020


def test_a_ratio_in_two_products_has_one_value() -> None:
    facts = """
    a Tax duration JPY 33 0
    b X duration - 0.3 1
    c Profit duration JPY 100 0
    d Costs duration JPY {} 0
    e Revenues duration JPY 1000 0
    """
    products = ("Tax = X * Profit", "Costs = X * Revenues")
    assert values_of(component_of(facts.format(331), *products))
    assert not values_of(component_of(facts.format(343), *products))


def test_no_values_are_looked_for_when_time_is_over() -> None:
    component = component_of(POINTS.format("0.0191", 6), MARGIN, CHANGE)
    assert not values_of(component, time_limit=0)


# --- values well inside the rows


def system(*rows: Row) -> System:
    """Return rows about a number between 0 and 256, and two quantities that nothing limits."""
    return System(3, (Limit(0, Interval(Fraction(0), Fraction(256))),), rows)


def row(bound: int, *terms: int) -> Row:
    return Row({v: Fraction(n) for v, n in enumerate(terms) if n}, "<=", Fraction(bound))


def test_values_are_kept_off_the_bounds_of_rows() -> None:
    # the second is between 0 and the first, the third between 0 and the second
    rows = row(0, -1, 1), row(0, 0, -1), row(0, 0, -1, 1), row(0, 0, 0, -1)
    found = cleared(system(*rows), Deadline(None, 0))
    assert found is not None
    first, second, third = found
    assert 1 <= first <= 255
    assert first > second > third > 0
    assert min(first - second, second - third, third) >= 1


def test_where_there_is_no_room_nothing_is_kept_off() -> None:
    found = cleared(system(row(7, 0, 1), row(-7, 0, -1), row(0, 0, -1, 1)), Deadline(None, 0))
    assert found is not None
    assert round(found[1], 6) == 7


def test_nothing_is_inside_what_is_impossible() -> None:
    assert cleared(system(row(-1, 1)), Deadline(None, 0)) is None


def test_nothing_is_cleared_when_time_is_over() -> None:
    assert cleared(system(row(7, 0, 1)), Deadline(0, 0)) is None
