"""Findings and tallies from relations: what the checks of formulas and of rule files share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from finmodel.diagnostic import Fault, Severity
from finmodel.language.form import Affine, Form, Quotient, variables
from finmodel.language.wording import write_text
from finmodel.model.fact import Fact
from finmodel.model.finding import Finding, Tally, Term, Verdict
from finmodel.model.wording import amount, described, interval, percentage, scale_of
from finmodel.numeric import Interval
from finmodel.rules.case import Case
from finmodel.rules.relation import Relation, operator_of

DIVISOR_MAY_BE_ZERO = Fault(
    "fm:divisorMayBeZero",
    "A relation divides by a number that may be zero within its printed precision.",
    "State the relation as a product, or give it a `when` that excludes such places.",
    severity=Severity.WARNING,
)

REMEDY = "Check the numbers against their sources: at least one of them is wrong."


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
    """Return the finding for a relation that no true values satisfy."""
    assertion = relation.assertion
    return Finding(
        assertion.code,
        assertion.severity,
        message=_message(case, relation),
        remedy=REMEDY,
        source=assertion.rule.source if assertion.rule else None,
        rule=assertion.code if assertion.rule else _formula_text(relation),
        terms=_terms(case, relation),
        expected=relation.expected,
        reported=relation.reported,
    )


def _division(case: Case, relation: Relation) -> Finding:
    assertion = relation.assertion
    terms = _terms(case, relation)
    name = described(terms[0].fact, case.label) if terms else assertion.code
    fault = DIVISOR_MAY_BE_ZERO
    said = f"{name}: the relation {_formula_text(relation)} divides by a number that may be zero."
    source = assertion.rule.source if assertion.rule else None
    return Finding(fault.code, fault.severity, said, fault.remedy, source, assertion.code, terms)


def _formula_text(relation: Relation) -> str:
    return write_text(relation.assertion.asserted)


def _message(case: Case, relation: Relation) -> str:
    expected, reported = relation.expected, relation.reported
    if expected is None or reported is None:
        return _demand(case, relation)
    stated = relation.operands[_claimed(relation)]
    claim = Fact(case.report, stated.rows[0])
    scale = scale_of(expected, stated.printed)
    is_ratio = _is_ratio(case, claim)

    def text(value: Interval | Fraction) -> str:
        if is_ratio:
            return percentage(value)
        if isinstance(value, Interval):
            return interval(value, claim.unit, scale=scale)
        return amount(value, claim.unit, scale=scale)

    parts = {
        "label": described(claim, case.label),
        "period": str(claim.period),
        "expected": text(expected),
        "reported": text(stated.printed) if relation.has_claim else text(reported),
        **relation.assertion.bindings,
    }
    rule = relation.assertion.rule
    if rule is not None and rule.message:
        return rule.message.format_map(_Kept(parts))
    return "{label}: {reported} is printed, but the other numbers {verb} {expected}.".format(
        **parts, verb=_VERBS[operator_of(relation.assertion)]
    )


def _demand(case: Case, relation: Relation) -> str:
    """Return what is demanded of a report and missing."""
    place = "the report"
    if relation.operands:
        place = described(Fact(case.report, relation.operands[0].rows[0]), case.label)
    parts = {"label": place, **relation.assertion.bindings}
    rule = relation.assertion.rule
    if rule is not None and rule.message:
        return rule.message.format_map(_Kept(parts))
    return f"{place}: {_formula_text(relation)} is demanded and does not hold."


_VERBS = {
    "=": "make",
    "!=": "also make",
    "<=": "allow no more than",
    "<": "allow only less than",
    ">=": "allow no less than",
    ">": "allow only more than",
}


class _Kept(dict[str, str]):
    """Leaves a placeholder of a message template as it is where nothing fills it."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _is_ratio(case: Case, fact: Fact) -> bool:
    concept = case.taxonomy.concepts.get(fact.concept)
    return concept is not None and concept.data_type.is_pure


def _terms(case: Case, relation: Relation) -> tuple[Term, ...]:
    """Return the facts of a relation, the claim first, with what is done to each."""
    operations = dict(_operations(relation.right)) if relation.right is not None else {}
    claimed = _claimed(relation)
    terms = []
    for number, operand in enumerate(relation.operands):
        is_claim = number == claimed
        operation = "printed" if is_claim else operations.get(number, "with")
        for row in operand.rows:
            terms.append(Term(Fact(case.report, row), operation, is_claim))
    return tuple(sorted(terms, key=lambda term: not term.is_claim))


def _claimed(relation: Relation) -> int:
    """Return the operand that the left side is, or the anchor's where it is several."""
    if relation.has_claim and relation.left is not None:
        return next(iter(variables(relation.left)))
    return 0


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
