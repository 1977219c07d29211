"""Diagnosing a proof: all smallest explanations of every conflict, with slips that may be behind.

Explanations are judged by exact certificates only; what time does not suffice for is said to be
undecided, and nothing that is known by then is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product
from math import prod
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.model.fact import Fact
from finmodel.numeric import Interval, Rounding
from finmodel.proof.allowed import ANYTHING, Allowance, Allowances
from finmodel.proof.deadline import Deadline
from finmodel.proof.explanation import (
    Alternatives,
    Correction,
    Diagnosis,
    Explanation,
    Rank,
)
from finmodel.proof.guess import Guess, guesses
from finmodel.proof.likelihood import Likelihood
from finmodel.proof.neighbour import Neighbours
from finmodel.proof.oracle import Values
from finmodel.proof.printed import Printable, printed
from finmodel.proof.prove import Judged, Proof
from finmodel.proof.search import OutOfTimeError, UndecidedError, smallest_corrections
from finmodel.proof.suspicion import Suspicion

MAX_EXPLANATIONS: Final = 300
"""How many explanations of one conflict are listed."""

MAX_COMBINATIONS: Final = 8
"""How many combinations of slips are tried for one explanation of several numbers."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many components of how many have been explained."""


def diagnose(
    proof: Proof, *, time_limit: float | None = None, progress: Progress | None = None
) -> Diagnosis:
    """Return the smallest explanations of the conflicts of a proof.

    `time_limit` is in seconds. A component whose relations contradict each other whatever is
    reported has none.
    """
    deadline = Deadline(time_limit, 0)
    wrong = [judged for judged in proof.judged if judged.conflicts]
    neighbours = Neighbours(proof.problem)
    found: list[Alternatives] = []
    for done, judged in enumerate(wrong, start=1):
        if not any(conflict.is_about_rules for conflict in judged.conflicts):
            found += _Explainer(judged, neighbours, deadline).alternatives()
        if progress is not None:
            progress(done, len(wrong))
    return Diagnosis(tuple(found))


class _Explainer:
    """Explains the conflicts of one component."""

    def __init__(self, judged: Judged, neighbours: Neighbours, deadline: Deadline) -> None:
        component = judged.component
        self._judged = judged
        self._component = component
        self._problem = component.problem
        self._neighbours = neighbours
        self._deadline = deadline
        self._suspicion = Suspicion(judged, deadline)
        self._allowances = Allowances(self._suspicion, deadline)

    def alternatives(self) -> Iterator[Alternatives]:
        known = [conflict.numbers for conflict in self._judged.conflicts]
        smallest = smallest_corrections(self._suspicion, known, MAX_EXPLANATIONS)
        for group in smallest.groups:
            explanations = [
                self._explanation(chosen, whole)
                for chosen, whole in zip(group.sets, group.whole, strict=True)
            ]
            explanations.sort(key=lambda explanation: explanation.rank.order)
            yield Alternatives(
                group.conflicts, tuple(explanations), group.complete, group.undecided
            )

    def _explanation(self, chosen: frozenset[int], whole: frozenset[int]) -> Explanation:
        suspects = [self._suspect(number, chosen, whole) for number in sorted(chosen)]
        combination, values = self._combination(suspects, whole)
        corrections = tuple(
            self._correction(suspect, guess, values, alone=len(suspects) == 1)
            for suspect, guess in zip(suspects, combination, strict=True)
        )
        return Explanation(corrections, _rank(combination), self._suspicion.is_confirmed(whole))

    def _suspect(self, number: int, chosen: frozenset[int], whole: frozenset[int]) -> _Suspect:
        try:
            allowance = self._allowances.of(number, whole)
        except OutOfTimeError:
            allowance = ANYTHING
        fact = self._problem.fact(number)
        rounding = self._problem.report.rounding_of(fact.concept)
        beside = self._neighbours.of(number)
        values = [other.value for other in beside.values()]
        likelihood = Likelihood(fact.number, fact.decimals, rounding, allowance, values)
        found = guesses(likelihood, beside, chosen)
        return _Suspect(number, fact, rounding, allowance, found)

    def _combination(
        self, suspects: Sequence[_Suspect], whole: frozenset[int]
    ) -> tuple[Combination, Values]:
        """Return the best guess about each number as far as they are right together, and values."""
        options = [suspect.guesses for suspect in suspects]
        combinations = sorted(product(*options), key=lambda each: -_rank(each).most)
        for combination in islice(combinations, MAX_COMBINATIONS):
            values = self._values(suspects, combination, whole)
            if values is not None:
                return combination, values
        any_others = tuple(suspect.guesses[-1] for suspect in suspects)
        return any_others, self._suspicion.witness(whole)

    def _values(
        self, suspects: Sequence[_Suspect], combination: Combination, whole: frozenset[int]
    ) -> Values | None:
        """Return values with which guesses are right together; `None` where there are none."""
        replaced = {
            suspect.number: guess.slip.interval(suspect.rounding)
            for suspect, guess in zip(suspects, combination, strict=True)
            if guess.slip is not None
        }
        if not replaced or (len(suspects) == 1 and suspects[0].allowance.is_exact):
            # all values in an exact interval are possible, one number at a time
            return self._suspicion.witness(whole)
        try:
            return self._suspicion.replaced(whole, replaced)
        except UndecidedError:
            return None

    def _correction(
        self,
        suspect: _Suspect,
        guess: Guess,
        values: Values,
        *,
        alone: bool,
    ) -> Correction:
        number, allowance = self._problem.numbers[suspect.number], suspect.allowance
        slip = guess.slip
        decimals, interval = number.decimals, allowance.interval
        printable = None
        if decimals is not None:
            printable = Printable.of(interval, decimals, suspect.rounding)
        right = None if slip is None else slip.right
        if slip is not None and right is not None:
            decimals = slip.decimals
        else:
            value = values[self._component.variable[number.quantity]]
            if alone and allowance.is_exact:
                value = _middle(interval, value)
            right = printed(value, decimals, suspect.rounding)
        return Correction(
            suspect.number,
            suspect.fact,
            interval,
            allowance.is_exact,
            printable,
            tuple(each.slip for each in suspect.guesses if each.slip is not None),
            slip,
            right,
            decimals,
        )


def _middle(allowed: Interval, value: Fraction) -> Fraction:
    """Return the middle of what is allowed, or a value where that has no middle."""
    if allowed.low is None or allowed.high is None:
        return value
    return (allowed.low + allowed.high) / 2


@frozen
class _Suspect:
    """A number of an explanation, where its right value lies, and guesses about what happened."""

    number: int
    fact: Fact
    rounding: Rounding
    allowance: Allowance
    guesses: tuple[Guess, ...]


Combination: TypeAlias = tuple[Guess, ...]


def _rank(combination: Combination) -> Rank:
    return Rank(
        len(combination),
        prod((guess.least for guess in combination), start=Fraction(1)),
        prod((guess.most for guess in combination), start=Fraction(1)),
        sum(guess.is_doubtful for guess in combination),
    )
