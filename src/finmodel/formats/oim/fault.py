"""The faults of the OIM and of its common definitions that a reader finds without a taxonomy."""

from __future__ import annotations

from typing import Final

from finmodel.diagnostic import Fault

_COMMON: Final = "OIM common definitions 1.0"
_MODEL: Final = "Open Information Model 1.0"

UNSUPPORTED_DOCUMENT_TYPE: Final = Fault(
    "oimce:unsupportedDocumentType",
    "The document type is none that finmodel reads.",
    "Convert the file to xBRL-JSON or xBRL-CSV 1.0 (2021), or give the report in another format.",
    f"{_COMMON}, document type",
)
INVALID_SQNAME: Final = Fault(
    "oimce:invalidSQName",
    "A name is not of the form `prefix:name`.",
    "Write a prefix of `documentInfo.namespaces`, a colon and a name without white space.",
    f"{_COMMON}, SQNames",
)
UNBOUND_PREFIX: Final = Fault(
    "oimce:unboundPrefix",
    "A name uses a prefix that is bound to no namespace.",
    "Bind the prefix in `documentInfo.namespaces`, or correct the name.",
    f"{_COMMON}, prefixes",
)
INVALID_URI: Final = Fault(
    "oimce:invalidURI",
    "An alias stands for something that is no absolute URI.",
    "Write a whole URI, scheme included, without white space.",
    f"{_COMMON}, URI aliases",
)
INVALID_URI_ALIAS: Final = Fault(
    "oimce:invalidURIAlias",
    "An alias is not of the form that aliases have.",
    "Use letters, digits, `-`, `_` and `.`, and start with a letter or `_`.",
    f"{_COMMON}, URI aliases",
)
MULTIPLE_ALIASES_FOR_URI: Final = Fault(
    "oimce:multipleAliasesForURI",
    "Two aliases stand for one URI.",
    "Keep one of the aliases and use it everywhere.",
    f"{_COMMON}, URI aliases",
)
INVALID_URI_FOR_RESERVED_ALIAS: Final = Fault(
    "oimce:invalidURIForReservedAlias",
    "An alias that the specification reserves stands for another URI.",
    "Give the alias its own URI, or use another alias for this one.",
    f"{_COMMON}, URI aliases",
)
INVALID_ALIAS_FOR_RESERVED_URI: Final = Fault(
    "oimce:invalidAliasForReservedURI",
    "A URI that has a reserved alias is bound to another.",
    "Use the reserved alias.",
    f"{_COMMON}, URI aliases",
)
INVALID_UNIT: Final = Fault(
    "oimce:invalidUnitStringRepresentation",
    "A unit is not written in the OIM's form.",
    "Write measures as `prefix:name`, sorted, `*` between them and `/` before the denominators.",
    f"{_COMMON}, units",
)
INVALID_PERIOD: Final = Fault(
    "oimce:invalidPeriodRepresentation",
    "A period is not written in the OIM's form.",
    "Write `2025-04-01T00:00:00`, or start and end with `/` between; the end is excluded.",
    f"{_COMMON}, periods",
)

NO_TAXONOMY: Final = Fault(
    "oime:noTaxonomy",
    "The report names no taxonomy.",
    "Name at least one entry point: in `documentInfo.taxonomy`, or by a `schemaRef`.",
    f"{_MODEL}, report",
)
INVALID_BASE_URL: Final = Fault(
    "oime:invalidBaseURL",
    "The base URL is not absolute.",
    "Give an absolute URL, or leave `baseURL` out.",
    f"{_MODEL}, report",
)
MISSING_CONCEPT: Final = Fault(
    "oime:missingConceptDimension",
    "A fact has no concept.",
    "Say which concept the fact reports.",
    f"{_MODEL}, concept core dimension",
)
ILLEGAL_PURE_UNIT: Final = Fault(
    "oime:illegalPureUnit",
    "A number without a unit is given the unit `xbrli:pure`.",
    "Leave the unit out.",
    f"{_MODEL}, unit core dimension",
)
RESERVED_ENTITY: Final = Fault(
    "oime:invalidUseOfReservedIdentifier",
    "A fact names the entity that stands for having none.",
    "Leave the entity out, or name the one that reports.",
    f"{_MODEL}, entity core dimension",
)
MISSING_NOTE_ID: Final = Fault(
    "oime:missingNoteIDDimension",
    "A note has no note id.",
    "Give the note its own id as `noteId`.",
    f"{_MODEL}, note facts",
)
INVALID_NOTE_ID: Final = Fault(
    "oime:invalidNoteIDValue",
    "The note id of a note is not its own id.",
    "Give the note its own id as `noteId`.",
    f"{_MODEL}, note facts",
)
MISPLACED_NOTE_ID: Final = Fault(
    "oime:misplacedNoteIDDimension",
    "A fact that is no note has a note id.",
    "Leave `noteId` out, or report the concept `xbrl:note`.",
    f"{_MODEL}, note facts",
)
MISSING_NOTE_LANGUAGE: Final = Fault(
    "oime:missingLanguageForNoteFact",
    "A note does not say in which language it is.",
    "Give the note a language.",
    f"{_MODEL}, note facts",
)
MISPLACED_NOTE_DIMENSION: Final = Fault(
    "oime:misplacedNoteFactDimension",
    "A note has an entity, a period or a dimension of the taxonomy.",
    "Leave the dimension out: a note belongs to what is linked to it.",
    f"{_MODEL}, note facts",
)
INVALID_XHTML: Final = Fault(
    "oime:invalidXHTMLFragment",
    "A note is no fragment of XHTML.",
    "Close every element, write `&amp;` and `&lt;` in text, and use XHTML elements only.",
    f"{_MODEL}, note facts",
)
XHTML_PREFIX: Final = Fault(
    "oime:xhtmlElementInNonDefaultNamespace",
    "An XHTML element in a note has a prefix.",
    "Write the element without a prefix.",
    f"{_MODEL}, note facts",
)
ILLEGAL_FOOTNOTE_TARGET: Final = Fault(
    "oime:illegalStandardFootnoteTarget",
    "A footnote link leads to a fact that is no note.",
    "Link to a note, or use another type of link.",
    f"{_MODEL}, link groups",
)
UNUSED_NOTE: Final = Fault(
    "oime:unusedNoteFact",
    "A note is linked from nowhere.",
    "Link the facts that it explains to the note, or leave it out.",
    f"{_MODEL}, note facts",
)

TOO_LARGE: Final = Fault(
    "fm:documentTooLarge",
    "A file, or a line or a cell in it, is larger than finmodel reads.",
    "Split the report, or give it as xBRL-XML, which is read piece by piece.",
)
