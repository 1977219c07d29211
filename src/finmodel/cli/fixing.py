"""Fixes for findings: where the proof leaves one number to be wrong, and one way to print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

if TYPE_CHECKING:
    from finmodel.diagnostic import Diagnostic
    from finmodel.render.fix import Fix
    from finmodel.rules.case import Case

WITH_FIXES: Final = {"sarif"}
"""The formats that have room for fixes."""


@frozen
class Fixing:
    """Looks for fixes, for so many seconds for a report; `None` for as long as it takes."""

    time_limit: float | None

    def fixes(self, case: Case) -> dict[Diagnostic, Fix]:
        """Return the fix of each finding that has one; none, and a word, where no solver is."""
        from finmodel.formats.span import value_span
        from finmodel.proof.solver import SolverMissingError
        from finmodel.proving import certain_corrections
        from finmodel.render.fix import Fix

        try:
            corrections = certain_corrections(case, time_limit=self.time_limit)
        except SolverMissingError as error:
            click.echo(f"No fixes were looked for: {error}", err=True)
            return {}
        fixes: dict[Diagnostic, Fix] = {}
        for correction, findings in corrections:
            fact, text = correction.fact, f"{correction.value:f}"
            fix = Fix(fact, text, value_span(case.report, fact, text))
            fixes |= dict.fromkeys(findings, fix)
        return fixes
