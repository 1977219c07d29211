"""Reports of a few facts, written as one writes them down."""

from __future__ import annotations

from typing import Final

from finmodel.comparison.compare import compare_sides
from finmodel.comparison.comparison import Comparison
from finmodel.comparison.judge import Side
from finmodel.comparison.kind import Kind
from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import QName
from finmodel.taxonomy.taxonomy import EMPTY

EX: Final = "https://example.org/ex"
ACME: Final = Entity("urn:lei", "ACME")
YEN: Final = Unit.currency("JPY")
YEAR: Final = "2024-01-01/2025-01-01"
PRIOR: Final = "2023-01-01/2024-01-01"


class Statement:
    """A report in the making; numbers are in yen and for the year, unless it is said otherwise."""

    def __init__(self, entity: Entity = ACME, namespace: str = EX) -> None:
        self._entity = entity
        self._namespace = namespace
        self._builder = ColumnBuilder()

    def number(
        self,
        value: str | None,
        decimals: int = EXACT,
        *,
        of: str = "Revenues",
        period: str = YEAR,
        member: Member | None = None,
        unit: Unit | None = YEN,
    ) -> Statement:
        members = {} if member is None else {QName(self._namespace, "Part"): member}
        digits = ABSENT if value is None else decimals
        place = DimensionSet.of(self._entity, Period.from_text(period), members)
        name = QName(self._namespace, of)
        self._builder.add(name, place, value, unit=unit, decimals=digits)
        return self

    def text(self, value: str, *, language: str | None = "en") -> Statement:
        place = DimensionSet(self._entity, Period.from_text(YEAR))
        self._builder.add(QName(self._namespace, "Policy"), place, value, language=language)
        return self

    @property
    def report(self) -> Report:
        return Report((), self._builder.columns())


def compared(old: Statement, new: Statement) -> Comparison:
    return compare_sides(Side(old.report, EMPTY), Side(new.report, EMPTY))


def kinds(comparison: Comparison) -> dict[Kind, int]:
    return {kind: comparison.count(kind) for kind in Kind if comparison.count(kind)}
