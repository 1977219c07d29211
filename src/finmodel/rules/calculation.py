"""Totals that do not agree with what the taxonomy's calculations add up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from finmodel.diagnostic import Fault, Severity
from finmodel.model.column import NONE
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures
from finmodel.model.finding import Checked, Finding, Tally, Term, Verdict
from finmodel.model.wording import described, listed
from finmodel.numeric import Rounding
from finmodel.qname import QName
from finmodel.rules.binding import Binder, Binding
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.disallowed_duplicate import DISALLOWED
from finmodel.rules.mode import Calculations
from finmodel.rules.summand import Summand
from finmodel.rules.summation import ARCROLES, Summation, summations
from finmodel.rules.total import add_up
from finmodel.taxonomy.lexical import Number
from finmodel.taxonomy.network import SUMMATION_ITEM_11

USING_ROUNDING: Final = "calc11e:inconsistentCalculationUsingRounding"
USING_TRUNCATION: Final = "calc11e:inconsistentCalculationUsingTruncation"
EXCESS_DIGITS: Final = Fault(
    "calc11e:excessDigits",
    "A number has more digits than its decimals say, so its calculations were not checked.",
    "Round the value to its decimals, or give the decimals that it really has.",
    "Calculations 1.1, section 4",
    Severity.WARNING,
)
DUPLICATES_TRUNCATED: Final = Fault(
    "calc11e:disallowedDuplicateFactsUsingTruncation",
    "A fact of a statement that truncates is stated with values that contradict each other.",
    "Correct the values, or remove those that are wrong.",
    "Calculations 1.1, section 4",
    Severity.WARNING,
)


@check(USING_ROUNDING, also=(USING_TRUNCATION,))
def inconsistent_calculation(case: Case) -> Iterator[Outcome]:
    """A total is not what its contributors add up to in a calculation of the taxonomy.

    Why: when a total disagrees with the parts that are printed beside it, it or one of them is
    wrong, or a part is missing from the report or from the calculation.

    Tolerance: none. Every number stands for all values that it could have been rounded from, or
    truncated from where its statement is declared to truncate. The calculation is refuted only if
    no such values add up; otherwise it counts as consistent, exactly or explained by rounding.
    Contributors that are not reported count as absent. Both kinds of calculation networks, of
    XBRL 2.1 and of Calculations 1.1, are read this way, unless the rules of XBRL 2.1 were asked for
    its own.

    Silent when: the total, or every contributor, is not reported with the same entity, period,
    unit and members; another statement puts the total together alike; the concept is of a
    floating-point type; or the total has a formula, which its own check looks at, because that one
    knows that every part must be there. Where a number has more digits than its decimals say, or
    is stated twice with values that contradict each other, that is said as a warning and the
    calculation is not evaluated.

    Example: finished goods of 1,212 and raw materials of 340 million are printed under inventories
    of 1,560 million: they allow 1,551 to 1,553.

    Reference: Calculations 1.1, sections 3 to 5.
    """
    counts: Counter[Verdict] = Counter()
    rows: list[int] = []
    binder = Binder(case.report)
    warned: set[tuple[int, ...]] = set()
    for summation, total, parts in occurrences(case, arcroles_of(case)):
        totals = add_up(total, parts)
        counts[Verdict.EXACT] += totals.exact
        counts[Verdict.EXPLAINED] += totals.explained
        rows += totals.rows
        for place in totals.unclear:
            binding = binder.bind(place, total, parts)
            if binding is not None:
                counts[binding.verdict] += 1
                rows += binding.rows if binding.verdict is not Verdict.NOT_EVALUATED else ()
                yield from _findings(case, summation.role, binding, warned)
    exact, explained, broken, not_evaluated = (counts[verdict] for verdict in Verdict)
    yield Tally(exact, explained, broken, not_evaluated, rows)


_MOST_TERMS: Final = 6


def arcroles_of(case: Case) -> Sequence[str]:
    """Return the networks that are read by the rules of Calculations 1.1."""
    is_separate = case.calculations is Calculations.XBRL_21
    return (SUMMATION_ITEM_11,) if is_separate else ARCROLES


def bindings(case: Case) -> Iterator[tuple[Summation, Binding]]:
    """Yield every place of every summation, each looked at closely."""
    binder = Binder(case.report)
    for summation, total, parts in occurrences(case, arcroles_of(case)):
        for place in total.all_places:
            binding = binder.bind(place, total, parts)
            if binding is not None:
                yield summation, binding


Occurrence = tuple[Summation, Summand, Sequence[tuple[Number, Summand]]]


def occurrences(case: Case, arcroles: Sequence[str] = ARCROLES) -> Iterator[Occurrence]:
    """Yield each summation in each unit in which its total and a contributor are reported."""
    indexes = {name: index for index, name in enumerate(case.report.columns.concepts)}
    summands: defaultdict[int, dict[int, Summand]] = defaultdict(dict)
    wanted = list(summations(case.taxonomy, arcroles))
    names = {s.total for s in wanted} | {part.concept for s in wanted for part in s.parts}
    numbers = {indexes[name] for name in names if name in indexes}
    for series in case.series:
        if series.concept in numbers and series.language == series.owner == NONE:
            truncated = _any_truncated(case, [case.report.columns.concepts[series.concept]])
            summand = Summand.of(series, is_truncated=truncated)
            summands[series.concept][series.unit] = summand
    for summation in wanted:
        totals = summands.get(indexes.get(summation.total, NONE), {})
        for unit, total in totals.items():
            parts = [
                (part.weight, found)
                for part in summation.parts
                if (found := summands[indexes.get(part.concept, NONE)].get(unit)) is not None
            ]
            if parts:
                yield summation, total, parts


def _any_truncated(case: Case, concepts: Iterable[QName]) -> bool:
    return any(case.report.rounding_of(concept) is Rounding.TRUNCATED for concept in concepts)


def _findings(
    case: Case, role: str, binding: Binding, warned: set[tuple[int, ...]]
) -> Iterator[Finding]:
    """Yield what there is to say about a binding; why one cannot be evaluated is said once."""
    if binding.verdict is Verdict.BROKEN:
        yield _broken(case, role, binding)
    for rows, finding in ((binding.excess, _excess), (binding.contradicting, _contradiction)):
        if rows and rows not in warned:
            warned.add(rows)
            yield finding(case, role, [Fact(case.report, row) for row in rows])


def checked(case: Case, role: str, binding: Binding) -> Checked:
    """Return a calculation in one place: its total, the parts beside it, and what they can make."""
    report = case.report
    parts = [(weight, row) for weight, part in binding.parts for row in part.rows]
    terms = [Term(Fact(report, row), "printed", is_claim=True) for row in binding.claim.rows]
    terms += [Term(Fact(report, row), operation(weight)) for weight, row in parts]
    is_clear = binding.verdict is not Verdict.NOT_EVALUATED
    return Checked(
        USING_TRUNCATION if _is_truncated(case, terms) else USING_ROUNDING,
        role,
        statement_of(case, role),
        binding.verdict,
        tuple(terms),
        binding.allowed if is_clear else None,
        binding.claim.interval if is_clear else None,
    )


def _broken(case: Case, role: str, binding: Binding) -> Finding:
    found = checked(case, role, binding)
    facts = [term.fact for term in found.terms]
    reason = "truncation" if _is_truncated(case, found.terms) else "rounding"
    return Finding(
        found.code,
        Severity.ERROR,
        _message(case, role, binding, facts, reason),
        _remedy(case, binding),
        rule=role,
        terms=found.terms,
        expected=found.expected,
        reported=found.reported,
    )


def _is_truncated(case: Case, terms: Iterable[Term]) -> bool:
    return _any_truncated(case, (term.fact.concept for term in terms))


def _message(case: Case, role: str, binding: Binding, facts: Sequence[Fact], reason: str) -> str:
    claim = facts[0]
    figures = Figures(case.taxonomy.is_ratio, facts)
    allowed, made = (figures.number(claim, found) for found in (binding.allowed, binding.sum))
    gap = binding.allowed.gap(binding.claim.interval)
    rest = f"at least {figures.difference(claim, gap)} cannot be explained"
    return (
        f"{described(claim, case.label)}: the parts{stated_in(case, role)} make {made}"
        f" ({allowed} with {reason}), not {figures.number(claim, binding.claim.printed)};"
        f" {rest if gap else 'the end of that range is not reached'}."
    )


def stated_in(case: Case, role: str) -> str:
    """Return where the taxonomy puts a total together, if it has a name for people."""
    statement = statement_of(case, role)
    return f" in “{statement}”" if statement else ""


def statement_of(case: Case, role: str) -> str:
    """Return the name that a network's role has for people, or nothing."""
    found = case.taxonomy.roles.get(role)
    return found.definition or "" if found else ""


def operation(weight: Number) -> str:
    """Return the sign, and the factor where there is one, with which a part counts."""
    sign = "+" if weight > 0 else "−"
    return sign if abs(weight) == 1 else f"{sign} {abs(weight)} ×"


def _remedy(case: Case, binding: Binding) -> str:
    """Return what to do, naming a part that explains the difference by itself."""
    rest = "a number is wrong, or a part is missing from the report or from the calculation."
    claim = binding.claim
    slack = ((binding.allowed.width or 0) + (claim.interval.width or 0)) / 2
    for share, says in ((2, "has the wrong sign"), (1, "is counted and should not be")):
        suspects = [
            case.label(Fact(case.report, part.rows[0]).concept)
            for weight, part in binding.parts
            if part.printed
            and abs(binding.sum - claim.printed - share * Fraction(weight) * part.printed) <= slack
        ]
        if suspects:
            return f"Perhaps {listed(suspects, conjunction='or')} {says}; if not, {rest}"
    return f"Compare the total and its parts with their sources: {rest}"


def _excess(case: Case, role: str, facts: Sequence[Fact]) -> Finding:
    fact = facts[0]
    says = (
        f"{described(fact, case.label)}, is {fact.text} with decimals of {fact.decimals}, which is"
        " more digits than it claims to know; calculations with it were not checked."
    )
    return _stopped(EXCESS_DIGITS.code, EXCESS_DIGITS.remedy, says, role, facts)


def _contradiction(case: Case, role: str, facts: Sequence[Fact]) -> Finding:
    truncated = _any_truncated(case, [facts[0].concept])
    says = (
        f"{described(facts[0], case.label)}, is stated with values that contradict each other, so"
        " calculations with it were not checked."
    )
    code = DUPLICATES_TRUNCATED.code if truncated else DISALLOWED
    return _stopped(code, DUPLICATES_TRUNCATED.remedy, says, role, facts)


def _stopped(code: str, remedy: str, says: str, role: str, facts: Sequence[Fact]) -> Finding:
    terms = tuple(map(Term, facts[:_MOST_TERMS]))
    return Finding(code, Severity.WARNING, says, remedy, rule=role, terms=terms)
