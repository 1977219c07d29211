"""What was inferred, as JSON; `schema/finmodel/inference.schema.json` describes it."""

from __future__ import annotations

import json
from typing import Any, Final

from finmodel.numeric import Interval
from finmodel.proof.certificate import relation_code, relation_text
from finmodel.proof.inference import Inference, Inferred
from finmodel.proof.problem import Problem
from finmodel.proof.range import Pins
from finmodel.qname import Namespaces, QName
from finmodel.render.inference import InferredReport
from finmodel.render.json import Names, ends
from finmodel.render.terminal import escaped

DOCUMENT_TYPE: Final = "https://finmodel.example/2026/inference"

Object = dict[str, Any]


def inference_json(inferred: InferredReport) -> str:
    """Return everything that was inferred."""
    inference, namespaces = inferred.inference, Namespaces()
    names = Names(namespaces, inference.problem.report)
    content = {
        "documentType": DOCUMENT_TYPE,
        "document": inferred.document,
        "inferred": [_inferred(found, inference, names, namespaces) for found in inference.all],
        "namespaces": dict(sorted(namespaces.items())),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _inferred(
    found: Inferred, inference: Inference, names: Names, namespaces: Namespaces
) -> Object:
    problem, tied = inference.problem, inference.tied
    quantity, place = found.quantity, found.quantity.place
    entity, is_known = place.entity, not found.undecided
    return {
        "concept": names.name(quantity.concept),
        "unit": quantity.unit and quantity.unit.text(namespaces),
        "entity": entity and names.name(QName(entity.scheme, entity.identifier)),
        "period": place.period.text,
        "dimensions": names.members(dict(place.members)),
        "facts": [problem.fact(number).id for number in found.numbers],
        "printed": _ends(found.printed),
        "implied": _ends(found.implied.interval if is_known else None),
        "together": _ends(found.interval if is_known else None),
        "isTighter": is_known and found.is_tighter,
        "undecided": found.undecided,
        "doubt": found.implied.doubt if is_known else "",
        "low": _pins(found.implied.low, problem),
        "high": _pins(found.implied.high, problem),
        "without": [problem.fact(number).id for number in found.freed],
        "tied": [problem.fact(number).id for number in found.freed if number in tied],
    }


def _ends(interval: Interval | None) -> Object | None:
    return None if interval is None else ends(interval)


def _pins(pins: Pins, problem: Problem) -> Object:
    sources = dict.fromkeys(problem.premises[index].source for index in pins.premises)
    return {
        "relations": [
            {"code": relation_code(source), "text": relation_text(source)} for source in sources
        ],
        "facts": [problem.fact(number).id for number in pins.numbers],
    }
