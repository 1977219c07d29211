"""The whole of a taxonomy's JSON document: its sections and their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from finmodel.formats.oim.shape import TEXT, Record, Table
from finmodel.formats.taxonomy_json.form import (
    CONCEPT_FORMS,
    DATA_TYPE,
    LABEL,
    REFERENCE,
    RELATIONSHIP_TYPE,
    ROLE,
    TYPED_DOMAIN,
    Form,
)

DOCUMENT_TYPE: Final = "https://finmodel.example/2026/taxonomy"
"""What `documentInfo.documentType` says, by which such files are told from reports."""

SECTIONS: Final[Mapping[str, Form]] = {
    "dataTypes": DATA_TYPE,
    **CONCEPT_FORMS,
    "typedDomains": TYPED_DOMAIN,
    "roles": ROLE,
    "relationshipTypes": RELATIONSHIP_TYPE,
    "labels": LABEL,
    "references": REFERENCE,
}
"""The sections that are arrays of objects of one form."""

ORDER: Final = (
    "documentInfo",
    "dataTypes",
    *CONCEPT_FORMS,
    "typedDomains",
    "roles",
    "relationshipTypes",
    "networks",
    "labels",
    "references",
)
"""The order in which sections are written; those without content are left out."""

INFO: Final = Record(
    {
        "documentType": TEXT,
        "namespace": TEXT,
        "documentation": TEXT,
        "namespaces": Table(TEXT),
    },
    frozenset(("documentType",)),
)
NETWORK: Final = Record(
    {"relationshipType": TEXT, "role": TEXT}, frozenset(("relationshipType", "role"))
)
"""A network without its `relationships`, which are an array of objects of the form below."""

RELATIONSHIPS: Final = "relationships"
