"""JUnit XML, workflow commands and JSON lines: their constraints, and hostile text in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from lxml import etree
from referencing import Registry, Resource

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.finding import Checked, Verdict
from finmodel.render.github import github_lines
from finmodel.render.jsonl import finding_lines
from finmodel.render.junit import junit_xml
from finmodel.render.place import Workplace
from finmodel.render.validated import Validated
from finmodel.source import Source
from tests.golden.test_golden import RULE_FILE
from tests.golden.test_machine import documents
from tests.unit.render.test_json import ROOT, SCHEMA, a_report, about

WORKPLACE = Workplace.at(Path("/reports"))
HOSTILE = "50% <script>&]]>,a:b\r\n::error::x\x1b[2J\u202e\x00\ufffe\ud800"
FOUND = Diagnostic("fm:strayText", Severity.ERROR, HOSTILE, HOSTILE, Source(HOSTILE, 3, 4))


def suites(
    *validated: Validated,
    codes: tuple[str, ...] = (),
    fail_on: Severity | None = Severity.ERROR,
    relations: Mapping[str, Iterable[Checked]] = MappingProxyType({}),
) -> etree._Element:
    text = junit_xml(validated, codes=codes, fail_on=fail_on, relations=relations)
    return etree.fromstring(text.encode())


# --- JUnit XML


def test_counts_are_those_of_the_cases() -> None:
    root = suites(*documents(), codes=("fm:totalMismatch", "fm:ratioMismatch"))
    for element in (root, *root.iter("testsuite")):
        assert element.get("tests") == str(len(list(element.iter("testcase"))))
        assert element.get("failures") == str(len(list(element.iter("failure"))))
    for case in root.iter("testcase"):
        assert case.get("name")
        assert case.get("classname")
        assert len(case.findall("failure")) + len(case.findall("skipped")) <= 1


def test_a_case_fails_by_the_severity_that_fails_the_run() -> None:
    mild = Diagnostic("fm:strayText", Severity.WARNING, "odd")
    validated = Validated("a.xml", (mild,), a_report())
    for fail_on, failures in ((Severity.ERROR, 0), (Severity.WARNING, 1), (None, 0)):
        root = suites(validated, fail_on=fail_on)
        assert root.get("failures") == str(failures)
        (case,) = root.iter("testcase")
        assert "odd" in "".join(str(text) for text in case.itertext())


def test_what_could_not_be_checked_is_skipped() -> None:
    for validated in (
        Validated("a.xml", ()),
        Validated("a.xml", (), a_report(), has_taxonomy=False),
    ):
        root = suites(validated, codes=("fm:totalMismatch",))
        assert root[0].get("skipped") == "1"
        assert root.findall(".//skipped")


@pytest.mark.parametrize(
    ("verdict", "skipped"),
    [(Verdict.EXACT, "0"), (Verdict.EXPLAINED, "0"), (Verdict.NOT_EVALUATED, "1"), (None, "1")],
)
def test_a_rule_is_skipped_where_it_had_not_all_its_numbers(
    verdict: Verdict | None, skipped: str
) -> None:
    (rule, _) = RULE_FILE.rules
    own = [] if verdict is None else [Checked(rule.code, "", "", verdict, ())]
    other = Checked("acme:other", "", "", Verdict.EXACT, ())
    root = suites(
        Validated("a.xml", (), a_report(), rules=(rule,)), relations={"a.xml": [*own, other]}
    )
    assert root[0].get("skipped") == skipped


def test_hostile_text_is_text() -> None:
    root = suites(Validated(HOSTILE, (FOUND, about(a_report())), a_report()))
    assert {element.tag for element in root.iter()} <= {
        *("testsuites", "testsuite", "testcase", "failure", "system-out")
    }


# --- workflow commands


def test_every_line_is_one_command_or_none() -> None:
    findings = (FOUND, about(a_report()))
    lines = list(github_lines([Validated(HOSTILE, findings, a_report())], workplace=WORKPLACE))
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 2
    assert len(lines) == 3
    for line in lines:
        assert not re.search("[\r\n\x00\x1b\u202e]", line)
    properties, text = commands[0].removeprefix("::error ").split("::", 1)
    assert [each.partition("=")[0] for each in properties.split(",")] == [
        *("file", "line", "col", "title")
    ]
    assert "%3A" in properties
    assert "%2C" in properties
    assert text.startswith("50%25 ")


def test_no_name_is_a_command() -> None:
    lines = list(github_lines([Validated("::stop-commands::x", ())], workplace=WORKPLACE))
    assert not [line for line in lines if line.startswith(":")]


def test_files_are_named_from_the_root_of_the_repository() -> None:
    found = evolve(FOUND, source=Source("/reports/2008/q3.json", 7))
    (command, _) = github_lines([Validated("x", (found,))], workplace=WORKPLACE)
    assert command.startswith("::error file=2008/q3.json,line=7,title=fm%3AstrayText::")


def test_of_very_many_findings_the_first_are_commands() -> None:
    lines = list(github_lines([Validated("x", (FOUND,) * 60)], workplace=WORKPLACE))
    assert sum(line.startswith("::") for line in lines) == 50
    assert "10 more" in lines[-2]


# --- JSON lines


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    path = ROOT / "schema" / "finmodel" / "finding-line.schema.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    whole = Resource.from_contents(SCHEMA)
    return jsonschema.Draft202012Validator(
        content, registry=Registry().with_resource(SCHEMA["$id"], whole)
    )


def test_lines_are_as_the_schema_says(schema: jsonschema.Draft202012Validator) -> None:
    hostile = Validated(HOSTILE, (FOUND, about(a_report())), a_report())
    kinds = set()
    for line in finding_lines([*documents(), hostile]):
        assert not re.search("[\r\n\x00\x1b\u202e]", line)
        content = json.loads(line)
        schema.validate(content)
        kinds.add(content["kind"])
    assert kinds == {"finding", "waived", "report", "total"}


def test_a_line_is_written_before_the_next_document_is_looked_at() -> None:
    def endless() -> Iterator[Validated]:
        while True:
            yield Validated("x", (FOUND,))

    kinds = [json.loads(line)["kind"] for line in islice(finding_lines(endless()), 4)]
    assert kinds == ["finding", "report", "finding", "report"]


def test_paths_are_those_of_the_repository_wherever_it_is_worked_in() -> None:
    workplace = Workplace.at(Path("/repository/finance"), Path("/repository"))
    found = Diagnostic("fm:x", Severity.ERROR, "Said.", "", Source("x.json", 3))
    (command, _) = github_lines([Validated("x.json", (found,))], workplace=workplace)
    assert command.startswith("::error file=finance/x.json,line=3,")
    assert workplace.relative_uri("../a b.json") == ("a%20b.json", True)
    assert workplace.relative_uri("../../c.json") == ("file:///c.json", False)


def test_a_root_that_is_elsewhere_is_none() -> None:
    workplace = Workplace.at(Path("/reports"), Path("/repository"))
    assert workplace.relative_path("x.json") == "x.json"
