"""Measures the proof on generated statements: `python -m bench proof`.

How long it takes to prove a statement of so many numbers, beside reading it; what becomes of
correct statements, none of which may be called infeasible; and what becomes of slips.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import Factory, asdict, define

from bench.run import Measurement, measure, print_table
from bench.slip import Kind, slipped
from bench.statement import Statement, changed, statement, write_statement
from finmodel.model.report import Report
from finmodel.proof.prove import Answer, Proof, prove

TARGETS: Final = {300: 0.05, 3_000: 0.3, 20_000: 2.0}
"""The seconds in which a statement of so many numbers should be proved feasible."""

_TASKS: Final = ("read", "assemble", "prove")
_BAR: Final = 40
_ANYTHING: Final = ("0", -30)
"""A value and decimals that stand for anything that a statement could report."""


def curve(sizes: Iterable[int], repeats: int) -> Iterator[Mapping[str, Measurement]]:
    """Yield what reading, making rows and proving take, size by size."""
    for size in sizes:
        with TemporaryDirectory() as name:
            folder = Path(name)
            yield measure(write_statement(folder, size), size, _TASKS, repeats, folder)


def curve_rows(found: Sequence[Mapping[str, Measurement]]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table of times against sizes, and the curve of time per number."""
    yield "numbers", "read", "rows", "rows and solving", "to reading", "aim", "a number", ""
    longest = max((one["prove"].seconds / one["prove"].facts for one in found), default=0)
    for one in found:
        read, proved = one["read"].seconds, one["prove"]
        each = proved.seconds / proved.facts
        aim = TARGETS.get(proved.facts)
        yield (
            f"{proved.facts:,}",
            f"{read:.3f} s",
            f"{one['assemble'].seconds:.3f} s",
            f"{proved.seconds:.3f} s",
            f"{proved.seconds / read:.1f} ×",
            f"{aim:.2f} s" if aim else "",
            f"{each * 1e6:.0f} µs",
            ("█" * round(_BAR * each / longest)).ljust(_BAR),
        )


@define
class Tally:
    """What became of correct statements, and of their relations."""

    answers: Counter[str] = Factory(Counter)
    relations: int = 0
    left_out: int = 0
    seconds: float = 0.0
    infeasible: list[int] = Factory(list)

    def count(self, seed: int, proof: Proof, seconds: float) -> None:
        """Count one statement."""
        self.answers[proof.answer.value] += 1
        self.relations += len(proof.problem.premises)
        self.left_out += len(proof.left_out)
        self.seconds += seconds
        if proof.answer is Answer.INFEASIBLE:
            self.infeasible.append(seed)


def correct(seeds: Iterable[int], size: int) -> Tally:
    """Return what becomes of correct statements, each table of which has its own rounding."""
    tally = Tally()
    for seed in seeds:
        case = statement(size, seed).case()
        start = time.process_time()
        proof = prove(case)
        tally.count(seed, proof, time.process_time() - start)
    return tally


@define
class Score:
    """What became of slips of one kind.

    `found` are those that make a report infeasible, `missed` those that leave it feasible; about
    others nothing was proved. A found one is `among` the numbers each of which would do, if it may
    be anything, to make the rest consistent, or it is `alone`.
    """

    found: int = 0
    missed: int = 0
    undecided: int = 0
    among: int = 0
    alone: int = 0


def slips(seeds: Iterable[int], size: int) -> Mapping[Kind, Score]:
    """Return what becomes of one slip of each kind in each statement."""
    scores: defaultdict[Kind, Score] = defaultdict(Score)
    for seed in seeds:
        made = statement(size, seed)
        for number, kind in enumerate(Kind):
            report, done = slipped(made.report, [kind], seed * len(Kind) + number)
            for slip in done:
                _score(scores[kind], made, report, slip.row)
    return scores


def _score(score: Score, made: Statement, report: Report, row: int) -> None:
    proof = prove(made.case(report))
    if proof.answer is not Answer.INFEASIBLE:
        score.missed += proof.answer is Answer.FEASIBLE
        score.undecided += proof.answer is Answer.UNDECIDED
        return
    rows = suspects(made, report, proof)
    score.found += 1
    score.among += row in rows
    score.alone += rows == {row}


def suspects(made: Statement, report: Report, proof: Proof) -> set[int]:
    """Return the rows each of which explains alone why an infeasible report cannot be true.

    Such a row takes part in every conflict. Independent of how explanations are found.
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


def slip_rows(scores: Mapping[Kind, Score]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table of slips."""
    yield "one slip", "found", "missed", "undecided", "among", "alone"
    for kind, score in scores.items():
        found = score.found or 1
        yield (
            kind.value,
            *(f"{count:,}" for count in (score.found, score.missed, score.undecided)),
            f"{score.among / found:.1%}",
            f"{score.alone / found:.1%}",
        )


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench proof", description=__doc__)
    sizes = [100, 300, 1_000, 3_000, 10_000, 20_000]
    parser.add_argument("--sizes", type=int, nargs="*", default=sizes)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--correct", type=int, default=10_000, help="how many correct statements")
    parser.add_argument("--correct-size", type=int, default=60)
    parser.add_argument("--slips", type=int, default=100, help="how many statements get slips")
    parser.add_argument("--slips-size", type=int, default=300)
    parser.add_argument("--output", type=Path, help="also write the figures as JSON")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark and print its tables."""
    options = _arguments(arguments)
    found = list(curve(options.sizes, options.repeats))
    print("processor time, the best of several runs")
    print_table(curve_rows(found))
    tally = correct(range(options.correct), options.correct_size)
    print(f"\ncorrect statements of {options.correct_size} numbers: {dict(tally.answers)}")
    print(f"{tally.left_out:,} of {tally.relations:,} relations left out, {tally.seconds:.0f} s")
    if tally.infeasible:
        print(f"called infeasible: seeds {tally.infeasible}")
    scores = slips(range(options.slips), options.slips_size)
    print(f"\nslips in statements of {options.slips_size} numbers")
    print_table(slip_rows(scores))
    if options.output:
        content = {
            "curve": [{task: asdict(one) for task, one in at.items()} for at in found],
            "correct": asdict(tally),
            "slips": {kind.value: asdict(score) for kind, score in scores.items()},
        }
        options.output.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
