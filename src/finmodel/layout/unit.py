"""Unit and scale from the words near numbers: 百万円, ¥ mn, in millions of yen, %, persons."""

from __future__ import annotations

import re
from typing import Final

from finmodel.formats.workbook.measure import Measure
from finmodel.layout.word import (
    CENTS,
    CURRENCIES,
    OF_SEVERAL_COUNTRIES,
    PER_SHARE,
    PERCENT,
    PERSONS,
    POINTS,
    SCALES,
    SHARES,
    longest_first,
    plain,
)

_CURRENCY: Final = rf"(?P<currency>{longest_first(CURRENCIES)})"
_SCALE: Final = rf"(?P<scale>{longest_first(SCALES)})"
_LATIN_END: Final = r"(?![a-z])"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<scale>十億|百万|千|億|万|兆)(?P<currency>円|米ドル|ドル|ユーロ|元)",
        rf"(?<![a-z]){_SCALE} (?:of |d['’]|de |von )(?:japanese )?{_CURRENCY}{_LATIN_END}",
        rf"(?<![a-z]){_CURRENCY},?\s*(?:in )?\(?['’]?{_SCALE}{_LATIN_END}",
        rf"(?<![a-z0-9]){_SCALE}\.? ?{_CURRENCY}{_LATIN_END}",
    )
)
_ALONE: Final = (
    re.compile(rf"^\(?(?:units?: ?|in )?{_CURRENCY}\)?$"),
    re.compile(r"(?:単位[:は]?\s*|\()(?P<currency>円)\)?"),
    re.compile(rf"(?:units?:|except per share.*:) ?{_CURRENCY}{_LATIN_END}"),
)
_WORD_OF_SCALE: Final = longest_first(word for word in SCALES if len(word) > 1 or word > "z")
_SCALE_ALONE: Final = re.compile(
    rf"^\(?(?P<word>{_WORD_OF_SCALE})\)?$|\b(?:in|en|unit:) \(?{_SCALE}(?:\)|$|, ?except)"
)
_SCALE_OF_SHARES: Final = re.compile(
    rf"(?P<before>百万|千)株|(?:\bin |\()(?P<scale>{_WORD_OF_SCALE})\b"
)
_LONGEST: Final = 200
_ANY_CURRENCY: Final = re.compile(rf"(?<![a-z]){_CURRENCY}{_LATIN_END}")


def unit_in(text: str, currency: str = "") -> Measure | None:
    """Return the unit that a text names; `currency` is what a scale alone is of."""
    words = plain(text)
    if not words or len(words) > _LONGEST:
        return None
    if (named := _scaled_money(words)) is not None:
        return named
    scaled = _scale(words, currency)
    return scaled or _money_alone(words) or _counted(words)


def _scaled_money(words: str) -> Measure | None:
    match = next(filter(None, (pattern.search(words) for pattern in _PATTERNS)), None)
    return _money(CURRENCIES[match["currency"]], SCALES[match["scale"]]) if match else None


def _money_alone(words: str) -> Measure | None:
    if PER_SHARE.search(words) and (match := _ANY_CURRENCY.search(words)):
        return Measure.from_text(f"{CURRENCIES[match['currency']]}/share")
    match = next(filter(None, (pattern.search(words) for pattern in _ALONE)), None)
    return _money(CURRENCIES[match["currency"]], "") if match else None


def _counted(words: str) -> Measure | None:
    is_points = words == "points" or ("unit" in words and POINTS.search(words) is not None)
    if is_points or PERCENT.search(words):
        return Measure.from_text("%")
    if PERSONS.search(words):
        return Measure.from_text("number")
    if SHARES.search(words):
        return shares_in(words)
    return None


def shares_in(text: str) -> Measure:
    """Return the unit of a number of shares, with the scale that its words name."""
    words = plain(text)
    match = _SCALE_OF_SHARES.search(words)
    scale = SCALES[match["before"] or match["scale"]] if match else ""
    return Measure.from_text(f"{scale} shares".strip())


def _scale(words: str, currency: str) -> Measure | None:
    match = _SCALE_ALONE.search(words) if currency else None
    return _money(currency, SCALES[match["scale"] or match["word"]]) if match else None


def currency_in(text: str) -> str:
    """Return the code of the first currency that a text names, nothing where there is none."""
    match = _ANY_CURRENCY.search(plain(text))
    return CURRENCIES[match["currency"]] if match else ""


def says_currency(text: str) -> bool:
    """Tell whether a text leaves no doubt about a currency; `$` could be of several countries."""
    named = (match["currency"] for match in _ANY_CURRENCY.finditer(plain(text)))
    return any(word not in OF_SEVERAL_COUNTRIES for word in named)


def per_share(measure: Measure | None, currency: str, words: str = "") -> Measure:
    """Return the unit of amounts per share in the currency of a table; words may say cents."""
    code = measure.text[:3] if measure is not None and measure.text[:3].isupper() else currency
    return Measure.from_text(f"{code}/share{' cents' if CENTS.search(words) else ''}")


def _money(currency: str, scale: str) -> Measure:
    return Measure.from_text(f"{currency} {scale}".strip())
