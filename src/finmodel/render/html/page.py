"""One self-contained page about one report: it asks nobody for anything, and works offline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen

from finmodel.bulk import uncollected
from finmodel.diagnostic import Severity
from finmodel.model.finding import Checked, Coverage, Verdict
from finmodel.model.wording import shortened
from finmodel.proof.prove import Answer
from finmodel.render.html.card import cards
from finmodel.render.html.detail import Details
from finmodel.render.html.grid import grids
from finmodel.render.html.mark import Mark, marks
from finmodel.render.html.origin import document_name
from finmodel.render.html.suggestion import Suspicions
from finmodel.render.html.template import Share, allowing, part, shares, templates, trusted
from finmodel.render.html.trend import Trends
from finmodel.render.proof import verdict_line
from finmodel.render.proven import Proven
from finmodel.render.sheet import Sheets
from finmodel.render.summary import WORDS, counted, severities, uncovered
from finmodel.render.validated import Conclusion, Validated
from finmodel.render.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

_LONGEST_ENTITY: Final = 80


def report_html(
    validated: Validated,
    relations: Iterable[Checked] = (),
    proven: Proven | None = None,
    *,
    language: str = "en",
) -> str:
    """Return a page about a validated report, to be opened in a browser.

    `relations` are those that the page shows for each number, `proven` what is likely wrong;
    without it the page says that nothing was proved. Whatever the report says is shown as text: the
    page has no other script than its own, and its policy forbids every request. Needs the extra
    `finmodel[html]` and raises `TemplatesMissingError`, an `ImportError`, without it.
    """
    with uncollected():
        return _rendered(templates(), validated, tuple(relations), proven, language)


def _rendered(
    environment: Environment,
    validated: Validated,
    known: Sequence[Checked],
    proven: Proven | None,
    language: str,
) -> str:
    found = marks(validated, known)
    words = Words(validated.taxonomy, language)
    suspicions = None if proven is None else Suspicions(proven)
    report = validated.report
    statements = []
    if report is not None:
        sheets = Sheets(report, validated.taxonomy, language)
        statements = list(grids(sheets, report.columns, Trends(report, validated.taxonomy), found))
    shown = list(cards(validated, suspicions))
    explained = [card.suspicion for card in shown if card.suspicion is not None]
    others = [] if suspicions is None else [one for one in suspicions.all if one not in explained]
    style, script = part("page.css"), part("page.js")
    return environment.get_template("page.html").render(
        language=language,
        document=document_name(validated.document),
        entities=_entities(validated),
        title=_title(validated),
        conclusion=validated.conclusion.name.lower(),
        verdict=WORDS[validated.conclusion],
        severities=severities(validated.findings),
        left_out=severities(validated.left_out) if validated.left_out else "",
        waived=len(validated.waived),
        found=len(validated.findings),
        has_taxonomy=validated.has_taxonomy,
        coverage=None if validated.coverage is None else _shares(validated.coverage),
        uncovered="" if validated.coverage is None else uncovered(validated.coverage),
        proof=None if proven is None else _Proof(_together(proven), verdict_line(proven)),
        cards=shown,
        others=others,
        statements=statements,
        marks=_counted(found),
        style=trusted(style),
        script=trusted(script),
        style_hash=allowing(style),
        script_hash=allowing(script),
        data=trusted(Details(validated, words, found).json(known)),
    )


def _shares(coverage: Coverage) -> list[Share]:
    """Return the parts of the bar of relations."""
    return shares(
        [
            ("exact", Verdict.EXACT.value, coverage.exact),
            ("rounded", Verdict.EXPLAINED.value, coverage.explained),
            ("broken", Verdict.BROKEN.value, coverage.broken),
            ("open", Verdict.NOT_EVALUATED.value, coverage.not_evaluated),
        ]
    )


@frozen
class _Proof:
    """What was proved, in a sentence and in full."""

    summary: str
    verdict: str


def _together(proven: Proven) -> str:
    """Return in a sentence what was proved of all relations together."""
    match proven.proof.answer:
        case Answer.FEASIBLE:
            return "Taken together, all of these relations can be true at once, which is proved."
        case Answer.UNDECIDED:
            return "Whether all of these relations can be true at once was not decided."
    conflicts = len(proven.proof.conflicts)
    explained = 0 if proven.diagnosis is None else proven.diagnosis.explained_by_one
    said = f"Taken together, the numbers cannot all be right: {_contradictions(conflicts)}"
    if not explained:
        return f"{said}."
    if explained == conflicts:
        each = "which one wrong number" if conflicts == 1 else "each of which one wrong number"
        return f"{said}, {each} would explain."
    return f"{said}, {explained:,} of which one wrong number each would explain."


def _contradictions(count: int) -> str:
    return counted(count, "contradiction" if count == 1 else "independent contradiction")


def _counted(found: Sequence[Mark]) -> dict[Mark, int]:
    shown = (Mark.BROKEN, Mark.ROUNDED, Mark.UNCHECKED)
    return {mark: count for mark in shown if (count := found.count(mark))}


def _entities(validated: Validated) -> list[str]:
    if validated.report is None:
        return []
    entities = (str(one.entity or "") for one in validated.report.columns.dimension_sets)
    return [shortened(one, _LONGEST_ENTITY) for one in dict.fromkeys(entities) if one][:3]


def _title(validated: Validated) -> str:
    """Return the verdict in a sentence."""
    coverage = validated.coverage
    is_broken = coverage is not None and coverage.broken > 0
    has_errors = any(found.severity is Severity.ERROR for found in validated.findings)
    match validated.conclusion:
        case Conclusion.UNREADABLE:
            return "This document cannot be read"
        case Conclusion.UNCHECKED:
            return "This report was not checked"
        case Conclusion.INVALID if is_broken:
            return "This report does not add up"
        case _ if has_errors:
            return "This report has errors"
        case _ if coverage is not None and coverage.exact + coverage.explained:
            return "This report adds up"
        case _:
            return "No errors were found"
