"""Compiled taxonomies: lazy, shared, and with all that is rare in generated ones."""

from __future__ import annotations

import pytest
from attrs import frozen

from finmodel.formats.compiled.form import compiled, decompiled
from finmodel.formats.compiled.section import Sections, packed
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.content import Content, ElementDeclaration, Particle, ParticleKind
from finmodel.taxonomy.datatype import DataType, standard_type
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.network import PARENT_CHILD, Network, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy

A, B, C = (QName("urn:a", name) for name in "abc")
TYPE = DataType(QName("urn:a", "type"), "string")


def reopened(taxonomy: Taxonomy) -> Taxonomy:
    return decompiled(Sections(memoryview(b"".join(packed(compiled(taxonomy), ""))), ""))


def test_views() -> None:
    network = Network(PARENT_CHILD, "urn:role", (Relationship(A, B), Relationship(A, C)))
    taxonomy = Taxonomy(
        concepts={name: Concept(name, TYPE) for name in (B, A)},
        networks={(PARENT_CHILD, "urn:role"): network},
        labels=(Label(A, "x", "de"), Label(B, "y"), Label(A, "z")),
    )
    found = reopened(taxonomy)

    assert list(found.concepts) == [B, A]
    assert found.concepts[A] is found.concepts[A]
    assert found.concepts[A].data_type is found.concepts[B].data_type
    assert C not in found.concepts
    assert found.concepts.get(C) is None
    with pytest.raises(KeyError):
        found.concepts[C]
    assert list(found.networks.values()) == [network]
    assert found.networks_of(PARENT_CHILD) == (network,)
    assert found.label(A) == "z"
    assert found.label(A, language="de") == "x"
    assert found.label(C) == "c"
    assert found.labels[0] == Label(A, "x", "de")
    assert found.labels[1:] == taxonomy.labels[1:]
    assert len(found.labels) == 3


def test_content_of_itself() -> None:
    """An element may have, in its content, content of the same classes, as deep as one likes."""
    content: Content | None = None
    for depth in range(20):
        name = QName("urn:a", f"e{depth}")
        element = ElementDeclaration(name, standard_type(QName("urn:a", "t")), content)
        content = Content(Particle(ParticleKind.ELEMENT, 0, None, name=name, declaration=element))
    taxonomy = Taxonomy(concepts={A: Concept(A, TYPE, None, content=content)})

    assert reopened(taxonomy).concepts[A] == taxonomy.concepts[A]


def test_text_of_json() -> None:
    taxonomy = Taxonomy(documentation="\ud800 \0")

    assert reopened(taxonomy).documentation == taxonomy.documentation


def test_of_classes_below() -> None:
    @frozen
    class Told(Label):
        by: str = ""

    with pytest.raises(TypeError):
        compiled(Taxonomy(labels=(Told(A, "x"),)))


def test_deepest_content() -> None:
    """What is twice as deep as what is read of documents is decoded, too."""
    particle = Particle(ParticleKind.ELEMENT, name=B)
    for _ in range(200):
        particle = Particle(ParticleKind.SEQUENCE, children=(particle,))
    taxonomy = Taxonomy(concepts={A: Concept(A, TYPE, content=Content(particle))})

    found = reopened(taxonomy).concepts[A].content
    assert found is not None
    assert found.particle is not None


def test_too_deep() -> None:
    particle = Particle(ParticleKind.ELEMENT, name=B)
    for _ in range(2000):
        particle = Particle(ParticleKind.SEQUENCE, children=(particle,))

    with pytest.raises(TypeError, match="deep"):
        compiled(Taxonomy(concepts={A: Concept(A, TYPE, content=Content(particle))}))
