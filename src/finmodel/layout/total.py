"""Totals and differences among the rows of a table, found by what the numbers add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from attrs import frozen

from finmodel.layout.confidence import Confidence
from finmodel.layout.series import Ends, Series, Trial, fails, signed_sum, whole_ends
from finmodel.layout.word import RESULT, TOTAL, plain

_MOST_PARTS: Final = 20
_PATIENCE: Final = 1
"""In how many columns a total may be wrong and still be meant as one."""
_MOST_SIGNED: Final = 6
_MOST_BY_CHANCE: Final = 3


@frozen
class Line:
    """A row of amounts: its label, its numbers by column, and how it is set."""

    label: str
    numbers: Series
    depth: int = 0
    is_bold: bool = False

    @property
    def says_total(self) -> bool:
        """Whether its label is that of a total."""
        return TOTAL.search(plain(self.label)) is not None

    @property
    def says_result(self) -> bool:
        """Whether its label is that of a difference, such as a profit."""
        return RESULT.search(plain(self.label)) is not None


@frozen
class Total:
    """A row and those that make it up, by their numbers among the lines, with their signs."""

    line: int
    parts: tuple[int, ...]
    signs: tuple[int, ...]
    trial: Trial

    @property
    def confidence(self) -> Confidence:
        """High where several columns show it."""
        if self.trial.is_whole:
            return Confidence.HIGH if self.trial.of > 1 else Confidence.MEDIUM
        return Confidence.HIGH if self.trial.of > 3 else Confidence.MEDIUM


def totals(lines: Sequence[Line]) -> list[Total]:
    """Return the totals and differences of a table in the order of their rows.

    Totals above their parts are looked for first, where the setting tells total and parts apart;
    then those below them, for which a subtotal stands in place of its own parts.
    """
    search = _Search(lines)
    above = {found.line: found for found in _above(lines, search)}
    within = {part for found in above.values() for part in found.parts}
    below = _below(lines, search, set(above), within)
    return sorted([*above.values(), *below], key=lambda found: found.line)


class _Search:
    """Tries whether rows make up another one."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._ends: list[Ends] = whole_ends([line.numbers for line in lines])

    def tried(self, index: int, parts: tuple[int, ...], signs: tuple[int, ...]) -> Total | None:
        """Return a row as made up by others; `None` where numbers and words do not say so."""
        if fails(self._ends[index], [self._ends[part] for part in parts], signs, _PATIENCE):
            return None
        series = [self._lines[part].numbers for part in parts]
        line = self._lines[index]
        found = Total(index, parts, signs, signed_sum(line.numbers, series, signs))
        is_set = all(self._lines[part].depth > line.depth for part in parts)
        return found if _is_taken(line, found, is_set=is_set) else None


def _above(lines: Sequence[Line], search: _Search) -> Iterator[Total]:
    """Yield the totals that stand above their parts, going from the last row up."""
    following: list[int] = []
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        # nearest first
        best = None
        for count in range(2, min(len(following), _MOST_PARTS) + 1):
            parts = tuple(following[:count])
            if not all(_is_below(line, lines[part], is_first=index == 0) for part in parts):
                break
            found = search.tried(index, parts, (1,) * count)
            if found is not None and (best is None or _better(found, best)):
                best = found
        if best is not None and not _is_repeated_below(line, lines, following[len(best.parts) :]):
            yield best
            del following[: len(best.parts)]
        following.insert(0, index)


def _is_repeated_below(total: Line, lines: Sequence[Line], following: Sequence[int]) -> bool:
    """Tell whether the row after the parts is the same total: then they are its own parts."""
    if not following:
        return False
    after = lines[following[0]]
    return after.says_total and after.depth == total.depth and after.numbers == total.numbers


def _is_below(total: Line, part: Line, *, is_first: bool) -> bool:
    """Tell whether the setting shows that a row is a part of one above it.

    Words alone do not: a total that has rows above it is likelier to be theirs.
    """
    if part.depth != total.depth:
        return part.depth > total.depth
    if total.is_bold and not part.is_bold:
        return True
    return is_first and total.says_total and not part.says_total


def _below(
    lines: Sequence[Line], search: _Search, known: set[int], within: set[int]
) -> Iterator[Total]:
    """Yield the totals that stand below their parts."""
    open_rows: list[int] = []
    for index in range(len(lines)):
        if index in within:
            continue
        best = None
        if index not in known:
            for parts, signs in _candidates(lines, index, open_rows):
                found = search.tried(index, parts, signs)
                if found is not None and (best is None or _better(found, best)):
                    best = found
        if best is not None:
            yield best
            open_rows = [row for row in open_rows if row not in best.parts]
        open_rows.append(index)


def _candidates(
    lines: Sequence[Line], index: int, open_rows: Sequence[int]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the rows above, nearest first, that can make up a row, with their signs."""
    for count in range(2, min(len(open_rows), _MOST_PARTS) + 1):
        parts = tuple(open_rows[-count:])
        yield parts, (1,) * count
        if count > _MOST_SIGNED or not _can_differ(lines[index], lines[parts[0]]):
            continue
        for rest in product((1, -1), repeat=count - 1):
            signs = (1, *rest)
            if -1 in signs:
                yield parts, signs


def _can_differ(line: Line, first: Line) -> bool:
    """Tell whether a row can be what is left of another."""
    return line.depth <= first.depth and (line.says_result or line.is_bold or line.says_total)


def _is_taken(line: Line, found: Total, *, is_set: bool) -> bool:
    """Tell whether the numbers, with the words and the setting, are enough to propose a total."""
    trial = found.trial
    if trial.of == 1 and -1 in found.signs and len(found.parts) > _MOST_BY_CHANCE:
        return False  # one number can be made up of several others by chance
    has_words = line.says_total or (line.says_result and -1 in found.signs) or line.is_bold
    if not trial.is_telling:
        return trial.is_whole and line.says_total and trial.of > 1
    if trial.is_likely:
        return trial.of > 1 or has_words or is_set or len(found.parts) > 2
    return line.says_total and trial.of == 2 and trial.holds == 1


def _better(found: Total, other: Total) -> bool:
    """Tell whether a proposal fits better: more columns, plain sums, fewer parts."""
    return _key(found) > _key(other)


def _key(found: Total) -> tuple[float, bool, int]:
    share = found.trial.holds / found.trial.of if found.trial.of else 0.0
    return share, -1 not in found.signs, -len(found.parts)
