"""Guesses: the slips that explain a number, as far as they are no accident.

A slip with many possible outcomes fits many intervals, a wide interval fits many slips, and a
number of few digits fits everything. So a fit counts by the share of numbers with as many digits
that would have fitted as well: the outcomes of the slip times the numbers that are allowed, as
precise as the right one, of all of them. Shares of an amount and of a ratio can be compared.

Is the same number likelier to be wrong in any other way? A share of more than one in fifty is no
evidence that it is not; such a guess is doubtful. Is another number likelier to be wrong by a slip?
The one with the smaller share is, doubtful or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from finmodel.numeric import Interval, Rounding, quantum
from finmodel.proof.allowed import Allowance
from finmodel.proof.printed import Printable
from finmodel.proof.slip import Neighbour, Slip, SlipKind, corrections

MAX_CHANCE: Final = Fraction(1, 50)
"""The largest share of numbers that a slip may explain and still count."""

MAX_GUESSES: Final = 4
"""How many guesses about one number are kept."""

_NO_SLIPS: Final = {SlipKind.MISREAD, SlipKind.CHANGE}
"""Kinds that say no more than that a digit, or all, is wrong."""


@frozen
class Guess:
    """A slip that may have happened, and how it counts in the rank of an explanation."""

    slip: Slip
    accident: Fraction
    is_doubtful: bool = False

    @property
    def is_coarser(self) -> bool:
        """Whether the number is right, but to fewer digits than it says."""
        return self.slip.kind is SlipKind.COARSER

    @property
    def order(self) -> tuple[bool, bool, Fraction, int]:
        """What orders the guesses about one number."""
        return self.is_doubtful, self.is_coarser, self.accident, self.slip.cost


def guesses(
    value: Decimal,
    decimals: int | None,
    allowed: Allowance,
    rounding: Rounding,
    neighbours: Mapping[int, Neighbour],
    together: Collection[int] = (),
) -> tuple[Guess, ...]:
    """Return the guesses about a printed number whose right value lies where it is allowed.

    Two numbers can only have been exchanged if both are wrong, so that is guessed about neighbours
    in `together` only.
    """
    others = [other for other in neighbours.values() if other.value == value]
    others += [other for number, other in neighbours.items() if number in together]
    candidates = corrections(value, decimals, others)
    outcomes = Counter(slip.kind for slip in candidates)
    outcomes[SlipKind.COPIED] = len(neighbours)
    fitting = [slip for slip in candidates if allowed.meets(slip.interval(rounding))]
    magnitude = _magnitude(value, decimals)
    found: list[Guess] = []
    for slip in fitting:
        finest = decimals if slip.kind is SlipKind.COARSER else slip.decimals
        counts = [_printable_count(value, finest, part, rounding) for part in allowed.parts]
        width = sum(magnitude if count is None else count for count in counts)
        guess = _guess(slip, outcomes[slip.kind], width, magnitude)
        found += [guess] if guess else []
    return tuple(sorted(found, key=lambda guess: guess.order)[:MAX_GUESSES])


def _guess(slip: Slip, outcomes: int, width: int, magnitude: int) -> Guess | None:
    """Return the guess that a slip is, or `None` where everything would fit."""
    if slip.kind in _NO_SLIPS or not slip.printed:
        return None  # a zero is right to any number of digits, and fits whatever has one
    share = Fraction(outcomes * width, magnitude)
    if slip.kind is SlipKind.COARSER:
        return Guess(slip, share)
    return None if share > 1 else Guess(slip, share, share > MAX_CHANCE)


def _printable_count(
    value: Decimal, decimals: int | None, allowed: Interval, rounding: Rounding
) -> int | None:
    """Return how many numbers of the precision are allowed; `None` for no end of them."""
    if decimals is not None:
        return Printable.of(allowed, decimals, rounding).count
    if allowed.low is None or allowed.high is None:
        return None
    return (allowed.high - allowed.low) // quantum(_last_place(value)) + 1


def _magnitude(value: Decimal, decimals: int | None) -> int:
    """Return how many numbers have as many digits as a printed one."""
    last = _last_place(value) if decimals is None else decimals
    digits = int(abs(Fraction(value)) / quantum(last))
    return int(10 ** len(str(digits)))


def _last_place(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - neither INF nor NaN becomes a Decimal here
    return -exponent
