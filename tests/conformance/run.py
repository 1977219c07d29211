"""A suite run from end to end, and the differences from it that are known."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from finmodel.formats.store.mirror import Mirror
from finmodel.formats.taxonomy_xml.resolver import first_of, local_file
from tests.conformance.outcome import Outcome, outcome
from tests.conformance.suite import STANDARD_SCHEMAS, Suite, Variation

DIFFERENCES: Final = Path(__file__).with_name("differences.toml")


@frozen
class Verdict:
    """A variation and what came out."""

    variation: Variation
    outcome: Outcome

    @property
    def passed(self) -> bool:
        """Whether it is what the suite expects."""
        return self.outcome.meets(self.variation.expected)

    def __str__(self) -> str:
        return f"{self.variation.id}: expected {self.variation.expected}, got {self.outcome}"


def run(suite: Suite, suites: Path) -> list[Verdict]:
    """Run all variations of a suite that is in a folder of suites."""
    resolver = first_of(local_file, Mirror.at(suites / STANDARD_SCHEMAS))
    with TemporaryDirectory() as folder:
        variations = suite.unpacked(suites, Path(folder))
        return [Verdict(variation, outcome(variation, resolver)) for variation in variations]


def known_differences(suite: Suite) -> Mapping[str, str]:
    """Return why variations are known to differ, by their ids; refuse one that is listed twice."""
    found: dict[str, str] = {}
    for difference in tomllib.loads(DIFFERENCES.read_text("utf-8")).get(suite.name, ()):
        for id in difference["variations"]:
            if id in found:
                raise ValueError(f"{id} is listed twice in {DIFFERENCES.name}")
            found[id] = difference["why"]
    return found


def table(suite: Suite, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield how many variations passed in each area, and then all that differ and why."""
    areas: defaultdict[str, list[bool]] = defaultdict(list)
    reasons: defaultdict[str, list[Verdict]] = defaultdict(list)
    known = known_differences(suite)
    for verdict in verdicts:
        areas[verdict.variation.area].append(verdict.passed)
        if not verdict.passed:
            reasons[known.get(verdict.variation.id, "UNKNOWN")].append(verdict)
    areas["all"] = [verdict.passed for verdict in verdicts]
    width = max(map(len, areas))
    for area, passed in areas.items():
        yield f"{suite.name:<9} {area:<{width}} {sum(passed):>4} of {len(passed):>3}"
    for why, differing in reasons.items():
        yield f"\n{len(differing)} differ: {why}"
        yield from (f"  {verdict}" for verdict in differing)
