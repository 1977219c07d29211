"""Proving a report: its taxonomy and rule files found, and all relations judged together.

And what follows from that: what the report does not say, and how well it is checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from finmodel.diagnostic import Diagnostic
from finmodel.language.rulefile import RuleFile
from finmodel.language.vocabulary import Vocabulary
from finmodel.model.finding import Finding
from finmodel.model.fingerprint import fingerprint
from finmodel.model.report import Report
from finmodel.proof.deadline import Deadline
from finmodel.qname import QName
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of, validate_case

if TYPE_CHECKING:
    from finmodel.proof.coverage import Assurance
    from finmodel.proof.explanation import Correction, Diagnosis
    from finmodel.proof.inference import Inference
    from finmodel.proof.prove import Progress, Proof
    from finmodel.rules.case import Case


def prove(
    report: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Proof:
    """Prove that all of a report can be true together, or find every conflict in it.

    Taxonomy and rule files are found as `validate` finds them; it also says what is wrong with
    them, as a proof does not. `time_limit` is in seconds; what is not decided by then is said to be
    undecided. `progress` is told how many quantities of how many are judged. Needs the extra
    `finmodel[proof]` and raises `SolverMissingError`, an `ImportError`, without it. Raises
    `UnreadableError` where the report or a rule file that was given cannot be read.
    """
    from finmodel.proof.prove import prove as prove_case

    case, _ = case_of(report, taxonomy=taxonomy, rules=rules)
    return prove_case(case, time_limit=time_limit, progress=progress)


def diagnose(
    report: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Diagnosis:
    """Return which numbers of a report are likely wrong: what explains each conflict, best first.

    A smallest explanation is not the truth: it is proved to be one, and that none is smaller.
    `progress` is told how many parts with conflicts of how many are explained; all else is as for
    `prove`.
    """
    from finmodel.proof.diagnosis import diagnose as diagnosis_of

    deadline = Deadline(time_limit, 0)
    proof = prove(report, taxonomy=taxonomy, rules=rules, time_limit=deadline.left)
    return diagnosis_of(proof, time_limit=deadline.left, progress=progress)


def certain_corrections(
    case: Case, diagnosis: Diagnosis
) -> tuple[tuple[Correction, tuple[Diagnostic, ...]], ...]:
    """Return the corrections that leave no choice, each with the findings that it mends.

    Of each, one number alone explains a conflict and can be printed in one way only. The copy of
    the report with all of them made is validated: what is found there, too, is not mended, and
    where anything new is found nothing is certain.
    """
    from finmodel.proof.explanation import corrected

    certain = [each for each in diagnosis.alternatives if each.certain is not None]
    if not certain:
        return ()
    explanations = [each.explanations[0] for each in certain]
    better = evolve(case, report=corrected(case.report, explanations))
    left = Counter(map(fingerprint, validate_case(better).findings))
    found = validate_case(case).findings
    if left - Counter(map(fingerprint, found)):
        return ()
    mended = [f for f in found if isinstance(f, Finding) and not left[fingerprint(f)]]
    corrections = (each.certain for each in certain)
    return tuple(
        (correction, tuple(f for f in mended if correction.fact in f.facts))
        for correction in corrections
        if correction is not None
    )


def infer(
    report: Report | str | Path,
    concepts: Iterable[QName | str] = (),
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Inference:
    """Return what line items must be by everything else that a report says.

    Concepts are given by their names, or as a rule would write them. Without any, everything that
    is not reported and still determined is inferred, and every number that the others pin tighter
    than it is printed. `progress` is told how many quantities of how many are done. Raises
    `UnknownNameError`, a `LookupError`, where there is no such concept; all else is as for `prove`.
    """
    from finmodel.proof.inference import infer as infer_in
    from finmodel.proof.prove import prove as prove_case

    case, _ = case_of(report, taxonomy=taxonomy, rules=rules)
    vocabulary = Vocabulary(case.taxonomy)
    names = [
        name if isinstance(name, QName) else vocabulary.concept(name).name for name in concepts
    ]
    deadline = Deadline(time_limit, 0)
    proof = prove_case(case, time_limit=deadline.left)
    return infer_in(case, proof, names, time_limit=deadline.left, progress=progress)


def coverage(
    report: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Assurance:
    """Return what holds each number of a report, and how far it could be wrong before it showed.

    `progress` is told how many numbers of how many are measured; all else is as for `prove`.
    """
    from finmodel.proof.coverage import coverage as coverage_of

    deadline = Deadline(time_limit, 0)
    proof = prove(report, taxonomy=taxonomy, rules=rules, time_limit=deadline.left)
    return coverage_of(proof, time_limit=deadline.left, progress=progress)
