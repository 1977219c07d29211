"""Explanations: which numbers may be wrong, and what could have been printed instead.

The smallest set of numbers that makes the rest consistent is an explanation, not the truth: more
numbers than that may be wrong, or others, or a relation may not be meant as it is stated. What is
proved is that each explanation listed is one, and that no smaller one exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from finmodel.display import Displayed
from finmodel.model.column import EXACT
from finmodel.model.fact import Fact
from finmodel.model.report import Report
from finmodel.numeric import Interval
from finmodel.proof.guess import FAR
from finmodel.proof.printed import Printable
from finmodel.proof.slip import Slip, SlipKind


@frozen
class Rank:
    """What orders explanations, the best first; explanations that none beats are ties.

    Fewer numbers come first. Of as many, those are better that are likelier by far: `least` and
    `most` are the products of how likely each number is wrong as it is explained, on a scale that
    explanations share. They differ where nothing is known of a right number. Of `doubtful` slips,
    another number whatever is about as likely.
    """

    size: int
    least: Fraction
    most: Fraction
    doubtful: int = 0

    @property
    def order(self) -> tuple[int, Fraction, Fraction]:
        """What sorts ranks, the best first."""
        return self.size, -self.least, -self.most

    def beats(self, other: Rank) -> bool:
        """Tell whether it is better by far."""
        return (self.size, -self.least) <= (other.size, -FAR * other.most)


@frozen
class Correction:
    """One number of an explanation.

    The right value is in `allowed` if the numbers outside the explanation are right. It is the
    smallest such interval where `is_exact` is true; else one that holds it. `printable` are the
    printed numbers of the precision of this one that can stand for a value in it; `None` for an
    exact number. `slips` lead from a number that is allowed to the one that is printed, the
    likeliest first. `value` and `decimals` are what to print so that the rest is consistent: of
    the `slip` that explains it where there is one, else just one of many.
    """

    number: int
    fact: Fact
    allowed: Interval
    is_exact: bool
    printable: Printable | None
    slips: tuple[Slip, ...]
    slip: Slip | None
    value: Decimal
    decimals: int | None

    @property
    def range(self) -> Interval:
        """What may be printed; what an exact number may be, where it is one."""
        if self.printable is None:
            return self.allowed
        return Interval(self.printable.lowest, self.printable.highest)

    @property
    def suggestion(self) -> Decimal | Interval:
        """What was meant by the slip that explains it, else all that may be printed.

        Of a number that is rounded more than it says, that is what it stands for.
        """
        slip = self.slip
        if slip is not None and slip.kind is SlipKind.COARSER:
            return slip.interval()
        return self.range if slip is None or slip.right is None else slip.right


@frozen
class Explanation:
    """Numbers that, all wrong, leave the rest consistent.

    Exact values prove it for the linear rows, and where `is_confirmed` is true for the relations
    themselves too: rows only approximate some relations that divide.
    """

    corrections: tuple[Correction, ...]
    rank: Rank
    is_confirmed: bool = True

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that are wrong if it is true."""
        return tuple(correction.fact for correction in self.corrections)


@frozen
class Alternatives:
    """All smallest explanations of conflicts that share no number with others, the best first.

    `conflicts` are minimal: the numbers of each contradict each other, and no fewer of them do.
    Where `complete` is false, time or room did not suffice to find or to exclude all others of
    this size; `undecided` are those that might be explanations too.
    """

    conflicts: tuple[frozenset[int], ...]
    explanations: tuple[Explanation, ...]
    complete: bool
    undecided: tuple[frozenset[int], ...] = ()

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that it is about."""
        suspects = (c.number for each in self.explanations for c in each.corrections)
        return frozenset(suspects).union(*self.conflicts)

    @property
    def top(self) -> tuple[Explanation, ...]:
        """The explanations that none beats: one, or several that nothing tells apart."""
        ranks = {explanation.rank for explanation in self.explanations}
        beaten = {rank for rank in ranks if any(other.beats(rank) for other in ranks)}
        return tuple(e for e in self.explanations if e.rank not in beaten)

    @property
    def certain(self) -> Correction | None:
        """The only correction of one number, where all other explanations are proved to need more.

        The number can be printed in one way only then, to the same precision; `None` where there
        is any choice.
        """
        if not self.complete or len(self.explanations) != 1:
            return None
        (explanation,) = self.explanations
        if len(explanation.corrections) != 1 or not explanation.is_confirmed:
            return None
        (found,) = explanation.corrections
        if found.printable is None:
            is_single = found.allowed == Interval(Fraction(found.value), Fraction(found.value))
        else:
            is_single = found.printable.count == 1
        return found if is_single and found.decimals == found.fact.decimals else None


@frozen
class Diagnosis(Displayed):
    """Which numbers may be wrong: one of the alternatives of each independent conflict."""

    alternatives: tuple[Alternatives, ...] = ()

    @property
    def first(self) -> tuple[Explanation, ...]:
        """The first explanation of each conflict; with these numbers corrected the rest is true."""
        return tuple(each.explanations[0] for each in self.alternatives if each.explanations)

    @property
    def explained_by_one(self) -> int:
        """How many conflicts a single wrong number explains."""
        return sum(len(each.corrections) == 1 for each in self.first)


def corrected(report: Report, explanations: Iterable[Explanation]) -> Report:
    """Return a copy of a report with the numbers of explanations corrected.

    `decimals` stay as they are, unless the slip was one of precision.
    """
    columns = report.columns
    values, decimals = list(columns.value), columns.decimals[:]
    for explanation in explanations:
        for correction in explanation.corrections:
            row = correction.fact.row
            values[row] = f"{correction.value:f}"
            decimals[row] = EXACT if correction.decimals is None else correction.decimals
    return evolve(report, columns=evolve(columns, value=values, decimals=decimals))
