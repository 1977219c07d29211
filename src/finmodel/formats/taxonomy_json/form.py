"""The JSON objects that a taxonomy consists of, each described once for all that handles them.

Reading, writing and the published JSON Schema follow these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

from attrs import NOTHING, evolve, fields, frozen

from finmodel.formats.derivation import Derivation
from finmodel.formats.oim.shape import Record
from finmodel.formats.taxonomy_json.sort import (
    BOUND,
    COUNT,
    FLAG,
    NAME,
    NAMES,
    NUMBER,
    PARTS,
    STRING,
    STRINGS,
    TYPE_NAME,
    Sort,
    choice,
)
from finmodel.qname import Namespaces
from finmodel.taxonomy.concept import (
    DIMENSION_ITEM,
    HYPERCUBE_ITEM,
    Balance,
    Concept,
    Kind,
    PeriodType,
)
from finmodel.taxonomy.datatype import DOMAIN_ITEM, Facets, item_type
from finmodel.taxonomy.datatype import STRING as STRING_ITEM
from finmodel.taxonomy.label import Label, Reference
from finmodel.taxonomy.network import Arcrole, Relationship, Role

REQUIRED: Final = "required"
"""The default of a member that has to be there."""


@frozen
class Member:
    """A member of a JSON object and the attribute that it stands for.

    `attribute` may have a dot in it. `default` is what the attribute is where the member is left
    out; without one the member is required.
    """

    key: str
    attribute: str
    sort: Sort
    says: str
    default: Any = REQUIRED

    @property
    def is_required(self) -> bool:
        """Whether it must be there."""
        return self.default is REQUIRED


@frozen
class Form:
    """A kind of JSON object; `says` is one sentence about it."""

    says: str
    members: tuple[Member, ...]

    @property
    def shape(self) -> Record:
        """The shape that such an object has."""
        required = frozenset(member.key for member in self.members if member.is_required)
        return Record({member.key: member.sort.shape for member in self.members}, required)

    def encode(self, value: object, namespaces: Namespaces) -> dict[str, Any]:
        """Return an object with everything that is not as it is by default."""
        found = ((member, attrgetter(member.attribute)(value)) for member in self.members)
        return {
            member.key: member.sort.encode(attribute, namespaces)
            for member, attribute in found
            if attribute != member.default
        }


def _form(of: type, says: str, /, *members: Member, **defaults: object) -> Form:
    """Return the form of an attrs class: its defaults are the members', but for those given."""
    own = {field.name: field.default for field in fields(of) if field.default is not NOTHING}
    known = own | defaults
    return Form(says, tuple(evolve(m, default=known.get(m.attribute, REQUIRED)) for m in members))


_CONCEPT: Final = (
    Member("name", "name", NAME, "The name of the concept."),
    Member("dataType", "data_type", TYPE_NAME, "The type of the values of its facts."),
    Member(
        "periodType",
        "period_type",
        choice(PeriodType, nullable=True),
        "Whether it is measured at an instant or over a duration.",
    ),
    Member("balance", "balance", choice(Balance), "The side of the account that it is on."),
    Member("formula", "formula", STRING, "How it is computed, in the rule language."),
    Member("typedDomain", "typed_domain", NAME, "The element that carries a dimension's values."),
    Member("kind", "kind", choice(Kind), "What it is there for, if not what its section says."),
    Member("abstract", "abstract", FLAG, "Whether there can be no facts of it."),
    Member("nillable", "nillable", FLAG, "Whether its facts may be nil."),
    Member("substitutionGroup", "substitution_group", NAME, "What it stands for in XML."),
    Member("id", "id", STRING, "Its identifier in XML."),
)

_STRING_TYPE: Final = item_type(STRING_ITEM)

CONCEPT_FORMS: Final[Mapping[str, Form]] = {
    "concepts": _form(Concept, "A concept that can be reported.", *_CONCEPT),
    "headings": _form(
        Concept,
        "An abstract concept: a line of a statement without a value.",
        *_CONCEPT,
        data_type=_STRING_TYPE,
        abstract=True,
    ),
    "members": _form(
        Concept,
        "A member of explicit dimensions.",
        *_CONCEPT,
        data_type=item_type(DOMAIN_ITEM),
        abstract=True,
    ),
    "dimensions": _form(
        Concept,
        "A dimension; a typed one has a typedDomain.",
        *_CONCEPT,
        data_type=_STRING_TYPE,
        abstract=True,
        kind=Kind.DIMENSION,
        substitution_group=DIMENSION_ITEM,
    ),
    "cubes": _form(
        Concept,
        "A hypercube.",
        *_CONCEPT,
        data_type=_STRING_TYPE,
        abstract=True,
        kind=Kind.HYPERCUBE,
        substitution_group=HYPERCUBE_ITEM,
    ),
}
"""The forms of concepts by the section of the document that they stand in."""

_BOUNDS: Final = ("min_inclusive", "max_inclusive", "min_exclusive", "max_exclusive")
_COUNTS: Final = ("length", "min_length", "max_length", "total_digits", "fraction_digits")


def _camel(attribute: str) -> str:
    first, *rest = attribute.split("_")
    return first + "".join(map(str.capitalize, rest))


DATA_TYPE: Final = _form(
    Derivation,
    "A type that restricts another, by facets of XML Schema, or joins others.",
    Member("name", "name", NAME, "The name of the type."),
    Member("baseType", "base", NAME, "The type that it restricts, unless it is not simple."),
    Member("memberTypes", "union", NAMES, "The types of any of which a value may be."),
    Member("itemType", "items", NAME, "The type of the items, where a value is a list."),
    Member("enumeration", "facets.enumeration", STRINGS, "The values that are allowed."),
    Member("patterns", "facets.patterns", STRINGS, "Expressions, one of which a value matches."),
    *(Member(_camel(name), f"facets.{name}", COUNT, "As in XML Schema.") for name in _COUNTS),
    *(Member(_camel(name), f"facets.{name}", BOUND, "As in XML Schema.") for name in _BOUNDS),
    **{f"facets.{field.name}": field.default for field in fields(Facets)},
    base=None,
)
TYPED_DOMAIN: Final = Form(
    "The element that carries the values of a typed dimension.",
    (
        Member("name", "name", NAME, "The name of the element."),
        Member("dataType", "data_type", TYPE_NAME, "The type of the values."),
    ),
)
_URI = Member("uri", "uri", STRING, "What it is known by.")
_DESCRIPTION = Member("description", "definition", STRING, "What it is, for people.")
_USED_ON = Member("usedOn", "used_on", NAMES, "The elements of XML that it may be used on.")
_ID = Member("id", "id", STRING, "Its identifier in XML.")
ROLE: Final = _form(
    Role, "A statement, note or table, or a use of labels.", _URI, _DESCRIPTION, _USED_ON, _ID
)
RELATIONSHIP_TYPE: Final = _form(
    Arcrole,
    "A kind of relationship beyond those of the standards.",
    _URI,
    _DESCRIPTION,
    Member("cyclesAllowed", "cycles_allowed", STRING, "any, undirected or none."),
    _USED_ON,
    _ID,
)
RELATIONSHIP: Final = _form(
    Relationship,
    "A relationship between two concepts.",
    Member("source", "source", NAME, "Where it starts."),
    Member("target", "target", NAME, "Where it ends."),
    Member("order", "order", NUMBER, "Its place among those with the same source."),
    Member("weight", "weight", NUMBER, "What the target is multiplied by in a sum."),
    Member("preferredLabel", "preferred_label", STRING, "The role of the label to show."),
    Member("contextElement", "context_element", STRING, "Where dimensions stand in XML."),
    Member("closed", "closed", FLAG, "Whether a hypercube allows no other dimensions."),
    Member("usable", "usable", FLAG, "Whether facts may be reported with the member."),
    Member("targetRole", "target_role", STRING, "The role in which the network goes on."),
)
_RELATED_NAME = Member("relatedName", "concept", NAME, "The concept that it is about.")
LABEL: Final = _form(
    Label,
    "A text for a concept.",
    _RELATED_NAME,
    Member("labelType", "role", STRING, "The role of the label; a standard one if left out."),
    Member("language", "language", STRING, "The language that it is in; English if left out."),
    Member("value", "text", STRING, "The text."),
)
REFERENCE: Final = _form(
    Reference,
    "A pointer to the literature that defines a concept.",
    _RELATED_NAME,
    Member("referenceType", "role", STRING, "The role of the reference."),
    Member("properties", "parts", PARTS, "Its parts, such as ref:Publisher."),
)
