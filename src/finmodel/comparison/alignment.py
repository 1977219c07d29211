"""The facts of two reports under the same keys, so that those which state one thing meet."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import frozen

from finmodel.comparison.correspondence import Correspondence
from finmodel.model.column import NONE, Columns, Interner
from finmodel.model.dimension import DimensionSet
from finmodel.model.unit import Unit
from finmodel.qname import QName

Rows = Sequence[int]


@frozen(eq=False)
class Alignment:
    """What each fact of the old and of the new report is about, by numbers that both share.

    `concept` and `place` have an entry for each fact of either report. A place is everything but
    the concept: dimensions, unit, language, and the kinds of tuples that a fact is in, of which
    two of one kind have the same places.
    """

    concept: tuple[Sequence[int], Sequence[int]]
    place: tuple[Sequence[int], Sequence[int]]
    places: int

    def groups(self) -> Iterator[tuple[Rows, Rows]]:
        """Yield the rows of both reports that state one thing, in the order of the new report.

        Things that only the old report states come last.
        """
        before: defaultdict[int, list[int]] = defaultdict(list)
        for row, key in enumerate(self._keys(0)):
            before[key].append(row)
        after: defaultdict[int, list[int]] = defaultdict(list)
        for row, key in enumerate(self._keys(1)):
            after[key].append(row)
        for key, rows in after.items():
            yield before.pop(key, ()), rows
        for rows in before.values():
            yield rows, ()

    def _keys(self, side: int) -> Iterator[int]:
        size = self.places
        for concept, place in zip(self.concept[side], self.place[side], strict=True):
            yield concept * size + place


class Aligner:
    """Gives numbers to what facts are about; equal things of both reports have equal numbers."""

    def __init__(self, correspondence: Correspondence) -> None:
        self._correspondence = correspondence
        self._concepts: Interner[QName] = Interner()
        self._sets: Interner[DimensionSet] = Interner()
        self._units: Interner[Unit] = Interner()
        self._languages: Interner[str] = Interner()
        self._paths: Interner[tuple[QName, ...]] = Interner()
        self._places: Interner[tuple[int, int, int, int]] = Interner()

    def aligned(self, old: Columns, new: Columns) -> Alignment:
        """Return what the facts of both reports are about."""
        after = self._concepts_of(new, is_old=False), self._places_of(new, is_old=False)
        before = self._concepts_of(old, is_old=True), self._places_of(old, is_old=True)
        return Alignment((before[0], after[0]), (before[1], after[1]), len(self._places))

    def _concepts_of(self, columns: Columns, *, is_old: bool) -> Sequence[int]:
        table = [self._concepts[self._name(name, is_old)] for name in columns.concepts]
        return array("i", [table[index] for index in columns.concept])

    def _name(self, name: QName, is_old: bool) -> QName:
        return self._correspondence.name(name) if is_old else name

    def _places_of(self, columns: Columns, *, is_old: bool) -> Sequence[int]:
        there = self._correspondence.dimension_set
        sets = [self._sets[there(s) if is_old else s] for s in columns.dimension_sets]
        # the last entry is where the index of none leads
        measured = self._correspondence.unit
        units = [*(self._units[measured(u) if is_old else u] for u in columns.units), NONE]
        languages = [*map(self._languages.__getitem__, columns.languages), NONE]
        paths = [*self._paths_of(columns, is_old), NONE]
        owner = columns.owner or array("i", [NONE]) * len(columns)
        facts = zip(columns.dimensions, columns.unit, columns.language, owner, strict=True)
        return array(
            "i",
            [self._places[sets[d], units[u], languages[lang], paths[o]] for d, u, lang, o in facts],
        )

    def _paths_of(self, columns: Columns, is_old: bool) -> Iterator[int]:
        """Yield a number for the names of each tuple and of all that it is in."""
        paths: list[tuple[QName, ...]] = []
        for one in columns.tuples:
            above = () if one.owner == NONE else paths[one.owner]
            paths.append((*above, self._name(one.concept, is_old)))
            yield self._paths[paths[-1]]
