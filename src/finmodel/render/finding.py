"""Findings as text: what is wrong, each number and its origin, what the others allow, advice."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from finmodel.diagnostic import Diagnostic
from finmodel.model.finding import Finding, Waived
from finmodel.render.line import entry, line, origin_of
from finmodel.render.relation import RelationWords
from finmodel.render.terminal import visible
from finmodel.render.validated import Validated


def finding_lines(found: Diagnostic, validated: Validated) -> Iterator[str]:
    """Yield the lines of one finding or diagnostic, safe to be shown."""
    yield visible(f"{found.severity} {found.code}  {found.message}")
    if isinstance(found, Finding) and found.terms and validated.report is not None:
        yield ""
        words = RelationWords(found, validated.report, validated.taxonomy)
        yield from _relation_lines(found, words, validated)
        yield ""
    for role, text in _advice(found):
        yield line(role, text)
    yield ""


def waived_lines(waived: Waived, validated: Validated) -> Iterator[str]:
    """Yield the lines of a finding that is waived, and who answers for it until when."""
    waiver = waived.waiver
    first, *others = finding_lines(waived.finding, validated)
    yield f"waived {first}"
    yield from others[:-1]
    yield line("waived", f"until {waiver.until} by {waiver.owner}: {waiver.reason}")
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


def _relation_lines(finding: Finding, words: RelationWords, validated: Validated) -> Iterator[str]:
    """Yield the numbers of a finding, what the others allow, and by how much the claim misses."""
    numbers = [words.value(term.fact) for term in finding.terms]
    width = max(map(len, numbers))
    for term, number in zip(finding.terms, numbers, strict=True):
        parts = [words.name(term)]
        if len(words.precisions) > 1:
            parts.append(words.precision(term.fact))
        details = " · ".join(filter(None, parts))
        origin = origin_of(term.fact, validated.places.get(term.fact.row))
        yield from entry(term.operation, f"{number:>{width}}", details, origin)
    if finding.expected is None or finding.reported is None:
        return
    shared = ", ".join(words.precisions) if len(words.precisions) == 1 else ""
    each = f"  (each number {shared})" if shared else ""
    yield line("allows", f"{words.number(finding.expected)}{each}")
    if words.makes:
        yield line("makes", words.makes)
    if words.misses:
        yield line("misses", words.misses)
