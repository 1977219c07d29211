"""Units and scales as mappings write them: `JPY million`, `USD/share cents`, `%`, `number`."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.qname import ISO4217, QName
from finmodel.taxonomy.datatype import DECIMAL, MONETARY, PER_SHARE, PERCENT, SHARES

SCALES: Final = {
    "cents": -2,
    "": 0,
    "hundred": 2,
    "thousand": 3,
    "ten thousand": 4,
    "hundred thousand": 5,
    "million": 6,
    "ten million": 7,
    "hundred million": 8,
    "billion": 9,
    "trillion": 12,
}
"""The powers of ten that words stand for; 億 is a hundred million, a crore ten million."""

_CURRENCY: Final = re.compile(r"([A-Z]{3})(/share)?(?: (.+))?", re.ASCII)
_COUNT: Final = re.compile(r"(?:(.+) )?(shares|number)", re.ASCII)
_RATIOS: Final = {"%": -2, "ratio": 0}
"""The powers of ten of numbers of which 1 % is 1, or 0.01."""


class MeasureError(ValueError):
    """A text that is no unit of a mapping."""


@frozen
class Measure:
    """What numbers count: a unit, the power of ten that one of them stands for, and their type.

    `text` is how mappings write it.
    """

    text: str
    unit: Unit | None
    power: int
    data_type: QName

    @classmethod
    def from_text(cls, text: str) -> Measure:
        """Read a unit of a mapping; raises `MeasureError`."""
        if text in _RATIOS:
            return cls(text, None, _RATIOS[text], PERCENT)
        if match := _CURRENCY.fullmatch(text):
            currency = QName(ISO4217, match[1])
            unit = Unit((currency,), (SHARES_MEASURE,) if match[2] else ())
            return cls(text, unit, _power(match[3], text), PER_SHARE if match[2] else MONETARY)
        if match := _COUNT.fullmatch(text):
            is_shares = match[2] == "shares"
            unit_of = Unit((SHARES_MEASURE,)) if is_shares else None
            return cls(text, unit_of, _power(match[1], text), SHARES if is_shares else DECIMAL)
        raise MeasureError(_said(text))

    @property
    def is_ratio(self) -> bool:
        """Whether it is a part of something, in percent or not."""
        return self.data_type == PERCENT

    @property
    def is_percentage(self) -> bool:
        """Whether it is a part of a hundred."""
        return self.text == "%"


def _power(words: str | None, text: str) -> int:
    try:
        return SCALES[words or ""]
    except KeyError:
        raise MeasureError(_said(text)) from None


def _said(text: str) -> str:
    return (
        f"{text[:40]!r} is no unit; write `JPY million`, `USD thousand`, `JPY/share`, "
        "`USD/share cents`, `%`, `ratio`, `thousand shares` or `number`"
    )
