"""Reads the cases under `tests/cases`: small reports and taxonomies as lines of words.

A file holds `[taxonomy]`, which its cases share, and `[[case]]` tables. A concept is a line of its
name, type and period, with `abstract` or `required` behind; a dimension `Name: Default* Member` or
`Name: typed date`; a hypercube `role: Concept Concept | Dimension`; a network `Total = A + 2 B`,
with `2.1` or a role before it. A formula is `Total = A + B`, and `rules` are the text of a rule
file. A fact is its id, concept, period, unit, value and decimals, with `Dimension=Member` or
`lang=en` behind, and `-` for what it has not. `features` are those of the report, and
`unread` the namespaces of which the taxonomy misses something. `calculations` and `duplicates` are
what was chosen for the check.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from finmodel.language.rulefile import read_rule_file
from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.finding import Finding, Tally
from finmodel.model.period import FOREVER, Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit, parse_unit
from finmodel.numeric import Rounding
from finmodel.qname import ISO4217, XBRLI, XS, Namespaces, QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import checks, entries
from finmodel.rules.mode import AllowedDuplicates, Calculations
from finmodel.taxonomy.concept import Concept, Kind, PeriodType
from finmodel.taxonomy.datatype import DTR_NON_NUMERIC, DTR_NUMERIC, DataType, standard_type
from finmodel.taxonomy.hypercube import NetworkKey
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
    Network,
    Relationship,
)
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.taxonomy.unit_registry import UTR

NAMESPACE = "urn:example:cases"
ROLE = "urn:example:role"
FOLDER = Path(__file__).parents[2] / "cases"
PERIODS = {
    "instant": Period.from_text("2009-04-01"),
    "duration": Period.from_text("2008-04-01/2009-04-01"),
    "forever": FOREVER,
}
BINDINGS = Namespaces(
    {
        "c": NAMESPACE,
        "x": "urn:example:other",
        "iso4217": ISO4217,
        "xbrli": XBRLI,
        "utr": UTR,
        "u": "urn:units",
    }
)
UNITS = {
    "shares": "xbrli:shares",
    "JPY": "iso4217:JPY",
    "USD": "iso4217:USD",
    "JPY/shares": "iso4217:JPY/xbrli:shares",
    "JPY/USD": "iso4217:JPY/iso4217:USD",
}


@frozen
class Sheet:
    """One case of a file: what is given, and what all checks together must say."""

    name: str
    case: Case
    findings: Sequence[str]
    says: Sequence[str]
    tally: str
    mistakes: Sequence[str]

    def run(self) -> tuple[list[Finding], Tally]:
        """Run every check; return the findings and the sum of the tallies."""
        findings: list[Finding] = []
        total = Tally()
        ruled = {rule.code for rules in self.case.rule_files for rule in rules.rules}
        for check in checks():
            for outcome in check.function(self.case):
                if isinstance(outcome, Finding):
                    known = outcome.code in check.codes or outcome.code in ruled
                    assert known or outcome.code in entries()
                    findings.append(outcome)
                else:
                    total = _sum(total, outcome)
        return findings, total


def _sum(a: Tally, b: Tally) -> Tally:
    return Tally(
        a.exact + b.exact,
        a.explained + b.explained,
        a.broken + b.broken,
        a.not_evaluated + b.not_evaluated,
        [*a.rows, *b.rows],
    )


def shown(finding: Finding) -> str:
    """Return a finding as the cases write it: severity where it is no error, code, facts."""
    severity = "" if finding.severity.name == "ERROR" else f"{finding.severity} "
    return " ".join([severity + finding.code, *(fact.id for fact in finding.facts)])


def sheets(file_name: str) -> list[Sheet]:
    """Return the cases of a file."""
    content = tomllib.loads((FOLDER / file_name).read_text(encoding="utf-8"))
    shared = content.get("taxonomy", {})
    return [_sheet(shared, table) for table in content["case"]]


def _sheet(shared: Mapping[str, Any], table: Mapping[str, Any]) -> Sheet:
    known = {"name", "facts", "findings", "says", "tally", "has_taxonomy", "truncated"}
    more = {"networks", "formulas", "rules", "mistakes", "features", "unread"}
    more |= {"calculations", "duplicates"}
    assert table.keys() <= known | more, table.keys() - known - more
    added = {key: (*shared.get(key, ()), *table.get(key, ())) for key in ("networks", "formulas")}
    unread = frozenset(table.get("unread", ()))
    taxonomy = evolve(make_taxonomy(**{**shared, **added}), unread=unread)
    has_taxonomy = table.get("has_taxonomy", True)
    report = make_report(table["facts"]).with_rounding(
        {name(text): Rounding.TRUNCATED for text in table.get("truncated", ())}
    )
    report = evolve(report, features=table.get("features", {}))
    rules = (read_rule_file(table["rules"], "cases.rules.toml"),) if "rules" in table else ()
    case = Case(
        report,
        taxonomy if has_taxonomy else Taxonomy(),
        has_taxonomy,
        rules,
        Calculations(table.get("calculations", "1.1")),
        AllowedDuplicates(table["duplicates"]) if "duplicates" in table else None,
    )
    findings, says, mistakes = (table.get(key, ()) for key in ("findings", "says", "mistakes"))
    return Sheet(table["name"], case, findings, says, table.get("tally", ""), mistakes)


def name(text: str) -> QName:
    """Return a name of the cases' namespace, or of that of its prefix."""
    return QName.from_prefixed(text if ":" in text else f"c:{text}", BINDINGS)


def make_report(lines: str) -> Report:
    """Return the report of facts that are written as lines."""
    builder = ColumnBuilder()
    for line in filter(None, map(str.strip, lines.splitlines())):
        id, concept, period, unit, value, decimals, *others = shlex.split(line)
        language = next((o.removeprefix("lang=") for o in others if o.startswith("lang=")), None)
        pairs = (o.split("=", 1) for o in others if not o.startswith("lang="))
        members = {name(dimension): _member(member) for dimension, member in pairs}
        when = PERIODS[period] if period in PERIODS else Period.from_text(period)
        builder.add(
            name(concept),
            DimensionSet.of(Entity("urn:example", "ACME"), when, members),
            None if value == "nil" else value,
            id=id,
            unit=_unit(unit),
            language=language,
            decimals=EXACT if decimals == "INF" else ABSENT if decimals == "-" else int(decimals),
        )
    return Report(("cases.xsd",), builder.columns(), namespaces=Namespaces(BINDINGS))


def _member(text: str) -> Member:
    if text.startswith("'"):
        domain, _, value = text.strip("'").rpartition("|")
        return TypedMember(value, name(domain) if domain else None)
    return name(text)


def _unit(text: str) -> Unit | None:
    return None if text == "-" else parse_unit(UNITS.get(text, text), BINDINGS)


def make_taxonomy(
    concepts: str = "",
    dimensions: Sequence[str] = (),
    hypercubes: Sequence[str] = (),
    networks: Sequence[str] = (),
    formulas: Sequence[str] = (),
) -> Taxonomy:
    """Return the taxonomy that lines describe."""
    made = {concept.name: concept for concept in map(_concept, _lines(concepts))}
    for text in formulas:
        total, _, formula = text.partition(" = ")
        made[name(total)] = evolve(made[name(total)], formula=formula)
    arcs: defaultdict[NetworkKey, list[Relationship]] = defaultdict(list)
    typed: dict[QName, DataType] = {}
    for text in dimensions:
        _add_dimension(text, made, arcs, typed)
    for text in hypercubes:
        _add_hypercube(text, made, arcs)
    for text in networks:
        key, relationships = _summation(text)
        arcs[key] += relationships
    return Taxonomy(
        namespace=NAMESPACE,
        namespaces=BINDINGS,
        concepts=made,
        networks={key: Network(*key, tuple(found)) for key, found in arcs.items()},
        typed_domains=typed,
    )


def _lines(text: str) -> Iterator[list[str]]:
    return (line.split() for line in text.splitlines() if line.strip())


def _concept(words: Sequence[str]) -> Concept:
    concept, data_type, period, *others = words
    return Concept(
        name(concept),
        simple_type(data_type),
        PeriodType(period),
        kind=Kind.TUPLE if data_type == "tuple" else Kind.ITEM,
        abstract="abstract" in others,
        nillable="required" not in others,
    )


@cache
def simple_type(text: str) -> DataType:
    """Return a type by the beginning of its name, wherever it is defined."""
    for namespace in (XBRLI, DTR_NUMERIC, DTR_NON_NUMERIC):
        found = standard_type(QName(namespace, f"{text}ItemType"))
        if found is not None:
            return found
    found = standard_type(QName(XS, text))
    return found or DataType(QName(NAMESPACE, text))


def _add_dimension(
    text: str,
    concepts: dict[QName, Concept],
    arcs: dict[NetworkKey, list[Relationship]],
    typed: dict[QName, DataType],
) -> None:
    label, _, rest = text.partition(": ")
    dimension, words = name(label), rest.split()
    string = simple_type("string")
    if words[0] == "typed":
        domain = name(f"{label}Domain")
        typed[domain] = standard_type(QName(XS, words[1])) or string
        concepts[dimension] = Concept(
            dimension, string, kind=Kind.DIMENSION, abstract=True, typed_domain=domain
        )
        return
    concepts[dimension] = Concept(dimension, string, kind=Kind.DIMENSION, abstract=True)
    members = [name(word.rstrip("*")) for word in words]
    concepts |= {m: Concept(m, simple_type("domain"), abstract=True) for m in members}
    arcs[DIMENSION_DOMAIN, ROLE].append(Relationship(dimension, members[0]))
    arcs[DOMAIN_MEMBER, ROLE] += [Relationship(members[0], member) for member in members[1:]]
    if words[0].endswith("*"):
        arcs[DIMENSION_DEFAULT, ROLE].append(Relationship(dimension, members[0]))


def _add_hypercube(
    text: str, concepts: dict[QName, Concept], arcs: dict[NetworkKey, list[Relationship]]
) -> None:
    label, _, rest = text.partition(": ")
    items, _, dimensions = rest.partition("|")
    role, cube = f"{ROLE}:{label}", name(f"{label}Table")
    concepts[cube] = Concept(cube, simple_type("string"), kind=Kind.HYPERCUBE, abstract=True)
    for item in items.split():
        arcs[ALL, role].append(
            Relationship(name(item), cube, closed=True, context_element="segment")
        )
    for dimension in dimensions.split():
        arcs[HYPERCUBE_DIMENSION, role].append(
            Relationship(cube, name(dimension), target_role=ROLE)
        )


_TERM = re.compile(r"([+-]?)\s*([\d.]+\s+)?([A-Za-z]\w*)\s*")


def _summation(text: str) -> tuple[NetworkKey, list[Relationship]]:
    left, _, right = text.partition(" = ")
    *flags, total = left.split()
    arcrole = SUMMATION_ITEM if "2.1" in flags else SUMMATION_ITEM_11
    role = next((f"{ROLE}:{flag}" for flag in flags if flag != "2.1"), ROLE)
    relationships = [
        Relationship(name(total), name(part), weight=Decimal(f"{sign}{factor.strip() or 1}"))
        for sign, factor, part in _TERM.findall(right)
    ]
    return (arcrole, role), relationships
