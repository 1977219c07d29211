"""The faults of xBRL-JSON that a reader finds without a taxonomy, and what the format is called."""

from __future__ import annotations

from typing import Final

from finmodel.diagnostic import Fault
from finmodel.formats.oim.dialect import Dialect
from finmodel.formats.oim.urimap import PREFIXES

_JSON: Final = "xBRL-JSON 1.0"

INVALID_JSON: Final = Fault(
    "xbrlje:invalidJSON",
    "A file that should be JSON is not, or an object in it gives a key twice.",
    "Correct it at this place, or write it again with the program that made it.",
    f"{_JSON}, JSON representation constraints; RFC 8259",
)
INVALID_STRUCTURE: Final = Fault(
    "xbrlje:invalidJSONStructure",
    "A member is missing, unknown, or not of the form that the specification gives it.",
    "Write it as the specification has it.",
    f"{_JSON}, structure",
)
INVALID_LANGUAGE_CASE: Final = Fault(
    "xbrlje:invalidLanguageCodeCase",
    "A language is not in lower case.",
    "Write the language tag in lower case.",
    f"{_JSON}, dimensions",
)
NON_CANONICAL_VALUE: Final = Fault(
    "xbrlje:nonCanonicalValue",
    "The report promises canonical values, and one is not.",
    "Write the number without needless zeros and signs, or withdraw `xbrl:canonicalValues`.",
    f"{_JSON}, canonical values",
)
UNKNOWN_LINK_TYPE: Final = Fault(
    "xbrlje:unknownLinkType",
    "A link has a type that nothing declares.",
    "Declare the alias in `documentInfo.linkTypes`.",
    f"{_JSON}, links",
)
UNKNOWN_LINK_GROUP: Final = Fault(
    "xbrlje:unknownLinkGroup",
    "A link is in a group that nothing declares.",
    "Declare the alias in `documentInfo.linkGroups`.",
    f"{_JSON}, links",
)
UNKNOWN_LINK_TARGET: Final = Fault(
    "xbrlje:unknownLinkTarget",
    "A link leads to a fact that the report does not have.",
    "Correct the id, or remove it from the link.",
    f"{_JSON}, links",
)

DIALECT: Final = Dialect(
    document_type="https://xbrl.org/2021/xbrl-json",
    prefixes=PREFIXES,
    json=INVALID_JSON,
    structure=INVALID_STRUCTURE,
    concept=INVALID_STRUCTURE,
    language=INVALID_STRUCTURE,
    language_case=INVALID_LANGUAGE_CASE,
    link_type=UNKNOWN_LINK_TYPE,
    link_group=UNKNOWN_LINK_GROUP,
    link_target=UNKNOWN_LINK_TARGET,
    link_source=None,
)
