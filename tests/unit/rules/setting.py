"""Small reports with formulas and rules, and what becomes of their relations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finmodel.language.rulefile import read_rule_file
from finmodel.model.finding import Finding, Verdict
from finmodel.numeric import Rounding
from finmodel.rules.case import Case
from finmodel.rules.catalogue import checks
from finmodel.rules.relation.relation import Relation
from tests.unit.rules.sheet import make_report, make_taxonomy, name

CONCEPTS = """
Revenues  monetary  duration
Costs     monetary  duration
Profit    monetary  duration
Tax       monetary  duration
Change    monetary  duration
Margin    pure      duration
Growth    pure      duration
Cash      monetary  instant
Debt      monetary  instant
Assets    monetary  instant
Count     shares    duration
PerShare  perShare  duration
X         pure      duration
Y         pure      duration
Z         pure      duration
"""
BEFORE = "2007-04-01/2008-04-01"
QUARTERS = (
    "2008-04-01/2008-07-01",
    "2008-07-01/2008-10-01",
    "2008-10-01/2009-01-01",
    "2009-01-01/2009-04-01",
)
EXACT, BROKEN, OPEN = "exact", "broken", "not evaluated"
DIMENSIONS = (
    "Segment: All* Home Office",
    "Region: World* Asia",
)


def rule(text: str, **more: str) -> str:
    """Return a rule file of one rule."""
    keys = {"code": "c:rule", "assert": text, "why": "It is so.", **more}
    return "[[rule]]\n" + "\n".join(f"{key} = '''{value}'''" for key, value in keys.items()) + "\n"


def case_of(
    facts: str,
    *,
    rules: str = "",
    formulas: Sequence[str] = (),
    truncated: Iterable[str] = (),
    concepts: str = CONCEPTS,
) -> Case:
    """Return a report of facts written as lines, with its taxonomy and rules."""
    taxonomy = make_taxonomy(concepts, DIMENSIONS, formulas=formulas)
    rounding = {name(concept): Rounding.TRUNCATED for concept in truncated}
    files = (read_rule_file(rules, "a.rules.toml"),) if rules else ()
    case = Case(make_report(facts).with_rounding(rounding), taxonomy, True, files)
    assert [str(mistake) for mistake in case.relations.mistakes] == []
    return case


def relations_of(
    facts: str, *, rules: str = "", formulas: Sequence[str] = (), truncated: Iterable[str] = ()
) -> tuple[Relation, ...]:
    """Return all relations of a report of facts written as lines."""
    return case_of(facts, rules=rules, formulas=formulas, truncated=truncated).relations.all


def rows(relations: Sequence[Relation], case: Case) -> list[str]:
    """Return the ids of the facts of each relation."""
    ids = case.report.columns.id
    return ["".join(ids[row] for row in relation.rows) for relation in relations]


def lines(text: str, ids: str) -> str:
    """Return the lines of a text whose facts have these ids, of one letter each."""
    return "\n".join(line for line in text.strip().splitlines() if line.split()[0] in ids)


def verdicts(relations: Iterable[Relation]) -> list[str]:
    """Return the verdicts of relations, in words."""
    return [relation.verdict.value for relation in relations]


def verdict(facts: str, text: str, *, truncated: Iterable[str] = ()) -> Verdict:
    """Return what becomes of a rule that has one relation."""
    (relation,) = relations_of(facts, rules=rule(text), truncated=truncated)
    return relation.verdict


def findings_of(case: Case) -> list[Finding]:
    """Return what all checks of formulas and rules find."""
    return [
        outcome
        for check in checks()
        if check.code.startswith("fm:")
        and check.function.__module__.endswith(("mismatch", "broken"))
        for outcome in check.function(case)
        if isinstance(outcome, Finding)
    ]
