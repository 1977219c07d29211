"""What some formats say beyond the findings: relations, what is likely wrong, and fixes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import define, field

from finmodel.cli.solving import proved, solving

if TYPE_CHECKING:
    from finmodel.diagnostic import Diagnostic
    from finmodel.model.finding import Checked
    from finmodel.render.fix import Fix
    from finmodel.render.proven import Proven
    from finmodel.rules.case import Case

PATIENCE: Final = 60.0
"""Seconds that somebody waits for what is likely wrong, who has not said how many."""

_WITH_RELATIONS: Final = frozenset(("html", "junit", "xlsx"))
_WITH_PROOF: Final = frozenset(("html",))
_WITH_FIXES: Final = frozenset(("sarif",))


@define
class Details:
    """The details that formats need of each document, by its name; no more than they need.

    What is likely wrong is looked for where it `is_proving`, for so many seconds for a document.
    """

    forms: frozenset[str]
    is_proving: bool
    time_limit: float | None
    relations: dict[str, tuple[Checked, ...]] = field(factory=dict, init=False)
    proven: dict[str, Proven] = field(factory=dict, init=False)

    def add(self, path: Path, case: Case, *, is_broken: bool) -> dict[Diagnostic, Fix]:
        """Keep the details of a document, and return the fixes of its findings."""
        if self.forms & _WITH_RELATIONS:
            from finmodel.rules.relation.checked import checked_relations

            self.relations[str(path)] = tuple(checked_relations(case))
        has_page, has_fixes = self.forms & _WITH_PROOF, is_broken and self.forms & _WITH_FIXES
        if not self.is_proving or not (has_page or has_fixes):
            return {}
        proven = likely_wrong(path, case, self.time_limit)
        if proven is None:
            return {}
        self.proven[str(path)] = proven
        return _fixes(case, proven) if has_fixes else {}


def likely_wrong(path: Path, case: Case, time_limit: float | None) -> Proven | None:
    """Return what is likely wrong with a report, `None` where the solver is not installed.

    On a terminal it shows how far it has come; interrupted, it ends with what is known.
    """
    from finmodel.proof.deadline import Deadline
    from finmodel.proof.diagnosis import diagnose
    from finmodel.proof.solver import is_installed
    from finmodel.render.proven import Proven

    if not is_installed():
        return None
    ctx = click.get_current_context()
    deadline = Deadline(PATIENCE if time_limit is None else time_limit, 0)
    proof = proved(ctx, case, deadline)
    diagnosis = None
    if proof.conflicts:
        with solving(ctx, "explaining") as progress:
            diagnosis = diagnose(proof, time_limit=deadline.left, progress=progress)
    return Proven(str(path), proof, case.taxonomy, diagnosis)


def _fixes(case: Case, proven: Proven) -> dict[Diagnostic, Fix]:
    from finmodel.formats.span import value_span
    from finmodel.proving import certain_corrections
    from finmodel.render.fix import Fix

    fixes: dict[Diagnostic, Fix] = {}
    found = () if proven.diagnosis is None else certain_corrections(case, proven.diagnosis)
    for correction, findings in found:
        fact, text = correction.fact, f"{correction.value:f}"
        fix = Fix(fact, text, value_span(case.report, fact, text))
        fixes |= dict.fromkeys(findings, fix)
    return fixes
