"""What is inside an element, held against its content model."""

from __future__ import annotations

import pytest

from finmodel.qname import QName
from finmodel.taxonomy.content import OTHER_NAMESPACE, Particle, ParticleKind
from finmodel.taxonomy.matching import TooLongError, find_misfit


def name(text: str) -> QName:
    return QName("urn:ex", text)


def one(text: str, least: int = 1, most: int | None = 1) -> Particle:
    return Particle(ParticleKind.ELEMENT, least, most, name=name(text))


def group(kind: ParticleKind, *parts: Particle, least: int = 1, most: int | None = 1) -> Particle:
    return Particle(kind, least, most, parts)


SEQUENCE, CHOICE, ALL = ParticleKind.SEQUENCE, ParticleKind.CHOICE, ParticleKind.ALL
ORDERED = group(SEQUENCE, one("a"), one("b", 0, None), one("c"))
EITHER = group(CHOICE, one("a"), group(SEQUENCE, one("b"), one("c")), least=0, most=None)
EACH = group(ALL, one("a"), one("b", 0), one("c"))
NESTED = group(SEQUENCE, group(SEQUENCE, one("a", 0, None), least=0, most=None), one("b"))
OTHER = Particle(ParticleKind.ANY, 0, None, namespaces=(OTHER_NAMESPACE, "urn:not"))


@pytest.mark.parametrize(
    ("particle", "names", "misfit"),
    [
        (ORDERED, "abbc", None),
        (ORDERED, "ac", None),
        (ORDERED, "abb", 3),
        (ORDERED, "acb", 2),
        (ORDERED, "bc", 0),
        (ORDERED, "", 0),
        (EITHER, "", None),
        (EITHER, "abcbca", None),
        (EITHER, "abb", 2),
        (EACH, "cab", None),
        (EACH, "ca", None),
        (EACH, "cb", 2),
        (EACH, "aa", 1),
        (NESTED, "aaab", None),
        (NESTED, "aaa", 3),
        (OTHER, "xyz", None),
        (one("a", 2, 3), "aaa", None),
        (one("a", 2, 3), "a", 1),
        (one("a", 2, 3), "aaaa", 3),
        (one("a", 10**12, 10**12), "aaaa", 4),
        (None, "", None),
        (None, "a", 0),
    ],
)
def test_the_first_misfit_is_found(particle: Particle | None, names: str, misfit: int) -> None:
    assert find_misfit(particle, [name(each) for each in names], lambda *_: False) == misfit


def test_what_can_be_substituted_fits() -> None:
    assert find_misfit(one("a"), [name("z")], lambda found, wanted: wanted == name("a")) is None


def test_a_wildcard_excludes_its_namespace() -> None:
    assert find_misfit(OTHER, [QName("urn:not", "a")], lambda *_: False) == 0


def test_a_model_that_could_keep_one_busy_for_ever_is_given_up() -> None:
    particle = one("a", 0, None)
    for _ in range(12):
        particle = group(SEQUENCE, particle, particle, least=0, most=None)
    with pytest.raises(TooLongError):
        find_misfit(particle, [name("a")] * 3_000, lambda *_: False)
