"""Findings as the page lists them: message, numbers, picture, what is likely wrong, advice."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from finmodel.diagnostic import Diagnostic
from finmodel.model.finding import Finding
from finmodel.render.excerpt import excerpt
from finmodel.render.html.origin import fact_origin, origin
from finmodel.render.html.picture import Picture
from finmodel.render.html.suggestion import Suspicion, Suspicions
from finmodel.render.line import quotes_of
from finmodel.render.relation import RelationWords
from finmodel.render.validated import Validated


@frozen
class Figure:
    """A number of a finding: what was done with it, what it is, and the words it was printed in."""

    operation: str
    number: str
    row: int
    name: str
    quotes: list[str]
    place: str


@frozen
class Card:
    """One finding; `rows` are its facts, and `more` stands for findings that are not shown."""

    severity: str = ""
    code: str = ""
    message: str = ""
    figures: tuple[Figure, ...] = ()
    picture: Picture | None = None
    allows: str = ""
    misses: str = ""
    rule: str = ""
    place: str = ""
    remedy: str = ""
    suspicion: Suspicion | None = None
    waived: str = ""
    more: str = ""

    @property
    def rows(self) -> list[int]:
        """The facts that it names, each once."""
        return list(dict.fromkeys(figure.row for figure in self.figures))


def cards(validated: Validated, suspicions: Suspicions | None) -> Iterator[Card]:
    """Yield the findings of a document, of very many of one kind the first, then what is waived."""
    for found in excerpt(validated.findings):
        if isinstance(found, str):
            yield Card(more=f"{found}; all of them are in what `finmodel validate` writes as JSON")
        else:
            yield _card(found, validated, suspicions)
    for each in validated.waived:
        waiver = each.waiver
        words = f"until {waiver.until} by {waiver.owner}: {waiver.reason}"
        yield evolve(_card(each.finding, validated, suspicions), severity="waived", waived=words)


def _card(found: Diagnostic, validated: Validated, suspicions: Suspicions | None) -> Card:
    place = "" if found.source is None else origin(found.source)
    if not isinstance(found, Finding) or not found.terms or validated.report is None:
        rule = found.rule if isinstance(found, Finding) else ""
        return Card(
            str(found.severity),
            found.code,
            found.message,
            rule=rule,
            place=place,
            remedy=found.remedy,
        )
    words = RelationWords(found, validated.report, validated.taxonomy)
    rows = [fact.row for fact in words.facts]
    return Card(
        str(found.severity),
        found.code,
        found.message,
        tuple(_figures(found, words, validated)),
        Picture.of(found, words),
        "" if found.expected is None else words.number(found.expected),
        words.misses,
        "" if found.rule == found.code else found.rule,
        place,
        found.remedy,
        None if suspicions is None else suspicions.about(rows),
    )


def _figures(finding: Finding, words: RelationWords, validated: Validated) -> Iterator[Figure]:
    for term in finding.terms:
        fact = term.fact
        parts = [words.name(term), words.precision(fact)]
        yield Figure(
            term.operation,
            words.value(fact),
            fact.row,
            " · ".join(filter(None, parts)),
            quotes_of(fact),
            fact_origin(fact, validated.places.get(fact.row)),
        )
