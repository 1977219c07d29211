"""Modules that declare a taxonomy."""

from __future__ import annotations

import ast
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from mypy import api

from finmodel.formats.document import Document
from finmodel.formats.taxonomy_json.reader import read_taxonomy
from finmodel.formats.taxonomy_json.writer import taxonomy_json
from finmodel.qname import Namespaces, QName
from finmodel.render.python import module, module_source
from finmodel.taxonomy.concept import HYPERCUBE_ITEM, Balance, Concept, Kind, PeriodType
from finmodel.taxonomy.datatype import MONETARY, PERCENT, STRING, item_type
from finmodel.taxonomy.declaration import Declaration
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.network import (
    PARENT_CHILD,
    SUMMATION_ITEM_11,
    Network,
    Relationship,
    Role,
)
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.taxonomy.example import Results

NAMESPACE = "https://t.example"


def name(local_name: str) -> QName:
    return QName(NAMESPACE, local_name)


def amount(
    local_name: str,
    formula: str | None = None,
    balance: Balance | None = None,
    period_type: PeriodType = PeriodType.DURATION,
) -> Concept:
    data_type = item_type(MONETARY)
    return Concept(name(local_name), data_type, period_type, balance, formula=formula)


Networks = dict[tuple[str, str], Network]


def taxonomy(
    *concepts: Concept,
    networks: Networks | None = None,
    roles: dict[str, Role] | None = None,
) -> Taxonomy:
    return Taxonomy(
        namespace=NAMESPACE,
        namespaces=Namespaces({"t": NAMESPACE}),
        concepts={concept.name: concept for concept in concepts},
        roles=roles or {},
        networks=networks or {},
        labels=tuple(Label(concept.name, f"Label of {concept}") for concept in concepts),
    )


def run(source: str) -> Taxonomy:
    """Return the taxonomy that a module declares."""
    names: dict[str, Any] = {}
    exec(compile(source, "declared.py", "exec"), names)  # noqa: S102 - what users would do
    (declared,) = (
        value
        for value in names.values()
        if isinstance(value, type) and Declaration in value.__bases__
    )
    assert issubclass(declared, Declaration)
    return declared.taxonomy


def lines(source: str) -> list[str]:
    """Return what the class says, line by line."""
    return [line.strip() for line in source.splitlines()]


def test_a_declared_taxonomy_says_everything() -> None:
    made = module(Results.taxonomy, "Results")

    assert made.left_out == ()
    assert run(made.source) == Results.taxonomy
    assert run(made.source).documentation == Results.taxonomy.documentation


def test_so_does_one_that_was_read() -> None:
    read = read_taxonomy(Document.from_bytes(taxonomy_json(Results.taxonomy), "acme.json"))
    assert run(module_source(read, "Results")) == Results.taxonomy


def test_the_module_reads_as_people_would_write_it() -> None:
    said = lines(module_source(Results.taxonomy, "Results"))

    for line in (
        "GrossMargin = GrossProfit / Revenues",
        "CashChange = change(Cash, since=opening)",
        "CashFlow = Cash.at(closing) - Cash.at(opening)",
        "Rest = 1 - Tax",
        "RecurringShare = Revenues[Recurring] / Revenues",
        "JapaneseShare = Revenues[Corporate, Region:Japan] / Revenues[Corporate]",
        'Connectivity = member("Internet connectivity", parts=[Corporate, Home])',
        "Service = explicit(total=AllServices, others=[Recurring])",
        'Account = typed(string_type, domain="AccountNumber")',
        'Contracts = statement("Contracts", [Revenues, Reason, Policy], by=[Service, Contract])',
    ):
        assert line in said


def test_the_module_is_laid_out_as_ruff_would(tmp_path: Path) -> None:
    path = tmp_path / "results.py"
    path.write_text(module_source(Results.taxonomy, "Results"), "utf-8")
    arguments = ["--isolated", "--line-length=100", str(path)]

    for command in (["format", "--check"], ["check", "--select=E,F,I,W"]):
        ruff = [sys.executable, "-m", "ruff", *command, *arguments]
        result = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout


def test_the_module_passes_a_type_checker(tmp_path: Path) -> None:
    path = tmp_path / "results.py"
    path.write_text(module_source(Results.taxonomy, "Results"), "utf-8")
    arguments = ["--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", str(path)]

    output, _, status = api.run(arguments)

    assert status == 0, output


def test_the_class_is_named_after_the_prefix() -> None:
    assert "class T(Declaration, " in module_source(taxonomy(amount("A")))
    assert "class my_class(Declaration, " in module_source(taxonomy(amount("A")), "my class")
    assert "class class_2(Declaration, " in module_source(taxonomy(amount("A")), "class")


SALES = amount("Sales", balance=Balance.CREDIT)
COSTS = amount("Costs", balance=Balance.DEBIT)
STOCK = amount("Stock", balance=Balance.DEBIT, period_type=PeriodType.INSTANT)


def calculation(total: str, **weights: int) -> Networks:
    relationships = tuple(
        Relationship(name(total), name(item), Decimal(order), Decimal(weight))
        for order, (item, weight) in enumerate(weights.items(), 1)
    )
    key = (SUMMATION_ITEM_11, f"{NAMESPACE}/role/{total}")
    return {key: Network(*key, relationships)}


@pytest.mark.parametrize(
    ("formula", "properties", "networks", "said"),
    [
        (
            "Sales - Costs",
            {"balance": Balance.CREDIT},
            calculation("X", Sales=1, Costs=-1),
            'derived(Sales - Costs, label="Label of X")',
        ),
        (
            "Sales - Costs",
            {},
            calculation("X", Sales=1, Costs=-1),
            'derived(Sales - Costs, balance=None, label="Label of X")',
        ),
        # arithmetic would make a calculation that is not there
        (
            "Sales - Costs",
            {"balance": Balance.CREDIT},
            {},
            'monetary(credit, duration, label="Label of X", formula="Sales - Costs")',
        ),
        # the balance or the period does not follow
        (
            "change(Stock since opening)",
            {"period_type": PeriodType.INSTANT},
            {},
            "derived(change(Stock, since=opening), balance=None, period=instant, "
            'label="Label of X")',
        ),
        # what other data types, names and words stand for cannot be said with operators
        *(
            (
                formula,
                {},
                {},
                f'monetary(None, duration, label="Label of X", formula="{formula}")',
            )
            for formula in (
                "Sales / Costs",
                "Sales - Gone",
                "Sales + X",
                "who:Sales * 2",
                "abs(Sales)",
                "sum(Sales over quarters)",
                "sum(Sales over Region)",
                "Sales[Region = Asia]",
                "Sales at year_to_date",
                "Sales at opening at prior_year",
                "Sales * 50%",
                "Sales  *  2",
                "2 * 3 * Sales",
                "not a formula",
                "",
            )
        ),
        ("-2 * Sales", {"balance": Balance.DEBIT}, calculation("X", Sales=-2), None),
    ],
)
def test_formulas(
    formula: str,
    properties: dict[str, Any],
    networks: Networks,
    said: str | None,
) -> None:
    roles = {
        role: Role(role, "X", (QName("http://www.xbrl.org/2003/linkbase", "calculationLink"),))
        for _, role in networks
    }
    given = taxonomy(
        SALES, COSTS, STOCK, amount("X", formula, **properties), networks=networks, roles=roles
    )
    made = module(given, "Facts")

    assert made.left_out == ()
    assert run(made.source) == given
    if said is not None:
        assert f"X = {said}" in lines(made.source)


def test_a_calculation_against_the_balances_cannot_be_declared() -> None:
    total = amount("X", "Sales + Costs", balance=Balance.CREDIT)
    made = module(taxonomy(SALES, COSTS, total, networks=calculation("X", Sales=1, Costs=1)))

    assert 'formula="Sales + Costs"' in made.source
    assert made.left_out == (
        "2 × relationship summation-item in https://t.example/role/X missing: t:Costs, t:Sales",
    )


def test_attributes_stand_behind_what_they_use() -> None:
    percent = item_type(PERCENT)
    given = taxonomy(
        Concept(name("B"), percent, formula="A / Sales"),
        amount("A", "change(Sales since prior_year)"),
        SALES,
    )
    assert [c.local_name for c in run(module_source(given)).concepts] == ["Sales", "A", "B"]


def test_formulas_that_use_each_other_are_text() -> None:
    given = taxonomy(amount("A", "change(B since opening)"), amount("B", "change(A since opening)"))
    made = module(given)

    assert 'formula="change(' in made.source
    assert run(made.source) == given


def test_names_that_python_cannot_have() -> None:
    odd = ("class", "match", "_private", "__x", "two-part.name", "ﬁne", "monetary", "taxonomy")
    made = module(taxonomy(*map(amount, odd)))

    assert made.left_out == ()
    assert {concept.local_name for concept in run(made.source).concepts} == set(odd)


def test_what_a_declaration_has_no_words_for_is_said() -> None:
    table = Concept(
        name("Cube"),
        item_type(STRING),
        kind=Kind.HYPERCUBE,
        abstract=True,
        substitution_group=HYPERCUBE_ITEM,
    )
    note = Concept(name("Note"), item_type(STRING), None)
    arcs = (Relationship(name("A"), name("Note")), Relationship(name("A"), name("Cube")))
    key = ("https://arcrole.example/causes", "https://role.example/x")
    given = taxonomy(
        amount("A"),
        table,
        note,
        networks={key: Network(*key, arcs)},
        roles={key[1]: Role(key[1], "X")},
    )

    made = module(given)

    assert made.left_out == (
        "1 × concept missing: t:Cube",
        "1 × period_type of a concept different: t:Note",
        "1 × label missing: t:Cube",
        "2 × relationship causes in https://role.example/x missing: t:Cube, t:Note",
        "the role https://role.example/x is missing",
    )
    for said in made.left_out:
        assert f"# Not said here: {said}." in made.source
    assert name("A") in run(made.source).concepts


def test_lines_of_what_cannot_be_declared_are_kept_in_its_place() -> None:
    cube = Concept(name("Cube"), item_type(STRING), kind=Kind.HYPERCUBE, abstract=True)
    top = Concept(name("Top"), item_type(STRING), abstract=True)
    key = (PARENT_CHILD, f"{NAMESPACE}/role/Lines")
    arcs = (
        Relationship(name("Top"), name("Cube")),
        Relationship(name("Cube"), name("A")),
        Relationship(name("A"), name("Top"), Decimal(2)),
        Relationship(name("Cube"), name("B"), Decimal(2)),
    )
    given = taxonomy(
        cube, top, amount("A"), amount("B"), networks={key: Network(*key, arcs[:2] + arcs[3:])}
    )

    assert 'Lines = statement("", [A, B], top=Top)' in module_source(given)
    # a circle is not followed for ever
    around = evolve(given, networks={key: Network(*key, arcs)})
    assert run(module_source(around)).concepts.keys() >= {name("A"), name("B"), name("Top")}


NASTY = 'x"""\nimport os\nos.system("true")\n"""\\\r\x00\u2028\'#'


def test_nothing_in_a_taxonomy_becomes_code() -> None:
    strange = Concept(
        QName(NASTY, "Odd"),
        item_type(STRING).restricted(QName(NASTY, NASTY)),
        formula=NASTY,
        id=NASTY,
    )
    key = (PARENT_CHILD, NASTY)
    given = Taxonomy(
        namespace=NASTY,
        namespaces=Namespaces({NASTY: NASTY}),
        concepts={strange.name: strange},
        roles={NASTY: Role(NASTY, NASTY)},
        networks={key: Network(*key, (Relationship(strange.name, strange.name),))},
        labels=(Label(strange.name, NASTY, NASTY, NASTY), Label(strange.name, NASTY)),
        documentation=NASTY,
    )

    tree = ast.parse(module_source(given, NASTY))

    kinds = {type(node) for node in tree.body}
    assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign, ast.ClassDef}
    assert all(
        isinstance(node.value, ast.Constant) for node in tree.body if isinstance(node, ast.Expr)
    )
    imported = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert all(module is not None and module.split(".")[0] != "os" for module in imported)
    assert run(module_source(given, NASTY)).labels_of(strange.name)
