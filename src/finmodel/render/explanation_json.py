"""What is likely wrong, as JSON: the explanations of conflicts, the best first."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from finmodel.proof.explanation import Alternatives, Correction, Explanation
from finmodel.proof.rounding import OtherRounding
from finmodel.proof.slip import Slip
from finmodel.render.json import Names, ends, exact, located
from finmodel.render.proven import Group, Proven
from finmodel.source import Source

Object = dict[str, Any]


def diagnosis_json(proven: Proven, names: Names) -> Object | None:
    """Return what explains the conflicts; `None` where that was not asked for."""
    if proven.diagnosis is None:
        return None
    return {
        "explainedByOne": proven.diagnosis.explained_by_one,
        "correctedVerdict": None if proven.mended is None else proven.mended.answer.value,
        "groups": [_group(group, proven, names) for group in proven.groups],
    }


def rounding_json(other: OtherRounding, proven: Proven) -> Object:
    """Return a statement that was perhaps rounded another way than it declares."""
    finding = other.finding(proven.taxonomy)
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "remedy": finding.remedy,
        "statement": other.statement,
        "rounding": other.rounding.value,
    }


def _group(group: Group, proven: Proven, names: Names) -> Object:
    found = group.alternatives or Alternatives((), (), complete=False)
    top = found.top
    return {
        "conflicts": list(group.conflicts),
        "isComplete": found.complete,
        "undecided": len(found.undecided),
        "explanations": [
            _explanation(each, proven, names, is_top=each in top)
            for each in (*top, *(other for other in found.explanations if other not in top))
        ],
    }


def _explanation(each: Explanation, proven: Proven, names: Names, *, is_top: bool) -> Object:
    return {
        "isTop": is_top,
        "isDoubtful": each.rank.doubtful > 0,
        "isConfirmed": each.is_confirmed,
        "corrections": [_correction(correction, proven, names) for correction in each.corrections],
    }


def _correction(correction: Correction, proven: Proven, names: Names) -> Object:
    fact, printable = correction.fact, correction.printable
    source = proven.places.get(fact.row) or Source(proven.document)
    return {
        "number": {
            **names.fact(fact),
            "source": {**located(source), "quotes": list(fact.quotes)},
        },
        "allowed": {**ends(correction.allowed), "isExact": correction.is_exact},
        "printable": None
        if printable is None
        else {"low": _end(printable.lowest), "high": _end(printable.highest)},
        "correction": _number(correction.value, correction.decimals),
        "slip": None if correction.slip is None else _slip(correction.slip),
        "slips": [_slip(slip) for slip in correction.slips],
    }


def _slip(slip: Slip) -> Object:
    return {
        "kind": slip.kind.value,
        "words": slip.words,
        "right": None if slip.right is None else _number(slip.right, slip.decimals),
    }


def _number(value: Decimal, decimals: int | None) -> Object:
    return {
        "value": exact(Fraction(value)),
        "decimals": "INF" if decimals is None else decimals,
    }


def _end(value: Fraction | None) -> str | None:
    return None if value is None else exact(value)
