"""True values: a witness of the rows made one of the relations themselves.

Rows only bound what a quotient or a product says: `x = N / D` keeps N / D in the interval of x,
but not at the value that x has elsewhere. So ratios are set to what their relations say; where
that breaks others, the relations are made linear around these values and all is solved again, as
Newton's method does. Only what is checked relation by relation counts in the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Final

from attrs import evolve

from finmodel.language.form import Affine, Form, constant, minus, plus, scaled, value
from finmodel.numeric import Interval
from finmodel.proof.assembly import divisor_key
from finmodel.proof.component import Component, View
from finmodel.proof.problem import Claim, Premise, Problem, negative
from finmodel.proof.system import Feasible, Limit, Operator, Row, System, Verdict
from finmodel.rules.relation import is_claim


class _Held(Enum):
    """What stays at its value while relations are made linear."""

    NOTHING = "tangents only"
    DIVISORS = "all divisors"
    UNSTATED = "divisors that no number keeps in bounds"
    RATIOS = "ratios"


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

_DIGITS: Final = 5
"""How many digits the points have at which tangents touch."""

Values = dict[int, Fraction]
Solve = Callable[[System], Verdict]


class Truth:
    """Finds true values of one component from witnesses of its rows."""

    def __init__(self, component: Component, solve: Solve) -> None:
        self._component = component
        self._problem = component.problem
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
        values = dict(zip(self._component.quantities, witness, strict=True))
        mending = _Mending(self, values, freed, dropped)
        mending.settle(self.curved)
        entangled = self._entangled(view)
        for _ in range(MAX_BREAKS):
            cluster = mending.cluster()
            if not cluster:
                return values
            reaches = _REACHES if mending.is_needed(cluster, optional) else _NEAR
            is_mended = self._is_mended(view, mending, cluster, entangled, reaches)
            if not is_mended and not mending.give_up(cluster, optional):
                return None
        return None

    def _is_mended(
        self,
        view: View,
        mending: _Mending,
        cluster: Set[int],
        entangled: Sequence[int],
        reaches: Sequence[tuple[int, Fraction]],
    ) -> bool:
        """Mend what is broken in one place; tell whether nothing more is than elsewhere."""
        elsewhere = mending.broken - cluster
        active: set[int] = set()
        for (radius, margin), turn in product(reaches, range(MAX_TURNS)):
            for held in _Held:
                broken = mending.broken - elsewhere
                if not broken:
                    return True
                active |= {i for i in entangled if not broken.isdisjoint(self.factors[i])}
                active -= mending.dropped
                part = _Part(self, view, self._around(broken, radius), sorted(active))
                if turn and not part.has_turn(turn):
                    break
                found = self._solve(part.near(mending.values, held, margin, turn))
                if isinstance(found, Feasible):
                    mending.change(part.values(found.witness))
                elif held is _Held.DIVISORS:
                    break
        return not mending.broken - elsewhere

    def _around(self, quantities: Iterable[int], radius: int) -> Set[int]:
        """Return what is at most so many relations away from some quantities."""
        reached = set(quantities)
        edge = reached
        for _ in range(radius):
            stated = {premise for quantity in edge for premise in self.premises_of[quantity]}
            edge = {q for i in stated for q in self._problem.premises[i].quantities} - reached
            if not edge:
                break
            reached |= edge
        return reached

    @cached_property
    def curved(self) -> tuple[int, ...]:
        """The premises that are not linear."""
        claims = self._problem.claims
        return tuple(index for index in self._component.premises if index in claims)

    def _entangled(self, view: View) -> tuple[int, ...]:
        """Return the premises of which the rows do not say enough.

        They have none, or other premises are about their ratios too.
        """
        rows = enumerate(view.system.rows)
        stated = {view.origin(position).premise for position, row in rows if row.terms}
        return tuple(i for i in self.curved if i not in stated or not self._is_alone(i))

    @cached_property
    def factors(self) -> Mapping[int, frozenset[int]]:
        """The ratios of each premise that is not linear."""
        claims = self._problem.claims
        return {i: frozenset(q for c in claims[i] for q in c.factor.terms) for i in self.curved}

    def _is_alone(self, index: int) -> bool:
        """Tell whether a premise alone is about the ratio that it speaks about."""
        premise = self._problem.premises[index]
        subject = _subject(premise)
        return (
            premise.operator == "="
            and self.factors[index] == {subject}
            and all(len(self.premises_of[quantity]) == 1 for quantity in self.factors[index])
        )

    @cached_property
    def premises_of(self) -> Mapping[int, Sequence[int]]:
        """The premises that are about each quantity."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index in self._component.premises:
            for quantity in self._problem.premises[index].quantities:
                found[quantity].append(index)
        return found

    @cached_property
    def rows_of(self) -> Mapping[int, Sequence[int]]:
        """The rows of the component's systems in which each quantity stands."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for position, row in enumerate(self._component.rows):
            for quantity in self._problem.rows[row].terms:
                found[quantity].append(position)
        return found

    @cached_property
    def bases(self) -> frozenset[int]:
        """The quantities that are divided, or divided by, or multiplied by ratios."""
        found: set[int] = set()
        for index in self.curved:
            for claim in self._problem.claims[index]:
                found.update(claim.numerator.terms, claim.divisor.terms)
        return frozenset(found)

    @property
    def problem(self) -> Problem:
        """The problem that the component is part of."""
        return self._problem

    @property
    def component(self) -> Component:
        """The component."""
        return self._component


class _Mending:
    """Values on their way to be true: what they break is known at any time."""

    def __init__(self, truth: Truth, values: Values, freed: Set[int], dropped: Set[int]) -> None:
        self._truth = truth
        self._problem = truth.problem
        self._freed = freed
        self.dropped = set(dropped)
        self._failing: set[int] = set()
        self._misprinted: set[int] = set()
        self._witness = dict(values)
        self.values = values

    @property
    def broken(self) -> frozenset[int]:
        """The quantities of relations that fail, or that set what is printed differently."""
        premises = self._problem.premises
        broken = set(self._misprinted)
        for index in self._failing:
            broken.update(premises[index].quantities)
        for quantity in self._misprinted:
            for index in self._truth.premises_of[quantity]:
                broken.update(premises[index].quantities)
        return frozenset(broken)

    def cluster(self) -> frozenset[int]:
        """Return broken quantities that hang together through what is broken, if there are any."""
        premises = self._problem.premises
        groups = [set(premises[index].quantities) for index in sorted(self._failing)]
        for quantity in sorted(self._misprinted):
            stated = self._truth.premises_of[quantity]
            groups.append({quantity}.union(*(premises[index].quantities for index in stated)))
        if not groups:
            return frozenset()
        found, *others = groups
        is_growing = True
        while is_growing:
            joined = [group for group in others if not group.isdisjoint(found)]
            others = [group for group in others if group.isdisjoint(found)]
            found.update(*joined)
            is_growing = bool(joined)
        return frozenset(found)

    def is_needed(self, cluster: Set[int], optional: Set[int]) -> bool:
        """Tell whether no relation about a cluster can be given up."""
        return not self._about(cluster, optional)

    def _about(self, cluster: Set[int], optional: Set[int]) -> set[int]:
        premises = self._problem.premises
        return {
            index
            for index in optional - self.dropped
            if not cluster.isdisjoint(premises[index].quantities)
        }

    def give_up(self, cluster: Set[int], optional: Set[int]) -> bool:
        """Drop the optional relations about a cluster; tell whether there are any.

        What they speak about gets the value back that the witness has.
        """
        premises = self._problem.premises
        given_up = self._about(cluster, optional)
        self.dropped |= given_up
        self._failing -= given_up
        subjects = (_subject(premises[index]) for index in sorted(given_up))
        self.change(
            {subject: self._witness[subject] for subject in subjects if subject is not None}
        )
        return bool(given_up)

    def change(self, values: Values) -> None:
        """Take over some values that satisfy the rows, and settle what hangs on them."""
        touched: dict[int, None] = {}
        for quantity, value_ in values.items():
            if self.values[quantity] != value_:
                self.values[quantity] = value_
                self._look_at(quantity)
                touched.update(dict.fromkeys(self._truth.premises_of[quantity]))
        self.settle([*touched, *(index for index in self._failing if index not in touched)])

    def settle(self, premises: Iterable[int]) -> None:
        """Give what a relation says alone about a quantity, one after the other.

        Each quantity is set once, and amounts that ratios are made of stay.
        """
        curved = set(self._truth.curved)
        queue = sorted(premises, key=lambda index: index not in curved)
        fixed = set(self._truth.bases)
        failing: dict[int, None] = {}
        for index in queue:
            self._failing.discard(index)
            if index in self.dropped or self._problem.premises[index].holds(self.values):
                continue
            changed = self._set(self._problem.premises[index], fixed)
            if changed is None:
                failing[index] = None
            else:
                self._look_at(changed)
                queue += self._truth.premises_of[changed]
        holds = (index for index in failing if self._problem.premises[index].holds(self.values))
        self._failing.update(failing.keys() - set(holds))

    def _look_at(self, quantity: int) -> None:
        """Note whether the numbers of a quantity can stand for its value."""
        numbers = self._problem.numbers
        is_printed = all(
            self.values[quantity] in numbers[number].interval
            for number in self._problem.numbers_of[quantity]
            if number not in self._freed
        )
        (self._misprinted.discard if is_printed else self._misprinted.add)(quantity)

    def _set(self, premise: Premise, fixed: set[int]) -> int | None:
        """Give the quantity that a premise speaks about, or one unknown, the value that follows."""
        if premise.operator != "=":
            return None
        at = [self.values[quantity] for quantity in premise.quantities]
        subject = _subject(premise)
        difference = minus(premise.left, premise.right)
        if subject is not None and subject not in fixed:
            try:
                self.values[subject] = value(premise.right, at)
            except ZeroDivisionError:
                return None
            fixed.add(subject)
            return subject
        if isinstance(difference, Affine):
            for index, factor in difference.terms.items():
                unknown = premise.quantities[index]
                if unknown not in fixed and not self._problem.numbers_of[unknown]:
                    self.values[unknown] -= value(difference, at) / factor
                    fixed.add(unknown)
                    return unknown
        return None


class _Part:
    """The rows and relations about the quantities in a scope, with all others as they are."""

    def __init__(self, truth: Truth, view: View, scope: Set[int], curved: Sequence[int]) -> None:
        self._truth = truth
        self._problem = truth.problem
        self._system = view.system
        self._curved = curved
        factors = frozenset[int]().union(*(truth.factors[index] for index in curved))
        scope = {*scope, *factors}
        self._quantities = [q for q in truth.component.quantities if q in scope]
        self._variable = {quantity: index for index, quantity in enumerate(self._quantities)}
        self._rows = sorted({row for q in self._quantities for row in truth.rows_of[q]})
        self._stated = {
            view.origin(row).premise for row in self._rows if self._system.rows[row].terms
        }
        keys = (divisor_key(truth.problem.claims[i][0].divisor) for i in curved)
        unsigned = zip(curved, keys, strict=True)
        self._unsigned = list(dict.fromkeys(key for i, key in unsigned if i not in self._stated))
        premises = truth.problem.premises
        self._narrow = {
            quantity
            for index in {index for q in factors for index in truth.premises_of[q]}
            if not factors.isdisjoint(premises[index].quantities)
            for quantity in premises[index].quantities
            if quantity not in truth.bases
        }

    def values(self, witness: Sequence[Fraction]) -> Values:
        """Return the values of the quantities in the scope that a witness has."""
        return dict(zip(self._quantities, witness, strict=True))

    def has_turn(self, turn: int) -> bool:
        """Tell whether there are so many ways to choose the signs that are not known."""
        return turn >> len(self._unsigned) == 0

    def near(self, values: Values, held: _Held, margin: Fraction, turn: int) -> System:
        """Return a system in which relations that are not linear are linear near some values."""
        quantities = self._truth.component.quantities
        rows: list[Row] = []
        for position in self._rows:
            row = self._system.rows[position]
            terms = {quantities[variable]: factor for variable, factor in row.terms.items()}
            rows.append(self._row(Affine(terms, -row.bound), row.operator, values))
        for index in self._curved:
            for claim in self._problem.claims[index]:
                at = _at(claim.divisor, values)
                if index not in self._stated:
                    bit = self._unsigned.index(divisor_key(claim.divisor))
                    at = _guessed(claim, at, values)
                    at = -at if turn >> bit & 1 else at
                rows += self._linear(claim, at, values, held)
        return System(len(self._quantities), tuple(self._limits(margin)), tuple(rows))

    def _limits(self, margin: Fraction) -> Iterator[Limit]:
        base, component = self._system.limits, self._truth.component
        for quantity in self._quantities:
            for number in self._problem.numbers_of[quantity]:
                interval = base[component.position[number]].interval
                if quantity in self._narrow:
                    interval = _narrowed(interval, margin)
                yield Limit(self._variable[quantity], interval)

    def _linear(self, claim: Claim, at: Fraction, values: Values, held: _Held) -> Iterator[Row]:
        """Yield the rows of a claim near some values: its tangent, or what is held put in.

        The divisor keeps the sign of the value that it is taken to be `at`.
        """
        if at < 0:
            claim, at = claim.turned, -at
        factor, divisor = _short(_at(claim.factor, values)), _short(at)
        around = plus(claim.factor, constant(-factor))
        form: Form = claim.moved(factor).numerator
        if held is _Held.RATIOS:
            yield self._row(around, "=", values)
        elif at and self._is_held(claim.divisor, held):
            yield self._row(plus(claim.divisor, constant(-at)), "=", values)
            form = plus(claim.numerator, scaled(claim.factor, at))
        else:
            form = plus(form, scaled(around, divisor))
        yield self._row(form, "<" if claim.is_strict else "<=", values)
        yield self._row(negative(claim.divisor), "<" if claim.divides else "<=", values)

    def _is_held(self, divisor: Affine, held: _Held) -> bool:
        """Tell whether a divisor stays where it is; its tangents are near it if it is stated."""
        if held is _Held.UNSTATED:
            return not all(self._problem.numbers_of[quantity] for quantity in divisor.terms)
        return held is _Held.DIVISORS

    def _row(self, form: Form, operator: Operator, values: Values) -> Row:
        """Return the row that says how a linear form compares with zero."""
        assert isinstance(form, Affine)  # noqa: S101 - sums of linear forms are linear
        terms: dict[int, Fraction] = {}
        bound = -form.constant
        for quantity, factor in form.terms.items():
            variable = self._variable.get(quantity)
            if variable is None:
                bound -= factor * values[quantity]
            else:
                terms[variable] = factor
        return Row(terms, operator, bound)


def _subject(premise: Premise) -> int | None:
    """Return the quantity that a premise says everything else about, if one stands alone."""
    if isinstance(premise.left, Affine) and is_claim(premise.left):
        (claim,) = premise.left.terms
        return premise.quantities[claim]
    return None


def _at(form: Affine, values: Mapping[int, Fraction]) -> Fraction:
    return form.constant + sum(
        (factor * values[index] for index, factor in form.terms.items()), Fraction(0)
    )


def _narrowed(interval: Interval, margin: Fraction) -> Interval:
    """Return an interval without that part of it at either end."""
    if interval.low is None or interval.high is None:
        return interval
    off = margin * (interval.high - interval.low)
    return evolve(interval, low=interval.low + off, high=interval.high - off)


def _guessed(claim: Claim, at: Fraction, values: Values) -> Fraction:
    """Return where to take a divisor to be whose sign is not known.

    That is where the rest of its relation says or, where this says nothing, above zero.
    """
    factor, numerator = _at(claim.factor, values), _at(claim.numerator, values)
    return -numerator / factor if factor and numerator else abs(at)


def _short(exact: Fraction) -> Fraction:
    """Return a number that is near enough, with few digits."""
    whole = len(str(abs(exact.numerator) // exact.denominator))
    unit = Fraction(10) ** (whole - _DIGITS)
    return round(exact / unit) * unit
