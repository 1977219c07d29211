"""Tuples held against their declarations."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from finmodel.model.finding import Finding
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome
from finmodel.rules.duplicate import inconsistent_duplicate
from finmodel.rules.tuple import tuple_content, wrong_tuple
from finmodel.taxonomy.concept import ITEM, TUPLE, Concept, Kind
from finmodel.taxonomy.content import Content, Particle, ParticleKind
from finmodel.taxonomy.datatype import ANY_TYPE, MONETARY, DataType, item_type
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.xbrl_xml.instance import ex, number, read


def element(name: str, least: int = 1) -> Particle:
    return Particle(ParticleKind.ELEMENT, least, 1, name=ex(name))


def tuple_concept(name: str, *parts: Particle, nillable: bool = True) -> Concept:
    particle = Particle(ParticleKind.SEQUENCE, children=parts)
    return Concept(
        ex(name),
        DataType(ANY_TYPE),
        None,
        kind=Kind.TUPLE,
        substitution_group=TUPLE,
        nillable=nillable,
        content=Content(particle),
    )


def item(name: str, group: QName = ITEM) -> Concept:
    return Concept(ex(name), item_type(MONETARY), substitution_group=group)


CONCEPTS = [
    tuple_concept("Group", element("Revenue"), element("Part", 0)),
    tuple_concept("Part", element("Revenue"), nillable=False),
    item("Revenue"),
    item("Sales", ex("Revenue")),
]
TAXONOMY = Taxonomy(concepts={concept.name: concept for concept in CONCEPTS})
SALES = number(name="ex:Sales")


def messages(outcomes: Iterable[Outcome]) -> list[str]:
    return [found.message for found in outcomes if isinstance(found, Finding)]


def case(*body: str) -> Case:
    return Case(read(*body), TAXONOMY)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<ex:Group>{number()}</ex:Group>", None),
        (f"<ex:Group>{SALES}<ex:Part>{number()}</ex:Part></ex:Group>", None),
        ('<ex:Group xsi:nil="true"/>', None),
        (f"<ex:Group>{number()}{number()}</ex:Group>", "has Revenue where"),
        (f"<ex:Group><ex:Part>{number()}</ex:Part></ex:Group>", "has Part where"),
        (f"<ex:Group>{number()}<ex:Part/></ex:Group>", "is empty"),
    ],
)
def test_the_content_of_a_tuple_is_as_declared(body: str, words: str | None) -> None:
    found = messages(tuple_content(case(body)))
    assert [words in message for message in found if words] == ([True] if words else [])
    assert len(found) == (words is not None)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<ex:Group>{number()}</ex:Group>", None),
        ("<ex:Revenue/>", "is no tuple"),
        ("<ex:Strange/>", "does not define it"),
        ('<ex:Part xsi:nil="true"/>', "may not be"),
    ],
)
def test_a_tuple_is_of_a_concept_that_is_one(body: str, words: str | None) -> None:
    found = messages(wrong_tuple(case(body)))
    assert [words in message for message in found if words] == ([True] if words else [])


def test_facts_of_different_tuples_are_no_duplicates() -> None:
    apart = f"<ex:Group>{number('1')}</ex:Group><ex:Group>{number('2')}</ex:Group>{number('3')}"
    assert messages(inconsistent_duplicate(case(apart))) == []
    together = f"<ex:Group>{number('1')}{number('2')}</ex:Group>"
    assert len(messages(inconsistent_duplicate(case(together)))) == 1
