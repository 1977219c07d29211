"""One measured task, in a process of its own: `python -m bench.task NAME REPORT FOLDER`.

Prints, as JSON, the processor time of the work itself, without starting Python and importing, the
peak memory of the process, and the number of facts that came of it, so that work that was not done
is noticed.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import finmodel
from finmodel.rules.case import Case
from finmodel.validation import case_of

Work = tuple[Callable[[], Any], Callable[[Any], int]]
"""What is measured, and how to count the facts in what it returned."""


def parse(report: Path, folder: Path) -> Work:
    """Parse the XML into a tree: the yardstick."""
    from lxml import etree

    return lambda: etree.parse(report), lambda tree: len(tree.xpath("/*/*[@contextRef]"))


def read(report: Path, folder: Path) -> Work:
    """Read the report."""
    _import_everything()
    return lambda: finmodel.read(report), lambda found: len(found.facts)


def validate(report: Path, folder: Path) -> Work:
    """Read the report and its taxonomy, and run every check."""
    _import_everything()

    def count(result: finmodel.Result) -> int:
        coverage = result.coverage
        assert result.ok, result.findings[:3]  # noqa: S101 - a synthetic report is valid
        # of ten facts nine are numbers, and they have three relations
        assert 3 * (coverage.exact + coverage.explained) == coverage.numbers  # noqa: S101
        return coverage.numbers * 10 // 9

    return lambda: finmodel.validate(report), count


def convert(report: Path, folder: Path) -> Work:
    """Read the report and write it as JSON."""
    _import_everything()
    target = folder / "converted.json"
    return lambda: finmodel.write(finmodel.read(report), target), lambda _: _facts_in(target)


def columns(report: Path, folder: Path) -> Work:
    """Read the report and keep nothing but its columns."""
    return lambda: finmodel.read(report).columns, len


def assemble(report: Path, folder: Path) -> Work:
    """Make the rows of a report that is read already."""
    from finmodel.proof.assembly import problem_of

    case = _case_of(report)
    return lambda: problem_of(case), lambda problem: len(problem.numbers)


def prove(report: Path, folder: Path) -> Work:
    """Make the rows of a report that is read already, and solve them in a minute or never."""
    from finmodel.proof.prove import Answer, Proof, prove

    importlib.import_module("highspy")
    case = _case_of(report)

    def count(proof: Proof) -> int:
        assert proof.answer is not Answer.INFEASIBLE  # noqa: S101 - a statement is correct
        return len(proof.problem.numbers)

    return lambda: prove(case, time_limit=60), count


def _case_of(report: Path) -> Case:
    _import_everything()
    case, diagnostics = case_of(finmodel.read(report))
    assert not diagnostics  # noqa: S101 - taxonomy and rules are there
    return case


def _import_everything() -> None:
    """Import what is otherwise imported when it is first used, which is measured by itself."""
    for module in pkgutil.walk_packages(finmodel.__path__, "finmodel."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def arelle_validate(report: Path, folder: Path) -> Work:
    """Load and validate with Arelle, Calculations 1.1 included."""
    return _arelle(report, folder, "--validate", "--calc", "c11r")


def arelle_convert(report: Path, folder: Path) -> Work:
    """Load with Arelle and save as JSON."""
    target = folder / "arelle.json"
    options = ("--plugins", "saveLoadableOIM", "--saveLoadableOIM", str(target))
    work, _ = _arelle(report, folder, *options)
    return work, lambda _: _facts_in(target)


def _arelle(report: Path, folder: Path, *options: str) -> Work:
    os.environ |= {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    run = importlib.import_module("arelle.CntlrCmdLine").parseAndRun
    log = folder / "arelle.log"
    arguments = ["--internetConnectivity", "offline", "--logFile", str(log), "--file", str(report)]

    def count(_: object) -> int:
        said = log.read_text(encoding="utf-8")
        assert "error" not in said.lower(), said[:500]  # noqa: S101 - a synthetic report is valid
        return 0

    return lambda: run([*arguments, *options]), count


def _facts_in(target: Path) -> int:
    return len(json.loads(target.read_bytes())["facts"])


def peak_memory() -> int:
    """Return the peak memory of this process in bytes.

    Linux keeps the peak of the process that started this one in `ru_maxrss`, but not in `VmHWM`.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


TASKS: Final = {
    task.__name__: task
    for task in (
        parse,
        read,
        validate,
        convert,
        columns,
        assemble,
        prove,
        arelle_validate,
        arelle_convert,
    )
}


def kept_memory(work: Callable[[], Any]) -> tuple[Any, int]:
    """Return the result of some work and the memory that it occupies, which takes long."""
    work()  # imports and fills caches
    gc.collect()
    tracemalloc.start()
    result = work()
    gc.collect()
    return result, tracemalloc.get_traced_memory()[0]


def main(name: str, report: Path, folder: Path) -> None:
    """Do a task and print what it took; the columns are measured by what they keep."""
    work, count = TASKS[name](report, folder)
    start = time.process_time()
    if name == columns.__name__:
        result, memory = kept_memory(work)
    else:
        result, memory = work(), peak_memory()
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "memory": memory, "facts": count(result)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
