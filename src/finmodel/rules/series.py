"""Series: the facts of one concept in one unit and language, which checks look at together.

Facts in a tuple only belong together with others in the same one.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from decimal import Context, Inexact, InvalidOperation, Overflow
from functools import cached_property
from itertools import count
from operator import itemgetter
from typing import Any, Final, TypeVar, cast

from attrs import frozen

from finmodel.model.column import ABSENT, NONE, Columns
from finmodel.numeric import MAX_DIGITS, NumberError, parse_decimal
from finmodel.taxonomy.lexical import Number, parse_decimals

T = TypeVar("T")

EXACTLY: Final = Context(prec=8 * MAX_DIGITS, traps=[Inexact, InvalidOperation, Overflow])
"""Decimal arithmetic that never rounds, with room for products of the longest numbers."""


def picked(column: Sequence[T] | array[Any], rows: Sequence[int]) -> Sequence[T]:
    """Return the entries of a column at some rows, which there must be at least one of."""
    if len(rows) == 1:
        return (column[rows[0]],)
    entries: tuple[T, ...] = itemgetter(*rows)(column)
    return entries


@frozen(eq=False, slots=False)
class Series:
    """The rows of all facts that share concept, unit, language and tuple, in the report's order.

    `owner` is the tuple, `NONE` at the top, where alone there are relations that see only the OIM.
    `concept`, `unit` and `language` are indexes into the tables of the columns, as they are there.
    What is asked of a series comes in the order of its rows. There is at least one row.
    """

    columns: Columns
    concept: int
    unit: int
    language: int
    rows: Sequence[int]
    owner: int = NONE

    @cached_property
    def dimensions(self) -> Sequence[int]:
        """The index of each fact's dimension set."""
        return picked(self.columns.dimensions, self.rows)

    @property
    def decimals(self) -> Sequence[int]:
        """The decimals of each fact, as the columns hold them."""
        return picked(self.columns.decimals, self.rows)

    @cached_property
    def precisions(self) -> frozenset[int]:
        """The different decimals among the facts, of which there are few."""
        return frozenset(self.decimals)

    @property
    def texts(self) -> Sequence[str | None]:
        """The value of each fact as it is written, `None` for nil."""
        return picked(self.columns.value, self.rows)

    @cached_property
    def has_nil(self) -> bool:
        """Whether one of the facts is nil."""
        return self.exact_numbers is None and None in self.texts

    @cached_property
    def has_duplicates(self) -> bool:
        """Whether two of the facts share all their dimensions."""
        return len(set(self.dimensions)) < len(self.rows)

    @cached_property
    def exact_numbers(self) -> Sequence[Number] | None:
        """The numbers of the facts, or `None` where one is nil, is no number or is too long."""
        texts = cast(Sequence[str], self.texts)
        try:
            numbers = parse_decimals(texts)
        except TypeError:  # nil among them
            return None
        return numbers if max(map(len, texts)) <= MAX_DIGITS else None

    @cached_property
    def numbers(self) -> Sequence[Number | None]:
        """The number of each fact, `None` where it has none that can be computed with."""
        exact = self.exact_numbers
        return list(map(_number, self.texts)) if exact is None else exact

    @property
    def number_rows(self) -> Sequence[int]:
        """The rows of the facts that state a number: known to be numeric, and not nil."""
        if self.unit != NONE and self.exact_numbers is not None:
            return self.rows
        is_numeric = [self.unit != NONE or decimals != ABSENT for decimals in self.decimals]
        pairs = zip(self.texts, is_numeric, strict=True)
        return self.rows_where([text is not None and numeric for text, numeric in pairs])

    def rows_where(self, flags: Sequence[bool]) -> list[int]:
        """Return the rows at which a flag is set."""
        return [row for row, flag in zip(self.rows, flags, strict=True) if flag]


def _number(text: str | None) -> Number | None:
    try:
        return None if text is None else parse_decimal(text.strip())
    except NumberError:
        return None


def series_of(columns: Columns) -> list[Series]:
    """Return the facts of a report as series, in the order of their first facts."""
    rows: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
    if columns.owner is not None:
        return _series_in_tuples(columns, columns.owner)
    keys = zip(columns.concept, columns.unit, columns.language, strict=True)
    for key, row in zip(keys, count(), strict=False):
        rows[key].append(row)
    return [Series(columns, *key, found) for key, found in rows.items()]


def _series_in_tuples(columns: Columns, owner: array[int]) -> list[Series]:
    rows: defaultdict[tuple[int, int, int, int], list[int]] = defaultdict(list)
    keys = zip(columns.concept, columns.unit, columns.language, owner, strict=True)
    for row, key in enumerate(keys):
        rows[key].append(row)
    return [
        Series(columns, concept, unit, language, found, tuple_)
        for (concept, unit, language, tuple_), found in rows.items()
    ]
