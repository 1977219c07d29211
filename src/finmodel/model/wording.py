"""Numbers and facts as messages write them: grouped digits, a unit, one scale for a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeVar

from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.fact import Fact
from finmodel.model.unit import SHARES_MEASURE, Unit, product
from finmodel.numeric import Interval
from finmodel.qname import ISO4217, QName

Number = Decimal | Fraction | int
T = TypeVar("T")

SCALES: Final = {1_000_000: "million", 1_000: "thousand"}
_MAX_PLACES: Final = 12
_MAX_DIGITS: Final = 30
_FEW_DIGITS: Final = 4
_MOST_NAMED: Final = 6
_LONGEST_NAME: Final = 120


def scale_of(*values: Number | Interval | None) -> int:
    """Return the scale that one message writes its numbers in: 1, a thousand or a million.

    A scale fits where no number needs more than one half of it and the largest reaches a million.
    """
    numbers = [abs(number) for value in values for number in _numbers(value)]
    if max(numbers, default=Fraction(0)) >= 1_000_000:
        for scale in SCALES:
            if all((2 * number / scale).denominator == 1 for number in numbers):
                return scale
    return 1


def amount(
    value: Number, unit: Unit | None = None, *, scale: int | None = None, places: int = 0
) -> str:
    """Return a number as people read it: `JPY 1,618 million`, `USD 0.12 per share`, `0.125`.

    `scale` comes from `scale_of`, so that the numbers of one message can be compared; without it
    the number has its own. `places` are the digits after the point that it has at least.
    """
    scale = scale_of(value) if scale is None else scale
    scaled = Fraction(value) / scale
    about = "" if _is_readable(scaled) else "about "
    return about + _with_unit(_digits(scaled, places), unit, scale)


def interval(values: Interval, unit: Unit | None = None, *, scale: int | None = None) -> str:
    """Return a range as people read it: `JPY 1,551 … 1,553 million`, `over 3 … under 4`.

    Ends whose digits would not end are moved outward by less than a hundredth of the range.
    """
    low, high = values.low, values.high
    if low is None or high is None:
        return _half_line(values, unit, scale)
    scale = scale_of(values) if scale is None else scale
    if low == high:
        return amount(low, unit, scale=scale)
    low, high = low / scale, high / scale
    about = ""
    if not (_is_readable(low) and _is_readable(high)):
        step = _step(high - low)
        low, high, about = low // step * step, -(-high // step) * step, "about "
    start = f"{'over ' if values.low_open else ''}{_digits(low)}"
    end = f"{'under ' if values.high_open else ''}{_digits(high)}"
    return about + _with_unit(f"{start} … {end}", unit, scale)


def _half_line(values: Interval, unit: Unit | None, scale: int | None) -> str:
    """Return the words for a range that has one end or none."""
    if values.low is not None:
        words = "more than" if values.low_open else "at least"
        return f"{words} {amount(values.low, unit, scale=scale)}"
    if values.high is not None:
        words = "less than" if values.high_open else "at most"
        return f"{words} {amount(values.high, unit, scale=scale)}"
    return "any number"


def percentage(value: Number | Interval, *, places: int = 0) -> str:
    """Return a ratio as people read it, `18.8 %`; `places` is as for `amount`."""
    if isinstance(value, Interval):
        return f"{interval(value.scaled(Fraction(100)), scale=1)} %"
    return f"{amount(Fraction(value) * 100, scale=1, places=places)} %"


def aspects(fact: Fact, label: Callable[[QName], str]) -> tuple[str, ...]:
    """Return what tells a fact from others, as people say it: its label, members and period.

    `label` gives the words for a concept or a member.
    """
    return placed(fact.concept, fact.dimension_set, label)


def placed(concept: QName, place: DimensionSet, label: Callable[[QName], str]) -> tuple[str, ...]:
    """Return what tells a concept in a place from others, like `aspects` of a fact there."""
    name = shortened(label(concept), _LONGEST_NAME)
    return name, *members(place.members, label), str(place.period)


def members(
    taken: Sequence[tuple[QName, Member]], label: Callable[[QName], str]
) -> tuple[str, ...]:
    """Return the words for the members that dimensions take; of very many only the first few."""

    def words(pair: tuple[QName, Member]) -> str:
        member = pair[1]
        return label(member) if isinstance(member, QName) else str(member)

    return first_few(taken, words, "members")


def first_few(things: Sequence[T], words: Callable[[T], str], what: str) -> tuple[str, ...]:
    """Return the words for things, and of very many how many more there are."""
    named = [shortened(words(thing), _LONGEST_NAME) for thing in things[:_MOST_NAMED]]
    if len(things) > _MOST_NAMED:
        named.append(f"and {len(things) - _MOST_NAMED:,} more {what}")
    return tuple(named)


def described(fact: Fact, label: Callable[[QName], str]) -> str:
    """Return what a fact is about: `Total revenues, Outsourcing, 2008-10-01 to 2008-12-31`."""
    return ", ".join(aspects(fact, label))


def shortened(text: str, most: int) -> str:
    """Return a text on one line, white space collapsed, cut with an ellipsis where it is long."""
    line = " ".join(text[: most * 4].split())
    cut = len(line) > most or len(text) > most * 4
    return f"{line[: most - 1].rstrip()}…" if cut else line


def listed(words: Iterable[str], *, most: int = 5, conjunction: str = "and") -> str:
    """Return words as a list that a sentence can hold: `A, B and 3 more`."""
    items = list(words)
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1:,} more"]
        conjunction = "and"
    *first, last = items or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def _numbers(value: Number | Interval | None) -> Iterable[Fraction]:
    if isinstance(value, Interval):
        return (end for end in (value.low, value.high) if end is not None)
    return () if value is None else (Fraction(value),)


def _is_readable(value: Fraction) -> bool:
    """Tell whether the digits of a number end before they are too many to read."""
    return _places(value.denominator) is not None and abs(value) < 10**_MAX_DIGITS


def _digits(value: Fraction, least: int = 0) -> str:
    """Return the digits of a number, all of them as long as they are readable."""
    sign, size = ("−" if value < 0 else ""), abs(value)
    needed = _places(size.denominator)
    if needed is None or not _is_readable(size):
        return sign + _first_digits(size)
    places = max(needed, min(least, _MAX_PLACES))
    whole, part = divmod(size.numerator * (10**places // size.denominator), 10**places)
    return f"{sign}{whole:,}" + (f".{part:0{places}}" if places else "")


def _first_digits(size: Fraction) -> str:
    """Return the whole part of a number, or where that is small or absurd its first few digits."""
    is_moderate = Fraction(1, 10**_MAX_PLACES) < size < 10**_MAX_DIGITS
    whole = len(str(int(size))) if is_moderate else 0
    context = Context(prec=max(_FEW_DIGITS, whole))
    close = context.divide(Decimal(size.numerator), Decimal(size.denominator))
    return f"{close:,f}" if is_moderate else f"{close.normalize(context):E}"


def _step(width: Fraction) -> Fraction:
    """Return the power of ten that is at most a hundredth of a width, and over a thousandth."""
    step = Fraction(1)
    while step * 100 > width:
        step /= 10
    while step * 1000 <= width:
        step *= 10
    return step


@lru_cache(maxsize=256)
def _places(denominator: int) -> int | None:
    """Return the digits after the point that a fraction needs; `None` for too many or endless."""
    return next((n for n in range(_MAX_PLACES + 1) if 10**n % denominator == 0), None)


def _with_unit(digits: str, unit: Unit | None, scale: int) -> str:
    text = f"{digits} {SCALES[scale]}" if scale in SCALES else digits
    if unit is None:
        return text
    first, *others = unit.numerators
    if first.namespace == ISO4217 and not others:
        text = f"{first.local_name} {text}"
    else:
        text += " " + product(unit.numerators, " × ")
    if not unit.denominators:
        return text
    if unit.denominators == (SHARES_MEASURE,):
        return f"{text} per share"
    return f"{text} per {product(unit.denominators, ' × ')}"
