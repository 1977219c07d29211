"""What is wrong with networks, whatever is reported."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve

from finmodel.model.column import ColumnBuilder
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.taxonomy.concept import Balance, Concept
from finmodel.taxonomy.datatype import MONETARY, STRING, item_type
from finmodel.taxonomy.label import PERIOD_START, Label
from finmodel.taxonomy.network import (
    PARENT_CHILD,
    STANDARD_ROLE,
    SUMMATION_ITEM,
    Arcrole,
    Network,
    Relationship,
)
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import validate

OWN = "https://a.example/arcrole"
ARC = QName("http://www.xbrl.org/2003/linkbase", "definitionArc")


def name(text: str) -> QName:
    return QName("https://t.example", text)


def network(pairs: str, arcrole: str = PARENT_CHILD, weight: str | None = None) -> Network:
    """Return a network of relationships that are written `AB CD`."""
    number = None if weight is None else Decimal(weight)
    arcs = (Relationship(name(p[0]), name(p[1]), weight=number) for p in pairs.split())
    return Network(arcrole, STANDARD_ROLE, tuple(arcs))


def codes(
    network: Network, *concepts: Concept, labels: tuple[Label, ...] = (), cycles: str = "none"
) -> list[str]:
    """Return what validating an empty report says of a taxonomy with a network."""
    taxonomy = Taxonomy(
        concepts={concept.name: concept for concept in concepts},
        arcroles={OWN: Arcrole(OWN, cycles_allowed=cycles, used_on=(ARC,))},
        networks={(network.arcrole, network.role): network},
        labels=labels,
    )
    report = Report(("t.xsd",), ColumnBuilder().columns())
    return [found.code for found in validate(report, taxonomy=taxonomy, rules=()).findings]


@pytest.mark.parametrize(
    ("pairs", "cycles", "is_allowed"),
    [
        ("AB AC BD", "none", True),
        ("AB BC CA", "none", False),
        ("AB BC CA", "undirected", False),
        ("AB BC CA", "any", True),
        ("AA", "undirected", False),
        ("AB AC BD CD", "undirected", True),
        ("AB AC BD CD", "none", False),
        ("AB CB AD", "none", True),
        ("XY AB BC CD DB", "undirected", False),
    ],
)
def test_cycles(pairs: str, cycles: str, is_allowed: bool) -> None:
    found = codes(network(pairs, OWN), cycles=cycles)
    assert found == ([] if is_allowed else ["fm:forbiddenCycle"])


def test_base_sets_have_cycles_of_their_own() -> None:
    together = network("AB BA", OWN)
    assert codes(together) == ["fm:forbiddenCycle"]
    assert codes(evolve(together, base_sets=(1, 1))) == []


def test_a_long_chain_is_no_cycle() -> None:
    steps = [Relationship(name(str(i)), name(str(i + 1))) for i in range(20_000)]
    assert codes(Network(PARENT_CHILD, STANDARD_ROLE, tuple(steps))) == []


def amount(text: str, balance: Balance | None = None) -> Concept:
    return Concept(name(text), item_type(MONETARY), balance=balance)


@pytest.mark.parametrize(
    ("total", "part", "weight", "is_possible"),
    [
        (Balance.DEBIT, Balance.DEBIT, "1", True),
        (Balance.DEBIT, Balance.DEBIT, "-1", False),
        (Balance.DEBIT, Balance.CREDIT, "1", False),
        (Balance.CREDIT, Balance.DEBIT, "-0.5", True),
        (Balance.CREDIT, None, "-1", True),
        (None, None, "0.0", False),
    ],
)
def test_weights(
    total: Balance | None, part: Balance | None, weight: str, is_possible: bool
) -> None:
    sums = network("TP", SUMMATION_ITEM, weight)
    found = codes(sums, amount("T", total), amount("P", part))
    assert found == ([] if is_possible else ["fm:impossibleWeight"])


def test_texts_are_not_summed() -> None:
    text = Concept(name("P"), item_type(STRING))
    sums = network("TP", SUMMATION_ITEM, "1")
    assert codes(sums, amount("T"), text) == ["fm:nonNumericSummation"]
    assert codes(sums, amount("T"), amount("P")) == []


def test_preferred_labels_are_there() -> None:
    shown = Relationship(name("A"), name("B"), preferred_label=PERIOD_START)
    lines = Network(PARENT_CHILD, STANDARD_ROLE, (shown,))
    label = Label(name("B"), "Opening balance", "en", PERIOD_START)
    assert codes(lines, labels=(label,)) == []
    assert codes(lines) == ["fm:missingPreferredLabel"]
    assert codes(lines, labels=(evolve(label, concept=name("A")),)) == ["fm:missingPreferredLabel"]
