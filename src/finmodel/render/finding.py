"""Findings as text: what is wrong, each number and its origin, what the others allow, advice."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from finmodel.diagnostic import Diagnostic
from finmodel.model.dimension import DimensionSet
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures, number_of
from finmodel.model.finding import Finding, Term
from finmodel.model.report import Report
from finmodel.model.wording import aspects, first_few, members
from finmodel.numeric import Interval
from finmodel.qname import QName
from finmodel.render.line import entry, line, origin_of
from finmodel.render.terminal import visible
from finmodel.render.validated import Validated


def finding_lines(found: Diagnostic, validated: Validated) -> Iterator[str]:
    """Yield the lines of one finding or diagnostic, safe to be shown."""
    yield visible(f"{found.severity} {found.code}  {found.message}")
    if isinstance(found, Finding) and found.terms and validated.report is not None:
        yield ""
        yield from _Relation(found, validated, validated.report).lines()
        yield ""
    for role, text in _advice(found):
        yield line(role, text)
    yield ""


def _advice(found: Diagnostic) -> Iterator[tuple[str, str]]:
    is_of_rule_file = isinstance(found, Finding) and found.rule == found.code
    if isinstance(found, Finding) and found.rule and not is_of_rule_file:
        yield "rule", found.rule
    if found.source is not None:
        yield "rule" if is_of_rule_file else "at", str(found.source)
    if found.remedy:
        yield "remedy", found.remedy
    see = f"finmodel explain {found.code}"
    if is_of_rule_file and found.source is not None:
        see += f" --rules {shlex.quote(found.source.document)}"
    yield "see", see


class _Relation:
    """The numbers of one finding, and what follows from them."""

    def __init__(self, finding: Finding, validated: Validated, report: Report) -> None:
        self._finding = finding
        self._validated = validated
        self._report = report
        self._label = validated.taxonomy.label
        self._figures = Figures(validated.taxonomy.is_ratio, finding.facts)
        self._claim = finding.terms[0].fact

    def lines(self) -> Iterator[str]:
        numbers = [self._figures.value(term.fact) for term in self._finding.terms]
        width = max(map(len, numbers))
        precisions = {self._precision(fact) for fact in self._finding.facts}
        for term, number in zip(self._finding.terms, numbers, strict=True):
            parts = [self._name(term)]
            if len(precisions) > 1:
                parts.append(self._precision(term.fact))
            details = " · ".join(filter(None, parts))
            origin = origin_of(term.fact, self._validated.places.get(term.fact.row))
            yield from entry(term.operation, f"{number:>{width}}", details, origin)
        yield from self._consequences(precisions)

    def _consequences(self, precisions: set[str]) -> Iterator[str]:
        """Yield what the other numbers allow, and by how much the claim misses that."""
        expected, reported = self._finding.expected, self._finding.reported
        if expected is None or reported is None:
            return
        shared = ", ".join(precisions) if len(precisions) == 1 else ""
        each = f"  (each number {shared})" if shared else ""
        yield line("allows", f"{self._number(expected)}{each}")
        number = number_of(self._claim)
        if number is not None and number not in reported:
            yield line("makes", self._number(reported))
        gap = expected.gap(reported)
        distance = self._figures.difference(self._claim, gap)
        if gap and all(fact.decimals is None for fact in self._finding.facts):
            yield line("misses", f"by {distance}, and every number is exact")
        elif gap:
            yield line("misses", f"by at least {distance}, which rounding cannot explain")

    def _number(self, number: Interval) -> str:
        return self._figures.number(self._claim, number)

    def _precision(self, fact: Fact) -> str:
        if number_of(fact) is None:
            return ""
        return self._figures.precision(fact, self._report.rounding_of(fact.concept))

    def _name(self, term: Term) -> str:
        """Return what a number is about, as far as the claim has not said it already."""
        fact, claim = term.fact, self._claim
        names = self._differences(fact.dimension_set, claim.dimension_set)
        if fact.concept != claim.concept:
            names = [aspects(fact, self._label)[0], *names]
        return ", ".join(names)

    def _differences(self, place: DimensionSet, claims: DimensionSet) -> list[str]:
        """Return the words for the members and the period of a place that the claim's has not."""
        if place is claims:
            return []
        said = set(claims.members)
        taken = {dimension for dimension, _ in place.members}
        own = [pair for pair in place.members if pair not in said]
        wholes = [dimension for dimension, _ in claims.members if dimension not in taken]
        return [
            *members(own, self._label),
            *([] if place.period == claims.period else [str(place.period)]),
            *first_few(wholes, self._whole, "totals"),
        ]

    def _whole(self, dimension: QName) -> str:
        """Return the words for a dimension at its default, where the claim is at a part of it."""
        default = self._validated.taxonomy.dimensional.defaults.get(dimension)
        return self._label(default) if default else f"no {self._label(dimension)}"
