"""How well a report is checked, as text: the numbers of each statement, the worst held first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from finmodel.model.figure import Figures
from finmodel.model.wording import amount, placed
from finmodel.proof.coverage import TIGHT, Assurance, Held, Hold
from finmodel.proof.range import NO_SIGN
from finmodel.render.statement import statement_titles
from finmodel.render.summary import counted
from finmodel.render.table import Row, Table, table_lines, wrapped
from finmodel.render.terminal import visible
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

OTHERS: Final = "In no statement"

_COLUMNS: Final = (
    ("period",),
    ("printed",),
    ("unnoticed", "below"),
    ("unnoticed", "above"),
    ("relations",),
    ("held",),
)


@frozen(eq=False)
class CoveredReport:
    """A document and how well it is checked."""

    document: str
    assurance: Assurance
    taxonomy: Taxonomy = EMPTY


def by_statement(covered: CoveredReport) -> Mapping[str, Sequence[Held]]:
    """Return the numbers of each statement, those that are held worst first.

    A number belongs to the first statement that presents its line item.
    """
    titles = statement_titles(covered.taxonomy)
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for title in dict.fromkeys([*titles.values(), OTHERS]):
        found[title] = []
    for held in covered.assurance.numbers:
        found[titles.get(held.fact.concept, OTHERS)].append(held)
    return {title: sorted(numbers, key=_badness) for title, numbers in found.items() if numbers}


def _badness(held: Held) -> tuple[int, bool, Fraction, int]:
    order = (Hold.CONFLICT, Hold.NONE, Hold.UNKNOWN, Hold.LOOSE, Hold.TIGHT)
    slack = held.slack
    units = Fraction(0) if slack is None else slack / held.step
    return order.index(held.hold), slack is not None, -units, held.fact.row


def coverage_lines(
    covered: CoveredReport, *, everything: bool = False, width: int | None = None
) -> Iterator[str]:
    """Yield a table for each statement, and the shares of all numbers, which is the last line.

    Numbers that are held tightly are only listed where `everything` is. Columns beyond `width`
    follow below.
    """
    for title, numbers in by_statement(covered).items():
        listed = [held for held in numbers if everything or held.hold is not Hold.TIGHT]
        heading = f"{title}: {shares(numbers)}"
        if listed:
            yield from table_lines(_table(heading, listed, covered.taxonomy), width)
        else:
            yield from wrapped(visible(heading), width)
        yield ""
    doubts = Counter(held.doubt for held in covered.assurance.numbers if _may_be_better(held))
    for doubt, count in sorted(doubts.items()):
        said = f"note  {counted(count, 'number')} may be held better than that: {doubt}"
        yield from wrapped(said, width)
    if doubts:
        yield ""
    yield summary_line(covered.assurance)


def _may_be_better(held: Held) -> bool:
    return held.hold in (Hold.NONE, Hold.LOOSE) and held.doubt not in ("", NO_SIGN)


def _table(title: str, numbers: Sequence[Held], taxonomy: Taxonomy) -> Table:
    return Table(title, _COLUMNS, tuple(_row(held, taxonomy) for held in numbers))


def _row(held: Held, taxonomy: Taxonomy) -> Row:
    fact = held.fact
    figures = Figures(taxonomy.is_ratio, [fact])
    *names, period = placed(fact.concept, fact.dimension_set, taxonomy.label)

    def off(distance: Fraction | None, sign: str) -> str:
        if held.allowed is None:
            return ""
        if not distance:
            return "any" if distance is None else "0"
        return f"{sign}{figures.difference(fact, distance)}"

    return Row(
        ", ".join(names),
        (
            period,
            figures.value(fact),
            off(held.down, "−"),
            off(held.up, "+"),
            f"{len(held.relations):,}",
            held.hold.value,
        ),
    )


def shares(numbers: Sequence[Held]) -> str:
    """Return how many of some numbers are held in each way, those that are held best first."""
    parts = []
    for hold in (Hold.TIGHT, Hold.LOOSE, Hold.NONE, Hold.CONFLICT, Hold.UNKNOWN):
        count = sum(held.hold is hold for held in numbers)
        if count:
            share = amount(round(Fraction(100 * count, len(numbers)), 0))
            parts.append(f"{count:,} {hold.value} ({share} %)")
    return ", ".join(parts) or "no numbers"


def summary_line(assurance: Assurance) -> str:
    """Return the shares of all numbers, and what tightly means."""
    total = counted(len(assurance.numbers), "number")
    meaning = f"tightly: an error of {TIGHT} units of the last digit or more would be noticed"
    return f"COVERED  {total}: {shares(assurance.numbers)} · {meaning}"
