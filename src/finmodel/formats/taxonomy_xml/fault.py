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
