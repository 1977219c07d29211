"""The ids of an instance that is being written: XML names, each given once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from finmodel.qname import is_ncname


class Identifiers:
    """The ids of facts, notes and tuples as they are written, and further ones beside them.

    `replaced` are the ids that are no XML names, with what stands for them.
    """

    def __init__(self, facts: Sequence[str], notes: Iterable[str]) -> None:
        self._given_facts = facts
        self._given_notes = tuple(notes)
        self.replaced = self._replacements()
        replace = self.replaced.get
        self.facts = [replace(id, id) for id in facts] if self.replaced else facts

    def _replacements(self) -> Mapping[str, str]:
        given = (*self._given_facts, *self._given_notes)
        # an identifier of Python, if it is ASCII, is a name in XML; telling so is much faster
        if "".join(given).isascii() and all(map(str.isidentifier, given)):
            return {}
        taken = set(given)
        new = (id for number in count(1) if (id := f"f{number}") not in taken)
        return {id: next(new) for id in given if not is_ncname(id)}

    def of(self, id: str) -> str:
        """Return how the id of a fact, a note or a tuple is written."""
        return self.replaced.get(id, id)

    def all(self) -> Mapping[str, str]:
        """Return how every id of a fact or note is written."""
        return {id: id for id in (*self._given_facts, *self._given_notes)} | dict(self.replaced)

    def numbered(self, **counts: int) -> list[list[str]]:
        """Return, for each letter, as many ids that start with it as are asked for."""
        suffix = ""
        while True:
            series = [
                [f"{letter}{suffix}{number}" for number in range(1, size + 1)]
                for letter, size in counts.items()
            ]
            taken = {id for ids in series for id in ids}
            if taken.isdisjoint(self.facts) and taken.isdisjoint(self._given_notes):
                return series
            suffix += "_"
