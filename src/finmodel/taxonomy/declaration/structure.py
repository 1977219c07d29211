"""The networks of a declaration: statements, sums, domains of dimensions, and hypercubes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from finmodel.qname import QName
from finmodel.taxonomy.concept import HYPERCUBE_ITEM
from finmodel.taxonomy.declaration.attribute import DeclarationError
from finmodel.taxonomy.declaration.construction import Construction
from finmodel.taxonomy.declaration.domain import Dimension, ExplicitDimension
from finmodel.taxonomy.declaration.expression import Expression
from finmodel.taxonomy.declaration.formula import summands
from finmodel.taxonomy.declaration.naming import label_from
from finmodel.taxonomy.declaration.statement import Line, Statement
from finmodel.taxonomy.hypercube import NetworkKey
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    PARENT_CHILD,
    SUMMATION_ITEM_11,
    Network,
    Relationship,
    Role,
)

_LINK: Final = "http://www.xbrl.org/2003/linkbase"
PRESENTATION_LINK: Final = QName(_LINK, "presentationLink")
CALCULATION_LINK: Final = QName(_LINK, "calculationLink")
DEFINITION_LINK: Final = QName(_LINK, "definitionLink")
LABEL: Final = QName(_LINK, "label")
REFERENCE: Final = QName(_LINK, "reference")
_STANDARD_ROLES: Final = "http://www.xbrl.org/2003/role/"
_LINKS: Final = {PARENT_CHILD: PRESENTATION_LINK, SUMMATION_ITEM_11: CALCULATION_LINK}

Item = Expression[Any]


class Structure:
    """The roles and networks of a declaration."""

    def __init__(self, construction: Construction) -> None:
        self._construction = construction
        self._name = construction.name
        self._found: defaultdict[NetworkKey, list[Relationship]] = defaultdict(list)
        self._count: Counter[tuple[NetworkKey, QName]] = Counter()
        self._definitions: dict[str, str] = {}
        self.statement_roles: dict[Statement, str] = {}
        self._first_roles: dict[Item, str] = {}
        self._has_dimensions = bool(construction.dimensions())
        for attribute, named in construction.attributes.items():
            with construction.naming(attribute):
                if isinstance(named, Statement):
                    self._add_statement(attribute, named)
                elif isinstance(named, ExplicitDimension):
                    self._add_domain(named)
        for item in construction.items():
            with construction.naming(item.attribute):
                self._add_sum(item)

    @property
    def networks(self) -> Mapping[NetworkKey, Network]:
        """The networks, by arcrole and role."""
        return {key: Network(*key, tuple(found)) for key, found in self._found.items()}

    @property
    def roles(self) -> Mapping[str, Role]:
        """The roles of statements and dimensions, and of words that no standard has a role for."""
        used: defaultdict[str, dict[QName, None]] = defaultdict(dict)
        for role in self.statement_roles.values():
            used[role][PRESENTATION_LINK] = None
        for arcrole, role in self._found:
            used[role][_LINKS.get(arcrole, DEFINITION_LINK)] = None
        for words, element in (
            (self._construction.labels, LABEL),
            (self._construction.references, REFERENCE),
        ):
            for role in dict.fromkeys(text.role for text in words):
                used[role][element] = None
        return {
            uri: self.role(uri, tuple(used_on))
            for uri, used_on in used.items()
            if not uri.startswith(_STANDARD_ROLES)
        }

    def role(self, uri: str, used_on: tuple[QName, ...] = ()) -> Role:
        """Return a role as it would be declared; those of XBRL 2.1 itself are not."""
        last = uri.rpartition("/")[2]
        return Role(uri, self._definitions.get(uri, label_from(last)), used_on, id=last)

    def _relate(self, arcrole: str, role: str, relationship: Relationship) -> None:
        """Add a relationship behind those that its source already has."""
        key = (arcrole, role)
        self._count[key, relationship.source] += 1
        order = Decimal(self._count[key, relationship.source])
        self._found[key].append(evolve(relationship, order=order))

    def _role(self, local_name: str, definition: str, uri: str | None = None) -> str:
        uri = uri or f"{self._construction.namespace.rstrip('/')}/role/{local_name}"
        self._definitions.setdefault(uri, definition)
        return uri

    def _add_statement(self, attribute: str, statement: Statement) -> None:
        role = self._role(attribute, statement.label, statement.uri)
        self.statement_roles[statement] = role
        for item in statement.items():
            self._first_roles.setdefault(item, role)
        top = self._name(statement.top)
        self._add_lines(role, top, statement.lines)
        if self._has_dimensions and statement.by is not None:
            self._add_hypercube(attribute, role, statement, statement.by)

    def _add_lines(self, role: str, above: QName, lines: tuple[Line, ...]) -> None:
        for line in lines:
            name = self._name(line.attribute)
            self._relate(PARENT_CHILD, role, Relationship(above, name, preferred_label=line.role))
            if line.role is not None:
                self._construction.add_preferred_label(name, line.role)
            self._add_lines(role, name, line.below)

    def _add_hypercube(
        self, attribute: str, role: str, statement: Statement, by: tuple[Dimension, ...]
    ) -> None:
        """Say that the items of a statement take its dimensions and no others."""
        construction = self._construction
        lines = QName(construction.namespace, f"{attribute}LineItems")
        table = QName(construction.namespace, f"{attribute}Table")
        for name, group, what in ((lines, None, "line items"), (table, HYPERCUBE_ITEM, "table")):
            concept = construction.abstract(name, group) if group else construction.abstract(name)
            label = Label(name, f"{statement.label} [{what}]", construction.language)
            construction.add_concept(concept, label)
        has_hypercube = Relationship(lines, table, context_element="segment", closed=True)
        self._relate(ALL, role, has_hypercube)
        for item in statement.items():
            self._relate(DOMAIN_MEMBER, role, Relationship(lines, self._name(item)))
        for dimension in by:
            domain_role = self._dimension_role(dimension)
            has_dimension = Relationship(table, self._name(dimension), target_role=domain_role)
            self._relate(HYPERCUBE_DIMENSION, role, has_dimension)

    def _dimension_role(self, dimension: Dimension) -> str | None:
        """Return the role that holds the domain of a dimension."""
        name = self._name(dimension).local_name
        if not isinstance(dimension, ExplicitDimension) or not dimension.roots:
            return None
        label = dimension.details.get("label") or label_from(name)
        return self._role(name, label if isinstance(label, str) else label.text)

    def _add_domain(self, dimension: ExplicitDimension) -> None:
        role = self._dimension_role(dimension)
        if role is None:
            return
        source = self._name(dimension)
        for root in dimension.roots:
            top = Relationship(source, self._name(root), usable=root.usable)
            self._relate(DIMENSION_DOMAIN, role, top)
        for member in dimension.members():
            for part in member.parts:
                below = Relationship(self._name(member), self._name(part), usable=part.usable)
                self._relate(DOMAIN_MEMBER, role, below)
        if dimension.total:
            default = Relationship(source, self._name(dimension.total))
            self._relate(DIMENSION_DEFAULT, role, default)

    def _add_sum(self, total: Item) -> None:
        """Add the calculation that a formula is, where it adds up items of one period type."""
        resolved = self._construction.resolved(total)
        weights = summands(resolved.term) if resolved.term else None
        if not weights or any(
            self._construction.resolved(item).period is not resolved.period for item in weights
        ):
            return
        role = self._calculation_role(total)
        for item, weight in weights.items():
            self._check_sign(total, item, weight)
            addend = Relationship(self._name(total), self._name(item), weight=weight)
            self._relate(SUMMATION_ITEM_11, role, addend)

    def _calculation_role(self, total: Item) -> str:
        if total in self._first_roles:
            return self._first_roles[total]
        name = self._name(total).local_name
        return self._role(name, label_from(name))

    def _check_sign(self, total: Item, item: Item, weight: Decimal) -> None:
        """Refuse what XBRL 2.1, section 5.1.1.2, forbids: adding what reduces, or the reverse."""
        resolved = self._construction.resolved
        side, other = resolved(total).balance, resolved(item).balance
        if side and other and (side is other) is not (weight > 0):
            verb = "adds" if weight > 0 else "subtracts"
            name = self._name(item).local_name
            remedy = "subtracted" if weight > 0 else "added"
            raise DeclarationError(
                f"it is a {side.value} and {verb} {name}, a {other.value}, which must be {remedy} "
                "(XBRL 2.1, section 5.1.1.2); correct the sign or a balance, or say balance=None"
            )
