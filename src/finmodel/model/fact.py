"""A fact, seen one at a time; the columns hold it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT, NONE
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import Entity
from finmodel.model.link import FOOTNOTE
from finmodel.model.period import Period
from finmodel.model.tuple import Tuple
from finmodel.model.unit import Unit
from finmodel.numeric import Interval, parse_decimal
from finmodel.qname import QName
from finmodel.source import Source

if TYPE_CHECKING:
    from finmodel.model.report import Report


@frozen(eq=False, repr=False)
class Fact:
    """An immutable view of one fact of a report; equal to another view of the same fact."""

    _report: Report
    row: int

    @property
    def id(self) -> str:
        """The identifier, unique in the report."""
        return self._report.columns.id[self.row]

    @property
    def concept(self) -> QName:
        """The name of the concept that is reported."""
        columns = self._report.columns
        return columns.concepts[columns.concept[self.row]]

    @property
    def dimension_set(self) -> DimensionSet:
        """Entity, period and taxonomy-defined dimensions together."""
        columns = self._report.columns
        return columns.dimension_sets[columns.dimensions[self.row]]

    @property
    def entity(self) -> Entity | None:
        """Who reports."""
        return self.dimension_set.entity

    @property
    def period(self) -> Period:
        """When: an instant, a duration or forever."""
        return self.dimension_set.period

    @property
    def dimensions(self) -> Mapping[QName, Member]:
        """The taxonomy-defined dimensions that are not at their default."""
        return dict(self.dimension_set.members)

    @property
    def unit(self) -> Unit | None:
        """The unit; `None` for text, and for numbers without a unit such as ratios."""
        columns = self._report.columns
        index = columns.unit[self.row]
        return None if index == NONE else columns.units[index]

    @property
    def language(self) -> str | None:
        """The language of a text, lower-case."""
        columns = self._report.columns
        index = columns.language[self.row]
        return None if index == NONE else columns.languages[index]

    @property
    def text(self) -> str | None:
        """The value as it is written, `None` for nil."""
        return self._report.columns.value[self.row]

    @property
    def is_nil(self) -> bool:
        """Whether the fact says that there is no value."""
        return self.text is None

    @property
    def is_numeric(self) -> bool:
        """Whether the fact is a number, in a unit or without one."""
        return self._report.columns.is_numeric(self.row)

    @property
    def value(self) -> Decimal | str | None:
        """The exact number, in the unit itself (yen, not millions), or the text, or `None` for nil.

        Raises `NumberError` where a number is expected and the text is none.
        """
        text = self.text
        return text if text is None or not self.is_numeric else parse_decimal(text.strip())

    @property
    def number(self) -> Decimal:
        """The exact number; raises `TypeError` where the fact is nil or is not a number."""
        value = self.value
        if not isinstance(value, Decimal):
            raise TypeError(f"the fact {self.id} of {self.concept} is not a number")
        return value

    @property
    def fraction(self) -> Fraction:
        """The exact number, which a fraction states by its parts; raises as `number` does."""
        parts = (self.text or "").split("/") if self.is_numeric else ()
        if len(parts) != 2:
            return Fraction(self.number)
        numerator, denominator = (Fraction(parse_decimal(part.strip())) for part in parts)
        return numerator / denominator

    @property
    def owner(self) -> Tuple | None:
        """The innermost tuple that the fact is in; `None` at the top."""
        columns = self._report.columns
        owner = NONE if columns.owner is None else columns.owner[self.row]
        return None if owner == NONE else columns.tuples[owner]

    @property
    def decimals(self) -> int | None:
        """Digits after the point that were reported, negative before it; `None` for exact.

        −6 says that a value is given to the nearest million. Also `None` where there is no number.
        """
        decimals = self._report.columns.decimals[self.row]
        return None if decimals in (EXACT, ABSENT) else decimals

    @property
    def interval(self) -> Interval:
        """The true values that the number can stand for, under its statement's rounding mode."""
        rounding = self._report.rounding_of(self.concept)
        return Interval.reported(self.number, self.decimals, rounding)

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words of the notes that the fact is linked to as footnotes."""
        report = self._report
        targets = (
            target
            for link in report.links_from(self.id)
            if link.type == FOOTNOTE
            for target in link.targets
        )
        return tuple(report.notes[target].text for target in targets if target in report.notes)

    @property
    def source(self) -> Source | None:
        """Where the fact was read, where that is known."""
        return self._report.locate([self.row]).get(self.row)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Fact):
            return NotImplemented
        return self._report is other._report and self.row == other.row

    def __hash__(self) -> int:
        return hash((id(self._report), self.row))

    def __repr__(self) -> str:
        return f"<Fact {self.id} {self.concept.local_name} {self.period} {self.text!r}>"
