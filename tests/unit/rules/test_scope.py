"""References as slots: which number of which place a relation asks for."""

from __future__ import annotations

import pytest

from finmodel.language.compile import TooLargeError
from finmodel.language.form import Affine
from finmodel.language.grammar import parse_expression
from finmodel.language.tree import Edge, Reference, Shift
from finmodel.language.vocabulary import Vocabulary
from finmodel.rules.relation.place import Places
from finmodel.rules.relation.scope import MAX_OPERANDS, Formulas, PlaceScope, divided
from tests.unit.rules.setting import CONCEPTS, DIMENSIONS
from tests.unit.rules.sheet import make_report, make_taxonomy, name

TAXONOMY = make_taxonomy(CONCEPTS, (*DIMENSIONS, "Contract: typed string"))
FACTS = """
a Revenues duration JPY 1 0
b Revenues duration JPY 1 0 Segment=Home
c Revenues duration JPY 1 0 "Contract='7'"
"""


def scope(place: int = 0, formulas: Formulas | None = None) -> PlaceScope:
    places = Places(make_report(FACTS))
    return PlaceScope(places, place, Vocabulary(TAXONOMY), formulas or Formulas())


def reference(text: str) -> Reference:
    tree = parse_expression(text)
    assert isinstance(tree, Reference)
    return tree


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Revenues", ((), (), False)),
        ("Cash", ((), (), True)),
        ("Cash at opening", ((Edge.OPENING,), (), True)),
        ("Revenues at prior_year", ((Shift(12),), (), False)),
        ("Revenues[Segment = Home]", ((), ((name("Segment"), name("Home")),), False)),
        ("Revenues[Segment = All]", ((), ((name("Segment"), None),), False)),
        ("Revenues[Segment = default]", ((), ((name("Segment"), None),), False)),
        (
            "Revenues[Segment = Home, Region = Asia]",
            ((), ((name("Region"), name("Asia")), (name("Segment"), name("Home"))), False),
        ),
        (
            "Revenues[Segment = Home, c:Segment = Office]",
            ((), ((name("Segment"), name("Home")),), False),
        ),
    ],
)
def test_a_reference_becomes_a_move(text: str, move: object) -> None:
    slot = scope().slot(reference(text))
    assert slot.concept.local_name == text.partition(" ")[0].partition("[")[0]
    assert slot.move == move


def test_the_same_number_is_the_same_slot() -> None:
    here = scope()
    form = here.compile(parse_expression("Revenues + Costs - Revenues[Segment = All] + Revenues"))
    assert isinstance(form, Affine)
    assert [slot.concept.local_name for slot in here.slots] == ["Revenues", "Costs", "Revenues"]
    assert list(form.terms.values()) == [2, 1, -1]


def test_formulas_stand_in_for_the_slots_that_are_derived() -> None:
    formulas = Formulas({name("Profit"): parse_expression("Revenues - Costs")})
    wanted = scope().slot(reference("Profit at prior_year"))
    places = Places(make_report(FACTS))
    here = PlaceScope(places, 0, Vocabulary(TAXONOMY), formulas, frozenset([wanted]))
    here.compile(parse_expression("Profit - Profit at prior_year"))
    assert [(slot.concept.local_name, slot.move[0]) for slot in here.slots] == [
        ("Profit", ()),
        ("Revenues", (Shift(12),)),
        ("Costs", (Shift(12),)),
    ]


@pytest.mark.parametrize(
    ("place", "dimension", "parts"),
    [
        (0, "Segment", ("Home", "Office")),
        (1, "Segment", ()),
        (1, "Region", ("Asia",)),
        (2, "Contract", ()),
    ],
)
def test_a_place_divides_into_the_parts_of_its_member(
    place: int, dimension: str, parts: tuple[str, ...]
) -> None:
    assert scope(place).parts(dimension, ()) == parts


def test_what_sums_are_over_is_known() -> None:
    tree = parse_expression(
        "sum(Revenues over Segment) / sum(sum(Costs over quarters) over Region)"
    )
    assert divided(tree) == {"Segment", "quarters", "Region"}
    assert Formulas({name("Profit"): tree, name("Tax"): parse_expression("1")}).divided == {
        "Segment",
        "quarters",
        "Region",
    }
    assert Formulas().divided == frozenset()


def test_a_scope_gives_up_in_time() -> None:
    here, revenues = scope(), reference("Revenues")
    for _ in range(MAX_OPERANDS):
        here.operand(revenues)
    with pytest.raises(TooLargeError):
        here.operand(revenues)
