"""The names of line items and members, in the language that a reader asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from finmodel.model.dimension import Member
from finmodel.qname import QName, UnboundPrefixError
from finmodel.taxonomy.datatype import DataType
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

    def value(self, text: str, data_type: DataType, namespaces: Mapping[str, str]) -> str:
        """Return the words for a text: the names of the members that it states, if it does."""
        if not data_type.states_members:
            return text
        names = list(_stated(text, namespaces))
        if not names or not all(name in self._taxonomy.concepts for name in names):
            return text
        return ", ".join(map(self.label, names))

    def members(self, members: Members) -> str:
        """Return the words for the members that dimensions take."""
        return ", ".join(
            self.label(member) if isinstance(member, QName) else str(member)
            for _, member in members
        )


def _stated(text: str, namespaces: Mapping[str, str]) -> Iterator[QName]:
    """Yield what names mean, which have a prefix or are addresses."""
    for word in text.split():
        namespace, is_address, local_name = word.rpartition("#")
        try:
            yield (
                QName(namespace, local_name)
                if is_address
                else QName.from_prefixed(word, namespaces)
            )
        except UnboundPrefixError:
            yield QName("", word)
