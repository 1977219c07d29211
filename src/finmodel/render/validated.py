"""A document that was validated, with what it takes to say in words what was found."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.finding import Coverage, Finding, Waived
from finmodel.model.report import Report
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

if TYPE_CHECKING:
    from finmodel.language.rulefile import Rule
    from finmodel.render.fix import Fix


class Conclusion(IntEnum):
    """What can be said about a document as a whole, the best first."""

    VALID = 0
    UNCHECKED = 1
    INVALID = 2
    UNREADABLE = 3


@frozen(eq=False, slots=False)
class Validated:
    """One document and its findings; `report` and `coverage` are missing where nothing was read.

    `has_taxonomy` is false where the checks that need a taxonomy were silent. `left_out`
    are the findings that somebody chose not to see, `waived` those that somebody answers for;
    neither count. `rules` are those of rule files. `fixes` has the finding's fix where it is
    certain what must be printed instead.
    """

    document: str
    findings: tuple[Diagnostic, ...]
    report: Report | None = None
    coverage: Coverage | None = None
    taxonomy: Taxonomy = EMPTY
    has_taxonomy: bool = True
    left_out: tuple[Diagnostic, ...] = ()
    waived: tuple[Waived, ...] = ()
    rules: tuple[Rule, ...] = ()
    fixes: Mapping[Diagnostic, Fix] = Factory(dict)

    @cached_property
    def conclusion(self) -> Conclusion:
        """The verdict on the document; without a taxonomy it is never VALID."""
        if self.report is None:
            return Conclusion.UNREADABLE
        errors = [found for found in self.findings if found.severity is Severity.ERROR]
        if self.has_taxonomy:
            return Conclusion.INVALID if errors else Conclusion.VALID
        said_by_reader = self.report.diagnostics
        is_faulty = any(isinstance(e, Finding) or e in said_by_reader for e in errors)
        return Conclusion.INVALID if is_faulty else Conclusion.UNCHECKED

    @cached_property
    def places(self) -> Mapping[int, Source]:
        """Where the facts that findings name were read, by row; looked up once for all of them."""
        if self.report is None:
            return {}
        findings = (*self.findings, *(waived.finding for waived in self.waived))
        named = (found.facts for found in findings if isinstance(found, Finding))
        return self.report.locate(sorted({fact.row for facts in named for fact in facts}))
