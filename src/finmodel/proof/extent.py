"""How far something can go: the smallest and largest value of a sum over a feasible system.

Each end is proved by multipliers which show that nothing beyond it satisfies the system, and met by
a point that reaches it, or comes as close as one likes where the end is open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.exact import Factor
from finmodel.proof.simplex import Judge
from finmodel.proof.solve import Inquiry, Question, solve
from finmodel.proof.standard import Exact
from finmodel.proof.system import Feasible, Infeasible, Limit, Refutation, Row, System, total
from finmodel.proof.witness import vertex

Point: TypeAlias = tuple[Fraction, ...]

NOT_MET: Final = "whether the bound is reached was not looked at"

_ONE: Final = Fraction(1)
_DUAL: Final = 1e-9
_ROUNDS: Final = 40


@frozen
class Reach:
    """One end of an extent; `bound` is `None` where there is none, and `is_open` then holds.

    `refutation` is of the system with one more row, which says that the objective is beyond the
    end (or, where it is open, at it or beyond); for a low end of 5 that is `objective < 5`, for a
    high end `−objective < −5`. `point` satisfies the closed system and is at the end; without
    bound it is a direction in which the objective goes on for ever. `undecided` says what could
    not be proved: nothing at all if there is no refutation, else only that the end is reached.
    """

    bound: Fraction | None
    is_open: bool = True
    refutation: Refutation | None = None
    point: Point | None = None
    undecided: str = ""


@frozen
class Extent:
    """The interval of the values that an objective can take, with what proves each end."""

    low: Reach
    high: Reach

    @property
    def interval(self) -> Interval:
        """The values; wider than need be where an end is undecided, never narrower."""
        return Interval(self.low.bound, self.high.bound, self.low.is_open, self.high.is_open)

    @property
    def undecided(self) -> str:
        """What could not be proved; empty if everything is."""
        return self.low.undecided or self.high.undecided


def beyond(objective: Mapping[int, Fraction], reach: Reach, side: Literal[1, -1]) -> Row:
    """Return the row that a reach refutes; `side` is 1 for a low end, −1 for a high one."""
    terms = {v: side * c for v, c in objective.items()}
    return Row(terms, "<=" if reach.is_open else "<", side * (reach.bound or Fraction(0)))


def extent(
    inquiry: Inquiry,
    objective: Mapping[int, Fraction],
    question: Question | None = None,
    *,
    meet: bool = True,
    time_limit: float | None = None,
) -> Extent:
    """Return the least and the greatest value of a sum over a system that is feasible.

    `question` is the inquiry's, where limits are replaced or rows left out. Asking about many sums
    over one inquiry is cheap: the solver goes on from where it is. Points at the ends are only
    looked for if they are to `meet` them, which takes the most time.
    """
    search = _Search(inquiry, question, time_limit)
    sought = {v: c for v, c in objective.items() if c}
    low = search.lowest(sought, meet=meet)
    return Extent(low, _turned(search.lowest({v: -c for v, c in sought.items()}, meet=meet)))


def extent_of_ratio(
    inquiry: Inquiry,
    above: Mapping[int, Fraction],
    below: Mapping[int, Fraction],
    question: Question | None = None,
    *,
    start: Point | None = None,
    meet: bool = True,
    time_limit: float | None = None,
) -> Extent:
    """Return the least and the greatest quotient of two sums, the divisor being positive.

    That it is positive wherever the system holds is for the caller to know, who may also know a
    point that satisfies the system to `start` from. A refutation is of `above − bound·below < 0`
    (a low end; `≤` where it is open), `bound·below − above < 0` (a high).
    """
    search = _Search(inquiry, question, time_limit)
    low = search.lowest_ratio(above, below, start, meet=meet)
    turned = {v: -c for v, c in above.items()}
    return Extent(low, _turned(search.lowest_ratio(turned, below, start, meet=meet)))


def _turned(reach: Reach) -> Reach:
    return evolve(reach, bound=None if reach.bound is None else -reach.bound)


class _Search:
    def __init__(
        self, inquiry: Inquiry, question: Question | None, time_limit: float | None
    ) -> None:
        self._inquiry = inquiry
        self._question = question or inquiry.question()
        self._form = self._question.form
        self._system = self._form.system
        self._deadline = Deadline(time_limit, len(self._system.rows))

    def lowest(self, objective: Mapping[int, Fraction], *, meet: bool) -> Reach:
        return self._ended(objective, *self._proved(objective), meet=meet)

    def _ended(
        self, objective: Mapping[int, Fraction], proved: Reach, near: Point | None, *, meet: bool
    ) -> Reach:
        if near is None:
            return proved
        return self._met(objective, proved, near) if meet else evolve(proved, undecided=NOT_MET)

    def _proved(self, objective: Mapping[int, Fraction]) -> tuple[Reach, Point | None]:
        """Return a proved bound, and where the solver sees it met if that is to be seen."""
        if not objective:
            return self._constant(), None
        found = self._hinted(objective)
        if found is None:
            without_bound = self._boundless(objective)
            found = None if without_bound.point is not None else self._exactly(objective)
            if found is None:
                return without_bound, None
        return found

    def _met(self, objective: Mapping[int, Fraction], proved: Reach, point: Point) -> Reach:
        asked = self._closed if proved.is_open else self._system
        if total(objective, point) == proved.bound and Feasible(point).satisfies(asked):
            return evolve(proved, point=point)
        return self._reached(objective, proved)

    def _constant(self) -> Reach:
        verdict = self._inquiry.verdict_on(self._question, self._deadline)
        if isinstance(verdict, Feasible):
            refutation = Refutation({len(self._system.rows): Fraction(1)})
            return Reach(Fraction(0), False, refutation, verdict.witness)
        return Reach(None, undecided="no point was found")

    def _hinted(self, objective: Mapping[int, Fraction]) -> tuple[Reach, Point] | None:
        """Return the bound that the solver's basis proves, and the point of the basis."""
        try:
            return self._from_hint(objective)
        except OverflowError:
            return None

    def _from_hint(self, objective: Mapping[int, Fraction]) -> tuple[Reach, Point] | None:
        model = self._inquiry.model(self._question)
        hint = model.least(objective, self._deadline.left)
        named = [i for i, y in enumerate(hint.duals) if abs(y) > _DUAL]
        for rows in (named, range(len(self._form.rows))) if hint.is_feasible else ():
            reach = self._bounded_by(rows, hint.basic, objective)
            if reach is not None:
                return reach, vertex(self._form, model.scale, hint.point, hint.basic)
        return None

    def _exactly(self, objective: Mapping[int, Fraction]) -> tuple[Reach, Point] | None:
        """Return the bound that the exact simplex method finds."""
        form, rows = self._form, range(len(self._form.rows))
        judge = Judge(form)
        allows = self._deadline.allows
        if isinstance(judge.verdict(allows), Feasible) and judge.least(objective, allows):
            reach = self._bounded_by(rows, judge.basic, objective)
            if reach is not None:
                return reach, tuple(Fraction(value) / form.unit for value in judge.point)
        return None

    def _bounded_by(
        self, rows: Iterable[int], basic: Collection[int], objective: Mapping[int, Fraction]
    ) -> Reach | None:
        form = self._form
        tight = {i: form.rows[i].terms for i in rows if self._system.size + i not in basic}
        ranks = {v: 0.0 for terms in tight.values() for v in terms if v in basic}
        found = Factor(tight, ranks).combined({v: c for v, c in objective.items() if v in ranks})
        left = defaultdict(Fraction, objective)
        for variable, rest in form.combined(found).items():
            left[variable] -= rest
        bound: Exact = sum(y * form.rows[i].bound for i, y in found.items())
        for variable, rest in left.items():
            end = form.lows[variable] if rest > 0 else form.highs[variable]
            if rest and end is None:
                return None
            bound += rest * end.value if rest and end else 0
        least = Fraction(bound) / form.unit
        for is_open in (True, False):
            with_row = form.with_row(beyond(objective, Reach(least, is_open), 1))
            # the row of the objective was made whole as the others were
            multipliers = {i: -y * with_row.rows[-1].factor for i, y in found.items()}
            refutation = with_row.refutation(multipliers | {len(form.rows): 1})
            if refutation is not None:
                return Reach(least, is_open, refutation)
        return None

    def _reached(self, objective: Mapping[int, Fraction], proved: Reach) -> Reach:
        """Return a proved bound with a point at it, or the proof that it is only approached."""
        at = Row(objective, "<=", Fraction(proved.bound or 0))
        if not proved.is_open:
            on_face = solve(_face(self._system, proved), time_limit=self._deadline.left)
            if isinstance(on_face, Feasible):
                return evolve(proved, point=on_face.witness)
            verdict = solve(_with_row(self._system, at), time_limit=self._deadline.left)
            if isinstance(verdict, Feasible):
                return evolve(proved, point=verdict.witness)
            if isinstance(verdict, Infeasible):
                proved = evolve(proved, is_open=True, refutation=verdict.refutation)
        near = solve(_with_row(self._closed, at), time_limit=self._deadline.left)
        if isinstance(near, Feasible) and proved.is_open:
            return evolve(proved, point=near.witness)
        return evolve(proved, undecided="whether the bound is reached was not decided")

    def _boundless(self, objective: Mapping[int, Fraction]) -> Reach:
        downward = _with_row(self._cone, Row(objective, "=", -_ONE))
        verdict = solve(downward, time_limit=self._deadline.left)
        if isinstance(verdict, Feasible):
            return Reach(None, point=verdict.witness)
        return Reach(None, undecided="whether there is a bound was not decided")

    @property
    def _cone(self) -> System:
        """The directions in which one can go for ever."""
        rows = tuple(
            Row(row.terms, "=" if row.operator == "=" else "<=", Fraction(0))
            for row in self._system.rows
        )
        limits = tuple(Limit(x.variable, _steps(x.interval)) for x in self._system.limits)
        return System(self._system.size, limits, rows)

    @cached_property
    def _closed(self) -> System:
        limits = tuple(
            Limit(x.variable, Interval(x.interval.low, x.interval.high))
            for x in self._system.limits
        )
        rows = tuple(
            evolve(row, operator="<=") if row.is_strict else row for row in self._system.rows
        )
        return System(self._system.size, limits, rows)

    def lowest_ratio(
        self,
        above: Mapping[int, Fraction],
        below: Mapping[int, Fraction],
        start: Point | None,
        *,
        meet: bool,
    ) -> Reach:
        """Lower the quotient to that of the point which most disproves it, while there is one."""
        point = start
        if point is None:
            verdict = self._inquiry.verdict_on(self._question, self._deadline)
            point = verdict.witness if isinstance(verdict, Feasible) else None
        for _ in range(_ROUNDS):
            divisor = Fraction(0) if point is None else total(below, point)
            if point is None or divisor < 0:
                break
            if divisor == 0:
                # the dividend is negative here, so the quotient falls for ever on the way
                return Reach(None, point=point)
            ratio = total(above, point) / divisor
            objective = _difference(above, ratio, below)
            reach, near = self._proved(objective)
            if reach.bound is not None and reach.bound > 0:
                return evolve(reach, bound=ratio, is_open=True, point=point)
            if reach.bound == 0:
                return evolve(self._ended(objective, reach, near, meet=meet), bound=ratio)
            point = reach.point if near is None else near
            if near is not None and not Feasible(near).satisfies(self._closed):
                point = self._met(objective, reach, near).point
            if reach.bound is None and point is not None and total(below, point) > 0:
                point = self._steepest(above, below)
        return Reach(None, undecided="no bound of the quotient was proved")

    def _steepest(
        self, above: Mapping[int, Fraction], below: Mapping[int, Fraction]
    ) -> Point | None:
        """Return the direction in which the quotient comes lowest in the end."""
        along = Inquiry(_with_row(self._cone, Row(below, "=", _ONE)))
        return extent(along, above, time_limit=self._deadline.left).low.point


def _face(system: System, proved: Reach) -> System:
    """Return a system that only points at a bound satisfy: what proves the bound leaves no room.

    The solver finds its way inside such a face; beside it, it only sees that there is none.
    """
    refutation = proved.refutation or Refutation()
    limits, rows = list(system.limits), list(system.rows)
    for index in refutation.lows:
        limits[index] = Limit(limits[index].variable, _point(limits[index].interval.low))
    for index in refutation.highs:
        limits[index] = Limit(limits[index].variable, _point(limits[index].interval.high))
    for index in refutation.rows.keys() - {len(rows)}:
        rows[index] = evolve(rows[index], operator="=")
    return System(system.size, tuple(limits), tuple(rows))


def _point(end: Fraction | None) -> Interval:
    return Interval(end, end)


def _with_row(system: System, row: Row) -> System:
    return evolve(system, rows=(*system.rows, row))


def _steps(interval: Interval) -> Interval:
    """Return the steps that can be taken for ever inside an interval."""
    zero = Fraction(0)
    return Interval(None if interval.low is None else zero, None if interval.high is None else zero)


def _difference(
    above: Mapping[int, Fraction], ratio: Fraction, below: Mapping[int, Fraction]
) -> dict[int, Fraction]:
    zero = Fraction(0)
    terms = {v: above.get(v, zero) - ratio * below.get(v, zero) for v in {*above, *below}}
    return {v: c for v, c in sorted(terms.items()) if c}
