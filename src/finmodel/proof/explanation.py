"""Explanations: which numbers may be wrong, and what could have been printed instead.

The smallest set of numbers that makes the rest consistent is an explanation, not the truth: more
numbers than that may be wrong, or others, or a relation may not be meant as it is stated. What is
proved is that each explanation listed is one, and that no smaller one exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from finmodel.model.column import EXACT
from finmodel.model.fact import Fact
from finmodel.model.report import Report
from finmodel.numeric import Interval
from finmodel.proof.printed import Printable
from finmodel.proof.slip import Slip, SlipKind

FAR: Final = 3
"""How many times likelier an explanation has to be than another to be better."""


@frozen(order=True)
class Rank:
    """What orders explanations, the best first; explanations that none beats are ties.

    Fewer numbers come first, then fewer that no slip of people explains, then fewer of which the
    slip is `doubtful`, then fewer that have been rounded more than they say. `accident` is the
    share of numbers that slips of the kinds that explain it could have explained as well: the
    larger, the likelier they fit a number that is right by accident.
    """

    size: int
    unexplained: int
    doubtful: int = 0
    coarser: int = 0
    accident: Fraction = Fraction(1)

    def beats(self, other: Rank) -> bool:
        """Tell whether it is better by far, whether doubtful slips have happened or not."""
        accident = FAR if self.doubtful else FAR * self.accident
        worst = (self.size, self.unexplained + self.doubtful, self.coarser, accident)
        return worst < (other.size, other.unexplained, other.coarser, other.accident)


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
    def order(self) -> tuple[Rank, int, Rank]:
        """What orders explanations in a list: the rank, and where that is doubtful the slips."""
        kinds = (each.slip.kind if each.slip else SlipKind.CHANGE for each in self.corrections)
        rank = evolve(self.rank, accident=Fraction(1)) if self.rank.doubtful else self.rank
        return rank, sum(kind.cost for kind in kinds), self.rank

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


@frozen
class Diagnosis:
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
