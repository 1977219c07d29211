"""Numbers as spreadsheets display them: from a value and its number format, and from a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from attrs import frozen

from finmodel.formats.workbook.grid import Number

GENERAL: Final = "General"
_MAX_PLACES: Final = 30
_MOST_DIGITS: Final = 11
_PRECISE: Final = Context(prec=400)

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|_.|\*.|(?P<digits>[#0?][#0?,. ]*|\.[0#?]+)|(?P<percent>%)|(?P<exponent>E[+-]0+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_SECTIONS: Final = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*)(?:;|$)')

_CURRENCY: Final = "¥$€£₩元"
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ '’]\d{3})+|\d+)(?:\.\d*)?|\.\d+"
_SIGNS: Final = rf"[(△▲▼−–—+\-{_CURRENCY} ]*"
_DECIMAL_COMMA: Final = re.compile(
    rf"{_SIGNS}(?:\d{{1,3}}(?:[. ]\d{{3}})+,\d+|\d+,(?:\d\d?|\d{{4,}})"
    r"|\d{1,3}(?:\.\d{3}){2,})(?!\d)[\s%)€]*",
    re.ASCII,
)
_SWAPPED: Final = str.maketrans(",.", ".,")
_SHOWN: Final = re.compile(
    rf"[{_CURRENCY}]?\s*(?P<open>\()?(?P<sign>[△▲▼−–—+-])?\s*[{_CURRENCY}]?\s*(?P<inner>[△▲−-])?"
    rf"(?P<digits>{_DIGITS})\s*(?P<percent>%)?\s*(?P<trailing>[−-])?(?P<close>\))?"
    r"\s*(?P<percent2>%)?\s*[*※†]*",
    re.ASCII,
)
_GROUPING: Final = re.compile("[, '’]")
_DASHES: Final = frozenset("- – — − ― ー ‐ ‑ n/a n.a. na nm *".split())
_LONGEST: Final = 60


@frozen
class _Section:
    """One section of a number format: what stands before, in and after the digits."""

    before: str
    digits: str
    after: str
    percents: int
    thousands: int

    @property
    def places(self) -> int:
        """The most digits after the point."""
        return min(sum(map(self.digits.partition(".")[2].count, "0#?")), _MAX_PLACES)

    @property
    def least_places(self) -> int:
        return self.digits.partition(".")[2].count("0")


def displayed(value: Decimal, code: str) -> tuple[str, Number]:
    """Return what a number format makes of a value, and the number that this says.

    A zero stays a zero where the format shows a dash for it.
    """
    sections = _sections(code)
    if not sections:
        return _general(value)
    index = _choice(value, len(sections))
    section = sections[index]
    if not section.digits:
        text = section.before + section.after
        return text.strip() or "0", Number(value, sections[0].places, bool(section.percents))
    places = section.places
    scaled = abs(value).scaleb(2 * section.percents - 3 * section.thousands, _PRECISE)
    shown = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _PRECISE)
    kept = _kept_places(shown, section)
    digits = f"{shown:,.{kept}f}" if "," in section.digits else f"{shown:.{kept}f}"
    minus = "-" if value < 0 and index == 0 and shown else ""
    text = f"{minus}{section.before}{digits}{section.after}".strip()
    number = Number(shown.copy_sign(value) if shown else shown, kept, section.percents > 0)
    return text, number


def has_decimal_commas(texts: Iterable[str]) -> bool:
    """Tell whether texts write `1.234,5` rather than `1,234.5`, by those that leave no doubt."""
    commas = points = 0
    for text in texts:
        if len(text) <= _LONGEST:
            plain = unicodedata.normalize("NFKC", text).strip()
            commas += _DECIMAL_COMMA.fullmatch(plain) is not None
            points += _DECIMAL_COMMA.fullmatch(plain.translate(_SWAPPED)) is not None
    return commas > points


def parse_shown(text: str, *, has_commas: bool = False) -> Number | None:
    """Return the number that a text shows; `None` for a dash, a blank and any other text.

    `has_commas` is for texts that write `1.234,5`.
    """
    if not text or len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _SHOWN.fullmatch(plain.translate(_SWAPPED) if has_commas else plain)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    digits = _GROUPING.sub("", match["digits"])
    value = Decimal(digits)
    sign = match["sign"] or match["inner"] or match["trailing"] or ""
    if match["open"] or (sign and sign != "+"):
        value = -value
    is_percentage = bool(match["percent"] or match["percent2"])
    return Number(value, len(digits.partition(".")[2]), is_percentage)


def is_dash(text: str) -> bool:
    """Tell whether a text says that there is no number."""
    return unicodedata.normalize("NFKC", text[:_LONGEST]).strip().lower() in _DASHES


def _choice(value: Decimal, count: int) -> int:
    if value < 0 and count > 1:
        return 1
    return 2 if value == 0 and count > 2 else 0


def _kept_places(shown: Decimal, section: _Section) -> int:
    """Return the digits after the point that are shown; `#` shows no zeros at the end."""
    least, most = section.least_places, section.places
    if least == most:
        return most
    fraction = f"{shown:.{most}f}".partition(".")[2].rstrip("0")
    return max(least, len(fraction))


def _general(value: Decimal) -> tuple[str, Number]:
    if value == value.to_integral_value():
        text = f"{value:.0f}"
        return text, Number(Decimal(text), 0)
    whole = len(f"{abs(value):.0f}")
    places = max(_MOST_DIGITS - 1 - whole, 0)
    shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _PRECISE)
    text = f"{shown:f}".rstrip("0").rstrip(".") if places else f"{shown:f}"
    return text, Number(Decimal(text), len(text.partition(".")[2]))


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the sections of a number format; none for one that is general or for texts."""
    if code.strip().lower() in {"", "general", "@", "標準"} or len(code) > 1000:
        return ()
    texts = [match[1] for match in _SECTIONS.finditer(code)][:3]
    sections = tuple(map(_section, [text for text in texts if text] or [code]))
    return sections if sections[0].digits else ()


def _section(text: str) -> _Section:
    before, digits, after = "", "", ""
    percents = 0
    for match in _TOKEN.finditer(text):
        if match["digits"] and not digits:
            digits = match["digits"]
            continue
        percents += bool(match["percent"])
        literal = match["quoted"] or match["escaped"] or match["currency"] or match["percent"]
        literal = literal or match["other"] or ""
        if digits:
            after += literal
        else:
            before += literal
    core = digits.rstrip()
    pattern = core.rstrip(",")
    return _Section(before, pattern, after, percents, len(core) - len(pattern))
