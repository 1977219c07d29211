"""Networks as trees: whole where they are small, bounded where they are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finmodel.qname import QName
from finmodel.render import network as module
from finmodel.render.network import network_lines
from finmodel.taxonomy.label import TOTAL, Label
from finmodel.taxonomy.network import (
    ALL,
    DOMAIN_MEMBER,
    PARENT_CHILD,
    SUMMATION_ITEM,
    Network,
    Relationship,
    Role,
)
from finmodel.taxonomy.taxonomy import Taxonomy

ROLE = "https://t.example/role/balance"


def name(local_name: str) -> QName:
    return QName("https://t.example", local_name)


def lines(
    arcrole: str, *relationships: Relationship, labels: tuple[Label, ...] = (), language: str = "en"
) -> list[str]:
    network = Network(arcrole, ROLE, relationships)
    taxonomy = Taxonomy(
        roles={ROLE: Role(ROLE, "Balance\x1b[31m sheet")},
        networks={(arcrole, ROLE): network},
        labels=labels,
    )
    return list(network_lines(network, taxonomy, language))


def test_labels_are_those_of_the_role_and_the_language() -> None:
    labels = (
        Label(name("A"), "Assets"),
        Label(name("A"), "Aktiva", "de"),
        Label(name("B"), "Summe der Aktiva", "de", TOTAL),
    )
    first, root, line = lines(
        PARENT_CHILD,
        Relationship(name("A"), name("B"), preferred_label=TOTAL),
        labels=labels,
        language="de",
    )
    assert first == "Balance␛[31m sheet  [parent-child]"
    assert root.startswith("└── Aktiva ")
    assert line.startswith("    └── Summe der Aktiva ")
    assert line.endswith("(totalLabel)")


@pytest.mark.parametrize(
    ("weight", "sign"), [("1", "+"), ("-1", "−"), ("-0.50", "− 0.5 ×"), ("100", "+ 100 ×")]
)
def test_summations_show_their_weights(weight: str, sign: str) -> None:
    summation = Relationship(name("A"), name("B"), weight=Decimal(weight))
    assert f"── {sign} B" in lines(SUMMATION_ITEM, summation)[-1]


def test_dimensional_relationships_say_what_they_mean() -> None:
    cube = Relationship(
        name("A"), name("B"), context_element="scenario", closed=True, target_role=f"{ROLE}/more"
    )
    assert lines(ALL, cube)[-1].endswith("(all in scenario, closed, → more)")
    member = Relationship(name("A"), name("B"), usable=False)
    assert lines(DOMAIN_MEMBER, member)[-1].endswith("(not usable)")


def test_a_circle_ends() -> None:
    circle = [Relationship(name(a), name(b)) for a, b in ("AB", "BC", "CA")]
    assert len(lines(PARENT_CHILD, *circle)) == len("ABCA") + 1


def test_branches_that_are_shared_again_and_again_are_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_LINES", 500)
    shared = [
        Relationship(name(f"L{depth}"), name(f"L{depth + 1}"), Decimal(order))
        for depth in range(60)
        for order in range(2)
    ]
    printed = lines(PARENT_CHILD, *shared)
    assert printed[-1] == "└── … and more than 500 lines"
    assert len(printed) == 502
