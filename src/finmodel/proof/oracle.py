"""The oracle of one system: is the rest consistent once some numbers may be anything?

A set is judged from the nearest one that was found consistent before. What the difference breaks
lies close together, and mostly it can be mended, or refuted, in a small part around it. Values of
the part, with the others as they were, satisfy the whole; a refutation of the part that uses no
row leading out of it refutes the whole. Where neither comes of it, the part grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from functools import partial
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.proof.deadline import Deadline
from finmodel.proof.hitting import Conflict
from finmodel.proof.minimal import minimal
from finmodel.proof.search import OutOfTimeError, UndecidedError
from finmodel.proof.solve import solve
from finmodel.proof.stated import Part, StatedSystem, Supposition
from finmodel.proof.system import Feasible, Infeasible, Row, Undecided, Verdict, total

Values: TypeAlias = Sequence[Fraction]


@frozen
class Witness:
    """Values that satisfy all rows; `failing` are relations that they do not satisfy all the same.

    Rows only approximate what divides.
    """

    values: Values
    failing: frozenset[int] = frozenset()


class Settling:
    """Makes values that satisfy the rows satisfy what rows only approximate; here there is none."""

    def settled(
        self,
        values: Values,
        supposed: Supposition,
        changed: Set[int] | None,
        failing: frozenset[int],
    ) -> Witness:
        """Return values like the given ones that satisfy as much as can be.

        `changed` are the variables that have other values than before (`None`: all); `failing`
        is what failed before.
        """
        return Witness(values)

    def held(self, variables: Set[int], free: Set[int], values: Values) -> Sequence[Row]:
        """Return rows with which moving some variables keeps true what is true of values.

        What is about variables that are `free` need not be kept.
        """
        return ()


_SIZES: Final = (30, 120, 480, 1_920)
"""How many variables a part has, before the whole is taken."""


class LocalOracle:
    """Judges suppositions about one system; see the module.

    `known` are suppositions with values that satisfy them.
    """

    def __init__(
        self,
        stated: StatedSystem,
        deadline: Deadline | None = None,
        settling: Settling | None = None,
        known: Mapping[Supposition, Witness] | None = None,
    ) -> None:
        self.stated = stated
        self._deadline = Deadline(None, 0) if deadline is None else deadline
        self._settling = Settling() if settling is None else settling
        self._known: dict[Supposition, Witness] = dict(known or {})

    @property
    def has_known(self) -> bool:
        """Whether there are values to start from."""
        return bool(self._known)

    def conflict(self, freed: frozenset[int]) -> Conflict | None:
        """Return a minimal set of numbers that contradict each other, none of them freed.

        `None` where there is none. Raises `UndecidedError`.
        """
        return self.grounds(Supposition(freed))

    def grounds(self, supposed: Supposition) -> Conflict | None:
        """Return a minimal set of numbers and assumptions that contradict each other.

        `None` where there is none. Raises `UndecidedError`.
        """
        if supposed in self._known:
            return None
        found = self._judged(supposed, self._known)
        if isinstance(found, frozenset):
            return found
        self._known[supposed] = found
        return None

    def learn(self, supposed: Supposition, witness: Witness) -> None:
        """Take values that satisfy a supposition, and judge others from there."""
        self._known[supposed] = witness

    def confirmed(self, supposed: Supposition) -> Witness:
        """Return values that satisfy everything, with nothing failing if that can be had."""
        known = self.witness(supposed)
        if known.failing:
            sound = {other: each for other, each in self._known.items() if not each.failing}
            found = self._judged(supposed, sound) if sound else known
            if isinstance(found, Witness) and len(found.failing) < len(known.failing):
                self._known[supposed] = found
        return self._known[supposed]

    def witness(self, supposed: Supposition) -> Witness:
        """Return values that satisfy everything; raises `UndecidedError`."""
        if self.grounds(supposed) is not None:
            raise UndecidedError("there are no such values")
        return self._known[supposed]

    def mended(self, values: Values) -> Values | None:
        """Return values that satisfy the whole system, near some that satisfy most of it.

        `None` where there are none. Raises `UndecidedError`.
        """
        supposed = Supposition(frozenset())
        broken = self._broken_in(
            range(len(self.stated.system.limits)),
            range(len(self.stated.system.rows)),
            supposed,
            values,
        )
        found = self._mended(broken, supposed, Witness(values))
        return None if isinstance(found, frozenset) else found.values

    def _judged(
        self, supposed: Supposition, known: Mapping[Supposition, Witness]
    ) -> Conflict | Witness:
        """Judge a supposition from the nearest of those that are known."""
        if not known:
            return self._of_whole(supposed)
        nearest = min(reversed(list(known)), key=partial(_distance, supposed))
        start = known[nearest]
        return self._mended(self._broken(nearest, supposed, start.values), supposed, start)

    def _mended(
        self, broken: set[int], supposed: Supposition, known: Witness
    ) -> Conflict | Witness:
        """Return values that satisfy everything, from some that break a little, or a conflict."""
        if not broken:
            return known
        smaller = frozenset[int]()
        for variables in self._parts(broken, supposed):
            found = self._of_part(variables, smaller, supposed, known)
            if found is not None:
                return found
            smaller = variables
        self._left()  # the reason may be that there is none
        raise UndecidedError("no proof either way was found")

    def _broken(self, known: Supposition, supposed: Supposition, values: Values) -> set[int]:
        """Return the variables of what values break that satisfy another supposition."""
        stated = self.stated
        limits, rows = set[int](), set[int]()
        for number in known.freed - supposed.freed:
            rows.update(stated.rows_by.get(number, ()))
            limits.update(stated.limits_by.get(number, ()))
        for assumption in supposed.assumed - known.assumed:
            rows.update(stated.rows_assuming.get(assumption, ()))
        return self._broken_in(limits, rows, supposed, values)

    def _broken_in(
        self, limits: Iterable[int], rows: Iterable[int], supposed: Supposition, values: Values
    ) -> set[int]:
        """Return the variables of those of some limits and rows that values break."""
        system = self.stated.system
        broken = set[int]()
        for limit in (system.limits[index] for index in limits):
            if values[limit.variable] not in limit.interval:
                broken.add(limit.variable)
        for index in rows:
            row = system.rows[index]
            if self.stated.holds(index, supposed) and not row.allows(total(row.terms, values)):
                broken.update(row.terms)
        return broken

    def _parts(self, centre: set[int], supposed: Supposition) -> Iterator[frozenset[int]]:
        """Yield the variables of growing parts, all at the end."""
        for size in _SIZES:
            if 2 * size > self.stated.system.size:
                break
            yield self.stated.around(centre, size, supposed)
        yield frozenset(range(self.stated.system.size))

    def _of_part(
        self,
        variables: frozenset[int],
        smaller: frozenset[int],
        supposed: Supposition,
        known: Witness,
    ) -> Conflict | Witness | None:
        fixed = self.stated.part(variables, supposed, known.values)
        verdict = self._moved(fixed, variables, smaller, known)
        if isinstance(verdict, Feasible):
            filled = fixed.filled(verdict.witness, known.values)
            return self._settling.settled(filled, supposed, variables, known.failing)
        part = self.stated.part(variables, supposed)
        if part.system != fixed.system:
            verdict = solve(part.system, time_limit=self._left())
        return self._conflict(part, verdict) if isinstance(verdict, Infeasible) else None

    def _moved(
        self, fixed: Part, variables: frozenset[int], smaller: frozenset[int], known: Witness
    ) -> Verdict:
        """Return the verdict on a part with the values outside, keeping true what can be."""
        for free in dict.fromkeys((frozenset[int](), smaller)):
            held = self._settling.held(variables, free, known.values)
            if held:
                system = fixed.with_rows(held, known.values)
                verdict = solve(system, time_limit=self._left())
                if isinstance(verdict, Feasible):
                    return verdict
        return solve(fixed.system, time_limit=self._left())

    def _of_whole(self, supposed: Supposition) -> Conflict | Witness:
        everything = frozenset(range(self.stated.system.size))
        part = self.stated.part(everything, supposed)
        verdict = solve(part.system, time_limit=self._left())
        if isinstance(verdict, Undecided):
            self._left()  # the reason may be that there is none
            raise UndecidedError(verdict.reason)
        if isinstance(verdict, Feasible):
            return self._settling.settled(verdict.witness, supposed, None, frozenset())
        return self._conflict(part, verdict)

    def _left(self) -> float | None:
        left = self._deadline.left
        if left == 0:
            raise OutOfTimeError("no time is left")
        return left

    def _conflict(self, part: Part, verdict: Infeasible) -> Conflict:
        least = minimal(part.system, verdict.refutation, time_limit=self._left())
        return self.stated.grounds(part.refutation(least))


def _distance(wanted: Supposition, known: Supposition) -> int:
    return len(known.freed - wanted.freed) + len(wanted.assumed - known.assumed)
