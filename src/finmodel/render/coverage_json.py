"""How well a report is checked, as JSON; `schema/finmodel/coverage.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from finmodel.proof.certificate import relation_code, relation_text
from finmodel.proof.coverage import TIGHT, Held, Hold
from finmodel.proof.problem import Problem
from finmodel.qname import Namespaces
from finmodel.render.coverage import CoveredReport, by_statement
from finmodel.render.json import Names, ends, exact
from finmodel.render.terminal import escaped

DOCUMENT_TYPE: Final = "https://finmodel.example/2026/coverage"

KEYS: Final[Mapping[Hold, str]] = {
    Hold.TIGHT: "tight",
    Hold.LOOSE: "loose",
    Hold.NONE: "none",
    Hold.CONFLICT: "conflict",
    Hold.UNKNOWN: "unknown",
}

Object = dict[str, Any]


def coverage_json(covered: CoveredReport) -> str:
    """Return what holds every number, statement by statement, and how many are held in what way."""
    assurance, namespaces = covered.assurance, Namespaces()
    names = Names(namespaces, assurance.problem.report)
    content = {
        "documentType": DOCUMENT_TYPE,
        "document": covered.document,
        "summary": {
            "numbers": len(assurance.numbers),
            "tightBelowUnits": TIGHT,
            **{key: assurance.counts[hold] for hold, key in KEYS.items()},
        },
        "statements": [
            {
                "title": title,
                **{key: sum(h.hold is hold for h in numbers) for hold, key in KEYS.items()},
                "numbers": [_held(held, assurance.problem, names) for held in numbers],
            }
            for title, numbers in by_statement(covered).items()
        ],
        "namespaces": dict(sorted(namespaces.items())),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _held(held: Held, problem: Problem, names: Names) -> Object:
    sources = dict.fromkeys(problem.premises[index].source for index in held.relations)
    allowed = held.allowed
    return {
        **names.fact(held.fact),
        "hold": KEYS[held.hold],
        "allowed": allowed and ends(allowed.interval),
        "step": exact(held.step),
        "down": _distance(held.down, held),
        "up": _distance(held.up, held),
        "doubt": held.doubt,
        "relations": [
            {"code": relation_code(source), "text": relation_text(source)} for source in sources
        ],
        "keptBy": [problem.fact(number).id for number in allowed.numbers] if allowed else [],
    }


def _distance(distance: Fraction | None, held: Held) -> str | None:
    return None if distance is None or held.allowed is None else exact(distance)
