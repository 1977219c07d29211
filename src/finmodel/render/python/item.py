"""Line items as Python: by their kind, or by the formula that they are derived from."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final

from finmodel.qname import QName
from finmodel.render.python.formula import Formulas, InexpressibleError
from finmodel.render.python.syntax import Call, Literal, Name, Node
from finmodel.render.python.words import Keywords
from finmodel.taxonomy import datatype
from finmodel.taxonomy.concept import Balance, Concept, PeriodType
from finmodel.taxonomy.datatype import item_type
from finmodel.taxonomy.declaration import formula
from finmodel.taxonomy.declaration.attribute import DeclarationError
from finmodel.taxonomy.declaration.value import kind_of
from finmodel.taxonomy.network import SUMMATION_ITEM_11
from finmodel.taxonomy.taxonomy import Taxonomy

_NUMBERS: Final = {
    datatype.PERCENT: "percent",
    datatype.PER_SHARE: "per_share",
    datatype.SHARES: "shares",
    datatype.INTEGER: "integer",
    datatype.DECIMAL: "decimal",
}
_TEXTS: Final = {
    datatype.STRING: "string",
    datatype.TEXT_BLOCK: "text_block",
    datatype.DATE: "date",
    datatype.BOOLEAN: "boolean",
}


class Items:
    """Writes line items; `types` are the names of the data types that the module defines."""

    def __init__(self, taxonomy: Taxonomy, formulas: Formulas, types: Mapping[QName, Node]) -> None:
        self._formulas = formulas
        self._types = types
        self._sums = {
            (source, frozenset((arc.target, arc.weight) for arc in network.from_(source)))
            for network in taxonomy.networks_of(SUMMATION_ITEM_11)
            for source in network.sources
        }

    def term(self, concept: Concept) -> formula.Term | None:
        """Return the formula of a line item, if arithmetic on attributes says the same."""
        if concept.formula is None:
            return None
        try:
            term = self._formulas.term(concept)
            kind = formula.kind_of(term, lambda item: kind_of(self._concept(item).data_type))
        except (InexpressibleError, DeclarationError):
            return None
        is_typed = kind is not None and item_type(kind.data_type) == concept.data_type
        has_names = next(self._formulas.uses(term), None) is not None
        return term if is_typed and has_names and self._is_summed(concept, term) else None

    def uses(self, concept: Concept) -> Iterable[QName]:
        """Return the names that the formula of a line item uses."""
        term = self.term(concept)
        return self._formulas.uses(term) if term is not None else ()

    def node(
        self,
        concept: Concept,
        words: Keywords,
        identifiers: Mapping[QName, str],
        declared: Container[QName],
    ) -> Node:
        """Return a line item; its formula is text where it uses what is not `declared` before."""
        keywords = list(words)
        if not concept.nillable:
            keywords.append(("nillable", Literal(False)))
        term = self.term(concept)
        if term is not None and all(name in declared for name in self._formulas.uses(term)):
            return self._derived(concept, term, keywords, identifiers)
        if concept.formula is not None:
            keywords.append(("formula", Literal(concept.formula)))
        return self._plain(concept, keywords)

    def _concept(self, item: formula.Item) -> Concept:
        return self._formulas.concept(item)

    def _is_summed(self, concept: Concept, term: formula.Term) -> bool:
        """Tell whether the calculation that arithmetic would make is there, if it makes one."""
        weights = formula.summands(term)
        if weights is None or any(
            self._concept(item).period_type is not concept.period_type for item in weights
        ):
            return True
        names = {self._concept(item).name: weight for item, weight in weights.items()}
        return (concept.name, frozenset(names.items())) in self._sums and all(
            _agree(concept.balance, self._concept(item).balance, weight > 0)
            for item, weight in weights.items()
        )

    def _derived(
        self,
        concept: Concept,
        term: formula.Term,
        keywords: Keywords,
        identifiers: Mapping[QName, str],
    ) -> Node:
        node = self._formulas.node(term, identifiers)
        given: Keywords = []
        if self._balance(concept, term) is not concept.balance:
            given.append(("balance", _balance_node(concept.balance)))
        if self._period(term) is not concept.period_type:
            given.append(("period", _period_node(concept)))
        if not given and not keywords and not isinstance(node, Name):
            return node
        return Call("derived", (node,), (*given, *keywords))

    def _balance(self, concept: Concept, term: formula.Term) -> Balance | None:
        if not concept.data_type.is_monetary:
            return None
        return formula.balance_of(term, lambda item: self._concept(item).balance)

    def _period(self, term: formula.Term) -> PeriodType:
        return formula.period_of(
            term, lambda item: self._concept(item).period_type or PeriodType.DURATION
        )

    def _plain(self, concept: Concept, keywords: Keywords) -> Node:
        name, period = concept.data_type.name, _period_node(concept)
        if name == datatype.MONETARY:
            return Call("monetary", (_balance_node(concept.balance), period), tuple(keywords))
        if name in _NUMBERS:
            return Call(_NUMBERS[name], (period,), tuple(keywords))
        if name in _TEXTS and concept.formula is None:
            is_default = concept.period_type is PeriodType.DURATION
            return Call(_TEXTS[name], () if is_default else (period,), tuple(keywords))
        arguments = [self._types[name], period]
        if concept.balance and concept.data_type.is_monetary:
            arguments.append(_balance_node(concept.balance))
        return Call("item", tuple(arguments), tuple(keywords))


def _agree(side: Balance | None, other: Balance | None, adds: bool) -> bool:
    return side is None or other is None or (side is other) is adds


def _balance_node(balance: Balance | None) -> Node:
    return Literal(None) if balance is None else Name(balance.value)


def _period_node(concept: Concept) -> Node:
    return Name((concept.period_type or PeriodType.DURATION).value)
