"""What the cell of a fact says, together with the fact's aspects."""

from __future__ import annotations

from attrs import frozen

from finmodel.formats.oim.name import RefusedError
from finmodel.formats.oim.shape import shown
from finmodel.formats.xbrl_csv.aspect import Aspects, Kind
from finmodel.formats.xbrl_csv.fault import INVALID_DECIMALS, INVALID_SUFFIX
from finmodel.formats.xbrl_csv.value import Mark, split_number
from finmodel.model.column import ABSENT, EXACT
from finmodel.numeric import MAX_DECIMALS


@frozen
class Saying:
    """A value with its decimals, as columns have them; a number has no language, else no unit."""

    value: str | None
    decimals: int
    is_number: bool


def say(text: str | Mark, kind: Kind, aspects: Aspects) -> Saying:
    """Return what a cell says; raises `RefusedError`.

    Whether a concept is a number is the taxonomy's to tell. Where it does not, a fact is one if
    its value reads as a number and it has a unit or decimals, which `#none` can deny.
    """
    if isinstance(text, Mark):
        has_unit = kind is Kind.UNKNOWN and aspects.unit is not None
        is_number = kind is Kind.NUMBER or has_unit
        given = aspects.decimals if is_number else None
        return Saying(None, ABSENT if given is None else given, is_number)
    number = split_number(text)
    if kind is Kind.UNKNOWN and number is not None:
        is_denied = aspects.is_explicit or number[1] is None
        has_sign = aspects.unit is not None or aspects.decimals is not None or not is_denied
        kind = Kind.NUMBER if has_sign else Kind.OTHER
    if kind is not Kind.NUMBER:
        return Saying(text, ABSENT, is_number=False)
    if number is None:
        if "d" in text:
            message = f"{shown(text)} is no number, nor one with decimals."
            raise RefusedError(INVALID_SUFFIX, message)
        number = (text, None)
    value, suffix = number
    if suffix is None:
        given = aspects.decimals
        return Saying(value, EXACT if given is None else given, is_number=True)
    return Saying(value, _suffix(suffix), is_number=True)


def _suffix(text: str) -> int:
    if text == "INF":
        return EXACT
    if len(text) > len(str(-MAX_DECIMALS)) or abs(int(text)) > MAX_DECIMALS:
        message = f"The decimals {text[:20]} are beyond ±{MAX_DECIMALS}."
        raise RefusedError(INVALID_DECIMALS, message)
    return int(text)
