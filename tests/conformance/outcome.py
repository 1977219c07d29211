"""What finmodel says of a variation through its public interface, held against what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from attrs import frozen
from lxml import etree

import finmodel as fm
from finmodel.formats.taxonomy_xml.resolver import Resolver
from tests.conformance.suite import SCHEMA_ERROR, Expectation, Variation

UNSUPPORTED: Final = "xbrlxe:"
"""How codes start which say that the OIM cannot hold a report; XBRL 2.1 may well allow it."""

CRASH: Final = "crash"

ListedFact = tuple[str, frozenset[str], frozenset[str]]
"""A concept, the dimensions that are reported for it, and those that are at their default."""


@frozen
class Outcome:
    """The codes of all errors, and whether the facts are those that are listed."""

    codes: frozenset[str]
    has_listed_facts: bool = True

    def meets(self, expected: Expectation) -> bool:
        """Tell whether this is what a suite expects; what is unsupported or crashes never is."""
        if expected.is_valid:
            return not self.codes and self.has_listed_facts
        faults = {code for code in self.codes if not code.startswith((UNSUPPORTED, CRASH))}
        if not expected.codes or SCHEMA_ERROR in expected.codes:
            return bool(faults)
        return not faults.isdisjoint(expected.codes)

    def __str__(self) -> str:
        said = ", ".join(sorted(self.codes)) or "valid"
        return said if self.has_listed_facts else f"{said}, other facts"


def outcome(variation: Variation, resolver: Resolver) -> Outcome:
    """Return what finmodel makes of a variation."""
    try:
        if not variation.is_instance:
            return Outcome(_codes(_taxonomy_findings(variation.document, resolver)))
        report = fm.read(variation.document)
        codes = _codes(_findings(report, resolver))
        listed = variation.expected.facts
        if codes or listed is None or not listed.exists():
            return Outcome(codes)
        taxonomy = fm.read_taxonomy(report.taxonomy, resolver=resolver)
        return Outcome(codes, _has_facts(report, taxonomy, list(_listed(listed))))
    except fm.UnreadableError as error:
        return Outcome(_codes(error.diagnostics))
    except Exception as error:  # whatever it is, the other variations are to be run
        return Outcome(frozenset((f"{CRASH} {type(error).__name__}",)))


def _findings(report: fm.Report, resolver: Resolver) -> Iterable[fm.Diagnostic]:
    """Return what is wrong with an instance by XBRL 2.1, which is fine with any duplicates."""
    return fm.validate(report, resolver=resolver, calculations="2.1", duplicates="all").findings


def _taxonomy_findings(document: Path, resolver: Resolver) -> Iterable[fm.Diagnostic]:
    return fm.validate_taxonomy(fm.read_taxonomy(document, resolver=resolver))


def _codes(findings: Iterable[fm.Diagnostic]) -> frozenset[str]:
    return frozenset(found.code for found in findings if found.severity is fm.Severity.ERROR)


def _listed(path: Path) -> Iterator[ListedFact]:
    for item in etree.parse(path).iterfind("item"):
        dimensions: dict[bool, set[str]] = {True: set(), False: set()}
        for member in item.iterfind("member"):
            (dimension,) = member.iterfind("qnDimension")
            dimensions[member.findtext("bDefaulted") == "true"].add(_clark(dimension))
        (concept,) = item.iterfind("qnElement")
        yield _clark(concept), frozenset(dimensions[False]), frozenset(dimensions[True])


def _clark(element: etree._Element) -> str:
    prefix, _, local = (element.text or "").strip().rpartition(":")
    return f"{{{element.nsmap[prefix or None]}}}{local}"


def _has_facts(report: fm.Report, taxonomy: fm.Taxonomy, listed: list[ListedFact]) -> bool:
    """Tell whether a report has just the facts of a list, in its order."""
    defaults = {dimension.clark for dimension in taxonomy.dimensional.defaults}
    if len(report.facts) != len(listed):
        return False
    for fact, (concept, reported, defaulted) in zip(report.facts, listed, strict=True):
        dimensions = frozenset(dimension.clark for dimension in fact.dimensions)
        if (fact.concept.clark, dimensions) != (concept, reported):
            return False
        if defaulted != defaults - dimensions:
            return False
    return True
