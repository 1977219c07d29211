"""One self-contained page about one report: it asks nobody for anything, and works offline."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from finmodel.bulk import uncollected
from finmodel.diagnostic import Severity
from finmodel.model.finding import Checked, Coverage, Verdict
from finmodel.proof.prove import Answer
from finmodel.render.html.card import cards
from finmodel.render.html.detail import Details
from finmodel.render.html.grid import grids
from finmodel.render.html.mark import Mark, marks
from finmodel.render.html.origin import document_name
from finmodel.render.html.suggestion import Suspicions
from finmodel.render.html.trend import Trends
from finmodel.render.proof import verdict_line
from finmodel.render.proven import Proven
from finmodel.render.sheet import Sheets
from finmodel.render.summary import WORDS, counted, severities, uncovered
from finmodel.render.terminal import visible
from finmodel.render.validated import Conclusion, Validated
from finmodel.render.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

_WIDE: Final = 1000


class TemplatesMissingError(ImportError):
    """The library of templates is not installed; the message says how to get it."""


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
        return _rendered(_environment(), validated, tuple(relations), proven, language)


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
    style, script = _file("page.css"), _file("page.js")
    return environment.get_template("page.html").render(
        language=language,
        document=document_name(validated.document),
        entities=_entities(validated),
        title=_title(validated),
        conclusion=validated.conclusion.name.lower(),
        verdict=WORDS[validated.conclusion],
        severities=severities(validated.findings),
        left_out=severities(validated.left_out) if validated.left_out else "",
        has_taxonomy=validated.has_taxonomy,
        coverage=None if validated.coverage is None else _shares(validated.coverage),
        uncovered="" if validated.coverage is None else uncovered(validated.coverage),
        proof=None if proven is None else _Proof(_together(proven), verdict_line(proven)),
        cards=shown,
        others=others,
        statements=statements,
        marks=_counted(found),
        style=_markup(style),
        script=_markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=_markup(Details(validated, words, found).json(known)),
    )


def _environment() -> Environment:
    """Return templates that escape everything, and show what would act in a text as a sign."""
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError as error:
        message = "this needs jinja2: pip install 'finmodel[html]'"
        raise TemplatesMissingError(message, name="jinja2") from error
    return Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )


def _finalized(value: object) -> object:
    """Return what a template puts in a page; what is markup already is left as it is."""
    return visible(value) if type(value) is str else value


def _file(name: str) -> str:
    return files("finmodel.render.html").joinpath(name).read_text(encoding="utf-8")


def _markup(text: str) -> Any:  # noqa: ANN401 - the library is only there when it is used
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - it is ours, or JSON in which everything is escaped


def _hash(text: str) -> str:
    """Return what allows exactly this text in a content security policy."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@frozen
class Share:
    """A part of a bar, from a position of a thousand on."""

    style: str
    words: str
    count: int
    start: int
    width: int


def _shares(coverage: Coverage) -> list[Share]:
    """Return the parts of the bar of relations."""
    counts = {
        "exact": (Verdict.EXACT, coverage.exact),
        "rounded": (Verdict.EXPLAINED, coverage.explained),
        "broken": (Verdict.BROKEN, coverage.broken),
        "open": (Verdict.NOT_EVALUATED, coverage.not_evaluated),
    }
    total = sum(count for _, count in counts.values())
    shares, done = [], 0
    for style, (verdict, count) in counts.items():
        if count:
            start = done * _WIDE // total
            done += count
            width = max(done * _WIDE // total - start, 4)
            shares.append(Share(style, verdict.value, count, start, width))
    return shares


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
    count = counted(len(proven.proof.conflicts), "independent contradiction")
    said = f"Taken together, the numbers cannot all be right: {count}"
    explained = 0 if proven.diagnosis is None else proven.diagnosis.explained_by_one
    if not explained:
        return f"{said}."
    return f"{said}, of which one wrong number each would explain {explained:,}."


def _counted(found: Sequence[Mark]) -> dict[Mark, int]:
    shown = (Mark.BROKEN, Mark.ROUNDED, Mark.UNCHECKED)
    return {mark: count for mark in shown if (count := found.count(mark))}


def _entities(validated: Validated) -> list[str]:
    if validated.report is None:
        return []
    entities = (str(one.entity or "") for one in validated.report.columns.dimension_sets)
    return list(dict.fromkeys(filter(None, entities)))[:3]


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
