"""Sets of dimensions, and moving from one to another."""

from __future__ import annotations

from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.period import Instant
from finmodel.qname import QName

ENTITY = Entity("urn:scheme", "A")
NOW, THEN = Instant("2009-01-01"), Instant("2008-01-01")
A, B, X, Y = (QName("urn:d", name) for name in "ABXY")


def test_members_are_in_order_whatever_order_they_are_given_in() -> None:
    one = DimensionSet.of(ENTITY, NOW, {A: X, B: Y})
    assert one == DimensionSet.of(ENTITY, NOW, {B: Y, A: X})
    assert one.members == ((A, X), (B, Y))


def test_a_dimension_that_is_not_reported_is_at_its_default() -> None:
    here = DimensionSet.of(ENTITY, NOW, {A: X})
    assert here.member(A) == X
    assert here.member(B) is None


def test_a_set_moves_to_another_period_and_to_other_members() -> None:
    here = DimensionSet.of(ENTITY, NOW, {B: X})
    assert here.with_period(THEN) == DimensionSet.of(ENTITY, THEN, {B: X})
    assert here.with_member(B, Y) == DimensionSet.of(ENTITY, NOW, {B: Y})
    assert here.with_member(A, Y) == DimensionSet.of(ENTITY, NOW, {A: Y, B: X})
    assert here.with_member(B, None) == DimensionSet.of(ENTITY, NOW, {})
    assert here.with_member(A, None) == here
    assert here == DimensionSet.of(ENTITY, NOW, {B: X})


def test_explicit_and_typed_members_stand_side_by_side() -> None:
    here = DimensionSet.of(None, NOW, {A: TypedMember("x")}).with_member(B, X)
    assert here.members == ((A, TypedMember("x")), (B, X))


def test_a_typed_member_is_its_value_whatever_element_carried_it() -> None:
    assert TypedMember("x", A) == TypedMember("x")
    assert hash(TypedMember("x", A)) == hash(TypedMember("x"))
    assert TypedMember("") != TypedMember(None)
    assert [str(TypedMember(value)) for value in ("x", None)] == ["x", "nil"]


def test_an_entity_is_its_scheme_and_identifier() -> None:
    assert Entity("urn:a", "1") != Entity("urn:b", "1")
    assert str(ENTITY) == "A"
