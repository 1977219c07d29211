"""Data types as Python."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from attrs import fields

from finmodel.formats.derivation import Derivation, derivations
from finmodel.qname import XS, QName
from finmodel.render.python.identifier import Identifiers
from finmodel.render.python.syntax import Call, Literal, Many, Name, Node
from finmodel.render.python.words import qname_node
from finmodel.taxonomy.datatype import NO_FACETS, DataType, Facets


class DataTypes(dict[QName, Node]):
    """How the module names each data type.

    `constants` are those that it has to define; a standard's is defined when it is asked for.
    """

    def __init__(self, types: Iterable[DataType], identifiers: Identifiers) -> None:
        super().__init__({name: Name(constant) for name, constant in _NAMED.items()})
        self._identifiers = identifiers
        self.constants: dict[str, Node] = {}
        for derivation in derivations(types):
            self._define(derivation.name, self._restricted(derivation))

    def __missing__(self, name: QName) -> Node:
        return self._define(name, Call("item_type", (qname_node(name),)))

    def _define(self, name: QName, node: Node) -> Node:
        constant = self._identifiers.claim(name.local_name)
        self.constants[constant] = node
        self[name] = Name(constant)
        return self[name]

    def _restricted(self, derivation: Derivation) -> Node:
        base, name = derivation.base, qname_node(derivation.name)
        joined: list[tuple[str, Node]] = []
        if derivation.union:
            parts = tuple(self[part] for part in derivation.union)
            joined.append(("union", Many(parts, is_tuple=True)))
        if derivation.items is not None:
            joined.append(("items", self[derivation.items]))
        if base is None:
            return Call("DataType", (name,), tuple(joined))
        arguments = [name]
        if derivation.facets != NO_FACETS:
            arguments.append(_facets(derivation.facets))
        return Call("restricted", tuple(arguments), tuple(joined), of=self[base])


_NAMED: Final = {
    QName(XS, "string"): "string_type",
    QName(XS, "date"): "date_type",
    QName(XS, "integer"): "integer_type",
}


def _facets(facets: Facets) -> Node:
    given = [
        (field.name, _value(getattr(facets, field.name)))
        for field in fields(Facets)
        if getattr(facets, field.name) != field.default
    ]
    return Call("Facets", (), tuple(given))


def _value(value: tuple[str, ...] | int | Decimal) -> Node:
    if isinstance(value, tuple):
        return Many(tuple(map(Literal, value)), is_tuple=True)
    if isinstance(value, Decimal):
        return Call("Decimal", (Literal(format(value, "f")),))
    return Literal(value)
