"""What validation found, as JSON for programs; `schema/finmodel/findings.schema.json` describes it.

Numbers are strings and exact, with `numerator/denominator` where decimals would not end.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.dimension import Member
from finmodel.model.fact import Fact
from finmodel.model.figure import number_of
from finmodel.model.finding import Coverage, Finding, Term, Waived
from finmodel.model.fingerprint import fingerprint
from finmodel.model.report import Report
from finmodel.numeric import Interval
from finmodel.qname import Namespaces, QName
from finmodel.render.terminal import escaped
from finmodel.render.validated import Conclusion, Validated
from finmodel.source import Source

DOCUMENT_TYPE: Final = "https://finmodel.example/2026/findings"

_NOTHING_CHECKED: Final = Coverage(0, 0, 0, 0, 0, ())
_MOST_MEMBERS: Final = 100
"""No fact that means something has more; each finding about one that has would repeat them."""

_OPERATIONS: Final = {"−": "-", "÷": "/"}

Object = dict[str, Any]


def findings_json(documents: Iterable[Validated]) -> str:
    """Return the findings of all documents, with a summary of each and of all together."""
    namespaces = Namespaces()
    findings: list[Object] = []
    waived: list[Object] = []
    reports: list[Object] = []
    for validated in documents:
        names = Names(namespaces, validated.report)
        findings += [finding_content(found, validated, names) for found in validated.findings]
        waived += [waived_content(each, validated, names) for each in validated.waived]
        reports.append(document_summary(validated))
    content = {
        "documentType": DOCUMENT_TYPE,
        "summary": total([report["summary"] for report in reports]),
        "findings": findings,
        "waived": waived,
        "reports": reports,
        "namespaces": dict(sorted(namespaces.items())),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def exact(number: Fraction) -> str:
    """Return a number in full: `-0.125`, or `1/3` where its decimals would not end."""
    rest, twos = _divided(number.denominator, 2)
    rest, fives = _divided(rest, 5)
    if rest > 1:
        return f"{_digits(number.numerator)}/{_digits(number.denominator)}"
    places = max(twos, fives)
    whole, part = divmod(abs(number.numerator) * 10**places // number.denominator, 10**places)
    sign = "-" if number < 0 else ""
    return f"{sign}{_digits(whole)}" + (f".{_digits(part).zfill(places)}" if places else "")


def _divided(number: int, factor: int) -> tuple[int, int]:
    """Return a number freed of a factor, and how often it had it."""
    count = 0
    while number % factor == 0:
        number, count = number // factor, count + 1
    return number, count


def _digits(number: int) -> str:
    return f"{Decimal(number):f}"  # an `int` of many digits does not become a string by itself


def document_summary(validated: Validated) -> Object:
    """Return the verdict on a document, its counts, and the numbers that nothing checks."""
    coverage = validated.coverage or _NOTHING_CHECKED
    severities = Counter(found.severity for found in validated.findings)
    return {
        "document": validated.document,
        "summary": {
            "verdict": validated.conclusion.name.lower(),
            "errors": severities[Severity.ERROR],
            "warnings": severities[Severity.WARNING],
            "infos": severities[Severity.INFO],
            "leftOut": len(validated.left_out),
            "waived": len(validated.waived),
            "relations": {
                "exact": coverage.exact,
                "explained": coverage.explained,
                "broken": coverage.broken,
                "notEvaluated": coverage.not_evaluated,
            },
            "numbers": coverage.numbers,
            "unchecked": len(coverage.untouched),
        },
        "unchecked": [fact.id for fact in coverage.untouched],
    }


def total(summaries: Sequence[Object]) -> Object:
    """Return the sum of summaries; its verdict is the worst of theirs."""
    found: Object = {}
    for key, value in summaries[0].items():
        values = [each[key] for each in summaries]
        if isinstance(value, dict):
            found[key] = total(values)
        elif isinstance(value, int):
            found[key] = sum(values)
        else:
            found[key] = max(values, key=lambda verdict: Conclusion[verdict.upper()])
    return found


class Names:
    """Writes names with the prefixes of their report, as far as no other has taken them."""

    def __init__(self, namespaces: Namespaces, report: Report | None) -> None:
        self._namespaces = namespaces
        own = report.namespaces if report else Namespaces()
        for prefix, uri in own.items():
            if prefix and prefix not in namespaces and uri not in namespaces.values():
                namespaces[prefix] = uri

    def fact(self, fact: Fact) -> Object:
        """Return what a fact states."""
        entity, unit, members = fact.entity, fact.unit, fact.dimension_set.members
        stated = {
            "id": fact.id,
            "concept": self.name(fact.concept),
            "value": fact.text,
            "decimals": _decimals(fact),
            "unit": unit and unit.text(self._namespaces),
            "entity": entity and self.name(QName(entity.scheme, entity.identifier)),
            "period": fact.period.text,
            "language": fact.language,
            "dimensions": self.members(dict(members[:_MOST_MEMBERS])),
        }
        if len(members) > _MOST_MEMBERS:
            stated["dimensionsLeftOut"] = len(members) - _MOST_MEMBERS
        return stated

    def name(self, name: QName) -> str:
        """Return a name with its prefix."""
        return self._namespaces.name(name)

    def members(self, members: Mapping[QName, Member]) -> dict[str, str | None]:
        """Return dimensions with the members or values that they take."""
        return {
            self.name(dimension): self.name(member) if isinstance(member, QName) else member.value
            for dimension, member in members.items()
        }


def _decimals(fact: Fact) -> int | str | None:
    return "INF" if fact.decimals is None and number_of(fact) is not None else fact.decimals


def finding_content(found: Diagnostic, validated: Validated, names: Names) -> Object:
    """Return a finding with the numbers that it is about."""
    finding = found if isinstance(found, Finding) else None
    return {
        "document": validated.document,
        "code": found.code,
        "fingerprint": fingerprint(found),
        "rule": finding.rule if finding else "",
        "severity": str(found.severity),
        "message": found.message,
        "remedy": found.remedy,
        "source": found.source and located(found.source),
        "facts": [_term(term, validated, names) for term in finding.terms] if finding else [],
        "expected": finding and finding.expected and ends(finding.expected),
        "reported": finding and finding.reported and ends(finding.reported),
    }


def waived_content(waived: Waived, validated: Validated, names: Names) -> Object:
    """Return a finding that is waived, and who answers for it until when."""
    waiver = waived.waiver
    return {
        "finding": finding_content(waived.finding, validated, names),
        "waiver": {
            "owner": waiver.owner,
            "reason": waiver.reason,
            "until": waiver.until.isoformat(),
            "source": waiver.source and located(waiver.source),
        },
    }


def _term(term: Term, validated: Validated, names: Names) -> Object:
    source = validated.places.get(term.fact.row)
    return {
        "role": _OPERATIONS.get(term.operation, term.operation),
        "isClaim": term.is_claim,
        **names.fact(term.fact),
        "source": {
            **located(source or Source(validated.document)),
            "quotes": list(term.fact.quotes),
        },
    }


def located(source: Source) -> Object:
    """Return a place in a document."""
    return {
        "document": source.document,
        "line": source.line,
        "column": source.column,
        "part": source.part,
    }


def ends(interval: Interval) -> Object:
    """Return the ends of an interval; null stands for none."""
    return {
        "low": None if interval.low is None else exact(interval.low),
        "high": None if interval.high is None else exact(interval.high),
        "lowOpen": interval.low_open,
        "highOpen": interval.high_open,
    }
