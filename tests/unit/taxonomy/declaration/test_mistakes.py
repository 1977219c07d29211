"""Mistakes in a declaration are named when its class is created."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from types import new_class

import pytest

from finmodel.taxonomy import declaration
from finmodel.taxonomy.declaration import Declaration, DeclarationError

FACTS = """
Sales = monetary(credit, duration)
Costs = monetary(debit, duration)
Margin = percent(duration)
Stock = shares(instant)
Home = member()
Service = explicit(total=Home)
"""

MISTAKES = {
    # kinds that do not go together
    "Sales + Margin": "Monetary and Percent cannot be added",
    "Sales - Stock": "Monetary and Shares cannot be subtracted",
    "Sales * Costs": "Monetary and Monetary cannot be multiplied",
    "Margin / Sales": "Percent by Monetary cannot be divided",
    # debits and credits
    "Sales + Costs": "it is a credit and adds Costs, a debit, which must be subtracted",
    "derived(Sales - Costs, balance=debit)": "it is a debit and adds Sales, a credit",
    "Sales - Costs * -1": "it is a credit and adds Costs, a debit",
    # constants
    "Sales * 0.5": "0.5 cannot stand in a formula",
    "Sales / 'two'": "'two' cannot stand in a formula",
    # names
    "Sales": "Mistake: it is declared as Sales too",
    "Costs - elsewhere": "it uses a line item that is no attribute of the class",
    "member(parts=[member()])": "it uses a member that is no attribute of the class",
    "monetary(credit, duration, name='no name')": "'no name' cannot be the name of a concept",
    "monetary(credit, duration, name='who:Knows')": "no namespace is given for the prefix 'who'",
    "monetary(credit, duration, name='Sales')": "there are two concepts called Sales",
    # members and moments
    "Sales[Sales]": "is no member: members stand in the brackets",
    "Sales[Service:Home].at(prior_year).at(opening)": "placed at opening and at prior_year",
    "Sales[Home][Service:Home]": "it takes two members of one dimension",
    "Sales[Away]": "Away is a member of no dimension",
    "growth(Sales, over=prior_year).at(opening)": "give the growth, change or sum a name",
    # what a line item is
    "item(string_type, duration, debit)": "only amounts of a currency have a balance",
    "derived(item_of_no_kind - item_of_no_kind)": "its data type does not follow",
    # statements
    "statement('S', [[Sales]])": "a list in a statement stands below the line before it",
    "statement('S', [Sales, [Costs], [Margin]])": "a list in a statement stands below",
    "statement('S', [7])": "7 cannot be a line of a statement",
    "statement('S', [Sales - Costs])": "it uses a line item that is no attribute of the class",
    "statement('S', ['—'])": "the heading '—' needs a name",
}


def declare(body: str) -> type[Declaration]:
    """Create a declaration with the text of its body."""
    names = {
        **vars(declaration),
        "Decimal": Decimal,
        "elsewhere": declaration.shares(declaration.instant),
    }
    lines = textwrap.indent(body, "    ")
    exec(f"class Facts(Declaration, prefix='f', namespace='https://f.example'):\n{lines}", names)  # noqa: S102 - the test's own text
    made = names["Facts"]
    assert isinstance(made, type)
    return made


@pytest.mark.parametrize(("mistake", "message"), MISTAKES.items())
def test_a_mistake_is_named(mistake: str, message: str) -> None:
    before = "Away = member()\nitem_of_no_kind = item(date_type, duration)\n"
    with pytest.raises(DeclarationError) as raised:
        declare(f"{FACTS}{before}Mistake = {mistake}")
    assert message in str(raised.value)


def test_a_mistake_names_its_attribute() -> None:
    with pytest.raises(DeclarationError, match=r"^Facts\.Profit: it is a credit and adds Costs"):
        declare(f"{FACTS}Profit = Sales + Costs")


def test_a_member_of_several_dimensions_needs_to_be_told_apart() -> None:
    body = f"{FACTS}Channel = explicit(others=[Home])\n"
    with pytest.raises(DeclarationError, match=r"say which, as in \[Service:Home\]"):
        declare(f"{body}Share = Sales[Home] / Sales")

    assert declare(f"{body}Share = Sales[Channel:Home] / Sales")


def test_a_line_item_of_another_class_cannot_be_used() -> None:
    other = declare(FACTS)
    names = {**vars(declaration), "foreign": vars(other)["Sales"]}
    with pytest.raises(DeclarationError, match="Sales belongs to another class, Facts"):
        exec(  # noqa: S102 - the test's own text
            "class More(Declaration, prefix='m', namespace='https://m.example'):\n"
            "    Twice = foreign * 2",
            names,
        )


def test_declarations_do_not_inherit() -> None:
    facts = declare(FACTS)
    with pytest.raises(DeclarationError, match="cannot be extended by another"):
        new_class("More", (facts,), {"prefix": "m", "namespace": "https://m.example"})


def test_the_taxonomy_is_no_line_item() -> None:
    with pytest.raises(DeclarationError, match="is the taxonomy itself"):
        declare("taxonomy = string()")


def test_an_unfinished_class_has_no_concepts() -> None:
    with pytest.raises(DeclarationError, match="not complete yet"):
        declare("Sales = monetary(credit, duration)\nName = vars()['Sales'].__get__(None, object)")
