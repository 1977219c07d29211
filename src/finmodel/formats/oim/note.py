"""Note facts, and the XHTML that they hold (OIM 1.0, note facts)."""

from __future__ import annotations

import re
from typing import Final

from finmodel.diagnostic import Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.fault import INVALID_XHTML, XHTML_PREFIX
from finmodel.formats.xml.namespace import XHTML
from finmodel.qname import QName

UNDETERMINED: Final = "und"
"""The language tag of a note that does not say in which language it is (BCP 47)."""

_MARKUP: Final = re.compile(r"[<>&\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_xhtml(value: str) -> tuple[str, list[tuple[Fault, str]]]:
    """Return a fragment of XHTML as instances give it, and what keeps a text from being one.

    The same fragment can be written in many ways (`a > b`, `a &gt; b`); notes hold the one that
    reading an instance makes of all of them, so that no format changes a report. What is no
    fragment stays as it is.
    """
    if _MARKUP.search(value) is None:
        return value, []
    from finmodel.formats.xbrl_xml.fragment import fragment_of
    from finmodel.formats.xml.parser import parse_document

    fragment = f'<body xmlns="{XHTML}">{value}</body>'.encode("utf-8", "replace")
    try:
        root = parse_document(Document.from_bytes(fragment, "<note>")).getroot()
    except UnreadableError as error:
        return value, [(INVALID_XHTML, error.diagnostics[0].message)]
    faults: list[tuple[Fault, str]] = []
    for element in root.iter():
        name = QName.from_clark(str(element.tag))
        if name.namespace == XHTML and element.prefix is not None:
            message = f"The note has the XHTML element {element.prefix}:{name.local_name}."
            faults.append((XHTML_PREFIX, message))
        elif name.namespace != XHTML and element.getparent() is root:
            faults.append((INVALID_XHTML, f"The note has the element {name}, which is not XHTML."))
    return fragment_of(root), faults
