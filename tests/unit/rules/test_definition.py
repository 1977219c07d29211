"""What definition networks ask of facts: aliases that agree, and what others require."""

from __future__ import annotations

import pytest
from attrs import evolve

from finmodel.model.finding import Finding
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.essence_alias import alias_differs, alias_of_another_kind
from finmodel.rules.required import required_missing
from finmodel.taxonomy.concept import Balance, Concept, PeriodType
from finmodel.taxonomy.datatype import MONETARY, STRING, item_type
from finmodel.taxonomy.network import Network, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.xbrl_xml.instance import context, ex, number, read

ARCROLE = "http://www.xbrl.org/2003/arcrole/"
USD = '<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'


def taxonomy(arcrole: str, *concepts: Concept) -> Taxonomy:
    arc = Relationship(ex("Tax"), ex("IncomeTax"))
    network = Network(ARCROLE + arcrole, "urn:role", (arc,))
    return Taxonomy(
        concepts={concept.name: concept for concept in concepts},
        networks={(network.arcrole, network.role): network},
    )


def money(name: str, period: PeriodType = PeriodType.INSTANT, of: QName = MONETARY) -> Concept:
    return Concept(ex(name), item_type(of), period)


def tax(value: str, attributes: str = 'decimals="0"') -> str:
    return number(value, attributes, name="ex:Tax")


def income_tax(value: str, attributes: str = 'decimals="0"') -> str:
    return number(value, attributes, name="ex:IncomeTax")


ALIASES = taxonomy("essence-alias", money("Tax"), money("IncomeTax"))


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        ((tax("100"), income_tax("100.0", 'decimals="1"')), 0),
        ((tax("100"), income_tax("100.4", 'decimals="1"')), 0),
        ((tax("100"), income_tax("100.6", 'decimals="1"')), 1),
        ((tax("100"), income_tax("200")), 1),
        ((tax("1e300", 'decimals="INF"'), income_tax("1e300", 'decimals="300"')), 0),
        ((tax("100"), income_tax("100", 'precision="0"')), 1),
        ((tax("100"), income_tax("", 'xsi:nil="true"')), 0),
        ((tax("100"), USD, income_tax("100").replace("jpy", "usd")), 1),
        (
            (tax("100"), context("d", scenario="<ex:a/>"), income_tax("2").replace('"c"', '"d"')),
            0,
        ),
        ((f"<ex:Group>{tax('100')}</ex:Group>", income_tax("200")), 0),
        ((f"<ex:Group>{tax('100')}{income_tax('200')}</ex:Group>",), 1),
    ],
)
def test_aliases_agree_where_they_are_reported_together(
    body: tuple[str, ...], findings: int
) -> None:
    assert len(list(alias_differs(Case(read(*body), ALIASES)))) == findings


def test_an_alias_is_of_the_same_kind() -> None:
    assert list(alias_of_another_kind(ALIASES)) == []
    for other in (money("IncomeTax", PeriodType.DURATION), money("IncomeTax", of=STRING)):
        wrong = taxonomy("essence-alias", money("Tax"), other)
        (finding,) = alias_of_another_kind(wrong)
        assert isinstance(finding, Finding)
        assert finding.code == "fm:aliasOfAnotherKind"


@pytest.mark.parametrize(
    ("balance", "findings"), [(Balance.CREDIT, 1), (Balance.DEBIT, 0), (None, 0)]
)
def test_an_alias_is_on_the_same_side(balance: Balance | None, findings: int) -> None:
    one = evolve(money("Tax"), balance=Balance.DEBIT)
    other = evolve(money("IncomeTax"), balance=balance)
    found = list(alias_of_another_kind(taxonomy("essence-alias", one, other)))
    assert ["another balance" in finding.message for finding in found] == [True] * findings


def test_what_is_required_is_reported() -> None:
    requires = taxonomy("requires-element", money("Tax"), money("IncomeTax"))
    (finding,) = required_missing(Case(read(tax("1")), requires))
    assert isinstance(finding, Finding)
    assert finding.code == "fm:requiredMissing"
    (finding,) = required_missing(Case(read("<ex:Tax/>"), requires))
    assert list(required_missing(Case(read(tax("1"), income_tax("2")), requires))) == []
    assert list(required_missing(Case(read(income_tax("2")), requires))) == []
