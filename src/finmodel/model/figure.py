"""The value of a fact as people read it, and how precisely it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from finmodel.model.fact import Fact
from finmodel.model.unit import Unit
from finmodel.model.wording import amount, interval, percentage, scale_of, shortened
from finmodel.numeric import Interval, NumberError, Rounding, quantum
from finmodel.qname import QName

_LONGEST_TEXT: Final = 60


class Figures:
    """Writes the numbers of one table or message, so that those in one unit can be compared.

    Amounts in one unit share a scale, which fits them all. Concepts of which `is_ratio` holds are
    written as percentages.
    """

    def __init__(self, is_ratio: Callable[[QName], bool], facts: Iterable[Fact]) -> None:
        self._is_ratio = is_ratio
        by_unit: dict[Unit | None, list[Decimal]] = {}
        for fact in facts:
            value = number_of(fact)
            if value is not None and not self._is_ratio(fact.concept):
                by_unit.setdefault(fact.unit, []).append(value)
        self._scales = {unit: scale_of(*values) for unit, values in by_unit.items()}

    def value(self, fact: Fact) -> str:
        """Return the value of a fact: a number with its unit, a text cut short, or `nil`.

        A number has the digits after the point that were reported.
        """
        number = number_of(fact)
        if number is None:
            return "nil" if fact.text is None else f"“{shortened(fact.text, _LONGEST_TEXT)}”"
        if self._is_ratio(fact.concept):
            return percentage(number, places=max((fact.decimals or 0) - 2, 0))
        scale = self._scales[fact.unit]
        return amount(number, fact.unit, scale=scale, places=_places(fact, scale))

    def number(self, fact: Fact, number: Decimal | Fraction | Interval) -> str:
        """Return a number or a range in the terms of a fact."""
        if self._is_ratio(fact.concept):
            return percentage(number)
        scale = self._scales.get(fact.unit)
        if isinstance(number, Interval):
            return interval(number, fact.unit, scale=scale)
        return amount(number, fact.unit, scale=scale)

    def difference(self, fact: Fact, distance: Fraction) -> str:
        """Return by how much two numbers differ; ratios differ by points."""
        if self._is_ratio(fact.concept):
            return f"{amount(distance * 100)} points"
        return self.number(fact, distance)

    def precision(self, fact: Fact, rounding: Rounding) -> str:
        """Return how precisely a number is given: `to the nearest 1 million`, `exact`."""
        if fact.decimals is None:
            return "exact"
        step = quantum(fact.decimals)
        size = percentage(step) if self._is_ratio(fact.concept) else amount(step)
        return f"cut off at {size}" if rounding is Rounding.TRUNCATED else f"to the nearest {size}"


def _places(fact: Fact, scale: int) -> int:
    """Return the digits after the point that a number was reported with, if it is not scaled."""
    return max(fact.decimals or 0, 0) if scale == 1 else 0


def number_of(fact: Fact) -> Decimal | None:
    """Return the number that a fact states, or `None` where it states none that can be read."""
    try:
        value = fact.value
    except NumberError:
        return None
    return value if isinstance(value, Decimal) else None
