"""Checks a certificate with arithmetic alone; shares no code with what proves and writes it."""

from __future__ import annotations

import json
import operator
import re
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

Object = Mapping[str, Any]
Form = Mapping[int, Fraction]  # coefficients of quantities; that of ONE is the constant
ONE: Final = -1
_NUMBER: Final = re.compile(r"-?[0-9]{1,4000}(?:\.[0-9]{1,4000}|/[1-9][0-9]{0,3999})?", re.ASCII)
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_FORMS: Final = "numerator", "factor", "divisor"


class MalformedError(ValueError):
    """A text that is no certificate."""


class _WrongError(Exception):
    """Something that a certificate says and that does not follow."""


def verify(text: bytes) -> list[str]:
    """Return the mistakes of a certificate, none if it is right; raises `MalformedError`."""
    try:
        return list(_Certificate(json.loads(text, object_pairs_hook=_object)).mistakes())
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise MalformedError(f"This is no certificate: {error!r:.200}") from error


class _Certificate:
    def __init__(self, content: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        self._content = content
        self._ends = [_ends(number) for number in content["numbers"]]
        self._dropped = content["dropped"]
        self._values = {**_terms(content["values"]), ONE: Fraction(1)}

    def mistakes(self) -> Iterator[str]:
        content = self._content
        for key, *others in ("numbers", "quantities"), ("relations", "claims", "rows"):
            given = json.dumps([content[part] for part in (key, *others)], sort_keys=True).encode()
            if content["hashes"][key] != sha256(given).hexdigest():
                yield f"hashes: that of the {key} is another"
        stated = [_index(said["relation"]) for said in (*content["claims"], *content["rows"])]
        if not set(stated) <= set(range(len(content["relations"]))):
            yield "relations: some that claims or rows state are not listed"
        checks = self._check_number, self._check_claim, self._check_row, self._check_conflict
        for key, check in zip(("numbers", "claims", "rows", "conflicts"), checks, strict=True):
            for index, item in enumerate(content[key]):
                try:
                    check(index, item)
                except _WrongError as wrong:
                    yield f"{key}, {index}: {wrong}"
        missing = set(range(len(content["quantities"]))) - self._values.keys()
        rest = "undecided" if missing or content["freed"] or content["dropped"] else "feasible"
        if content["verdict"] != ("infeasible" if content["conflicts"] else rest):
            yield "verdict: it does not show this"

    def _check_number(self, index: int, number: Object) -> None:
        (low, low_open), (high, high_open) = self._ends[index]
        stated = _number(number["low"]), _number(number["high"])
        if (*stated, number["lowOpen"], number["highOpen"]) != (low, high, low_open, high_open):
            raise _WrongError("the interval is not that of the value with its decimals")
        own, is_freed = _index(number["quantity"]), index in self._content["freed"]
        self._check("<" if low_open else "<=", [{own: Fraction(-1), ONE: low}], is_freed)
        self._check("<" if high_open else "<=", [{own: Fraction(1), ONE: -high}], is_freed)

    def _check_claim(self, _: int, claim: Object) -> None:
        forms = [_form(claim[key]) for key in _FORMS]
        self._check(claim["operator"], forms, claim["relation"] in self._dropped, claim["divides"])

    def _check_row(self, index: int, row: Object) -> None:
        says = _form(row)
        if row["claim"] is None:
            return self._check(row["operator"], [says], row["relation"] in self._dropped)
        claim = self._content["claims"][_index(row["claim"])]
        numerator, factor, divisor = [_form(claim[key]) for key in _FORMS]
        low, is_open, share = Fraction(-1), True, 0  # a row that says that the divisor is positive
        if row["factor"] is not None:
            (low, is_open), share = self._bound(row["factor"], factor, index), 1
        is_positive = self._is_positive(row, divisor, index) or claim["divides"]
        is_strict = (share and claim["operator"] == "<") or (is_open and is_positive)
        signs = ("<=", "<") if is_strict else ("<=",)
        if _added((share, numerator), (low, divisor), (-1, says)) or row["operator"] not in signs:
            raise _WrongError("it is not what its claim makes with the bound on the factor")

    def _is_positive(self, row: Object, divisor: Form, before: int) -> bool:
        """Check that a divisor is not negative, and tell whether it is shown not to be zero."""
        lemma = row["lemma"]
        if lemma is None:
            low, is_open = self._bound(row["divisor"], divisor, before)
            if low < 0:
                raise _WrongError("the divisor may be negative")
            return low > 0 or is_open
        claim = self._content["claims"][_index(lemma["claim"])]
        numerator, factor, other = [_form(claim[key]) for key in _FORMS]
        turn = -1 if claim["divides"] else 1  # to what it says of the divisor's negative
        ends = [self._bound(lemma["numerator"], _added((turn, numerator)), before)]
        ends.append(self._bound(lemma["factor"], _added((-turn, factor)), before))
        is_strict = claim["operator"] == "<" or max(ends) > (Fraction(0), False)
        if _added((1, other), (-1, divisor)) or min(ends)[0] < 0 or not is_strict:
            raise _WrongError("the divisor may be negative, for all that the lemma says")
        return False

    def _check_conflict(self, _: int, conflict: Object) -> None:
        if self._bound(conflict, {}, len(self._content["rows"])) <= (Fraction(0), False):
            raise _WrongError("what it says of 0 is true")

    def _check(self, sign: str, forms: list[Form], is_free: bool, over: bool = False) -> None:
        """Check `form + factor · divisor` against 0, as far as there are values."""
        if max(map(max, forms)) >= len(self._content["quantities"]):
            raise _WrongError("it is about a quantity that is not listed")
        if not is_free and all(form.keys() <= self._values.keys() for form in forms):
            compares = {"=": operator.eq, "<=": operator.le, "<": operator.lt}[sign]
            a, b, c = (sum(k * self._values[i] for i, k in f.items()) for f in [*forms, {}, {}][:3])
            if (over and not c) or not compares((a + b * c) / (c if over else 1), 0):
                raise _WrongError("the values do not satisfy it")

    def _bound(self, bound: Object, form: Form, before: int) -> tuple[Fraction, bool]:
        """Return the low end that a sum of rows and ends of numbers shows a form to have."""
        low, is_open, is_strict = _number(bound["low"]), bool(bound["isOpen"]), False
        parts: list[tuple[Fraction | int, Form]] = [(1, form), (-low, {ONE: Fraction(1)})]
        for index, multiplier in _terms(bound["rows"]).items():
            row = self._content["rows"][index]
            if index >= before or (multiplier < 0 and row["operator"] != "="):
                raise _WrongError(f"row {index} comes later, or its multiplier is negative")
            parts.append((multiplier, _form(row)))
            is_strict |= row["operator"] == "<" and multiplier != 0
        for key, side, sign in (("lows", 0, -1), ("highs", 1, 1)):
            for index, multiplier in _terms(bound[key]).items():
                if multiplier < 0:
                    raise _WrongError(f"the multiplier of number {index} is negative")
                quantity = _index(self._content["numbers"][index]["quantity"])
                end, excluded = self._ends[index][side]
                parts.append((sign * multiplier, {quantity: Fraction(1), ONE: -end}))
                is_strict |= excluded and multiplier != 0
        rest = _added(*parts)
        more = rest.pop(ONE, Fraction(0))
        if rest or (more, is_strict) < (Fraction(0), is_open):
            raise _WrongError(f"{more} and the quantities {sorted(rest)} are left over")
        return low, is_open


def _added(*parts: tuple[Fraction | int, Form]) -> dict[int, Fraction]:
    total: dict[int, Fraction] = {}
    for multiplier, form in parts:
        for index, factor in form.items():
            total[index] = total.get(index, 0) + multiplier * factor
    return {index: factor for index, factor in total.items() if factor}


def _object(pairs: list[tuple[str, Any]]) -> Object:
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError("a key is given twice in one object")
    return found


def _form(stated: Object) -> Form:
    return {**_terms(stated["terms"]), ONE: _number(stated["constant"])}


def _terms(stated: Object) -> dict[int, Fraction]:
    return {_index(key): _number(text) for key, text in stated.items()}


def _index(key: str | int) -> int:
    if not _INDEX.fullmatch(str(key)):
        raise ValueError(f"{key!r:.40} is no index")
    return int(key)


def _number(text: str) -> Fraction:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r:.40} is no number")
    return Fraction(text)


def _ends(number: Object) -> list[tuple[Fraction, bool]]:
    """Return what a value printed with decimals stands for: Calculations 1.1, section 4."""
    value, decimals = _number(number["value"]), number["decimals"]
    if decimals is not None and (type(decimals) is not int or abs(decimals) > 400):
        raise ValueError(f"{decimals!r:.40} are no decimals")
    unit = Fraction(0) if decimals is None else Fraction(10) ** -decimals
    if decimals is None or {"nearest": True, "truncated": False}[number["rounding"]]:
        return [(value - unit / 2, False), (value + unit / 2, False)]
    return [(value - unit * (value <= 0), value <= 0), (value + unit * (value >= 0), value >= 0)]


if __name__ == "__main__":
    found = verify(Path(sys.argv[1]).read_bytes())
    sys.stdout.write("\n".join(found or ["The certificate is right."]) + "\n")
    sys.exit(bool(found))
