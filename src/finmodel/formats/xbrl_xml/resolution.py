"""From what facts name to what that means, once the whole instance is read."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, count
from operator import eq, itemgetter
from typing import Final, NamedTuple, cast

from finmodel.diagnostic import Fault
from finmodel.formats.xbrl_xml.context import Contexts
from finmodel.formats.xbrl_xml.fact import Facts
from finmodel.formats.xbrl_xml.fault import BAD_ID, DUPLICATE_ID, MISSING_CONTEXT, MISSING_UNIT
from finmodel.formats.xbrl_xml.name import SPACE
from finmodel.formats.xbrl_xml.place import find_sources
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.formats.xbrl_xml.unit import Units
from finmodel.model.column import NONE, Columns, Interner, owners
from finmodel.model.dimension import DimensionSet
from finmodel.model.unit import Unit
from finmodel.model.wording import listed
from finmodel.qname import QName, is_ncname

_MISSING: Final = -2
"""Instead of an index: the context or unit is not there, or cannot be read."""


class _Late(NamedTuple):
    """A fault that shows after the fact was read, so that its line is not known any more."""

    row: int
    fault: Fault
    message: str


def resolve(reading: Reading, facts: Facts, contexts: Contexts, units: Units) -> Columns:
    """Return the columns of the report; facts without a context or unit are left out."""
    late: list[_Late] = []
    sets: Interner[DimensionSet] = Interner()
    unit_table: Interner[Unit] = Interner()
    set_of = [
        _MISSING if (found := contexts.find(ref)) is None else sets[found]
        for ref in facts.context_refs.entries
    ]
    unit_of = [
        _MISSING
        if (unit := units.find(ref)) is None
        else NONE
        if unit.is_pure
        else unit_table[unit]
        for ref in facts.unit_refs.entries
    ]
    taken = _ids_beside(reading, facts, contexts, units)
    ids = _identify(facts.id, taken, late)
    lost = {
        *_lost(facts.context, facts.context_refs.entries, set_of, MISSING_CONTEXT, late),
        *_lost(facts.unit, facts.unit_refs.entries, unit_of, MISSING_UNIT, late),
    }
    _report(late, reading, facts)
    if lost:
        facts.leave_out(lost)
    columns = Columns(
        [QName.from_clark(tag) for tag in facts.concepts.entries],
        list(sets),
        list(unit_table),
        facts.languages.entries,
        facts.tuples,
        array("i", facts.concept),
        array("i", _mapped(facts.context, set_of)),
        array("i", _mapped(facts.unit, unit_of)),
        array("i", facts.language),
        array("i", facts.decimals),
        facts.value,
        ids,
        owners(facts.tuples, len(ids)),
        facts.attributes,
    )
    return columns.where([row not in lost for row in range(len(ids))]) if lost else columns


def _ids_beside(reading: Reading, facts: Facts, contexts: Contexts, units: Units) -> Set[str]:
    """Return the ids of all that are no facts, each of which only one of them may have."""
    taken = {*contexts.ids, *units.ids}
    both = sorted(contexts.ids & units.ids)
    tuples = Counter(one.id for one in facts.tuples if one.id)
    both += (id for id, count in tuples.items() if count > 1 or id in taken)
    for id in both:
        message = f"Several elements of the instance have the id “{id}”."
        reading.journal.add(DUPLICATE_ID, message, reading.document.source())
    taken.update(tuples)
    return taken


def _mapped(column: list[int], index_of: Sequence[int]) -> Iterable[int]:
    if all(map(eq, index_of, count())):
        return column
    # NONE, which is -1, finds itself at the end
    return map([*index_of, NONE].__getitem__, column)


def _lost(
    column: Sequence[int],
    refs: Sequence[str],
    index_of: Sequence[int],
    fault: Fault,
    late: list[_Late],
) -> Iterable[int]:
    """Return the rows that name what is missing; each missing one is a fault."""
    if _MISSING not in index_of:
        return ()
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, ref in enumerate(column):
        if ref != NONE and index_of[ref] == _MISSING:
            rows[ref].append(row)
    kind = "context" if fault is MISSING_CONTEXT else "unit"
    for ref, lost in rows.items():
        facts = "A fact names" if len(lost) == 1 else f"{len(lost):,} facts name"
        message = (
            f"{facts} the {kind} “{refs[ref]}”, which is missing or cannot be read; "
            f"{'it is' if len(lost) == 1 else 'they are'} left out."
        )
        late.append(_Late(lost[0], fault, message))
    return chain.from_iterable(rows.values())


def _identify(given: list[str | None], others: Set[str], late: list[_Late]) -> list[str]:
    """Return an id for every fact: its own, or a new one if it has none or another fact has it.

    `others` are the ids of contexts and units, which facts must not have either.
    """
    unique = set(given)
    late += _misnamed(given, has_none=None in unique) if unique != {None} else ()
    if len(unique) == len(given) and None not in unique and unique.isdisjoint(others):
        return cast(list[str], given)
    new = (name for number in count(1) if (name := f"f{number}") not in unique)
    seen = set(others)
    ids: list[str] = []
    taken: defaultdict[str, list[int]] = defaultdict(list)
    for row, id in enumerate(given):
        chosen = id if id and id not in seen else next(new)
        if id and id in seen:
            taken[id].append(row)
        seen.add(chosen)
        ids.append(chosen)
    late += (_repeated(id, rows, ids) for id, rows in taken.items())
    return ids


def _misnamed(given: Sequence[str | None], *, has_none: bool) -> Iterator[_Late]:
    """Yield the ids that are no names in XML, as those of facts have to be."""
    written = list(filter(None, given)) if has_none else cast(list[str], given)
    # an identifier of Python, if it is ASCII, is a name in XML; telling so is much faster
    if "".join(written).isascii() and all(map(str.isidentifier, written)):
        return
    for row, id in enumerate(given):
        if id is not None and not is_ncname(id.strip(SPACE)):
            yield _Late(row, BAD_ID, f"The id “{id[:60]}” is no name in XML.")


def _repeated(id: str, rows: Sequence[int], ids: Sequence[str]) -> _Late:
    """Return what there is to say about an id that some facts cannot have."""
    facts = "the fact is" if len(rows) == 1 else f"{len(rows):,} facts are"
    names = listed(f"“{ids[row]}”" for row in rows)
    return _Late(rows[0], DUPLICATE_ID, f"The id “{id}” is taken; {facts} called {names} instead.")


def _report(late: list[_Late], reading: Reading, facts: Facts) -> None:
    if late:
        sources = find_sources(reading.document, {row for row, _, _ in late}, facts.left_out)
        for row, fault, message in sorted(late, key=itemgetter(0)):
            reading.journal.add(fault, message, sources.get(row))
