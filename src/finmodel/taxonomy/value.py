"""Which texts state one value of a data type, so that facts with them are complete duplicates."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final

from finmodel.numeric import NumberError, parse_decimal
from finmodel.qname import QName, UnboundPrefixError
from finmodel.taxonomy.datatype import FRACTION, STRING, DataType, item_type
from finmodel.taxonomy.equality import canonical
from finmodel.taxonomy.lexical import find_problem, normalized

_MOMENT: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)?(?P<t>T?)(?:(?P<time>\d\d:\d\d:\d\d)(?:\.(?P<part>\d+))?)?"
    r"(?P<zone>Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
_SOME_DAY: Final = "2000-01-01"


def value_form(text: str, data_type: DataType, namespaces: Mapping[str, str]) -> str:
    """Return one form of all texts that state the same value (OIM 1.0, duplicate facts).

    Beyond `canonical`, times in several zones are one, as are names under several prefixes, and
    NaN is itself: whoever states it twice does not contradict himself. A text that is no value of
    the type is its own form.
    """
    if data_type.is_composed:
        return _composed(text, data_type, namespaces)
    if data_type.derives_from(FRACTION):
        return _fraction(text)
    value = normalized(data_type, text)
    if value == "NaN" or find_problem(data_type, text) is not None:
        return value
    if data_type.builtin == "QName":
        return _name(value, namespaces)
    form = _FORMS.get(data_type.builtin)
    return canonical(value, data_type) if form is None else form(value)


def _composed(text: str, data_type: DataType, namespaces: Mapping[str, str]) -> str:
    if data_type.items is not None:
        items = data_type.items
        return " ".join(value_form(item, items, namespaces) for item in text.split())
    fitting = (each for each in data_type.union if find_problem(each, text) is None)
    return value_form(text, next(fitting, item_type(STRING)), namespaces)


def _fraction(text: str) -> str:
    try:
        above, below = (Fraction(parse_decimal(part.strip())) for part in text.split("/"))
        return str(above / below)
    except (NumberError, ValueError, ZeroDivisionError):
        return text


def _moment(value: str) -> str:
    """Return a date or a time in UTC if it has a zone; a day begins when it does in its zone."""
    match = _MOMENT.fullmatch(value)
    if match is None:
        return value
    time = match["time"] or "00:00:00"
    ends_day = time == "24:00:00"
    written = f"{match['day'] or _SOME_DAY}T{'00:00:00' if ends_day else time}"
    try:
        moment = datetime.fromisoformat(written + (match["zone"] or ""))
        moment += timedelta(days=ends_day)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return value
    kind = f"{'day' if match['day'] else ''}{match['t']}"
    told = moment.isoformat() if match["day"] else moment.timetz().isoformat()
    return f"{kind} {told} {(match['part'] or '').rstrip('0')}"


def _name(value: str, namespaces: Mapping[str, str]) -> str:
    try:
        return QName.from_prefixed(value, namespaces).clark
    except UnboundPrefixError:
        return value


_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    **dict.fromkeys(("date", "dateTime", "time"), _moment),
    "normalizedString": str,
    "hexBinary": str.upper,
    "base64Binary": lambda value: binascii.a2b_base64(value).hex(),
}
