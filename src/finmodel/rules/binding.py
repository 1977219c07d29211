"""Bindings: one place of a summation looked at closely, with exact intervals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT
from finmodel.model.duplicate import DuplicateKind, duplicate_kind
from finmodel.model.finding import Verdict
from finmodel.model.report import Report
from finmodel.numeric import ZERO, Interval, quantum
from finmodel.rules.operand import Operand, Operands
from finmodel.rules.summand import Summand
from finmodel.taxonomy.lexical import Number


@frozen(eq=False, slots=False)
class Binding:
    """A total and the contributors that are reported beside it, with the verdict.

    Where it is not evaluated, `excess` are rows whose numbers have more digits than their decimals
    say, or `contradicting` are rows that state one fact differently.
    """

    claim: Operand
    parts: Sequence[tuple[Number, Operand]]
    excess: tuple[int, ...] = ()
    contradicting: tuple[int, ...] = ()

    @cached_property
    def verdict(self) -> Verdict:
        """What became of it."""
        if self.excess or self.contradicting:
            return Verdict.NOT_EVALUATED
        if not self.allowed.meets(self.claim.interval):
            return Verdict.BROKEN
        return Verdict.EXACT if self.sum in self.claim.interval else Verdict.EXPLAINED

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of all facts that it holds."""
        return (*self.claim.rows, *(row for _, part in self.parts for row in part.rows))

    @cached_property
    def sum(self) -> Fraction:
        """What the parts make as they are printed."""
        return sum((Fraction(weight) * part.printed for weight, part in self.parts), Fraction(0))

    @cached_property
    def allowed(self) -> Interval:
        """What the parts can make, each being any number that it could have been rounded from."""
        intervals = (part.interval.scaled(Fraction(weight)) for weight, part in self.parts)
        return sum(intervals, ZERO)


class Binder:
    """Looks closely at the places of summations in one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._operands = Operands(report)

    def bind(
        self, place: int, total: Summand, parts: Sequence[tuple[Number, Summand]]
    ) -> Binding | None:
        """Return the binding in a place; `None` where the total or all contributors are absent."""
        groups = [total.rows_at(place), *(part.rows_at(place) for _, part in parts)]
        claim, *others = [self._operands.of_rows(tuple(rows)) for rows in groups]
        present = [
            (weight, part)
            for (weight, _), part in zip(parts, others, strict=True)
            if part is not None
        ]
        if claim is None or not present:
            return None
        excess, contradicting = self._obstacle(groups)
        return Binding(claim, present, excess, contradicting)

    def _obstacle(self, groups: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the first rows with excess digits or with contradicting values."""
        for rows in groups:
            excess = tuple(row for row in rows if self._has_excess_digits(row))
            if excess:
                return excess, ()
            kind = duplicate_kind(self._report, rows) if len(rows) > 1 else None
            if kind is DuplicateKind.INCONSISTENT:
                return (), tuple(rows)
        return (), ()

    def _has_excess_digits(self, row: int) -> bool:
        columns = self._report.columns
        decimals, operand = columns.decimals[row], self._operands.of_rows((row,))
        if operand is None or decimals in (EXACT, ABSENT):
            return False
        return operand.printed % quantum(decimals) != 0
