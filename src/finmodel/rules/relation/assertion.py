"""What must hold: the formulas of a taxonomy and the rules of rule files, loops written out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Final

from attrs import evolve, field, frozen

from finmodel.diagnostic import Diagnostic, Fault, Severity
from finmodel.language.grammar import Loop, parse_expression
from finmodel.language.measure import find_mistakes
from finmodel.language.rulefile import INVALID_RULE, Rule, RuleFile
from finmodel.language.substitution import filled, substituted
from finmodel.language.token import LanguageError
from finmodel.language.tree import (
    Aggregate,
    Comparison,
    Condition,
    Node,
    Reference,
    Reported,
    children,
    references,
    walk,
)
from finmodel.language.vocabulary import UnknownNameError, Vocabulary
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.taxonomy import Taxonomy

INVALID_FORMULA: Final = Fault(
    "fm:invalidFormula",
    "The formula of a line item is not in the rule language, or means nothing in the taxonomy.",
    "Correct the formula where the line item is declared.",
)

MAX_TURNS: Final = 10_000
"""How often the loops of one rule may repeat it."""

MAX_MISTAKES: Final = 20
"""How many mistakes end the loops of a rule, which would only repeat them."""


@frozen(eq=False)
class Assertion:
    """What must hold wherever its anchor is reported, and where that is said.

    `asserted` is a comparison, or else a demand that something be reported. `anchor` is the first
    reference that stands at the relation's own period, of the comparison or of a demand's
    condition: a relation exists for each place in which there is a number for it. A demand without
    a condition has no anchor and is about the whole report. `bindings` are the loops' variables.
    """

    code: str
    asserted: Condition
    anchor: Reference | None
    vocabulary: Vocabulary
    condition: Condition | None = None
    severity: Severity = Severity.ERROR
    bindings: Mapping[str, str] = field(factory=dict)
    rule: Rule | None = None
    fiscal_year: tuple[int, int] = (1, 1)


Assertions = tuple[list[Assertion], list[Diagnostic]]


def formula_assertions(taxonomy: Taxonomy, code_of: Callable[[Node], str]) -> Assertions:
    """Return an assertion for each concept with a formula, and what is wrong with the others."""
    found: list[Assertion] = []
    mistakes: list[Diagnostic] = []
    for concept in taxonomy.derived:
        vocabulary = Vocabulary(taxonomy, {}, concept.name.namespace)
        claim = Reference(vocabulary.text(concept.name))
        try:
            comparison = Comparison("=", claim, parse_expression(concept.formula or ""))
        except LanguageError as error:
            mistakes.append(_invalid_formula(concept, error))
            continue
        wrong = [
            _invalid_formula(concept, error) for error in find_mistakes(comparison, vocabulary)
        ]
        mistakes += wrong
        if not wrong:
            found.append(Assertion(code_of(comparison.right), comparison, claim, vocabulary))
    return found, _judged(mistakes, taxonomy)


def _invalid_formula(concept: Concept, error: LanguageError) -> Diagnostic:
    said = f"The formula of {concept.name.local_name}, {concept.formula}: {error}"
    return INVALID_FORMULA(said.rstrip(".") + ".")


def rule_assertions(rule_file: RuleFile, taxonomy: Taxonomy) -> Assertions:
    """Return an assertion for each rule and each of its loops' turns, and what is wrong."""
    vocabulary = Vocabulary(taxonomy, rule_file.namespaces, rule_file.namespace)
    found: list[Assertion] = []
    mistakes: list[Diagnostic] = []
    for index, rule in enumerate(rule_file.rules):
        expansion = _Expansion(rule, rule_file, index, vocabulary)
        found += expansion.assertions()
        mistakes += expansion.mistakes
    return found, _judged(mistakes, taxonomy)


def _judged(mistakes: list[Diagnostic], taxonomy: Taxonomy) -> list[Diagnostic]:
    """Return mistakes as warnings where what is missing of the taxonomy may explain them."""
    if not taxonomy.unread:
        return mistakes
    return [evolve(mistake, severity=Severity.WARNING) for mistake in mistakes]


class _Expansion:
    """Writes out one rule for every turn of its loops."""

    def __init__(self, rule: Rule, rule_file: RuleFile, index: int, vocabulary: Vocabulary) -> None:
        self._rule = rule
        self._file = rule_file
        self._index = index
        self._vocabulary = vocabulary
        self.mistakes: list[Diagnostic] = []

    def assertions(self) -> Iterator[Assertion]:
        choices = [self._choices(loop) for loop in self._rule.loops]
        variables = [loop.variable for loop in self._rule.loops]
        if prod(map(len, choices)) > MAX_TURNS:
            self._mistake("for", LanguageError(f"the loops make more than {MAX_TURNS:,} turns", 0))
            return
        for turn in product(*choices):
            if len(self.mistakes) >= MAX_MISTAKES:
                break
            bindings = dict(zip(variables, turn, strict=True))
            if self._means_something(bindings):
                yield from self._assertion(bindings)

    def _choices(self, loop: Loop) -> tuple[str, ...]:
        """Return what a loop's variable runs through."""
        if loop.domain is None:
            return loop.names
        vocabulary = self._vocabulary
        network = vocabulary.statement(loop.domain)
        if network is not None:
            concepts = vocabulary.taxonomy.concepts
            names = dict.fromkeys(r.target for r in network.relationships)
            return tuple(vocabulary.text(name) for name in names if _has_numbers(concepts, name))
        try:
            dimension = vocabulary.dimension(loop.domain).name
        except UnknownNameError as error:
            self._mistake("for", LanguageError(f"{error}, nor a statement", loop.at))
            return ()
        members = sorted(vocabulary.taxonomy.dimensional.members(dimension))
        default = vocabulary.taxonomy.dimensional.defaults.get(dimension)
        return tuple(vocabulary.text(member) for member in members if member != default)

    def _means_something(self, bindings: Mapping[str, str]) -> bool:
        """Tell whether every template leads to a name; in a statement some may not."""
        templates = [
            name
            for node in (self._rule.assertion, self._rule.condition)
            if node is not None
            for name in (reference.name for reference in references(node))
            if "{" in name
        ]
        if all(self._vocabulary.find(filled(name, bindings)) for name in templates):
            return True
        return all(loop.domain is None for loop in self._rule.loops)

    def _assertion(self, bindings: Mapping[str, str]) -> Iterator[Assertion]:
        rule = self._rule
        asserted = _claim_first(substituted(rule.assertion, bindings))
        condition = None if rule.condition is None else substituted(rule.condition, bindings)
        mistakes = [("assert", error) for error in find_mistakes(asserted, self._vocabulary)]
        if condition is not None:
            mistakes += [("when", error) for error in find_mistakes(condition, self._vocabulary)]
        anchor = None
        try:
            anchor = _anchor(asserted, condition)
        except LanguageError as error:
            mistakes.append(("assert", error))
        for key, mistake in mistakes:
            self._mistake(key, mistake)
        if not mistakes:
            yield Assertion(
                rule.code,
                asserted,
                anchor,
                self._vocabulary,
                condition,
                rule.severity,
                bindings,
                rule,
                self._file.fiscal_year,
            )

    def _mistake(self, key: str, error: LanguageError) -> None:
        source = self._file.positions.of("rule", self._index, key, at=error.at)
        said = str(error).rstrip(".")
        mistake = INVALID_RULE(f"{self._rule.code}: {said}.", source)
        if mistake not in self.mistakes:
            self.mistakes.append(mistake)


def _claim_first(asserted: Condition) -> Condition:
    """Return a comparison with the number that stands alone on its left, if one does."""
    if isinstance(asserted, Comparison):
        left, right = asserted.left, asserted.right
        if isinstance(right, Reference) and not isinstance(left, Reference):
            return Comparison(_MIRRORED[asserted.operator], right, left, at=asserted.at)
    return asserted


_MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _anchor(asserted: Condition, condition: Condition | None) -> Reference | None:
    """Return what leads to the places of an assertion; raises `LanguageError` if nothing does."""
    anchored: Condition | None = asserted
    if not isinstance(asserted, Comparison):
        if any(isinstance(node, Comparison) for node in walk(asserted)):
            said = "an assertion is one comparison, or demands numbers with reported(…)"
            raise LanguageError(said, asserted.at)
        if condition is None and not isinstance(asserted, Reported):
            said = "without `when`, only reported(…) can be demanded of a report"
            raise LanguageError(said, asserted.at)
        anchored = condition
    if anchored is None:
        return None
    found = next(_at_own_place(anchored), None)
    if found is None:
        said = "one name must stand at the rule's own period, without `at` and in no sum"
        raise LanguageError(said, asserted.at)
    return found


def _at_own_place(node: Node) -> Iterator[Reference]:
    """Yield the references that are about the place itself: no other period, no parts of it."""
    if isinstance(node, Reference):
        if not node.when:
            yield node
    elif not isinstance(node, Aggregate):
        for child in children(node):
            yield from _at_own_place(child)


def _has_numbers(concepts: Mapping[QName, Concept], name: QName) -> bool:
    return name in concepts and concepts[name].is_reportable and concepts[name].is_numeric
