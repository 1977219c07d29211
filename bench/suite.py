"""Whole conformance suites, beside Arelle running the same index: `python -m bench suites DIR`.

DIR has the archives of the suites and the one that mirrors the documents of the standards. Our
runner unpacks the archive first, which counts; Arelle finds it unpacked.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZipFile

from bench.filing import ARELLE, Cost, cost
from bench.run import environment, print_table
from tests.conformance.suite import STANDARD_SCHEMAS, SUITES, Suite

HEAD: Final = ("", "variations", "finmodel", "Arelle", "ratio")


def measure(suite: Suite, suites: Path, folder: Path) -> tuple[int, Cost, Cost]:
    """Return how many variations a suite has, and what both programs take for all of them."""
    variables = {**environment(folder), "XDG_CONFIG_HOME": str(folder)}
    variations = suite.unpacked(suites, folder / suite.name)
    ours = cost([sys.executable, "-m", "tests.conformance", suite.name], variables)
    index = folder / suite.name / suite.index
    return len(variations), ours, cost([*ARELLE, "--file", index], variables)


def main(arguments: Sequence[str]) -> None:
    """Measure the suites of a folder and print what they take."""
    parser = argparse.ArgumentParser(prog="bench suites", description=__doc__)
    parser.add_argument("folder", type=Path)
    suites = parser.parse_args(arguments).folder
    with TemporaryDirectory() as name:
        folder = Path(name)
        with ZipFile(suites / STANDARD_SCHEMAS) as documents:
            documents.extractall(folder / "arelle" / "cache")
        found = [(suite.name, *measure(suite, suites, folder)) for suite in SUITES]
    print_table([HEAD, *map(tuple, map(_row, found))])


def _row(found: tuple[str, int, Cost, Cost]) -> Iterator[str]:
    name, variations, ours, arelle = found
    yield name
    yield f"{variations:,}"
    yield f"{ours.seconds:.1f} s"
    yield f"{arelle.seconds:.1f} s"
    yield f"{arelle.seconds / ours.seconds:.1f} ×"
