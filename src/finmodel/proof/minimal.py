"""The smallest contradiction: every number and every relation in it is needed.

A combination that contradicts itself is minimal if its multipliers are the only ones, up to scale:
anything that could be dropped would leave other multipliers. So the rank of what takes part tells,
without solving anything; only where it says no, parts are left out one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.exact import Factor
from finmodel.proof.scale import Scale, scaled
from finmodel.proof.solve import solve
from finmodel.proof.solver import Model
from finmodel.proof.standard import StandardForm, coprime
from finmodel.proof.system import Infeasible, Limit, Refutation, Row, System

_ONE: Final = Fraction(1)
_DUAL: Final = 1e-7
_REACH: Final = 3
"""From a contradiction, how many rows away a shorter one is looked for."""

_WIDEST: Final = 20_000
"""How many terms the rows may have together among which a shorter one is looked for."""


def minimal(
    system: System, refutation: Refutation, *, time_limit: float | None = None
) -> Refutation:
    """Return a refutation in which no row and no end of a limit can be left out.

    Of those near the given one it is rather one with few numbers and small multipliers. When time
    runs out, the best found until then is returned, which may not be minimal.
    """
    deadline = Deadline(time_limit, len(system.rows))
    found = [_irreducible(system, refutation, deadline)]
    shorter = _shorter(system, found[0], deadline)
    if shorter is not None:
        found.append(_irreducible(system, shorter, deadline))
    return min(found, key=_weight)


def _weight(refutation: Refutation) -> tuple[int, int, Fraction]:
    numbers = {*refutation.lows, *refutation.highs}
    multipliers = (*refutation.rows.values(), *refutation.lows.values(), *refutation.highs.values())
    size = sum((abs(value) for value in multipliers), Fraction(0))
    return len(numbers), len(refutation.rows), size


@frozen
class _Part:
    """The rows and ends that take part in a refutation, as a small system of their own."""

    system: System
    rows: tuple[int, ...]
    lows: tuple[int, ...]
    highs: tuple[int, ...]

    @classmethod
    def of(cls, whole: System, refutation: Refutation, without: _Item | None = None) -> _Part:
        """Return what takes part in a refutation, except one thing."""
        rows, lows, highs = (
            tuple(sorted(i for i, y in multipliers.items() if y and (kind, i) != without))
            for kind, multipliers in _kinds(refutation)
        )
        names: dict[int, int] = {}
        small = tuple(_renamed(whole.rows[i], names) for i in rows)
        ends = [(i, True) for i in lows] + [(i, False) for i in highs]
        limits = tuple(_one_end(whole.limits[i], is_low, names) for i, is_low in ends)
        return cls(System(len(names), limits, small), rows, lows, highs)

    def refutation(self, deadline: Deadline) -> Refutation | None:
        verdict = solve(self.system, time_limit=deadline.left)
        return self._in_whole(verdict.refutation) if isinstance(verdict, Infeasible) else None

    def taking_part(self, named: Iterable[int]) -> Refutation:
        """Return these of the rows, lows and highs, counted through, with multipliers of one."""
        chosen = dict.fromkeys(named, _ONE)
        low, high = len(self.rows), len(self.rows) + len(self.lows)
        split = Refutation(
            {i: y for i, y in chosen.items() if i < low},
            {i - low: y for i, y in chosen.items() if low <= i < high},
            {i - low: y for i, y in chosen.items() if i >= high},
        )
        return self._in_whole(split)

    def _in_whole(self, found: Refutation) -> Refutation:
        first_high = len(self.lows)
        return Refutation(
            {self.rows[i]: y for i, y in found.rows.items()},
            {self.lows[i]: y for i, y in found.lows.items()},
            {self.highs[i - first_high]: y for i, y in found.highs.items()},
        )

    def is_minimal(self) -> bool:
        """Tell whether there is only one combination, up to scale, in which all terms cancel."""
        terms = [row.terms for row in self.system.rows]
        terms += [{limit.variable: Fraction(1)} for limit in self.system.limits]
        ranks = {v: 0.0 for each in terms for v in each}
        return len(Factor(dict(enumerate(terms)), ranks).pivots) == len(terms) - 1


_Item: TypeAlias = tuple[str, int]


def _kinds(refutation: Refutation) -> Iterator[tuple[str, Mapping[int, Fraction]]]:
    yield from (("row", refutation.rows), ("low", refutation.lows), ("high", refutation.highs))


def _renamed(row: Row, names: dict[int, int]) -> Row:
    terms = {names.setdefault(v, len(names)): c for v, c in row.terms.items()}
    return Row(terms, row.operator, row.bound)


def _one_end(limit: Limit, is_low: bool, names: dict[int, int]) -> Limit:
    inside = limit.interval
    variable = names.setdefault(limit.variable, len(names))
    if is_low:
        return Limit(variable, Interval(inside.low, None, inside.low_open))
    return Limit(variable, Interval(None, inside.high, high_open=inside.high_open))


def _irreducible(system: System, refutation: Refutation, deadline: Deadline) -> Refutation:
    tried = set[_Item]()
    known = refutation
    while not _Part.of(system, known).is_minimal() and deadline.left != 0:
        # numbers go first: a contradiction in few numbers says more than one in few relations
        kinds = sorted(_kinds(known), key=lambda each: each[0] == "row")
        items = [(kind, i) for kind, multipliers in kinds for i in sorted(multipliers)]
        item = next((each for each in items if each not in tried), None)
        if item is None:
            break
        tried.add(item)
        known = _Part.of(system, known, without=item).refutation(deadline) or known
    return coprime(known.rows, known.lows, known.highs)


def _shorter(system: System, known: Refutation, deadline: Deadline) -> Refutation | None:
    """Return what contradicts itself most, measured in widths of the numbers that take part.

    All ends near the known contradiction move outwards by the same part of their span, as far as
    it takes; the dual of that names the combination that needs the most.
    """
    near = _Part.of(system, _neighbourhood(system, known))
    form = StandardForm.of(near.system)
    size = near.system.size
    try:
        scale = scaled(form)
        outward = [Fraction(span) / form.unit for span in scale.spans]
        scale = Scale([*scale.origins, 0], [*scale.spans, float(form.unit)])
        elastic = StandardForm.of(_elastic(near.system, outward), unit=form.unit)
        hint = Model(elastic, scale).least({size: Fraction(1)}, deadline.left)
    except OverflowError:
        return None
    named = [i for i, y in enumerate(hint.duals) if abs(y) > _DUAL]
    return _Part.of(system, near.taking_part(named)).refutation(deadline)


def _neighbourhood(system: System, known: Refutation) -> Refutation:
    """Return all rows and ends around a contradiction, as if all took part in it."""
    having: defaultdict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(system.rows):
        for variable in row.terms:
            having[variable].append(index)
    limits = {**known.lows, **known.highs}
    reached = {system.limits[i].variable for i in limits}
    rows = set[int]()
    newest = set(known.rows)
    for _ in range(_REACH):
        if sum(len(system.rows[i].terms) for i in rows | newest) > _WIDEST:
            break
        rows |= newest
        reached |= {v for i in newest for v in system.rows[i].terms}
        newest = {i for v in reached for i in having[v]} - rows
    rows |= set(known.rows)
    ends = [(i, x.interval) for i, x in enumerate(system.limits) if x.variable in reached]
    return Refutation(
        dict.fromkeys(rows, _ONE),
        {i: _ONE for i, inside in ends if inside.low is not None},
        {i: _ONE for i, inside in ends if inside.high is not None},
    )


def _elastic(system: System, outward: Sequence[Fraction]) -> System:
    """Return the system in which all ends may move outwards, by so much times one new variable."""
    more = system.size
    ends = []
    for limit in system.limits:
        variable, inside = limit.variable, limit.interval
        sign, end = (-1, inside.low) if inside.low is not None else (1, inside.high)
        terms = {variable: Fraction(sign), more: -outward[variable]}
        ends.append(Row(terms, "<=", sign * (end or Fraction(0))))
    grows = Limit(more, Interval(Fraction(0), None))
    return System(more + 1, (grows,), (*system.rows, *ends))
