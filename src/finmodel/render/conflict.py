"""A conflict as arithmetic on paper: letters for quantities, relations between them, their sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import count, product
from string import ascii_uppercase
from textwrap import wrap
from typing import Final

from finmodel.language.form import Affine
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.model.wording import amount, interval, percentage, scale_of
from finmodel.numeric import Interval
from finmodel.proof.certificate import contradiction, relation_text
from finmodel.proof.problem import Bound, Lemma, Origin
from finmodel.proof.prove import Conflict, Used
from finmodel.render.line import entry, line, origin_of, quantity_name
from finmodel.render.proven import Proven
from finmodel.render.summary import counted

Terms = Mapping[int, Fraction]

_OPERATORS: Final = {"=": "=", "<=": "≤", "<": "<", ">=": "≥", ">": ">"}
_WIDTH: Final = 96
_READABLE: Final = 10**9


class ConflictText:
    """The lines of one conflict.

    Quantities have letters, and amounts in one unit one scale. What the numbers allow is added up
    as the multipliers say, divided so that the first number counts once.
    """

    def __init__(self, conflict: Conflict, proven: Proven) -> None:
        self._conflict = conflict
        self._proven = proven
        self._problem = proven.proof.problem
        self.lows, self.highs = _ends(self._problem.origins, conflict)
        self._letters = dict(zip(self._quantities(), _letters(), strict=False))

    def heading(self, number: int) -> str:
        """Return the first line."""
        return f"conflict {number}  {self.summary}"

    @property
    def summary(self) -> str:
        """How many numbers and relations contradict each other."""
        relations = counted(len(self._conflict.premises), "relation")
        numbers = counted(len(self._conflict.numbers), "number")
        if self._conflict.is_about_rules:
            return f"{relations} that contradict each other, whatever is reported"
        if not self._conflict.rows:
            return f"{numbers} that contradict each other"
        return f"{numbers} and {relations} that contradict each other"

    def lines(self) -> Iterator[str]:
        """Yield the numbers, the relations, and what they add up to."""
        yield from self._number_lines()
        yield ""
        if self._conflict.rows:
            for index, used in enumerate(self._conflict.rows, 1):
                yield from self._relation_lines(index, used)
            yield ""
        yield from self._sum_lines()

    # --- quantities

    def _quantities(self) -> Iterator[int]:
        """Yield the quantities in the order in which they get letters, each once."""
        numbers, found = self._problem.numbers, dict[int, None]()
        for index in (*self._conflict.lows, *self._conflict.highs):
            found[numbers[index].quantity] = None
        for index in sorted(self._conflict.numbers):
            found[numbers[index].quantity] = None
        for used in self._conflict.rows:
            found |= dict.fromkeys(used.row.terms)
            found |= dict.fromkeys(self._problem.premises[used.origin.premise].quantities)
        yield from found

    @cached_property
    def _scales(self) -> Mapping[Unit | None, int]:
        """The scale in which amounts in each unit are written."""
        ends: defaultdict[Unit | None, list[Interval]] = defaultdict(list)
        for index in self._conflict.numbers:
            number = self._problem.numbers[index]
            quantity = self._problem.quantities[number.quantity]
            if not self._proven.taxonomy.is_ratio(quantity.concept):
                ends[quantity.unit].append(number.interval)
        return {unit: scale_of(*intervals) for unit, intervals in ends.items()}

    def _scale(self, quantity: int) -> int:
        found = self._problem.quantities[quantity]
        is_ratio = self._proven.taxonomy.is_ratio(found.concept)
        return 1 if is_ratio else self._scales.get(found.unit, 1)

    # --- numbers

    def _number_lines(self) -> Iterator[str]:
        problem = self._problem
        facts = {index: problem.fact(index) for index in sorted(self._conflict.numbers)}
        printed = {index: self._printed(index) for index in facts}
        width = max(map(len, printed.values()), default=1)
        for quantity, letter in self._letters.items():
            name = self._name(quantity)
            own = [index for index in facts if problem.numbers[index].quantity == quantity]
            for index in own:
                details = f"{name} · {self._ends_text(index)}"
                origin = origin_of(facts[index], self._proven.places.get(facts[index].row))
                yield from entry(letter, f"{printed[index]:>{width}}", details, origin)
            if not own:
                yield from entry(letter, f"{'':>{width}}", f"{name} · whatever it is", "")

    def _printed(self, index: int) -> str:
        number = self._problem.numbers[index]
        quantity = self._problem.quantities[number.quantity]
        scale, places = self._scale(number.quantity), number.decimals or 0
        if self._proven.taxonomy.is_ratio(quantity.concept):
            return percentage(number.value, places=max(places - 2, 0))
        places = max(places, 0) if scale == 1 else 0
        return amount(number.value, quantity.unit, scale=scale, places=places)

    def _name(self, quantity: int) -> str:
        return quantity_name(self._problem.quantities[quantity], self._proven.taxonomy.label)

    def _ends_text(self, index: int) -> str:
        """Return what a number can be, as far as the conflict uses it."""
        number = self._problem.numbers[index]
        low = number.interval.low if index in self.lows else None
        high = number.interval.high if index in self.highs else None
        used = Interval(low, high, number.interval.low_open, number.interval.high_open)
        quantity = self._problem.quantities[number.quantity]
        if self._proven.taxonomy.is_ratio(quantity.concept):
            return percentage(used)
        return interval(used.scaled(Fraction(1, self._scale(number.quantity))), scale=1)

    # --- relations

    def _relation_lines(self, index: int, used: Used) -> Iterator[str]:
        premise = self._problem.premises[used.origin.premise]
        yield from _wrapped(f"({index})", self._relation(used))
        yield from _wrapped("", f"because {relation_text(premise.source)}")
        for reason in self._reasons(used.origin):
            yield from _wrapped("", reason)

    def _relation(self, used: Used) -> str:
        """Return a row over letters; where it is its relation as it stands, side by side."""
        premise = self._problem.premises[used.origin.premise]
        scale = self._row_scale(used)
        left, right = premise.left, premise.right
        is_whole = used.origin.claim is None and (used.row.operator == "=") == (
            premise.operator == "="
        )
        if is_whole and isinstance(left, Affine) and isinstance(right, Affine):
            sides = []
            for side in (left, right):
                terms = {premise.quantities[i]: factor for i, factor in side.terms.items()}
                sides.append(self._sum(terms, side.constant, scale))
            return f"{sides[0]} {_OPERATORS[premise.operator]} {sides[1]}"
        return self._compared(used.row.terms, used.row.operator, used.row.bound, scale)

    def _compared(self, terms: Terms, operator: str, bound: Fraction, scale: int) -> str:
        """Return `terms OPERATOR bound` with nothing below zero on either side."""
        left = {index: factor for index, factor in terms.items() if factor > 0}
        right = {index: -factor for index, factor in terms.items() if factor < 0}
        above, below = max(bound, Fraction(0)), max(-bound, Fraction(0))
        sides = self._sum(left, below, scale), self._sum(right, above, scale)
        return f"{sides[0]} {_OPERATORS[operator]} {sides[1]}"

    def _sum(self, terms: Terms, constant: Fraction, scale: int) -> str:
        parts = [
            (factor * self._scale(index) / scale, self._letters[index])
            for index, factor in terms.items()
        ]
        if constant or not parts:
            parts.append((constant / scale, ""))
        return _added(parts)

    def _row_scale(self, used: Used) -> int:
        return max(map(self._scale, used.row.terms), default=1)

    def _reasons(self, origin: Origin) -> Iterator[str]:
        """Yield why a row of a quotient or product follows from its relation."""
        if origin.factor is not None:
            yield f"and {self._bounded(origin.factor)}"
        if origin.sign is None or origin.claim is None:
            return
        form = origin.sign.divisor
        scale = max(map(self._scale, form.terms), default=1)
        divisor = self._sum(form.terms, form.constant, scale)
        reason = origin.sign.reason
        if isinstance(reason, Lemma) and origin.is_about_sign:
            yield f"and {divisor} is not below 0, as {self._bounded(reason.factor)}"
        elif isinstance(reason, Lemma):
            why = f"{self._bounded(reason.numerator)} and {self._bounded(reason.factor)}"
            yield f"and {divisor} is above 0: below 0 that could not be, as {why}"
        elif reason.low > 0:
            yield f"and {divisor} is above 0: {self._bounded(reason)}"
        else:
            yield f"and {divisor} is above 0: {self._bounded(reason)}, and it divides"

    def _bounded(self, bound: Bound) -> str:
        """Return a lower bound in words, turned where that reads better."""
        form, low = bound.form, bound.low
        scale = max(map(self._scale, form.terms), default=1)
        is_turned = bool(form.terms) and all(factor < 0 for factor in form.terms.values())
        sign = -1 if is_turned else 1
        terms = {index: sign * factor for index, factor in form.terms.items()}
        end = sign * (low - form.constant)
        words = {
            (False, False): "at least",
            (False, True): "more than",
            (True, False): "at most",
            (True, True): "less than",
        }[is_turned, bound.is_open]
        return f"{self._sum(terms, Fraction(0), scale)} is {words} {_digits(end / scale)}"

    # --- the sum

    def _sum_lines(self) -> Iterator[str]:
        conflict, numbers = self._conflict, self._problem.numbers
        terms, operator, bound = _combined(conflict.rows)
        whole = self._whole()
        own = self._counted_once(whole)
        scale = 1 if own is None else self._scale(own)
        total, is_open = contradiction(self._problem, conflict)
        rest = bound / whole / scale
        if conflict.rows:
            share = {index: factor / whole for index, factor in terms.items()}
            text = self._compared(share, operator, bound / whole, scale)
            yield from _wrapped("together", f"{text}   {self._recipe(whole, scale)}".rstrip())
        if own is None:
            yield line("", "which is false")
            return
        lows = [(i, m / whole, numbers[i].interval.low) for i, m in conflict.lows.items()]
        highs = [(i, m / whole, numbers[i].interval.high) for i, m in conflict.highs.items()]
        left = self._ends_sum(lows, scale, max(-rest, Fraction(0)))
        right = self._ends_sum(highs, scale, max(rest, Fraction(0)))
        yield from _wrapped("so", f"{left} {'<' if is_open else '≤'} {right}")
        gap = amount(total / whole, self._problem.quantities[own].unit, scale=scale)
        yield line("that is", f"0 {'>' if is_open else '≥'} {gap}, which is false")

    def _counted_once(self, whole: Fraction) -> int | None:
        """Return a quantity in whose unit the sum is: one that counts once, best an amount.

        What a relation multiplies by a ratio counts in another unit.
        """
        conflict, numbers = self._conflict, self._problem.numbers
        ends = [*conflict.lows.items(), *conflict.highs.items()]
        weights = [(numbers[index].quantity, multiplier) for index, multiplier in ends]
        if not weights:
            return None
        weights += [
            (quantity, abs(used.multiplier * factor))
            for used in conflict.rows
            for quantity, factor in used.row.terms.items()
        ]
        once = [quantity for quantity, weight in weights if weight == whole]
        return next(filter(self._is_amount, once), once[0] if once else weights[0][0])

    def _is_amount(self, quantity: int) -> bool:
        unit = self._problem.quantities[quantity].unit
        return unit is not None and not unit.denominators and SHARES_MEASURE not in unit.numerators

    def _whole(self) -> Fraction:
        """Return the multiplier that is to count as 1; the others have the fewest digits then."""
        conflict = self._conflict
        ends = (*conflict.lows.values(), *conflict.highs.values())
        rows = [abs(used.multiplier) for used in conflict.rows]
        candidates = [*ends, *rows]

        def digits(whole: Fraction) -> int:
            return sum(len(_digits(weight / whole)) for weight in candidates)

        return min(candidates, key=digits, default=Fraction(1))

    def _ends_sum(
        self, ends: Iterable[tuple[int, Fraction, Fraction | None]], scale: int, constant: Fraction
    ) -> str:
        """Return a sum of multiples of ends of numbers, and what it makes."""
        parts, total = [], constant
        for index, share, end in ends:
            own = self._scale(self._problem.numbers[index].quantity)
            factor, value = share * own / scale, (end or Fraction(0)) / own
            parts.append((-factor if value < 0 else factor, _digits(abs(value))))
            total += factor * value
        if constant or not parts:
            parts.append((constant, ""))
        text = _added(parts)
        return text if text == _digits(total) else f"{text} = {_rounded(total)}"

    def _recipe(self, whole: Fraction, scale: int) -> str:
        """Return how the rows were added up."""
        parts = [
            (used.multiplier * self._row_scale(used) / whole / scale, f"({index})")
            for index, used in enumerate(self._conflict.rows, 1)
        ]
        text = _added(parts)
        return "" if text == "(1)" else f"[{text}]"


def _letters() -> Iterator[str]:
    """Yield A … Z, AA … ZZ and so on."""
    for length in count(1):
        for letters in product(ascii_uppercase, repeat=length):
            yield "".join(letters)


def _ends(origins: Iterable[Origin], conflict: Conflict) -> tuple[set[int], set[int]]:
    """Return the numbers of which a conflict uses the low end, and of which the high end."""
    known = tuple(origins)
    lows, highs, seen = set(conflict.lows), set(conflict.highs), set[int]()
    todo: list[Bound] = [bound for used in conflict.rows for bound in used.origin.bounds]
    while todo:
        bound = todo.pop()
        lows |= bound.lows.keys()
        highs |= bound.highs.keys()
        for row in bound.rows.keys() - seen:
            seen.add(row)
            todo += known[row].bounds
    return lows, highs


def _combined(rows: Iterable[Used]) -> tuple[dict[int, Fraction], str, Fraction]:
    """Return the sum of rows times their multipliers."""
    terms: defaultdict[int, Fraction] = defaultdict(Fraction)
    bound, operator = Fraction(0), "="
    for used in rows:
        for index, factor in used.row.terms.items():
            terms[index] += used.multiplier * factor
        bound += used.multiplier * used.row.bound
        operator = max(operator, used.row.operator, key=("=", "<=", "<").index)
    return {index: factor for index, factor in terms.items() if factor}, operator, bound


def _added(parts: Iterable[tuple[Fraction, str]]) -> str:
    """Return a sum of multiples of things; one of nothing is a number by itself."""
    text = ""
    for factor, thing in parts:
        size = _digits(abs(factor))
        part = f"{size} × {thing}" if thing and abs(factor) != 1 else thing or size
        text += f" {'−' if factor < 0 else '+'} {part}"
    return text.removeprefix(" + ").replace(" − ", "−", 1) if text.startswith(" − ") else text[3:]


def _digits(value: Fraction) -> str:
    """Return a number with all its digits, or as a quotient where they would not end."""
    text = amount(value, scale=1)
    if text.startswith("about ") and abs(value.numerator) * value.denominator < _READABLE**2:
        return f"{value.numerator:,}/{value.denominator:,}".replace("-", "−")
    return text


def _rounded(value: Fraction) -> str:
    """Return a number with all its digits, or about what it is, and behind it the quotient."""
    about, exact = amount(value, scale=1), _digits(value)
    return exact if exact == about else f"{about} ({exact})"


def _wrapped(role: str, text: str) -> Iterator[str]:
    """Yield a long text on several lines."""
    for part in wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False):
        yield line(role, part)
        role = ""
