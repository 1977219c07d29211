"""The small XML files of packages, parsed and held against their schemas."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lxml import etree

from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.standard.document import FOLDER
from finmodel.formats.xml.parser import parse_document

_NAMESPACE: Final = re.compile(r"\{[^}]*\}")
_MOST: Final = 10
"""How many violations of a schema are said of one file."""


def checked(
    document: Document, schema: str, fault: Fault, diagnostics: list[Diagnostic]
) -> etree._Element | None:
    """Return the root of a document; what its schema does not allow is in the diagnostics."""
    try:
        root = parse_document(document).getroot()
    except UnreadableError as error:
        diagnostics.extend(fault(said.message, said.source) for said in error.diagnostics)
        return None
    # relative references in it are seen from here
    root.getroottree().docinfo.URL = document.address
    validator = _validator(schema)
    if not validator.validate(root):
        for violation in list(validator.error_log)[:_MOST]:
            message = _NAMESPACE.sub("", violation.message)[:300]
            diagnostics.append(fault(message, document.source(violation.line or None)))
    return root


@cache
def _validator(schema: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FOLDER / schema))
