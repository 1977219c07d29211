"""Measures the proof on generated statements: `python -m bench proof`.

How long it takes to prove a statement of so many numbers, beside reading it; what becomes of
correct statements, none of which may be called infeasible; and what becomes of slips.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import Factory, asdict, define

from bench.run import Measurement, measure, print_table
from bench.score import Score, score_rows, scores
from bench.statement import statement, write_statement
from finmodel.proof.prove import Answer, Proof, prove

TARGETS: Final = {300: 0.05, 3_000: 0.3, 20_000: 2.0}
"""The seconds in which a statement of so many numbers should be proved feasible."""

_TASKS: Final = ("read", "assemble", "prove")
_BAR: Final = 40


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


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench proof", description=__doc__)
    sizes = [100, 300, 1_000, 3_000, 10_000, 20_000]
    parser.add_argument("--sizes", type=int, nargs="*", default=sizes)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--correct", type=int, default=10_000, help="how many correct statements")
    parser.add_argument("--correct-size", type=int, default=60)
    parser.add_argument("--slips", type=int, default=100, help="how many statements get slips")
    parser.add_argument("--slips-size", type=int, default=300)
    parser.add_argument("--counts", type=int, nargs="*", default=[1, 2, 5], help="slips in each")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds to explain each")
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
    scored: dict[str, dict[str, Score]] = {}
    for count in options.counts:
        seeds, size = range(options.slips), options.slips_size
        by_kind = {
            kind.value: found for kind, found in scores(seeds, size, count, options.time_limit)
        }
        scored[f"{count}"] = by_kind | {"all": sum(by_kind.values(), Score())}
        print(f"\nslips, {count} in each of {len(seeds)} statements of {size} numbers")
        print_table(score_rows(scored[f"{count}"]))
    if options.output:
        content = {
            "curve": [{task: asdict(one) for task, one in at.items()} for at in found],
            "correct": asdict(tally),
            "slips": {n: {k: asdict(one) for k, one in of.items()} for n, of in scored.items()},
        }
        options.output.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
