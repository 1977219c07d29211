"""Assembling the problem of a case: its premises as rows, each row with where it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.bulk import uncollected
from finmodel.language.form import Affine
from finmodel.proof.bound import Bounds
from finmodel.proof.join import Joining
from finmodel.proof.linear import Line, Piece, Pieces, pieces, placed
from finmodel.proof.problem import Bound, Claim, LeftOut, Origin, Problem, Sign
from finmodel.proof.sign import is_about_signs, sign_row, swapped
from finmodel.proof.system import Row
from finmodel.rules.case import Case

UNKNOWN_SIGN: Final = "what it divides by, or multiplies, may have either sign"
UNKNOWN_FACTOR: Final = "it multiplies or divides quantities that nothing known keeps in bounds"

Divisor: TypeAlias = tuple[frozenset[tuple[int, Fraction]], Fraction]


def problem_of(case: Case) -> Problem:
    """Return what the numbers and relations of a case say about its quantities."""
    with uncollected():
        joining = Joining(case)
        joining.join()
        return _Assembly(case, joining).problem()


@frozen(eq=False)
class _Pending:
    """The claims of a premise that are no rows yet."""

    premise: int
    claims: tuple[Claim, ...]


class _Assembly:
    """Makes rows of premises: linear ones first, then claims, as signs become known."""

    def __init__(self, case: Case, joining: Joining) -> None:
        self._case = case
        self._joining = joining
        self._rows: list[Row] = []
        self._origins: list[Origin] = []
        self._left_out = list(joining.left_out)
        self._rows_of: defaultdict[int, list[int]] = defaultdict(list)
        self._pieces: dict[tuple[int, str], Pieces] = {}
        self._signs: dict[Divisor, Sign] = {}
        self._is_positive: set[Divisor] = set()
        quantities = joining.quantities
        self._numbers_of: list[list[int]] = [[] for _ in quantities.all]
        for index, number in enumerate(quantities.numbers):
            self._numbers_of[number.quantity].append(index)
        self._bounds = Bounds(
            self._numbers_of.__getitem__,
            lambda number: quantities.numbers[number].interval,
            lambda quantity: self._rows_of.get(quantity, ()),
            self._rows.__getitem__,
        )

    def problem(self) -> Problem:
        """Return the problem."""
        pending = list(self._taken_apart())
        self._resolve(pending)
        quantities, joining = self._joining.quantities, self._joining
        return Problem(
            self._case.report,
            tuple(quantities.all),
            tuple(quantities.numbers),
            tuple(joining.premises),
            tuple(self._rows),
            tuple(self._origins),
            {
                claims.premise: claims.claims
                for claims in pending
                if not is_about_signs(claims.claims[0])
            },
            tuple(self._left_out),
            tuple(quantities.in_tuples),
        )

    def _taken_apart(self) -> Iterator[_Pending]:
        """Add the rows of linear premises; yield the claims of the others."""
        for index, premise in enumerate(self._joining.premises):
            shape = self._joining.shapes[index]
            key = (id(shape), premise.operator)
            if key not in self._pieces:
                self._pieces[key] = pieces(shape.difference, premise.operator)
            found = self._pieces[key]
            if found.missing:
                self._leave_out(index, found.missing)
            claims: list[Claim] = []
            for piece in found.all:
                self._take(index, placed(piece, premise.quantities), claims)
            if claims:
                yield _Pending(index, self._ways(tuple(claims))[0])

    def _take(self, premise: int, piece: Piece, claims: list[Claim]) -> None:
        if isinstance(piece, Line):
            self._add(piece.row, Origin(premise))
        else:
            claims.append(piece)

    def _add(self, row: Row, origin: Origin) -> None:
        index = len(self._rows)
        self._rows.append(row)
        self._origins.append(origin)
        for quantity in row.terms:
            self._rows_of[quantity].append(index)

    def _leave_out(self, premise: int, reason: str) -> None:
        stated = self._joining.premises[premise]
        self._left_out.append(
            LeftOut(stated.source, stated.place, reason, stated.quantities, premise)
        )

    # --- claims

    def _resolve(self, pending: Sequence[_Pending]) -> None:
        """Make rows of claims as signs become known, as long as that says more."""
        pending = [claims for claims in pending if not self._is_resolved(claims, 0)]
        unknown = self._unknown_around(pending)
        learnt = 0
        while pending:
            self._learn(range(learnt, len(self._rows)), unknown)
            learnt = len(self._rows)
            left = [claims for claims in pending if not self._is_resolved(claims, 1)]
            if len(left) == len(pending):
                break
            pending = left
        for claims in pending:
            if is_about_signs(claims.claims[0]):
                continue  # which is said to be left out already
            is_signed = any(self._sign(way, 1) for way in self._ways(claims.claims))
            self._leave_out(claims.premise, UNKNOWN_FACTOR if is_signed else UNKNOWN_SIGN)

    def _unknown_around(self, pending: Iterable[_Pending]) -> Set[int]:
        """Return the unknown quantities on which bounds may tell something about claims."""
        found: set[int] = set()
        reached = {
            q for claims in pending for q in self._joining.premises[claims.premise].quantities
        }
        while reached:
            rows = {row for quantity in reached for row in self._rows_of.get(quantity, ())}
            among = {quantity for row in rows for quantity in self._rows[row].terms}
            among |= reached
            reached = {q for q in among if not self._numbers_of[q]} - found
            found |= reached
        return found

    def _learn(self, rows: Iterable[int], unknown: Set[int]) -> None:
        """Find bounds on some unknown quantities, row by row, and from there on."""
        queue = {row: None for row in rows if not unknown.isdisjoint(self._rows[row].terms)}
        while queue:
            row = next(iter(queue))
            del queue[row]
            for quantity in set(self._bounds.learn(row)):
                queue.update(dict.fromkeys(self._rows_of[quantity]))

    def _is_resolved(self, pending: _Pending, depth: int) -> bool:
        """Add the rows of a premise's claims, if the sign of their divisor is known."""
        if is_about_signs(pending.claims[0]):
            return self._is_signed(pending.premise, pending.claims[0], depth)
        for claims in self._ways(pending.claims):
            sign = self._sign(claims, depth)
            if sign is None:
                continue
            made = [list(self._made(pending.premise, claim, sign)) for claim in claims]
            if not all(made) and (depth == 0 or not any(made)):
                continue
            if not all(made):
                self._leave_out(pending.premise, UNKNOWN_FACTOR)
            self._add_positive(pending.premise, claims[0], sign)
            for row, origin in (pair for pairs in made for pair in pairs):
                self._add(row, origin)
            return True
        return False

    def _is_signed(self, premise: int, claim: Claim, depth: int) -> bool:
        """Add the signs that each side of a product has because of the other's."""
        ways = (claim, swapped(claim))
        rows = [
            sign_row(premise, way, lambda form: self._bounds.below(form, depth)) for way in ways
        ]
        for row, origin in filter(None, rows):
            self._add(row, origin)
        return any(rows)

    def _ways(self, claims: tuple[Claim, ...]) -> list[tuple[Claim, ...]]:
        """Return the ways to read claims: in a product either may be the factor, best a ratio."""
        first = claims[0]
        if first.divides:
            return [claims]
        others = list(map(swapped, claims))
        divisor = others[0].divisor
        aligned = tuple(c if c.divisor == divisor else c.turned for c in others)
        return sorted((claims, aligned), key=lambda way: self._amounts(way[0].factor))

    def _amounts(self, form: Affine) -> int:
        """Return how many quantities of a form have a unit, as ratios have not."""
        return sum(self._joining.quantities.all[index].unit is not None for index in form.terms)

    def _sign(self, claims: Sequence[Claim], depth: int) -> Sign | None:
        """Return the sign of the divisor of claims, as far as it is known or can be found."""
        key = divisor_key(claims[0].divisor)
        if key not in self._signs:
            sign = self._bounds.sign(claims, depth)
            if sign is None:
                return None
            self._signs[key] = sign
        return self._signs[key]

    def _made(self, premise: int, claim: Claim, sign: Sign) -> Iterator[tuple[Row, Origin]]:
        """Yield a row for each choice of the numbers of a claim's factor."""
        claim = claim if claim.divisor == sign.divisor else claim.turned
        for factor in self._bounds.all_below(claim.factor):
            yield claim_row(claim, factor), Origin(premise, claim, factor, sign)

    def _add_positive(self, premise: int, claim: Claim, sign: Sign) -> None:
        """Add that a divisor is above zero where its sign does not say so itself."""
        key = divisor_key(sign.divisor)
        reason = sign.reason
        if not claim.divides or key in self._is_positive:
            return
        self._is_positive.add(key)
        if not (isinstance(reason, Bound) and reason.is_above_zero):
            claim = claim if claim.divisor == sign.divisor else claim.turned
            self._add(positive_row(sign.divisor), Origin(premise, claim, None, sign))


def divisor_key(divisor: Affine) -> Divisor:
    """Return what divisors have in common that are equal or each other's negative."""
    terms, constant = divisor.terms, divisor.constant
    first = terms[min(terms)] if terms else constant
    if first < 0:
        return frozenset((index, -factor) for index, factor in terms.items()), -constant
    return frozenset(terms.items()), constant


def claim_row(claim: Claim, factor: Bound) -> Row:
    """Return `numerator + low · divisor ≤ 0` for a claim whose factor is at least `low`."""
    form = claim.at(factor.low)
    is_strict = claim.is_strict or (factor.is_open and claim.divides)
    return Row(form.terms, "<" if is_strict else "<=", -form.constant)


def positive_row(divisor: Affine) -> Row:
    """Return the row that says that a divisor is above zero."""
    terms = {index: -factor for index, factor in divisor.terms.items()}
    return Row(terms, "<", divisor.constant)
