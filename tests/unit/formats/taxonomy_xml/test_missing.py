"""What is known of a taxonomy of which documents are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.qname import QName
from finmodel.taxonomy.network import SUMMATION_ITEM
from tests.unit.formats.taxonomy_xml import (
    NAMESPACE,
    arc,
    codes,
    concept,
    link,
    linkbase,
    loc,
    name,
    pairs,
    read,
    schema,
)

IMPORT = '<xs:import namespace="urn:other" schemaLocation="gone.xsd"/>'
OTHER = 'xmlns:o="urn:other"'
DIMENSION = 'substitutionGroup="xbrldt:dimensionItem"'


def test_what_a_missing_document_is_about_is_known(tmp_path: Path) -> None:
    files = {
        "e.xsd": schema(
            '<xs:include schemaLocation="part.xsd"/>', concept("A"), linkbases=("gone.xml",)
        ),
    }
    taxonomy = read(tmp_path, files)
    assert taxonomy.unread == {"", NAMESPACE}
    assert not taxonomy.is_beyond(name("A"))
    assert taxonomy.is_beyond(name("B"))
    assert taxonomy.is_beyond(QName("urn:other", "B"))


def test_names_in_a_taxonomy_that_was_read_are_not_beyond_it(tmp_path: Path) -> None:
    whole = read(tmp_path, {"e.xsd": schema(concept("A"))})
    assert not whole.unread
    assert not whole.is_beyond(QName("urn:other", "B"))
    cut = read(tmp_path, {"e.xsd": schema(IMPORT, concept("A"))})
    assert cut.unread == {""}
    assert not cut.is_beyond(name("B"))
    assert cut.is_beyond(QName("urn:other", "B"))


@pytest.mark.parametrize(
    "cut_off",
    [
        concept("B", f'{OTHER} type="o:amountItemType"'),
        concept("B", f'{OTHER} substitutionGroup="o:item"'),
        concept("B", f'{DIMENSION} xbrldt:typedDomainRef="gone.xsd#o_domain"'),
    ],
)
def test_a_concept_that_needs_what_is_missing_is_beyond_it(tmp_path: Path, cut_off: str) -> None:
    taxonomy = read(tmp_path, {"e.xsd": schema(IMPORT, concept("A"), cut_off)})
    assert codes(taxonomy) == ["fm:documentNotAvailable"]
    assert list(taxonomy.concepts) == [name("A")]
    assert taxonomy.is_beyond(name("B"))


def test_a_type_that_no_document_defines_is_told_though_others_are_missing(tmp_path: Path) -> None:
    taxonomy = read(tmp_path, {"e.xsd": schema(IMPORT, concept("A", 'type="t:none"'))})
    assert codes(taxonomy) == ["fm:documentNotAvailable", "fm:unknownDataType"]
    assert list(taxonomy.concepts) == [name("A")]


def test_a_total_of_which_a_part_is_missing_is_no_total(tmp_path: Path) -> None:
    def total(label: str, part: str) -> tuple[str, ...]:
        weighted = 'weight="1"'
        return (
            loc(label, f"e.xsd#t_{label}"),
            loc(f"{label}part", part),
            arc(label, f"{label}part", weighted, kind="calculation", arcrole=SUMMATION_ITEM),
            arc(label, "C", weighted, kind="calculation", arcrole=SUMMATION_ITEM),
        )

    sums = link(
        loc("C", "e.xsd#t_C"),
        *total("A", "e.xsd#t_D"),
        *total("B", "gone.xsd#o_E"),
        kind="calculation",
    )
    names = map(concept, "ABCD")
    taxonomy = read(tmp_path, {"e.xsd": schema(IMPORT, *names, linkbases=(linkbase(sums),))})
    assert pairs(taxonomy, SUMMATION_ITEM) == [("A", "D"), ("A", "C")]
