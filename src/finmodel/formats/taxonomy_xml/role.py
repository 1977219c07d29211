"""Roles and arcroles: where they are declared, referred to and used (XBRL 2.1, section 3.5.2)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.anchor import Anchors
from finmodel.formats.taxonomy_xml.fault import (
    INVALID_ROLE_REFERENCE,
    MISPLACED_LINK,
    MISPLACED_ROLE,
    TARGET_ROLE_NOT_RESOLVED,
    UNDECLARED_ROLE,
)
from finmodel.formats.taxonomy_xml.linkbase import Linkbase
from finmodel.formats.taxonomy_xml.place import Place
from finmodel.formats.taxonomy_xml.structure import ARCS, FOOTNOTE, LABEL, REFERENCE
from finmodel.formats.xml import xlink
from finmodel.formats.xml.namespace import LINK
from finmodel.formats.xml.pointer import is_legal
from finmodel.qname import QName
from finmodel.taxonomy.network import (
    DIMENSIONAL,
    STANDARD_ROLE,
    SUMMATION_ITEM,
    Arcrole,
    Role,
)

_ROLE: Final = "http://www.xbrl.org/2003/role/"
_ARCROLE: Final = "http://www.xbrl.org/2003/arcrole/"
_LINK: Final = f"{{{LINK}}}"

_LABELS: Final = """
    label terseLabel verboseLabel positiveLabel positiveTerseLabel positiveVerboseLabel
    negativeLabel negativeTerseLabel negativeVerboseLabel zeroLabel zeroTerseLabel zeroVerboseLabel
    totalLabel periodStartLabel periodEndLabel documentation definitionGuidance disclosureGuidance
    presentationGuidance measurementGuidance commentaryGuidance exampleGuidance"""
_REFERENCES: Final = """
    reference definitionRef disclosureRef mandatoryDisclosureRef recommendedDisclosureRef
    unspecifiedDisclosureRef presentationRef measurementRef commentaryRef exampleRef"""
_DEFINITION_ARCROLES: Final = "general-special essence-alias similar-tuples requires-element"

_STANDARD: Final[Mapping[str, frozenset[str]]] = {
    STANDARD_ROLE: frozenset(ARCS),
    **dict.fromkeys((_ROLE + name for name in _LABELS.split()), frozenset((LABEL,))),
    **dict.fromkeys((_ROLE + name for name in _REFERENCES.split()), frozenset((REFERENCE,))),
    f"{_ROLE}footnote": frozenset((FOOTNOTE,)),
    f"{_ARCROLE}parent-child": frozenset((f"{_LINK}presentationArc",)),
    SUMMATION_ITEM: frozenset((f"{_LINK}calculationArc",)),
    **dict.fromkeys(
        (_ARCROLE + name for name in _DEFINITION_ARCROLES.split()),
        frozenset((f"{_LINK}definitionArc",)),
    ),
    xml.CONCEPT_LABEL: frozenset((f"{_LINK}labelArc",)),
    xml.CONCEPT_REFERENCE: frozenset((f"{_LINK}referenceArc",)),
    f"{_ARCROLE}fact-footnote": frozenset((f"{_LINK}footnoteArc",)),
}
"""The elements that each role and arcrole of XBRL 2.1 is for (sections 3.5.3.9.4 and 5.2)."""

_STANDARD_ELEMENTS: Final = frozenset((*ARCS, *ARCS.values(), LABEL, REFERENCE, FOOTNOTE))

LINKBASE_ROLES: Final = {
    f"{_ROLE}{kind}LinkbaseRef": kind
    for kind in ("presentation", "calculation", "definition", "label", "reference")
}
"""The kinds of links that references to linkbases are for, by their roles (section 4.3.4)."""


def kind_of(tag: str) -> str:
    """Return what kind of link an element of XBRL's is."""
    return tag.rpartition("}")[2].removesuffix("Link")


Use = tuple[str, str, str]
"""A use of a role or arcrole: the element that refers to it, its URI, and the element with it."""


class RoleUses:
    """Checks the roles that linkbases use against their declarations."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self.diagnostics: list[Diagnostic] = []

    def check(self, linkbase: Linkbase) -> None:
        """Check what a linkbase refers to and what it uses."""
        referred = self._referred(linkbase)
        for use, line in _uses(linkbase).items():
            kind, uri, tag = use
            if uri in _STANDARD:
                allowed = tag in _STANDARD[uri]
            elif (kind, uri) not in referred:
                message = f"The linkbase uses {uri} on {_short(tag)}, but has no {_short(kind)}."
                self._report(UNDECLARED_ROLE, message, linkbase, line)
                continue
            else:
                declared = referred[kind, uri]
                used_on = () if declared is None else declared.used_on
                allowed = not used_on or QName.from_clark(tag) in used_on
            if not allowed:
                message = f"{uri} is used on {_short(tag)}, which it is not for."
                self._report(MISPLACED_ROLE, message, linkbase, line)
        self._check_target_roles(linkbase, referred)

    def _check_target_roles(self, linkbase: Linkbase, referred: Container[tuple[str, str]]) -> None:
        """Check where dimensional relationships go on (Dimensions 1.0, section 2.4.3)."""
        arcs = (arc for link in linkbase.links for arc in link.arcs if arc.arcrole in DIMENSIONAL)
        unknown: dict[str, int | None] = {}
        for arc in arcs:
            role = arc.attributes.get(xml.TARGET_ROLE, STANDARD_ROLE).strip()
            if role != STANDARD_ROLE and (xlink.ROLE_REF, role) not in referred:
                unknown.setdefault(role, arc.line)
        for role, line in unknown.items():
            message = f"Relationships go on in the role {role}, for which there is no <roleRef>."
            self._report(TARGET_ROLE_NOT_RESOLVED, message, linkbase, line)

    def check_references(self, linkbases: Iterable[tuple[str, Place]]) -> None:
        """Check that linkbases have what the roles of references to them say (section 4.3.4)."""
        for role, place in linkbases:
            if role not in LINKBASE_ROLES:
                continue
            for link in self._anchors.links(place):
                if link.is_standard and kind_of(link.tag) != LINKBASE_ROLES[role]:
                    message = f"{role} leads to a linkbase with a {_short(link.tag)}."
                    self.diagnostics.append(MISPLACED_LINK(message, place.source))
                    break

    def _report(self, fault: Fault, message: str, linkbase: Linkbase, line: int | None) -> None:
        self.diagnostics.append(fault(message, linkbase.document.source(line)))

    def _referred(self, linkbase: Linkbase) -> dict[tuple[str, str], Role | Arcrole | None]:
        """Return what a linkbase refers to; `None` for declarations that cannot be had."""
        found: dict[tuple[str, str], Role | Arcrole | None] = {}
        for tag, uri, place in linkbase.role_references:
            if (tag, uri) in found:
                message = f"A second {_short(tag)} is for {uri}."
                self._report(INVALID_ROLE_REFERENCE, message, linkbase, place.line)
            declared = self._anchors.declaration(place)
            kind = Role if tag == xlink.ROLE_REF else Arcrole
            fits = isinstance(declared, kind) and declared.uri == uri
            is_known = is_legal(place.fragment) and self._anchors.is_read(place.address)
            if is_known and not fits:
                message = f"{place} does not declare {uri}."
                self._report(INVALID_ROLE_REFERENCE, message, linkbase, place.line)
            found[tag, uri] = declared if fits else None
        return found


def _uses(linkbase: Linkbase) -> dict[Use, int | None]:
    """Return where a linkbase first uses roles and arcroles on elements of XBRL 2.1."""
    found: dict[Use, int | None] = {}
    for use, line in _all_uses(linkbase):
        found.setdefault(use, line)
    return {(kind, uri, tag): line for (kind, uri, tag), line in found.items() if uri}


def _all_uses(linkbase: Linkbase) -> Iterator[tuple[Use, int | None]]:
    for link in linkbase.links:
        if link.is_standard:
            yield (xlink.ROLE_REF, link.role, link.tag), link.line
        for resources in link.resources.values():
            for resource in resources:
                if resource.tag in _STANDARD_ELEMENTS:
                    yield (xlink.ROLE_REF, resource.role, resource.tag), resource.line
        for arc in link.arcs:
            if arc.tag in _STANDARD_ELEMENTS:
                yield (xlink.ARCROLE_REF, arc.arcrole, arc.tag), arc.line


def _short(tag: str) -> str:
    return f"<{tag.rpartition('}')[2]}>"
