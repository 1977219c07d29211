"""Comparisons compiled once for all places in which they compile alike."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from finmodel.language.compile import QUARTERS, NotApplicableError
from finmodel.language.form import Affine, Form, Product, Quotient, Total, minus, value, variables
from finmodel.language.tree import Comparison, Reference
from finmodel.language.vocabulary import Vocabulary
from finmodel.rules.place import Places, Route
from finmodel.rules.scope import Formulas, PlaceScope, Slot, divided


@frozen(eq=False)
class Shape:
    """A comparison's sides, and one less the other, over slots; `routes` lead to their places.

    It says nothing where the sides are the same whatever the numbers are: a number that is not
    reported was computed from the one that it should be compared with.
    """

    slots: tuple[Slot, ...]
    routes: tuple[Route, ...]
    left: Form
    right: Form
    difference: Form
    says_nothing: bool


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
        self._known: dict[object, Shape | None] = {}

    def at(self, place: int, derived: frozenset[Slot] = frozenset()) -> Shape | None:
        """Return the shape in a place; `None` where the comparison says nothing.

        The slots in `derived` are computed from their formulas.
        """
        divided = self._divided | (self._formulas.divided if derived else frozenset())
        key: object = derived
        if divided:
            _, period, members = self._places[place]
            key = (derived, members, period if QUARTERS in divided else None)
        if key not in self._known:
            self._known[key] = self._compiled(place, derived)
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
        difference = minus(left, right)
        return Shape(slots, routes, left, right, difference, _is_identity(difference))


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
