"""What a declaration says, as a taxonomy."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finmodel.language.grammar import parse_expression
from finmodel.qname import QName
from finmodel.taxonomy import datatype
from finmodel.taxonomy.concept import (
    DIMENSION_ITEM,
    HYPERCUBE_ITEM,
    Balance,
    Concept,
    Kind,
    PeriodType,
)
from finmodel.taxonomy.hypercube import Coordinates
from finmodel.taxonomy.label import (
    DOCUMENTATION,
    PERIOD_START,
    REF_PART,
    STANDARD,
    TERSE,
    TOTAL,
    Label,
    Reference,
)
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    PARENT_CHILD,
    SUMMATION_ITEM_11,
    Relationship,
)
from tests.unit.taxonomy.example import NAMESPACE, OTHER, Results, status

TAXONOMY = Results.taxonomy


def name(local_name: str) -> QName:
    return QName(NAMESPACE, local_name)


def rows(arcrole: str, role: str) -> list[tuple[str, str]]:
    """Return the relationships of a network as pairs of local names, in order."""
    network = TAXONOMY.networks[arcrole, f"{NAMESPACE}/role/{role}"]
    return [(r.source.local_name, r.target.local_name) for r in network.relationships]


def test_an_attribute_is_the_concept() -> None:
    assert Results.Revenues == Concept(
        name("Revenues"),
        datatype.item_type(datatype.MONETARY),
        PeriodType.DURATION,
        Balance.CREDIT,
    )
    assert Results.Revenues.id == "acme_Revenues"
    assert TAXONOMY.concepts[name("Revenues")] is Results.Revenues


def test_a_statement_is_its_role() -> None:
    assert Results.Income.uri == f"{NAMESPACE}/role/Income"
    assert Results.Income.definition == "Consolidated statements of income"
    assert {link.local_name for link in Results.Income.used_on} == {
        "presentationLink",
        "calculationLink",
        "definitionLink",
    }
    assert Results.Position.uri == "https://finmodel.example/elsewhere/Position"


def test_the_docstring_documents_the_taxonomy() -> None:
    assert TAXONOMY.documentation == (
        'Results of an invented company.\n\nA second paragraph, with "quotes" and <markup>.'
    )
    assert TAXONOMY.namespaces["acme"] == TAXONOMY.namespace == NAMESPACE


@pytest.mark.parametrize(
    ("concept", "data_type", "period"),
    [
        (Results.GrossMargin, datatype.PERCENT, "duration"),
        (Results.EarningsPerShare, datatype.PER_SHARE, "duration"),
        (Results.SharesIssued, datatype.SHARES, "instant"),
        (Results.Employees, datatype.INTEGER, "instant"),
        (Results.Bandwidth, datatype.DECIMAL, "instant"),
        (Results.Reason, datatype.STRING, "duration"),
        (Results.Policy, datatype.TEXT_BLOCK, "duration"),
        (Results.AnnouncedOn, datatype.DATE, "instant"),
        (Results.IsListed, datatype.BOOLEAN, "duration"),
        (Results.Status, status.name, "duration"),
        (Results.Dividends, datatype.MONETARY, "duration"),
        (Results.TaxExpense, datatype.MONETARY, "duration"),
        (Results.Cash, datatype.MONETARY, "instant"),
        (Results.CashChange, datatype.MONETARY, "duration"),
        (Results.CashFlow, datatype.MONETARY, "duration"),
    ],
)
def test_types_and_periods(concept: Concept, data_type: QName, period: str) -> None:
    assert concept.data_type.name == data_type
    assert concept.period_type is PeriodType(period)


@pytest.mark.parametrize(
    ("concept", "balance"),
    [
        (Results.GrossProfit, Balance.CREDIT),
        (Results.OperatingIncome, Balance.CREDIT),
        (Results.CashChange, Balance.DEBIT),
        (Results.RecurringBefore, Balance.CREDIT),
        (Results.Share, None),
        (Results.GrossMargin, None),
        (Results.Dividends, Balance.CREDIT),
        (Results.TaxExpense, None),
    ],
)
def test_the_balance_of_a_sum_is_that_of_its_first_term(
    concept: Concept, balance: Balance | None
) -> None:
    assert concept.balance is balance


@pytest.mark.parametrize(
    ("concept", "formula"),
    [
        (Results.Revenues, None),
        (Results.GrossProfit, "Revenues - CostOfRevenues"),
        (Results.GrossMargin, "GrossProfit / Revenues"),
        (Results.Share, "0.25 * Revenues - 2 * CostOfRevenues"),
        (Results.RevenuesGrowth, "growth(Revenues over prior_year)"),
        (Results.RevenuesTrend, "growth(Revenues over 2 quarters earlier)"),
        (Results.RevenuesChange, "change(Revenues since prior_quarter)"),
        (Results.CashFlow, "Cash at closing - Cash at opening"),
        (Results.Rest, "1 - Tax"),
        (Results.Written, "abs(Revenues - 1,000)"),
        (
            Results.PriorMargin,
            "(Revenues at 2 years earlier - CostOfRevenues at 2 years earlier)"
            " / Revenues at 24 months earlier",
        ),
        (Results.RecurringShare, "Revenues[Service = Recurring] / Revenues"),
        (
            Results.JapaneseShare,
            "Revenues[Service = Corporate, Region = Japan] / Revenues[Service = Corporate]",
        ),
        (
            Results.RecurringBefore,
            "Revenues[Service = Recurring] at prior_quarter - CostOfRevenues",
        ),
        (Results.Parts, "sum(Revenues over Service)"),
        # names are of the concept's own namespace, others have a prefix
        (Results.Minority, "Revenues - acme:Odd-Name.1"),
    ],
)
def test_formulas_are_texts_of_the_rule_language(concept: Concept, formula: str | None) -> None:
    assert concept.formula == formula


def test_a_sum_is_a_calculation_in_the_statement_that_shows_it() -> None:
    network = TAXONOMY.networks[SUMMATION_ITEM_11, Results.Income.uri]

    assert network.relationships == (
        Relationship(name("GrossProfit"), name("Revenues"), Decimal(1), Decimal(1)),
        Relationship(name("GrossProfit"), name("CostOfRevenues"), Decimal(2), Decimal(-1)),
    )


def test_a_sum_that_no_statement_shows_has_a_role_of_its_own() -> None:
    assert rows(SUMMATION_ITEM_11, "OperatingIncome") == [
        ("OperatingIncome", "GrossProfit"),
        ("OperatingIncome", "OtherExpenses"),
    ]
    weights = {
        r.target.local_name: r.weight
        for r in TAXONOMY.networks[SUMMATION_ITEM_11, f"{NAMESPACE}/role/Share"].relationships
    }
    assert weights == {"Revenues": Decimal("0.25"), "CostOfRevenues": Decimal(-2)}


def test_what_is_no_plain_sum_is_no_calculation() -> None:
    totals = {
        relationship.source.local_name
        for network in TAXONOMY.networks_of(SUMMATION_ITEM_11)
        for relationship in network.relationships
    }
    assert totals == {"GrossProfit", "OperatingIncome", "Share", "Minority"}


def test_the_lines_of_a_statement() -> None:
    assert rows(PARENT_CHILD, "Income") == [
        ("IncomeAbstract", "Revenues"),
        ("IncomeAbstract", "CostOfRevenues"),
        ("IncomeAbstract", "GrossProfit"),
        ("IncomeAbstract", "RatiosAbstract"),
        ("RatiosAbstract", "GrossMargin"),
        ("RatiosAbstract", "RevenuesGrowth"),
        ("RatiosAbstract", "EarningsPerShareAbstract"),
        ("EarningsPerShareAbstract", "EarningsPerShare"),
        ("IncomeAbstract", "OtherExpenses"),
    ]
    lines = TAXONOMY.networks[PARENT_CHILD, Results.Income.uri].from_(name("IncomeAbstract"))
    assert [line.order for line in lines] == [1, 2, 3, 4, 5]
    assert [line.preferred_label for line in lines][2] == TOTAL


def test_a_statement_can_stand_under_a_heading_of_its_own() -> None:
    lines = TAXONOMY.networks[PARENT_CHILD, Results.Position.uri].from_(name("Liquidity"))
    assert [line.target.local_name for line in lines] == [
        "Cash",
        "CashChange",
        "Cash",
        "RatiosAbstract",
    ]


def test_a_line_that_is_shown_with_a_label_has_one() -> None:
    labels = {label.role: label.text for label in TAXONOMY.labels_of(name("Cash"))}
    assert labels[PERIOD_START] == labels[STANDARD] == "Cash and cash equivalents"
    totals = [x.text for x in TAXONOMY.labels_of(name("GrossProfit")) if x.role == TOTAL]
    assert totals == ["Total"]


def test_a_label_role_of_ones_own_is_declared() -> None:
    assert "https://finmodel.example/role/negated" in TAXONOMY.roles


def test_labels_in_roles_and_languages() -> None:
    labels = TAXONOMY.labels_of(name("Revenues"))
    assert Label(name("Revenues"), "Total revenues", "en", STANDARD) in labels
    assert Label(name("Revenues"), "収益", "ja", TERSE) in labels
    assert Label(name("CostOfRevenues"), "費", "ja", DOCUMENTATION) in TAXONOMY.labels
    assert not TAXONOMY.labels_of(name("Policy"))
    assert TAXONOMY.label(name("OtherExpenses")) == "Other expenses"


def test_references() -> None:
    parts = ((QName(OTHER, "Page"), "7"), (QName(REF_PART, "Publisher"), "ASBJ"))
    assert Reference(name("Revenues"), parts, f"{OTHER}/role/national") in TAXONOMY.references


def test_the_domain_of_a_dimension() -> None:
    assert rows(DIMENSION_DOMAIN, "Service") == [
        ("Service", "AllServices"),
        ("Service", "Recurring"),
    ]
    assert rows(DOMAIN_MEMBER, "Service") == [
        ("AllServices", "Grouping"),
        ("Grouping", "Connectivity"),
        ("Grouping", "Outsourcing"),
        ("Connectivity", "Corporate"),
        ("Connectivity", "Home"),
        ("Recurring", "Corporate"),
        ("Recurring", "Outsourcing"),
    ]
    assert rows(DIMENSION_DEFAULT, "Service") == [("Service", "AllServices")]
    assert TAXONOMY.dimensional.members(name("Service")) == {
        name(local_name)
        for local_name in "AllServices Connectivity Outsourcing Corporate Home Recurring".split()
    }
    assert (Results.Service.kind, Results.Service.abstract) == (Kind.DIMENSION, True)
    assert Results.Service.substitution_group == DIMENSION_ITEM


def test_a_default_is_declared_in_one_role_only() -> None:
    defaults = [
        relationship.source.local_name
        for network in TAXONOMY.networks_of(DIMENSION_DEFAULT)
        for relationship in network.relationships
    ]
    assert sorted(defaults) == ["Region", "Service"]


def test_a_typed_dimension_has_a_domain_of_its_type() -> None:
    assert Results.Contract.typed_domain == name("ContractDomain")
    assert Results.Account.typed_domain == name("AccountNumber")
    assert TAXONOMY.typed_domains[name("ContractDomain")].builtin == "string"


def test_a_statement_is_a_closed_hypercube_of_its_dimensions() -> None:
    (has_hypercube,) = TAXONOMY.networks[ALL, Results.Income.uri].relationships
    assert has_hypercube.closed
    assert has_hypercube.context_element == "segment"
    assert TAXONOMY.concepts[has_hypercube.target].substitution_group == HYPERCUBE_ITEM
    assert rows(HYPERCUBE_DIMENSION, "Income") == [
        ("IncomeTable", "Service"),
        ("IncomeTable", "Region"),
    ]
    assert (ALL, Results.Open.uri) not in TAXONOMY.networks


@pytest.mark.parametrize(
    ("concept", "coordinates", "allowed"),
    [
        ("Revenues", {}, True),
        ("Revenues", {"Service": "Home"}, True),
        ("Revenues", {"Service": "Home", "Region": "Japan"}, True),
        ("Revenues", {"Service": "Home", "Contract": None}, True),
        ("Revenues", {"Service": "Grouping"}, False),
        ("Revenues", {"Service": "Japan"}, False),
        ("Revenues", {"Region": "Japan", "Contract": None}, False),
        ("Revenues", {"Account": None}, False),
        ("Cash", {}, True),
        ("Cash", {"Service": "Home"}, False),
    ],
)
def test_facts_may_be_reported_where_a_statement_has_room(
    concept: str, coordinates: dict[str, str | None], allowed: bool
) -> None:
    where = Coordinates({name(d): None if m is None else name(m) for d, m in coordinates.items()})
    assert TAXONOMY.dimensional.allows(name(concept), where) is allowed


def test_concepts_of_other_namespaces() -> None:
    assert Results.GroupRevenues.name == QName(OTHER, "Revenues")
    assert Results.Odd_Name.name == name("Odd-Name.1")
    assert not Results.Dividend.nillable


@pytest.mark.parametrize(
    "concept", [found for found in TAXONOMY.concepts.values() if found.formula is not None]
)
def test_every_formula_is_one_of_the_language(concept: Concept) -> None:
    assert parse_expression(concept.formula or "")
