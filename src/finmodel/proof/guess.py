"""Guesses: what may have happened to a number, the likeliest first.

A slip with many possible outcomes fits many intervals, a wide interval fits many slips, and a
number of few digits fits everything. A slip that is not far likelier than another number whatever
is doubtful, and where that is likelier it is no guess at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from finmodel.proof.likelihood import Likelihood
from finmodel.proof.slip import Neighbour, Slip, SlipKind, corrections

FAR: Final = 10
"""How many times likelier one has to be than another to be better by far."""

MAX_GUESSES: Final = 4
"""How many guesses at slips behind one number are kept."""

_TELLING: Final = {SlipKind.COPIED}
"""Kinds that may be behind a zero: it is right to any number of digits, and all have none."""

_NO_SLIPS: Final = {SlipKind.MISREAD, SlipKind.CHANGE}
"""Kinds that say no more than that a digit, or all, is wrong."""


@frozen
class Guess:
    """A slip that may have happened, or (`None`) that another number whatever was printed.

    It is at least and at most so likely. The two differ only where the right number may be
    anything, so that nothing can be said for it or against it.
    """

    slip: Slip | None
    least: Fraction
    most: Fraction
    is_doubtful: bool = False


def guesses(
    likelihood: Likelihood, neighbours: Mapping[int, Neighbour], together: Collection[int] = ()
) -> tuple[Guess, ...]:
    """Return guesses about a number, the likeliest first; another number whatever is the last.

    Two numbers can only have been exchanged if both are wrong, so that is guessed about neighbours
    in `together` only.
    """
    change = likelihood.of_change
    any_other = Guess(None, change if likelihood.is_bounded else likelihood.least, change)
    found = []
    for slip in _fitting(likelihood, neighbours, together):
        likely = likelihood.of(slip)
        least = likely if likelihood.is_bounded else likelihood.least
        if likely >= change:
            found.append(Guess(slip, least, likely, likely < FAR * change))
    found.sort(key=lambda guess: -guess.most)
    return (*found[:MAX_GUESSES], any_other)


def _fitting(
    likelihood: Likelihood, neighbours: Mapping[int, Neighbour], together: Collection[int]
) -> Iterator[Slip]:
    """Yield the slips that lead from a number that is allowed to the printed one."""
    value = likelihood.value
    others = [other for other in neighbours.values() if other.value == value]
    others += [other for number, other in neighbours.items() if number in together]
    for slip in corrections(value, likelihood.decimals, others, likelihood.rounding):
        is_slip = slip.kind not in _NO_SLIPS if value else slip.kind in _TELLING
        if is_slip and likelihood.allowed.meets(slip.interval(likelihood.rounding)):
            yield slip
