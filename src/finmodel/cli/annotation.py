"""Marks in the workbook that was validated, which is written under another name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from finmodel.cli.detail import likely_wrong
from finmodel.formats.output import write_whole

if TYPE_CHECKING:
    from finmodel.render.validated import Validated
    from finmodel.rules.case import Case

_HINT: Final = "--annotate"


@frozen
class Annotation:
    """Where the workbook with marks goes, and whether what is likely wrong is looked for."""

    target: Path
    is_proving: bool = True
    time_limit: float | None = None

    def check(self, files: Sequence[Path]) -> None:
        """Refuse several files, a workbook to be written over itself, and what is no workbook.

        Raises `BadParameter` or `UnreadableError`, before anything is checked that takes time.
        """
        from finmodel.formats.spreadsheet.package import Package

        if len(files) != 1:
            raise click.BadParameter("marks are made in one workbook.", param_hint=_HINT)
        if self.target.exists() and files[0].exists() and self.target.samefile(files[0]):
            message = "the workbook with marks must have another name than the one that was read."
            raise click.BadParameter(message, param_hint=_HINT)
        Package.at(files[0])

    def write(self, path: Path, case: Case, validated: Validated) -> None:
        """Write the workbook at a path with marks on its numbers, whole or not at all."""
        from finmodel.render.workbook.annotate import annotated
        from finmodel.render.workbook.findings import FindingSheets
        from finmodel.render.workbook.marking import LEGEND, marks_of, suspects_of
        from finmodel.rules.relation.checked import checked_relations

        relations = tuple(checked_relations(case))
        proven = likely_wrong(path, case, self.time_limit) if self.is_proving else None
        marks = marks_of(validated, relations, str(path), proven)
        suspects = None if proven is None else suspects_of(proven)
        sheets = FindingSheets([validated], str(path), LEGEND, suspects)
        data = annotated(path, marks, [sheets.findings(), sheets.untouched()])
        write_whole(self.target, [data])
