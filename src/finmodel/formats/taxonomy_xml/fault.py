"""What can be wrong with the documents of a taxonomy."""

from __future__ import annotations

from typing import Final

from finmodel.diagnostic import Fault, Severity

DOCUMENT_NOT_AVAILABLE: Final = Fault(
    "fm:documentNotAvailable",
    "A document of the taxonomy cannot be had, so what it says is missing.",
    "Give a taxonomy package, or a folder that mirrors addresses, with `--package`; add it for all "
    "reports with `finmodel taxonomy add`; or allow the network with `--fetch`.",
    "XBRL 2.1, section 3.2",
)
NOT_A_TAXONOMY: Final = Fault(
    "fm:notATaxonomy",
    "A document that a taxonomy refers to is neither a schema nor a linkbase.",
    "Correct the reference, or give the right document.",
    "XBRL 2.1, section 3.2",
)
REDEFINED_SCHEMA: Final = Fault(
    "fm:redefinedSchema",
    "A schema redefines another, which taxonomies must not do; it was read as if it included it.",
    "Include or import the schema, and give what is different a name of its own.",
    "XBRL 2.1, section 5.1.5",
)
INVALID_CONCEPT: Final = Fault(
    "fm:invalidConcept",
    "The declaration of a concept is not as it has to be.",
    "Correct the attribute that is named.",
    "XBRL 2.1, section 5.1.1; Dimensions 1.0, section 2.5",
)
UNSUPPORTED_FACET: Final = Fault(
    "fm:unsupportedFacet",
    "A data type has a restriction that finmodel does not check.",
    "Check values of this type by other means.",
    severity=Severity.WARNING,
)
UNCHECKED_MODEL: Final = Fault(
    "fm:uncheckedModel",
    "A content model is so large, or so deep, that finmodel does not check what is inside.",
    "Check elements of this type by other means.",
    severity=Severity.WARNING,
)
UNRESOLVED_REFERENCE: Final = Fault(
    "fm:unresolvedReference",
    "A reference leads to nothing in a document that is there.",
    "Correct the part of the address after `#`.",
    "XBRL 2.1, section 3.5.4",
)
INVALID_ARC: Final = Fault(
    "fm:invalidArc",
    "A relationship is not written as it has to be, and was left out.",
    "Correct the attribute that is named.",
    "XBRL 2.1, section 3.5.3.9",
)
INVALID_LINK: Final = Fault(
    "fm:invalidLink",
    "A linkbase has an element or attribute that the schemas of XLink and XBRL do not allow.",
    "Correct the element that is named.",
    "XBRL 2.1, sections 3.5 and 5.2",
)
DUPLICATE_ARC: Final = Fault(
    "fm:duplicateArc",
    "Two arcs of one link join the same labels, which XLink does not allow.",
    "Leave one of them, or give the locator or resource at one end a second label.",
    "XLink 1.0, section 5.1.3; XBRL 2.1, section 3.5.3.9",
)
INVALID_POINTER: Final = Fault(
    "fm:invalidPointer",
    "What follows the `#` of an address is neither an id nor of the scheme element().",
    "Refer to the element by its id.",
    "XBRL 2.1, section 3.5.4",
)
INVALID_LOCATOR: Final = Fault(
    "fm:invalidLocator",
    "A locator of a standard link leads to something that is no concept.",
    "Correct the address of the locator, or remove it.",
    "XBRL 2.1, section 5.2",
)
INVALID_ROLE: Final = Fault(
    "fm:invalidRole",
    "The declaration of a role or arcrole is not as it has to be.",
    "Correct the attribute or the element that is named.",
    "XBRL 2.1, sections 5.1.3 and 5.1.4",
)
CONFLICTING_ROLE: Final = Fault(
    "fm:conflictingRole",
    "A role or arcrole is declared twice in one schema, or differently in two.",
    "Leave one declaration, or make them the same.",
    "XBRL 2.1, sections 5.1.3 and 5.1.4",
)
INVALID_ROLE_REFERENCE: Final = Fault(
    "fm:invalidRoleReference",
    "A roleRef or arcroleRef occurs twice, or does not lead to the declaration that it names.",
    "Let one reference for each role lead to the element that declares it.",
    "XBRL 2.1, sections 3.5.2.4 and 3.5.2.5",
)
UNDECLARED_ROLE: Final = Fault(
    "fm:undeclaredRole",
    "A linkbase uses a role or arcrole without saying where it is declared.",
    "Add a roleRef or arcroleRef to the linkbase, or use a role of XBRL 2.1.",
    "XBRL 2.1, sections 3.5.2.4 and 3.5.2.5",
)
MISPLACED_ROLE: Final = Fault(
    "fm:misplacedRole",
    "A role or arcrole is used on an element that it is not meant for.",
    "Use a role that is meant for the element, or name the element in a usedOn of its declaration.",
    "XBRL 2.1, sections 5.1.3.4 and 5.1.4.4",
)
MISPLACED_LINK: Final = Fault(
    "fm:misplacedLink",
    "A linkbase has a link of another kind than the reference to it says.",
    "Correct the role of the linkbaseRef, or leave it out.",
    "XBRL 2.1, section 4.3.4",
)
TARGET_ROLE_NOT_RESOLVED: Final = Fault(
    "xbrldte:TargetRoleNotResolvedError",
    "Dimensional relationships go on in a role that the linkbase does not refer to.",
    "Add a roleRef for the role to the linkbase that has the targetRole, or correct its address.",
    "Dimensions 1.0, section 2.4.3",
)
INVALID_SCHEMA: Final = Fault(
    "fm:invalidSchema",
    "A schema breaks a rule of XML Schema.",
    "Correct the declaration that is named.",
    "XML Schema parts 1 and 2",
)
