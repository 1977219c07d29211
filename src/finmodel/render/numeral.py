"""Values as the statements of a release print them: numbers in one scale, texts cut short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from html import unescape
from typing import Final

from finmodel.model.column import ABSENT, EXACT, UNKNOWN, Columns
from finmodel.model.unit import SHARES_MEASURE, Unit, product
from finmodel.model.wording import SCALES, scale_of
from finmodel.numeric import NumberError, parse_decimal
from finmodel.render.table import fitted

NIL: Final = "–"
_EMPTY: Final = "“”"
_TEXT_WIDTH: Final = 28
_ONLY_TEXT_WIDTH: Final = 44
_LEAST_TEXT_WIDTH: Final = 8
_MOST_READ: Final = 20_000
_MOST_PLACES: Final = 12
_MOST_DIGITS: Final = 30
_NO_NUMBERS: Final = (ABSENT, EXACT, UNKNOWN)
_TAG: Final = re.compile(r"<[^<>]*>")
_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]*>")


class Numerals:
    """Writes the values of one statement; amounts in one unit share a scale.

    The scale is that of the decimals which most of them were reported with, so that what was
    printed in millions is shown in millions; exact numbers have the scale that fits them all.
    """

    def __init__(self, columns: Columns, rows: Iterable[int]) -> None:
        self._columns = columns
        self.text_width = _TEXT_WIDTH
        self._rows: dict[int, list[int]] = {}
        for row in rows:
            if columns.value[row] is not None and columns.unit[row] >= 0:
                self._rows.setdefault(columns.unit[row], []).append(row)
        self._scales = {unit: self._scale(unit) for unit in self._rows}

    def make_room(self, room: int | None, *, alone: bool) -> None:
        """Let texts be longer where they are `alone` beside their labels, and fit where they are.

        `room` is what there is for one column.
        """
        width = _ONLY_TEXT_WIDTH if alone else _TEXT_WIDTH
        self.text_width = width if room is None else max(min(width, room), _LEAST_TEXT_WIDTH)

    @cached_property
    def common(self) -> int | None:
        """The index of the currency that most numbers are in, which only the title names."""
        units = self._columns.units
        currencies = [unit for unit in self._rows if units[unit].is_currency]
        return max(currencies, key=lambda unit: len(self._rows[unit]), default=None)

    def words(self, unit: int) -> str:
        """Return a unit with its scale: `JPY million`, `USD per share`, `thousand shares`."""
        scale = SCALES.get(self._scales.get(unit, 1), "")
        found = self._columns.units[unit]
        words = _per(found)
        both = (words, scale) if found.is_currency else (scale, words)
        return " ".join(filter(None, both))

    def number(self, row: int, *, is_ratio: bool) -> str | None:
        """Return a number without its unit, or `None` where a fact states none.

        It has the digits after the point that were reported, in the scale that it is shown in.
        """
        columns = self._columns
        text = columns.value[row]
        if text is None or not columns.is_numeric(row):
            return None
        try:
            value = parse_decimal(text.strip())
        except NumberError:
            return None
        digits = columns.decimals[row]
        scale = self._scales.get(columns.unit[row], 1)
        shift = 2 if is_ratio else -(len(str(scale)) - 1)
        places = 0 if digits in _NO_NUMBERS else digits - shift
        return grouped(value, shift, places) + (" %" if is_ratio else "")

    def text(self, text: str | None) -> str:
        """Return a text on one line, cut short, or the signs for nil and for no text."""
        if text is None:
            return NIL
        return fitted(plain(text[:_MOST_READ]), self.text_width) or _EMPTY

    def is_cut(self, row: int) -> bool:
        """Tell whether a text is longer than what `text` returns of it."""
        text = self._columns.value[row]
        words = " ".join(plain(text or "").split())
        return bool(words) and words != self.text(text)

    def _scale(self, unit: int) -> int:
        """Return 1, a thousand or a million."""
        columns, rows = self._columns, self._rows[unit]
        printed = Counter(columns.decimals[row] for row in rows)
        for none in _NO_NUMBERS:
            printed.pop(none, None)
        if printed:
            usual = max(printed, key=lambda digits: (printed[digits], -digits))
            return next((scale for scale in SCALES if len(str(scale)) - 1 <= -usual), 1)
        values = []
        for row in rows:
            try:
                values.append(parse_decimal((columns.value[row] or "").strip()))
            except NumberError:
                continue
        return scale_of(*values)


def plain(text: str) -> str:
    """Return a text without the markup in it, where it has any."""
    if _MARKUP.search(text) is None:
        return text
    return unescape(_TAG.sub(" ", text))


def grouped(value: Decimal, shift: int = 0, places: int = 0) -> str:
    """Return a number times a power of ten, exactly, with digits in groups and a minus sign.

    `places` are the digits after the point that it has at least.
    """
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - no infinity is parsed
    size = Decimal((0, digits, exponent + shift))
    if abs(size.adjusted()) > _MOST_DIGITS and size:
        return ("−" if sign else "") + f"{size:E}"
    whole, _, part = f"{size:,f}".partition(".")
    part = part.rstrip("0").ljust(min(max(places, 0), _MOST_PLACES), "0")
    minus = "−" if sign and size else ""
    return f"{minus}{whole}.{part}" if part else f"{minus}{whole}"


def _per(unit: Unit) -> str:
    above = product(unit.numerators, " × ")
    if not unit.denominators:
        return above
    if unit.denominators == (SHARES_MEASURE,):
        return f"{above} per share"
    return f"{above} per {product(unit.denominators, ' × ')}"
