"""Content models in which an element may be meant twice."""

from __future__ import annotations

import pytest

from finmodel.qname import QName
from finmodel.taxonomy.attribution import MAX_LEAVES, ambiguous_element
from finmodel.taxonomy.content import Particle, ParticleKind


def element(text: str, least: int = 1, most: int | None = 1) -> Particle:
    return Particle(ParticleKind.ELEMENT, least, most, name=QName("https://t.example", text))


def sequence(*children: Particle, least: int = 1, most: int | None = 1) -> Particle:
    return Particle(ParticleKind.SEQUENCE, least, most, children)


def choice(*children: Particle) -> Particle:
    return Particle(ParticleKind.CHOICE, children=children)


@pytest.mark.parametrize(
    ("model", "ambiguous"),
    [
        (sequence(element("A", 0), element("B"), element("A", 0)), None),
        (sequence(element("A", 0), element("B", 0), element("A")), "A"),
        (sequence(element("A"), element("A")), None),
        (sequence(element("A", 0), element("A")), "A"),
        (sequence(element("A", 1, None), element("A")), "A"),
        (sequence(element("A", 2, 2), element("A")), None),
        (choice(element("A"), element("A")), "A"),
        (choice(sequence(element("A"), element("B")), sequence(element("A"), element("C"))), "A"),
        (sequence(element("A"), element("B", 0), least=0, most=None), None),
        (sequence(element("B", 0), element("A"), element("B", 0), least=0, most=None), "B"),
        (sequence(choice(element("A"), element("B")), element("C"), element("B")), None),
    ],
)
def test_what_may_be_meant_twice(model: Particle, ambiguous: str | None) -> None:
    found = ambiguous_element(model)
    assert (found.local_name if found else None) == ambiguous


def test_models_that_are_too_large_are_passed_over() -> None:
    assert ambiguous_element(choice(*[element("A")] * (MAX_LEAVES + 1))) is None
