"""What is said of documents that cannot be had: one thing, however many they are."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.standard.document import standard_document
from finmodel.formats.taxonomy_xml.fault import DOCUMENT_NOT_AVAILABLE
from finmodel.formats.taxonomy_xml.place import Place
from finmodel.formats.taxonomy_xml.resolver import Resolver

_NAMED = 3
"""How many of the other missing documents are named."""
_MOST_REASONS = 5


@frozen
class Missing:
    """The references to documents that cannot be had, and why not, where that is known."""

    references: list[Place] = field(factory=list)
    reasons: list[Diagnostic] = field(factory=list)

    def open(self, reference: Place, resolver: Resolver) -> Document | None:
        """Return the document that a reference leads to; `None` where nobody has one."""
        try:
            return standard_document(reference.address) or resolver(reference.address)
        except UnreadableError as error:
            self.reasons.extend(error.diagnostics)
            return None

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield one diagnostic for all of them, and the first reasons."""
        if not self.references:
            return
        first, *others = self.references
        message = f"{first.address} is not available, to which {first.origin.name} refers."
        if others:
            named = [place.address for place in others[:_NAMED]]
            more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
            message += f" Not available either: {', '.join(named)}{more}."
        yield DOCUMENT_NOT_AVAILABLE(message, first.source)
        yield from self.reasons[:_MOST_REASONS]
