"""Dimensional relationships that come from, or lead to, what they cannot."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.relationship import (
    is_dimension,
    is_explicit,
    is_hypercube,
    is_primary,
    wrong_sources,
    wrong_targets,
)
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
)
from finmodel.taxonomy.taxonomy import Taxonomy

_HYPERCUBE_DIMENSION_SOURCE = "xbrldte:HypercubeDimensionSourceError"
_HYPERCUBE_DIMENSION_TARGET = "xbrldte:HypercubeDimensionTargetError"
_HAS_HYPERCUBE_SOURCE = "xbrldte:HasHypercubeSourceError"
_HAS_HYPERCUBE_TARGET = "xbrldte:HasHypercubeTargetError"
_DIMENSION_DOMAIN_SOURCE = "xbrldte:DimensionDomainSourceError"
_DIMENSION_DOMAIN_TARGET = "xbrldte:DimensionDomainTargetError"
_DOMAIN_MEMBER_SOURCE = "xbrldte:DomainMemberSourceError"
_DOMAIN_MEMBER_TARGET = "xbrldte:DomainMemberTargetError"
_DIMENSION_DEFAULT_SOURCE = "xbrldte:DimensionDefaultSourceError"
_DIMENSION_DEFAULT_TARGET = "xbrldte:DimensionDefaultTargetError"


@taxonomy_check(_HYPERCUBE_DIMENSION_SOURCE)
def hypercube_dimension_source(taxonomy: Taxonomy) -> Iterator[Finding]:
    """Something that is no hypercube has a dimension.

    Why: dimensions belong to hypercubes; what has one without being one says nothing, and a table
    that was meant is missing.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: a hypercube-dimension relationship from iij:Revenues to iij:ServiceAxis.

    Reference: Dimensions 1.0, section 2.2.2.1.
    """
    yield from wrong_sources(
        taxonomy, _HYPERCUBE_DIMENSION_SOURCE, is_hypercube, HYPERCUBE_DIMENSION
    )


@taxonomy_check(_HYPERCUBE_DIMENSION_TARGET)
def hypercube_dimension_target(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A hypercube has something for a dimension that is none.

    Why: facts can only be broken down by dimensions, so nothing could satisfy the hypercube.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: a hypercube-dimension relationship from iij:IncomeTable to iij:Revenues.

    Reference: Dimensions 1.0, section 2.2.2.1.
    """
    yield from wrong_targets(
        taxonomy, _HYPERCUBE_DIMENSION_TARGET, is_dimension, HYPERCUBE_DIMENSION
    )


@taxonomy_check(_HAS_HYPERCUBE_SOURCE)
def has_hypercube_source(taxonomy: Taxonomy) -> Iterator[Finding]:
    """Something that is no primary item has a hypercube.

    Why: hypercubes say where line items may be reported; hypercubes and dimensions are not.

    Tolerance: none; abstract items may have one, for those below to inherit.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: an all relationship from the dimension iij:ServiceAxis to iij:IncomeTable.

    Reference: Dimensions 1.0, section 2.3.1.
    """
    yield from wrong_sources(taxonomy, _HAS_HYPERCUBE_SOURCE, is_primary, ALL, NOT_ALL)


@taxonomy_check(_HAS_HYPERCUBE_TARGET)
def has_hypercube_target(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A primary item has something for a hypercube that is none.

    Why: only a hypercube tells with which dimensions the item may be reported.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: an all relationship from iij:Revenues to the dimension iij:ServiceAxis.

    Reference: Dimensions 1.0, section 2.3.1.
    """
    yield from wrong_targets(taxonomy, _HAS_HYPERCUBE_TARGET, is_hypercube, ALL, NOT_ALL)


@taxonomy_check(_DIMENSION_DOMAIN_SOURCE)
def dimension_domain_source(taxonomy: Taxonomy) -> Iterator[Finding]:
    """Something that is no explicit dimension has a domain.

    Why: only dimensions that take members have a domain; one that takes values has a data type.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: a dimension-domain relationship from the typed dimension iij:Contract.

    Reference: Dimensions 1.0, section 2.5.3.1.
    """
    yield from wrong_sources(taxonomy, _DIMENSION_DOMAIN_SOURCE, is_explicit, DIMENSION_DOMAIN)


@taxonomy_check(_DIMENSION_DOMAIN_TARGET)
def dimension_domain_target(taxonomy: Taxonomy) -> Iterator[Finding]:
    """The domain of a dimension is something that cannot be a member.

    Why: members are items; a hypercube or a dimension is no part that a whole divides into.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: a dimension-domain relationship from iij:ServiceAxis to the hypercube iij:IncomeTable.

    Reference: Dimensions 1.0, section 2.5.3.1.
    """
    yield from wrong_targets(taxonomy, _DIMENSION_DOMAIN_TARGET, is_primary, DIMENSION_DOMAIN)


@taxonomy_check(_DOMAIN_MEMBER_SOURCE)
def domain_member_source(taxonomy: Taxonomy) -> Iterator[Finding]:
    """Something that can be no domain has members.

    Why: domains, members and the primary items that inherit hypercubes are items; below a
    hypercube or a dimension a domain-member relationship has no meaning.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: a domain-member relationship from the dimension iij:ServiceAxis to iij:Outsourcing.

    Reference: Dimensions 1.0, section 2.5.3.2.
    """
    yield from wrong_sources(taxonomy, _DOMAIN_MEMBER_SOURCE, is_primary, DOMAIN_MEMBER)


@taxonomy_check(_DOMAIN_MEMBER_TARGET)
def domain_member_target(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A domain has something for a member that can be none.

    Why: members are items; a hypercube or a dimension is no part that a whole divides into.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: a domain-member relationship from iij:AllServices to the dimension iij:RegionAxis.

    Reference: Dimensions 1.0, section 2.5.3.2.
    """
    yield from wrong_targets(taxonomy, _DOMAIN_MEMBER_TARGET, is_primary, DOMAIN_MEMBER)


@taxonomy_check(_DIMENSION_DEFAULT_SOURCE)
def dimension_default_source(taxonomy: Taxonomy) -> Iterator[Finding]:
    """Something that is no explicit dimension has a default member.

    Why: only dimensions that take members can be left out because one of them is the default.

    Tolerance: none.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: a dimension-default relationship from the hypercube iij:IncomeTable.

    Reference: Dimensions 1.0, section 2.6.2.1.
    """
    yield from wrong_sources(taxonomy, _DIMENSION_DEFAULT_SOURCE, is_explicit, DIMENSION_DEFAULT)


@taxonomy_check(_DIMENSION_DEFAULT_TARGET)
def dimension_default_target(taxonomy: Taxonomy) -> Iterator[Finding]:
    """The default of a dimension is something that cannot be a member.

    Why: facts without the dimension are at its default, and would be at a place that is none.

    Tolerance: none; a default that is in no domain of the dimension is allowed.

    Silent when: there is no taxonomy, or a part of it is missing that declares the concept.

    Example: a dimension-default relationship from iij:ServiceAxis to the dimension iij:RegionAxis.

    Reference: Dimensions 1.0, section 2.6.2.1.
    """
    yield from wrong_targets(taxonomy, _DIMENSION_DEFAULT_TARGET, is_primary, DIMENSION_DEFAULT)
