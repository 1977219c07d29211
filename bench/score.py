"""How well slips are explained: what was changed is compared with what is blamed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final

from attrs import define, fields

from bench.slip import Kind, slipped
from bench.statement import Statement, changed, statement
from finmodel.model.report import Report
from finmodel.proof.diagnosis import diagnose
from finmodel.proof.explanation import Alternatives, Diagnosis, Explanation
from finmodel.proof.prove import Answer, Proof, prove

_ANYTHING: Final = ("0", -30)
"""A value and decimals that stand for anything that a statement could report."""


@define
class Score:
    """What became of slips.

    `detectable` are those that by themselves make their report infeasible. Of these, `among` are
    in some smallest explanation, and `alone` in the only one that is best, with no number that is
    right. `separable` are those that slips explain, while no number that is right is explained by
    as many, whatever these cost; of these, `separated` are alone. `blamed` counts conflicts whose
    only best explanation names a number that is right, `unfinished` those for which not all
    explanations were found.
    """

    injected: int = 0
    detectable: int = 0
    undecided: int = 0
    among: int = 0
    alone: int = 0
    separable: int = 0
    separated: int = 0
    conflicts: int = 0
    blamed: int = 0
    unfinished: int = 0
    seconds: float = 0.0

    def __add__(self, other: Score) -> Score:
        names = [field.name for field in fields(Score)]
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})


def score(kinds: Sequence[Kind], seed: int, size: int, time_limit: float | None = None) -> Score:
    """Return what becomes of slips of these kinds, put into one statement together."""
    made = statement(size, seed)
    report, slips = slipped(made.report, kinds, seed * len(Kind) + [*Kind].index(kinds[0]))
    proof = prove(made.case(report))
    rows = [slip.row for slip in slips]
    alone = dict.fromkeys(rows, proof.answer)
    if len(rows) > 1:
        alone = {row: _answer_alone(made, report, row) for row in rows}
    start = time.process_time()
    diagnosis = diagnose(proof, time_limit=time_limit)
    found = Score(len(slips), seconds=time.process_time() - start)
    found.undecided = list(alone.values()).count(Answer.UNDECIDED)
    detectable = {row for row, answer in alone.items() if answer is Answer.INFEASIBLE}
    _compare(found, diagnosis, detectable, alone.keys())
    return found


def _answer_alone(made: Statement, report: Report, row: int) -> Answer:
    """Return the verdict on a statement in which only one of several changes was made."""
    columns = report.columns
    text = columns.value[row]
    assert text is not None  # noqa: S101 - statements have no nil numbers
    only = changed(made.report, {row: (text, columns.decimals[row])})
    return prove(made.case(only)).answer


def _compare(found: Score, diagnosis: Diagnosis, detectable: Set[int], wrong: Set[int]) -> None:
    best = [each.top[0] for each in diagnosis.alternatives if len(each.top) == 1]
    named = {
        row
        for each in diagnosis.alternatives
        for explanation in each.explanations
        for row in _rows(explanation)
    }
    right = {row for only in best if _rows(only) <= wrong for row in _rows(only)}
    separable = {row for each in diagnosis.alternatives for row in _separable(each, wrong)}
    found.detectable = len(detectable)
    found.among = len(detectable & named)
    found.alone = len(detectable & right)
    found.separable = len(detectable & separable)
    found.separated = len(detectable & separable & right)
    found.conflicts = len(diagnosis.alternatives)
    found.blamed = sum(not _rows(only) <= wrong for only in best)
    found.unfinished = sum(not each.complete for each in diagnosis.alternatives)


def _rows(explanation: Explanation) -> set[int]:
    return {fact.row for fact in explanation.facts}


def _separable(alternatives: Alternatives, wrong: Set[int]) -> Iterator[int]:
    """Yield the wrong rows that slips explain as they explain nothing else."""
    found = alternatives.explanations
    others = [_slip_count(each) for each in found if not _rows(each) <= wrong]
    for explanation in found:
        if _rows(explanation) <= wrong and _slip_count(explanation) > max(others, default=-1):
            yield from _rows(explanation)


def _slip_count(explanation: Explanation) -> int:
    return sum(correction.slip is not None for correction in explanation.corrections)


def scores(
    seeds: Iterable[int], size: int, count: int, time_limit: float | None = None
) -> Iterator[tuple[Kind, Score]]:
    """Yield what becomes of so many slips of each kind in each of some statements."""
    numbers = [*seeds]
    for kind in Kind:
        found = (score([kind] * count, seed, size, time_limit) for seed in numbers)
        yield kind, sum(found, Score())


def score_rows(scored: Mapping[str, Score]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table of slips."""
    yield (
        "",
        "injected",
        "detectable",
        "undecided",
        "among",
        "alone",
        "separable",
        "of these alone",
        "blamed",
        "unfinished",
        "each",
    )
    for name, found in scored.items():
        of = found.detectable or 1
        yield (
            name,
            f"{found.injected:,}",
            f"{found.detectable:,}",
            f"{found.undecided:,}",
            f"{found.among / of:.1%}",
            f"{found.alone / of:.1%}",
            f"{found.separable:,}",
            f"{found.separated / (found.separable or 1):.1%}",
            f"{found.blamed} of {found.conflicts}",
            f"{found.unfinished}",
            f"{found.seconds / of:.2f} s",
        )


def suspects(made: Statement, report: Report, proof: Proof) -> set[int]:
    """Return the rows each of which explains alone why an infeasible report cannot be true.

    Such a row takes part in every conflict. Independent of how explanations are found: the report
    is proved again with each of them as good as not there.
    """
    numbers = proof.problem.numbers
    conflicts = (
        {numbers[number].row for number in conflict.numbers} for conflict in proof.conflicts
    )
    return {
        row
        for row in set[int].intersection(*conflicts)
        if prove(made.case(changed(report, {row: _ANYTHING}))).answer is not Answer.INFEASIBLE
    }
