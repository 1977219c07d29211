"""Formulas as Python: texts of the rule language back to arithmetic on attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

from attrs import frozen

from finmodel.language import tree
from finmodel.language.grammar import parse_expression
from finmodel.language.token import LanguageError
from finmodel.qname import Namespaces, QName, UnboundPrefixError
from finmodel.render.python.syntax import At, Call, Literal, Negation, Node, Operation
from finmodel.render.python.syntax import Name as Identifier
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.declaration import formula
from finmodel.taxonomy.declaration.attribute import Attribute
from finmodel.taxonomy.declaration.domain import ExplicitDimension, Member
from finmodel.taxonomy.declaration.expression import Expression, LineItem
from finmodel.taxonomy.declaration.moment import (
    Moment,
    closing,
    months_earlier,
    opening,
    prior_quarter,
    prior_year,
    quarters_earlier,
    years_earlier,
)
from finmodel.taxonomy.taxonomy import Taxonomy

_EDGES: Final = {tree.Edge.OPENING: opening, tree.Edge.CLOSING: closing}
_CONSTANTS: Final = {
    moment: name
    for name, moment in (
        ("opening", opening),
        ("closing", closing),
        ("prior_year", prior_year),
        ("prior_quarter", prior_quarter),
    )
}


_STAND_INS: Final[Mapping[type, Callable[[], Any]]] = {
    LineItem: lambda: LineItem(None),
    Member: lambda: Member((), {}, usable=True),
    ExplicitDimension: lambda: ExplicitDimension(None, (), {}),
}

A = TypeVar("A", bound=Attribute)


class InexpressibleError(Exception):
    """A formula that arithmetic on attributes cannot say."""


class Formulas:
    """Reads the formulas of a taxonomy, with stand-ins for what its names mean."""

    def __init__(self, taxonomy: Taxonomy, domains: Mapping[QName, frozenset[QName]]) -> None:
        self._taxonomy = taxonomy
        self._domains = domains
        self._stand_ins: dict[tuple[type, QName], Attribute] = {}
        self._names: dict[Attribute, QName] = {}

    def term(self, concept: Concept) -> formula.Term:
        """Return what a concept's formula says; raises `InexpressibleError`."""
        try:
            found = self._term(parse_expression(concept.formula or ""), concept.name.namespace)
        except (LanguageError, UnboundPrefixError) as error:
            raise InexpressibleError(str(error)) from None
        if formula.text(found, lambda attribute: self._text(attribute, concept)) != concept.formula:
            raise InexpressibleError("it would be written in other words")
        return found

    def concept(self, item: Expression[Any]) -> Concept:
        """Return the concept that a stand-in in a term is for."""
        return self._taxonomy.concepts[self._names[item]]

    def node(self, term: formula.Term, identifiers: Mapping[QName, str]) -> Node:
        """Return a term as Python."""
        return _Writer(self._names, self._domains, identifiers).node(term)

    def uses(self, term: formula.Term) -> Iterator[QName]:
        """Yield the names that a term uses."""
        match term:
            case formula.Name(item, members, _):
                used = [item, *(attribute for pair in members for attribute in pair)]
                yield from (self._names[attribute] for attribute in used)
            case formula.Minus(inner):
                yield from self.uses(inner)
            case formula.Operation(_, left, right):
                yield from self.uses(left)
                yield from self.uses(right)
            case formula.Function(_, inner, other):
                yield from self.uses(inner)
                if isinstance(other, ExplicitDimension):
                    yield self._names[other]

    def _text(self, attribute: Attribute, concept: Concept) -> str:
        name = self._names[attribute]
        own = name.namespace == concept.name.namespace
        return name.local_name if own else Namespaces(self._taxonomy.namespaces).name(name)

    def _term(self, node: tree.Expression, namespace: str) -> formula.Term:
        match node:
            case tree.Number():
                return formula.Constant(_constant(node))
            case tree.Negation(tree.Number() as number):
                return formula.Constant(-_constant(number))
            case tree.Negation(operand):
                return formula.Minus(self._term(operand, namespace))
            case tree.Operation(sign, left, right):
                sides = [self._term(side, namespace) for side in (left, right)]
                if all(isinstance(side, formula.Constant) for side in sides):
                    raise InexpressibleError("Python would compute with its constants itself")
                return formula.Operation(sign, *sides)
            case tree.Reference():
                return self._reference(node, namespace)
            case _:
                return self._function(node, namespace)

    def _function(self, node: tree.Expression, namespace: str) -> formula.Term:
        match node:
            case tree.Growth(operand, over):
                return formula.Function("growth", self._term(operand, namespace), _moment(over))
            case tree.Change(operand, since):
                return formula.Function("change", self._term(operand, namespace), _moment(since))
            case tree.Aggregate(operand, over, "sum") if over != "quarters":
                dimension = self._dimension(over, namespace)
                return formula.Function("sum", self._term(operand, namespace), dimension)
            case _:
                raise InexpressibleError("it uses a function that declarations have not")

    def _reference(self, node: tree.Reference, namespace: str) -> formula.Term:
        name = self._qname(node.name, namespace)
        if len(node.when) > 1 or not self._is_item(name):
            raise InexpressibleError(f"{node.name} is no line item, or at several moments")
        members = tuple(
            (self._dimension(filter_.dimension, namespace), self._member(filter_, namespace))
            for filter_ in node.filters
        )
        moment = _moment(node.when[0]) if node.when else None
        return formula.Name(self._stand_in(LineItem, name), members, moment)

    def _is_item(self, name: QName) -> bool:
        concept = self._taxonomy.concepts.get(name)
        return concept is not None and concept.is_reportable

    def _dimension(self, text: str, namespace: str) -> ExplicitDimension:
        name = self._qname(text, namespace)
        if name not in self._domains:
            raise InexpressibleError(f"{text} is no explicit dimension")
        return self._stand_in(ExplicitDimension, name)

    def _member(self, filter_: tree.Filter, namespace: str) -> Member:
        dimension = self._qname(filter_.dimension, namespace)
        name = self._qname(filter_.member or "", namespace)
        if name not in self._domains.get(dimension, ()):
            raise InexpressibleError(f"{filter_.member} is no member of {filter_.dimension}")
        return self._stand_in(Member, name)

    def _qname(self, text: str, namespace: str) -> QName:
        return QName.from_prefixed(text, {**self._taxonomy.namespaces, "": namespace})

    def _stand_in(self, kind: type[A], name: QName) -> A:
        found = self._stand_ins.get((kind, name))
        if not isinstance(found, kind):
            found = _STAND_INS[kind]()
            self._stand_ins[kind, name] = found
            self._names[found] = name
        return found


@frozen
class _Writer:
    """Writes terms as Python, with the names that the module gives."""

    names: Mapping[Attribute, QName]
    domains: Mapping[QName, frozenset[QName]]
    identifiers: Mapping[QName, str]

    def node(self, term: formula.Term) -> Node:
        match term:
            case formula.Constant(value):
                return _number(value)
            case formula.Minus(inner):
                return Negation(self.node(inner))
            case formula.Operation(sign, left, right):
                return Operation(sign, self.node(left), self.node(right))
            case formula.Function():
                return self._function(term)
            case formula.Name(item, members, moment):
                node: Node = self._identifier(item)
                if members:
                    node = At(node, tuple(self._key(*pair) for pair in members))
                return Call("at", (_moment_node(moment),), of=node) if moment else node

    def _function(self, term: formula.Function) -> Node:
        operand = self.node(term.term)
        if not isinstance(term.other, Moment):
            return Call("sum_over", (operand, self._identifier(term.other)))
        keyword = "over" if term.name == "growth" else "since"
        return Call(term.name, (operand,), ((keyword, _moment_node(term.other)),))

    def _identifier(self, attribute: Attribute) -> Identifier:
        return Identifier(self.identifiers[self.names[attribute]])

    def _key(self, dimension: ExplicitDimension, member: Member) -> tuple[Identifier, ...]:
        name = self.names[member]
        is_plain = sum(name in members for members in self.domains.values()) == 1
        key = (self._identifier(member),)
        return key if is_plain else (self._identifier(dimension), *key)


def _constant(number: tree.Number) -> Decimal:
    if not number.text.replace(".", "", 1).isdecimal():
        raise InexpressibleError(f"{number.text} is no plain number")
    return Decimal(number.text)


def _number(value: Decimal) -> Node:
    text = format(value, "f")
    is_whole = text.removeprefix("-").isdecimal()
    return Literal(int(text)) if is_whole else Call("Decimal", (Literal(text),))


def _moment(when: tree.When) -> Moment:
    match when:
        case tree.Edge():
            return _EDGES[when]
        case tree.Shift(months) if months % 12 == 0:
            return years_earlier(months // 12)
        case tree.Shift(months) if months % 3 == 0:
            return quarters_earlier(months // 3)
        case tree.Shift(months):
            return months_earlier(months)
        case _:
            raise InexpressibleError("it uses a period that declarations have not")


def _moment_node(moment: Moment) -> Node:
    if moment in _CONSTANTS:
        return Identifier(_CONSTANTS[moment])
    count, unit, _ = moment.text.split(" ")
    return Call(f"{unit}_earlier", (Literal(int(count)),))
