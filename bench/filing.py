"""Whole commands on real filings, cold and warm, beside Arelle: `python -m bench filings DIR`.

DIR has a folder `open` with filings, each in a folder of its own, and `taxonomies.zip`, which
mirrors the documents of their taxonomies. Both programs read the same unpacked documents, and
neither touches the network. Cold is a first run, which also fills the empty cache; warm is one
after it. Everything counts from the start of a process to its end: processor time, and memory at
its peak.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZipFile

from attrs import frozen
from lxml import etree

from bench.run import environment, print_table

_ROOT: Final = Path(__file__).parents[1]
_INSTANCE: Final = "{http://www.xbrl.org/2003/instance}xbrl"
_SUFFIXES: Final = (".xbrl", ".xml")
ARELLE: Final = (
    *(sys.executable, "-m", "arelle.CntlrCmdLine"),
    *("--validate", "--internetConnectivity", "offline"),
)
"""How Arelle is called; it finds documents in a folder `arelle` of its configuration."""

HEAD: Final = (
    *("", "cold", "warm", "Arelle", "cold", "warm"),
    *("memory cold", "warm", "Arelle", "cold", "warm"),
)


@frozen
class Cost:
    """What a process took: processor time in seconds, memory in bytes."""

    seconds: float
    memory: int


@frozen
class Filing:
    """What validating one filing takes."""

    name: str
    cold: Cost
    warm: Cost
    arelle: Cost | None

    def row(self) -> Iterator[str]:
        """Yield the cells of the table: times and ratios, memory and ratios."""
        costs = (self.cold, self.warm, *([self.arelle] if self.arelle else []))
        others = () if self.arelle else ("", "", "")
        yield self.name
        yield from (f"{cost.seconds:.2f} s" for cost in costs)
        if self.arelle:
            yield from (f"{self.arelle.seconds / cost.seconds:.1f} ×" for cost in costs[:2])
        yield from others
        yield from (f"{cost.memory / 2**20:,.0f} MB" for cost in costs)
        if self.arelle:
            yield from (f"{self.arelle.memory / cost.memory:.1f} ×" for cost in costs[:2])
        yield from others


def cost(command: Sequence[str | Path], variables: Mapping[str, str]) -> Cost:
    """Run a command and return what it took; raise `SystemExit` where it failed."""
    with subprocess.Popen(
        command,
        cwd=_ROOT,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def instances(folder: Path) -> Iterator[Path]:
    """Yield the classic instances below a folder, each of them once."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SUFFIXES and path.is_file():
            with path.open("rb") as stream:
                _, root = next(etree.iterparse(stream, events=("start",), resolve_entities=False))
            if root.tag == _INSTANCE:
                yield path


def measure(instance: Path, folder: Path, repeats: int, *, with_arelle: bool) -> Filing:
    """Measure one filing with the documents that are in a folder; the best of repeats counts."""
    documents = folder / "arelle" / "cache"
    validate = (sys.executable, "-m", "finmodel", "validate", "--fail-on", "never")
    ours: list[str | Path] = [*validate, "--mirror", documents, instance]
    variables = {**environment(folder), "XDG_CONFIG_HOME": str(folder)}
    colds, warms = [], []
    for _ in range(repeats):
        with TemporaryDirectory(dir=folder) as cache:
            kept = variables | {"FINMODEL_CACHE": cache, "FINMODEL_HOME": str(folder / "home")}
            colds.append(cost(ours, kept))
            warms.append(cost(ours, kept))
    theirs: list[str | Path] = [*ARELLE, "--calc", "c11r", "--file", instance]
    cold, warm = (min(costs, key=lambda each: each.seconds) for costs in (colds, warms))
    arelle = cost(theirs, variables) if with_arelle else None
    return Filing(instance.parent.name[:32], cold, warm, arelle)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench filings", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", default="", help="a part of the names of the filings")
    parser.add_argument("--without-arelle", action="store_true", help="which takes minutes")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Measure the filings of a folder and print them as they are done."""
    chosen = _arguments(arguments)
    found: list[Filing] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        with ZipFile(chosen.folder / "taxonomies.zip") as documents:
            documents.extractall(folder / "arelle" / "cache")
        for instance in instances(chosen.folder / "open"):
            if chosen.only in instance.parent.name:
                with_arelle = not chosen.without_arelle
                found.append(measure(instance, folder, chosen.repeats, with_arelle=with_arelle))
                print(" · ".join(found[-1].row()), file=sys.stderr)
    print_table([HEAD, *(tuple(filing.row()) for filing in found)])
