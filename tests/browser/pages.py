"""Pages about reports, made as the command makes them."""

from __future__ import annotations

from pathlib import Path

from finmodel.formats.report import read
from finmodel.language.rulefile import read_rule_file
from finmodel.model.report import Report
from finmodel.render.html.page import report_html
from finmodel.render.proven import Proven
from finmodel.render.validated import Validated
from finmodel.rules.case import Case
from finmodel.rules.relation.checked import checked_relations
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of, validate_case
from tests.golden.acme import RULES, Acme

EXAMPLE = Path(__file__).resolve().parents[2] / "instances" / "iij-2008q3" / "metadata.json"


def page_of(case: Case, proven: Proven | None = None) -> str:
    """Return the page about a case."""
    result = validate_case(case)
    validated = Validated(
        Path(case.report.document or "report").name,
        result.findings,
        case.report,
        result.coverage,
        case.taxonomy,
        result.has_taxonomy,
    )
    return report_html(validated, checked_relations(case), proven)


def acme_page(report: Report, taxonomy: Taxonomy | None = Acme.taxonomy) -> str:
    """Return the page about a small report."""
    case, _ = case_of(report, taxonomy=taxonomy, rules=[read_rule_file(RULES, "acme.rules.toml")])
    return page_of(case)


def example_page() -> str:
    """Return the page about the example, with nothing proved."""
    return page_of(case_of(read(EXAMPLE))[0])
