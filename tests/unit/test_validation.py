"""Validating: what is found beside a report, what is run, and how much it covered."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from finmodel.diagnostic import Severity, UnreadableError
from finmodel.formats.compiled.cache import Cache
from finmodel.formats.document import Document
from finmodel.formats.report import read, write
from finmodel.formats.taxonomy import write_taxonomy
from finmodel.language.rulefile import read_rule_file
from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.entity import Entity
from finmodel.model.finding import Result
from finmodel.model.period import Duration, Instant, Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Rounding
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.declaration import (
    Declaration,
    credit,
    debit,
    duration,
    instant,
    monetary,
    statement,
)
from finmodel.taxonomy.network import STANDARD_ROLE, SUMMATION_ITEM, Network, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of, find_rules, read_rules, validate, validate_taxonomy

NAMESPACE = "https://acme.example/2008"


class Acme(Declaration, prefix="acme", namespace=NAMESPACE):
    """Results."""

    Revenues = monetary(credit, duration, label="Revenues")
    Costs = monetary(debit, duration, label="Costs")
    Profit = Revenues - Costs
    Cash = monetary(debit, instant, label="Cash")

    Income = statement("Income", [Revenues, Costs, Profit])


YEAR = Duration("2008-04-01", "2009-04-01")
JPY = Unit.currency("JPY")
RULES = """
[[rule]]
code = "acme:costsExceedRevenues"
assert = "Costs <= Revenues"
why = "It sells at a profit."
"""
CODE = "acme:costsExceedRevenues"


def report_of(*facts: tuple[Concept, Period, str | None], decimals: int = 0) -> Report:
    builder = ColumnBuilder()
    entity = Entity("https://lei.example", "ACME")
    for concept, period, value in facts:
        builder.add(
            concept.name,
            DimensionSet(entity, period),
            value,
            unit=JPY,
            decimals=ABSENT if value is None else decimals,
        )
    return Report((), builder.columns())


def income(revenues: str, costs: str, profit: str) -> Report:
    return report_of(
        (Acme.Revenues, YEAR, revenues), (Acme.Costs, YEAR, costs), (Acme.Profit, YEAR, profit)
    )


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings]


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """A report that costs too much, with its taxonomy and the report's rule file beside it."""
    entry = tmp_path / "taxonomy" / "acme.json"
    entry.parent.mkdir()
    write_taxonomy(Acme.taxonomy, entry)
    report = evolve(income("100", "140", "-40"), taxonomy=(entry.as_uri(),))
    path = tmp_path / "q3.json"
    write(report, path)
    (tmp_path / "q3.rules.toml").write_text(RULES)
    return path


def test_a_report_is_checked_against_its_formulas() -> None:
    assert validate(income("100", "40", "60"), taxonomy=Acme.taxonomy).ok
    result = validate(income("100", "40", "65"), taxonomy=Acme.taxonomy)
    assert not result.ok
    assert codes(result) == ["fm:totalMismatch"]


def test_documents_of_the_taxonomy_come_from_the_resolver(filed: Path) -> None:
    address = "https://acme.example/acme.json"
    elsewhere = {address: Document.of(filed.parent / "taxonomy" / "acme.json")}
    report = evolve(income("100", "40", "65"), taxonomy=(address,))
    assert codes(validate(report, resolver=elsewhere.get)) == ["fm:totalMismatch"]
    assert not validate(report).has_taxonomy


def test_taxonomy_and_rules_are_found_where_the_report_says(filed: Path) -> None:
    for path in (filed, str(filed)):
        result = validate(path)
        assert codes(result) == [CODE]
        assert result.has_taxonomy
    (finding,) = validate(filed).findings
    assert finding.source is not None
    assert finding.source.document == str(filed.with_name("q3.rules.toml"))


def test_rules_are_found_beside_the_taxonomy_too(filed: Path) -> None:
    beside = filed.parent / "taxonomy" / "acme.rules.toml"
    filed.with_name("q3.rules.toml").rename(beside)
    assert codes(validate(filed)) == [CODE]
    filed.with_name("q3.rules.toml").write_text(RULES.replace(CODE, "acme:other"))
    assert codes(validate(filed)) == [CODE, "acme:other"]


def test_rules_that_are_given_replace_those_that_are_found(filed: Path) -> None:
    other = filed.with_name("mine.toml")
    other.write_text(RULES.replace(CODE, "acme:mine"))
    assert codes(validate(filed, rules=[other])) == ["acme:mine"]
    assert codes(validate(filed, rules=[str(other), read_rule_file(RULES, "x")])) == [
        CODE,
        "acme:mine",
    ]
    assert validate(filed, rules=[]).ok


def test_a_taxonomy_that_is_given_goes_before_that_of_the_report() -> None:
    report = evolve(income("100", "40", "65"), taxonomy=("file:///nowhere/x.xsd",))
    assert codes(validate(report, taxonomy=Acme.taxonomy)) == ["fm:totalMismatch"]


def test_without_its_taxonomy_a_report_is_not_called_checked(filed: Path) -> None:
    for path in (filed.parent / "taxonomy").iterdir():
        path.unlink()
    result = validate(filed)
    assert not result.has_taxonomy
    assert "fm:taxonomyUnavailable" in codes(result)
    assert len(result.coverage.untouched) == result.coverage.numbers == 3


@pytest.mark.parametrize("address", ["file:///", "file:", "", "urn:x", "file:///nowhere.xsd"])
def test_an_address_that_leads_nowhere_is_told(address: str) -> None:
    report = evolve(income("100", "40", "60"), taxonomy=(address,))
    assert find_rules(report) == []
    assert "fm:taxonomyUnavailable" in codes(validate(report))


def test_a_report_or_rule_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        validate(tmp_path / "none.json")
    with pytest.raises(UnreadableError):
        read_rules(tmp_path / "none.toml")
    with pytest.raises(UnreadableError):
        validate(income("1", "1", "0"), taxonomy=Acme.taxonomy, rules=[tmp_path / "none.toml"])


def test_mistakes_in_rules_are_findings() -> None:
    rules = read_rule_file(RULES.replace("Costs", "Cots") + "\n[typo]\n", "a.rules.toml")
    result = validate(income("100", "40", "60"), taxonomy=Acme.taxonomy, rules=[rules])
    assert sorted(codes(result)) == ["fm:invalidRule", "fm:invalidRuleFile"]


# --- rounding

TRUNCATED = """
[rounding]
Income = "truncated"
"""


def rounding_of(text: str, concept: Concept) -> Rounding:
    rules = read_rule_file(text, "a.rules.toml")
    case, diagnostics = case_of(income("1", "1", "0"), taxonomy=Acme.taxonomy, rules=[rules])
    assert diagnostics == []
    return case.report.rounding_of(concept.name)


def test_a_statement_that_truncates_is_read_so() -> None:
    assert rounding_of(TRUNCATED, Acme.Profit) is Rounding.TRUNCATED
    assert rounding_of(TRUNCATED, Acme.Cash) is Rounding.NEAREST
    assert rounding_of("", Acme.Profit) is Rounding.NEAREST
    # 100 … 101 less 40 … 41 is never 58, which reaches up to 59 and no further
    report = income("100", "40", "58")
    rules = read_rule_file(TRUNCATED, "a.rules.toml")
    assert codes(validate(report, taxonomy=Acme.taxonomy, rules=[rules])) == ["fm:totalMismatch"]
    assert validate(income("100", "40", "59"), taxonomy=Acme.taxonomy, rules=[rules]).ok


@pytest.mark.parametrize("order", [("Income", "Profit"), ("Profit", "Income")])
def test_a_line_item_may_be_rounded_otherwise_than_its_statement(order: tuple[str, str]) -> None:
    modes = {"Income": "truncated", "Profit": "nearest"}
    text = "[rounding]\n" + "\n".join(f'{name} = "{modes[name]}"' for name in order)
    assert rounding_of(text, Acme.Profit) is Rounding.NEAREST
    assert rounding_of(text, Acme.Revenues) is Rounding.TRUNCATED


def test_the_rounding_of_nothing_known_is_told_at_its_place() -> None:
    rules = read_rule_file('[rounding]\nIncom = "truncated"', "a.rules.toml")
    result = validate(income("100", "40", "60"), taxonomy=Acme.taxonomy, rules=[rules])
    (finding,) = result.findings
    assert finding.code == "fm:unknownStatement"
    assert finding.severity is Severity.WARNING
    assert str(finding.source) == "a.rules.toml:2:10"
    assert result.ok


# --- the rules for totals, and duplicates


@pytest.mark.parametrize(
    ("total", "refused_by"),
    [
        ("100", set()),
        ("101", {"2.1"}),
        ("99", {"2.1", "1.1-truncation"}),
        ("102", {"1.1", "2.1", "1.1-truncation"}),
    ],
)
def test_totals_are_held_to_the_rules_that_are_chosen(total: str, refused_by: set[str]) -> None:
    lines = (Acme.Revenues, Acme.Costs, Acme.Profit)
    concepts = [evolve(concept, formula=None, balance=None) for concept in lines]
    whole, *parts = (concept.name for concept in concepts)
    key = (SUMMATION_ITEM, STANDARD_ROLE)
    network = Network(*key, tuple(Relationship(whole, part, weight=Decimal(1)) for part in parts))
    taxonomy = Taxonomy(concepts={one.name: one for one in concepts}, networks={key: network})
    report = income(total, "60", "40")
    found = {
        mode: codes(validate(report, taxonomy=taxonomy, calculations=mode))
        for mode in ("1.1", "1.1-truncation", "2.1")
    }
    inconsistent = {
        "1.1": "calc11e:inconsistentCalculationUsingRounding",
        "1.1-truncation": "calc11e:inconsistentCalculationUsingTruncation",
        "2.1": "fm:inconsistentCalculation",
    }
    assert found == {m: [code] if m in refused_by else [] for m, code in inconsistent.items()}


def test_a_rule_file_says_what_is_not_truncated() -> None:
    rules = read_rule_file('[rounding]\nProfit = "nearest"', "a.rules.toml")
    case, _ = case_of(
        income("1", "1", "0"), taxonomy=Acme.taxonomy, rules=[rules], calculations="1.1-truncation"
    )
    assert case.report.rounding_of(Acme.Profit.name) is Rounding.NEAREST
    assert case.report.rounding_of(Acme.Costs.name) is Rounding.TRUNCATED


@pytest.mark.parametrize(
    ("again", "allowed", "expected"),
    [
        ("7", "none", ["oime:disallowedDuplicateFacts"]),
        ("7", "complete", []),
        ("8", None, ["fm:inconsistentDuplicate"]),
        ("8", "all", []),
    ],
)
def test_duplicates_are_those_that_are_allowed(
    again: str, allowed: str | None, expected: list[str]
) -> None:
    day = Instant("2009-04-01")
    report = report_of((Acme.Cash, day, "7"), (Acme.Cash, day, again))
    assert codes(validate(report, taxonomy=Acme.taxonomy, duplicates=allowed)) == expected


# --- coverage


def test_the_coverage_counts_relations_and_the_numbers_that_none_holds() -> None:
    facts = (
        (Acme.Revenues, YEAR, "100"),
        (Acme.Costs, YEAR, "40"),
        (Acme.Profit, YEAR, "61"),
        (Acme.Cash, Instant("2009-04-01"), "7"),
        (Acme.Cash, Instant("2008-04-01"), None),
    )
    rules = read_rule_file(RULES + RULES.replace(CODE, "acme:b").replace("<=", ">="), "a")
    result = validate(report_of(*facts), taxonomy=Acme.taxonomy, rules=[rules])
    coverage = result.coverage
    counts = (coverage.exact, coverage.explained, coverage.broken, coverage.not_evaluated)
    assert counts == (1, 1, 1, 0)
    assert coverage.numbers == 4
    assert [fact.concept.local_name for fact in coverage.untouched] == ["Cash"]


def test_a_report_is_not_changed_by_being_validated() -> None:
    report = income("100", "40", "60")
    before = (report.rounding, list(report.columns.decimals), report.columns.value[:])
    rules = read_rule_file(TRUNCATED, "a.rules.toml")
    validate(report, taxonomy=Acme.taxonomy, rules=[rules])
    assert (report.rounding, list(report.columns.decimals), report.columns.value[:]) == before


def test_findings_come_in_one_order() -> None:
    rules = read_rule_file(RULES, "a.rules.toml")
    report = income("100", "140", "60")
    found = [validate(report, taxonomy=Acme.taxonomy, rules=[rules]) for _ in range(2)]
    assert codes(found[0]) == [CODE, "fm:totalMismatch"]
    assert [str(f) for f in found[0].findings] == [str(f) for f in found[1].findings]


def test_exact_numbers_leave_nothing_to_rounding() -> None:
    facts = ((Acme.Revenues, YEAR, "3"), (Acme.Costs, YEAR, "2"), (Acme.Profit, YEAR, "1.000001"))
    report = report_of(*facts, decimals=EXACT)
    assert codes(validate(report, taxonomy=Acme.taxonomy)) == ["fm:totalMismatch"]
    assert QName(NAMESPACE, "Profit") == Acme.Profit.name


def test_a_report_that_names_no_taxonomy_says_so_once() -> None:
    data = b'{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}, "facts": {}}'

    result = validate(read(data))

    codes = [found.code for found in result.findings]
    assert codes.count("oime:noTaxonomy") == 1
    assert "fm:taxonomyUnavailable" not in codes
    assert not result.has_taxonomy


DAMAGED = [b"{}", b'[[1, "ERROR", 2, 3, 4]]', b'["fault"]', b"3", b"[" * 100_000]


@pytest.mark.parametrize(
    ("content", "is_sealed"),
    [(b"[]", False), *((content, sealed) for content in DAMAGED for sealed in (False, True))],
)
def test_damaged_notes_of_findings_are_made_again(
    tmp_path: Path, content: bytes, *, is_sealed: bool
) -> None:
    """A note that was not written by this program makes no faulty taxonomy a good one."""
    doubled = {
        key: evolve(network, relationships=network.relationships * 2)
        for key, network in Acme.taxonomy.networks.items()
    }
    faulty = evolve(Acme.taxonomy, networks=doubled, digest="0" * 64)
    cache = Cache(tmp_path / "cache")
    expected = validate_taxonomy(faulty, cache=cache)
    (note,) = cache.folder.iterdir()
    written = note.read_bytes()
    if is_sealed:
        cache.keep_note(faulty, "findings", content)
    else:
        note.write_bytes(content)

    assert validate_taxonomy(faulty, cache=cache) == expected != ()
    assert note.read_bytes() == written
