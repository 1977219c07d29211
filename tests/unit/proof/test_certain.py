"""Corrections that leave no choice, and the findings that they mend."""

from __future__ import annotations

import pytest

from finmodel.model.column import EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.proof.diagnosis import diagnose
from finmodel.proof.prove import prove
from finmodel.proving import certain_corrections
from finmodel.taxonomy.declaration import Declaration, credit, duration, monetary
from finmodel.validation import case_of


class Books(Declaration, prefix="b", namespace="https://b.example"):
    """A sum, and another that it is part of."""

    First = monetary(credit, duration)
    Second = monetary(credit, duration)
    Sum = First + Second
    Third = monetary(credit, duration)
    Whole = Sum + Third


RIGHT = {"First": 10, "Second": 20, "Sum": 30, "Third": 5, "Whole": 35}


def certain(decimals: int, **wrong: int) -> list[tuple[str, str, list[str]]]:
    """Return each number that is certainly wrong, what must be printed, and what that mends."""
    builder = ColumnBuilder()
    place = DimensionSet.of(
        Entity("https://lei.example", "B"), Period.from_text("2008-01-01/2009-01-01"), {}
    )
    for name, value in (RIGHT | wrong).items():
        concept = getattr(Books, name).name
        builder.add(concept, place, str(value), unit=Unit.currency("EUR"), decimals=decimals)
    case, _ = case_of(Report((), builder.columns()), taxonomy=Books.taxonomy, rules=[])
    return [
        (c.fact.concept.local_name, f"{c.value:f}", sorted({f.code for f in findings}))
        for c, findings in certain_corrections(case, diagnose(prove(case)))
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({}, []),
        ({"Sum": 31}, [("Sum", "30", ["fm:inconsistentCalculation", "fm:totalMismatch"])]),
        ({"Sum": 3}, [("Sum", "30", ["fm:inconsistentCalculation", "fm:totalMismatch"])]),
        ({"Whole": 36}, []),  # as well the third
        ({"First": 11}, []),  # as well the second
        ({"First": 11, "Third": 6}, []),
    ],
)
def test_only_what_leaves_no_choice_is_certain(
    wrong: dict[str, int], right: list[tuple[str, str, list[str]]]
) -> None:
    found = certain(EXACT, **wrong)
    assert [each[:2] for each in found] == [each[:2] for each in right]
    assert all(codes for _, _, codes in found)


def test_where_rounding_leaves_a_choice_nothing_is_certain() -> None:
    assert certain(0, Sum=40) == []
