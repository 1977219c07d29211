"""What a taxonomy says about a dimension and the member or value that it takes."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from finmodel.model.dimension import Member, TypedMember
from finmodel.qname import QName
from finmodel.taxonomy.concept import Kind
from finmodel.taxonomy.content import Content
from finmodel.taxonomy.datatype import DataType
from finmodel.taxonomy.lexical import find_problem
from finmodel.taxonomy.matching import misfit_words
from finmodel.taxonomy.taxonomy import Taxonomy

UNKNOWN_DIMENSION: Final = "oime:unknownDimension"
INVALID_VALUE: Final = "oime:invalidDimensionValue"
DEFAULT_USED: Final = "xbrldie:DefaultValueUsedInInstanceError"
UNDEFINED_MEMBER: Final = "xbrldie:ExplicitMemberUndefinedQNameError"
NOT_TYPED: Final = "xbrldie:TypedMemberNotTypedDimensionError"
UNVERIFIABLE: Final = "fm:incompleteTaxonomy"
NOT_EXPLICIT: Final = "xbrldie:ExplicitMemberNotExplicitDimensionError"
ILLEGAL_CONTENT: Final = "xbrldie:IllegalTypedDimensionContentError"


@frozen
class MemberFault:
    """What is wrong with a dimension and what it takes; `says` goes on from its name."""

    code: str
    says: str


def find_fault(
    taxonomy: Taxonomy, dimension: QName, member: Member, *, is_oim: bool = True
) -> MemberFault | None:
    """Return what is wrong with a dimension and what it takes, `None` where nothing is.

    For instances the codes and rules of Dimensions count, for reports that follow the OIM its own.
    """
    concept = taxonomy.concepts.get(dimension)
    if taxonomy.is_beyond(dimension):
        return MemberFault(UNVERIFIABLE, "may be defined in what is missing")
    if concept is None or concept.kind is not Kind.DIMENSION:
        code = NOT_EXPLICIT if isinstance(member, QName) else NOT_TYPED
        says = "is no dimension of the taxonomy"
        return MemberFault(UNKNOWN_DIMENSION if is_oim else code, says)
    if concept.typed_domain is not None:
        return _typed_fault(taxonomy, concept.typed_domain, member)
    if isinstance(member, TypedMember):
        # only XML names the element of a value; elsewhere it is a text that should name a member
        code = INVALID_VALUE if is_oim and member.domain is None else NOT_TYPED
        return MemberFault(code, f"takes members, but is reported as “{_shown(member)}”")
    return _explicit_fault(taxonomy, dimension, member, is_oim)


def _typed_fault(taxonomy: Taxonomy, domain: QName, member: Member) -> MemberFault | None:
    if not isinstance(member, TypedMember):
        says = f"takes values, but is reported with the member {member.local_name}"
        return MemberFault(NOT_EXPLICIT, says)
    if member.domain is not None and member.domain != domain:
        says = f"is reported in the element {member.domain.local_name} and not {domain.local_name}"
        return MemberFault(ILLEGAL_CONTENT, says)
    problem = _value_problem(taxonomy, domain, member)
    return None if problem is None else MemberFault(ILLEGAL_CONTENT, problem)


def _value_problem(taxonomy: Taxonomy, domain: QName, member: TypedMember) -> str | None:
    if member.value is None:
        element = taxonomy.elements.get(domain)
        may_be_nil = element is None or element.nillable
        return None if may_be_nil else f"is nil, which {domain.local_name} may not be"
    data_type = taxonomy.typed_domains.get(domain)
    element = taxonomy.elements.get(domain)
    content = element.content if element else None
    if member.is_markup:
        is_simple = data_type is not None and data_type.is_simple and content is None
        return "has elements or attributes beside its value" if is_simple else None
    problem = None if data_type is None else find_problem(data_type, member.value)
    if problem is not None:
        return f"is “{_shown(member)}”, which {problem}"
    return None if content is None else _bareness_problem(taxonomy, content, data_type, member)


def _bareness_problem(
    taxonomy: Taxonomy, content: Content, data_type: DataType | None, member: TypedMember
) -> str | None:
    """Return why a value without attributes and elements is not what its element may hold."""
    missing = [use.name.local_name for use in content.attributes if use.required]
    if member.domain is not None and missing:
        return f"has no attribute {missing[0]}"
    if content.mixed or (data_type is not None and data_type.is_simple):
        return None
    if member.value and not member.value.isspace():
        return f"is “{_shown(member)}”, where elements are to be"
    substitutes, shown = taxonomy.substitutes, taxonomy.label
    return misfit_words(content.particle, (), substitutes, shown) if member.domain else None


def _explicit_fault(
    taxonomy: Taxonomy, dimension: QName, member: QName, is_oim: bool
) -> MemberFault | None:
    concept = taxonomy.concepts.get(member)
    if taxonomy.is_beyond(member):
        says = f"takes {member.local_name}, which may be defined in what is missing"
        return MemberFault(UNVERIFIABLE, says)
    # Dimensions wants any global element here, and leaves the rest to hypercubes
    if concept is None and not is_oim and member in taxonomy.elements:
        return None
    if concept is None:
        says = f"takes the member {member.local_name}, which the taxonomy does not define"
        return MemberFault(UNDEFINED_MEMBER, says)
    if is_oim and concept.kind is not Kind.ITEM:
        says = f"takes {member.local_name}, which is a {concept.kind.value} and no member"
        return MemberFault(INVALID_VALUE, says)
    if taxonomy.dimensional.defaults.get(dimension) == member:
        return MemberFault(DEFAULT_USED, f"is stated as {taxonomy.label(member)}, its default")
    return None


def _shown(member: TypedMember) -> str:
    text = str(member)
    return text if len(text) <= 60 else f"{text[:60]}…"
