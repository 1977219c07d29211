"""What the relations of formulas and rule files come to, where there are any.

Most reports of others have none, so what relations need is loaded only then.
"""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome

TOTAL_MISMATCH = "fm:totalMismatch"
RATIO_MISMATCH = "fm:ratioMismatch"
GROWTH_MISMATCH = "fm:growthMismatch"
CHANGE_MISMATCH = "fm:changeMismatch"
FORMULA_MISMATCH = "fm:formulaMismatch"


def formula_outcomes(case: Case, code: str) -> Iterator[Outcome]:
    """Yield what formulas of one shape come to, by the code of their check."""
    if case.has_relations:
        from finmodel.rules.relation.mismatch import outcomes

        yield from outcomes(case, case.relations.of(code))


def rule_outcomes(case: Case) -> Iterator[Outcome]:
    """Yield what the rules of rule files come to."""
    if case.has_relations:
        from finmodel.rules.relation.mismatch import outcomes

        yield from outcomes(case, case.relations.of_rules)
