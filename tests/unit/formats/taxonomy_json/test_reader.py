"""Taxonomies read from JSON, and all that can be wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.taxonomy import read_taxonomy as read_any
from finmodel.formats.taxonomy import write_taxonomy
from finmodel.formats.taxonomy_json.reader import read_taxonomy
from finmodel.formats.taxonomy_json.writer import taxonomy_json
from finmodel.qname import QName
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.taxonomy.example import NAMESPACE, Results

DOCUMENT_TYPE = "https://finmodel.example/2026/taxonomy"


def small() -> dict[str, Any]:
    """Return a small taxonomy, as what JSON is in Python."""
    return {
        "documentInfo": {
            "documentType": DOCUMENT_TYPE,
            "namespace": "https://t.example",
            "namespaces": {"t": "https://t.example", "xbrli": "http://www.xbrl.org/2003/instance"},
        },
        "dataTypes": [{"name": "t:short", "baseType": "xbrli:stringItemType", "maxLength": 5}],
        "concepts": [
            {"name": "t:A", "dataType": "xbrli:monetaryItemType", "balance": "debit"},
            {"name": "t:B", "dataType": "t:short", "periodType": "instant"},
        ],
        "roles": [{"uri": "https://r.example", "description": "Lines"}],
        "networks": [
            {
                "relationshipType": "http://www.xbrl.org/2003/arcrole/parent-child",
                "role": "https://r.example",
                "relationships": [
                    {"source": "t:A", "target": "t:B", "order": 1.50},
                    {"source": "t:B", "target": "t:A"},
                ],
            }
        ],
        "labels": [{"relatedName": "t:A", "value": "Amount"}],
    }


def read(data: object) -> Taxonomy:
    text = data if isinstance(data, str) else json.dumps(data)
    return read_taxonomy(Document.from_bytes(text.encode(), "t.json"))


def test_a_declared_taxonomy_comes_back_equal() -> None:
    data = taxonomy_json(Results.taxonomy)
    found = read_taxonomy(Document.from_bytes(data, "acme.json"))

    assert found == Results.taxonomy
    assert found.diagnostics == ()
    assert found.documentation == Results.taxonomy.documentation
    assert found.namespaces["group"] == "https://finmodel.example/group"
    assert taxonomy_json(found) == data


def test_every_object_has_a_line_and_says_only_what_is_not_usual() -> None:
    lines = taxonomy_json(Results.taxonomy).decode().splitlines()

    assert (
        '    {"name": "acme:GrossProfit", "dataType": "xbrli:monetaryItemType", '
        '"balance": "credit", "formula": "Revenues - CostOfRevenues", "id": "acme_GrossProfit"},'
    ) in lines
    assert '    {"name": "acme:Liquidity", "id": "acme_Liquidity"},' in lines
    assert '    {"relatedName": "acme:Revenues", "language": "ja", "value": "売上高"},' in lines


def test_a_small_one_by_hand() -> None:
    taxonomy = read(small())

    assert taxonomy.diagnostics == ()
    assert [str(concept) for concept in taxonomy.concepts.values()] == ["A", "B"]
    assert taxonomy.concepts[QName("https://t.example", "B")].data_type.builtin == "string"
    (network,) = taxonomy.networks.values()
    assert str(network.relationships[0].order) == "1.5"
    assert network.relationships[1].order == 1


Change = Callable[[dict[str, Any]], object]

FAULTS: list[tuple[Change, str, str, str]] = [
    (
        lambda data: data.update(concept=[]),
        "fm:invalidTaxonomyJson",
        "/concept",
        "There is no member `concept` here.",
    ),
    (lambda data: data.update(labels={}), "fm:invalidTaxonomyJson", "/labels", "array is expected"),
    (
        lambda data: data["concepts"].insert(0, "t:A"),
        "fm:invalidTaxonomyJson",
        "/concepts/0",
        '"t:A" stands where an object is expected.',
    ),
    (
        lambda data: data["concepts"][0].pop("dataType"),
        "fm:invalidTaxonomyJson",
        "/concepts/0",
        "The member `dataType` is missing.",
    ),
    (
        lambda data: data["concepts"][0].update(balance="left"),
        "fm:invalidTaxonomyJson",
        "/concepts/0/balance",
        "'left' is none of debit, credit.",
    ),
    (
        lambda data: data["concepts"][0].update(abstract="yes"),
        "fm:invalidTaxonomyJson",
        "/concepts/0/abstract",
        '"yes" stands where true or false is expected.',
    ),
    (
        lambda data: data["concepts"][0].update(colour="red"),
        "fm:invalidTaxonomyJson",
        "/concepts/0/colour",
        "There is no member `colour` here.",
    ),
    (
        lambda data: data["concepts"][0].update(name="t:"),
        "fm:invalidTaxonomyJson",
        "/concepts/0/name",
        "'t:' is no name.",
    ),
    (
        lambda data: data["concepts"][0].update(name="who:Knows"),
        "oimce:unboundPrefix",
        "/concepts/0/name",
        "No namespace is bound to the prefix 'who'",
    ),
    (
        lambda data: data["concepts"][1].update(dataType="t:gone"),
        "fm:unknownDataType",
        "/concepts/1/dataType",
        "The type t:gone is unknown.",
    ),
    (
        lambda data: data["concepts"].append(data["concepts"][0]),
        "fm:duplicateDefinition",
        "/concepts/2",
        "A is defined twice.",
    ),
    (
        lambda data: data.update(members=[{"name": "t:A"}]),
        "fm:duplicateDefinition",
        "/members",
        "A is defined twice.",
    ),
    (
        lambda data: data["networks"][0]["relationships"][1].update(target="t:Gone"),
        "fm:undefinedConcept",
        "/networks/0/relationships/1/target",
        "t:Gone is not defined.",
    ),
    (
        lambda data: data["networks"][0]["relationships"][0].update(order="first"),
        "fm:invalidTaxonomyJson",
        "/networks/0/relationships/0/order",
        '"first" stands where a number is expected.',
    ),
    (
        lambda data: data["networks"][0]["relationships"][0].update(weight=10**4000),
        "fm:invalidTaxonomyJson",
        "/networks/0/relationships/0/weight",
        "a number of over",
    ),
    (
        lambda data: data["networks"][0].pop("role"),
        "fm:invalidTaxonomyJson",
        "/networks/0",
        "The member `role` is missing.",
    ),
    (
        lambda data: data["labels"][0].update(relatedName="t:Gone"),
        "fm:undefinedConcept",
        "/labels/0/relatedName",
        "t:Gone is not defined.",
    ),
    (
        lambda data: data.update(dimensions=[{"name": "t:D", "typedDomain": "t:Gone"}]),
        "fm:undefinedConcept",
        "/dimensions/0/typedDomain",
        "t:Gone is not defined.",
    ),
    (
        lambda data: data["dataTypes"][0].update(baseType="t:short"),
        "fm:circularDefinition",
        "/dataTypes",
        "The type short is defined by itself.",
    ),
]


def test_a_dimension_of_a_domain_that_is_not_defined_can_be_written(tmp_path: Path) -> None:
    taxonomy = read({**small(), "dimensions": [{"name": "t:D", "typedDomain": "t:Gone"}]})
    for target in (tmp_path / "t.json", tmp_path / "t.xsd"):
        write_taxonomy(taxonomy, target)
        again = read_any(target)
        assert again.diagnostics == ()
        assert again == taxonomy


@pytest.mark.parametrize(("change", "code", "part", "said"), FAULTS)
def test_a_fault_is_said_and_the_rest_is_read(
    change: Change, code: str, part: str, said: str
) -> None:
    data = small()
    change(data)

    taxonomy = read(data)

    # what is about a concept whose name cannot be read is not about any
    diagnostic, *others = taxonomy.diagnostics
    assert all(other.code == "fm:undefinedConcept" for other in others)
    assert not others or part.endswith("/name")
    assert diagnostic.code == code
    assert said.lower() in diagnostic.message.lower()
    assert diagnostic.source is not None
    assert diagnostic.source.part == part
    assert QName("https://t.example", "B") in taxonomy.concepts


def test_a_repeated_key_is_said_and_the_first_counts() -> None:
    text = json.dumps(small()).replace(
        '"balance": "debit"', '"balance": "debit", "balance": "credit"'
    )

    taxonomy = read(text)

    (diagnostic,) = taxonomy.diagnostics
    assert diagnostic.code == "fm:invalidTaxonomyJson"
    assert "“balance” is given more than once" in diagnostic.message
    balance = taxonomy.concepts[QName("https://t.example", "A")].balance
    assert balance is not None
    assert balance.value == "debit"


def test_all_faults_are_said() -> None:
    data = small()
    for change, *_ in FAULTS[5:8]:
        change(data)

    parts = [found.source.part for found in read(data).diagnostics if found.source]

    assert parts == [
        "/concepts/0/abstract",
        "/concepts/0/colour",
        "/concepts/0/name",
        "/networks/0/relationships/0/source",
        "/networks/0/relationships/1/target",
        "/labels/0/relatedName",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "fm:invalidTaxonomyJson"),
        ('{"documentInfo": {', "fm:invalidTaxonomyJson"),
        ("[" * 100_000, "fm:invalidTaxonomyJson"),
        ("[]", "oimce:unsupportedDocumentType"),
        ("{}", "oimce:unsupportedDocumentType"),
        ('{"documentInfo": []}', "oimce:unsupportedDocumentType"),
        (
            '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}',
            "oimce:unsupportedDocumentType",
        ),
    ],
)
def test_another_document_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(text)
    assert [diagnostic.code for diagnostic in raised.value.diagnostics] == [code]


def test_a_surrogate_that_utf8_cannot_carry_comes_back() -> None:
    data = small()
    data["labels"][0]["value"] = "half \ud83d"

    taxonomy = read(data)

    again = read_taxonomy(Document.from_bytes(taxonomy_json(taxonomy), "t.json"))
    assert again.labels[0].text == "half \ud83d"


def test_namespaces_come_from_the_document_only() -> None:
    assert read({"documentInfo": {"documentType": DOCUMENT_TYPE}}).namespaces == {}
    assert Results.taxonomy.namespace == NAMESPACE


@pytest.mark.parametrize(
    ("pattern", "code", "said"),
    [
        ("a{2,1}", "fm:invalidTaxonomyJson", "The pattern “a{2,1}” of short is wrong"),
        (r"\p{IsNowhere}", "fm:unsupportedFacet", r"“\p{IsNowhere}” of short is not checked"),
    ],
)
def test_a_pattern_that_is_not_understood_is_told_of(pattern: str, code: str, said: str) -> None:
    data = small()
    data["dataTypes"][0]["patterns"] = [pattern]

    (diagnostic,) = read(data).diagnostics

    assert diagnostic.code == code
    assert said in diagnostic.message


def test_facets_that_do_not_fit_are_told_of() -> None:
    data = small()
    data["dataTypes"][0]["totalDigits"] = 2

    (diagnostic,) = read(data).diagnostics

    assert diagnostic.code == "fm:invalidTaxonomyJson"
    assert "The type short has totalDigits, which string cannot have" in diagnostic.message
