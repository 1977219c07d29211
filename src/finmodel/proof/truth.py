"""True values: a witness of the rows made one of the relations themselves.

Rows only bound what a quotient or a product says: `x = N / D` keeps N / D in the interval of x,
but not at the value that x has elsewhere. So ratios are set to what their relations say. Where
that breaks others, Newton's method looks for a point near which all hold, in floating point: from
the witness, then from well inside the rows. What it does not find is mended place by place in exact
numbers, which is slow but finds some values that Newton's method misses. Only what is checked
exactly counts in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

from finmodel.proof.clearance import cleared
from finmodel.proof.component import Component, View
from finmodel.proof.deadline import Deadline
from finmodel.proof.newton import Newton
from finmodel.proof.solver import Margin
from finmodel.proof.structure import Structure
from finmodel.proof.system import Feasible, System, Verdict
from finmodel.proof.tangent import Held, Tangents
from finmodel.proof.trial import Trial, Values

_REACHES: Final = tuple(
    (radius, Fraction(margin))
    for radius, margins in ((1, "1/8 1/64 0"), (3, "1/8 1/64 1/4096 0"), (10**9, "1/64 0"))
    for margin in margins.split()
)
"""In turn: how many relations lie between what is broken and what may change to mend it, and what
part of its interval a number keeps away from either end, so that tangents may be off."""

_NEAR: Final = _REACHES[:5]
"""The same where relations that fail can be given up."""

MAX_BREAKS: Final = 200
"""How many places are mended, one after the other."""

MAX_TURNS: Final = 4
"""How many ways are tried to choose the signs of divisors that are not known."""

_MARGINS: Final = tuple(Margin(step, step) for step in (2**-8, 2**-14, 2**-20))
"""In turn: what part of its interval a number keeps away from either end, as tangents are off."""

_ROUNDS: Final = 6
"""How often the tangents move: what they are off by is squared each time."""

MAX_TRIES: Final = 20
"""How often signs are changed, or relations given up, where no point is found."""

Solve: TypeAlias = Callable[[System], Verdict]


class Truth:
    """Finds true values of one component from witnesses of its rows."""

    def __init__(self, component: Component, solve: Solve, deadline: Deadline) -> None:
        self._deadline = deadline
        self._structure = Structure(component)
        self._solve = solve

    def values(
        self,
        view: View,
        witness: Sequence[Fraction],
        freed: Set[int],
        dropped: Set[int] = frozenset(),
        optional: Set[int] = frozenset(),
    ) -> Values | None:
        """Return values that satisfy every number that is not freed, and every relation.

        The witness satisfies the rows of the view. The premises in `dropped` need not hold, those
        in `optional` need not where no values are found for them. `None` where none are found for
        the others.
        """
        start = self._settled(witness, freed, dropped)
        if start.is_true:
            return start.values
        return (
            self._moved(view, start, optional - dropped, is_inside=False)
            or self._moved(view, start, optional - dropped, is_inside=True)
            or self._mended(view, start, optional)
        )

    def _settled(self, witness: Sequence[Fraction], freed: Set[int], dropped: Set[int]) -> Trial:
        """Return values that ratios have where their relations set them."""
        values = dict(zip(self._structure.component.quantities, witness, strict=True))
        trial = Trial(self._structure, values, freed, dropped)
        trial.settle(self._structure.curved)
        return trial

    def _moved(
        self, view: View, start: Trial, optional: Set[int], *, is_inside: bool
    ) -> Values | None:
        """Move by Newton's method to where all settles; give up what is optional and does not.

        That begins at a start or, where `is_inside`, as far from the bounds of rows as can be.
        """
        try:
            if is_inside:
                middle = cleared(view.system, self._deadline)
                if middle is None:
                    return None
                start = self._settled(middle, start.freed, start.dropped)
            signed = self._structure.stated(view) - optional
            entangled = (i for i in self._structure.entangled(signed) if i not in start.dropped)
            newton = Newton(view, entangled, signed, optional, start.values, is_inside=is_inside)
            return self._searched(newton, start, set(optional))
        except (MemoryError, OverflowError):
            return None  # what floating point cannot hold is not looked for

    def _searched(self, newton: Newton, start: Trial, optional: set[int]) -> Values | None:
        dropped = set(start.dropped)
        for _ in range(MAX_TRIES):
            trial = self._reached(newton, start.freed, dropped)
            if trial is not None and trial.is_true:
                return trial.values
            if self._deadline.is_over:
                return None
            suspects = newton.excluded or (trial or start).suspects
            if not newton.turn(suspects):
                given_up = self._near(suspects, optional)
                if not given_up:
                    return None
                optional -= given_up
                dropped |= given_up
                newton.drop(given_up)
            newton.touch(start.values)
        return None

    def _reached(self, newton: Newton, freed: Set[int], dropped: Set[int]) -> Trial | None:
        """Return what comes of moving; `None` where the solver finds no point to begin with."""
        trial = None
        for margin in _MARGINS:
            for _ in range(_ROUNDS):
                if self._deadline.is_over or not newton.solve(margin, self._deadline.left):
                    break
                witness = newton.witness()
                if witness is not None:
                    trial = self._settled(witness.witness, freed, dropped)
                    if trial.is_true:
                        return trial
                newton.move()
        return trial

    def _near(self, suspects: Set[int], optional: Set[int]) -> Set[int]:
        """Return the optional premises among some, or else those about the same quantities."""
        premises = self._structure.problem.premises
        about = {quantity for index in suspects for quantity in premises[index].quantities}
        near = (i for i in optional if not about.isdisjoint(premises[i].quantities))
        return (suspects & optional) or set(near)

    def _mended(self, view: View, trial: Trial, optional: Set[int]) -> Values | None:
        """Mend what is broken, one place after the other, in exact numbers."""
        entangled = self._structure.entangled(self._structure.stated(view))
        for _ in range(MAX_BREAKS):
            cluster = trial.cluster()
            if not cluster:
                return trial.values
            reaches = _REACHES if trial.is_needed(cluster, optional) else _NEAR
            is_mended = self._is_mended(view, trial, cluster, entangled, reaches)
            if not is_mended and not trial.give_up(cluster, optional):
                return None
        return None

    def _is_mended(
        self,
        view: View,
        trial: Trial,
        cluster: Set[int],
        entangled: Sequence[int],
        reaches: Sequence[tuple[int, Fraction]],
    ) -> bool:
        """Mend what is broken in one place; tell whether nothing more is than elsewhere."""
        elsewhere = trial.broken - cluster
        active: set[int] = set()
        for (radius, margin), turn in product(reaches, range(MAX_TURNS)):
            for held in Held:
                broken = trial.broken - elsewhere
                if not broken:
                    return True
                active |= {
                    i for i in entangled if not broken.isdisjoint(self._structure.factors[i])
                }
                active -= trial.dropped
                part = Tangents(
                    self._structure, view, self._structure.around(broken, radius), sorted(active)
                )
                if turn and not part.has_turn(turn):
                    break
                found = self._solve(part.near(trial.values, held, margin, turn))
                if isinstance(found, Feasible):
                    trial.change(part.values(found.witness))
                elif held is Held.DIVISORS:
                    break
        return not trial.broken - elsewhere
