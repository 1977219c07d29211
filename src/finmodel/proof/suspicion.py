"""The oracle of a component: a number that is freed may have shown the sign of a divisor.

A claim over a divisor is linear once the divisor's sign is known. Where the numbers that show it
may be anything, both signs are tried: what contradicts itself either way is contradictory, for the
reasons of both; what is consistent one way is consistent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Final

from attrs import frozen

from finmodel.language.form import Affine
from finmodel.numeric import Interval
from finmodel.proof.assembly import Divisor, claim_row, divisor_key, positive_row
from finmodel.proof.choice import choice
from finmodel.proof.confirmation import Confirmation
from finmodel.proof.deadline import Deadline
from finmodel.proof.hitting import Conflict
from finmodel.proof.oracle import LocalOracle, Values, Witness
from finmodel.proof.problem import Origin, Sign, negative
from finmodel.proof.prove import Judged
from finmodel.proof.search import OutOfTimeError, UndecidedError
from finmodel.proof.stated import ALWAYS, StatedSystem, Supposition
from finmodel.proof.system import Row, System

MAX_SIGNS: Final = 60
"""How many ways to choose signs are tried for one set of numbers."""

MAX_OPEN: Final = 4
"""How many signs are told apart where all cases are asked for."""

MAX_FAILURES: Final = 1
"""How often true values are looked for in vain in the whole component."""


@frozen
class Cases:
    """Cases of signs of which one is true; what is not assumed in any is not `told_apart`."""

    all: tuple[Supposition, ...]
    told_apart: bool


@frozen(eq=False)
class _Divisor:
    """A divisor of claims: why its sign is known, and the assumptions that it is so or opposite."""

    sign: Sign
    known: int
    opposite: int
    numbers: frozenset[int]


class Suspicion:
    """Judges sets of numbers of a component; an `Oracle`."""

    def __init__(self, judged: Judged, deadline: Deadline) -> None:
        self.component = component = judged.component
        self._divisors: dict[Divisor, _Divisor] = {}
        stated = self._stated()
        self._deadline = deadline
        self._confirmation = Confirmation(component, stated, deadline)
        known = {}
        self._freed = frozenset[int]().union(*(each.numbers for each in judged.conflicts))
        if judged.values is not None:
            values = tuple(judged.values[quantity] for quantity in component.quantities)
            known[Supposition(self._freed)] = Witness(values)
        self.local = LocalOracle(stated, deadline, self._confirmation, known)
        self._affected: defaultdict[int, list[_Divisor]] = defaultdict(list)
        for divisor in self._divisors.values():
            for number in divisor.numbers:
                self._affected[number].append(divisor)
        self._contradictions: list[Conflict] = []
        self._cases: dict[frozenset[int], Supposition] = {}
        self._all_cases: dict[frozenset[int], Cases] = {}
        self._unconfirmed: set[frozenset[int]] = set()

    # --- the system

    def _stated(self) -> StatedSystem:
        component, problem = self.component, self.component.problem
        rows = list(component.system().rows)
        origins = [problem.origins[row] for row in component.rows]
        resting = [problem.resting_on(origin.bounds) for origin in origins]
        assuming = [ALWAYS] * len(rows)
        for origin, row in zip(origins, tuple(rows), strict=True):
            for made, assumption in self._assumed(origin, row):
                rows.append(made)
                factor = () if origin.factor is None else (origin.factor,)
                resting.append(problem.resting_on(factor))
                assuming.append(assumption)
        for divisor in self._divisors.values():
            form = divisor.sign.divisor
            rows += [self._positive(form), self._positive(negative(form))]
            resting += [frozenset(), frozenset()]
            assuming += [divisor.known, divisor.opposite]
        system = System(len(component.quantities), component.system().limits, tuple(rows))
        return StatedSystem(system, component.numbers, resting, assuming)

    def _assumed(self, origin: Origin, row: Row) -> Iterator[tuple[Row, int]]:
        """Yield what a row of a claim says if a sign is assumed, and the assumption."""
        if origin.claim is None or origin.sign is None or origin.is_about_sign:
            return
        key = divisor_key(origin.sign.divisor)
        if key not in self._divisors:
            number = -2 * len(self._divisors)
            shown_by = self.component.problem.resting_on(origin.sign.bounds)
            self._divisors[key] = _Divisor(origin.sign, number - 1, number - 2, shown_by)
        divisor = self._divisors[key]
        if origin.factor is None:
            return
        yield row, divisor.known
        if origin.claim.divides:  # else the factor would need its other end
            turned = claim_row(origin.claim.turned, origin.factor)
            yield self._local(turned), divisor.opposite

    def _local(self, row: Row) -> Row:
        variable = self.component.variable
        terms = {variable[quantity]: factor for quantity, factor in row.terms.items()}
        return Row(terms, row.operator, row.bound)

    def _positive(self, form: Affine) -> Row:
        return self._local(positive_row(form))

    # --- judging

    def conflict(self, freed: frozenset[int]) -> Conflict | None:
        """Return numbers that contradict each other, none of them freed; `None` if none do.

        Raises `UndecidedError`.
        """
        if not self.local.has_known:
            # what is left without all conflicts is consistent, and all else is judged from there
            self.local.grounds(Supposition(self._freed))
        doubted = self._doubted(freed)
        try:
            return self._refuted(freed, doubted)
        except OutOfTimeError:
            raise
        except UndecidedError:
            return self._without_signs(freed, doubted)

    def _doubted(self, freed: frozenset[int]) -> list[_Divisor]:
        """Return the divisors whose signs the numbers that are freed have shown."""
        return list(dict.fromkeys(d for number in sorted(freed) for d in self._affected[number]))

    def _refuted(self, freed: frozenset[int], doubted: Sequence[_Divisor]) -> Conflict | None:
        """Return what is contradictory whatever the signs that are in doubt are.

        Signs are tried that no contradiction known so far excludes, until all are excluded.
        """
        for _ in range(MAX_SIGNS):
            excluding = [known for known in self._contradictions if known.isdisjoint(freed)]
            told = frozenset[int]().union(*excluding)
            apart = [each for each in doubted if {each.known, each.opposite} & told]
            others = frozenset(each.known for each in doubted if each not in apart)
            ways = [(each.known, each.opposite) for each in apart]
            found, is_excluded = choice(ways, excluding, others)
            if is_excluded:
                return found
            supposed = Supposition(freed, found)
            contradiction = self.local.grounds(supposed)
            if contradiction is None:
                self._cases[freed] = supposed
                return None
            self._contradictions.append(contradiction)
        raise UndecidedError("too many divisors may have either sign")

    def _without_signs(self, freed: frozenset[int], doubted: Sequence[_Divisor]) -> Conflict | None:
        """Judge a set without the claims in doubt, then with the signs that come of it."""
        conflict = self.local.grounds(Supposition(freed))
        if conflict is not None:
            return conflict
        values = self.local.witness(Supposition(freed)).values
        signs = (
            each.known if self._value(each.sign.divisor, values) > 0 else each.opposite
            for each in doubted
        )
        supposed = Supposition(freed, frozenset(signs))
        if self.local.grounds(supposed) is not None:
            raise UndecidedError("too many divisors may have either sign")
        self._cases[freed] = supposed
        return None

    def _value(self, form: Affine, values: Values) -> Fraction:
        names = self.component.variable
        return form.constant + sum(
            (factor * values[names[index]] for index, factor in form.terms.items()), Fraction(0)
        )

    def cases(self, freed: frozenset[int]) -> Cases:
        """Return the cases of signs that a correction leaves open, the known ones first."""
        if freed not in self._all_cases:
            doubted = self._doubted(freed)
            open_signs = [divisor for divisor in doubted if self._is_open(divisor, freed)]
            settled = {divisor.known for divisor in doubted if divisor not in open_signs}
            ways = product(*((each.known, each.opposite) for each in open_signs[:MAX_OPEN]))
            found = tuple(Supposition(freed, frozenset({*settled, *way})) for way in ways)
            self._all_cases[freed] = Cases(found, len(open_signs) <= MAX_OPEN)
        return self._all_cases[freed]

    def _is_open(self, divisor: _Divisor, freed: frozenset[int]) -> bool:
        """Tell whether a divisor may have the sign opposite to the known one."""
        try:
            supposed = Supposition(freed, frozenset({divisor.opposite}))
            return self.local.grounds(supposed) is None
        except OutOfTimeError:
            raise
        except UndecidedError:
            return True

    def witness(self, freed: frozenset[int]) -> Values:
        """Return values that satisfy the rows without a correction, which was found to be one."""
        return self.local.witness(self._cases[freed]).values

    def is_confirmed(self, freed: frozenset[int]) -> bool:
        """Tell whether values are known that satisfy the relations themselves without a correction.

        Where time is over that is what was known before.
        """
        case = self._cases[freed]
        try:
            witness = self.local.confirmed(case)
        except UndecidedError:
            return False
        if not witness.failing:
            return True
        if len(self._unconfirmed) >= MAX_FAILURES:
            return False
        found = self._confirmation.solved(witness.values, case)
        if found is None:
            self._unconfirmed.add(freed)
            return False
        self.local.learn(case, found)
        return True

    def replaced(self, freed: frozenset[int], intervals: Mapping[int, Interval]) -> Values | None:
        """Return values that satisfy the rows with numbers of a correction in other intervals.

        `None` where there are none. Raises `UndecidedError`.
        """
        system = self.component.system(freed - intervals.keys(), intervals)
        nothing = [frozenset[int]()] * len(system.rows)
        stated = StatedSystem(system, self.component.numbers, nothing, [ALWAYS] * len(system.rows))
        oracle = LocalOracle(stated, self._deadline)
        return oracle.mended(self.witness(freed))
