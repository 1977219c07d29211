"""How likely it is that a number is wrong: evidence counts in the right direction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from finmodel.numeric import Interval, Rounding
from finmodel.proof.allowed import ANYTHING, Allowance
from finmodel.proof.explanation import Rank
from finmodel.proof.guess import FAR, guesses
from finmodel.proof.likelihood import Likelihood
from finmodel.proof.slip import SlipKind


def likelihood(
    value: str,
    low: int | str,
    high: int | str,
    decimals: int | None = 0,
    beside: tuple[str, ...] = (),
) -> Likelihood:
    allowed = Allowance((Interval(Fraction(low), Fraction(high)),))
    others = [Decimal(other) for other in beside]
    return Likelihood(Decimal(value), decimals, Rounding.NEAREST, allowed, others)


def best(found: Likelihood) -> tuple[SlipKind | None, Fraction]:
    guess = guesses(found, {})[0]
    return None if guess.slip is None else guess.slip.kind, guess.most


def test_a_slip_is_likelier_than_another_number_where_little_is_allowed() -> None:
    narrow, wide = likelihood("5418", 4517, 4519), likelihood("5418", 0, 9999)
    assert best(narrow)[0] is SlipKind.TRANSPOSED
    assert best(wide)[0] is None


def test_a_number_of_many_digits_is_less_likely_another_one() -> None:
    assert likelihood("5418", 2217, 2219).of_change > likelihood("541823", 221735, 221737).of_change


def test_a_small_error_is_as_likely_in_large_numbers() -> None:
    large, larger = likelihood("90018", 90022, 90024), likelihood("7000018", 7000022, 7000024)
    assert abs(large.of_change / larger.of_change - 1) < Fraction(1, 1000)


def test_a_right_number_like_its_neighbours_is_likelier() -> None:
    like = likelihood("54180", 899, 901, beside=("880", "920"))
    unlike = likelihood("900", 54179, 54181, beside=("880", "920"))
    assert like.of_change > 100 * unlike.of_change
    assert (
        likelihood("-900", 899, 901, beside=("880", "920")).of_change
        > likelihood("900", -901, -899, beside=("880", "920")).of_change
    )


def test_where_anything_may_be_right_nothing_is_told() -> None:
    unknown = Likelihood(Decimal(5418), 0, Rounding.NEAREST, ANYTHING, ())
    guess = guesses(unknown, {})[0]
    assert guess.least < guess.most
    known = Rank(1, Fraction(1, 100), Fraction(1, 100))
    assert not known.beats(Rank(1, guess.least, guess.most))
    assert not Rank(1, guess.least, guess.most).beats(known)


def test_fewer_numbers_are_better_and_of_as_many_the_far_likelier() -> None:
    rare, frequent = Fraction(1, 1000), Fraction(FAR, 1000)
    assert Rank(1, rare, rare).beats(Rank(2, frequent, frequent))
    assert Rank(2, frequent, frequent).beats(Rank(2, rare, rare))
    assert not Rank(2, frequent, frequent).beats(Rank(2, 2 * rare, 2 * rare))
