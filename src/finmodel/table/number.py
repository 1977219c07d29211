"""Numbers in tables: exact decimals of one type, whatever the report holds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from finmodel.numeric import NumberError, parse_decimal
from finmodel.table.arrow import arrow, compute

if TYPE_CHECKING:
    import pyarrow

PRECISION: Final = 38
"""The digits of a number: as many as 16 bytes hold, and as all libraries of tables can read."""

SCALE: Final = 18
"""The digits after the point."""

_WHITE_SPACE: Final = " \t\r\n"
_LIMIT: Final = 10 ** (PRECISION - SCALE)
_PLAIN: Final = rf"^[+-]?0*([0-9]{{1,{PRECISION - SCALE}}}(\.[0-9]{{0,{SCALE}}})?)$"


def number_type() -> pyarrow.DataType:
    """Return the type of all numbers, the same for every table."""
    return arrow().decimal128(PRECISION, SCALE)


def numbers(values: pyarrow.Array, is_numeric: pyarrow.Array) -> pyarrow.Array:
    """Return the exact numbers that texts stand for, null where one is none or does not fit."""
    pa, pc = arrow(), compute()
    texts = pc.if_else(is_numeric, values, pa.scalar(None, pa.string()))
    texts = pc.utf8_trim(texts, characters=_WHITE_SPACE)
    # Arrow does not notice where over 38 digits overflow, so what fits is told by its form
    is_plain = pc.fill_null(pc.match_substring_regex(texts, _PLAIN), True)
    if pc.all(is_plain).as_py() is not False:
        return texts.cast(number_type())
    plain = pc.if_else(is_plain, texts, pa.scalar(None, pa.string())).cast(number_type())
    rest = texts.filter(pc.invert(is_plain)).to_pylist()
    found = pa.array([_fitting(text) for text in rest], number_type())
    return pc.replace_with_mask(plain, pc.invert(is_plain), found)


def _fitting(text: str) -> Decimal | None:
    try:
        value = Fraction(parse_decimal(text))
    except NumberError:
        return None
    return exact(value) if (value * 10**SCALE).denominator == 1 else None


def exact(value: Fraction, *, up: bool = False) -> Decimal | None:
    """Return a number with `SCALE` digits, rounded down or up; `None` where it has too many."""
    scaled = value * 10**SCALE
    whole = -(-scaled.numerator // scaled.denominator) if up else scaled.__floor__()
    if abs(whole) >= _LIMIT * 10**SCALE:
        return None
    return Decimal((whole < 0, tuple(map(int, str(abs(whole)))), -SCALE))
