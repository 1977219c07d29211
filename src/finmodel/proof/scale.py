"""In what measure the floating-point solver sees a system: numbers near one."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.proof.standard import Exact, IntegerRow, StandardForm

_PASSES: Final = 4

_Ends: TypeAlias = list[Exact | None]


@frozen
class Scale:
    """Where each variable is measured from, in units, and in steps of what length."""

    origins: Sequence[Exact]
    spans: Sequence[float]


def scaled(form: StandardForm) -> Scale:
    """Return origins and spans: the middle and half the width where both ends are known.

    Rows narrow the ends first: a growth of a million percent pins its base far closer than the
    base is printed, and in spans of the printed base it would be lost. Where that leaves no two
    ends, the span comes from a row in which everything else has one.
    """
    size = form.system.size
    origins: list[Exact] = [0] * size
    spans = [0.0] * size
    pending = set[int]()
    lows, highs = _narrowed(form)
    for variable, (low, high) in enumerate(zip(lows, highs, strict=True)):
        if low is not None and high is not None and low < high:
            origins[variable] = (low + high) // 2
            spans[variable] = float(high - low) / 2
        else:
            pending.add(variable)
            origins[variable] = low if low is not None else high or 0
    _derive(form, origins, spans, pending)
    return Scale(origins, spans)


def _derive(
    form: StandardForm, origins: list[Exact], spans: list[float], pending: set[int]
) -> None:
    having: defaultdict[int, list[int]] = defaultdict(list)
    missing = [sum(not spans[v] for v in row.terms) for row in form.rows]
    for index, row in enumerate(form.rows):
        for variable in row.terms if missing[index] else ():
            if not spans[variable]:
                having[variable].append(index)
    queue = deque(index for index, count in enumerate(missing) if count == 1)
    rest = sorted(pending, key=form.is_fixed)  # taken from the end: what has an origin first
    while queue or rest:
        if queue:
            row = form.rows[queue.popleft()]
            found = [v for v in row.terms if not spans[v]]
            for variable in found:
                _take(form, row, variable, origins, spans)
        else:
            found = [v for v in (rest.pop(),) if not spans[v]]
            for variable in found:
                spans[variable] = max(abs(float(origins[variable])) / 1024, float(form.unit))
        for index in (i for v in found for i in having[v]):
            missing[index] -= 1
            if missing[index] == 1:
                queue.append(index)


def _take(
    form: StandardForm, row: IntegerRow, variable: int, origins: list[Exact], spans: list[float]
) -> None:
    if form.lows[variable] is None and form.highs[variable] is None:
        origins[variable] = _solved(row, variable, origins)
    others = (abs(n) * spans[v] for v, n in row.terms.items() if v != variable)
    span = max(others, default=0.0) / abs(row.terms[variable])
    spans[variable] = span or float(form.unit)


def _solved(row: IntegerRow, variable: int, origins: Sequence[Exact]) -> int:
    rest = row.bound - sum(n * origins[v] for v, n in row.terms.items() if v != variable)
    return int(rest // row.terms[variable])


def _narrowed(form: StandardForm) -> tuple[_Ends, _Ends]:
    """Return ends that take equations and the rows of two terms into account, one by one."""
    lows: _Ends = [None if end is None else end.value for end in form.lows]
    highs: _Ends = [None if end is None else end.value for end in form.highs]
    pairs = [row for row in form.rows if len(row.terms) == 2]
    equations = [row for row in form.rows if len(row.terms) > 2 and row.operator == "="]
    for _ in range(_PASSES):
        changed = {_narrow_widest(row, lows, highs) for row in equations}
        for row in pairs:
            for one, other in (row.terms, reversed(row.terms)):
                if _narrow(row, one, other, lows, highs):
                    changed.add(one)
        pairs, equations = (
            [row for row in rows if not changed.isdisjoint(row.terms)]
            for rows in (pairs, equations)
        )
        if not (pairs or equations):
            break
    return lows, highs


def _narrow(row: IntegerRow, one: int, other: int, lows: _Ends, highs: _Ends) -> bool:
    """Narrow the ends of one variable by those of the other; tell whether it was worth it."""
    coefficient, factor = row.terms[one], row.terms[other]
    changed = False
    for sign in (1, -1) if row.operator == "=" else (1,):
        end = (lows if sign * factor > 0 else highs)[other]
        if end is None:
            continue
        limit = (row.bound - factor * end) // coefficient
        ends = highs if sign * coefficient > 0 else lows
        known, opposite = ends[one], (lows if ends is highs else highs)[one]
        if known is not None and (opposite is None or not _is_much(known, limit, opposite)):
            continue
        ends[one] = limit
        changed = True
    return changed


def _narrow_widest(row: IntegerRow, lows: _Ends, highs: _Ends) -> int | None:
    """Narrow the one variable of an equation that is wider than all others together.

    Return it if it was worth it.
    """
    ranges: list[tuple[Exact, Exact, int]] = []
    free: list[int] = []
    for variable, coefficient in row.terms.items():
        low, high = lows[variable], highs[variable]
        if low is None or high is None:
            free.append(variable)
            if len(free) > 1:
                return None
        elif coefficient > 0:
            ranges.append((coefficient * low, coefficient * high, variable))
        else:
            ranges.append((coefficient * high, coefficient * low, variable))
    if not row.terms:
        return None
    least, greatest = sum(low for low, _, _ in ranges), sum(high for _, high, _ in ranges)
    widest = free[0] if free else -1
    if not free:
        low, high, widest = max(ranges, key=lambda each: each[1] - each[0])
        least, greatest = least - low, greatest - high
        if not 0 < 10 * (greatest - least) < 9 * (high - low):
            return None
    coefficient = row.terms[widest]
    one, other = (row.bound - least) // coefficient, (row.bound - greatest) // coefficient
    is_narrowed = _meet(widest, min(one, other), max(one, other), lows, highs)
    return widest if is_narrowed else None


def _meet(variable: int, low: Exact, high: Exact, lows: _Ends, highs: _Ends) -> bool:
    """Narrow a variable to an interval, unless that leaves nothing."""
    known_low, known_high = lows[variable], highs[variable]
    low = low if known_low is None else max(low, known_low)
    high = high if known_high is None else min(high, known_high)
    if low >= high or (low, high) == (known_low, known_high):
        return False
    lows[variable], highs[variable] = low, high
    return True


def _is_much(known: Exact, limit: Exact, opposite: Exact) -> bool:
    """Tell whether a new end takes away a tenth at least, and leaves something."""
    if known > opposite:
        return limit > opposite and 10 * (limit - opposite) < 9 * (known - opposite)
    return limit < opposite and 10 * (opposite - limit) < 9 * (opposite - known)
