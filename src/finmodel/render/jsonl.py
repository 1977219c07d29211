"""What validation found, one JSON object a line, written while it is found.

`schema/finmodel/finding-line.schema.json` describes the lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from finmodel.qname import Namespaces
from finmodel.render.json import Names, document_summary, finding_content, total, waived_content
from finmodel.render.terminal import escaped
from finmodel.render.validated import Validated

DOCUMENT_TYPE: Final = "https://finmodel.example/2026/finding-line"


def finding_lines(documents: Iterable[Validated]) -> Iterator[str]:
    """Yield a line for every finding, one for each document after its own, one for all at the end.

    The last line has the prefixes that the others use.
    """
    namespaces = Namespaces()
    summaries: list[dict[str, Any]] = []
    for validated in documents:
        names = Names(namespaces, validated.report)
        for found in validated.findings:
            yield _line("finding", {"finding": finding_content(found, validated, names)})
        for waived in validated.waived:
            yield _line("waived", waived_content(waived, validated, names))
        content = document_summary(validated)
        summaries.append(content["summary"])
        yield _line("report", content)
    whole = {
        "documentType": DOCUMENT_TYPE,
        "summary": total(summaries),
        "namespaces": dict(sorted(namespaces.items())),
    }
    yield _line("total", whole)


def _line(kind: str, content: dict[str, Any]) -> str:
    return escaped(json.dumps({"kind": kind, **content}, ensure_ascii=False))
