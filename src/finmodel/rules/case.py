"""What a check is given: a report, its taxonomy, and what several checks need from both."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from finmodel.language.rulefile import RuleFile
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.rules.relations import Relations
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.taxonomy import Taxonomy


@frozen(eq=False, slots=False)
class Case:
    """A report to be checked against its taxonomy.

    `has_taxonomy` is false where none could be had; checks that need one are silent then.
    `rule_files` are the relations that it must satisfy beside the formulas of its taxonomy.
    """

    report: Report
    taxonomy: Taxonomy
    has_taxonomy: bool = True
    rule_files: tuple[RuleFile, ...] = ()

    @cached_property
    def concepts(self) -> list[Concept | None]:
        """The concept behind each entry of the report's table of concepts, `None` if unknown."""
        return [self.taxonomy.concepts.get(name) for name in self.report.columns.concepts]

    def label(self, name: QName) -> str:
        """Return the label that messages use for a concept or a member."""
        return self.taxonomy.label(name)

    @cached_property
    def relations(self) -> Relations:
        """The relations between the report's numbers that formulas and rules state."""
        return Relations(self.report, self.taxonomy, self.rule_files)
