"""Waivers over a run: what each file's findings have of them, and which ones are for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from finmodel.model.finding import Result, Waived
    from finmodel.model.waiver import Waiver
    from finmodel.render.validated import Validated
    from finmodel.rules.case import Case


@define
class Waiving:
    """The waivers of the configuration on a day.

    A waiver is only called unused where all reports of the configuration were checked, `is_whole`,
    or one that it names.
    """

    waivers: tuple[Waiver, ...]
    today: date
    is_whole: bool = field(kw_only=True)
    _waived: list[Waived] = field(factory=list, init=False)
    _documents: list[str] = field(factory=list, init=False)

    def result(self, result: Result, path: Path, case: Case) -> Result:
        """Return what was found in a file, as far as it is not waived."""
        from finmodel.model.waiver import waive

        document = path.absolute().as_posix()
        self._documents.append(document)
        namespaces = {**case.taxonomy.namespaces, **case.report.namespaces}
        made = waive(
            result, self.waivers, today=self.today, document=document, namespaces=namespaces
        )
        self._waived += made.waived
        return made

    def documents(self) -> Iterator[Validated]:
        """Yield each file of waivers that has findings of its own, when all reports are checked."""
        from finmodel.model.column import ColumnBuilder
        from finmodel.model.report import Report
        from finmodel.model.waiver import lapsed
        from finmodel.render.validated import Validated

        concerned = [waiver for waiver in self.waivers if self._is_concerned(waiver)]
        found = lapsed(concerned, self._waived, today=self.today)
        for document, findings in groupby(found, lambda each: each.source and each.source.document):
            empty = Report((), ColumnBuilder().columns(), document=document)
            yield Validated(document or "", tuple(findings), empty)

    def _is_concerned(self, waiver: Waiver) -> bool:
        if self.is_whole or waiver.is_over(self.today):
            return True
        return bool(waiver.document) and any(map(waiver.is_for_document, self._documents))
