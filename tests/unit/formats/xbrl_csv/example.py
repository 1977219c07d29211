"""A small report in xBRL-CSV that uses most of what there is, and how tests change it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from finmodel.formats.document import Document
from finmodel.formats.xbrl_csv.reader import read_report
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy
from tests.unit.formats.oim.example import NAMESPACES, changed

INFO: Final = {
    "documentType": "https://xbrl.org/2021/xbrl-csv",
    "namespaces": NAMESPACES,
    "linkTypes": {"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"},
    "linkGroups": {"_": "http://www.xbrl.org/2003/role/link"},
    "taxonomy": ["taxonomy.xsd"],
}
METADATA: Final[dict[str, Any]] = {
    "documentInfo": INFO,
    "parameters": {"who": "lei:1"},
    "dimensions": {"entity": "$who", "unit": "iso4217:JPY"},
    "tableTemplates": {
        "income": {
            "rowIdColumn": "item",
            "columns": {
                "item": {},
                "concept": {},
                "part": {},
                "scale": {
                    "propertyGroups": {
                        "millions": {"decimals": -6},
                        "dollars": {"decimals": 0, "dimensions": {"unit": "iso4217:USD"}},
                    }
                },
                "remark": {"comment": True},
                "now": {"dimensions": {"period": "$year"}, "propertiesFrom": ["scale"]},
                "before": {"dimensions": {"period": "2007"}, "decimals": -3},
                "opening": {"dimensions": {"period": "$year@start", "concept": "ex:Cash"}},
            },
            "dimensions": {"concept": "$concept", "ex:Part": "$part"},
            "decimals": 0,
        },
        "remarks": {
            "columns": {"text": {"dimensions": {"concept": "xbrl:note", "entity": "#none"}}},
            "dimensions": {"language": "EN"},
        },
    },
    "tables": {
        "income": {"url": "income.csv", "parameters": {"year": "2008-04-01..2009-03-31"}},
        "remarks": {"url": "remarks.csv"},
        "more": {"url": "more.csv", "template": "remarks", "optional": True},
    },
    "links": {"footnote": {"_": {"income.r_sales.now": ["remarks.r_1.text"]}}},
}
TABLES: Final = {
    "income.csv": "\n".join(
        (
            "item,concept,part,scale,remark,now,before,opening",
            "sales,ex:Revenues,ex:Outsourcing,millions,see page 3,1000000,900000,",
            'why,ex:Reason,,,,"because of ""it""",#empty,',
            "margin,ex:Margin,,dollars,,12.5d1,,77",
        )
    ),
    "remarks.csv": "text\nsee page 3\n",
}

FACTS: Final = {
    "income.r_sales.now",
    "income.r_sales.before",
    "income.r_why.now",
    "income.r_why.before",
    "income.r_margin.now",
    "income.r_margin.opening",
}

Found = list[tuple[str, str]]
Changes = Sequence[tuple[Sequence[str], Any]]


def put(
    folder: Path, changes: Changes = (), tables: Mapping[str, str | bytes | None] | None = None
) -> Path:
    """Write the report, changed, and return the path of its metadata; `None` is no table."""
    metadata = changed(*changes, of=METADATA)
    for name, text in {**TABLES, **(tables or {})}.items():
        if text is not None:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    path = folder / "report.json"
    path.write_text(json.dumps(metadata), "utf-8")
    return path


def read(path: Path, taxonomy: Taxonomy = EMPTY) -> Report:
    """Read the report whose metadata is at a path."""
    return read_report(Document.of(path), taxonomy)


def said(report: Report) -> list[tuple[str, str]]:
    """Return the codes of what is wrong, with the place in the metadata or in a table."""
    found = []
    for one in report.diagnostics:
        assert one.remedy
        assert one.source is not None
        place = one.source
        where = f"{Path(place.document).name}:{place.line} {place.part}"
        found.append((one.code, place.part if place.part.startswith("/") else where.strip()))
    return found
