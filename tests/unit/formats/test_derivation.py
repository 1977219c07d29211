"""Types as definitions of each other, there and back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finmodel.formats.derivation import (
    Derivation,
    Derivations,
    UndefinedTypeError,
    derivations,
)
from finmodel.qname import QName
from finmodel.taxonomy.datatype import MONETARY, STRING, DataType, Facets, item_type

SHORT = Facets(max_length=9)
SHORTER = Facets(max_length=5)
POSITIVE = Facets(min_inclusive=Decimal(0))


def name(local_name: str) -> QName:
    return QName("https://t.example", local_name)


TEXT = item_type(STRING)
HIDDEN = TEXT.restricted(name("hidden"), SHORT)

FAMILIES = [
    [],
    [TEXT],
    [TEXT.restricted(name("a"))],
    [HIDDEN.restricted(name("a"), SHORTER)],
    # heirs of an ancestor that is itself no concept's type
    [HIDDEN.restricted(name("a"), SHORTER), HIDDEN.restricted(name("b"))],
    [HIDDEN.restricted(name("a")).restricted(name("c")), HIDDEN.restricted(name("b"), POSITIVE)],
    [HIDDEN, HIDDEN.restricted(name("a"), SHORTER)],
    [item_type(MONETARY).restricted(name("a"), POSITIVE).restricted(name("b"), POSITIVE)],
    [DataType(name("tuple")), DataType(name("tuple")).restricted(name("more"))],
]


@pytest.mark.parametrize("family", FAMILIES)
def test_types_come_back_from_their_definitions(family: list[DataType]) -> None:
    defined = derivations(family)
    types = Derivations({derivation.name: derivation for derivation in defined})

    assert [types.data_type(data_type.name) for data_type in family] == family


def test_each_definition_stands_behind_what_it_restricts() -> None:
    family = [HIDDEN.restricted(name("a")), HIDDEN.restricted(name("b"), SHORTER)]

    assert derivations(family) == [
        Derivation(name("hidden"), STRING, SHORT),
        Derivation(name("a"), name("hidden")),
        Derivation(name("b"), name("hidden"), SHORTER),
    ]


@pytest.mark.parametrize(
    ("defined", "missing"), [([], "a"), ([Derivation(name("a"), name("b"))], "b")]
)
def test_a_type_that_nothing_defines_is_named(defined: list[Derivation], missing: str) -> None:
    types = Derivations({derivation.name: derivation for derivation in defined})
    with pytest.raises(UndefinedTypeError) as raised:
        types.data_type(name("a"))
    assert raised.value.name == name(missing)


@pytest.mark.parametrize(
    "defined",
    [
        [Derivation(name("a"), name("b")), Derivation(name("b"), name("a"))],
        [Derivation(name("a"), None, union=(name("c"), name("a")))],
        [Derivation(name("a"), None, items=name("a"))],
    ],
)
def test_of_a_type_that_is_defined_by_itself_nothing_is_known(defined: list[Derivation]) -> None:
    types = Derivations({derivation.name: derivation for derivation in defined})
    assert types.data_type(name("a")) == DataType(name("a"))
    assert [one.code for one in types.diagnostics] == ["fm:circularDefinition"]
