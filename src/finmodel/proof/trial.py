"""Values on their way to be true: set where relations say what they are, and what they break."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from fractions import Fraction
from typing import TypeAlias

from finmodel.language.form import Affine, minus, value
from finmodel.proof.structure import Structure, subject

Values: TypeAlias = dict[int, Fraction]
"""The value of each quantity."""


def form_at(form: Affine, values: Mapping[int, Fraction]) -> Fraction:
    """Return the value of a linear form over quantities."""
    return form.constant + sum(
        (factor * values[index] for index, factor in form.terms.items()), Fraction(0)
    )


def short(exact: Fraction, digits: int) -> Fraction:
    """Return a number that is near enough, with few digits."""
    whole = len(str(abs(exact.numerator) // exact.denominator))
    unit = Fraction(10) ** (whole - digits)
    return round(exact / unit) * unit


class Trial:
    """Values on their way to be true: what they break is known at any time."""

    def __init__(
        self, structure: Structure, values: Values, freed: Set[int], dropped: Set[int]
    ) -> None:
        self._structure = structure
        self._problem = structure.problem
        self.freed = freed
        self.dropped = set(dropped)
        self._failing: set[int] = set()
        self._misprinted: set[int] = set()
        self.values = values

    @property
    def is_true(self) -> bool:
        """Whether nothing is broken."""
        return not self._failing and not self._misprinted

    @property
    def suspects(self) -> frozenset[int]:
        """The relations that fail, or are about what is printed differently."""
        stated = (i for q in self._misprinted for i in self._structure.premises_of[q])
        return frozenset(self._failing).union(stated)

    def settle(self, premises: Iterable[int]) -> None:
        """Give what a relation says alone about a quantity, one after the other.

        Each quantity is set once, and amounts that ratios are made of stay.
        """
        curved = set(self._structure.curved)
        queue = sorted(premises, key=lambda index: index not in curved)
        fixed = set(self._structure.bases)
        failing: dict[int, None] = {}
        for index in queue:
            self._failing.discard(index)
            if index in self.dropped or self._problem.premises[index].holds(self.values):
                continue
            changed = self._set(index, fixed)
            if changed is None:
                failing[index] = None
            else:
                self._look_at(changed)
                queue += self._structure.premises_of[changed]
        holds = (index for index in failing if self._problem.premises[index].holds(self.values))
        self._failing.update(failing.keys() - set(holds))

    def _look_at(self, quantity: int) -> None:
        """Note whether the numbers of a quantity can stand for its value."""
        numbers = self._problem.numbers
        is_printed = all(
            self.values[quantity] in numbers[number].interval
            for number in self._problem.numbers_of[quantity]
            if number not in self.freed
        )
        (self._misprinted.discard if is_printed else self._misprinted.add)(quantity)

    def _set(self, index: int, fixed: set[int]) -> int | None:
        """Give the quantity that a premise speaks about, or one unknown, the value that follows."""
        premise = self._problem.premises[index]
        if premise.operator != "=":
            return None
        here = [self.values[quantity] for quantity in premise.quantities]
        claimed = subject(premise)
        difference = minus(premise.left, premise.right)
        if claimed is not None and claimed not in fixed:
            try:
                self.values[claimed] = value(premise.right, here)
            except ZeroDivisionError:
                return None
            fixed.add(claimed)
            return claimed
        if isinstance(difference, Affine):
            for position, factor in difference.terms.items():
                unknown = premise.quantities[position]
                if unknown not in fixed and not self._problem.numbers_of[unknown]:
                    self.values[unknown] -= value(difference, here) / factor
                    fixed.add(unknown)
                    return unknown
            return None
        return self._set_factor(index, fixed)

    def _set_factor(self, index: int, fixed: set[int]) -> int | None:
        """Give one ratio of several in a relation the value that follows."""
        claims = self._problem.claims.get(index)
        if claims is None:
            return None
        claim = claims[0]
        divisor = form_at(claim.divisor, self.values)
        if not divisor:
            return None
        change = -form_at(claim.numerator, self.values) / divisor - form_at(
            claim.factor, self.values
        )
        for ratio, factor in claim.factor.terms.items():
            if ratio not in fixed:
                self.values[ratio] += change / factor
                fixed.add(ratio)
                return ratio
        return None
