"""What is wrong with the dimensional relationships of a taxonomy, whatever is reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from time import process_time
from typing import Any

import pytest
from attrs import evolve

from finmodel.model.column import ColumnBuilder
from finmodel.model.finding import Finding
from finmodel.model.report import Report
from finmodel.rules.case import Case
from finmodel.rules.catalogue import checks
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.datatype import DataType
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
    Network,
    NetworkKey,
    Relationship,
)
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.rules.sheet import ROLE, name

ARCROLES = {
    "all": ALL,
    "notAll": NOT_ALL,
    "hypercube-dimension": HYPERCUBE_DIMENSION,
    "dimension-domain": DIMENSION_DOMAIN,
    "domain-member": DOMAIN_MEMBER,
    "dimension-default": DIMENSION_DEFAULT,
}
KINDS = {"T": Kind.HYPERCUBE, "D": Kind.DIMENSION, "V": Kind.DIMENSION, "U": Kind.TUPLE}
MODEL = """
all                  Income   Table
hypercube-dimension  Table    Dim
hypercube-dimension  Table    Values
dimension-domain     Dim      Members
domain-member        Members  Home
domain-member        Income   Revenues
dimension-default    Dim      Members
"""


def concept(local: str) -> Concept:
    """Return a concept that its first letter makes a table, a dimension or a typed one (V)."""
    kind = KINDS.get(local[0], Kind.ITEM)
    domain = name("domain") if local[0] == "V" else None
    data_type = DataType(name("type"))
    return Concept(name(local), data_type, kind=kind, abstract=True, typed_domain=domain)


def taxonomy_of(text: str) -> Taxonomy:
    """Return a taxonomy with a relationship in each line: arcrole, source, target, attributes.

    `in` is another role than the usual one, `to` the target role, and `unusable` is what it says.
    """
    networks: defaultdict[NetworkKey, list[Relationship]] = defaultdict(list)
    concepts: dict[Any, Concept] = {}
    for line in text.strip().splitlines():
        arcrole, source, target, *more = line.split()
        given = dict(pair.partition("=")[::2] for pair in more)
        is_hypercube = arcrole in ("all", "notAll")
        element = "segment" if is_hypercube and "bare" not in given else None
        relationship = Relationship(
            name(source),
            name(target),
            context_element=element,
            usable="unusable" not in given,
            target_role=given.get("to"),
        )
        networks[ARCROLES[arcrole], given.get("in", ROLE)].append(relationship)
        concepts |= {name(local): concept(local) for local in (source, target)}
    return Taxonomy(
        concepts=concepts,
        networks={key: Network(*key, tuple(found)) for key, found in networks.items()},
    )


def findings_of(taxonomy: Taxonomy) -> list[Finding]:
    """Return what all checks of Dimensions say of a taxonomy, if nothing is reported."""
    case = Case(Report((), ColumnBuilder().columns()), taxonomy)
    ours = (check for check in checks() if check.code.startswith("xbrldte:"))
    found = [outcome for check in ours for outcome in check.function(case)]
    return [outcome for outcome in found if isinstance(outcome, Finding)]


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code.partition(":")[2] for finding in findings]


def test_a_taxonomy_as_it_is_to_be() -> None:
    assert findings_of(taxonomy_of(MODEL)) == []


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("hypercube-dimension Income Dim", "HypercubeDimensionSourceError", "comes from an item"),
        ("hypercube-dimension Dim Dim2", "HypercubeDimensionSourceError", "comes from a dimension"),
        ("hypercube-dimension Udo Dim", "HypercubeDimensionSourceError", "comes from a tuple"),
        ("hypercube-dimension Table Home", "HypercubeDimensionTargetError", "leads to an item"),
        ("all Dim Table", "HasHypercubeSourceError", "comes from a dimension"),
        ("notAll Udo Table", "HasHypercubeSourceError", "comes from a tuple"),
        ("all Income Dim", "HasHypercubeTargetError", "leads to a dimension"),
        ("notAll Income Revenues", "HasHypercubeTargetError", "leads to an item"),
        ("all Income Table bare", "HasHypercubeMissingContextElementAttributeError", "Table"),
        ("notAll Income Table bare", "HasHypercubeMissingContextElementAttributeError", "Table"),
        ("dimension-domain Home Office", "DimensionDomainSourceError", "comes from an item"),
        ("dimension-domain Values Office", "DimensionDomainSourceError", "that takes values"),
        ("dimension-domain Dim Dim2", "DimensionDomainTargetError", "leads to a dimension"),
        ("domain-member Table2 Home", "DomainMemberSourceError", "comes from a hypercube"),
        ("domain-member Members Dim", "DomainMemberTargetError", "leads to a dimension"),
        ("dimension-default Table Home", "DimensionDefaultSourceError", "from a hypercube"),
        ("dimension-default Values Home", "DimensionDefaultSourceError", "that takes values"),
        ("dimension-default Dim2 Dim", "DimensionDefaultTargetError", "leads to a dimension"),
        ("dimension-default Dim Home", "TooManyDefaultMembersError", "Members"),
        ("dimension-default Dim Home in=other", "TooManyDefaultMembersError", "(other)"),
        ("domain-member Members Income", "PrimaryItemPolymorphismError", "Income and"),
        ("domain-member Home Revenues", "PrimaryItemPolymorphismError", "Revenues, which"),
        ("domain-member Home Members", "DRSDirectedCycleError", "Dim leads"),
    ],
)
def test_one_relationship_that_is_wrong(line: str, code: str, says: str) -> None:
    (finding,) = findings_of(taxonomy_of(f"{MODEL}{line}"))
    assert codes([finding]) == [code]
    assert says in finding.message
    assert finding.remedy
    assert finding.rule


@pytest.mark.parametrize(
    "line",
    [
        "dimension-default Dim Members in=other",
        "dimension-domain Dim Revenues unusable",
        "domain-member Home Revenues unusable",
        "domain-member Home Members in=other",
        "domain-member Members Office to=other\ndomain-member Home Office",
    ],
)
def test_what_is_allowed(line: str) -> None:
    assert findings_of(taxonomy_of(f"{MODEL}{line}")) == []


@pytest.mark.parametrize(("local", "code"), [("Table", "Hypercube"), ("Dim", "Dimension")])
def test_hypercubes_and_dimensions_are_abstract(local: str, code: str) -> None:
    taxonomy = taxonomy_of(MODEL)
    concrete = {name(local): evolve(concept(local), abstract=False)}
    found = findings_of(evolve(taxonomy, concepts={**taxonomy.concepts, **concrete}))
    assert codes(found) == [f"{code}ElementIsNotAbstractError"]


def test_a_circle_across_roles() -> None:
    around = """
    domain-member  Members  Office   to=other
    domain-member  Office   Members  in=other
    """
    assert codes(findings_of(taxonomy_of(MODEL + around.strip()))) == ["DRSDirectedCycleError"]


def test_a_circle_that_no_hypercube_leads_to() -> None:
    around = """
    domain-member  A  B  to=other
    domain-member  B  A  in=other  to=third
    domain-member  A  B  in=third
    """
    assert findings_of(taxonomy_of(MODEL + around.strip())) == []


def test_a_member_that_one_relationship_makes_unusable_is_unusable() -> None:
    taxonomy = taxonomy_of(MODEL + "domain-member Members Office\ndimension-domain Dim Other")
    assert name("Office") in taxonomy.dimensional.members(name("Dim"))
    twice = taxonomy_of(
        MODEL + "domain-member Members Office\ndimension-domain Dim Office unusable"
    )
    assert twice.dimensional.members(name("Dim")) == {name("Members"), name("Home")}


def _chain(length: int) -> str:
    steps = "\n".join(f"domain-member M{i} M{i + 1}" for i in range(length))
    return f"{MODEL}dimension-domain Dim M0\n{steps}\n"


def test_a_very_deep_domain_takes_time_by_its_length() -> None:
    start = process_time()
    taxonomy = taxonomy_of(_chain(5_000))
    assert findings_of(taxonomy) == []
    assert len(taxonomy.dimensional.members(name("Dim"))) == 5_003
    assert process_time() - start < 5


def test_hypercubes_with_one_domain_share_it() -> None:
    tables = "\n".join(
        f"all Income Table{i} to=r{i}\n"
        f"hypercube-dimension Table{i} Dim in=r{i}\n"
        f"dimension-domain Dim M0 in=r{i} to={ROLE}"
        for i in range(300)
    )
    taxonomy = taxonomy_of(_chain(1_000) + tables)
    assert findings_of(taxonomy) == []
    by_role = taxonomy.dimensional.hypercubes_of(name("Revenues"))
    domains = {id(hypercube.members[name("Dim")]) for hypercube in by_role[0]}
    assert (len(by_role), len(by_role[0]), len(domains)) == (1, 301, 2)
    assert taxonomy.dimensional.hypercubes_of(name("Income")) is by_role


def test_relationships_that_lead_everywhere_are_given_up() -> None:
    start = process_time()
    steps = "\n".join(f"domain-member P{i} P{i + 1}\nall P{i} Table" for i in range(2_600))
    (finding,) = findings_of(taxonomy_of(MODEL + steps))
    assert finding.code == "fm:entangledDimensions"
    assert process_time() - start < 20
