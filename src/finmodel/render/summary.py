"""The last line: the verdict on a report, and how much of it was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.finding import Coverage, Tally, Verdict
from finmodel.render.validated import Conclusion, Validated

WORDS: Final = {
    Conclusion.VALID: "VALID",
    Conclusion.UNCHECKED: "NOT CHECKED",
    Conclusion.INVALID: "INVALID",
    Conclusion.UNREADABLE: "UNREADABLE",
}


def summary_line(validated: Validated) -> str:
    """Return the verdict on one document, its findings by severity, and its coverage."""
    parts = [severities(validated.findings)]
    if not validated.has_taxonomy:
        parts.append("the taxonomy cannot be had, so most checks did not run")
    if validated.coverage is not None:
        parts += [relations(validated.coverage), uncovered(validated.coverage)]
    if validated.waived:
        parts.append(f"{len(validated.waived):,} waived")
    if validated.left_out:
        parts.append(f"{severities(validated.left_out)} left out")
    return f"{WORDS[validated.conclusion]}  {' · '.join(parts)}"


def prospect_line(coverage: Coverage) -> str:
    """Return what `finmodel prove` would add: all relations at once, also those that lack a number.

    Empty where there are no relations.
    """
    total = coverage.exact + coverage.explained + coverage.broken + coverage.not_evaluated
    if not total:
        return ""
    line = "next  finmodel prove: each relation was checked alone; it takes all of them together"
    lacking = coverage.not_evaluated
    return f"{line}, the {lacking:,} that could not be evaluated too" if lacking else line


def total_line(conclusions: Sequence[Conclusion]) -> str:
    """Return the verdict on several documents, which is the worst of theirs."""
    counts = Counter(conclusions)
    parts = (f"{counts[c]:,} {WORDS[c].lower()}" for c in reversed(Conclusion) if counts[c])
    worst = max(counts, default=Conclusion.VALID)
    return f"{WORDS[worst]}  {counted(len(conclusions), 'file')}: {', '.join(parts)}"


def severities(findings: Iterable[Diagnostic]) -> str:
    """Return how many findings there are of each severity: `3 errors, 1 warning`."""
    counts = Counter(found.severity for found in findings)
    words = (counted(counts[s], str(s)) for s in reversed(Severity) if counts[s])
    return ", ".join(words) or "no findings"


def relations(tally: Coverage | Tally) -> str:
    """Return how many relations came out how: `118 relations: 90 exact, 28 broken`."""
    counts = {
        Verdict.EXACT: tally.exact,
        Verdict.EXPLAINED: tally.explained,
        Verdict.BROKEN: tally.broken,
        Verdict.NOT_EVALUATED: tally.not_evaluated,
    }
    total = sum(counts.values())
    parts = ", ".join(f"{count:,} {verdict.value}" for verdict, count in counts.items() if count)
    return f"{counted(total, 'relation')}: {parts}" if total else "no relations"


def uncovered(coverage: Coverage) -> str:
    """Return how many numbers no relation holds."""
    if not coverage.numbers:
        return "no numbers"
    missed = len(coverage.untouched)
    if not missed:
        return f"every one of {counted(coverage.numbers, 'number')} is checked by something"
    verb = "is" if missed == 1 else "are"
    return f"{missed:,} of {counted(coverage.numbers, 'number')} {verb} checked by nothing"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun: `1 error`, `1,200 errors`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
