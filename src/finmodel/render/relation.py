"""The words for the numbers of one relation, and for what follows from them."""

from __future__ import annotations

from functools import cached_property

from finmodel.model.dimension import DimensionSet
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures, number_of
from finmodel.model.finding import Checked, Finding, Term
from finmodel.model.report import Report
from finmodel.model.wording import aspects, first_few, members
from finmodel.numeric import Interval
from finmodel.qname import QName
from finmodel.taxonomy.taxonomy import Taxonomy


class RelationWords:
    """Says the numbers of a finding, or of a relation that holds, so that they can be compared."""

    def __init__(self, relation: Finding | Checked, report: Report, taxonomy: Taxonomy) -> None:
        self._relation = relation
        self._report = report
        self._taxonomy = taxonomy
        self._label = taxonomy.label
        self.facts = tuple(dict.fromkeys(term.fact for term in relation.terms))
        self.claim = relation.terms[0].fact
        self._figures = Figures(taxonomy.is_ratio, self.facts)

    def value(self, fact: Fact) -> str:
        """Return the value of a fact, in the scale of the others."""
        return self._figures.value(fact)

    def name(self, term: Term) -> str:
        """Return what a number is about, as far as the claim has not said it already."""
        fact = term.fact
        names = self._differences(fact.dimension_set, self.claim.dimension_set)
        if fact.concept != self.claim.concept:
            names = [aspects(fact, self._label)[0], *names]
        return ", ".join(names)

    @cached_property
    def precisions(self) -> frozenset[str]:
        """How precisely the numbers are given, each way once."""
        return frozenset(map(self.precision, self.facts))

    def precision(self, fact: Fact) -> str:
        """Return how precisely a number is given; nothing for a text."""
        if number_of(fact) is None:
            return ""
        return self._figures.precision(fact, self._report.rounding_of(fact.concept))

    def number(self, number: Interval) -> str:
        """Return a range in the terms of the claim."""
        return self._figures.number(self.claim, number)

    @property
    def makes(self) -> str:
        """What the claim's own numbers make, where it is no number that stands for that."""
        number, reported = number_of(self.claim), self._relation.reported
        if number is None or reported is None or number in reported:
            return ""
        return self.number(reported)

    @property
    def distance(self) -> str:
        """By how much the claim misses what the others allow; empty where they meet."""
        expected, reported = self._relation.expected, self._relation.reported
        if expected is None or reported is None:
            return ""
        gap = expected.gap(reported)
        return self._figures.difference(self.claim, gap) if gap else ""

    @property
    def misses(self) -> str:
        """The words for that distance, and whether rounding could play a part."""
        if not self.distance:
            return ""
        if all(fact.decimals is None for fact in self.facts):
            return f"by {self.distance}, and every number is exact"
        return f"by at least {self.distance}, which rounding cannot explain"

    def _differences(self, place: DimensionSet, claims: DimensionSet) -> list[str]:
        """Return the words for the members and the period of a place that the claim's has not."""
        if place is claims:
            return []
        said = set(claims.members)
        taken = {dimension for dimension, _ in place.members}
        own = [pair for pair in place.members if pair not in said]
        wholes = [dimension for dimension, _ in claims.members if dimension not in taken]
        return [
            *members(own, self._label),
            *([] if place.period == claims.period else [str(place.period)]),
            *first_few(wholes, self._whole, "totals"),
        ]

    def _whole(self, dimension: QName) -> str:
        """Return the words for a dimension at its default, where the claim is at a part of it."""
        default = self._taxonomy.dimensional.defaults.get(dimension)
        return self._label(default) if default else f"no {self._label(dimension)}"
