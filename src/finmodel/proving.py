"""Proving a report: its taxonomy and rule files found, and all relations judged together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from finmodel.formats.report import read
from finmodel.language.rulefile import RuleFile
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of

if TYPE_CHECKING:
    from finmodel.proof.prove import Progress, Proof


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

    if not isinstance(report, Report):
        report = read(report)
    case, _ = case_of(report, taxonomy=taxonomy, rules=rules)
    return prove_case(case, time_limit=time_limit, progress=progress)
