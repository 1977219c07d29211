"""Measures finmodel against a bare parse of the same file and against Arelle: `python -m bench`.

Everything is measured in one run on one machine, each time in a process of its own whose modules
are compiled, and the best of several repeats counts; Arelle runs once. Ratios carry over to other
machines, seconds do not.
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

FILING: Final = 2_000
"""The facts of an ordinary filing, which a command validates from its start to its end."""

_ROOT: Final = Path(__file__).parents[1]
_YARDSTICK: Final = "parse"
_KEPT: Final = "columns"
_TASKS: Final = {
    _YARDSTICK: "lxml.etree.parse, bare",
    "read": "finmodel: read",
    "validate": "finmodel: read and validate",
    "convert": "finmodel: XML to JSON",
    _KEPT: "finmodel: what columns keep",
    "arelle_validate": "Arelle: load and validate",
    "arelle_convert": "Arelle: XML to JSON",
}
_ONCE: Final = (_KEPT, "arelle_validate", "arelle_convert")
_COUNTERPARTS: Final = {"validate": "arelle_validate", "convert": "arelle_convert"}
_STARTS: Final = {
    "python -c pass": ("-c", "pass"),
    "import finmodel": ("-c", "import finmodel"),
    "finmodel --help": ("-m", "finmodel", "--help"),
    "finmodel validate": ("-m", "finmodel", "validate"),
}
HEAD: Final = ("", "facts", "time", "a fact", "parses", "memory", "a fact", "parses", "Arelle")
"""The columns of the table; a parse is a bare one of the same file."""


@frozen
class Measurement:
    """The best of several repeats: processor time in seconds, memory at its peak in bytes."""

    task: str
    facts: int
    seconds: float
    slowest: float
    memory: int


@frozen
class Start:
    """What a command takes from its start to its end, in seconds of processor time."""

    command: str
    facts: int
    seconds: float


def measure(
    report: Path, facts: int, tasks: Iterable[str], repeats: int, folder: Path
) -> dict[str, Measurement]:
    """Measure tasks on one report, in turn and again, so that a busy moment hits all of them."""
    names = list(tasks)
    runs: dict[str, list[Mapping[str, float]]] = {name: [] for name in names}
    for repeat in range(repeats):
        for name in names:
            if repeat == 0 or name not in _ONCE:
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
    kept = environment(folder)
    done = subprocess.run(command, cwd=_ROOT, env=kept, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed on {report.name}:\n{done.stderr[-2000:]}")
    run: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    if run["facts"] not in (facts, 0):
        raise SystemExit(f"{name} saw {run['facts']} facts in {report.name}, which has {facts}")
    return run


def environment(folder: Path) -> Mapping[str, str]:
    """Return an environment in which modules are compiled once, as they are where one works."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def measure_starts(repeats: int, folder: Path) -> list[Start]:
    """Measure commands from their start to their end: those that do nothing, and a filing's."""
    filing, _ = write_synthetic(folder, FILING)
    starts: list[Start] = []
    for name, arguments in _STARTS.items():
        reports = (str(filing),) if arguments[-1] == "validate" else ()
        found = (_start((*arguments, *reports), folder) for _ in range(repeats))
        starts.append(Start(name, FILING if reports else 0, min(found)))
    return starts


def _start(arguments: Sequence[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, *arguments]
    kept = environment(folder)
    subprocess.run(command, cwd=_ROOT, env=kept, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows(found: Mapping[str, Measurement]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table for one size."""
    bare = found[_YARDSTICK]
    for name, one in found.items():
        other = found.get(_COUNTERPARTS.get(name, ""))
        time = (
            f"{one.seconds:.3f} s",
            f"{one.seconds / one.facts * 1e6:.2f} µs",
            f"{one.seconds / bare.seconds:.2f} ×",
        )
        yield (
            _TASKS[name],
            f"{one.facts:,}",
            *(("", "", "") if name == _KEPT else time),
            f"{one.memory / 2**20:,.0f} MB",
            f"{one.memory / one.facts / 2**10:.2f} KB",
            f"{one.memory / bare.memory:.2f} ×",
            f"{other.seconds / one.seconds:,.0f} × slower" if other else "",
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


def print_table(lines: Iterable[Sequence[str]]) -> None:
    """Print lines of cells, the first of each to the left."""
    table = list(lines)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for first, *others in table:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print(f"  {first.ljust(widths[0])}  {'  '.join(cells)}".rstrip())


def _start_rows(starts: Sequence[Start]) -> Iterator[tuple[str, ...]]:
    for start in starts:
        facts = f"{start.facts:,}" if start.facts else ""
        rest = ("",) * (len(HEAD) - 3)
        yield start.command, facts, f"{start.seconds:.3f} s", *rest


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
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
    """Run the benchmark and print its table: times and memory, and both in bare parses."""
    options = _arguments(arguments)
    arelle = options.arelle_up_to if find_spec("arelle") else 0
    results: list[Measurement] = []
    table: list[tuple[str, ...]] = [HEAD]
    remarks: list[str] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        for size in options.sizes:
            report, _ = write_synthetic(folder, size)
            tasks = [task for task in _TASKS if size <= arelle or not task.startswith("arelle")]
            found = measure(report, size, tasks, options.repeats, folder)
            table += rows(found)
            remarks.append(f"{size:,} facts, {report.stat().st_size / 2**20:,.0f} MB")
            remarks.append(noise(found) or "steady")
            results += found.values()
        starts = measure_starts(max(5, options.repeats), folder)
    print_table([*table, *_start_rows(starts)])
    print("\n".join(remarks))
    if options.output:
        machine = {"python": platform.python_version(), "machine": platform.machine()}
        content = {
            "machine": machine | {"processors": os.cpu_count()},
            "measurements": list(map(asdict, results)),
            "starts": list(map(asdict, starts)),
        }
        options.output.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
