"""What is known of each number of a report, as it is marked in the statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.finding import Checked, Finding, Verdict
from finmodel.render.validated import Validated


class Mark(IntEnum):
    """What checks say of a fact; the worst counts."""

    PLAIN = 0
    EXACT = 1
    ROUNDED = 2
    UNCHECKED = 3
    BROKEN = 4

    @property
    def style(self) -> str:
        """The name of its style in the page."""
        return _STYLES[self]

    @property
    def words(self) -> str:
        """What it says."""
        return _WORDS[self]


_STYLES: Final = {
    Mark.PLAIN: "",
    Mark.EXACT: "",
    Mark.ROUNDED: "r",
    Mark.UNCHECKED: "u",
    Mark.BROKEN: "b",
}
_WORDS: Final = {
    Mark.PLAIN: "",
    Mark.EXACT: "every relation holds exactly",
    Mark.ROUNDED: "rounding explains a difference",
    Mark.UNCHECKED: "nothing checks this number",
    Mark.BROKEN: "a relation is broken or an error names it",
}
_OF_VERDICT: Final = {
    Verdict.EXACT: Mark.EXACT,
    Verdict.EXPLAINED: Mark.ROUNDED,
    Verdict.BROKEN: Mark.BROKEN,
    Verdict.NOT_EVALUATED: Mark.PLAIN,
}


def marks(validated: Validated, relations: Iterable[Checked]) -> Sequence[Mark]:
    """Return the mark of each fact of a report."""
    if validated.report is None:
        return ()
    found = [Mark.PLAIN] * len(validated.report.columns)
    if validated.coverage is not None:
        for fact in validated.coverage.untouched:
            found[fact.row] = Mark.UNCHECKED
    for relation in relations:
        mark = _OF_VERDICT[relation.verdict]
        for term in relation.terms:
            found[term.fact.row] = max(found[term.fact.row], mark)
    for finding in validated.findings:
        if isinstance(finding, Finding) and finding.severity is Severity.ERROR:
            for fact in finding.facts:
                found[fact.row] = Mark.BROKEN
    return found
