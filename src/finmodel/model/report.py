"""A report: facts against a taxonomy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from attrs import Factory, evolve, frozen

from finmodel.diagnostic import Diagnostic
from finmodel.display import Displayed
from finmodel.model.column import NONE, Columns
from finmodel.model.dimension import DimensionSet
from finmodel.model.facts import FactIndex, Facts
from finmodel.model.link import Link, Note
from finmodel.model.tuple import Tuple
from finmodel.numeric import NumberError, Rounding, parse_decimal
from finmodel.qname import Namespaces, QName
from finmodel.source import Source

Locator = Callable[[Sequence[int]], Mapping[int, Source]]
"""Finds where rows were read; asked only for the facts that somebody looks at."""


def _nowhere(rows: Sequence[int]) -> Mapping[int, Source]:
    return {}


@frozen(eq=False, slots=False)
class Report(Displayed):
    """Facts by column, the notes and links beside them, and the addresses of their taxonomy.

    `taxonomy` holds absolute addresses or paths of entry points, of which `linkbases` are no
    schemas, with the roles of the references to them, empty where they have none; `discovered` are
    further documents of the taxonomy that the report refers to, such as those that define the
    roles of its links; `definitions` are the addresses of these roles and
    arcroles, fragments included, by their URIs. `is_oim` tells that it is to follow the OIM;
    instances of XBRL 2.1 may say what that has not. `container` is the part of contexts, `segment`
    or `scenario`, where an instance has its dimensions first, and `unused` is what contexts say
    that no fact refers to. `namespaces` are the prefixes that names in values use, kept from format
    to format. `diagnostics` are what the reader had to say. Reports are equal when they state the
    same facts with the same links: order (but in tuples), identifiers and prefixes do not count
    (the OIM's equivalence), numbers count by value.
    """

    taxonomy: tuple[str, ...]
    columns: Columns
    notes: Mapping[str, Note] = Factory(dict)
    links: tuple[Link, ...] = ()
    namespaces: Namespaces = Factory(Namespaces)
    document: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    features: Mapping[str, str] = Factory(dict)
    rounding: Mapping[QName, Rounding] = Factory(dict)
    locator: Locator = _nowhere
    linkbases: Mapping[str, str] = Factory(dict)
    discovered: tuple[str, ...] = ()
    definitions: Mapping[str, str] = Factory(dict)
    is_oim: bool = True
    container: str | None = None
    unused: tuple[DimensionSet, ...] = ()

    @property
    def entry_points(self) -> tuple[str, ...]:
        """The addresses of all documents from which the taxonomy is to be discovered."""
        return tuple(dict.fromkeys((*self.taxonomy, *self.discovered)))

    @property
    def facts(self) -> Facts:
        """All facts; notes are not among them."""
        return Facts(self, range(len(self.columns)))

    @cached_property
    def index(self) -> FactIndex:
        """The rows of every concept and dimension."""
        return FactIndex(self.columns)

    @cached_property
    def _links_by_source(self) -> Mapping[str, Sequence[Link]]:
        links: defaultdict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            links[link.source].append(link)
        return links

    def links_from(self, id: str) -> Sequence[Link]:
        """Return the links that start at a fact or note."""
        return self._links_by_source.get(id, ())

    def locate(self, rows: Iterable[int]) -> Mapping[int, Source]:
        """Return where rows were read, as far as that is known."""
        return self.locator(tuple(rows))

    def rounding_of(self, concept: QName) -> Rounding:
        """Return how the statement that a concept belongs to was rounded; to nearest by default."""
        return self.rounding.get(concept, Rounding.NEAREST)

    def with_rounding(self, rounding: Mapping[QName, Rounding]) -> Report:
        """Return the same report with its statements' rounding modes declared."""
        return evolve(self, rounding=rounding)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Report):
            return NotImplemented
        return (
            sorted(self.taxonomy) == sorted(other.taxonomy)
            and len(self.columns) == len(other.columns)
            and self._tuples() == other._tuples()
            and self._content() == other._content()
        )

    def __hash__(self) -> int:
        return hash((frozenset(self.taxonomy), len(self.columns)))

    def __repr__(self) -> str:
        return f"<Report {self.document or ''} {len(self.columns)} facts, {len(self.notes)} notes>"

    def _tuples(self) -> list[Tuple]:
        return [evolve(one, id="") for one in self.columns.tuples]

    def _content(self) -> Counter[tuple[object, ...]]:
        """Return what is stated, as a multiset without identifiers."""
        bare = {fact.id: self._statement(row) for row, fact in enumerate(self.facts)}
        bare |= {note.id: (note.language, note.value) for note in self.notes.values()}
        return Counter(
            (statement, frozenset(self._outgoing(id, bare))) for id, statement in bare.items()
        )

    def _statement(self, row: int) -> tuple[object, ...]:
        columns = self.columns
        text = columns.value[row]
        value: Decimal | str | None = text
        if text is not None and columns.is_numeric(row):
            try:
                value = parse_decimal(text.strip())
            except NumberError:
                value = text
        unit, language = columns.unit[row], columns.language[row]
        return (
            columns.concepts[columns.concept[row]],
            columns.dimension_sets[columns.dimensions[row]],
            columns.units[unit] if unit >= 0 else None,
            columns.languages[language] if language >= 0 else None,
            columns.decimals[row],
            value,
            NONE if columns.owner is None else columns.owner[row],
        )

    def _outgoing(
        self, id: str, bare: Mapping[str, tuple[object, ...]]
    ) -> Iterable[tuple[object, ...]]:
        for link in self.links_from(id):
            for target in link.targets:
                yield link.type, link.group, bare.get(target, (target,))
