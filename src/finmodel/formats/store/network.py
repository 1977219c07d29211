"""The network itself, by urllib3: the one module that talks to servers."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from importlib.util import find_spec
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies

from finmodel.formats.store.fetch import FetchingMissingError, NetworkError, Reply

if TYPE_CHECKING:
    import urllib3

T = TypeVar("T")

_CHUNK: Final = 1 << 16
_CONNECT_SECONDS: Final = 10
_READ_SECONDS: Final = 30
_ATTEMPTS: Final = 2
_REPLY_SECONDS: Final = 120.0
"""How long a server may take until its headers are there, all attempts together."""
# compressed content could expand to any size
_HEADERS: Final = {"user-agent": "finmodel", "accept-encoding": "identity"}


class Network:
    """Asks public servers, through the proxy of the environment if there is one.

    Raises `FetchingMissingError` where urllib3 is not installed.
    """

    def __init__(self) -> None:
        if find_spec("urllib3") is None:
            raise FetchingMissingError
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._proxies = getproxies()

    def __call__(self, address: str) -> Reply:
        """Ask for an address once, following nothing; raises `NetworkError`."""
        import urllib3

        parts = urlsplit(address)
        self._check_host(parts.hostname or "", is_direct=parts.scheme not in self._proxies)
        ask = partial(
            self._pool(parts.scheme).request,
            "GET",
            address,
            redirect=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
            retries=urllib3.Retry(_ATTEMPTS, redirect=0, backoff_factor=0.5),
        )
        try:
            response = _in_time(ask)
        except TimeoutError:
            reason = f"the server does not answer in {_REPLY_SECONDS:.0f} seconds"
            raise NetworkError(reason, is_host=True) from None
        except urllib3.exceptions.HTTPError as error:
            raise NetworkError(_reason(error), is_host=True) from None
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status, headers, _content(response))

    def _pool(self, scheme: str) -> urllib3.PoolManager:
        import urllib3

        if scheme not in self._pools:
            proxy = self._proxies.get(scheme)
            self._pools[scheme] = (
                urllib3.ProxyManager(proxy, headers=_HEADERS)
                if proxy
                else urllib3.PoolManager(headers=_HEADERS)
            )
        return self._pools[scheme]

    def _check_host(self, host: str, *, is_direct: bool) -> None:
        """Refuse machines that are not public: a stranger's address might ask for their secrets."""
        try:
            found = [ipaddress.ip_address(host)]
        except ValueError:
            found = [*_addresses(host)] if is_direct or host == "localhost" else []
        if any(not address.is_global or address.is_multicast for address in found):
            raise NetworkError(f"{host} is not on the public network")


def _in_time(ask: Callable[[], T]) -> T:
    """Return the answer to a question; raises `TimeoutError` where there is none in time.

    What waits for a server is bounded by each of its reads, of which headers that drip have many.
    """
    answer: Future[T] = Future()

    def wait() -> None:
        try:
            answer.set_result(ask())
        except Exception as error:
            answer.set_exception(error)

    Thread(target=wait, daemon=True).start()  # which the end of the program does not wait for
    return answer.result(_REPLY_SECONDS)


def _addresses(host: str) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM):
            yield ipaddress.ip_address(str(entry[4][0]).partition("%")[0])
    except (OSError, UnicodeError):
        raise NetworkError(f"there is no host {host}", is_host=True) from None


def _content(response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    import urllib3

    try:
        # whatever has come by then, so that a server which drips is noticed
        while chunk := response.read1(_CHUNK, decode_content=False):
            yield chunk
    except urllib3.exceptions.HTTPError as error:
        raise NetworkError(_reason(error)) from None
    finally:
        response.release_conn()


def _reason(error: Exception) -> str:
    """Return an error in few words, without the objects that urllib3 prints."""
    cause = getattr(error, "reason", None) or error
    return f"the server does not answer ({type(cause).__name__})"
