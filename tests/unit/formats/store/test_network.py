"""Fetching from servers that there are: on this machine, which is allowed here alone."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from finmodel.cli import main
from finmodel.diagnostic import UnreadableError
from finmodel.formats.store import fetch as module
from finmodel.formats.store import network
from finmodel.formats.store.fetch import Fetcher
from finmodel.formats.store.fetched import LOCK, Fetched
from finmodel.formats.store.network import Network
from tests.unit.formats.store import SCHEMA

pytest.importorskip("urllib3", reason="the extra `fetch` is not installed")

DATA = SCHEMA.encode()


class Handler(BaseHTTPRequestHandler):
    """Answers by the path that it is asked for."""

    protocol_version = "HTTP/1.1"
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        answer = ANSWERS.get(self.path)
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def send(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def drip(handler: Handler) -> None:
    handler.send(b"<", content_length="100000")
    for _ in range(100):
        time.sleep(0.02)
        try:
            handler.wfile.write(b"a")
        except OSError:
            return


def drip_headers(handler: Handler) -> None:
    handler.send_response(200)
    for number in range(50):
        handler.send_header(f"x-{number}", "y")
        try:
            handler.flush_headers()
        except OSError:
            return
        time.sleep(0.02)


def chunked(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("transfer-encoding", "chunked")
    handler.end_headers()
    for part in (DATA[:10], DATA[10:], b""):
        handler.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")


def broken(handler: Handler) -> None:
    handler.close_connection = True
    handler.send(DATA, content_length="100000")


ANSWERS: dict[str, Callable[[Handler], None]] = {
    "/a.xsd": lambda handler: handler.send(DATA),
    "/moved.xsd": lambda handler: handler.send(b"", 301, location="/there.xsd"),
    "/there.xsd": lambda handler: handler.send(b"", 307, location="a.xsd"),
    "/round.xsd": lambda handler: handler.send(b"", 302, location="/round.xsd"),
    "/away.xsd": lambda handler: handler.send(b"", 302, location="file:///etc/passwd"),
    "/large.xsd": lambda handler: handler.send(b"<a>" * 100_000),
    "/gzip.xsd": lambda handler: handler.send(gzip.compress(DATA), content_encoding="gzip"),
    "/page.xsd": lambda handler: handler.send(b"<html>Log in</html>"),
    "/broken.xsd": broken,
    "/drip.xsd": drip,
    "/headers.xsd": drip_headers,
    "/chunked.xsd": chunked,
}


@pytest.fixture(autouse=True)
def bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small bounds, no proxy, and this machine counts as a public one."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Network, "_check_host", lambda *_, **__: None)
    monkeypatch.setattr(module, "MAX_BYTES", 100_000)
    monkeypatch.setattr(module, "MAX_SECONDS", 0.3)


class Server:
    """A server on this machine, and what it was asked for."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[str] = []
        handler = type("Handler", (Handler,), {"asked": self.asked})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "http" if context is None else "https"
        self.address = f"{scheme}://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.mark.parametrize("path", ["/a.xsd", "/moved.xsd", "/chunked.xsd"])
def test_documents_are_fetched_and_kept(tmp_path: Path, server: Server, path: str) -> None:
    fetched = Fetched(tmp_path)
    document = Fetcher(fetched)(f"{server.address}{path}")
    assert document is not None
    assert document.read() == DATA
    asked = len(server.asked)

    again = Fetcher(Fetched(tmp_path))(f"{server.address}{path}")
    assert again is not None
    assert again.read() == DATA
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/gone.xsd", "the server answers with the status 404"),
        ("/round.xsd", "it is redirected more than 5 times"),
        ("/away.xsd", "which is not on the web"),
        ("/large.xsd", "it has over 100,000 bytes"),
        ("/gzip.xsd", "the server sends it packed (gzip), though not asked to"),
        ("/page.xsd", "what the server sends is no XML document"),
        ("/broken.xsd", "the server does not answer"),
        ("/drip.xsd", "it takes over 0 seconds"),
    ],
)
def test_what_cannot_be_had_is_said_and_not_kept(
    tmp_path: Path, server: Server, path: str, says: str
) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableError) as error:
        Fetcher(Fetched(tmp_path))(f"{server.address}{path}")
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "fm:fetchFailed"
    assert says in diagnostic.message
    assert time.monotonic() - start < 1.5
    assert not list(tmp_path.iterdir())


def test_headers_that_drip_are_not_waited_for(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_REPLY_SECONDS", 0.2)
    start = time.monotonic()
    with pytest.raises(UnreadableError) as error:
        Fetcher(Fetched(tmp_path))(f"{server.address}/headers.xsd")
    assert "the server does not answer in 0 seconds" in str(error.value)
    assert time.monotonic() - start < 0.9


def test_a_document_with_another_hash_than_before_is_refused(
    tmp_path: Path, server: Server
) -> None:
    address = f"{server.address}/a.xsd"
    Fetcher(Fetched(tmp_path))(address)
    lock = tmp_path / LOCK
    lock.write_text(lock.read_text(encoding="utf-8").replace('sha256": "', 'sha256": "0'), "utf-8")
    for path in tmp_path.rglob("a.xsd"):
        path.unlink()

    with pytest.raises(UnreadableError) as error:
        Fetcher(Fetched(tmp_path))(address)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "fm:changedDocument"


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    making = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run(
        [openssl, *making.split(), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Server(context) as server:
        with pytest.raises(UnreadableError) as error:
            Fetcher(Fetched(tmp_path / "one"))(f"{server.address}/a.xsd")
        assert "the server does not answer (SSLError)" in str(error.value)
        assert server.asked == []

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        document = Fetcher(Fetched(tmp_path / "two"))(f"{server.address}/a.xsd")
        assert document is not None
        assert document.read() == DATA


def test_the_network_is_only_asked_where_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    monkeypatch.setenv("FINMODEL_HOME", str(tmp_path))
    address = f"{server.address}/a.xsd"
    without = CliRunner().invoke(main, ["taxonomy", "show", address])
    assert without.exit_code == 3
    assert "fm:documentNotAvailable" in without.stderr
    assert "--fetch" in without.stderr
    assert server.asked == []

    for _ in range(2):
        assert CliRunner().invoke(main, ["taxonomy", "show", address, "--fetch"]).exit_code == 0
    assert CliRunner().invoke(main, ["taxonomy", "show", address]).exit_code == 0
    assert server.asked == ["/a.xsd"]
