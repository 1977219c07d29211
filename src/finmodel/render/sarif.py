"""What validation found, as SARIF 2.1.0 for code scanning and editors.

Section numbers are those of the OASIS standard.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import define, field

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures
from finmodel.model.finding import Finding, Waived
from finmodel.model.fingerprint import fingerprint
from finmodel.model.wording import described, shortened
from finmodel.render.fix import Fix
from finmodel.render.json import document_summary
from finmodel.render.line import quoted
from finmodel.render.page import Page
from finmodel.render.place import Workplace
from finmodel.render.terminal import escaped, visible
from finmodel.render.validated import Conclusion, Validated
from finmodel.source import Source

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
PAGES: Final = "https://finmodel.example/docs/rules/"
"""Where the pages under `docs/rules/` are published."""

_FINGERPRINT: Final = "finmodel/v1"
_BASE: Final = "%SRCROOT%"
_ROOT: Final = "The root of the repository, or the folder where finmodel ran."
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LONGEST_QUOTE: Final = 160
_MOST_LOCATIONS: Final = 1000
"""How many numbers one finding leads to; code scanning reads no more."""

Object = dict[str, Any]


def sarif_log(
    documents: Iterable[Validated],
    *,
    pages: Mapping[str, Page],
    workplace: Workplace,
    version: str,
    exit_code: int,
) -> str:
    """Return the findings of all documents as one SARIF log.

    `pages` are those of finmodel's own codes; the rules of rule files come with the documents.
    Documents below the root of the workplace are named relative to it. `exit_code` is how the run
    ends.
    """
    run = _Run(pages, workplace)
    summaries: list[Object] = []
    for validated in documents:
        run.add(validated)
        content = document_summary(validated)
        summaries.append({key: content[key] for key in ("document", "summary")})
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [run.content(version, exit_code, summaries)],
    }
    return escaped(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


@define
class _Run:
    """One run (section 3.14), filled document by document."""

    pages: Mapping[str, Page]
    workplace: Workplace
    rules: dict[str, tuple[int, Object]] = field(factory=dict)
    artifacts: dict[str, Object] = field(factory=dict)
    results: list[Object] = field(factory=list)
    unreadable: bool = False
    _met: Counter[tuple[str, str]] = field(factory=Counter)

    def add(self, validated: Validated) -> None:
        """Add a document's findings, and those that are waived."""
        self.unreadable |= validated.conclusion is Conclusion.UNREADABLE
        self._artifact(validated.document)["roles"] = ["analysisTarget"]
        stated = {rule.code: rule for rule in validated.rules}
        results: list[tuple[Diagnostic, Waived | None]] = [(f, None) for f in validated.findings]
        results += [(waived.finding, waived) for waived in validated.waived]
        for found, waived in results:
            rule = stated.get(found.code)
            page = Page.of_rule(rule) if rule else self.pages.get(found.code)
            index = self._rule(found, page, is_own=rule is None)
            result = self._result(found, validated, index)
            if waived is not None:
                result["suppressions"] = [_suppression(waived)]
            self.results.append(result)

    def content(self, version: str, exit_code: int, summaries: list[Object]) -> Object:
        """Return the whole run."""
        driver = {
            "name": "finmodel",
            "semanticVersion": version,
            "rules": [descriptor for _, descriptor in self.rules.values()],
        }
        return {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                _BASE: {
                    "description": _message(
                        "The root of the repository, or the folder where finmodel ran."
                    )
                }
            },
            "invocations": [{"executionSuccessful": not self.unreadable, "exitCode": exit_code}],
            "artifacts": list(self.artifacts.values()),
            "results": self.results,
            "properties": {"documents": summaries},
        }

    # --- rules

    def _rule(self, found: Diagnostic, page: Page | None, *, is_own: bool) -> int:
        """Return the index of the descriptor of a code (section 3.49)."""
        if found.code not in self.rules:
            made = _descriptor(found, page, is_own=is_own)
            self.rules[found.code] = len(self.rules), made
        return self.rules[found.code][0]

    # --- results

    def _result(self, found: Diagnostic, validated: Validated, index: int) -> Object:
        """Return the result of a finding (section 3.27)."""
        place, *others = self._locations(found, validated)
        name = fingerprint(found)
        self._met[validated.document, name] += 1
        result: Object = {
            "ruleId": visible(found.code),
            "ruleIndex": index,
            "level": _LEVELS[found.severity],
            "message": _message(f"{found.message} {found.remedy}".rstrip()),
            "locations": [place],
        }
        related = [{"id": number, **other} for number, other in enumerate(others, 1)]
        if related:
            result["relatedLocations"] = related
        result["partialFingerprints"] = {
            _FINGERPRINT: f"{name}:{self._met[validated.document, name]}"
        }
        fix = validated.fixes.get(found)
        if fix is not None and fix.span is not None:
            result["fixes"] = [self._fix(fix, validated)]
        if isinstance(found, Finding) and found.rule:
            result["properties"] = {"rule": visible(found.rule)}
        return result

    def _locations(self, found: Diagnostic, validated: Validated) -> Iterator[Object]:
        """Yield the place of a finding first, then those of its other numbers and of its rule."""
        terms = found.terms[:_MOST_LOCATIONS] if isinstance(found, Finding) else ()
        if terms:
            figures = Figures(validated.taxonomy.is_ratio, (term.fact for term in terms))
        for term in terms:
            fact = term.fact
            source = validated.places.get(fact.row, Source(validated.document))
            words = f"{term.operation} {figures.value(fact)}: ".lstrip()
            words += described(fact, validated.taxonomy.label)
            words += "".join(f", {quoted(shortened(q, _LONGEST_QUOTE))}" for q in fact.quotes[:1])
            yield self._location(source, fact, words)
        if found.source is not None:
            yield self._location(found.source, None, "The rule." if terms else "")
        elif not terms:
            yield self._location(Source(validated.document), None, "")

    def _location(self, source: Source, fact: Fact | None, words: str) -> Object:
        """Return a place (section 3.28)."""
        physical: Object = {"artifactLocation": self._artifact_location(source.document)}
        if source.line is not None:
            physical["region"] = {"startLine": source.line}
            if source.column is not None:
                physical["region"]["startColumn"] = source.column
        location: Object = {"physicalLocation": physical}
        logical: Object = {} if fact is None else {"name": visible(fact.id), "kind": "fact"}
        if source.part:
            logical["fullyQualifiedName"] = visible(source.part)
        if logical:
            location["logicalLocations"] = [logical]
        if words:
            location["message"] = _message(words)
        return location

    def _fix(self, fix: Fix, validated: Validated) -> Object:
        """Return the one replacement that a fix consists of (section 3.55)."""
        assert fix.span is not None  # noqa: S101 - a fix without a place is none in SARIF
        span = fix.span
        region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.end}
        name = described(fix.fact, validated.taxonomy.label)
        said = f"{name}: {fix.text} instead of {fix.fact.text}, if no other number is wrong."
        replacement = {"deletedRegion": region, "insertedContent": {"text": fix.text}}
        change = {
            "artifactLocation": self._artifact_location(span.document),
            "replacements": [replacement],
        }
        return {"description": _message(said), "artifactChanges": [change]}

    # --- documents

    def _artifact(self, document: str) -> Object:
        uri, is_relative = self.workplace.relative_uri(document)
        base = {"uriBaseId": _BASE} if is_relative else {}
        made: Object = {"location": {"uri": uri, **base, "index": len(self.artifacts)}}
        return self.artifacts.setdefault(uri, made)

    def _artifact_location(self, document: str) -> Object:
        return dict(self._artifact(document)["location"])


def _descriptor(found: Diagnostic, page: Page | None, *, is_own: bool) -> Object:
    """Return what there is to know about a code.

    The words of a rule file are given as plain text only, since nothing in them is Markdown.
    """
    local_name = found.code.rpartition(":")[2]
    made: Object = {
        "id": visible(found.code),
        "name": visible(local_name[:1].upper() + local_name[1:]),
    }
    if page is None:
        return made
    text = "\n".join(page.lines())
    made["shortDescription"] = _message(page.says)
    made["fullDescription"] = _message(_full(page))
    made["defaultConfiguration"] = {"level": _LEVELS[page.severity]}
    made["help"] = _message(text)
    if is_own:
        made["help"]["markdown"] = page.markdown()
        made["helpUri"] = f"{PAGES}{page.stem}.md"
    made["properties"] = {"tags": [visible(found.code.partition(":")[0])]}
    return made


def _full(page: Page) -> str:
    why = next((text for heading, text in page.sections if heading in ("Why", "Remedy")), "")
    return f"{page.says} {why}".rstrip()


def _suppression(waived: Waived) -> Object:
    """Return what a waiver says (section 3.35)."""
    waiver = waived.waiver
    return {
        "kind": "external",
        "status": "accepted",
        "justification": visible(waiver.reason),
        "properties": {"owner": visible(waiver.owner), "until": waiver.until.isoformat()},
    }


def _message(text: str) -> Object:
    """Return a plain text message without placeholders (3.11.5) and embedded links (3.11.6)."""
    lines = "\n".join(map(visible, text.split("\n")))
    return {"text": lines.replace("{", "{{").replace("}", "}}").replace("](", "] (")}
