"""Small reports, and by elimination whether they can be true.

A handful of numbers on a small grid, often one of them perturbed: sums, changes, shares and growth
of three amounts in one or two years, so that many a report just can or just cannot be.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from attrs import field, frozen

from bench.statement import rounded, text_of
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.period import Duration
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Interval, Rounding
from finmodel.qname import Namespaces, QName
from finmodel.rules.case import Case
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import MONETARY, PERCENT, item_type
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.bench.elimination import Constraint, inside, is_feasible, within

NAMESPACE = "https://finmodel.example/small"
YEARS = (2008, 2007)
AMOUNTS = ("A", "B", "C")

Terms = Mapping[str, Fraction]


@frozen
class Meaning:
    """A formula as text, and over the amounts of both years: above and below a line."""

    text: str
    above: Mapping[tuple[str, int], int]
    below: Mapping[tuple[str, int], int] = field(factory=dict)

    @property
    def is_ratio(self) -> bool:
        return bool(self.below)

    @property
    def years_back(self) -> int:
        return max(back for _, back in (*self.above, *self.below))

    def value(self, amounts: Mapping[tuple[str, int], Fraction], year: int) -> Fraction | None:
        def total(terms: Mapping[tuple[str, int], int]) -> Fraction:
            values = (k * amounts[name, year - back] for (name, back), k in terms.items())
            return sum(values, Fraction(0))

        if not self.is_ratio:
            return total(self.above)
        return total(self.above) / total(self.below) if total(self.below) else None


@frozen(eq=False)
class Small:
    """A small report, what its line items mean, and how it rounds."""

    report: Report
    meanings: Mapping[str, Meaning]
    rounding: Rounding

    @property
    def case(self) -> Case:
        concepts = [
            Concept(
                QName(NAMESPACE, name),
                item_type(PERCENT if meaning and meaning.is_ratio else MONETARY),
                formula=meaning.text if meaning else None,
            )
            for name, meaning in {**dict.fromkeys(AMOUNTS), **self.meanings}.items()
        ]
        taxonomy = Taxonomy(
            namespace=NAMESPACE,
            namespaces=Namespaces({"s": NAMESPACE}),
            concepts={concept.name: concept for concept in concepts},
        )
        modes = {concept.name: self.rounding for concept in concepts}
        return Case(self.report.with_rounding(modes), taxonomy)

    @property
    def can_be_true(self) -> bool:
        """Whether some true values are behind the report, each divisor being of either sign."""
        fixed, claims = self._constraints()
        turns = product((1, -1), repeat=len(claims))
        return any(
            is_feasible(
                [*fixed, *(c for args in zip(claims, signs, strict=True) for c in _signed(*args))]
            )
            for signs in turns
        )

    def _constraints(self) -> tuple[list[Constraint], list[tuple[Terms, Terms, Interval]]]:
        fixed: list[Constraint] = []
        claims: list[tuple[Terms, Terms, Interval]] = []
        for name, year, interval in self._printed():
            meaning = self.meanings.get(name)
            if meaning is None:
                fixed += inside(f"{name}{year}", interval)
                continue
            above, below = (_at(terms, year) for terms in (meaning.above, meaning.below))
            if meaning.is_ratio:
                claims.append((above, below, interval))
                continue
            own = {f"{name}{year}": Fraction(-1)}
            fixed += inside(f"{name}{year}", interval)
            fixed.append(Constraint({**above, **own}, Fraction(0), is_equation=True))
        return fixed, claims

    def _printed(self) -> Iterator[tuple[str, int, Interval]]:
        for fact in self.report.facts:
            assert fact.period.start is not None
            interval = Interval.reported(fact.number, fact.decimals, self.rounding)
            yield fact.concept.local_name, fact.period.start.year, interval


def _at(terms: Mapping[tuple[str, int], int], year: int) -> Terms:
    return {f"{name}{year - back}": Fraction(k) for (name, back), k in terms.items()}


def _signed(claim: tuple[Terms, Terms, Interval], sign: int) -> list[Constraint]:
    """Return what a ratio claims where its divisor is positive, or else negative."""
    above, below = ({name: sign * k for name, k in terms.items()} for terms in claim[:2])
    positive = Constraint({name: -k for name, k in below.items()}, Fraction(0), is_strict=True)
    return [positive, *within(above, below, claim[2])]


def small(seed: int, *, is_correct: bool = False) -> Small:
    """Return a small report: about half of them cannot be true, unless all are to be correct."""
    source = random.Random(seed)  # noqa: S311 - no secrets
    rounding = source.choice([*Rounding])
    years = source.randint(1, 2)
    meanings = dict(_meanings(source))
    low = source.choice((0, 0, -12))
    amounts = {
        (name, year): Fraction(source.randint(4 * low, 4 * 12), 4)
        for name in AMOUNTS
        for year in YEARS
    }
    truths = [
        (name, year, meaning.value(amounts, year) if meaning else amounts[name, year])
        for year in YEARS[:years]
        for name, meaning in {**dict.fromkeys(AMOUNTS), **meanings}.items()
        if year - (meaning.years_back if meaning else 0) >= YEARS[-1]
    ]
    known = [(name, year, value) for name, year, value in truths if value is not None]
    chosen = source.sample(known, min(len(known), source.randint(4, 7)))
    wrong = 0 if is_correct else source.randint(0, 3)
    columns = ColumnBuilder()
    for number, (name, year, value) in enumerate(chosen):
        meaning = meanings.get(name)
        decimals = 1 if meaning and meaning.is_ratio else 0
        printed = rounded(value * 10**decimals, rounding, source)
        if number < wrong:
            printed += source.choice((-3, -2, -1, 1, 2, 3))
        columns.add(
            QName(NAMESPACE, name),
            DimensionSet(None, Duration(f"{year}-01-01", f"{year + 1}-01-01")),
            text_of(printed, decimals),
            unit=None if decimals else Unit.currency("JPY"),
            decimals=decimals,
        )
    return Small(Report(("small.xsd",), columns.columns()), meanings, rounding)


def _meanings(source: random.Random) -> Iterator[tuple[str, Meaning]]:
    """Yield a few line items that follow from the amounts."""
    for number in range(source.randint(2, 4)):
        one, other, third = source.sample(AMOUNTS, 3)
        k = source.choice((1, -1))
        sign = "+" if k > 0 else "-"
        yield source.choice(
            (
                (f"Sum{number}", Meaning(f"{one} {sign} {other}", {(one, 0): 1, (other, 0): k})),
                (
                    f"Change{number}",
                    Meaning(f"change({one} since prior_year)", {(one, 0): 1, (one, 1): -1}),
                ),
                (f"Share{number}", Meaning(f"{one} / {other}", {(one, 0): 1}, {(other, 0): 1})),
                (
                    f"Part{number}",
                    Meaning(
                        f"{one} / ({other} {sign} {third})",
                        {(one, 0): 1},
                        {(other, 0): 1, (third, 0): k},
                    ),
                ),
                (
                    f"Growth{number}",
                    Meaning(
                        f"growth({one} over prior_year)",
                        {(one, 0): 1, (one, 1): -1},
                        {(one, 1): 1},
                    ),
                ),
            )
        )
