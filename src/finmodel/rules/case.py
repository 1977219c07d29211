"""What a check is given: a report, its taxonomy, and what several checks need from both."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from attrs import frozen

from finmodel.model.dimension import Member
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.rules.member import MemberFault, find_fault
from finmodel.rules.mode import AllowedDuplicates, Calculations
from finmodel.rules.series import Series, series_of
from finmodel.rules.signature import Signatures
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.taxonomy.value import value_form

if TYPE_CHECKING:
    from finmodel.language.rulefile import RuleFile
    from finmodel.rules.relation.relations import Relations


@frozen(eq=False, slots=False)
class Case:
    """A report to be checked against its taxonomy.

    `has_taxonomy` is false where none could be had; checks that need one are silent then.
    `rule_files` are the relations that it must satisfy beside the formulas of its taxonomy.
    `calculations` are the rules for totals; `duplicates` which are allowed, where that is not left
    to the report, which may promise something, and to what is sane.
    """

    report: Report
    taxonomy: Taxonomy
    has_taxonomy: bool = True
    rule_files: tuple[RuleFile, ...] = ()
    calculations: Calculations = Calculations.ROUNDING
    duplicates: AllowedDuplicates | None = None

    @cached_property
    def concepts(self) -> list[Concept | None]:
        """The concept behind each entry of the report's table of concepts, `None` if unknown."""
        return [self.taxonomy.concepts.get(name) for name in self.report.columns.concepts]

    @cached_property
    def series(self) -> list[Series]:
        """All facts, those of one concept in one unit and language together."""
        return series_of(self.report.columns)

    @cached_property
    def signatures(self) -> Signatures:
        """The kinds of period and the members of the report's dimension sets."""
        return Signatures(self.report.columns.dimension_sets, self.report.container)

    @cached_property
    def series_signatures(self) -> list[frozenset[int]]:
        """The signatures that occur in each series, in the order of `series`."""
        signature = self.signatures.numbers.__getitem__
        return [frozenset(map(signature, series.dimensions)) for series in self.series]

    @cached_property
    def member_faults(self) -> dict[tuple[QName, Member], MemberFault]:
        """What is wrong with dimensions and what they take, of those that the report uses."""
        unused = chain.from_iterable(shared.members for shared in self.report.unused)
        pairs = self.signatures.members.union(unused)
        is_oim = self.report.is_oim
        faults = {pair: find_fault(self.taxonomy, *pair, is_oim=is_oim) for pair in pairs}
        return {pair: fault for pair, fault in faults.items() if fault is not None}

    def rows_signed(self, series: Series, signatures: frozenset[int]) -> list[int]:
        """Return the rows of a series whose dimension sets have one of some signatures."""
        numbers = self.signatures.numbers
        flags = [numbers[place] in signatures for place in series.dimensions]
        return series.rows_where(flags)

    def concept_of(self, series: Series) -> Concept | None:
        """Return the concept that a series reports, `None` if the taxonomy has none."""
        return self.concepts[series.concept]

    def value_form(self, name: QName, text: str) -> str:
        """Return one form of all texts that state the same value of a concept."""
        concept = self.taxonomy.concepts.get(name)
        if concept is None:
            return text
        return value_form(text, concept.data_type, self.report.namespaces)

    def label(self, name: QName) -> str:
        """Return the label that messages use for a concept or a member."""
        return self.taxonomy.label(name)

    def name(self, name: QName) -> str:
        """Return a name as the report writes it, for what may be unknown to the taxonomy."""
        prefix = self._prefixes.get(name.namespace)
        return f"{prefix}:{name.local_name}" if prefix else name.clark

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        bound = {**self.taxonomy.namespaces, **self.report.namespaces}
        return {namespace: prefix for prefix, namespace in bound.items()}

    @cached_property
    def has_relations(self) -> bool:
        """Whether there are formulas or rule files, which state `relations`."""
        return bool(self.rule_files) or any(True for _ in self.taxonomy.derived)

    @cached_property
    def relations(self) -> Relations:
        """The relations between the report's numbers that formulas and rules state."""
        from finmodel.rules.relation.relations import Relations

        return Relations(self.report, self.taxonomy, self.rule_files)
