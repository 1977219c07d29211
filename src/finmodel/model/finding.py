"""What validation returns: findings, and how much was checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.display import Displayed
from finmodel.model.fact import Fact
from finmodel.numeric import Interval

if TYPE_CHECKING:
    from finmodel.model.waiver import Waiver


class Verdict(Enum):
    """What became of one relation between numbers."""

    EXACT = "exact"
    EXPLAINED = "explained by rounding"
    BROKEN = "broken"
    NOT_EVALUATED = "not evaluated"


@frozen
class Term:
    """A number's place in a relation: its fact, what was done with it, on which side.

    `operation` is what a reader sees before the number (`+`, `−`, `÷`, `printed`).
    """

    fact: Fact
    operation: str = ""
    is_claim: bool = False


@frozen
class Finding(Diagnostic):
    """A diagnostic about facts: which numbers disagree, what the others allow, what is printed.

    `rule` names the rule (its code, or the role of a network); `terms` are the facts in the order
    in which they are best shown, the claim first; `expected` is what the other numbers imply about
    the claim and `reported` what the claim itself stands for, in the claim's unit.
    """

    rule: str = ""
    terms: tuple[Term, ...] = ()
    expected: Interval | None = None
    reported: Interval | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that are named, each once."""
        return tuple(dict.fromkeys(term.fact for term in self.terms))


@frozen
class Checked:
    """One relation of a report between its numbers, and what became of it.

    `text` says the relation in words of the rule language, or names the statement whose parts are
    added up; `code` is what a finding about it has, where it is broken. `terms`, `expected` and
    `reported` are as in a finding; the intervals are missing where they are not of the claim's
    kind. `operator` is how what is reported must compare with what is expected: `=`, `<`, …; it is
    empty for a demand that something be reported.
    """

    code: str
    rule: str
    text: str
    verdict: Verdict
    terms: tuple[Term, ...]
    expected: Interval | None = None
    reported: Interval | None = None
    operator: str = "="

    @property
    def claim(self) -> Fact | None:
        """The number that the relation speaks about; the first where none is one."""
        return self.terms[0].fact if self.terms else None


@frozen
class Tally:
    """How many relations came out how, and the rows of the facts that they hold."""

    exact: int = 0
    explained: int = 0
    broken: int = 0
    not_evaluated: int = 0
    rows: Sequence[int] = ()

    @property
    def evaluated(self) -> int:
        """The relations for which every number was there."""
        return self.exact + self.explained + self.broken

    @property
    def consistent(self) -> int:
        """The relations that some true values satisfy."""
        return self.exact + self.explained


@frozen
class Coverage:
    """The tally of a whole validation, and how many facts it left untouched."""

    exact: int
    explained: int
    broken: int
    not_evaluated: int
    numbers: int
    untouched: Sequence[Fact]


@frozen
class Waived:
    """A finding that fails nothing, and the waiver that says so."""

    finding: Diagnostic
    waiver: Waiver


@frozen
class Result(Displayed):
    """What validating one report found, errors first, in a stable order.

    `has_taxonomy` is false where none could be had: what needs one was not checked then, so that
    the absence of errors proves nothing. `waived` is what was found and is not among `findings`.
    """

    findings: tuple[Diagnostic, ...]
    coverage: Coverage
    has_taxonomy: bool = True
    waived: tuple[Waived, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything was checked and there is no error."""
        return self.has_taxonomy and self.count(Severity.ERROR) == 0

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def ordered(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings by severity, code and the place of their first fact."""

    def key(finding: Diagnostic) -> tuple[int, str, int, str]:
        facts = finding.facts if isinstance(finding, Finding) else ()
        return (-finding.severity, finding.code, facts[0].row if facts else -1, finding.message)

    return tuple(sorted(findings, key=key))
