"""Documents fetched from the network, by those who ask for it, within bounds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urljoin, urlsplit

from attrs import define, field, frozen

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.store.fault import FETCH_FAILED
from finmodel.formats.store.fetched import Fetched
from finmodel.formats.store.library import unwritable
from finmodel.formats.store.mirror import mirrored_name
from finmodel.source import Source

MAX_BYTES: Final = 1 << 28
"""The size of the largest document that is fetched."""
MAX_DOCUMENTS: Final = 20_000
"""How many documents are fetched at most in one run: a server might make up new ones for ever."""
MAX_SECONDS: Final = 120.0
"""How long one document may take."""
MAX_REDIRECTS: Final = 5

_OK: Final = 200
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_DEAD_AFTER: Final = 3
_MARKUP: Final = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
_PAGE: Final = re.compile(rb"(<!DOCTYPE\s+html|<html[\s>])", re.IGNORECASE)
_HEAD: Final = 1024


class NetworkError(Exception):
    """Why a document cannot be fetched, in words."""

    def __init__(self, reason: str, *, is_host: bool = False) -> None:
        super().__init__(reason)
        self.is_host = is_host
        """Whether the host cannot be reached, so that nothing else on it can be had either."""


class FetchingMissingError(Exception):
    """The library that fetches is not installed."""

    def __init__(self) -> None:
        super().__init__("Fetching needs urllib3: install finmodel[fetch].")


@frozen
class Reply:
    """What a server answers: a status, headers in lower case, and the content as it comes."""

    status: int
    headers: Mapping[str, str]
    content: Iterator[bytes]


Transport = Callable[[str], Reply]
"""Asks for an address once, following nothing; raises `NetworkError`."""


def _network() -> Transport:
    from finmodel.formats.store.network import Network

    return Network()


@define
class Fetcher:
    """Finds documents that were fetched before, and fetches the others.

    `http:` addresses are asked for by `https:` first. Raises `UnreadableError` for a document that
    cannot be had, which says why.
    """

    fetched: Fetched
    transport: Transport = field(factory=_network)
    clock: Callable[[], float] = time.monotonic
    _count: int = field(default=0, init=False)
    _failures: dict[str, int] = field(factory=dict, init=False)

    def __call__(self, address: str) -> Document | None:
        """Return the document at an address of the web; `None` for any other address."""
        if mirrored_name(address) is None:
            return None
        document = self.fetched(address)
        if document is not None:
            return document
        try:
            data, origin = self._fetch(address)
            return self.fetched.keep(address, data, origin)
        except NetworkError as error:
            raise _failure(address, str(error)) from None
        except OSError as error:
            raise _failure(address, f"it cannot be kept, as {unwritable(error)}") from None

    def _fetch(self, address: str) -> tuple[bytes, str]:
        """Return a document and the address that it came from in the end."""
        if urlsplit(address).query:
            raise NetworkError("addresses with a query are not fetched")
        self._count += 1
        if self._count > MAX_DOCUMENTS:
            raise NetworkError(f"over {MAX_DOCUMENTS:,} documents were fetched")
        reasons: dict[str, None] = {}
        for variant in _variants(address):
            try:
                return self._follow(variant)
            except NetworkError as error:
                reasons[str(error)] = None
        raise NetworkError("; ".join(reasons))

    def _follow(self, address: str) -> tuple[bytes, str]:
        deadline = self.clock() + MAX_SECONDS
        at = address
        for _ in range(MAX_REDIRECTS + 1):
            _check_address(at, is_secure=address.startswith("https:"))
            reply = self._ask(at)
            if reply.status not in _REDIRECTS:
                return self._content(reply, deadline), at
            at = _redirected(at, reply)
        raise NetworkError(f"it is redirected more than {MAX_REDIRECTS} times")

    def _ask(self, address: str) -> Reply:
        origin = "//".join(urlsplit(address)[:2])
        if self._failures.get(origin, 0) >= _DEAD_AFTER:
            raise NetworkError(f"{origin} was not reached before, and is not tried again")
        try:
            return self.transport(address)
        except NetworkError as error:
            if error.is_host:
                self._failures[origin] = self._failures.get(origin, 0) + 1
            raise

    def _content(self, reply: Reply, deadline: float) -> bytes:
        if reply.status != _OK:
            raise NetworkError(f"the server answers with the status {reply.status}")
        encoding = reply.headers.get("content-encoding", "identity")
        if encoding.strip().lower() not in ("", "identity"):
            raise NetworkError(f"the server sends it packed ({encoding[:40]}), though not asked to")
        chunks: list[bytes] = []
        size = 0
        for chunk in reply.content:
            size += len(chunk)
            if size > MAX_BYTES:
                raise NetworkError(f"it has over {MAX_BYTES:,} bytes")
            if self.clock() > deadline:
                raise NetworkError(f"it takes over {MAX_SECONDS:.0f} seconds")
            chunks.append(chunk)
        data = b"".join(chunks)
        if _MARKUP.match(data) is None or _PAGE.search(data[:_HEAD]):
            raise NetworkError("what the server sends is no XML document")
        return data


def _variants(address: str) -> Iterator[str]:
    """Yield an address as it is to be tried: safely first."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "http" and urlsplit(address).port is None:
        yield f"https:{rest}"
    yield address


def _check_address(address: str, *, is_secure: bool) -> None:
    """Refuse what an address, or a server by redirecting, must not lead to."""
    try:
        parts = urlsplit(address)
        is_plain = parts.username is None and parts.password is None and parts.port != 0
    except ValueError:
        raise NetworkError("it is redirected to what is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NetworkError(f"it is redirected to {address[:200]}, which is not on the web")
    if not is_plain:
        raise NetworkError("its address has a name or password in it")
    if is_secure and parts.scheme != "https":
        raise NetworkError(f"it is redirected from https to {address[:200]}")


def _redirected(address: str, reply: Reply) -> str:
    location = reply.headers.get("location")
    if not location:
        raise NetworkError("it is redirected to nowhere")
    try:
        return urljoin(address, location)
    except ValueError:
        raise NetworkError("it is redirected to what is no address") from None


def _failure(address: str, reason: str) -> UnreadableError:
    message = f"{address} could not be fetched: {reason}."
    return UnreadableError(FETCH_FAILED(message, Source(address)))
