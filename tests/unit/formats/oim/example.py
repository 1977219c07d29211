"""A small report in xBRL-JSON, and how tests change it."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any, Final

from finmodel.diagnostic import Diagnostic
from finmodel.formats.document import Document
from finmodel.formats.xbrl_json.reader import read_report
from finmodel.model.report import Report

NAMESPACES: Final = {
    "ex": "http://example.com/taxonomy",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "lei": "http://standards.iso.org/iso/17442",
    "xbrl": "https://xbrl.org/2021",
    "xbrli": "http://www.xbrl.org/2003/instance",
}

REPORT: Final[dict[str, Any]] = {
    "documentInfo": {
        "documentType": "https://xbrl.org/2021/xbrl-json",
        "namespaces": NAMESPACES,
        "linkTypes": {"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"},
        "linkGroups": {"_": "http://www.xbrl.org/2003/role/link"},
        "taxonomy": ["taxonomy.xsd"],
        "features": {"xbrl:canonicalValues": True},
    },
    "facts": {
        "sales": {
            "value": "17500000000",
            "decimals": -8,
            "dimensions": {
                "concept": "ex:Revenues",
                "entity": "lei:353800ZZZZZZZZZZZZ12",
                "period": "2008-04-01T00:00:00/2009-01-01T00:00:00",
                "unit": "iso4217:JPY",
                "ex:Segment": "ex:Outsourcing",
            },
            "links": {"footnote": {"_": ["n1"]}},
        },
        "why": {
            "value": "Because.",
            "dimensions": {"concept": "ex:Reason", "language": "en"},
        },
        "n1": {
            "value": "see <b>page 3</b>",
            "dimensions": {"concept": "xbrl:note", "noteId": "n1", "language": "en"},
        },
    },
}

REMOVED: Final = object()


def changed(*changes: tuple[Sequence[str], Any], of: dict[str, Any] = REPORT) -> dict[str, Any]:
    """Return a report with members set, or removed, at some paths."""
    report = copy.deepcopy(of)
    for (*above, last), value in changes:
        owner = report
        for name in above:
            owner = owner[name]
        if value is REMOVED:
            del owner[last]
        else:
            owner[last] = value
    return report


def document(content: object) -> Document:
    """Return JSON as a document; text is taken as it is."""
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    return Document("report.json", "file:///reports/report.json", text.encode("utf-8"))


def read(content: object) -> Report:
    """Read JSON."""
    return read_report(document(content))


def said(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, str]]:
    """Return the codes of diagnostics with the parts of documents that they name."""
    return [(one.code, one.source.part if one.source else "") for one in diagnostics]
