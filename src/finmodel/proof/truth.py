"""True values: a witness of the rows made one of the relations themselves.

Rows only bound what a quotient or a product says: `x = N / D` keeps N / D in the interval of x,
but not at the value that x has elsewhere. So ratios are set to what their relations say. Where
that breaks others, Newton's method looks for a point near which all hold, in floating point: from
the witness, then from well inside the rows. Only what is checked exactly counts in the end.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from fractions import Fraction
from typing import Final

from finmodel.proof.clearance import cleared
from finmodel.proof.component import Component, View
from finmodel.proof.deadline import Deadline
from finmodel.proof.newton import Newton
from finmodel.proof.solver import Margin
from finmodel.proof.structure import Structure
from finmodel.proof.trial import Trial, Values

_MARGINS: Final = (*(Margin(step, step) for step in (2**-8, 2**-14, 2**-20)), Margin(2**-20))
"""In turn: what part of its interval a number keeps away from either end, as tangents are off."""

_ROUNDS: Final = 6
"""How often the tangents move: what they are off by is squared each time."""

MAX_TRIES: Final = 20
"""How often signs are changed, or relations given up, where no point is found."""


class Truth:
    """Finds true values of one component from witnesses of its rows."""

    def __init__(self, component: Component, deadline: Deadline) -> None:
        self._deadline = deadline
        self._structure = Structure(component)

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
        optional = optional - dropped
        near = self._moved(view, start, optional, is_inside=False)
        return near or self._moved(view, start, optional, is_inside=True)

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
                last = trial
                for found in newton.witnesses():
                    trial = self._settled(found.witness, freed, dropped)
                    if trial.is_true:
                        return trial
                if trial is last:
                    break
                newton.move()
            if newton.excluded:
                break
        return trial

    def _near(self, suspects: Set[int], optional: Set[int]) -> Set[int]:
        """Return the optional premises among some, or else those about the same quantities."""
        premises = self._structure.problem.premises
        about = {quantity for index in suspects for quantity in premises[index].quantities}
        near = (i for i in optional if not about.isdisjoint(premises[i].quantities))
        return (suspects & optional) or set(near)
