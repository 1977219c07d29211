"""Which rows are of the same line item, and what each line item is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from finmodel.layout.confidence import Confidence
from finmodel.layout.growth import GROWTH_ROW
from finmodel.layout.item import Matcher, alike, camel, differing, name_of, normalised
from finmodel.layout.proposal import Item, NamedRow
from finmodel.layout.table import RowGuess, TableGuess
from finmodel.layout.word import GENERIC, is_japanese, plain, says_only_growth
from finmodel.model.period import Period
from finmodel.numeric import Interval
from finmodel.taxonomy.concept import PeriodType
from finmodel.taxonomy.datatype import DECIMAL, PERCENT

_PERCENT = PERCENT.local_name
_RATIOS = frozenset({_PERCENT, DECIMAL.local_name})
Key = tuple[str, bool]
_Numbers = dict[tuple[str, Period], Interval]


@define
class Naming:
    """Gives names to rows, one table after another."""

    matcher: Matcher
    items: dict[str, Item] = field(factory=dict)
    _known: dict[Key, list[str]] = field(factory=dict)
    _kinds: dict[str, str] = field(factory=dict)
    _numbers: dict[str, _Numbers] = field(factory=dict)
    _taken: set[str] = field(factory=set)

    def rows(self, table: TableGuess, table_name: str) -> list[NamedRow]:
        """Return the rows of a table with the names of their line items."""
        used: set[str] = set()
        found: list[NamedRow] = []
        for row in table.rows:
            concept, confidence = self._growth(table, row, found, used) or self._name(
                table, row, table_name, used
            )
            used.add(concept)
            self._numbers.setdefault(concept, {}).update(_numbers(table, row))
            self._taken |= {concept, *(concept + column.suffix for column in table.columns)}
            found.append(NamedRow(row, concept, confidence))
        return found

    def _name(
        self, table: TableGuess, row: RowGuess, table_name: str, used: set[str]
    ) -> tuple[str, Confidence]:
        is_sure = row.measure is not None or table.confidence is not Confidence.LOW
        sure = Confidence.HIGH if is_sure else Confidence.LOW
        found = self._from_taxonomy(table, row)
        if found is not None and found.name not in used:
            self.items.setdefault(found.name, found)
            return found.name, sure
        key, kind = (alike(row.label), table.is_instant), _kind(table, row)
        is_generic = GENERIC.search(plain(row.label)) is not None
        for known in () if is_generic else self._known.get(key, ()):
            is_alike = self._kinds[known] == kind or "" in (self._kinds[known], kind)
            if is_alike and known not in used and self._is_same(known, _numbers(table, row)):
                self._kinds[known] = self._kinds[known] or kind
                return known, sure
        name = next(name for name in self._names(row, table_name) if name not in self._taken)
        self._known.setdefault(key, []).append(name)
        self._kinds[name] = kind
        self.items[name] = Item(name, table.is_instant, dict(_labels(row)))
        is_named = bool(name_of(row.label, row.other_label)) and not is_generic
        return name, sure if is_named else Confidence.LOW

    def _growth(
        self, table: TableGuess, row: RowGuess, before: Sequence[NamedRow], used: set[str]
    ) -> tuple[str, Confidence] | None:
        """Return the name of a row that only tells how the amounts above it have grown."""
        amounts = (n for n in reversed(before) if _kind(table, n.row) not in _RATIOS)
        above = next(amounts, None)
        if above is None or _kind(table, row) not in _RATIOS:
            return None
        name = f"{above.concept}{GROWTH_ROW}"
        is_beside = normalised(row.label) == normalised(above.row.label)
        if name in used or not (is_beside or says_only_growth(row.label)):
            return None
        self.items.setdefault(name, Item(name, is_instant=False, labels=dict(_labels(row))))
        return name, Confidence.MEDIUM

    def _from_taxonomy(self, table: TableGuess, row: RowGuess) -> Item | None:
        """Return the line item of the taxonomy that a row can be of, by its label and numbers."""
        concept = self.matcher.find((row.label, row.other_label), is_instant=table.is_instant)
        if concept is None:
            return None
        kind = _kind(table, row)
        is_alike = kind in {"", concept.data_type.name.local_name} or (
            concept.data_type.is_pure and kind == _PERCENT
        )
        name = self.matcher.taxonomy.name(concept.name)
        if not is_alike or not self._is_same(name, _numbers(table, row)):
            return None
        return Item(name, concept.period_type is PeriodType.INSTANT, {})

    def _names(self, row: RowGuess, table_name: str) -> Iterator[str]:
        """Yield names for a row, the plainest first."""
        name = name_of(row.label, row.other_label)
        if not name:
            yield f"Item{row.at}"
            name = f"{table_name}Item{row.at}"
        is_generic = GENERIC.search(plain(row.label)) is not None
        if not is_generic:
            yield name
            if apart := differing(row.label):
                yield name + apart
        if section := name_of(row.section) or camel(row.section):
            yield section + name
        yield f"{table_name}{name}"
        for number in range(2, 10_000):
            yield f"{name}{number}"

    def _is_same(self, name: str, numbers: Mapping[tuple[str, Period], Interval]) -> bool:
        """Tell whether what is printed of two rows can be of one line item, but for one mistake."""
        before = self._numbers.get(name, {})
        common = before.keys() & numbers.keys()
        apart = sum(not before[key].meets(numbers[key]) for key in common)
        return apart == 0 or (apart == 1 and len(common) > 2)


def _numbers(table: TableGuess, row: RowGuess) -> _Numbers:
    found: _Numbers = {}
    for column in table.columns:
        interval = table.interval(row, column)
        if interval is not None and column.period is not None:
            found[column.suffix, column.period] = interval
    return found


def _kind(table: TableGuess, row: RowGuess) -> str:
    measures = (table.measure_at(row, column) for column in table.columns if not column.suffix)
    measure = next((m for m in measures if m is not None), None)
    return measure.data_type.local_name if measure is not None else ""


def _labels(row: RowGuess) -> Iterator[tuple[str, str]]:
    for text in (row.label, row.other_label):
        if text:
            yield "ja" if is_japanese(text) else "en", text
