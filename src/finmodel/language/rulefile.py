"""Rule files: TOML on disk to rules with syntax trees, and everything that is wrong with them.

The structure is described for editors by `schema/finmodel/rules.schema.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import Factory, frozen

from finmodel.diagnostic import Diagnostic, Fault, Severity
from finmodel.language.grammar import Loop, parse_condition, parse_loops
from finmodel.language.position import Positions
from finmodel.language.structure import iter_structure_faults, rules_schema
from finmodel.language.token import LanguageError
from finmodel.language.toml import TomlError, parse_toml
from finmodel.language.tree import Condition
from finmodel.numeric import Rounding
from finmodel.source import Source

T = TypeVar("T")

INVALID_RULE_FILE: Final = Fault(
    "fm:invalidRuleFile",
    "A rule file is not TOML, or not of the structure of a rule file.",
    "Correct the place that is named; the rest of the file is still used where it can be.",
)
INVALID_RULE: Final = Fault(
    "fm:invalidRule",
    "An expression of a rule is not in the rule language, or means nothing in the taxonomy.",
    "Correct the expression; `finmodel rules` lists the rules that are understood.",
)
DUPLICATE_RULE: Final = Fault(
    "fm:duplicateRule",
    "Two rules of a file have the same code.",
    "Give each rule a code of its own; findings are told apart by it.",
)

_OF_MAPPINGS: Final = frozenset(("workbook", "table", "concept"))
_EVIDENCE: Final = frozenset(("confidence", "cells", "holds"))
"""What mappings of workbooks have and rule files have not: why a rule was proposed."""


@frozen
class Rule:
    """One rule: what must hold (`assertion`), for what (`loops`), and where (`condition`).

    `why` and `reference` are for people; `message` replaces the first line of its findings, with
    `{label}`, `{period}`, `{reported}`, `{expected}` and the loops' variables filled in.
    """

    code: str
    text: str
    assertion: Condition
    loops: tuple[Loop, ...] = ()
    condition: Condition | None = None
    severity: Severity = Severity.ERROR
    message: str = ""
    why: str = ""
    reference: str = ""
    source: Source | None = None


@frozen
class RuleFile:
    """The rules of one file with the prefixes, the fiscal calendar and the rounding it declares.

    `fiscal_year` is the month and day on which years start. `rounding` maps names of statements
    and line items to how their amounts were rounded.
    """

    name: str
    namespaces: Mapping[str, str] = Factory(dict)
    namespace: str = ""
    fiscal_year: tuple[int, int] = (1, 1)
    rounding: Mapping[str, Rounding] = Factory(dict)
    rules: tuple[Rule, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    positions: Positions = Factory(lambda: Positions("", ""))


def read_rule_file(content: bytes | str, name: str) -> RuleFile:
    """Read the content of a rule file called `name`; what is wrong is in its diagnostics."""
    try:
        whole, positions = parse_toml(content, name)
    except TomlError as error:
        return RuleFile(name, diagnostics=(INVALID_RULE_FILE(str(error), error.source),))
    data = _rules_in(whole)
    reader = _Reader(positions)
    reader.check_structure(data)
    namespaces = reader.strings(data, "namespaces")
    return RuleFile(
        name,
        {prefix: uri for prefix, uri in namespaces.items() if prefix},
        namespaces.get("default", ""),
        reader.fiscal_year(data),
        reader.rounding(data),
        tuple(reader.rules(data)),
        tuple(reader.diagnostics),
        positions,
    )


def _rules_in(data: dict[str, Any]) -> dict[str, Any]:
    """Return what of a file is about rules: the mapping of a workbook says more than that."""
    if "workbook" not in data:
        return data
    kept = {key: value for key, value in data.items() if key not in _OF_MAPPINGS}
    if isinstance(kept.get("rule"), list):
        kept["rule"] = [_without_evidence(rule) for rule in kept["rule"]]
    return kept


def _without_evidence(rule: object) -> object:
    if not isinstance(rule, dict):
        return rule
    return {key: value for key, value in rule.items() if key not in _EVIDENCE}


class _Reader:
    """Turns parsed TOML into rules, collecting what is wrong on the way.

    A rule with a fault of structure is left out: a misspelt `when` would make it hold where it
    should not.
    """

    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        self._faulty: set[object] = set()
        self.diagnostics: list[Diagnostic] = []

    def check_structure(self, data: Mapping[str, Any]) -> None:
        for path, message in iter_structure_faults(data, rules_schema()):
            self._faulty.add(path[1] if path[:1] == ("rule",) and len(path) > 1 else None)
            self._report(INVALID_RULE_FILE, _capital(message), *path)
        self.diagnostics.sort(key=_place)

    def strings(self, data: Mapping[str, Any], key: str) -> dict[str, str]:
        table = data.get(key)
        items = table.items() if isinstance(table, dict) else ()
        return {name: value for name, value in items if isinstance(value, str)}

    def fiscal_year(self, data: Mapping[str, Any]) -> tuple[int, int]:
        starts = self.strings(data, "calendar").get("fiscal_year_starts", "01-01")
        match = re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", starts)
        return (int(match[1]), int(match[2])) if match else (1, 1)

    def rounding(self, data: Mapping[str, Any]) -> dict[str, Rounding]:
        modes = {mode.value: mode for mode in Rounding}
        table = self.strings(data, "rounding")
        return {name: modes[value] for name, value in table.items() if value in modes}

    def rules(self, data: Mapping[str, Any]) -> Iterator[Rule]:
        tables = data.get("rule")
        seen: set[str] = set()
        for index, table in enumerate(tables if isinstance(tables, list) else ()):
            rule = self._rule(index, table) if index not in self._faulty else None
            if rule is not None and rule.code in seen:
                self._report(DUPLICATE_RULE, f"{rule.code} stands twice", "rule", index, "code")
            elif rule is not None:
                seen.add(rule.code)
                yield rule

    def _rule(self, index: int, table: Mapping[str, str]) -> Rule | None:
        before = len(self.diagnostics)
        assertion = self._parsed(index, "assert", table["assert"], parse_condition)
        loops = self._parsed(index, "for", table.get("for", ""), parse_loops)
        condition = self._parsed(index, "when", table.get("when", ""), parse_condition)
        if assertion is None or len(self.diagnostics) > before:
            return None
        return Rule(
            table["code"],
            table["assert"],
            assertion,
            loops or (),
            condition,
            Severity[table.get("severity", "error").upper()],
            table.get("message", ""),
            table["why"],
            table.get("reference", ""),
            self._positions.of("rule", index, "assert"),
        )

    def _parsed(self, index: int, key: str, text: str, parse: Callable[[str], T]) -> T | None:
        if not text:
            return None
        try:
            return parse(text)
        except LanguageError as error:
            self._report(INVALID_RULE, _capital(str(error)), "rule", index, key, at=error.at)
            return None

    def _report(self, fault: Fault, message: str, *path: str | int, at: int = 0) -> None:
        source = self._positions.of(*path, at=at)
        self.diagnostics.append(fault(f"{message}.", source))


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    source = diagnostic.source
    return (source.line or 0, source.column or 0) if source else (0, 0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
