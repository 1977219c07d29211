"""Generated taxonomies: any concepts, types, networks and words that the formats can carry."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from attrs import asdict, evolve
from hypothesis import strategies as st

from finmodel.qname import XS, Namespaces, QName
from finmodel.taxonomy import datatype
from finmodel.taxonomy.concept import (
    DIMENSION_ITEM,
    HYPERCUBE_ITEM,
    ITEM,
    TUPLE,
    Balance,
    Concept,
    Kind,
    PeriodType,
)
from finmodel.taxonomy.datatype import NO_FACETS, DataType, Facets, item_type
from finmodel.taxonomy.facet import facet_problems
from finmodel.taxonomy.label import DOCUMENTATION, REF_PART, REFERENCE, STANDARD, Label, Reference
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    PARENT_CHILD,
    STANDARD_ROLE,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
    Arcrole,
    Network,
    Relationship,
    Role,
)
from finmodel.taxonomy.taxonomy import Taxonomy

_LINK: Final = "http://www.xbrl.org/2003/linkbase"
_NAMESPACES: Final = ("https://a.example/x", "https://b.example#", "urn:c")
_HEADS: Final = {
    Kind.ITEM: ITEM,
    Kind.TUPLE: TUPLE,
    Kind.DIMENSION: DIMENSION_ITEM,
    Kind.HYPERCUBE: HYPERCUBE_ITEM,
}
_USED_ON: Final = "label presentationLink calculationLink definitionLink footnoteLink".split()
_OWN_ARCROLE: Final = "https://a.example/arcrole/causes"
_CAUSES: Final = Arcrole(_OWN_ARCROLE, "Causes", "none", (QName(_LINK, "definitionArc"),), "causes")
_ARCROLES: Final = (
    PARENT_CHILD,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
    ALL,
    HYPERCUBE_DIMENSION,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    DIMENSION_DEFAULT,
    _OWN_ARCROLE,
)
_ITEM_TYPES: Final = (
    datatype.MONETARY,
    datatype.SHARES,
    datatype.PERCENT,
    datatype.STRING,
    datatype.TEXT_BLOCK,
    datatype.DATE,
    datatype.DOMAIN_ITEM,
)

characters: Final = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n\r<>&\"'\\𝄞"
)
texts: Final = st.text(characters, max_size=12)
words: Final = texts.map(str.strip)
local_names: Final = st.from_regex(r"[A-Za-z_é売][A-Za-z0-9_.é売-]{0,5}", fullmatch=True)
decimals: Final = st.decimals(-1000, 1000, places=3).map(Decimal.normalize)
counts: Final = st.none() | st.integers(0, 99)
PATTERNS: Final = ("[a-z]+", r"\d{2}(\.\d)?", "<&>\"'|𝄞", " ", "")
facets: Final = st.builds(
    Facets,
    enumeration=st.lists(texts, max_size=2, unique=True).map(tuple),
    patterns=st.lists(st.sampled_from(PATTERNS), max_size=2).map(tuple),
    max_length=counts,
    total_digits=counts,
    min_inclusive=st.none() | decimals | st.sampled_from(("2009-03-31", "P1Y", "12:00:00Z")),
    max_exclusive=st.none() | decimals,
)


def fitting(base: DataType, wanted: Facets) -> Facets:
    """Return those of some facets that fit a type, and each other."""
    found = NO_FACETS
    for name, value in asdict(wanted, recurse=False).items():
        more = evolve(found, **{name: value})
        if not any(facet_problems(base, more)):
            found = more
    return found


_SIMPLE: Final = tuple(item_type(QName(XS, name)) for name in ("integer", "date", "string"))


@st.composite
def type_families(draw: st.DrawFn, bases: tuple[QName, ...], start: str) -> list[DataType]:
    """Types that restrict each other, with standard ones among them."""
    family = [item_type(name) for name in bases]
    for number in range(draw(st.integers(0, 4))):
        base = draw(st.sampled_from(family))
        name = QName(draw(st.sampled_from(_NAMESPACES)), f"{start}{number}")
        # what is restricted already is not made a union or a list of something else
        parts = draw(st.lists(st.sampled_from(_SIMPLE), max_size=0 if base.facets else 2))
        if draw(st.booleans()):
            plain = base.restricted(name, union=tuple(parts))
        else:
            plain = base.restricted(name, items=parts[0] if parts else None)
        given = fitting(plain, draw(facets))
        family.append(base.restricted(name, given, union=plain.union, items=plain.items))
    return family


@st.composite
def composed_types(draw: st.DrawFn) -> list[DataType]:
    """Unions and lists of types, and of each other."""
    family: list[DataType] = list(_SIMPLE)
    for number in range(draw(st.integers(0, 3))):
        name = QName(draw(st.sampled_from(_NAMESPACES)), f"composed{number}")
        if draw(st.booleans()):
            union = draw(st.lists(st.sampled_from(family), min_size=1, max_size=3))
            family.append(DataType(name, union=tuple(union)))
        else:
            family.append(DataType(name, items=draw(st.sampled_from(family))))
        if draw(st.booleans()):
            heir = QName(draw(st.sampled_from(_NAMESPACES)), f"heir{number}")
            family.append(family[-1].restricted(heir, fitting(family[-1], draw(facets))))
    return family[len(_SIMPLE) :]


@st.composite
def taxonomies(draw: st.DrawFn) -> Taxonomy:
    """A taxonomy that XML and JSON can carry without loss."""
    types = draw(type_families(_ITEM_TYPES, "item"))
    values = draw(type_families((QName(XS, "string"), QName(XS, "decimal")), "value"))
    values += draw(composed_types())
    names = st.builds(QName, st.sampled_from(_NAMESPACES), local_names)
    taken = draw(st.lists(names, max_size=8, unique=True))
    domains = {name: draw(st.sampled_from(values)) for name in taken[: len(taken) // 4]}
    concepts: dict[QName, Concept] = {}
    for name in taken[len(domains) :]:
        concepts[name] = draw(_concepts(name, types, domains, list(concepts.values())))
    roles = draw(_roles())
    networks = draw(_networks(list(concepts), [*roles, STANDARD_ROLE])) if concepts else {}
    # a domain is known by the dimension that it carries the values of
    used = {concept.typed_domain for concept in concepts.values()}
    domains = {name: value for name, value in domains.items() if name in used}
    known = list(concepts)  # standard links have labels of nothing else
    return Taxonomy(
        namespace=_NAMESPACES[0],
        namespaces=Namespaces({"a": _NAMESPACES[0], "link": "https://taken.example"}),
        concepts=concepts,
        roles=roles,
        arcroles={_OWN_ARCROLE: _CAUSES},
        networks=networks,
        labels=tuple(draw(st.lists(_labels(known, list(roles)), max_size=6))) if known else (),
        references=tuple(draw(st.lists(_references(known), max_size=3))) if known else (),
        typed_domains=domains,
        documentation=draw(words),
    )


@st.composite
def _concepts(
    draw: st.DrawFn,
    name: QName,
    types: list[DataType],
    domains: dict[QName, DataType],
    others: list[Concept],
) -> Concept:
    kind = draw(st.sampled_from(Kind))
    heads = [_HEADS[kind], *(other.name for other in others if other.kind is kind)]
    is_typed = kind is Kind.DIMENSION and domains and draw(st.booleans())
    data_type = (
        DataType(QName(name.namespace, "tuple"))
        if kind is Kind.TUPLE
        else draw(st.sampled_from(types))
    )
    return Concept(
        name,
        data_type,
        None if kind is Kind.TUPLE else draw(st.sampled_from(PeriodType)),
        draw(st.none() | st.sampled_from(Balance)) if data_type.is_monetary else None,
        kind,
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from(heads)),
        draw(st.sampled_from(sorted(domains))) if is_typed else None,
        formula=draw(st.none() | texts),
        id=draw(st.none() | local_names),
    )


def _roles() -> st.SearchStrategy[dict[str, Role]]:
    uris = st.builds("https://r.example/{}/{}".format, st.integers(0, 3), local_names)
    # whatever a role is used on, XML must have said so
    links = st.permutations(tuple(QName(_LINK, name) for name in _USED_ON)).map(tuple)
    roles = st.builds(Role, uris, words, links, st.none() | local_names)
    return st.lists(roles, max_size=4, unique_by=lambda role: role.uri).map(
        lambda found: {role.uri: role for role in found}
    )


@st.composite
def _networks(
    draw: st.DrawFn, concepts: list[QName], roles: list[str]
) -> dict[tuple[str, str], Network]:
    keys = st.tuples(st.sampled_from(_ARCROLES), st.sampled_from(roles))
    some = st.none() | st.sampled_from(roles)
    networks = {}
    for key in draw(st.lists(keys, max_size=4, unique=True)):
        relationships = st.builds(
            Relationship,
            st.sampled_from(concepts),
            st.sampled_from(concepts),
            decimals,
            decimals if key[0] in (SUMMATION_ITEM, SUMMATION_ITEM_11) else st.none(),
            some if key[0] == PARENT_CHILD else st.none(),
            st.none() | st.sampled_from(("segment", "scenario")),
            st.booleans(),
            st.booleans(),
            some,
        )
        networks[key] = Network(*key, tuple(draw(st.lists(relationships, min_size=1, max_size=6))))
    return networks


def _labels(concepts: list[QName], roles: list[str]) -> st.SearchStrategy[Label]:
    return st.builds(
        Label,
        st.sampled_from(concepts),
        texts,
        st.sampled_from(("en", "en-US", "EN", "ja", "x-klingon", "")),
        st.sampled_from((STANDARD, DOCUMENTATION, *roles)),
    )


def _references(concepts: list[QName]) -> st.SearchStrategy[Reference]:
    parts = st.tuples(
        st.builds(QName, st.sampled_from((REF_PART, *_NAMESPACES)), local_names), texts
    )
    return st.builds(
        Reference,
        st.sampled_from(concepts),
        st.lists(parts, max_size=3).map(tuple),
        st.just(REFERENCE),
    )
