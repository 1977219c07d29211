"""Names: what they mean with and without prefixes, and what may have been meant."""

from __future__ import annotations

import pytest
from attrs import evolve

from finmodel.language.vocabulary import UnknownNameError, Vocabulary
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import MONETARY, item_type
from finmodel.taxonomy.network import PARENT_CHILD, Network
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.rules.sheet import make_taxonomy, name

OWN, FAR, BARE = "urn:own", "urn:far", "urn:bare"


def taxonomy(*names: tuple[str, str]) -> Taxonomy:
    concepts = {QName(*each): Concept(QName(*each), item_type(MONETARY)) for each in names}
    namespaces = Namespaces({"own": OWN, "far": FAR})
    return Taxonomy(namespace=OWN, namespaces=namespaces, concepts=concepts)


TAXONOMY = taxonomy(
    (OWN, "Cash"), (FAR, "Cash"), (FAR, "Debt"), (FAR, "Tax"), (BARE, "Tax"), (BARE, "Bare")
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cash", (OWN, "Cash")),
        ("own:Cash", (OWN, "Cash")),
        ("far:Cash", (FAR, "Cash")),
        ("Debt", (FAR, "Debt")),
        ("{urn:bare}Bare", (BARE, "Bare")),
        ("Bare", (BARE, "Bare")),
        ("Tax", None),
        ("own:Debt", None),
        ("other:Cash", None),
        ("{urn:other}Cash", None),
        ("{item}Cash", None),
        ("", None),
    ],
)
def test_a_name_means_the_own_concept_or_the_only_one(
    text: str, found: tuple[str, str] | None
) -> None:
    concept = Vocabulary(TAXONOMY).find(text)
    assert (concept and concept.name) == (found and QName(*found))


def test_a_rule_file_has_prefixes_and_a_namespace_of_its_own() -> None:
    vocabulary = Vocabulary(TAXONOMY, {"own": FAR, "b": BARE}, FAR)
    assert vocabulary.concept("Cash").name == QName(FAR, "Cash")
    assert vocabulary.concept("own:Cash").name == QName(FAR, "Cash")
    assert vocabulary.concept("b:Tax").name == QName(BARE, "Tax")


@pytest.mark.parametrize(
    "vocabulary", [Vocabulary(TAXONOMY), Vocabulary(TAXONOMY, {"x": BARE}, FAR)]
)
def test_every_concept_has_a_text_that_means_it(vocabulary: Vocabulary) -> None:
    for concept in TAXONOMY.concepts.values():
        assert vocabulary.concept(vocabulary.text(concept.name)) is concept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Cahs", "there is no line item Cahs; Cash may be meant"),
        ("far:Dept", "there is no line item far:Dept; Debt may be meant"),
        ("Tax", "there is no line item Tax; far:Tax or {urn:bare}Tax may be meant"),
        ("other:Cash", "no line item other:Cash; Cash or far:Cash may be meant"),
        ("Whatever", "there is no line item Whatever"),
    ],
)
def test_an_unknown_name_is_told_with_what_may_be_meant(text: str, said: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        Vocabulary(TAXONOMY).concept(text)
    assert said in str(caught.value)
    assert str(caught.value).endswith(("meant", text))


SEGMENTED = make_taxonomy(
    "Cash monetary instant", ("Segment: All* Home Office", "Region: World Asia")
)


def test_members_belong_to_dimensions_and_the_default_is_none() -> None:
    vocabulary = Vocabulary(SEGMENTED)
    segment = vocabulary.dimension("Segment").name
    assert vocabulary.member(segment, "Home") == name("Home")
    assert vocabulary.member(segment, "All") is None
    assert vocabulary.member(name("Region"), "World") == name("World")
    with pytest.raises(UnknownNameError, match="Asia is no member of Segment"):
        vocabulary.member(segment, "Asia")
    with pytest.raises(UnknownNameError, match="Cash is no dimension"):
        vocabulary.dimension("Cash")


def test_a_statement_is_known_by_the_end_of_its_role() -> None:
    roles = ("urn:acme/role/BalanceSheet", "urn:acme/role/Income/")
    networks = {(PARENT_CHILD, role): Network(PARENT_CHILD, role, ()) for role in roles}
    vocabulary = Vocabulary(evolve(SEGMENTED, networks=networks))
    assert [
        network and network.role
        for network in map(vocabulary.statement, ("BalanceSheet", "Income", "x"))
    ] == [*roles, None]
