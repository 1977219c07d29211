"""Comparisons compiled once for all places in which they compile alike."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from attrs import frozen

from finmodel.language.compile import QUARTERS, NotApplicableError, TooLargeError
from finmodel.language.form import (
    Affine,
    Form,
    Product,
    Quotient,
    Total,
    minus,
    renamed,
    value,
    variables,
)
from finmodel.language.tree import Comparison, Reference
from finmodel.language.vocabulary import Vocabulary
from finmodel.rules.relation.place import Places, Route
from finmodel.rules.relation.scope import Formulas, PlaceScope, Slot, divided


@frozen(eq=False, slots=False)
class Shape:
    """A comparison's sides over slots; `routes` lead to the places of their numbers."""

    left: Form
    right: Form
    slots: tuple[Slot, ...] = ()
    routes: tuple[Route, ...] = ()

    @cached_property
    def difference(self) -> Form:
        """The left side less the right one."""
        return minus(self.left, self.right)

    @cached_property
    def says_nothing(self) -> bool:
        """Whether the sides are the same whatever the numbers are.

        A number was compared with itself, or with what is computed from it.
        """
        return _is_identity(self.difference)

    def merged(self, names: tuple[int, ...]) -> Shape:
        """Return the sides over other variables, fewer where numbers turn out to be one.

        Raises `ZeroDivisionError`.
        """
        if names not in self._merged:
            self._merged[names] = Shape(renamed(self.left, names), renamed(self.right, names))
        return self._merged[names]

    @cached_property
    def _merged(self) -> dict[tuple[int, ...], Shape]:
        return {}


class Shapes:
    """One comparison in all places of a report.

    `first` is a reference whose slot is the first, whether it is in the comparison or not.
    """

    def __init__(
        self,
        comparison: Comparison,
        first: Reference | None,
        places: Places,
        vocabulary: Vocabulary,
        formulas: Formulas,
    ) -> None:
        self._comparison = comparison
        self._first = first
        self._places = places
        self._vocabulary = vocabulary
        self._formulas = formulas
        self._divided = divided(comparison)
        # the outermost of such sums is over the quarters of the place itself, whatever moves time
        self._is_quarterly = self._divided == {QUARTERS}
        self._known: dict[object, Shape | None] = {}
        self._too_large: set[object] = set()

    def at(self, place: int, derived: frozenset[Slot] = frozenset()) -> Shape | None:
        """Return the shape in a place; `None` where the comparison says nothing.

        The slots in `derived` are computed from their formulas. Raises `TooLargeError`.
        """
        if self._is_quarterly and not self._places.quarters(place):
            return None
        divided = self._divided | (self._formulas.divided if derived else frozenset())
        key: object = derived
        if divided:
            here = self._places[place]
            over = here.members if divided - {QUARTERS} else None
            key = (derived, over, here.period if QUARTERS in divided else None)
        if key in self._too_large:
            raise TooLargeError
        if key not in self._known:
            try:
                self._known[key] = self._compiled(place, derived)
            except TooLargeError:
                self._too_large.add(key)
                raise
        return self._known[key]

    def _compiled(self, place: int, derived: frozenset[Slot]) -> Shape | None:
        scope = PlaceScope(self._places, place, self._vocabulary, self._formulas, derived)
        try:
            if self._first is not None:
                scope.operand(self._first)
            left = scope.compile(self._comparison.left)
            right = scope.compile(self._comparison.right)
        except (NotApplicableError, ZeroDivisionError):
            return None
        slots = tuple(scope.slots)
        routes = tuple(self._places.route(slot.move) for slot in slots)
        return Shape(left, right, slots, routes)


def _is_identity(difference: Form) -> bool:
    """Tell whether two sides differ by the same whatever the numbers are.

    A quotient of polynomials that is not zero throughout is not zero at two points that have
    nothing in common; of magnitudes no two points tell.
    """
    if isinstance(difference, Affine):
        return not difference.terms
    if not _is_rational(difference):
        return False
    count = 1 + max(variables(difference), default=0)
    points = ([Fraction(base**n + base) for n in range(1, count + 1)] for base in (3, 5))
    try:
        return not any(value(difference, point) for point in points)
    except ZeroDivisionError:
        return False


def _is_rational(form: Form) -> bool:
    match form:
        case Quotient():
            return _is_rational(form.numerator) and _is_rational(form.denominator)
        case Product():
            return all(map(_is_rational, form.factors))
        case Total():
            return all(map(_is_rational, form.parts))
        case _:
            return isinstance(form, Affine)
