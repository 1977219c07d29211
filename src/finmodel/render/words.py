"""The names of line items and members, in the language that a reader asks for."""

from __future__ import annotations

from functools import cache

from finmodel.model.dimension import Member
from finmodel.qname import QName
from finmodel.taxonomy.label import STANDARD
from finmodel.taxonomy.taxonomy import Taxonomy

Members = tuple[tuple[QName, Member], ...]


class Words:
    """The names of line items and members in the language that is asked for, or else English."""

    def __init__(self, taxonomy: Taxonomy, language: str) -> None:
        self._taxonomy = taxonomy
        self._language = language
        self.label = cache(self._label)

    def _label(self, name: QName, role: str = STANDARD) -> str:
        wanted = self._language
        spoken = {label.language.lower() for label in self._taxonomy.labels_of(name)}
        if not any(tag == wanted or tag.startswith(f"{wanted}-") for tag in spoken):
            wanted = "en"
        return self._taxonomy.label(name, role=role, language=wanted)

    def members(self, members: Members) -> str:
        """Return the words for the members that dimensions take."""
        return ", ".join(
            self.label(member) if isinstance(member, QName) else str(member)
            for _, member in members
        )
