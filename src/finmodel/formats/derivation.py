"""How data types are defined by each other, as the formats of taxonomies write it down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from graphlib import TopologicalSorter
from typing import Final

from attrs import evolve, field, frozen

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.circle import CIRCULAR_DEFINITION, circle_message, circles
from finmodel.qname import QName
from finmodel.source import Source
from finmodel.taxonomy.datatype import NO_FACETS, DataType, Facets, standard_type
from finmodel.taxonomy.facet import facet_problems

UNKNOWN_DATA_TYPE: Final = Fault(
    "fm:unknownDataType",
    "A concept has a data type that is not defined anywhere, so its values cannot be checked.",
    "Define the type, or import the schema that does.",
    "XBRL 2.1, section 5.1.1.3",
)


_MAX_DEPTH: Final = 20
_MAX_PARTS: Final = 100
"""How deep unions are looked into, and how many types there may be in one."""


@frozen
class Derivation:
    """A type as the restriction of another, as a union or a list, or as neither: tuples."""

    name: QName
    base: QName | None
    facets: Facets = NO_FACETS
    union: tuple[QName, ...] = ()
    items: QName | None = None
    source: Source | None = field(default=None, eq=False)

    @property
    def joined(self) -> tuple[QName, ...]:
        """The types that it is a union or a list of."""
        return self.union if self.items is None else (self.items,)

    @property
    def parts(self) -> tuple[QName, ...]:
        """All types that it is made of."""
        return self.joined if self.base is None else (self.base, *self.joined)


class UndefinedTypeError(LookupError):
    """A type that neither a standard nor a taxonomy defines."""

    def __init__(self, name: QName) -> None:
        super().__init__(str(name))
        self.name = name


class Derivations:
    """The types of a taxonomy, looked up by name; of those in `circles` nothing is known."""

    def __init__(self, derivations: Mapping[QName, Derivation]) -> None:
        self._derivations = derivations
        self.circles = list(circles({n: found.parts for n, found in derivations.items()}))
        self._known = {name: DataType(name) for circle in self.circles for name in circle}
        self._sizes: dict[QName, int] = {}
        self._depth = 0

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is to be said of the types as a whole."""
        for circle in self.circles:
            source = self._derivations[circle[0]].source
            yield CIRCULAR_DEFINITION(circle_message("type", circle), source)

    def misfits(self) -> Iterator[tuple[Derivation, str]]:
        """Yield the types with facets that do not fit what they restrict, and how they do not."""
        for derivation in self._derivations.values():
            if derivation.base is None or derivation.facets == NO_FACETS:
                continue
            with suppress(UndefinedTypeError):
                restricted = self.data_type(derivation.name)
                base = evolve(restricted, facets=restricted.facets[1:])
                for problem in facet_problems(base, derivation.facets):
                    yield derivation, problem

    def data_type(self, name: QName) -> DataType:
        """Return a type; raises `UndefinedTypeError`."""
        chain: list[Derivation] = []
        found = self._defined(name)
        step = name
        while found is None:
            derivation = self._derivations.get(step)
            if derivation is None:
                raise UndefinedTypeError(step)
            if derivation.base is None:
                found = self._known[step] = self._composed(derivation, DataType(step))
            else:
                chain.append(derivation)
                step = derivation.base
                found = self._defined(step)
        for derivation in reversed(chain):
            self._sizes[derivation.name] = self._sizes.get(found.name, 1)
            found = found.restricted(derivation.name, derivation.facets)
            found = self._composed(derivation, found)
            self._known[derivation.name] = found
        return found

    def _composed(self, derivation: Derivation, found: DataType) -> DataType:
        """Return a type with what it is a union or a list of, unless that is more than it may be.

        Parts may be unions in turn: what is inside is counted, each time that it is.
        """
        if not derivation.joined:
            return found
        self._depth += 1
        try:
            is_deep = self._depth > _MAX_DEPTH
            parts = () if is_deep else tuple(map(self.data_type, derivation.joined))
        finally:
            self._depth -= 1
        size = self._sizes[found.name] = sum(self._sizes.get(part.name, 1) for part in parts)
        if size > _MAX_PARTS or not all(part.is_simple for part in parts):
            parts = ()
        if derivation.items is not None:
            return evolve(found, union=(), items=parts[0] if parts else None)
        return evolve(found, union=parts, items=None)

    def _defined(self, name: QName) -> DataType | None:
        return self._known.get(name) or standard_type(name)


def derivations(types: Iterable[DataType]) -> list[Derivation]:
    """Return the definitions that make some types: by name, each behind what it is made of.

    A type knows its ancestors by name and all facets together, so where an ancestor is no concept's
    type the facets that its heirs share are taken to be its own, and so is what they are made of.
    """
    known = {data_type.name: data_type for data_type in _with_parts(types)}
    heirs: defaultdict[QName, list[DataType]] = defaultdict(list)
    bases: dict[QName, QName | None] = {}
    for data_type in known.values():
        for name, base in _steps(data_type):
            heirs[name].append(data_type)
            bases[name] = base
    facets: dict[QName, tuple[Facets, ...]] = {}
    compositions: dict[QName, _Composition] = {}
    made: dict[QName, Derivation] = {}
    for name in sorted(bases, key=lambda name: (len(list(_above(name, bases))), name)):
        base = bases[name]
        derivation = _derivation(name, base, heirs[name], known.get(name), facets)
        made[name] = _with_composition(derivation, heirs[name], known.get(name), compositions)
    return list(_in_order(made))


_Composition = tuple[tuple[DataType, ...], DataType | None]
"""What a type is a union of, and what it is a list of."""


def _with_parts(types: Iterable[DataType]) -> Iterator[DataType]:
    """Yield types, and those that they are unions or lists of."""
    stack = list(types)
    while stack:
        data_type = stack.pop()
        yield data_type
        stack += data_type.union
        if data_type.items is not None:
            stack.append(data_type.items)


def _with_composition(
    derivation: Derivation,
    heirs: list[DataType],
    known: DataType | None,
    compositions: dict[QName, _Composition],
) -> Derivation:
    """Return a definition with what it joins; `compositions` has those above and gets its own."""
    first = known or heirs[0]
    mine: _Composition = (first.union, first.items)
    if known is None and any((heir.union, heir.items) != mine for heir in heirs):
        mine = ((), None)
    compositions[derivation.name] = mine
    if derivation.base in compositions and compositions[derivation.base] == mine:
        return derivation
    union, items = mine
    names = tuple(part.name for part in union)
    return evolve(derivation, union=names, items=None if items is None else items.name)


def _in_order(made: Mapping[QName, Derivation]) -> Iterator[Derivation]:
    """Yield definitions by name, each behind what it is made of."""
    sorter = TopologicalSorter(
        {name: set(found.parts) & made.keys() for name, found in made.items()}
    )
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from (made[name] for name in ready)
        sorter.done(*ready)


def _steps(data_type: DataType) -> Iterator[tuple[QName, QName | None]]:
    """Yield each type that needs a definition with the one that it restricts."""
    chain = (data_type.name, *data_type.ancestors)
    for index, name in enumerate(chain):
        if standard_type(name) is not None:
            return
        yield name, chain[index + 1] if index + 1 < len(chain) else None


def _above(name: QName, bases: Mapping[QName, QName | None]) -> Iterator[QName]:
    base = bases.get(name)
    while base is not None:
        yield base
        base = bases.get(base)


def _derivation(
    name: QName,
    base: QName | None,
    heirs: list[DataType],
    known: DataType | None,
    facets: dict[QName, tuple[Facets, ...]],
) -> Derivation:
    """Return a definition; `facets` has those of the types above it and gets its own."""
    inherited = _inherited(base, facets)
    mine = known.facets if known else _shared([heir.facets for heir in heirs])
    if base is None:
        mine = ()  # only what restricts has facets
    mine = mine[max(len(mine) - len(inherited) - 1, 0) :]
    facets[name] = mine
    return Derivation(name, base, mine[0] if len(mine) > len(inherited) else NO_FACETS)


def _inherited(
    base: QName | None, facets: Mapping[QName, tuple[Facets, ...]]
) -> tuple[Facets, ...]:
    if base is None:
        return ()
    if base in facets:
        return facets[base]
    standard = standard_type(base)
    return standard.facets if standard else ()


def _shared(many: list[tuple[Facets, ...]]) -> tuple[Facets, ...]:
    """Return the longest end that all have in common."""
    first = many[0]
    for length in range(min(map(len, many)), 0, -1):
        if all(facets[-length:] == first[-length:] for facets in many):
            return first[-length:]
    return ()
