"""How precise a number is: `decimals` and `precision` (XBRL 2.1, sections 4.6.3 to 4.6.6)."""

from __future__ import annotations

import re
from typing import Final

from finmodel.formats.xbrl_xml.name import SPACE
from finmodel.model.column import EXACT, UNKNOWN
from finmodel.numeric import MAX_DECIMALS, parse_decimal

_INTEGER: Final = re.compile(r"[+-]?\d{1,9}", re.ASCII)


def read_decimals(text: str) -> int:
    """Return decimals as columns hold them; raises `ValueError` where they make no sense."""
    stripped = text.strip(SPACE)
    if stripped == "INF":
        return EXACT
    if _INTEGER.fullmatch(stripped) is None or abs(int(stripped)) > MAX_DECIMALS:
        raise ValueError(f"{text[:40]!r} is not INF, nor an integer of at most ±{MAX_DECIMALS}")
    return int(stripped)


def infer_decimals(precision: str, value: str) -> int:
    """Return the decimals that a precision amounts to, `UNKNOWN` for precision 0 (section 4.6.6).

    The number 0 is exact at any precision. Raises `ValueError` where the precision makes no sense,
    or no number can be read.
    """
    digits = read_decimals(precision)
    if digits == EXACT:
        return EXACT
    if digits < 0:
        raise ValueError(f"{precision!r} is a negative precision")
    if digits == 0:
        return UNKNOWN
    number = parse_decimal(value)
    return digits - number.adjusted() - 1 if number else EXACT
