"""Which texts are values of a data type: XML Schema part 2, with the facets of restrictions."""

from __future__ import annotations

import binascii
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from finmodel.qname import XBRLI, QName, is_ncname
from finmodel.taxonomy.datatype import FRACTION, DataType, Facets
from finmodel.taxonomy.order import compare
from finmodel.taxonomy.pattern import PatternError, compile_pattern

Number = int | Decimal

_MOST_PROBLEMS: Final = 3
"""How many of the types are named that a value of a union could be of."""

_SPACES: Final = re.compile(r"[ \t\n\r]+")
_DATE_UNION: Final = QName(XBRLI, "dateTimeItemType")
_DECIMAL_CHARACTERS: Final = b"0123456789+-. \t\n\r"
_INTEGER_CHARACTERS: Final = b"0123456789+- \t\n\r"

_RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}


def parse_decimals(texts: Sequence[str]) -> list[Number] | None:
    """Return the exact values of literals of `xs:decimal`, or `None` where one of them is none.

    All are read at once, so this is the quick way to find that nothing is wrong. Whole numbers
    written without a point become `int`.
    """
    joined = "".join(texts)
    if not joined.isascii():
        return None
    characters = joined.encode("ascii")
    try:
        if not characters.translate(None, _INTEGER_CHARACTERS):
            return list(map(int, texts))
        if not characters.translate(None, _DECIMAL_CHARACTERS):
            return list(map(Decimal, texts))
    except (ValueError, ArithmeticError):
        pass
    return None


def admits(data_type: DataType, numbers: Sequence[Number]) -> bool:
    """Tell quickly that all numbers are values of a type; no answer says that one is not.

    The numbers come from `parse_decimals`; where it is false, `find_problem` tells of each text.
    """
    if data_type.facets or data_type.is_composed or not data_type.is_decimal:
        return False
    if data_type.builtin == "decimal" or not numbers:
        return True
    low, high = _RANGES[data_type.builtin]
    return (
        set(map(type, numbers)) == {int}
        and (low is None or min(numbers) >= low)
        and (high is None or max(numbers) <= high)
    )


def admits_all_texts(data_type: DataType) -> bool:
    """Tell whether every text is a value of a type: strings without facets."""
    is_plain = not data_type.facets and not data_type.is_composed
    is_free = is_plain and data_type.builtin not in _FORMS
    return is_free and not data_type.derives_from(FRACTION)


def find_problem(data_type: DataType, text: str) -> str | None:
    """Return what is wrong with a text as a value of a type, `None` where nothing is.

    The words go on from "which": `is not a whole number`, `is longer than 10 characters`.
    """
    if data_type.derives_from(FRACTION):
        return _fraction_problem(text)
    value = normalized(data_type, text)
    problem = (
        _composed_problem(data_type, text, value)
        if data_type.is_composed
        else _form_problem(data_type, value)
    )
    if problem is not None:
        return problem
    return next(
        (
            problem
            for facets in data_type.facets
            for problem in _facet_problems(data_type, facets, value)
        ),
        None,
    )


def unchecked_pattern(data_type: DataType, text: str) -> str | None:
    """Return a pattern that takes too long to compare with a value of a type, if there is one.

    One that is not understood compares with nothing, which is to be said of the type.
    """
    if data_type.union:
        fitting = (each for each in data_type.union if find_problem(each, text) is None)
        found = [unchecked_pattern(each, text) for each in fitting]
        if found and None not in found:
            return found[0]
    value = normalized(data_type, text)
    unchecked = (_unchecked(facets.patterns, value) for facets in data_type.facets)
    return next((pattern for pattern in unchecked if pattern is not None), None)


def _unchecked(patterns: Sequence[str], value: str) -> str | None:
    for pattern in patterns:
        try:
            compiled = compile_pattern(pattern)
        except PatternError:
            return None
        try:
            if compiled.matches(value):
                return None
        except PatternError:
            return pattern
    return None


def _form_problem(data_type: DataType, value: str) -> str | None:
    form = _FORMS.get(data_type.builtin)
    if form is not None and not _has_form(data_type, value):
        return f"is not {form[1]}"
    if data_type.builtin in _RANGES:
        low, high = _RANGES[data_type.builtin]
        number = Decimal(value)
        if (low is not None and number < low) or (high is not None and number > high):
            return f"is outside the range of {data_type.builtin}"
    return None


def _composed_problem(data_type: DataType, text: str, value: str) -> str | None:
    """Return what is wrong with a value of a union or a list (section 2.5.1)."""
    if data_type.items is not None:
        items = dict.fromkeys(value.split(" ") if value else ())
        problems = ((item, find_problem(data_type.items, item)) for item in items)
        wrong = next(((item, problem) for item, problem in problems if problem is not None), None)
        return None if wrong is None else f"has the item “{wrong[0][:40]}”, which {wrong[1]}"
    found = [find_problem(each, text) for each in data_type.union]
    if None in found:
        return None
    return " and ".join(dict.fromkeys(filter(None, found[:_MOST_PROBLEMS])))


def _fraction_problem(text: str) -> str | None:
    """Return what is wrong with two numbers and a slash between (XBRL 2.1, section 5.1.1.3)."""
    parts = [part.strip(" \t\n\r") for part in text.split("/")]
    if len(parts) != 2 or not all(map(_is_number, parts)):
        return "is not a numerator and a denominator"
    return None if Decimal(parts[1]) else "has the denominator 0"


def normalized(data_type: DataType, text: str) -> str:
    """Return a text after the white-space processing of its type (XML Schema part 2, 4.3.6)."""
    if data_type.builtin == "string":
        return text
    if data_type.builtin == "normalizedString":
        return re.sub(r"[\t\n\r]", " ", text)
    return _SPACES.sub(" ", text).strip(" ")


def _has_form(data_type: DataType, value: str) -> bool:
    if data_type.derives_from(_DATE_UNION) and _is_date(value):
        return True
    return _FORMS[data_type.builtin][0](value)


def _facet_problems(data_type: DataType, facets: Facets, value: str) -> Iterator[str]:
    yield from _bound_problems(data_type, facets, value)
    yield from _digit_problems(facets, value) if data_type.is_numeric else ()
    yield from _length_problems(facets, _length(data_type, value))
    if facets.enumeration and not _is_listed(data_type, facets, value):
        yield f"is none of {', '.join(facets.enumeration[:10])}"
    if facets.patterns and not any(_fits(pattern, value) for pattern in facets.patterns):
        yield f"does not have the form {' or '.join(facets.patterns)}"


def _bound_problems(data_type: DataType, facets: Facets, value: str) -> Iterator[str]:
    """Yield the bounds that a value is not within; one without an order to them is not."""
    builtin = _member_of(data_type, value).builtin
    for bound, signs, words in (
        (facets.min_inclusive, (0, 1), "less than"),
        (facets.max_inclusive, (-1, 0), "more than"),
        (facets.min_exclusive, (1,), "not more than"),
        (facets.max_exclusive, (-1,), "not less than"),
    ):
        if bound is not None:
            text = bound if isinstance(bound, str) else f"{bound:f}"
            is_of_type = compare(builtin, text, text) == 0
            if is_of_type and compare(builtin, value, text) not in signs:
                yield f"is {words} {text}"


def _member_of(data_type: DataType, value: str) -> DataType:
    """Return which of its types a value of a union is of."""
    if data_type.builtin or not data_type.union:
        return data_type
    fitting = (each for each in data_type.union if find_problem(each, value) is None)
    return _member_of(next(fitting, data_type.union[0]), value)


def _digit_problems(facets: Facets, value: str) -> Iterator[str]:
    whole, part = _digits(value)
    if facets.total_digits is not None and len(whole) + len(part) > facets.total_digits:
        yield f"has over {facets.total_digits} digits"
    if facets.fraction_digits is not None and len(part) > facets.fraction_digits:
        yield f"has over {facets.fraction_digits} digits after the point"


def _digits(value: str) -> tuple[str, str]:
    """Return the digits before and after the point that a value needs (section 4.3.11)."""
    whole, _, part = value.lstrip("+-").partition(".")
    return whole.lstrip("0"), part.rstrip("0")


def _length_problems(facets: Facets, length: int | None) -> Iterator[str]:
    if length is None:
        return
    if facets.length is not None and length != facets.length:
        yield f"is {length} long and not {facets.length}"
    if facets.min_length is not None and length < facets.min_length:
        yield f"is shorter than {facets.min_length}"
    if facets.max_length is not None and length > facets.max_length:
        yield f"is longer than {facets.max_length}"


def _length(data_type: DataType, value: str) -> int | None:
    """Return the length that facets bound: characters, octets or items (section 4.3.1)."""
    if data_type.builtin == "hexBinary":
        return len(value) // 2
    if data_type.builtin == "base64Binary":
        return len(binascii.a2b_base64(value))
    if data_type.items is not None or data_type.builtin in LISTS:
        return len(value.split())
    return None if data_type.is_numeric or data_type.builtin == "QName" else len(value)


def _is_listed(data_type: DataType, facets: Facets, value: str) -> bool:
    """Tell whether an enumeration has a value, in whatever form."""
    return value in facets.enumeration or any(
        _is_same(data_type, normalized(data_type, listed), value) for listed in facets.enumeration
    )


def _is_same(data_type: DataType, one: str, other: str) -> bool:
    if data_type.items is not None:
        parts, others = one.split(), other.split()
        pairs = zip(parts, others, strict=False)
        item = data_type.items
        return len(parts) == len(others) and all(_is_same(item, *pair) for pair in pairs)
    member = _member_of(data_type, other)
    is_of_it = member is data_type or find_problem(member, one) is None
    return one == other or (is_of_it and compare(member.builtin, one, other) == 0)


def _fits(pattern: str, value: str) -> bool:
    """Tell whether a value matches; one that cannot be compared excludes nothing."""
    try:
        return compile_pattern(pattern).matches(value)
    except PatternError:
        return True


def _form(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _calendar_form(pattern: str) -> Callable[[str], bool]:
    """Return a test for dates: of the form of a pattern, and in the calendar."""
    compiled = re.compile(pattern, re.ASCII)

    def is_in_calendar(text: str) -> bool:
        match = compiled.fullmatch(text)
        if match is None:
            return False
        parts = match.groupdict()
        year, month, day = (parts.get(name) for name in ("year", "month", "day"))
        if year is not None and not year.strip("-0"):
            return False  # there was no year 0
        if month is None or day is None:
            return True
        # any year of the same place in the cycle of 400 has the same months, and 2000 has all days
        same = 2000 if year is None else 2000 + int(year[-4:]) % 400
        return 1 <= int(month) <= 12 and 1 <= int(day) <= monthrange(same, int(month))[1]

    return is_in_calendar


def _is_base64(text: str) -> bool:
    try:
        binascii.a2b_base64(text.replace(" ", ""), strict_mode=True)
    except ValueError:
        return False
    return True


def _is_qname(text: str) -> bool:
    return all(map(is_ncname, text.split(":", 1)))


def _each(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: bool(text) and all(map(test, text.split(" ")))


_ZONE: Final = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR: Final = r"(?P<year>-?(?:[1-9]\d{3,19}|0\d{3}))"
_DATE: Final = rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)"
_TIME: Final = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_NUMBER: Final = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_LENGTH_OF_TIME: Final = (
    r"-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
)
LISTS: Final = frozenset(("NMTOKENS", "IDREFS", "ENTITIES"))
"""The types of XML Schema whose values are lists."""

_is_number = _form(_NUMBER)
_is_integer = _form(r"[+-]?\d+")
_is_float = _form(rf"{_NUMBER}(?:[eE][+-]?\d+)?|-?INF|NaN")
_is_date = _calendar_form(_DATE + _ZONE)
_is_name_token = compile_pattern(r"\c+").matches

_FORMS: Final[dict[str, tuple[Callable[[str], bool], str]]] = {
    "decimal": (_is_number, "a number in plain digits, such as -1234.5"),
    **dict.fromkeys(_RANGES, (_is_integer, "a whole number")),
    "float": (_is_float, "a number, such as 1.5E3"),
    "double": (_is_float, "a number, such as 1.5E3"),
    "boolean": (_form("true|false|1|0"), "true or false"),
    "date": (_is_date, "a date, such as 2009-03-31"),
    "dateTime": (
        _calendar_form(f"{_DATE}T{_TIME}{_ZONE}"),
        "a date and time, such as 2009-03-31T12:00:00",
    ),
    "time": (_form(_TIME + _ZONE), "a time, such as 12:00:00"),
    "gYearMonth": (
        _calendar_form(rf"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}"),
        "a month of a year, such as 2009-03",
    ),
    "gYear": (_calendar_form(_YEAR + _ZONE), "a year, such as 2009"),
    "gMonthDay": (
        _calendar_form(rf"--(?P<month>\d\d)-(?P<day>\d\d){_ZONE}"),
        "a day of a month, such as --03-31",
    ),
    "gMonth": (_form(rf"--(?:0[1-9]|1[0-2])(?:--)?{_ZONE}"), "a month, such as --03"),
    "gDay": (_form(rf"---(?:0[1-9]|[12]\d|3[01]){_ZONE}"), "a day, such as ---31"),
    "duration": (_form(_LENGTH_OF_TIME), "a length of time, such as P1Y6M"),
    "hexBinary": (_form("(?:[0-9A-Fa-f]{2})*"), "pairs of hexadecimal digits"),
    "base64Binary": (_is_base64, "base64"),
    "language": (_form("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"), "a language, such as en or ja"),
    "QName": (_is_qname, "a name, such as prefix:name"),
    "Name": (compile_pattern(r"\i\c*").matches, "an XML name"),
    "NMTOKEN": (_is_name_token, "a name token"),
    "NMTOKENS": (_each(_is_name_token), "a list of name tokens"),
    **dict.fromkeys("NCName ID IDREF ENTITY".split(), (is_ncname, "an XML name without a colon")),
    **dict.fromkeys("IDREFS ENTITIES".split(), (_each(is_ncname), "a list of XML names")),
}
