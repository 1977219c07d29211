"""Facts that no hypercube of their concept allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import astuple, frozen

from finmodel.model.column import Interner
from finmodel.model.wording import listed
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import summary
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.domain import Domain
from finmodel.taxonomy.hypercube import Coordinates, Dimensional, Hypercube, Hypercubes

INVALID: Final = "xbrldie:PrimaryItemDimensionallyInvalidError"


@check(INVALID)
def primary_item_dimensionally_invalid(case: Case) -> Iterator[Outcome]:
    """A fact has dimensions or members that the taxonomy does not allow for its concept.

    Why: a number in a place that the table does not have is left out of every sum, or belongs to
    another part of the breakdown than the one that is stated.

    Tolerance: none.

    Silent when: there is no taxonomy or a part of it is missing, the concept belongs to no
    hypercube, or a dimension of the fact is unknown or takes what it cannot take anywhere, which is
    said elsewhere.

    Example: total assets are broken down by service, but the table of the balance sheet has no
    dimensions; or revenues take a member that is not in the domain of the table's dimension.

    Reference: Dimensions 1.0, section 3.1.
    """
    judge = _Judge(case)
    if case.taxonomy.unread or case.taxonomy.dimensional.is_exhausted:
        return
    numbers = case.signatures.numbers
    rows: defaultdict[tuple[QName, _Reason], list[int]] = defaultdict(list)
    for series, concept, refused in _refused(case, judge):
        reasons = {number: judge.reason(concept, number) for number in refused}
        for row, place in zip(series.rows, series.dimensions, strict=True):
            if numbers[place] in refused:
                rows[concept.name, reasons[numbers[place]]].append(row)
    for (name, reason), found in rows.items():
        says = f"{case.label(name)} {reason.says(case)}"
        yield summary(case, INVALID, found, says, reason.remedy(case))


def refused_rows(case: Case) -> Iterator[int]:
    """Yield the rows of the facts that the hypercubes of their concepts refuse."""
    for series, _, refused in _refused(case, _Judge(case)):
        yield from case.rows_signed(series, refused)


def _refused(case: Case, judge: _Judge) -> Iterator[tuple[Series, Concept, frozenset[int]]]:
    """Yield the series with facts that hypercubes refuse, and the signatures of those."""
    for series, used in zip(case.series, case.series_signatures, strict=True):
        concept = case.concept_of(series)
        refused = judge.refused(concept, used) if concept else frozenset()
        if concept and refused:
            yield series, concept, refused


_Shape = frozenset[frozenset[int]]
"""What the hypercubes of a concept ask, role by role; equal where different tables ask the same."""


class _Judge:
    """Tells which signatures hypercubes refuse, asking once for all concepts in tables alike."""

    def __init__(self, case: Case) -> None:
        self._signatures = case.signatures.table
        self._dimensional = case.taxonomy.dimensional
        self._faults = case.member_faults.keys()
        self._kinds: Interner[tuple[object, ...]] = Interner()
        self._shapes: dict[int, _Shape] = {}
        self._judged: defaultdict[_Shape, set[int]] = defaultdict(set)
        self._refused: defaultdict[_Shape, set[int]] = defaultdict(set)

    def refused(self, concept: Concept, used: frozenset[int]) -> frozenset[int]:
        """Return those of the used signatures that the hypercubes of a concept refuse."""
        shape = self._shape(self._dimensional.hypercubes_of(concept.name))
        new = used - self._judged[shape] if shape else frozenset()
        self._judged[shape] |= new
        self._refused[shape] |= {number for number in new if not self._allows(concept, number)}
        return used & self._refused[shape]

    def _shape(self, hypercubes: Hypercubes) -> _Shape:
        shape = self._shapes.get(id(hypercubes))
        if shape is None:
            shape = self._shapes[id(hypercubes)] = frozenset(
                frozenset(map(self._kind, of_role)) for of_role in hypercubes
            )
        return shape

    def _kind(self, cube: Hypercube) -> int:
        members = frozenset(cube.members.items())
        return self._kinds[cube.positive, cube.closed, cube.context_element, members]

    def reason(self, concept: Concept, number: int) -> _Reason:
        """Return why a refused signature is refused."""
        hypercubes = self._dimensional.hypercubes_of(concept.name)
        return _nearest(self._dimensional, hypercubes, self._signatures[number].coordinates)

    def _allows(self, concept: Concept, number: int) -> bool:
        signature = self._signatures[number]
        if not self._faults.isdisjoint(signature.members):
            return True
        return self._dimensional.allows(concept.name, signature.coordinates)


@frozen
class _Reason:
    """Why the hypercube that comes nearest refuses a fact; the fields are dimensions and members.

    `strange` are dimensions that it has not, `missing` those without a value, `wrong` the members
    that its dimensions cannot take, each with those that they can, and `misplaced` the dimensions
    that are to be in another part of the context, each with the part. `remarked` are the parts
    that must hold nothing but dimensions.
    """

    strange: tuple[QName, ...] = ()
    missing: tuple[QName, ...] = ()
    wrong: tuple[tuple[QName, QName, frozenset[QName]], ...] = ()
    misplaced: tuple[tuple[QName, str], ...] = ()
    remarked: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How much would have to change for the fact to be allowed."""
        return sum(map(len, astuple(self, recurse=False)))

    def says(self, case: Case) -> str:
        """Return what is wrong, going on from the name of the concept."""
        parts = []
        if self.strange:
            parts.append(f"cannot be broken down by {listed(map(case.label, self.strange))}")
        if self.missing:
            parts.append(f"is reported without {listed(map(case.label, self.missing))}")
        parts += [
            f"cannot take {case.label(member)} for {case.label(dimension)}"
            for dimension, member, _ in self.wrong
        ]
        parts += [f"has {case.label(name)} outside the {part}" for name, part in self.misplaced]
        parts += [f"has what is no dimension in the {part}" for part in self.remarked]
        return listed(parts) or "is excluded from this place"

    def remedy(self, case: Case) -> str:
        """Return what would be allowed."""
        parts = []
        if self.strange:
            parts.append(f"Leave out {listed(map(case.label, self.strange))}.")
        if self.missing:
            parts.append(f"State {listed(map(case.label, self.missing))}.")
        for dimension, _, usable in self.wrong:
            parts.append(f"{case.label(dimension)} can be {_some(case, usable)}.")
        parts += [f"Put {case.label(name)} into the {part}." for name, part in self.misplaced]
        parts += [f"Leave only dimensions in the {part}." for part in self.remarked]
        return " ".join(parts) or "Report it in another place, or change the excluding hypercube."


_MOST_NAMED: Final = 20


def _some(case: Case, members: Domain) -> str:
    """Return the labels of members, not all where they are very many."""
    labels = sorted(map(case.label, members))
    if len(labels) > _MOST_NAMED:
        labels[_MOST_NAMED:] = [f"{len(labels) - _MOST_NAMED:,} others"]
    return listed(labels, conjunction="or") or "no member"


def _nearest(dimensional: Dimensional, hypercubes: Hypercubes, coordinates: Coordinates) -> _Reason:
    """Return the reason of the role that needs the fewest changes."""
    reasons = [_combined(found, coordinates, dimensional.defaults) for found in hypercubes]
    # an excluding hypercube gives no reason in words, so it comes last
    return min(reasons, key=lambda reason: reason.weight or len(coordinates.members) + 99)


def _combined(
    hypercubes: Sequence[Hypercube], coordinates: Coordinates, defaults: Mapping[QName, QName]
) -> _Reason:
    strange: dict[QName, None] = {}
    missing: dict[QName, None] = {}
    wrong: dict[tuple[QName, QName], Domain] = {}
    misplaced: dict[tuple[QName, str], None] = {}
    remarked: dict[str, None] = {}
    for hypercube in hypercubes:
        if not hypercube.positive:
            continue
        part = hypercube.context_element
        if hypercube.closed:
            strange |= dict.fromkeys(hypercube.strange(coordinates))
            if part in coordinates.remarked:
                remarked[part] = None
        for dimension, domain in hypercube.members.items():
            default = defaults.get(dimension)
            member = coordinates.members.get(dimension, default)
            if part is not None and not coordinates.within(part, dimension):
                if domain is None or default not in domain:
                    misplaced[dimension, part] = None
            elif member is None and dimension not in coordinates.members:
                missing[dimension] = None
            elif member is not None and domain is not None and member not in domain:
                wrong[dimension, member] = domain
    return _Reason(
        tuple(strange),
        tuple(missing),
        tuple((*key, domain) for key, domain in wrong.items()),
        tuple(misplaced),
        tuple(remarked),
    )
