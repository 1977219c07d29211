from __future__ import annotations

import json
import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from importlib import resources

import pytest
from attrs import evolve

from finmodel.formats.document import CANNOT_OPEN
from finmodel.language.rulefile import read_rule_file
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.entity import Entity
from finmodel.model.finding import Waived
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.model.waiver import Waiver
from finmodel.proof.diagnosis import diagnose
from finmodel.proof.prove import prove
from finmodel.render.html.page import report_html
from finmodel.render.html.template import TemplatesMissingError
from finmodel.render.proven import Proven
from finmodel.render.validated import Validated
from finmodel.rules.case import Case
from finmodel.rules.relation.checked import checked_relations
from finmodel.source import Source
from finmodel.taxonomy.declaration import (
    Declaration,
    credit,
    debit,
    duration,
    explicit,
    member,
    monetary,
    statement,
    total,
)
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of, validate_case
from tests.golden.acme import RULES, Acme, clean_report, correct_report, report

VOID = {"meta", "link", "br", "img", "input", "hr"}


def acme(made: Report | None = None, taxonomy: Taxonomy | None = Acme.taxonomy) -> Case:
    rules = [read_rule_file(RULES, "acme.rules.toml")]
    case, _ = case_of(report() if made is None else made, taxonomy=taxonomy, rules=rules)
    return case


def validated(case: Case) -> Validated:
    result = validate_case(case)
    return Validated(
        "acme.json",
        result.findings,
        case.report,
        result.coverage,
        case.taxonomy,
        result.has_taxonomy,
    )


def page(case: Case, proven: Proven | None = None, language: str = "en") -> str:
    return report_html(validated(case), checked_relations(case), proven, language=language)


def data(html: str) -> dict[str, list[list[object]]]:
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    found: dict[str, list[list[object]]] = json.loads(block[1])
    return found


class Outline(HTMLParser):
    """Elements with their attributes, which must be closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]


def test_every_element_is_closed_and_no_identifier_given_twice() -> None:
    identifiers = Outline(page(acme())).attributes("id")

    assert len(identifiers) == len(set(identifiers))


def test_nothing_is_fetched_and_only_its_own_script_runs() -> None:
    html = page(acme())
    outline = Outline(html)
    policy = next(a["content"] for t, a in outline.elements if t == "meta" and "http-equiv" in a)
    script, style = (re.search(rf"(?s)<{tag}>(.*?)</{tag}>", html) for tag in ("script", "style"))

    assert policy is not None
    assert script is not None
    assert style is not None
    assert policy.startswith("default-src 'none'; ")
    for kind, text in (("script", script[1]), ("style", style[1])):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not {t for t, _ in outline.elements} & {"img", "iframe", "object", "embed", "form"}
    assert all(href.startswith("#") or href == "data:," for href in outline.attributes("href"))
    assert not outline.attributes("src")
    assert not outline.attributes("style")
    assert not [name for _, attrs in outline.elements for name in attrs if name.startswith("on")]
    assert "url(" not in style[1]
    assert "innerHTML" not in script[1]


def test_every_fact_stands_in_a_statement_and_in_the_data() -> None:
    case = acme()
    html = page(case)
    shown = {int(row) for rows in Outline(html).attributes("data-f") for row in rows.split()}

    assert shown == set(range(len(case.report.columns)))
    assert len(data(html)["facts"]) == len(case.report.columns)


def test_relations_are_those_that_were_counted() -> None:
    case = acme()
    found = data(page(case))
    verdicts = [found["texts"][int(str(relation[2]))] for relation in found["relations"]]
    coverage = validate_case(case).coverage

    assert [
        verdicts.count(verdict)  # type: ignore[arg-type]
        for verdict in ("exact", "explained by rounding", "broken", "not evaluated")
    ] == [coverage.exact, coverage.explained, coverage.broken, coverage.not_evaluated]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (acme(), "This report does not add up"),
        (acme(clean_report()), "This report adds up"),
        (acme(correct_report(), None), "This report was not checked"),
    ],
    ids=["wrong", "clean", "unchecked"],
)
def test_the_verdict_is_a_sentence(case: Case, words: str) -> None:
    assert f"</span>{words}</h1>" in page(case)


def test_what_cannot_be_read_has_a_page_too() -> None:
    html = report_html(Validated("gone.json", (CANNOT_OPEN("gone.json cannot be opened."),)))

    assert "This document cannot be read" in html
    assert "gone.json cannot be opened." in html
    assert 'id="statements"' not in html


def test_what_is_likely_wrong_stands_beside_its_finding() -> None:
    case = acme()
    proof = prove(case)
    html = page(case, Proven("acme.json", proof, case.taxonomy, diagnose(proof)))

    assert "the numbers cannot all be right" in html
    assert "likely wrong" in html
    assert "<q " in html
    assert "was not looked for" not in html
    assert "was not looked for" in page(case)


def test_what_is_waived_comes_last_with_who_answers_for_it() -> None:
    case = acme()
    found = validated(case)
    first, *others = found.findings
    waiver = Waiver(first.code, "The controller", "Corrected next year", date(2030, 1, 31))
    html = report_html(evolve(found, findings=tuple(others), waived=(Waived(first, waiver),)))

    assert "1 waived" in html
    assert "until 2030-01-31 by The controller: Corrected next year" in html
    assert html.rindex('class="card waived"') > html.rindex('class="card warning"')


def test_labels_are_in_the_language_that_is_asked_for() -> None:
    html = page(acme(), language="ja")

    assert '<html lang="ja">' in html
    assert "売上高" in html


@pytest.mark.parametrize("folder", ["/home/alice/secret/", "C:\\Users\\alice\\", "//alice/secret/"])
def test_folders_of_the_machine_are_not_told(folder: str) -> None:
    path = f"{folder}acme.json"
    made = evolve(
        report(), document=path, locator=lambda rows: dict.fromkeys(rows, Source(path, 7))
    )
    case = acme(made)
    found = validated(case)
    proof = prove(case)
    html = report_html(
        evolve(found, document=path),
        checked_relations(case),
        Proven(path, proof, case.taxonomy),
    )

    assert "acme.json:7" in html
    assert "which is false" in html
    assert "alice" not in html


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "<!--<script>",
        "]]>\u2028\u2029\x00\x1b[2J",
        "\u202etxet\u2066",
        "{{ cards }}{% raw %}",
        "\ud800 half",
    ],
)
def test_hostile_texts_stay_texts(text: str) -> None:
    made = report()
    columns = made.columns
    values = [text if not columns.is_numeric(row) else v for row, v in enumerate(columns.value)]
    notes = {id: evolve(note, value=text) for id, note in made.notes.items()}
    case = acme(evolve(made, columns=evolve(columns, value=values), notes=notes))
    html = page(case)
    outline = Outline(html)

    assert [tag for tag, _ in outline.elements].count("script") == 2
    assert "img" not in {tag for tag, _ in outline.elements}
    assert not set("\u2028\u2029\x00\x1b\u202e\u2066\ud800") & set(html)
    assert len(data(html)["facts"]) == len(columns)


def test_a_label_of_100_kilobytes_is_carried_once() -> None:
    made = report()
    columns = made.columns
    text = "long " * 20_000
    values = [text if not columns.is_numeric(row) else v for row, v in enumerate(columns.value)]
    html = page(acme(evolve(made, columns=evolve(columns, value=values))))

    assert len(html) < len(page(acme())) + 50_000
    assert "more characters" in html


@pytest.mark.parametrize(
    "label", ["</th></table></script><script>alert(1)</script>", "\u202egpj.exe", "long " * 20_000]
)
def test_hostile_labels_stay_labels(label: str) -> None:
    class Hostile(Declaration, prefix="h", namespace="https://finmodel.example/hostile"):
        Part = member(label)
        Whole = member(label, parts=[Part])
        Region = explicit(total=Whole, label=label)
        Sales = monetary(credit, duration, label=label)
        Costs = monetary(debit, duration, label=label)
        Profit = Sales - Costs
        Income = statement(label, [Sales, Costs, total(Profit)], by=[Region])

    columns = ColumnBuilder()
    entity = Entity("https://finmodel.example", label)
    period = Period.from_text("2008-01-01/2009-01-01")
    for members in ({}, {Hostile.Region.name: Hostile.Part.name}):
        place = DimensionSet.of(entity, period, members)
        for concept, value in ((Hostile.Sales, "9"), (Hostile.Costs, "3"), (Hostile.Profit, "5")):
            columns.add(concept.name, place, value, unit=Unit.currency("EUR"), decimals=0)
    html = page(acme(Report((), columns.columns()), Hostile.taxonomy))

    assert [tag for tag, _ in Outline(html).elements].count("script") == 2
    assert "\u202e" not in html
    assert len(html) < len(page(acme()))


def test_the_files_of_the_page_are_in_the_package() -> None:
    names = {path.name for path in resources.files("finmodel.render.html").iterdir()}

    assert {"page.html", "page.css", "page.js", "picture.html"} <= names


def test_without_templates_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)

    with pytest.raises(TemplatesMissingError, match=r"pip install 'finmodel\[html\]'"):
        report_html(Validated("gone.json", ()))
