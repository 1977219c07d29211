"""Which texts mean the same value of a data type (XBRL 2.1, section 4.10, x-equality)."""

from __future__ import annotations

from itertools import count
from typing import Final

from finmodel.numeric import NumberError, parse_decimal
from finmodel.taxonomy.datatype import STRING, DataType, item_type
from finmodel.taxonomy.lexical import find_problem

_TRUTHS: Final = {"1": "true", "0": "false"}
_NEVER_EQUAL: Final = count()
"""NaN is not even equal to itself."""


def canonical(text: str, data_type: DataType) -> str:
    """Return a value in one form for all texts that mean the same."""
    if data_type.items is not None:
        return " ".join(canonical(item, data_type.items) for item in text.split())
    if data_type.union:
        fitting = (each for each in data_type.union if find_problem(each, text) is None)
        return canonical(text, next(fitting, item_type(STRING)))
    if data_type.builtin == "string":
        return text
    value = " ".join(text.split())
    if data_type.builtin == "boolean":
        return _TRUTHS.get(value, value)
    return _number(value) if data_type.is_numeric else value


def _number(value: str) -> str:
    if value == "NaN":
        return f"NaN {next(_NEVER_EQUAL)}"
    try:
        number = parse_decimal(value)
    except NumberError:
        return value
    return "0" if not number else f"{number.normalize():f}"
