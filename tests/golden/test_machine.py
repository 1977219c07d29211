"""What other programs read, word for word: SARIF, JUnit XML, workflow commands, JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from attrs import evolve

from finmodel.cli.explain import known_pages
from finmodel.diagnostic import Severity
from finmodel.formats.span import Span
from finmodel.model.finding import Finding
from finmodel.model.waiver import Waiver, waive
from finmodel.render.fix import Fix
from finmodel.render.github import github_lines
from finmodel.render.jsonl import finding_lines
from finmodel.render.junit import junit_xml
from finmodel.render.place import Workplace
from finmodel.render.sarif import sarif_log
from finmodel.render.text import report_lines
from finmodel.render.validated import Validated
from finmodel.rules.relation.checked import checked_relations
from finmodel.source import Source
from finmodel.validation import case_of, validate_case
from tests.golden.acme import Acme, correct_report, report
from tests.golden.conftest import Golden
from tests.golden.test_golden import RULE_FILE, text, unreadable, validated

WORKPLACE = Workplace.at(Path("/reports"))

WAIVER = Waiver(
    "acme:stockExceedsCosts",
    "Controlling",
    "A ship is at sea",
    date(2009, 6, 30),
    source=Source("finmodel.toml", 3),
)


def documents() -> Iterator[Validated]:
    """Return a report with findings, a waiver and a fix, a correct one, and one that is gone."""
    case, found = case_of(report(), taxonomy=Acme.taxonomy, rules=[RULE_FILE])
    result = waive(validate_case(case, found), [WAIVER], today=date(2009, 6, 30))
    growth = next(f for f in result.findings if f.code == "fm:growthMismatch")
    assert isinstance(growth, Finding)
    fix = Fix(growth.terms[0].fact, "0.20", Span("acme.csv", 13, 7, 11))
    first = validated(report())
    yield evolve(
        first,
        findings=result.findings,
        waived=result.waived,
        report=case.report,
        rules=RULE_FILE.rules,
        fixes={growth: fix},
    )
    yield evolve(validated(correct_report()), document="/elsewhere/correct report.csv")
    yield unreadable()


def test_sarif(golden: Golden) -> None:
    pages = {page.code: page for page in known_pages()}
    log = sarif_log(documents(), pages=pages, workplace=WORKPLACE, version="0.1.0", exit_code=3)
    golden("findings.sarif", log)


def test_junit(golden: Golden) -> None:
    codes = ["fm:growthMismatch", "fm:ratioMismatch", "fm:totalMismatch"]
    case, _ = case_of(report(), taxonomy=Acme.taxonomy, rules=[RULE_FILE])
    relations = {"acme.csv": tuple(checked_relations(case))}
    text = junit_xml(documents(), codes=codes, fail_on=Severity.ERROR, relations=relations)
    golden("findings.xml", text)


def test_workflow_commands(golden: Golden) -> None:
    golden("findings.github", text(github_lines(documents(), workplace=WORKPLACE, several=True)))


def test_json_lines(golden: Golden) -> None:
    golden("findings.jsonl", text(finding_lines(documents())))


def test_text_with_what_is_waived(golden: Golden) -> None:
    golden("waived.txt", text(report_lines(documents(), several=True, show_waived=True)))
