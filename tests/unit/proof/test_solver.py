"""The floating-point solver: it says what it believes, and nothing to the terminal."""

from __future__ import annotations

from fractions import Fraction

import pytest

from finmodel.numeric import Interval
from finmodel.proof.scale import Scale
from finmodel.proof.solver import Model
from finmodel.proof.standard import STEPS, StandardForm
from finmodel.proof.system import Limit, Row, System

pytest.importorskip("highspy")

_ALIKE = (
    (2, [-1, -1, 0, -1, 0, 0]),
    (2, [0, -1, 0, -1, 0, 1]),
    (0, [0, 1, 0, 1, 0, -1]),
    (4, [-1, -1, -1, 2, -1, -1]),
    (0, [1, 1, 1, -2, 1, 1]),
    (1, [0, 0, 1, 0, 1, -1]),
    (0, [0, 0, -1, 0, -1, 1]),
    (2, [2, -1, 0, 0, 0, -1]),
    (-1, [-2, 1, 0, 0, 0, 1]),
)
"""Rows that never tell the third variable from the fifth."""

_ENDS = ((0, 2), (None, 2), (None, 2), (-1, 2), (-1, None), (0, 1))


def test_nothing_is_written_where_variables_are_alike(
    capfd: pytest.CaptureFixture[str],
) -> None:
    ends = [[None if end is None else Fraction(end) for end in pair] for pair in _ENDS]
    limits = tuple(Limit(v, Interval(low, high)) for v, (low, high) in enumerate(ends))
    rows = tuple(
        Row(
            {v: Fraction(factor) for v, factor in enumerate(terms) if factor}, "<=", Fraction(bound)
        )
        for bound, terms in _ALIKE
    )
    size = len(_ENDS)
    form = StandardForm.of(System(size, limits, rows))
    model = Model(form, Scale([0] * size, [float(STEPS)] * size))
    assert model.least({3: Fraction(1), 5: Fraction(1)}).is_feasible
    assert capfd.readouterr() == ("", "")
