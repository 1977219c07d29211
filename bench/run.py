"""Measures finmodel against a bare parse of the same file and against Arelle: `python -m bench`.

Everything is measured in one run on one machine, each time in a process of its own, and the best
of several repeats counts; ratios carry over to other machines, seconds do not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import asdict, frozen

from bench.synthetic import write_synthetic

NOISY: Final = 1.15
"""The slowest over the fastest bare parse from which on a run is called noisy."""

_ROOT: Final = Path(__file__).parents[1]
_YARDSTICK: Final = "parse"
_TASKS: Final = {
    "parse": "lxml.etree.parse, bare",
    "read": "finmodel: read",
    "validate": "finmodel: read and validate",
    "convert": "finmodel: XML to JSON",
    "arelle_validate": "Arelle: load and validate",
    "arelle_convert": "Arelle: XML to JSON",
}
_COUNTERPARTS: Final = {"validate": "arelle_validate", "convert": "arelle_convert"}
_STARTS: Final = {
    "python -c pass": ("-c", "pass"),
    "import finmodel": ("-c", "import finmodel"),
    "finmodel --help": ("-m", "finmodel", "--help"),
}


@frozen
class Measurement:
    """The best of several repeats: processor time in seconds, peak memory in bytes."""

    task: str
    facts: int
    seconds: float
    slowest: float
    memory: int


@frozen
class Start:
    """What it takes to start a command and end it, in seconds of processor time."""

    command: str
    seconds: float


def measure(
    report: Path, facts: int, tasks: Iterable[str], repeats: int, folder: Path
) -> dict[str, Measurement]:
    """Measure tasks on one report, in turn and again, so that a busy moment hits all of them."""
    names = list(tasks)
    runs: dict[str, list[Mapping[str, float]]] = {name: [] for name in names}
    for _ in range(repeats):
        for name in names:
            runs[name].append(_run(name, report, facts, folder))
    return {
        name: Measurement(
            name,
            facts,
            min(run["seconds"] for run in found),
            max(run["seconds"] for run in found),
            int(min(run["memory"] for run in found)),
        )
        for name, found in runs.items()
    }


def _run(name: str, report: Path, facts: int, folder: Path) -> Mapping[str, float]:
    command = [sys.executable, "-m", "bench.task", name, str(report), str(folder)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed on {report.name}:\n{done.stderr[-2000:]}")
    run: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    if run["facts"] not in (facts, 0):
        raise SystemExit(f"{name} saw {run['facts']} facts in {report.name}, which has {facts}")
    return run


def measure_starts(repeats: int) -> list[Start]:
    """Measure how long commands take that do nothing but start."""
    return [
        Start(command, min(_start(arguments) for _ in range(repeats)))
        for command, arguments in _STARTS.items()
    ]


def _start(arguments: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=_ROOT, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows(found: Mapping[str, Measurement]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table for one size."""
    bare = found[_YARDSTICK]
    for name, one in found.items():
        other = found.get(_COUNTERPARTS.get(name, ""))
        against = f"{other.seconds / one.seconds:,.0f} × faster" if other else ""
        yield (
            _TASKS[name],
            f"{one.seconds:.3f} s",
            f"{one.seconds / bare.seconds:.2f} ×",
            f"{one.memory / 2**20:,.0f} MB",
            f"{one.memory / bare.memory:.2f} ×",
            against,
        )


def noise(found: Mapping[str, Measurement]) -> str:
    """Return a warning where the yardstick itself was not steady, else nothing."""
    bare = found[_YARDSTICK]
    spread = bare.slowest / bare.seconds
    load = os.getloadavg()[0]
    if spread < NOISY and load < (os.cpu_count() or 1) + 1:
        return ""
    return (
        f"noisy: the slowest bare parse took {spread:.2f} × the fastest, and {load:.1f} processes"
        f" share {os.cpu_count()} processors; repeat when the machine is quiet"
    )


def _print_table(lines: Iterable[Sequence[str]]) -> None:
    table = list(lines)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for first, *others in table:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print(f"  {first.ljust(widths[0])}  {'  '.join(cells)}".rstrip())


def _start_rows(starts: Sequence[Start]) -> Iterator[tuple[str, ...]]:
    bare = starts[0].seconds
    for start in starts:
        ratio, more = start.seconds / bare, start.seconds - bare
        yield start.command, f"{start.seconds:.3f} s", f"{ratio:.2f} ×", f"+{more * 1000:.0f} ms"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--arelle-up-to",
        type=int,
        default=100_000,
        help="the largest report for Arelle; a million facts take it minutes and 4 GB",
    )
    parser.add_argument("--output", type=Path, help="also write the figures as JSON")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its tables."""
    options = _arguments(arguments)
    arelle = options.arelle_up_to if find_spec("arelle") else 0
    results: list[Measurement] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        for size in options.sizes:
            report, _ = write_synthetic(folder, size)
            tasks = [task for task in _TASKS if size <= arelle or not task.startswith("arelle")]
            found = measure(report, size, tasks, options.repeats, folder)
            print(f"{size:,} facts, {report.stat().st_size / 2**20:,.0f} MB")
            _print_table(rows(found))
            print(noise(found) or "steady", end="\n\n")
            results += found.values()
    starts = measure_starts(max(5, options.repeats))
    print("starting")
    _print_table(_start_rows(starts))
    if options.output:
        machine = {"python": platform.python_version(), "machine": platform.machine()}
        content = {
            "machine": machine | {"processors": os.cpu_count()},
            "measurements": list(map(asdict, results)),
            "starts": list(map(asdict, starts)),
        }
        options.output.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
