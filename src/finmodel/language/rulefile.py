"""Rule files: TOML on disk to rules with syntax trees, and everything that is wrong with them.

The structure is described for editors by `schema/finmodel/rules.schema.json`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from attrs import Factory, frozen

from finmodel.diagnostic import Diagnostic, Fault, Severity
from finmodel.language.grammar import Loop, parse_condition, parse_loops
from finmodel.language.position import Positions
from finmodel.language.structure import iter_structure_faults
from finmodel.language.token import LanguageError
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

_CODE: Final = re.compile(r"[^\W\d][\w.-]*:[^\W\d][\w.-]*")


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
    positions = Positions(name, "")
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        positions = Positions(name, text)
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return RuleFile(name, diagnostics=(_not_toml(error, positions),))
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


def _not_toml(error: Exception, positions: Positions) -> Diagnostic:
    message, line, column = str(error), None, None
    if place := re.search(r" \(at line (\d+), column (\d+)\)$", message):
        message, line, column = message[: place.start()], int(place[1]), int(place[2])
    return INVALID_RULE_FILE(
        f"The file is not TOML: {message}.", Source(positions.document, line, column)
    )


class _Reader:
    """Turns parsed TOML into rules, collecting what is wrong on the way."""

    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        self.diagnostics: list[Diagnostic] = []

    def check_structure(self, data: Mapping[str, Any]) -> None:
        for path, message in iter_structure_faults(data):
            index = next((step for step in path if isinstance(step, int)), None)
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            source = self._positions.of(index, key)
            self.diagnostics.append(INVALID_RULE_FILE(f"{message}.", source))

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

    def rules(self, data: Mapping[str, Any]) -> Iterable[Rule]:
        tables = data.get("rule")
        seen: set[str] = set()
        for index, table in enumerate(tables if isinstance(tables, list) else ()):
            rule = self._rule(index, table) if isinstance(table, dict) else None
            if rule is not None and rule.code in seen:
                source = self._positions.of(index, "code")
                self.diagnostics.append(DUPLICATE_RULE(f"{rule.code} stands twice.", source))
            elif rule is not None:
                seen.add(rule.code)
                yield rule

    def _rule(self, index: int, table: Mapping[str, Any]) -> Rule | None:
        texts = {key: value for key, value in table.items() if isinstance(value, str)}
        code, text = texts.get("code", ""), texts.get("assert", "")
        if not _CODE.fullmatch(code) or not text:
            return None
        before = len(self.diagnostics)
        assertion = self._parsed(index, "assert", text, parse_condition)
        loops = self._parsed(index, "for", texts.get("for", ""), parse_loops)
        condition = self._parsed(index, "when", texts.get("when", ""), parse_condition)
        if assertion is None or len(self.diagnostics) > before:
            return None
        severity = texts.get("severity", "error").upper()
        return Rule(
            code,
            text,
            assertion,
            loops or (),
            condition,
            Severity[severity] if severity in Severity.__members__ else Severity.ERROR,
            texts.get("message", ""),
            texts.get("why", ""),
            texts.get("reference", ""),
            self._positions.of(index, "assert"),
        )

    def _parsed(self, index: int, key: str, text: str, parse: Callable[[str], T]) -> T | None:
        if not text:
            return None
        try:
            return parse(text)
        except LanguageError as error:
            self._report(index, key, error)
            return None

    def _report(self, index: int, key: str, error: LanguageError) -> None:
        source = self._positions.of(index, key, error.at)
        self.diagnostics.append(INVALID_RULE(f"{_capital(str(error))}.", source))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
