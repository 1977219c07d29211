"""What people and programs read, word for word."""

from __future__ import annotations

from collections.abc import Iterable

from finmodel.formats.document import CANNOT_OPEN
from finmodel.language.rulefile import read_rule_file
from finmodel.model.report import Report
from finmodel.render.json import findings_json
from finmodel.render.page import Page
from finmodel.render.sheet import Sheets
from finmodel.render.table import table_lines
from finmodel.render.text import report_lines
from finmodel.render.validated import Validated
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of, validate_case
from tests.golden.acme import RULES, Acme, correct_report, report
from tests.golden.conftest import Golden

RULE_FILE = read_rule_file(RULES, "acme.rules.toml")


def validated(report: Report, taxonomy: Taxonomy | None = Acme.taxonomy) -> Validated:
    case, found = case_of(report, taxonomy=taxonomy, rules=[RULE_FILE])
    result = validate_case(case, found)
    return Validated(
        report.document or "",
        result.findings,
        case.report,
        result.coverage,
        case.taxonomy,
        result.has_taxonomy,
    )


def unreadable() -> Validated:
    return Validated("gone.json", (CANNOT_OPEN("gone.json cannot be opened: no such file."),))


def text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_findings_as_text(golden: Golden) -> None:
    golden("findings.txt", text(report_lines([validated(report())])))


def test_findings_as_json(golden: Golden) -> None:
    golden("findings.json", findings_json([validated(report())]))


def test_a_correct_report(golden: Golden) -> None:
    golden("correct.txt", text(report_lines([validated(correct_report())])))


def test_a_report_whose_taxonomy_is_missing(golden: Golden) -> None:
    golden("unchecked.txt", text(report_lines([validated(correct_report(), None)])))


def test_several_files(golden: Golden) -> None:
    documents = [validated(correct_report()), unreadable()]
    golden("several.txt", text(report_lines(documents, several=True)))
    golden("several.json", findings_json(documents))


def test_statements(golden: Golden) -> None:
    sheets = Sheets(report(), Acme.taxonomy, "ja")
    lines = (line for _, table in sheets for line in (*table_lines(table, 80), ""))
    golden("statements.txt", text(lines))


def test_the_page_of_a_rule(golden: Golden) -> None:
    golden("rule.txt", text(Page.of_rule(RULE_FILE.rules[1]).lines()))
