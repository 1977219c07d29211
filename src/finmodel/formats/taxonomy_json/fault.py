"""What can be wrong with a taxonomy in JSON."""

from __future__ import annotations

from typing import Final

from finmodel.diagnostic import Fault

INVALID_TAXONOMY_JSON: Final = Fault(
    "fm:invalidTaxonomyJson",
    "A taxonomy file is not JSON, or not of the structure that taxonomies in JSON have.",
    "Correct the place that is named; `schema/finmodel/taxonomy.schema.json` describes the "
    "structure to editors.",
)
UNDEFINED_CONCEPT: Final = Fault(
    "fm:undefinedConcept",
    "A relationship, a label, a reference or a dimension names what the taxonomy does not define.",
    "Correct the name, or define what it names.",
)
DUPLICATE_DEFINITION: Final = Fault(
    "fm:duplicateDefinition",
    "A taxonomy defines two things under one name; the first counts.",
    "Remove one of them, or give it another name.",
)
