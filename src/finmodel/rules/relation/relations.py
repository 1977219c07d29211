"""All relations of a report: each evaluated once, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from finmodel.diagnostic import Diagnostic
from finmodel.language.rulefile import RuleFile
from finmodel.language.tree import Aggregate, Change, Comparison, Growth, Negation, Node, Operation
from finmodel.model.report import Report
from finmodel.rules.relation.assertion import Assertion, formula_assertions, rule_assertions
from finmodel.rules.relation.evaluation import Evaluator
from finmodel.rules.relation.relation import Relation
from finmodel.rules.relation.scope import Formulas
from finmodel.rules.stated import (
    CHANGE_MISMATCH,
    FORMULA_MISMATCH,
    GROWTH_MISMATCH,
    RATIO_MISMATCH,
    TOTAL_MISMATCH,
)
from finmodel.taxonomy.taxonomy import Taxonomy


def formula_code(formula: Node) -> str:
    """Return the code of the check that a formula of this shape belongs to."""
    match formula:
        case Growth():
            return GROWTH_MISMATCH
        case Change():
            return CHANGE_MISMATCH
        case Operation(operator="/"):
            return RATIO_MISMATCH
        case Operation(operator="+" | "-") | Negation() | Aggregate(function="sum"):
            return TOTAL_MISMATCH
        case _:
            return FORMULA_MISMATCH


@frozen(eq=False, slots=False)
class Relations:
    """The assertions about a report and their relations, made when somebody asks for them."""

    report: Report
    taxonomy: Taxonomy
    rule_files: tuple[RuleFile, ...] = ()

    @cached_property
    def _sources(self) -> tuple[list[Assertion], list[Diagnostic]]:
        assertions, mistakes = formula_assertions(self.taxonomy, formula_code)
        for rule_file in self.rule_files:
            mistakes += rule_file.diagnostics
            if self.taxonomy.concepts:  # without any, no name in a rule means anything
                more, wrong = rule_assertions(rule_file, self.taxonomy)
                assertions += more
                mistakes += wrong
        return assertions, mistakes

    @property
    def assertions(self) -> list[Assertion]:
        """Everything that must hold somewhere: formulas, then rules, loops written out."""
        return self._sources[0]

    @property
    def mistakes(self) -> list[Diagnostic]:
        """What is wrong with formulas and rule files."""
        return self._sources[1]

    @cached_property
    def evaluator(self) -> Evaluator:
        """What finds the numbers of relations."""
        return Evaluator(self.report, self._formulas)

    @cached_property
    def _formulas(self) -> Formulas:
        formulas = Formulas()
        for assertion in self.assertions:
            asserted, claim = assertion.asserted, assertion.anchor
            if assertion.rule is None and claim is not None and isinstance(asserted, Comparison):
                formulas[assertion.vocabulary.concept(claim.name).name] = asserted.right
        return formulas

    @cached_property
    def all(self) -> tuple[Relation, ...]:
        """Every relation of the report, in the order of the assertions."""
        relations = self.evaluator.relations
        return tuple(found for assertion in self.assertions for found in relations(assertion))

    def of(self, code: str) -> Iterator[Relation]:
        """Yield the relations that formulas of one shape state, by the code of their check."""
        return (
            relation
            for relation in self.all
            if relation.assertion.rule is None and relation.assertion.code == code
        )

    @property
    def of_rules(self) -> Iterator[Relation]:
        """The relations that rule files state."""
        return (relation for relation in self.all if relation.assertion.rule is not None)
