"""Slips of people: whatever is done to a right number is found again."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finmodel.model.wording import amount
from finmodel.numeric import Interval, NumberError, Rounding
from finmodel.proof.slip import Neighbour, Slip, SlipKind, corrections, slips

MILLION = -6


def millions(number: int | str) -> Decimal:
    return Decimal(number) * 10**6


def told(printed: str, right: str, decimals: int | None = MILLION) -> list[SlipKind]:
    """Return the slips that turn a right number of millions into the printed one."""
    at = Interval.reported(millions(right), decimals)
    return [slip.kind for slip in slips(millions(printed), decimals, at)]


@pytest.mark.parametrize(
    ("printed", "right", "kind"),
    [
        ("-811", "811", SlipKind.SIGN),
        ("811", "-811", SlipKind.SIGN),
        ("8110", "811", SlipKind.TENFOLD),
        ("811", "8110", SlipKind.TENFOLD),
        ("81100", "811", SlipKind.HUNDREDFOLD),
        ("1618000", "1618", SlipKind.THOUSAND),
        ("2", "1618", SlipKind.THOUSAND),
        ("1.618", "1618", SlipKind.THOUSAND),
        ("0.001618", "1618", SlipKind.MILLION),
        ("1618000000", "1618", SlipKind.MILLION),
        ("1681", "1618", SlipKind.TRANSPOSED),
        ("108", "1018", SlipKind.DROPPED),
        ("8", "1008", SlipKind.DROPPED),
        ("5", "7005", SlipKind.DROPPED),
        ("0", "500", SlipKind.DROPPED),
        ("0.2", "1.2", SlipKind.DROPPED),
        ("16618", "1618", SlipKind.DOUBLED),
        ("1678", "1618", SlipKind.MISREAD),
        ("7", "0", SlipKind.MISREAD),
        ("1620", "1618", SlipKind.COARSER),
    ],
)
def test_a_slip_is_told(printed: str, right: str, kind: SlipKind) -> None:
    assert kind in told(printed, right)


@pytest.mark.parametrize(("printed", "right"), [("811", "1618"), ("-811", "815"), ("5", "777")])
def test_an_arbitrary_change_is_no_slip(printed: str, right: str) -> None:
    assert told(printed, right) == []


def test_percentages_have_their_digits_after_the_point() -> None:
    found = slips("0.188", 3, Interval.reported(Decimal("0.178"), 3))
    assert [(slip.kind, slip.right) for slip in found] == [(SlipKind.MISREAD, Decimal("0.178"))]
    (lost, *_) = slips("18.8", 1, Interval.reported(Decimal("0.188"), 3))
    assert (lost.kind, lost.decimals) == (SlipKind.HUNDREDFOLD, 3)


def test_thousands_taken_for_millions_keep_their_digits() -> None:
    (slip, *_) = slips(millions(1618), MILLION, Interval.reported(Decimal("1618000"), -3))
    assert slip.kind is SlipKind.THOUSAND
    assert (slip.right, slip.decimals) == (Decimal("1618000"), -3)


def test_a_number_in_units_among_millions_is_known_to_millions() -> None:
    (slip, *_) = slips("602", 0, Interval(Fraction(601_000_000), Fraction(603_500_000)))
    assert slip.kind is SlipKind.MILLION
    assert (slip.right, slip.decimals) == (millions(602), MILLION)


def test_an_exact_number_may_have_been_rounded_after_all() -> None:
    near = Interval(Fraction(10_498), Fraction(10_498))
    (slip, *_) = slips("10500", None, near)
    assert (slip.kind, slip.decimals) == (SlipKind.COARSER, -1)


def test_a_copied_number_tells_nothing_about_the_right_one() -> None:
    prior = Neighbour(millions(700), MILLION, "the prior period")
    (slip, *_) = slips(millions(700), MILLION, Interval.point(1), neighbours=[prior])
    assert (slip.kind, slip.right) == (SlipKind.COPIED, None)


def test_exchanged_columns_hold_each_others_numbers() -> None:
    other = Neighbour(millions(345), MILLION, "Outsourcing")
    (slip, *_) = slips(millions(700), MILLION, Interval.point(millions(345)), neighbours=[other])
    assert (slip.kind, slip.right) == (SlipKind.EXCHANGED, millions(345))


def test_words_name_both_numbers() -> None:
    def write(value: Decimal) -> str:
        return amount(value, scale=10**6).removesuffix(" million")

    def said(printed: str, right: str) -> str:
        at = Interval.reported(millions(right), MILLION)
        return slips(millions(printed), MILLION, at)[0].said(write)

    prior = Neighbour(millions(700), MILLION, "the prior period")
    (copied, *_) = slips(millions(700), MILLION, Interval.point(1), neighbours=[prior])
    assert said("-811", "811") == "the sign: −811 instead of 811"
    assert said("1620", "1618") == "rounded more than it says: 1,620 is right to 10"
    assert copied.said(write) == "the number of the prior period: 700"


def test_frequent_slips_and_small_changes_come_first() -> None:
    found = corrections("811", 0)
    frequent = [slip.kind.share / slip.outcomes for slip in found]
    assert frequent == sorted(frequent, reverse=True)
    rights = [slip.right for slip in found if slip.kind is SlipKind.SIGN]
    assert rights == [found[0].right]
    misread = [slip.right for slip in found if slip.kind is SlipKind.MISREAD]
    changes = [abs(right - 811) for right in misread if right is not None]
    assert changes == sorted(changes)


def test_shares_of_kinds_are_shares_of_one_whole() -> None:
    assert sum(kind.share for kind in SlipKind) <= 1


@pytest.mark.parametrize(
    ("right", "kind", "outcomes"),
    [("811", SlipKind.SIGN, 1), ("811", SlipKind.TRANSPOSED, 2), ("811", SlipKind.DROPPED, 3)],
)
def test_outcomes_of_a_slip_are_those_of_the_right_number(
    right: str, kind: SlipKind, outcomes: int
) -> None:
    slip = Slip(kind, millions(5), millions(right), MILLION)
    assert slip.outcomes == outcomes


def test_a_truncated_number_may_have_been_rounded_to_the_nearest() -> None:
    right = Interval(Fraction(millions("1617.2")), Fraction(millions("1617.5")))
    assert slips(millions(1620), MILLION, right, Rounding.NEAREST)[0].kind is SlipKind.COARSER
    (slip, *_) = slips(millions(1620), MILLION, right, Rounding.TRUNCATED)
    assert (slip.kind, slip.right, slip.decimals) == (SlipKind.COARSER, None, MILLION - 1)


def test_one_correction_has_one_kind() -> None:
    found = [(slip.right, slip.decimals) for slip in corrections("1001", 0)]
    assert len(set(found)) == len(found)


def test_numbers_of_many_digits_are_not_searched_digit_by_digit() -> None:
    kinds = {slip.kind for slip in corrections("123456789" * 30, 0)}
    shifts = {SlipKind.TENFOLD, SlipKind.HUNDREDFOLD, SlipKind.THOUSAND, SlipKind.MILLION}
    assert kinds == {SlipKind.SIGN, *shifts}
    assert len(corrections("123456789012345678", 0)) < 500


def test_many_digits_stay_exact() -> None:
    rights = [slip.right for slip in corrections("1234567890" * 5, 0)]
    assert Decimal("-" + "1234567890" * 5) in rights


def test_a_text_that_is_no_number_is_refused() -> None:
    with pytest.raises(NumberError):
        corrections("twelve", 0)


# Slips as they happen, to the digits of a right number.


def inserted(digits: str, at: int) -> str:
    return digits[: at + 1] + digits[at:]


def dropped(digits: str, at: int) -> str:
    return (digits[:at] + digits[at + 1 :]) or "0"


def transposed(digits: str, at: int) -> str:
    return digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]


def misread(digits: str, at: int) -> str:
    return digits[:at] + str((int(digits[at]) + 1 + at) % 10) + digits[at + 1 :]


def scaled_up(digits: str, at: int) -> str:
    return digits + "0" * (at % 3 + 1)


def scaled_down(digits: str, at: int) -> str:
    kept = digits[: -(at % 3 + 1)]
    assume(kept)
    return kept


SLIPS = {
    SlipKind.DOUBLED: inserted,
    SlipKind.DROPPED: dropped,
    SlipKind.TRANSPOSED: transposed,
    SlipKind.MISREAD: misread,
    SlipKind.TENFOLD: scaled_up,
    SlipKind.THOUSAND: scaled_down,
}


@given(
    st.integers(1, 10**9),
    st.booleans(),
    st.integers(-6, 4),
    st.sampled_from(list(SLIPS)),
    st.integers(0, 8),
    st.sampled_from(Rounding),
)
def test_every_slip_of_digits_is_recognised(
    right: int, negative: bool, decimals: int, kind: SlipKind, at: int, rounding: Rounding
) -> None:
    digits = SLIPS[kind](str(right), at % len(str(right)))
    assume(int(digits) != right and "0000" not in str(right))
    sign = -1 if negative else 1
    allowed = Interval.reported(Decimal(sign * right).scaleb(-decimals), decimals, rounding)
    found = slips(Decimal(sign * int(digits)).scaleb(-decimals), decimals, allowed, rounding)
    assert any(slip.interval(rounding).meets(allowed) for slip in found)
    assert found


@given(st.integers(-(10**9), 10**9), st.integers(-6, 4), st.integers(1, 5))
def test_coarse_numbers_are_recognised(right: int, decimals: int, zeros: int) -> None:
    true = Decimal(right).scaleb(-decimals)
    printed = round(right, -zeros)
    assume(printed != right)
    found = slips(Decimal(printed).scaleb(-decimals), decimals, Interval.point(true))
    coarse = [slip for slip in found if slip.kind is SlipKind.COARSER]
    assert coarse
    assert coarse[0].decimals is not None
    assert coarse[0].decimals >= decimals - zeros


@given(st.integers(-(10**6), 10**6), st.integers(-6, 4))
def test_what_is_offered_is_allowed_and_another_number(value: int, decimals: int) -> None:
    printed = Decimal(value).scaleb(-decimals)
    allowed = Interval.reported(Decimal(value + 7).scaleb(-decimals), decimals)
    for slip in slips(printed, decimals, allowed):
        assert slip.interval().meets(allowed)
        assert (slip.right, slip.decimals) != (printed, decimals)


def test_a_kind_is_written_by_its_name() -> None:
    assert SlipKind.SIGN.value == "sign"
    assert SlipKind.THOUSAND.value == "thousand"
    assert isinstance(corrections("1", 0)[0], Slip)
