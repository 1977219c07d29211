"""Findings and tallies from relations: what the checks of formulas and of rule files share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from finmodel.diagnostic import Fault, Severity
from finmodel.language.form import Affine, Form, Quotient, variables
from finmodel.language.measure import RATIO, measure, measure_of
from finmodel.language.tree import Call, Comparison, walk
from finmodel.language.wording import write_text
from finmodel.model.fact import Fact
from finmodel.model.finding import Checked, Finding, Tally, Term, Verdict
from finmodel.model.wording import amount, described, interval, percentage, scale_of
from finmodel.numeric import Interval
from finmodel.rules.case import Case
from finmodel.rules.relation.relation import Relation, operator_of

DIVISOR_MAY_BE_ZERO = Fault(
    "fm:divisorMayBeZero",
    "A relation divides by a number that may be zero within its printed precision.",
    "State the relation as a product, or give it a `when` that excludes such places.",
    severity=Severity.WARNING,
)

REMEDY = "Check the numbers against their sources: at least one of them is wrong."

_VERBS: Final = {
    "=": "make",
    "!=": "also make",
    "<=": "allow no more than",
    "<": "allow only less than",
    ">=": "allow no less than",
    ">": "allow only more than",
}
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def outcomes(case: Case, relations: Iterable[Relation]) -> Iterator[Finding | Tally]:
    """Yield a finding for each broken relation, and the tally of all of them."""
    counts: Counter[Verdict] = Counter()
    rows: set[int] = set()
    for relation in relations:
        counts[relation.verdict] += 1
        if relation.verdict is Verdict.BROKEN:
            yield broken(case, relation)
        if relation.verdict is not Verdict.NOT_EVALUATED:
            rows.update(relation.rows)
        elif relation.divides_by_zero:
            yield _division(case, relation)
    yield Tally(
        counts[Verdict.EXACT],
        counts[Verdict.EXPLAINED],
        counts[Verdict.BROKEN],
        counts[Verdict.NOT_EVALUATED],
        tuple(sorted(rows)),
    )


def broken(case: Case, relation: Relation) -> Finding:
    """Return the finding for a relation that no true values satisfy.

    `expected` and `reported` are given where they are of the claim's kind, so in its unit.
    """
    assertion = relation.assertion
    compared = _compared(case, relation)
    found = checked(case, relation)
    return Finding(
        assertion.code,
        assertion.severity,
        message=_demand(case, relation) if compared is None else compared.message(),
        remedy=REMEDY,
        source=assertion.rule.source if assertion.rule else None,
        rule=found.rule,
        terms=found.terms,
        expected=found.expected,
        reported=found.reported,
    )


def checked(case: Case, relation: Relation) -> Checked:
    """Return a relation with its numbers, and what they imply where that is of the claim's kind."""
    assertion = relation.assertion
    compared = _compared(case, relation)
    shows_ranges = compared is not None and compared.is_of_claims_kind
    text = write_text(assertion.asserted)
    return Checked(
        assertion.code,
        assertion.code if assertion.rule else text,
        text,
        relation.verdict,
        _terms(case, relation),
        relation.expected if shows_ranges else None,
        relation.reported if shows_ranges else None,
        operator_of(assertion),
    )


def _compared(case: Case, relation: Relation) -> _Compared | None:
    """Return the words for a relation that compares something; a demand does not."""
    comparison = relation.assertion.asserted
    if relation.left is None or not isinstance(comparison, Comparison):
        return None
    return _Compared(case, relation, comparison)


def _division(case: Case, relation: Relation) -> Finding:
    assertion = relation.assertion
    terms = _terms(case, relation)
    name = described(terms[0].fact, case.label) if terms else assertion.code
    fault = DIVISOR_MAY_BE_ZERO
    text = write_text(assertion.asserted)
    said = f"{name}: the relation {text} divides by a number that may be zero."
    source = assertion.rule.source if assertion.rule else None
    return Finding(fault.code, fault.severity, said, fault.remedy, source, assertion.code, terms)


def _demand(case: Case, relation: Relation) -> str:
    """Return what is demanded of a report and missing."""
    place = "the report"
    if relation.operands:
        place = described(Fact(case.report, relation.operands[0].rows[0]), case.label)
    said = f"{place}: {write_text(relation.assertion.asserted)} is demanded and does not hold."
    return _own_words(relation, {"label": place}) or said


def _own_words(relation: Relation, parts: Mapping[str, str]) -> str:
    """Return the rule's own message, its placeholders filled where something fills them."""
    assertion = relation.assertion
    known = {**assertion.bindings, **parts}
    template = assertion.rule.message if assertion.rule else ""
    return _PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), template)


class _Compared:
    """The words for a comparison that does not hold."""

    def __init__(self, case: Case, relation: Relation, comparison: Comparison) -> None:
        self._case = case
        self._relation = relation
        self._comparison = comparison
        self._claim = Fact(case.report, relation.operands[relation.claim].rows[0])
        vocabulary = relation.assertion.vocabulary
        left, right = (measure(side, vocabulary) for side in (comparison.left, comparison.right))
        self._measure = right if left is None else left

    @property
    def is_of_claims_kind(self) -> bool:
        """Whether both sides measure what the claim does."""
        concept = self._case.taxonomy.concepts.get(self._claim.concept)
        return concept is not None and self._measure == measure_of(concept)

    def message(self) -> str:
        relation = self._relation
        expected, reported = relation.expected, relation.reported
        assert expected is not None and reported is not None  # noqa: S101, PT018 - it has two sides
        printed = relation.operands[relation.claim].printed
        scale = scale_of(expected, printed) if relation.has_claim else scale_of(expected, reported)
        parts = {
            "label": described(self._claim, self._case.label),
            "period": str(self._claim.period),
            "expected": self._text(expected, scale),
            "reported": self._text(printed if relation.has_claim else reported, scale),
        }
        limit = self._text(_limit(expected, self._comparison.operator), scale)
        return _own_words(relation, parts) or self._usual_words(parts, limit)

    def _usual_words(self, parts: Mapping[str, str], limit: str) -> str:
        comparison = self._comparison
        label, reported, expected = (parts[key] for key in ("label", "reported", "expected"))
        if self._relation.has_claim:
            verb = _VERBS[comparison.operator]
            return f"{label}: {reported} is printed, but the other numbers {verb} {limit}."
        left, right = write_text(comparison.left), write_text(comparison.right)
        return (
            f"{label}: {left} makes {reported} and {right} makes {expected},"
            f" so {write_text(comparison)} cannot hold."
        )

    def _text(self, value: Interval | Fraction, scale: int) -> str:
        signs = (
            isinstance(node, Call) and node.function == "sign" for node in walk(self._comparison)
        )
        if self._measure == RATIO and not any(signs):
            return percentage(value)
        unit = self._claim.unit if self.is_of_claims_kind else None
        if isinstance(value, Interval):
            return interval(value, unit, scale=scale)
        return amount(value, unit, scale=scale)


def _limit(expected: Interval, operator: str) -> Interval | Fraction:
    """Return what a claim may not pass: one end of what the other side can be, or all of it."""
    ends = {"<": expected.high, "<=": expected.high, ">": expected.low, ">=": expected.low}
    end = ends.get(operator)
    return expected if end is None else end


def _terms(case: Case, relation: Relation) -> tuple[Term, ...]:
    """Return the facts of a relation, the claim first, with what is done to each."""
    sides = [side for side in (relation.left, relation.right) if side is not None]
    operations = {number: done for side in sides for number, done in _operations(side)}
    claim, terms = relation.claim, []
    for number, operand in sorted(enumerate(relation.operands), key=lambda pair: pair[0] != claim):
        is_claim = number == claim
        operation = "printed" if is_claim else operations.get(number, "with")
        for row in operand.rows:
            terms.append(Term(Fact(case.report, row), operation, is_claim))
    return tuple(terms)


def _operations(form: Form) -> Iterator[tuple[int, str]]:
    match form:
        case Affine():
            for index, factor in form.terms.items():
                yield index, "+" if factor > 0 else "−"
        case Quotient():
            yield from ((index, "÷") for index in variables(form.denominator))
            yield from _operations(form.numerator)
        case _:
            yield from ((index, "with") for index in variables(form))
