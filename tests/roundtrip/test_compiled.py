"""Taxonomies come back from their compiled form with everything that they have."""

from __future__ import annotations

from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.formats.compiled.form import compiled, decompiled
from finmodel.formats.compiled.section import Sections, packed
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.roundtrip.taxonomies import taxonomies

_DIAGNOSTICS = st.builds(
    Diagnostic,
    st.sampled_from(["fm:one", "fm:two"]),
    st.sampled_from(Severity),
    st.text(max_size=5),
    source=st.none() | st.builds(Source, st.text(max_size=5), st.none() | st.integers()),
)


def reopened(taxonomy: Taxonomy) -> Taxonomy:
    return decompiled(Sections(memoryview(b"".join(packed(compiled(taxonomy), ""))), ""))


@given(taxonomies(), st.lists(_DIAGNOSTICS, max_size=3), st.frozensets(st.text(max_size=3)))
@settings(max_examples=100)
def test_compiled(
    taxonomy: Taxonomy, diagnostics: list[Diagnostic], unread: frozenset[str]
) -> None:
    taxonomy = evolve(taxonomy, diagnostics=tuple(diagnostics), unread=unread)
    found = reopened(taxonomy)

    assert found == taxonomy
    assert found.diagnostics == taxonomy.diagnostics
    for field in fields(Taxonomy):
        mine, others = getattr(taxonomy, field.name), getattr(found, field.name)
        if isinstance(mine, dict):
            assert list(others.items()) == list(mine.items())
        elif isinstance(mine, tuple):
            assert tuple(others) == mine
        else:
            assert others == mine
    for name, concept in taxonomy.concepts.items():
        assert found.concepts[name].id == concept.id
        assert list(found.labels_of(name)) == list(taxonomy.labels_of(name))


@given(taxonomies())
@settings(max_examples=20)
def test_same_bytes(taxonomy: Taxonomy) -> None:
    once = b"".join(packed(compiled(taxonomy), ""))

    assert b"".join(packed(compiled(reopened(taxonomy)), "")) == once
