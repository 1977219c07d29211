"""Waivers: findings that somebody answers for until a day, so that they fail nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Final

from attrs import evolve, frozen

from finmodel.diagnostic import Diagnostic, Fault, Severity
from finmodel.model.finding import Finding, Result, Waived
from finmodel.model.fingerprint import fingerprint
from finmodel.qname import QName
from finmodel.source import Source

EXPIRED: Final = Fault(
    "fm:waiverExpired",
    "A waiver has come to its end, so what it waived is a finding again.",
    "Correct what it is about, or let its owner set another day and say why.",
)
UNUSED: Final = Fault(
    "fm:waiverUnused",
    "A waiver is for something that is not found any more.",
    "Correct its code or document where it is misspelt, else take it out: it would hide the same "
    "finding if it came again.",
    severity=Severity.WARNING,
)


@frozen
class Waiver:
    """One waiver: the findings that it is for, who answers for them, why, and until which day.

    A finding must have its `code` and whatever else is given: `document` is a pattern for the end
    of its path, `concept` a name with or without its prefix. `until` is the last day on which it
    holds; `source` is where it is written.
    """

    code: str
    owner: str
    reason: str
    until: date
    document: str = ""
    concept: str = ""
    rule: str = ""
    fingerprint: str = ""
    source: Source | None = None

    def is_over(self, today: date) -> bool:
        """Tell whether it holds no more."""
        return today > self.until

    def is_for_document(self, document: str) -> bool:
        """Tell whether it is for findings in a document."""
        if not self.document:
            return True
        try:
            return PurePath(document).match(self.document)
        except ValueError:  # a pattern without a name, such as a dot
            return False

    def is_for(self, found: Diagnostic, namespaces: Mapping[str, str]) -> bool:
        """Tell whether it is for a finding; `namespaces` has the prefixes of its concepts."""
        finding = found if isinstance(found, Finding) else None
        return (
            found.code == self.code
            and (not self.rule or (finding is not None and finding.rule == self.rule))
            and (not self.concept or self._names_one(finding, namespaces))
            and (not self.fingerprint or fingerprint(found) == self.fingerprint)
        )

    def _names_one(self, finding: Finding | None, namespaces: Mapping[str, str]) -> bool:
        prefix, _, local_name = self.concept.rpartition(":")
        concepts = {fact.concept for fact in finding.facts} if finding else set[QName]()
        return any(
            name.local_name == local_name
            and (not prefix or namespaces.get(prefix) == name.namespace)
            for name in concepts
        )


def waive(
    result: Result,
    waivers: Iterable[Waiver],
    *,
    today: date,
    document: str = "",
    namespaces: Mapping[str, str] | None = None,
) -> Result:
    """Return a result in which the findings that waivers are for are waived.

    `today` decides which waivers hold. `document` and `namespaces` are those of the report, for
    waivers that name a document or a concept with its prefix.
    """
    holding = [w for w in waivers if not w.is_over(today) and w.is_for_document(document)]
    findings: list[Diagnostic] = []
    waived = list(result.waived)
    for found in result.findings:
        waiver = next((w for w in holding if w.is_for(found, namespaces or {})), None)
        if waiver is None:
            findings.append(found)
        else:
            waived.append(Waived(found, waiver))
    return evolve(result, findings=tuple(findings), waived=tuple(waived))


def lapsed(
    waivers: Sequence[Waiver], waived: Iterable[Waived], *, today: date
) -> tuple[Diagnostic, ...]:
    """Return the findings about waivers: those that are over, and those that waive nothing.

    `waived` is what all results that the waivers were for have of them.
    """
    used = {each.waiver for each in waived}
    found: list[Diagnostic] = []
    for waiver in waivers:
        place = f" in {waiver.document}" if waiver.document else ""
        name = f"{waiver.owner}'s waiver of {waiver.code}{place}"
        if waiver.is_over(today):
            said = f"{name} ended on {waiver.until}."
            found.append(EXPIRED(said, waiver.source))
        elif waiver not in used:
            said = f"{name} waives nothing."
            found.append(UNUSED(said, waiver.source))
    return tuple(found)
