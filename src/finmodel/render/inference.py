"""What was inferred, as text for people: what it must be, and what makes it so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import frozen

from finmodel.model.figure import Figures
from finmodel.model.unit import Unit
from finmodel.model.wording import described, interval, percentage
from finmodel.numeric import Interval
from finmodel.proof.certificate import relation_text
from finmodel.proof.inference import Inference, Inferred
from finmodel.render.line import line, quantity_name
from finmodel.render.summary import counted
from finmodel.render.terminal import visible
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

_MOST_RELATIONS: Final = 4
_MOST_FREED: Final = 4
_MILLION: Final = 1_000_000


@frozen(eq=False)
class InferredReport:
    """A document and what was inferred from it."""

    document: str
    inference: Inference
    taxonomy: Taxonomy = EMPTY


def inference_lines(inferred: InferredReport) -> Iterator[str]:
    """Yield each inferred quantity with what determines it, then a line that counts them."""
    text = _Text(inferred)
    for found in inferred.inference.decided:
        yield from text.lines(found)
        yield ""
    for found in inferred.inference.undecided:
        yield visible(f"undecided  {text.name(found)}: {found.undecided}")
    if inferred.inference.undecided:
        yield ""
    yield summary_line(inferred.inference)


def summary_line(inference: Inference) -> str:
    """Return how much was inferred, and of what kinds."""
    decided = inference.decided
    tighter = sum(found.is_tighter for found in decided)
    unstated = [found for found in decided if found.printed is None]
    bounded = sum(found.is_bounded for found in unstated)
    parts = [
        f"{bounded:,} not reported and kept between two ends",
        f"{len(unstated) - bounded:,} not reported and without one end or both",
        f"{tighter:,} printed and pinned tighter",
        f"{len(decided) - len(unstated) - tighter:,} printed and not pinned tighter",
        f"{len(inference.undecided):,} undecided",
    ]
    counts = [part for part in parts if not part.startswith("0 ")]
    total = counted(len(inference.all), "quantity").replace("quantitys", "quantities")
    return f"INFERRED  {' · '.join([total, *counts])}"


class _Text:
    """Words for what was inferred."""

    def __init__(self, inferred: InferredReport) -> None:
        self._problem = inferred.inference.problem
        self._tied = inferred.inference.tied
        self._taxonomy = inferred.taxonomy

    def name(self, found: Inferred) -> str:
        """Return what a quantity is: its label, members and period."""
        return quantity_name(found.quantity, self._taxonomy.label)

    def lines(self, found: Inferred) -> Iterator[str]:
        """Yield what a quantity must be, what is printed, and what determines it."""
        yield visible(self.name(found))
        if found.printed is None:
            yield line("must be", self._values(found, found.implied.interval))
        else:
            yield from self._printed(found)
            yield line("others", self._values(found, found.implied.interval))
            if found.is_tighter:
                yield line("together", self._values(found, found.interval))
        yield from self._reasons(found)

    def _printed(self, found: Inferred) -> Iterator[str]:
        facts = [self._problem.fact(number) for number in found.numbers]
        figures = Figures(self._taxonomy.is_ratio, facts)
        words = " and ".join(dict.fromkeys(map(figures.value, facts)))
        assert found.printed is not None  # noqa: S101 - only asked where it is printed
        yield line("printed", f"{words}: {self._values(found, found.printed)}")

    def _values(self, found: Inferred, values: Interval) -> str:
        if values.is_empty:
            return "nothing: they contradict it"
        if self._taxonomy.is_ratio(found.quantity.concept):
            hundredfold = values.scaled(Fraction(100))
            outer = outward(hundredfold).scaled(Fraction(1, 100))
            return f"{_about(outer, values)}{percentage(outer)}"
        return shown(values, found.quantity.unit)

    def _reasons(self, found: Inferred) -> Iterator[str]:
        implied = found.implied
        if implied.premises:
            numbers = counted(len(implied.numbers), "number")
            yield line("by", f"{counted(len(implied.premises), 'relation')} and {numbers}")
        texts = dict.fromkeys(
            relation_text(self._problem.premises[index].source) for index in implied.premises
        )
        for text in list(texts)[:_MOST_RELATIONS]:
            yield line("", text)
        if len(texts) > _MOST_RELATIONS:
            yield line("", f"and {len(texts) - _MOST_RELATIONS:,} more")
        yield from self._freed_lines(found)
        if implied.doubt:
            yield line("at most", f"it may be less than that: {implied.doubt}")

    def _freed_lines(self, found: Inferred) -> Iterator[str]:
        """Yield the numbers that count for nothing, and why."""
        role = "without"
        for number in found.freed[:_MOST_FREED]:
            name = described(self._problem.fact(number), self._taxonomy.label)
            is_tied = number in self._tied
            why = "one of those of which one is likely wrong" if is_tied else "it is likely wrong"
            yield line(role, f"{name}: {why}")
            role = ""
        left = len(found.freed) - _MOST_FREED
        if left > 0:
            yield line("", f"and {counted(left, 'number')} more that explain conflicts")


def shown(values: Interval, unit: Unit | None) -> str:
    """Return amounts as people read them, in millions where they are as large.

    Ends are moved outward by less than a hundredth of the distance between them.
    """
    ends = [abs(end) for end in (values.low, values.high) if end is not None]
    scale = _MILLION if max(ends, default=0) >= _MILLION else 1
    outer = outward(values.scaled(Fraction(1, scale))).scaled(Fraction(scale))
    return f"{_about(outer, values)}{interval(outer, unit, scale=scale)}"


def outward(values: Interval) -> Interval:
    """Return an interval with few digits that holds another, and hardly more."""
    if not values.width:
        return values
    step = Fraction(1)
    while step * 100 > values.width:
        step /= 10
    while step * 1000 <= values.width:
        step *= 10
    low, high = values.low, values.high
    assert low is not None  # noqa: S101 - it has a width
    assert high is not None  # noqa: S101
    outer_low, outer_high = low // step * step, -(-high // step) * step
    return Interval(
        outer_low,
        outer_high,
        values.low_open and outer_low == low,
        values.high_open and outer_high == high,
    )


def _about(outer: Interval, values: Interval) -> str:
    return "" if outer == values else "about "
