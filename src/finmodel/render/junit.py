"""What validation found, as JUnit XML for build servers: a suite a document, a case a check."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from lxml import etree

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.finding import Checked, Verdict
from finmodel.render.finding import finding_lines
from finmodel.render.summary import counted, summary_line
from finmodel.render.terminal import visible
from finmodel.render.validated import Validated

_NO_CHARACTER: Final = re.compile("[\ufffe\uffff]")
"""What no XML may have, beside what `visible` has a sign for."""


def junit_xml(
    documents: Iterable[Validated],
    *,
    codes: Sequence[str],
    fail_on: Severity | None,
    relations: Mapping[str, Iterable[Checked]],
) -> str:
    """Return the findings of all documents as test suites.

    A case stands for each of `codes`, those of the checks that there are, for each rule of the rule
    files, and for each other code that was found. It fails where it has findings of the severity
    `fail_on` or worse, in one failure, since many readers take only the first; milder ones are what
    it prints. It is skipped where it could not be checked: a rule is checked where one of the
    `relations` of the document, by its name, is its own and has all its numbers.
    """
    root = etree.Element("testsuites", name="finmodel")
    for validated in documents:
        own = relations.get(validated.document, ())
        evaluated = {each.code for each in own if each.verdict is not Verdict.NOT_EVALUATED}
        root.append(_suite(validated, codes, fail_on, evaluated))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _suite(
    validated: Validated,
    codes: Sequence[str],
    fail_on: Severity | None,
    evaluated: Collection[str],
) -> etree._Element:
    by_code: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for found in validated.findings:
        by_code[found.code].append(found)
    cases = dict.fromkeys([*by_code, *codes, *(rule.code for rule in validated.rules)])
    suite = etree.Element("testsuite", name=_text(validated.document))
    failures = skipped = 0
    for code in cases:
        case = etree.SubElement(
            suite, "testcase", classname=_text(validated.document), name=_text(code)
        )
        of_code = by_code[code]
        bad = [each for each in of_code if _fails(each, fail_on)]
        if bad:
            failures += 1
            _failure(case, bad, validated)
        elif not of_code and (reason := _unchecked(code, validated, evaluated)):
            skipped += 1
            etree.SubElement(case, "skipped", message=reason)
        if mild := [each for each in of_code if not _fails(each, fail_on)]:
            etree.SubElement(case, "system-out").text = _words(mild, validated)
    etree.SubElement(suite, "system-out").text = _text(summary_line(validated))
    counts = {"tests": len(cases), "failures": failures, "errors": 0, "skipped": skipped}
    suite.attrib.update({key: str(count) for key, count in counts.items()})
    return suite


def _fails(found: Diagnostic, fail_on: Severity | None) -> bool:
    return fail_on is not None and found.severity >= fail_on


def _unchecked(code: str, validated: Validated, evaluated: Collection[str]) -> str:
    """Return why nothing was checked for a code without findings; empty where something was."""
    if validated.report is None:
        return "The document cannot be read."
    if not validated.has_taxonomy:
        return "The taxonomy cannot be had."
    is_rule = any(rule.code == code for rule in validated.rules)
    return "" if not is_rule or code in evaluated else "A number that it needs is not reported."


def _failure(case: etree._Element, found: Sequence[Diagnostic], validated: Validated) -> None:
    more = f" (the first of {counted(len(found), 'finding')})" if len(found) > 1 else ""
    worst = max(each.severity for each in found)
    message = _text(f"{found[0].message}{more}")
    failure = etree.SubElement(case, "failure", type=str(worst), message=message)
    failure.text = _words(found, validated)


def _words(found: Iterable[Diagnostic], validated: Validated) -> str:
    lines = (line for each in found for line in finding_lines(each, validated))
    return "\n".join(_NO_CHARACTER.sub("\ufffd", line) for line in lines)


def _text(text: str) -> str:
    return _NO_CHARACTER.sub("\ufffd", visible(text))
