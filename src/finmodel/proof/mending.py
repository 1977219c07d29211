"""Corrections put to the proof: whether a report can be true once they are made.

What explains each conflict by itself need not be right together, nor need it be known of all; so
the corrected copy of the report is proved like any other.
"""

from __future__ import annotations

from attrs import evolve

from finmodel.proof.explanation import Diagnosis, corrected
from finmodel.proof.prove import Progress, Proof, prove
from finmodel.rules.case import Case


def mended(
    case: Case,
    proof: Proof,
    diagnosis: Diagnosis,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Proof | None:
    """Return the proof of a case with the first explanation of every conflict corrected.

    `None` where some conflict has no explanation, so that nothing is to be shown.
    """
    explained = {number for each in diagnosis.alternatives for number in each.numbers}
    if not proof.conflicts or not all(each.explanations for each in diagnosis.alternatives):
        return None
    if any(explained.isdisjoint(conflict.numbers) for conflict in proof.conflicts):
        return None
    better = evolve(case, report=corrected(case.report, diagnosis.first))
    return prove(better, time_limit=time_limit, progress=progress)
