"""The value of a fact as people read it, and how precisely it is given."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from finmodel.model.fact import Fact
from finmodel.model.unit import Unit
from finmodel.model.wording import SCALES, amount, interval, percentage, scale_of
from finmodel.numeric import Interval, NumberError, Rounding, quantum
from finmodel.render.terminal import shortened
from finmodel.taxonomy.taxonomy import Taxonomy

_LONGEST_TEXT: Final = 60


class Wording:
    """Writes the numbers of one table or finding, so that those in one unit can be compared.

    Ratios are percentages. Amounts in one unit share a scale, which fits them all.
    """

    def __init__(self, taxonomy: Taxonomy, facts: Iterable[Fact]) -> None:
        self._taxonomy = taxonomy
        by_unit: dict[Unit | None, list[Decimal]] = {}
        for fact in facts:
            value = number_of(fact)
            if value is not None and not self.is_ratio(fact):
                by_unit.setdefault(fact.unit, []).append(value)
        self._scales = {unit: scale_of(*values) for unit, values in by_unit.items()}
        currencies = [unit for unit in by_unit if unit is not None and unit.is_currency]
        self._currency = max(currencies, key=lambda unit: len(by_unit[unit]), default=None)

    @property
    def common_unit(self) -> str:
        """The currency of most numbers with its scale, `JPY million`, which cells leave out."""
        if self._currency is None:
            return ""
        return f"{self._currency} {SCALES.get(self._scales[self._currency], '')}".rstrip()

    def is_ratio(self, fact: Fact) -> bool:
        """Tell whether a fact is shown as a percentage."""
        concept = self._taxonomy.concepts.get(fact.concept)
        return concept is not None and concept.data_type.is_pure

    def value(self, fact: Fact) -> str:
        """Return the value of a fact: a number with its unit, a text cut short, or `nil`.

        A number has the digits after the point that were reported.
        """
        number = number_of(fact)
        if number is None:
            return "nil" if fact.text is None else f"“{shortened(fact.text, _LONGEST_TEXT)}”"
        if self.is_ratio(fact):
            return percentage(number, places=max((fact.decimals or 0) - 2, 0))
        scale = self._scales[fact.unit]
        return amount(number, fact.unit, scale=scale, places=_places(fact, scale))

    def cell(self, fact: Fact) -> str:
        """Return the value of a fact for a table, without the unit that is common to it."""
        number = number_of(fact)
        if number is None or fact.unit is None or fact.unit != self._currency:
            return self.value(fact)
        scale = self._scales[fact.unit]
        return amount(Fraction(number) / scale, scale=1, places=_places(fact, scale))

    def number(self, fact: Fact, number: Decimal | Fraction | Interval) -> str:
        """Return a number or a range in the terms of a fact."""
        if self.is_ratio(fact):
            return percentage(number)
        scale = self._scales.get(fact.unit)
        if isinstance(number, Interval):
            return interval(number, fact.unit, scale=scale)
        return amount(number, fact.unit, scale=scale)

    def difference(self, fact: Fact, distance: Fraction) -> str:
        """Return by how much two numbers differ; ratios differ by points."""
        if self.is_ratio(fact):
            return f"{amount(distance * 100)} points"
        return self.number(fact, distance)

    def precision(self, fact: Fact, rounding: Rounding) -> str:
        """Return how precisely a number is given: `to the nearest 1 million`, `exact`."""
        if fact.decimals is None:
            return "exact"
        step = quantum(fact.decimals)
        size = percentage(step) if self.is_ratio(fact) else amount(step)
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
