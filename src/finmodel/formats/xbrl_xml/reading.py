"""One reading of an instance: its stream, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from lxml import etree

from finmodel.diagnostic import Fault
from finmodel.formats.document import Document
from finmodel.formats.oim.journal import Journal
from finmodel.formats.xbrl_xml.fault import BAD_NAME, STRAY_TEXT, UNBOUND_PREFIX
from finmodel.formats.xbrl_xml.name import SPACE
from finmodel.formats.xbrl_xml.stray_text import StrayText
from finmodel.formats.xml.parser import XmlStream
from finmodel.qname import QName, UnboundPrefixError, is_ncname


class Reading:
    """A document that is being read as an instance, with the journal of what is wrong with it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.journal = Journal()
        self.stream = XmlStream(document)
        self._stray = StrayText(self.stream.root)

    def batches(self) -> Iterator[Iterator[etree._Element]]:
        """Yield the batches of the stream, and complain of text between elements."""
        for batch in self.stream:
            self._note_text(done=False)
            yield batch
        self._note_text(done=True)

    def _note_text(self, *, done: bool) -> None:
        for where, element in self._stray.found(done=done):
            subject = f"the text in line {element.sourceline}"
            message = f"There is text {where}."
            self.complain(STRAY_TEXT, message, element, cause=STRAY_TEXT, subject=subject)

    def complain(
        self,
        fault: Fault,
        message: str,
        element: etree._Element,
        *,
        cause: Hashable = None,
        subject: str = "",
    ) -> None:
        """Record a fault at the line of an element; `cause` and `subject` as in `Journal.add`."""
        source = self.document.source(element.sourceline)
        self.journal.add(fault, message, source, cause=cause, subject=subject)

    def qname(self, text: str | None, element: etree._Element) -> QName | None:
        """Return the name that a text at an element means, or complain."""
        written = (text or "").strip(SPACE)
        try:
            name = QName.from_prefixed(written, self.stream.namespaces(element))
        except UnboundPrefixError as error:
            self.complain(UNBOUND_PREFIX, f"{error}.", element)
            return None
        if not is_ncname(name.local_name):
            self.complain(BAD_NAME, f"{written[:60]!r} is no name.", element)
            return None
        return name
