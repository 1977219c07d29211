"""Two reports side by side, as JSON; `schema/finmodel/comparison.schema.json` describes it."""

from __future__ import annotations

import json
from typing import Any, Final

from finmodel.comparison.comparison import Comparison, Pair
from finmodel.comparison.kind import Kind
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.qname import Namespaces, QName
from finmodel.render.comparison import Compared
from finmodel.render.json import Names, exact
from finmodel.render.terminal import escaped

DOCUMENT_TYPE: Final = "https://finmodel.example/2026/comparison"

Object = dict[str, Any]


def comparison_json(compared: Compared) -> str:
    """Return every pair of facts that is not equal, by what became of it, and counts of all."""
    comparison, namespaces = compared.comparison, Namespaces()
    old, new = (Names(namespaces, report) for report in comparison.reports)
    current = comparison.current
    content = {
        "documentType": DOCUMENT_TYPE,
        "old": _document(compared, 0),
        "new": _document(compared, 1),
        "current": None if current is None else Period.instant(current).text,
        "verdict": compared.verdict.lower(),
        "summary": {
            **{kind.value: comparison.count(kind) for kind in Kind},
            "labels": len(comparison.labels),
            "notes": len(comparison.notes),
        },
        "takenForOne": _taken(comparison, old, new),
        "pairs": [
            _pair(pair, old, new)
            for kind in Kind
            if kind is not Kind.EQUAL
            for pair in comparison.pairs[kind]
        ],
        "labels": [
            {
                "concept": new.name(label.concept),
                "language": label.language,
                "old": label.old,
                "new": label.new,
            }
            for label in comparison.labels
        ],
        "notes": [
            {"language": language, "words": words, "timesInOld": was, "timesInNew": now}
            for (language, words), (was, now) in comparison.notes.items()
        ],
        "namespaces": dict(sorted(namespaces.items())),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _document(compared: Compared, number: int) -> Object:
    report = compared.comparison.reports[number]
    return {"document": compared.documents[number], "facts": len(report.facts)}


def _taken(comparison: Comparison, old: Names, new: Names) -> list[Object]:
    """Return what the two reports call differently, and who says that it is one."""
    said = comparison.correspondence
    entities = [
        ("entity", _entity(was, old), _entity(now, new), was in said.taken)
        for was, now in said.entities.items()
    ]
    namespaces = [
        ("namespace", was, now, was in said.taken) for was, now in said.namespaces.items()
    ]
    names = [("name", old.name(was), new.name(now), False) for was, now in said.names.items()]
    return [
        {"what": what, "old": was, "new": now, "isGuess": is_guess}
        for what, was, now, is_guess in (*entities, *namespaces, *names)
    ]


def _entity(entity: Entity | None, names: Names) -> str | None:
    return None if entity is None else names.name(QName(entity.scheme, entity.identifier))


def _pair(pair: Pair, old: Names, new: Names) -> Object:
    difference, relative, gap = pair.difference, pair.relative, pair.gap
    return {
        "kind": pair.kind.value,
        "old": None if pair.old is None else old.fact(pair.old),
        "new": None if pair.new is None else new.fact(pair.new),
        "difference": None if difference is None else exact(difference),
        "relative": None if relative is None else exact(relative),
        "beyondRounding": None if gap is None else exact(gap),
        "power": pair.power,
    }
