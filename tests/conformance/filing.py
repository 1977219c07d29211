"""Real reports, and what another processor says of their calculations.

`python -m tests.conformance.filing` prints what both say; `filings.toml` has the differences.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from attrs import frozen
from lxml import etree

import finmodel as fm
from finmodel.formats.store.mirror import Mirror
from finmodel.formats.taxonomy_xml.resolver import Resolver, first_of, local_file
from tests.conftest import SHARED

FILINGS: Final = "filings"
DIFFERENCES: Final = Path(__file__).with_name("filings.toml")
EXPECTED: Final = {"1.1": "arelle_c11r.json", "2.1": "arelle_xbrl21.json"}
"""The log of the other processor for each of the rules."""
CODES: Final = {
    "calc11e:inconsistentCalculationUsingRounding",
    "fm:inconsistentCalculation",
    "xbrl.5.2.5.2:calcInconsistency",
}

_ROLE: Final = re.compile(r" in link role (\S+)")


class Inconsistency(NamedTuple):
    """A total that does not add up: its role, its concept, and the line that it is in."""

    role: str
    total: str
    line: int

    def __str__(self) -> str:
        return f"{self.total} in line {self.line}, {self.role}"


@frozen(slots=False)
class Filing:
    """An instance with what is expected of it beside it."""

    path: Path
    resolver: Resolver

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.path.parent.name

    @cached_property
    def report(self) -> fm.Report:
        """The report."""
        return fm.read(self.path)

    @cached_property
    def taxonomy(self) -> fm.Taxonomy:
        """Its taxonomy, which all rules share."""
        return fm.read_taxonomy(self.report.entry_points, resolver=self.resolver)

    def found(self, calculations: str) -> frozenset[Inconsistency]:
        """Return what finmodel finds by some rules."""
        result = fm.validate(
            self.report, taxonomy=self.taxonomy, rules=(), calculations=calculations
        )
        return frozenset(
            Inconsistency(one.rule or "", total.concept.local_name, total.source.line or 0)
            for one in result.findings
            if isinstance(one, fm.Finding) and one.code in CODES
            for total in one.facts[:1]
            if total.source is not None
        )

    def expected(self, calculations: str) -> frozenset[Inconsistency]:
        """Return what the other processor found."""
        path = self.path.parent / "expected" / EXPECTED[calculations]
        return frozenset(_logged(json.loads(path.read_text("utf-8"))))


def _logged(content: dict[str, list[dict[str, object]]]) -> Iterator[Inconsistency]:
    for entry in content["log"]:
        if entry["code"] in CODES:
            total = entry["refs"][0]  # type: ignore[index]
            role = _ROLE.search(entry["message"]["text"])  # type: ignore[index]
            named = dict(pair[:2] for pair in total["properties"])
            assert role is not None
            yield Inconsistency(role[1], named["name"], total["sourceLine"])


def filings(shared: Path) -> list[Filing]:
    """Return all instances in XML for which there is something to compare with."""
    folder = shared / FILINGS
    resolver = first_of(local_file, Mirror.at(folder / "taxonomies.zip"))
    return [
        Filing(path, resolver)
        for expected in sorted(folder.glob(f"open/*/expected/{EXPECTED['2.1']}"))
        for path in _instances(expected.parents[1])
    ]


def _instances(folder: Path) -> Iterator[Path]:
    """Yield the instances of a folder; inline ones are none yet."""
    for path in sorted((*folder.glob("*.xbrl"), *folder.glob("*.xml"))):
        with path.open("rb") as file:
            _, root = next(etree.iterparse(file, events=("start",)))
        if etree.QName(root).localname == "xbrl":
            yield path


def known_differences(name: str, calculations: str) -> frozenset[Inconsistency]:
    """Return what only the other processor finds in a filing, for reasons that are given."""
    tables = tomllib.loads(DIFFERENCES.read_text("utf-8"))["difference"]
    return frozenset(
        Inconsistency(role, total, line)
        for table in tables
        if table["filing"] == name and calculations in table["calculations"]
        for role, total, line in table["inconsistencies"]
    )


def main() -> int:
    """Print how many inconsistencies both find, and which one alone finds."""
    for filing in filings(SHARED):
        for calculations in EXPECTED:
            found, expected = filing.found(calculations), filing.expected(calculations)
            sys.stdout.write(
                f"{filing.name} {calculations}: {len(found)} found, {len(expected)} expected,"
                f" {len(found & expected)} of them the same\n"
            )
            sys.stdout.writelines(f"  found only: {one}\n" for one in sorted(found - expected))
            sys.stdout.writelines(f"  expected only: {one}\n" for one in sorted(expected - found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
