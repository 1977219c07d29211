"""What a finding is known by: not its numbers, lines or identifiers."""

from __future__ import annotations

from collections.abc import Mapping

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.entity import Entity
from finmodel.model.finding import Finding, Term
from finmodel.model.fingerprint import fingerprint
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.source import Source

NAMESPACE = "https://a.example"
DEFAULTS = {"code": "fm:totalMismatch", "rule": "A = B + C", "name": "A", "year": "2008"}


def found(
    changed: Mapping[str, str] = DEFAULTS, *, value: str = "1", before: int = 0, line: int = 1
) -> Finding:
    """Return a finding about one fact, with other facts before it."""
    given = {**DEFAULTS, **changed}
    period = Period.from_text(f"{given['year']}-01-01")
    place = DimensionSet.of(Entity("https://lei.example", "X"), period, {})
    builder = ColumnBuilder()
    for other in range(before):
        builder.add(QName(NAMESPACE, f"Other{other}"), place, "7", decimals=0)
    row = builder.add(QName(NAMESPACE, given["name"]), place, value, decimals=0)
    fact = Report((), builder.columns()).facts[row]
    said = f"A is {value} in line {line}"
    source = Source("a.csv", line)
    return Finding(
        given["code"], Severity.ERROR, said, "", source, given["rule"], (Term(fact, "printed"),)
    )


def test_values_lines_and_other_facts_do_not_count() -> None:
    assert fingerprint(found()) == fingerprint(found(value="2", before=3, line=9))


def test_codes_rules_concepts_and_dimensions_do() -> None:
    others = [{"code": "fm:ratioMismatch"}, {"rule": "A = B"}, {"name": "B"}, {"year": "2009"}]
    names = {fingerprint(found(changed)) for changed in ({}, *others)}
    assert len(names) == 5


def test_digits_in_the_message_of_a_finding_without_facts_do_not_count() -> None:
    def said(message: str) -> str:
        return fingerprint(Diagnostic("fm:strayText", Severity.ERROR, message))

    assert said("f12 has 1,200.5") == said("f7 has 3")
    assert said("f12 has 1") != said("g12 has 1")
