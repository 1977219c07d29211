"""Signs that follow from signs: what `sign(a) = sign(b)` says where one side's is known.

It says that `a · b` is not negative. Where `a` is above zero, `b` is not below zero, as then the
product would be. That one side is zero just where the other is, no row says.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from attrs import evolve

from finmodel.language.form import Affine
from finmodel.proof.problem import Bound, Claim, Lemma, Origin, Sign
from finmodel.proof.system import Row

Below = Callable[[Affine], Bound | None]
"""Finds a lower bound on a form."""

_NOTHING: Final = Bound(Affine({}), Fraction(0), is_open=False)


def is_about_signs(claim: Claim) -> bool:
    """Tell whether a claim says of a product alone that it is not above zero."""
    return not (claim.divides or claim.numerator.terms or claim.numerator.constant)


def sign_of_divisor(claim: Claim, below: Below) -> Sign | None:
    """Return the sign that the divisor of such a claim has if that of the factor is known."""
    for way in (claim, claim.turned):
        factor = below(way.factor)
        if factor is not None and factor.is_above_zero:
            return Sign(way.turned.divisor, Lemma(way, factor, _NOTHING))
    return None


def swapped(claim: Claim) -> Claim:
    """Return a product with its factors the other way round."""
    return evolve(claim, factor=claim.divisor, divisor=claim.factor)


def sign_row(premise: int, claim: Claim, below: Below) -> tuple[Row, Origin] | None:
    """Return the row that says which sign the divisor has, if that of the factor is known."""
    sign = sign_of_divisor(claim, below)
    if sign is None:
        return None
    claim = claim if sign.divisor == claim.divisor else claim.turned
    terms = {index: -factor for index, factor in sign.divisor.terms.items()}
    row = Row(terms, "<=", sign.divisor.constant)
    return row, Origin(premise, claim, None, sign)
