"""Showing a report: checked, all relations judged together, and the whole written as a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from finmodel.bulk import uncollected
from finmodel.formats.compiled.cache import Cache
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.formats.taxonomy_xml.resolver import Resolver, local_file
from finmodel.language.rulefile import RuleFile
from finmodel.model.report import Report
from finmodel.proof.deadline import Deadline
from finmodel.proof.solver import is_installed
from finmodel.render.html.page import report_html as page_of
from finmodel.render.proven import Proven
from finmodel.render.validated import Validated
from finmodel.rules.case import Case
from finmodel.rules.relation.checked import checked_relations
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of, validate_case


def report_html(
    report: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    resolver: Resolver = local_file,
    cache: Cache | None = None,
    time_limit: float = 60,
    language: str = "en",
) -> str:
    """Return a report as one page of HTML: what is wrong, and every number with what holds it.

    Taxonomy and rule files are found as `validate` finds them. What is likely wrong is looked for
    during `time_limit` seconds where the extra `finmodel[proof]` is installed, and not at all with
    0. Labels are those of `language`, as far as there are any. The page has no other script than
    its own and asks for nothing from elsewhere. Needs the extra `finmodel[html]` and raises
    `TemplatesMissingError`, an `ImportError`, without it. Raises `UnreadableError` as `validate`.
    """
    with uncollected():
        taxonomy_at = partial(read_taxonomy, resolver=resolver, cache=cache)
        case, diagnostics = case_of(report, taxonomy=taxonomy, rules=rules, taxonomy_at=taxonomy_at)
        result = validate_case(case, diagnostics, cache=cache)
    name = case.report.document or ""
    validated = Validated(
        name, result.findings, case.report, result.coverage, case.taxonomy, result.has_taxonomy
    )
    proven = _proven(name, case, time_limit) if time_limit and is_installed() else None
    return page_of(validated, checked_relations(case), proven, language=language)


def _proven(name: str, case: Case, time_limit: float) -> Proven:
    """Return what is proved of a report, and what is likely wrong with it."""
    from finmodel.proof.diagnosis import diagnose
    from finmodel.proof.prove import prove

    deadline = Deadline(time_limit, 0)
    proof = prove(case, time_limit=deadline.left)
    diagnosis = diagnose(proof, time_limit=deadline.left) if proof.conflicts else None
    return Proven(name, proof, case.taxonomy, diagnosis)
