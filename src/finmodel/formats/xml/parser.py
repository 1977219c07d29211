"""The one XML parser: no DOCTYPE, no network, and bounds on depth and on every length.

Whoever wrote the bytes is not trusted. A document type declaration is the door to entities, so a
document that has one is refused before it is read, and libxml2's own limits stay on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, Final

from lxml import etree

from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import CANNOT_OPEN, Document
from finmodel.qname import QName

MAX_TREE: Final = 1 << 29
"""The size in bytes of the largest document that is parsed into a tree."""

_CHUNK: Final = 1 << 16
_MAX_PROLOG: Final = 16  # chunks

NOT_XML: Final = Fault(
    "fm:notXml",
    "A file that should be XML is not.",
    "Check that it is the right file, and that it is not compressed.",
)
MALFORMED_XML: Final = Fault(
    "fm:malformedXml",
    "A document breaks the syntax of XML, so nothing in it can be relied on.",
    "Correct it at this place, or write it again with the program that made it.",
    "Extensible Markup Language 1.0, section 2.1; Namespaces in XML 1.0",
)
TRUNCATED_XML: Final = Fault(
    "fm:truncatedXml",
    "A document ends before its root element does, so a part of it is missing.",
    "Fetch it or write it again.",
)
WRONG_ENCODING: Final = Fault(
    "fm:wrongEncoding",
    "The bytes of a document are not in the encoding that it declares, or that one is unknown.",
    "Save it as UTF-8, and let its first line say so.",
    "Extensible Markup Language 1.0, section 4.3.3",
)
DOCTYPE: Final = Fault(
    "fm:doctype",
    "A document has a document type declaration, which can define entities and name other files.",
    "Remove the declaration; reports and taxonomies need none.",
)
XML_LIMIT: Final = Fault(
    "fm:xmlLimit",
    "A document goes beyond a limit that protects against hostile files.",
    "Nest elements less deeply, and split what is too large.",
)

_ENCODING_ERRORS: Final = frozenset(
    (
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_ENCODING_NAME,
    )
)
# libxml2 parses on after these and reports them at the end, where nothing need be missing
_LATE_ERRORS: Final = frozenset(
    (
        etree.ErrorTypes.ERR_DOCUMENT_END,
        etree.ErrorTypes.WAR_NS_URI,
        etree.ErrorTypes.NS_ERR_XML_NAMESPACE,
        etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE,
        etree.ErrorTypes.NS_ERR_QNAME,
        etree.ErrorTypes.NS_ERR_ATTRIBUTE_REDEFINED,
        etree.ErrorTypes.NS_ERR_COLON,
    )
)
_EMPTY_ERRORS: Final = frozenset(
    (etree.ErrorTypes.ERR_DOCUMENT_EMPTY, etree.ErrorTypes.ERR_INTERNAL_ERROR)
)
_LIMIT_ERRORS: Final = frozenset(
    (
        etree.ErrorTypes.ERR_RESOURCE_LIMIT,
        etree.ErrorTypes.ERR_NAME_TOO_LONG,
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
    )
)
_OTHER_ENCODING: Final = re.compile(
    rb"""(\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["'](?!utf-8|us-ascii|iso-8859)""", re.IGNORECASE
)
_ADDITION: Final = re.compile(r"(, (use|try) XML_PARSE_HUGE( option)?)?\s*, line \d+, column \d+$")

_OPTIONS: Final[Mapping[str, Any]] = {
    # Nothing is resolved, since entities need a DOCTYPE; of the settings without access to files,
    # this is the one under which libxml2 tells the name and the line of an undeclared entity.
    "resolve_entities": "internal",
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "collect_ids": False,
}


def parse_document(document: Document) -> etree._ElementTree:
    """Return the tree of a document, such as a schema or a linkbase; raises `UnreadableError`.

    Comments and processing instructions are left out.
    """
    chunks = _chunks(document)
    head, _ = _read_prolog(document, chunks)
    # one that can be pulled would keep the tree until the garbage collector runs
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_OPTIONS)
    size = 0
    for chunk in chain(head, chunks):
        size += len(chunk)
        if size > MAX_TREE:
            message = f"{document.name} has over {MAX_TREE:,} bytes."
            raise UnreadableError(XML_LIMIT(message, document.source()))
        with _refusing(document):
            parser.feed(chunk)
    with _refusing(document, at_end=True):
        root: etree._Element = parser.close()
    return root.getroottree()


def read_root_name(document: Document) -> QName:
    """Return the name of the root element, reading no further; raises `UnreadableError`."""
    return XmlStream(document).name


class XmlStream:
    """A document that is read once, child by child of its root.

    `root` has its attributes from the start. `is_rebound` turns true once an element below it may
    have bound a prefix; up to then all share the root's bindings. Making a stream and reading on
    raise `UnreadableError`.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._chunks = _chunks(document)
        head, name = _read_prolog(document, self._chunks)
        self.name = QName.from_clark(name)
        self._parser = etree.XMLPullParser(
            ("start",), tag=name, remove_comments=True, remove_pis=True, **_OPTIONS
        )
        for chunk in head:
            self._feed(chunk)
        self.root = self._first_element()
        self._root_namespaces = _bindings(self.root)
        self._tail = b""
        prolog = b"".join(head)
        self.is_rebound = bool(_OTHER_ENCODING.match(prolog)) or (
            self._bindings_in(prolog) != len(self._root_namespaces)
        )

    def __iter__(self) -> Iterator[Iterator[etree._Element]]:
        """Yield the root's children in batches; a batch is gone once the next is asked for."""
        root = self.root
        for chunk in self._chunks:
            # the last child may still be unfinished
            yield islice(root, max(len(root) - 1, 0))
            del root[:-1]
            self._feed(chunk)
            self.is_rebound = self.is_rebound or self._bindings_in(chunk) > 0
            # events that stay in the queue would keep their elements in memory
            list(self._parser.read_events())
        self._close()
        yield iter(root)

    def namespaces(self, element: etree._Element) -> Mapping[str, str]:
        """Return the prefixes bound at an element; the default namespace has the empty one."""
        return _bindings(element) if self.is_rebound else self._root_namespaces

    def _first_element(self) -> etree._Element:
        for ending in (b"", b" "):  # libxml2 waits for more than the four bytes of `<a/>`
            self._feed(ending)
            for _, element in self._parser.read_events():
                return element
        self._close()
        raise AssertionError("a document that ends in its first tag is an error in its syntax")

    def _feed(self, chunk: bytes) -> None:
        with _refusing(self._document):
            self._parser.feed(chunk)

    def _close(self) -> None:
        with _refusing(self._document, at_end=True):
            self._parser.close()

    def _bindings_in(self, chunk: bytes) -> int:
        """Count what may be namespace declarations in the bytes that follow the ones before.

        libxml2 would tell of them too, at a quarter of the time that parsing takes.
        """
        count = (self._tail + chunk).count(b"xmlns")
        self._tail = chunk[-4:]
        return count


def _read_prolog(document: Document, chunks: Iterator[bytes]) -> tuple[list[bytes], str]:
    """Return the chunks up to the root element, and its name; refuse a DOCTYPE before it."""
    target: Any = _Prolog()  # lxml calls only the methods that are there
    parser = etree.XMLParser(target=target, **_OPTIONS)
    head: list[bytes] = []
    try:
        with _refusing(document):
            for chunk in chunks:
                head.append(chunk)
                parser.feed(chunk)
                if len(head) == _MAX_PROLOG:
                    message = f"{document.name} has no element near its start."
                    raise UnreadableError(XML_LIMIT(message, document.source()))
        with _refusing(document, at_end=True):
            parser.close()
    except _RootSeenError as seen:
        return head, seen.name
    except _DoctypeSeenError:
        message = f"{document.name} has a DOCTYPE."
        raise UnreadableError(DOCTYPE(message, document.source())) from None
    raise AssertionError("a document without a root element is an error in its syntax")


class _RootSeenError(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _DoctypeSeenError(Exception):
    pass


class _Prolog:
    """A target that stops the parser at what decides whether to go on: DOCTYPE or root element."""

    def doctype(self, *_: str | None) -> None:
        raise _DoctypeSeenError

    def start(self, name: str, *_: object) -> None:
        raise _RootSeenError(name)

    def close(self) -> None:
        """Do nothing; lxml asks for it."""


def _chunks(document: Document) -> Iterator[bytes]:
    with document.open() as stream:
        try:
            while chunk := stream.read(_CHUNK):
                yield chunk
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"{document.name} cannot be read: {reason}."
            raise UnreadableError(CANNOT_OPEN(message, document.source())) from None


def _bindings(element: etree._Element) -> Mapping[str, str]:
    return {prefix or "": namespace for prefix, namespace in element.nsmap.items()}


@contextmanager
def _refusing(document: Document, *, at_end: bool = False) -> Iterator[None]:
    """Turn libxml2's errors into ours."""
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_refusal(error, document, at_end=at_end)) from None


def _refusal(error: etree.XMLSyntaxError, document: Document, *, at_end: bool) -> Diagnostic:
    line, column = error.position
    source = document.source(line or None, column or None)
    reason = _ADDITION.sub("", error.msg or "")
    if error.code in _EMPTY_ERRORS:
        return NOT_XML(f"{document.name} is not an XML document.", source)
    if error.code in _ENCODING_ERRORS:
        return WRONG_ENCODING(f"{document.name} cannot be decoded: {reason}.", source)
    if error.code in _LIMIT_ERRORS:
        return XML_LIMIT(f"{document.name} is beyond the parser's limits: {reason}.", source)
    if at_end and error.code not in _LATE_ERRORS:
        return TRUNCATED_XML(f"{document.name} breaks off: {reason}.", source)
    return MALFORMED_XML(f"{document.name} is not well-formed XML: {reason}.", source)
