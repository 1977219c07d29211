"""Tables of generated statements: line items with formulas, places, and the true values there.

The items at the bottom are drawn, quarter by quarter and member by member; everything else follows
from them. Truths are computed here from what a line item means, not from its formula, so that the
two can be compared.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from attrs import frozen

from finmodel.numeric import Rounding

LAST_YEAR: Final = 2008
DIVISIONS: Final = range(2, 6)
"""How many members the whole can be divided into, each way by a dimension of its own."""

FINEST: Final = 2
"""The decimals of the smallest unit that any table counts in."""

DEPTH: Final = 3
"""How many sums lie above the deepest items."""

_QUARTERS: Final = (1, 2, 3, 4)


class Place(NamedTuple):
    """A year, one of its quarters (0 for all four), and one of the members (0 for the whole)."""

    year: int
    quarter: int = 0
    member: int = 0

    @property
    def prior(self) -> Place:
        """The same a year earlier."""
        return self._replace(year=self.year - 1)

    @property
    def before(self) -> Place:
        """The quarter before it, if it is a quarter."""
        if self.quarter > 1:
            return self._replace(quarter=self.quarter - 1)
        return self._replace(year=self.year - 1, quarter=4)

    @property
    def after(self) -> Place:
        """The quarter after it, if it is a quarter."""
        if self.quarter < 4:
            return self._replace(quarter=self.quarter + 1)
        return self._replace(year=self.year + 1, quarter=1)


class Kind(Enum):
    """What a line item measures: an amount over time, an amount at its end, or a ratio."""

    AMOUNT = "amount"
    BALANCE = "balance"
    RATIO = "ratio"


Truth = Callable[[Place], "Fraction | None"]


@frozen(eq=False)
class Line:
    """A line item: its true value at a place, `None` where there is none, and where it belongs."""

    name: str
    truth: Truth
    places: Sequence[Place]
    formula: str | None = None
    kind: Kind = Kind.AMOUNT


@frozen
class Layout:
    """How a table looks: its columns, its smallest unit, and how its numbers are printed.

    The first of `years` years is the one before the others; where it is `hidden`, only growth and
    changes tell of it. A precision of `None` prints amounts as they are.
    """

    years: int
    is_quarterly: bool
    members: int
    unit: int
    decimals: int | None
    ratio_decimals: int
    rounding: Rounding
    hidden: bool

    @classmethod
    def drawn(cls, room: int, source: random.Random, rounding: Rounding | None) -> Layout:
        """Return a layout for a table in a statement that lacks so many numbers yet."""
        years = source.randint(2, 4) if room > 600 else 2
        divisions = DIVISIONS if room > 600 else DIVISIONS[:2]
        chance = 0.7 if room > 200 else 0.25
        unit = source.randint(0, FINEST)
        modes = (Rounding.NEAREST, Rounding.NEAREST, Rounding.TRUNCATED)
        return cls(
            years,
            is_quarterly=source.random() < chance,
            members=source.choice(divisions) if source.random() < chance else 0,
            unit=unit,
            decimals=None if source.random() < 0.05 else unit - source.randrange(6),
            ratio_decimals=source.randint(2, 4),
            rounding=rounding or source.choice(modes),
            hidden=source.random() < 0.7,
        )

    @property
    def dimension(self) -> str:
        """The dimension of its members."""
        return dimension_of(self.members)

    @property
    def first_year(self) -> int:
        """The year before those that the table is about."""
        return LAST_YEAR - self.years

    def places(self, *, growing: bool = False, balances: bool = False) -> Iterator[Place]:
        """Yield the places of the whole; what grows does not do so in the first year."""
        for year in range(self.first_year + growing, LAST_YEAR + 1):
            quarters = _QUARTERS if self.is_quarterly else (4,) if balances else ()
            yield from (Place(year, quarter) for quarter in quarters)
            if not balances:
                yield Place(year)

    def parts(self, places: Iterator[Place]) -> Iterator[Place]:
        """Yield the places of the parts beside those of the whole."""
        numbers = range(1, self.members + 1)
        for place, member in product(places, numbers):
            yield place._replace(member=member)


class Table:
    """One table: sums three levels deep, and what is said of them.

    Of `other`, the total of another table, its own total is a share, and its difference to it is
    shown.
    """

    def __init__(
        self, number: int, layout: Layout, source: random.Random, other: Line | None = None
    ) -> None:
        self.layout = layout
        self.lines: list[Line] = []
        self._number = number
        self._source = source
        self.total = self._amount("Total", DEPTH)
        parts = [line for line in self.lines if line is not self.total]
        self._say(self.total, source.choice(parts), other or source.choice(parts))
        self._payout, self._balance = self._roll_forward()

    @property
    def rules(self) -> Iterator[tuple[str, str, str]]:
        """The code of each rule, what it loops over, and what it asserts."""
        flows = [line for line in self.lines if line.kind is Kind.AMOUNT]
        divided = [line for line in flows if any(place.member for place in line.places)]
        if self.layout.is_quarterly:
            yield f"quarters{self._number}", _loop(flows), "x = sum(x over quarters)"
        if self.layout.members:
            summed = f"x = sum(x over {self.layout.dimension})"
            yield f"parts{self._number}", _loop(divided), summed
        balance, flow, payout = self._balance.name, self.total.name, self._payout.name
        moved = f"{balance} at closing = {balance} at opening + {flow} - {payout}"
        yield f"balance{self._number}", "", moved

    def _add(
        self,
        name: str,
        truth: Truth,
        places: Iterator[Place],
        formula: str | None = None,
        kind: Kind = Kind.AMOUNT,
    ) -> Line:
        line = Line(f"{name}{self._number}", cache(truth), tuple(places), formula, kind)
        self.lines.append(line)
        return line

    def _amount(self, name: str, depth: int) -> Line:
        """Add an amount, with the amounts that it is the sum of down to a depth."""
        if not depth:
            return self._add(name, self._drawn(), self._everywhere())
        parts: list[tuple[int, Line]] = []
        for letter in "ABC"[: self._source.randint(2, 3)]:
            # the first one always goes all the way down
            below = depth - 1 if letter == "A" or self._source.random() < 0.4 else 0
            sign = -1 if letter != "A" and self._source.random() < 0.25 else 1
            parts.append((sign, self._amount(name.replace("Total", "Item") + letter, below)))
        terms = " ".join(f"{'-' if sign < 0 else '+'} {part.name}" for sign, part in parts)

        def truth(place: Place) -> Fraction:
            return sum((sign * known(part, place) for sign, part in parts), Fraction(0))

        places = self._everywhere() if depth > 1 else self.layout.places()
        return self._add(name, truth, places, terms.removeprefix("+ "))

    def _everywhere(self) -> Iterator[Place]:
        yield from self.layout.places()
        yield from self.layout.parts(self.layout.places())

    def _drawn(self) -> Truth:
        """Return amounts that are drawn for each part and quarter, and add up."""
        source, members = self._source, self.layout.members
        unit = 10**self.layout.unit
        scale = 10 ** source.randint(2, 8)
        negative = source.choice((0, 0, 0, 0.1, 0.9))

        @cache
        def truth(place: Place) -> Fraction:
            if not place.quarter:
                quarters = (place._replace(quarter=quarter) for quarter in _QUARTERS)
                return sum(map(truth, quarters), Fraction(0))
            if not place.member and members:
                parts = (place._replace(member=member) for member in range(1, members + 1))
                return sum(map(truth, parts), Fraction(0))
            if source.random() < 0.05:
                return Fraction(0)
            sign = -1 if source.random() < negative else 1
            return Fraction(sign * source.randrange(scale), unit)

        return truth

    def _say(self, total: Line, part: Line, other: Line) -> None:
        """Add shares, a difference, growth, changes and points."""
        layout = self.layout
        margin = self._ratio("Margin", total, other)
        self._ratio("Share", part, total)
        self._add(
            "Difference",
            lambda place: known(total, place) - known(other, place),
            layout.places(),
            f"{total.name} - {other.name}",
        )
        for name, line in (("Growth", total), ("PartGrowth", part)):
            self._growth(name, line)
        self._change("Change", total, Kind.AMOUNT)
        self._change("Points", margin, Kind.RATIO)
        if layout.members:
            whole = f"{total.name}[{layout.dimension} = default]"
            self._add(
                "Contribution",
                lambda place: _quotient(total.truth(place), total.truth(place._replace(member=0))),
                layout.parts(layout.places()),
                f"{total.name} / {whole}",
                Kind.RATIO,
            )

    def _ratio(self, name: str, part: Line, whole: Line) -> Line:
        def truth(place: Place) -> Fraction | None:
            return _quotient(part.truth(place), whole.truth(place))

        formula = f"{part.name} / {whole.name}"
        return self._add(name, truth, self.layout.places(), formula, Kind.RATIO)

    def _growth(self, name: str, line: Line) -> None:
        def truth(place: Place) -> Fraction | None:
            ratio = _quotient(line.truth(place), line.truth(place.prior))
            return None if ratio is None else ratio - 1

        layout = self.layout
        places = [*layout.places(growing=True), *layout.parts(layout.places(growing=True))]
        self._add(name, truth, iter(places), f"growth({line.name} over prior_year)", Kind.RATIO)

    def _change(self, name: str, line: Line, kind: Kind) -> None:
        def truth(place: Place) -> Fraction | None:
            now, then = line.truth(place), line.truth(place.prior)
            return None if now is None or then is None else now - then

        places = self.layout.places(growing=True)
        self._add(name, truth, places, f"change({line.name} since prior_year)", kind)

    def _roll_forward(self) -> tuple[Line, Line]:
        """Add a balance that the total adds to, and what is taken from it."""
        payout = self._add("Payout", self._drawn(), self._everywhere())
        opening = Line("", self._drawn(), ())
        total = self.total
        first = self.layout.first_year

        def flow(place: Place) -> Fraction:
            return known(total, place) - known(payout, place)

        def truth(place: Place) -> Fraction:
            if place.year >= first:
                return known(balance, place.before) + flow(place)
            after = place.after
            if after.year >= first:
                return known(opening, place)
            return known(balance, after) - flow(after)

        places = self.layout.places(balances=True)
        balance = self._add("Balance", truth, places, kind=Kind.BALANCE)
        return payout, balance


def dimension_of(members: int) -> str:
    """Return the name of the dimension that divides the whole into so many members."""
    return f"Division{members}"


def _loop(lines: Iterable[Line]) -> str:
    return f"x in [{', '.join(line.name for line in lines)}]"


def known(line: Line, place: Place) -> Fraction:
    """Return the true value of an amount, which always has one."""
    value = line.truth(place)
    assert value is not None  # noqa: S101 - only ratios can have none
    return value


def _quotient(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return part / whole if part is not None and whole else None
