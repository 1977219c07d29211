"""Prefixes and names as an instance that is being written uses them."""

from __future__ import annotations

from collections.abc import Mapping

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.output import UnwritableError
from finmodel.formats.xbrl_xml.fault import UNWRITABLE_NAME
from finmodel.formats.xml.namespace import XSI
from finmodel.formats.xml.parser import parse_document
from finmodel.formats.xml.text import IllegalCharacterError, quoted
from finmodel.qname import Namespaces, QName, is_ncname


class Naming:
    """Turns names into texts, binding prefixes as they are needed.

    Prefixes that values may use are kept, as far as XML can bind them; `preferred` are those that
    namespaces without one are given, if they are free.
    """

    def __init__(self, kept: Mapping[str, str], preferred: Mapping[str, str]) -> None:
        self.namespaces = Namespaces(
            {prefix: uri for prefix, uri in kept.items() if _is_bindable(prefix, uri)}
        )
        self._preferred = {XSI: "xsi"} | {uri: prefix for prefix, uri in preferred.items()}
        self._names: dict[QName, str] = {}

    def name(self, qname: QName) -> str:
        """Return `prefix:local`; raises `UnwritableError` for what XML cannot name."""
        name = self._names.get(qname)
        if name is None:
            if not is_ncname(qname.local_name):
                message = f"“{qname.local_name[:60]}” is no name in XML."
                raise UnwritableError(UNWRITABLE_NAME(message))
            prefix = self.prefix(qname.namespace) if qname.namespace else ""
            name = f"{prefix}:{qname.local_name}" if prefix else qname.local_name
            self._names[qname] = name
        return name

    def prefix(self, uri: str) -> str:
        """Return the prefix of a namespace; raises `UnwritableError` if it can have none."""
        if uri not in self.namespaces.values():
            preferred = self._preferred.get(uri, "")
            if not _is_bindable("ns", uri):
                message = f"“{uri[:200]}” cannot be a namespace in XML."
                raise UnwritableError(UNWRITABLE_NAME(message))
            if preferred not in self.namespaces and _is_bindable(preferred, uri):
                self.namespaces[preferred] = uri
        return self.namespaces.prefix(uri)

    @property
    def declarations(self) -> str:
        """The attributes that bind all prefixes."""
        return "".join(f" xmlns:{prefix}={quoted(uri)}" for prefix, uri in self.namespaces.items())


def _is_bindable(prefix: str, uri: str) -> bool:
    """Tell whether a prefix can be bound to a URI, which the parser knows best."""
    if not is_ncname(prefix) or prefix in ("xml", "xmlns"):
        return False
    try:
        text = f"<{prefix}:a xmlns:{prefix}={quoted(uri)}/>"
        parse_document(Document.from_bytes(text.encode()))
    except (UnreadableError, IllegalCharacterError):
        return False
    return True
