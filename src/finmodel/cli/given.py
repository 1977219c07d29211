"""What the user gave beside a report, and reports read against it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from finmodel.cli.exit import Exit, complain
from finmodel.cli.source import taxonomy_reader
from finmodel.diagnostic import Diagnostic

if TYPE_CHECKING:
    from finmodel.formats.report import Format
    from finmodel.language.rulefile import RuleFile
    from finmodel.model.report import Report
    from finmodel.rules.case import Case
    from finmodel.taxonomy.taxonomy import Taxonomy
    from finmodel.validation import TaxonomyReader


@frozen
class Given:
    """The taxonomy and the rule files of the command line; `None` for those that reports name."""

    taxonomy: Taxonomy | None
    rules: tuple[RuleFile, ...] | None
    _taxonomy_at: TaxonomyReader

    @classmethod
    def at(cls, taxonomy_path: Path | str | None, rule_paths: Sequence[Path]) -> Given:
        """Read what is at the paths; raises `UnreadableError`.

        Documents come from where the options of the current command say.
        """
        from finmodel.validation import read_rules

        taxonomy_at = taxonomy_reader()
        taxonomy = None if taxonomy_path is None else taxonomy_at(taxonomy_path)
        # reports that are given together mostly share a taxonomy
        remembering = lru_cache(maxsize=4)(taxonomy_at)
        return cls(taxonomy, tuple(map(read_rules, rule_paths)) or None, remembering)

    def case(
        self,
        path: Path,
        format: Format | None = None,
        *,
        calculations: str = "1.1",
        duplicates: str | None = None,
    ) -> tuple[Case, list[Diagnostic]]:
        """Read a report with what belongs to it; raises `UnreadableError`."""
        from finmodel.formats.report import read
        from finmodel.validation import case_of

        report = read(path, format=format, taxonomy=self.taxonomy)
        return case_of(
            report,
            taxonomy=self.taxonomy,
            rules=self.rules,
            taxonomy_at=self._taxonomy_at,
            calculations=calculations,
            duplicates=duplicates,
        )

    def report(
        self, path: Path, format: Format | None = None
    ) -> tuple[Report, Taxonomy, list[Diagnostic]]:
        """Read a report with its taxonomy, to write it again; raises `UnreadableError`."""
        from finmodel.formats.report import read
        from finmodel.validation import settled_report

        report = read(path, format=format, taxonomy=self.taxonomy)
        return settled_report(report, taxonomy=self.taxonomy, taxonomy_at=self._taxonomy_at)

    def opened(self, path: Path) -> tuple[Case, Exit]:
        """Read a report, and say on standard error what is wrong with it, which is the exit code.

        Raises `UnreadableError`.
        """
        case, found = self.case(path)
        return case, complain([*case.report.diagnostics, *found])
