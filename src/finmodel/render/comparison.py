"""Two reports side by side, as tables: what became of which numbers, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import zip_longest
from typing import Final, TypeVar

from attrs import frozen

from finmodel.comparison.comparison import Comparison, Pair
from finmodel.comparison.judge import Side
from finmodel.comparison.kind import HARMLESS, Kind
from finmodel.model.entity import Entity
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures
from finmodel.model.period import Period
from finmodel.model.wording import placed, shortened
from finmodel.qname import QName
from finmodel.render.numeral import grouped, plain
from finmodel.render.summary import counted
from finmodel.render.table import Row, Table, fitted, table_lines, wrapped
from finmodel.render.terminal import visible

MOST_OF_A_KIND: Final = 50
"""How many pairs of a kind people are shown, unless they ask for all."""

TITLES: Final[Mapping[Kind, str]] = {
    Kind.CHANGED: "Changed beyond rounding",
    Kind.SIGN_FLIPPED: "The same with the other sign",
    Kind.RESCALED: "The same times a power of ten",
    Kind.RESTATED: "Restated",
    Kind.NILLED: "Had a value, nil now",
    Kind.FILLED: "Was nil, has a value now",
    Kind.RELABELLED: "The same numbers under another name",
    Kind.REWORDED: "Texts changed",
    Kind.REMOVED: "Removed",
    Kind.ADDED: "Added",
    Kind.REROUNDED: "Only re-rounded",
    Kind.REPEATED: "Stated more often in one of the reports",
    Kind.EQUAL: "Equal",
}
COUNTED: Final[Mapping[Kind, str]] = {
    Kind.CHANGED: "changed beyond rounding",
    Kind.SIGN_FLIPPED: "with the sign flipped",
    Kind.RESCALED: "rescaled",
    Kind.RESTATED: "restated",
    Kind.NILLED: "nil now",
    Kind.FILLED: "nil no more",
    Kind.RELABELLED: "relabelled",
    Kind.REWORDED: "reworded",
    Kind.REMOVED: "removed",
    Kind.ADDED: "added",
    Kind.REROUNDED: "only re-rounded",
    Kind.REPEATED: "stated more often",
    Kind.EQUAL: "equal",
}
NOT_COMPARED: Final = (
    "identifiers, prefixes and the order of facts, which notes and facts are linked to a fact, and "
    "what the taxonomies say but for labels"
)

_DIFFERENT: Final = frozenset({Kind.CHANGED, Kind.RESTATED, Kind.REROUNDED})
_TEXT_WIDTH: Final = 32
_BEFORE: Final = 10
_LONGEST_TEXT: Final = 100_000
_NAME_WIDTH: Final = 80
_NOTE: Final = "note  "
_LONGEST_NAME: Final = 240
_MOST_ENTITIES: Final = 3

T = TypeVar("T")


@frozen(eq=False)
class Compared:
    """Two documents and what a comparison of their reports found; `most` pairs of a kind are shown.

    With `everything`, the kinds that are no changes are shown, too, but for what is equal. Where
    not all of a report could be read, it `is_incomplete`, and nothing says that both are the same.
    """

    documents: tuple[str, str]
    comparison: Comparison
    most: int | None = MOST_OF_A_KIND
    everything: bool = False
    is_incomplete: bool = False

    @property
    def verdict(self) -> str:
        """One word: whether both reports say the same, as far as they could be read."""
        if not self.comparison.is_same:
            return "DIFFERENT"
        return "INCOMPLETE" if self.is_incomplete else "SAME"

    @property
    def counts(self) -> str:
        """How many facts fell into which kind, changes first."""
        none = "no changes in what could be read" if self.is_incomplete else "no changes"
        changes = ", ".join(self._counts(is_harmless=False)) or none
        return " · ".join(filter(None, (changes, ", ".join(self._counts(is_harmless=True)))))

    def _counts(self, *, is_harmless: bool) -> Iterator[str]:
        comparison = self.comparison
        for kind, words in COUNTED.items():
            if comparison.count(kind) and (kind in HARMLESS) is is_harmless:
                yield f"{comparison.count(kind):,} {words}"
        if not is_harmless and comparison.labels:
            yield counted(len(comparison.labels), "label") + " changed"
        if not is_harmless and comparison.notes:
            yield counted(len(comparison.notes), "note") + " changed"

    def tables(self) -> Iterator[Table]:
        """Yield a table for each kind that is shown, what matters most first."""
        for kind in Kind:
            is_shown = kind is not Kind.EQUAL and (self.everything or kind not in HARMLESS)
            if is_shown and self.comparison.count(kind):
                yield _Kind(self, kind).table()
        yield from self._label_tables()
        yield from self._note_tables()

    @cached_property
    def namesakes(self) -> frozenset[QName]:
        """The line items that have the words of another one in their report."""
        return _namesakes(self.comparison.old) | _namesakes(self.comparison.new)

    def _label_tables(self) -> Iterator[Table]:
        labels = self.comparison.labels
        if labels:
            rows = (
                Row(
                    one.concept.local_name,
                    (one.language, *apart(one.old, one.new)),
                )
                for one in labels[: self.most]
            )
            title = f"Labels changed: {len(labels):,}"
            yield _table(title, (("language",), ("old",), ("new",)), rows, len(labels))

    def _note_tables(self) -> Iterator[Table]:
        notes = self.comparison.notes
        if notes:
            shown = list(notes.items())[: self.most]
            rows = (
                Row(shortened(words, _NAME_WIDTH), (language, f"{was:,}", f"{now:,}"))
                for (language, words), (was, now) in shown
            )
            title = f"Notes changed: {len(notes):,}"
            heads = (("language",), ("times", "in old"), ("times", "in new"))
            yield _table(title, heads, rows, len(notes))

    def remarks(self) -> Iterator[str]:
        """Yield what was taken for one, and what was not compared."""
        correspondence = self.comparison.correspondence
        for was, now in correspondence.entities.items():
            if was in correspondence.taken:
                yield f"entity {_entity(was)} is taken to be {_entity(now)}"
        for entity in self.comparison.unmatched[:_MOST_ENTITIES]:
            yield f"entity {_entity(entity)} is not in the new report; --map says if it is another"
        for old, new in correspondence.namespaces.items():
            if old in correspondence.taken:
                names = (shortened(name, _LONGEST_NAME) for name in (old, new))
                yield "namespace {} is taken to be {}".format(*names)
        yield f"not compared: {NOT_COMPARED}"


def comparison_lines(compared: Compared, *, width: int | None = None) -> Iterator[str]:
    """Yield the verdict, then a table for each kind of change, and what was taken for what."""
    yield from wrapped(visible(f"{compared.verdict}  {compared.counts}"), width)
    yield ""
    for table in compared.tables():
        yield from table_lines(table, width)
        yield ""
    for remark in compared.remarks():
        first, *others = wrapped(visible(remark), width and width - len(_NOTE))
        yield _NOTE + first
        yield from (" " * len(_NOTE) + line for line in others)


def apart(old: str, new: str) -> tuple[str, str]:
    """Return two texts, cut to where they begin to differ; their markup only if that is it."""
    was, now = (" ".join(plain(text[:_LONGEST_TEXT]).split()) for text in (old, new))
    if was == now:
        was, now = old[:_LONGEST_TEXT], new[:_LONGEST_TEXT]
    same = next((i for i, (a, b) in enumerate(zip_longest(was, now)) if a != b), 0)
    start = same - _BEFORE if same > _TEXT_WIDTH // 2 else 0
    return _excerpt(was, start), _excerpt(now, start)


def _excerpt(text: str, start: int) -> str:
    words = fitted(text[start:], _TEXT_WIDTH)
    return f"“{'…' if start else ''}{words}”"


def _entity(entity: Entity | None) -> str:
    if entity is None:
        return "none"
    return shortened(f"{entity.identifier} ({entity.scheme})", _LONGEST_NAME)


def _namesakes(side: Side) -> frozenset[QName]:
    labels = {concept: side.taxonomy.label(concept) for concept in side.columns.concepts}
    counts = Counter(labels.values())
    return frozenset(concept for concept, label in labels.items() if counts[label] > 1)


def _table(
    title: str, columns: Sequence[tuple[str, ...]], rows: Iterator[Row], count: int
) -> Table:
    shown = tuple(rows)
    more = count - len(shown)
    return Table(title, tuple(columns), shown, (f"… and {more:,} more",) if more else ())


class _Kind:
    """The table of one kind."""

    def __init__(self, compared: Compared, kind: Kind) -> None:
        self._comparison = compared.comparison
        self._kind = kind
        self._shown = self._comparison.pairs[kind][: compared.most]
        self._namesakes = compared.namesakes

    def table(self) -> Table:
        count = self._comparison.count(self._kind)
        heads = [*self._of_both(("old",), ("new",)), *self._more_heads()]
        return _table(self._title(count), heads, map(self._row, self._shown), count)

    def _title(self, count: int) -> str:
        title = f"{TITLES[self._kind]}: {count:,}"
        if self._kind is Kind.RESTATED and self._comparison.current is not None:
            current = Period.instant(self._comparison.current)
            return f"{title}, of periods before the one that the new report ends with, {current}"
        if self._kind in (Kind.REMOVED, Kind.ADDED):
            news = self._comparison.news(self._kind)
            if not news:
                return title
            other = "old" if self._kind is Kind.ADDED else "new"
            return f"{title}, {news:,} of them of periods that the {other} report has not"
        return title

    def _more_heads(self) -> list[tuple[str, ...]]:
        if self._kind in _DIFFERENT:
            return [("difference",), ("relative",)]
        return [("factor",)] if self._kind is Kind.RESCALED else []

    def _row(self, pair: Pair) -> Row:
        return Row(self._label(pair), (*self._of_both(*self._cells(pair)), *self._more(pair)))

    def _of_both(self, old: T, new: T) -> tuple[T, ...]:
        """Return what stands in the columns of both reports, or of the one that has a fact."""
        if self._kind is Kind.REMOVED:
            return (old,)
        return (new,) if self._kind is Kind.ADDED else (old, new)

    def _label(self, pair: Pair) -> str:
        names = self._names(pair.new or pair.old, self._side(pair))
        if pair.kind is Kind.RELABELLED and pair.old is not None:
            before, *_ = self._names(pair.old, self._comparison.old)
            names = [_renamed(before, names[0], pair.old.concept, pair.fact.concept), *names[1:]]
        return ", ".join(names)

    def _side(self, pair: Pair) -> Side:
        return self._comparison.old if pair.new is None else self._comparison.new

    def _names(self, fact: Fact | None, side: Side) -> list[str]:
        """Return the words for what a fact is about; names where words are those of several."""
        assert fact is not None  # noqa: S101 - a pair has one side at least
        name, *others = placed(fact.concept, fact.dimension_set, side.taxonomy.label)
        if fact.concept in self._namesakes:
            name = f"{name} ({shortened(fact.concept.local_name, _NAME_WIDTH)})"
        return [name, *others]

    def _cells(self, pair: Pair) -> tuple[str, str]:
        if self._kind is Kind.REWORDED and pair.old is not None and pair.new is not None:
            return apart(pair.old.text or "", pair.new.text or "")
        figures = self._figures(pair)
        old, new = ("" if fact is None else figures.value(fact) for fact in (pair.old, pair.new))
        if pair.was and pair.now and pair.was.decimals != pair.now.decimals and old == new:
            old, new = (self._precise(figures, pair, is_old=side) for side in (True, False))
        return old, new

    def _precise(self, figures: Figures, pair: Pair, *, is_old: bool) -> str:
        """Return a number with its precision, where that is all that is different."""
        fact = pair.old if is_old else pair.new
        number = pair.was if is_old else pair.now
        if fact is None or number is None:
            return "" if fact is None else figures.value(fact)
        return f"{figures.value(fact)}, {figures.precision(fact, number.rounding)}"

    def _figures(self, pair: Pair) -> Figures:
        is_ratio = self._is_ratio(pair)
        facts = [fact for fact in (pair.old, pair.new) if fact is not None]
        return Figures(lambda _: is_ratio, facts)

    def _is_ratio(self, pair: Pair) -> bool:
        """Tell whether either report knows a number as a ratio, so that both are shown as one."""
        old, new = self._comparison.old.taxonomy, self._comparison.new.taxonomy
        return any(
            fact is not None and taxonomy.is_ratio(fact.concept)
            for fact, taxonomy in ((pair.old, old), (pair.new, new))
        )

    def _more(self, pair: Pair) -> Iterator[str]:
        if self._kind is Kind.RESCALED:
            sign = "×" if pair.power > 0 else "÷"
            yield f"{sign} {10 ** abs(pair.power):,}"
        elif self._kind in _DIFFERENT:
            yield self._difference(pair)
            yield self._share(pair)

    def _difference(self, pair: Pair) -> str:
        difference = pair.difference
        if not difference:
            return ""
        words = self._figures(pair).difference(pair.fact, abs(difference))
        return f"{_sign(difference)}{words}"

    def _share(self, pair: Pair) -> str:
        """Return the difference in percent of the old number; of ratios, points say it better."""
        share = pair.relative
        if not share or self._is_ratio(pair):
            return ""
        percent = round(abs(share) * 100, 1)
        words = grouped(Decimal(percent.numerator) / percent.denominator, places=1)
        return f"{_sign(share)}{words} %" if percent else "<0.1 %"


def _renamed(before: str, after: str, *names: QName) -> str:
    """Return what a line item was called and is called, with its names where its words are kept."""
    if before != after:
        return f"{before} → {after}"
    was, now = (name.local_name for name in names)
    return after if was == now else f"{after} ({was} → {now})"


def _sign(number: Fraction) -> str:
    return "−" if number < 0 else "+"
