"""What was proved of a report, as JSON; `schema/finmodel/proof.schema.json` describes it.

The certificate, which proves it to a machine, is another document.
"""

from __future__ import annotations

import json
from typing import Any, Final

from finmodel.proof.certificate import contradiction, relation_code, relation_text
from finmodel.proof.problem import LeftOut, Premise
from finmodel.proof.prove import Conflict
from finmodel.qname import Namespaces
from finmodel.render.conflict import ConflictText
from finmodel.render.explanation_json import diagnosis_json, rounding_json
from finmodel.render.json import Names, exact, located
from finmodel.render.proven import Proven
from finmodel.render.terminal import escaped
from finmodel.source import Source

DOCUMENT_TYPE: Final = "https://finmodel.example/2026/proof"

Object = dict[str, Any]


def proof_json(proven: Proven) -> str:
    """Return the verdict on a report with its conflicts and everything that is not proved."""
    proof, namespaces = proven.proof, Namespaces()
    names = Names(namespaces, proof.problem.report)
    conflicts = [_conflict(conflict, proven, names) for conflict in proof.conflicts]
    left_out = [_left_out(left, names) for left in proof.left_out]
    content = {
        "documentType": DOCUMENT_TYPE,
        "document": proven.document,
        "verdict": proof.answer.value,
        "summary": {
            "numbers": len(proof.problem.numbers),
            "numbersInTuples": len(proof.problem.in_tuples),
            "relations": len({p for judged in proof.judged for p in judged.component.premises}),
            "conflicts": len(conflicts),
            "numbersInConflicts": len({n for c in proof.conflicts for n in c.numbers}),
            "leftOut": len(left_out),
            "brokenByThemselves": len(proof.broken),
            "undecided": len(proof.undecided),
        },
        "conflicts": conflicts,
        "diagnosis": diagnosis_json(proven, names),
        "roundings": [rounding_json(other, proven) for other in proven.roundings],
        "leftOut": left_out,
        "undecided": [
            {
                "numbers": len(judged.component.numbers),
                "relations": len(judged.component.premises),
                "reason": judged.undecided,
            }
            for judged in proof.undecided
        ],
        "namespaces": dict(sorted(namespaces.items())),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _conflict(conflict: Conflict, proven: Proven, names: Names) -> Object:
    problem, text = proven.proof.problem, ConflictText(conflict, proven)
    excess, is_strict = contradiction(problem, conflict)
    return {
        "relations": [_relation(problem.premises[index], names) for index in conflict.premises],
        "numbers": [_number(index, text, proven, names) for index in sorted(conflict.numbers)],
        "excess": exact(excess),
        "isStrict": is_strict,
        "arithmetic": list(text.lines()),
    }


def _number(index: int, text: ConflictText, proven: Proven, names: Names) -> Object:
    number, fact = proven.proof.problem.numbers[index], proven.proof.problem.fact(index)
    low, high = number.interval.low, number.interval.high
    source = proven.places.get(fact.row) or Source(proven.document)
    return {
        **names.fact(fact),
        "atLeast": exact(low) if index in text.lows and low is not None else None,
        "atMost": exact(high) if index in text.highs and high is not None else None,
        "source": {**located(source), "quotes": list(fact.quotes)},
    }


def _relation(premise: Premise, names: Names) -> Object:
    return {
        "code": relation_code(premise.source),
        "text": relation_text(premise.source),
        "period": premise.place.period.text,
        "dimensions": names.members(dict(premise.place.members)),
    }


def _left_out(left: LeftOut, names: Names) -> Object:
    return {
        "code": relation_code(left.source),
        "text": relation_text(left.source),
        "period": None if left.place is None else left.place.period.text,
        "dimensions": names.members({} if left.place is None else dict(left.place.members)),
        "isBroken": left.is_broken,
        "reason": left.reason,
    }
