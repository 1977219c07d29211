"""Fetching: within bounds, safely where that is possible, and once. No server is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from itertools import count, repeat
from pathlib import Path

import pytest
from attrs import define, field

from finmodel.diagnostic import UnreadableError
from finmodel.formats.store import fetch as module
from finmodel.formats.store.fetch import Fetcher, NetworkError, Reply
from finmodel.formats.store.fetched import Fetched
from finmodel.formats.store.network import Network
from tests.unit.formats.store import SCHEMA, codes

HTTP = "http://example.org/a.xsd"
HTTPS = "https://example.org/a.xsd"
DATA = SCHEMA.encode()


def page(data: bytes = DATA) -> Reply:
    return Reply(200, {}, iter([data]))


def moved(to: str) -> Reply:
    return Reply(302, {"location": to}, iter(()))


@define
class Web:
    """What servers answer, by address; each address that is asked for is kept."""

    pages: Mapping[str, Callable[[], Reply]]
    asked: list[str] = field(factory=list)

    def __call__(self, address: str) -> Reply:
        self.asked.append(address)
        if address not in self.pages:
            raise NetworkError("the server does not answer", is_host=True)
        return self.pages[address]()


def fetcher(folder: Path, pages: Mapping[str, Callable[[], Reply]]) -> tuple[Fetcher, Web]:
    web = Web(pages)
    return Fetcher(Fetched(folder), web), web


def reason(fetch: Fetcher, address: str) -> str:
    """Return why an address cannot be fetched."""
    with pytest.raises(UnreadableError) as error:
        fetch(address)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "fm:fetchFailed"
    assert address in diagnostic.message
    return diagnostic.message


def test_a_document_is_fetched_once_and_kept_with_its_hash(tmp_path: Path) -> None:
    fetch, web = fetcher(tmp_path, {HTTPS: page})
    for _ in range(2):
        document = fetch(HTTPS)
        assert document is not None
        assert (document.address, document.read()) == (HTTPS, DATA)
    again = Fetched(tmp_path)(HTTPS)
    assert again is not None
    assert again.read() == DATA
    assert web.asked == [HTTPS]
    (line,) = (tmp_path / "documents.lock").read_text().splitlines()
    assert json.loads(line) == {
        "address": HTTPS,
        "sha256": sha256(DATA).hexdigest(),
        "origin": HTTPS,
    }


def test_the_safe_way_is_tried_first(tmp_path: Path) -> None:
    fetch, web = fetcher(tmp_path, {HTTPS: page})
    document = fetch(HTTP)
    assert document is not None
    assert document.address == HTTP
    assert web.asked == [HTTPS]


def test_the_plain_way_is_tried_where_the_safe_one_fails(tmp_path: Path) -> None:
    fetch, web = fetcher(tmp_path, {HTTP: page})
    assert fetch(HTTP) is not None
    assert web.asked == [HTTPS, HTTP]


def test_redirects_are_followed(tmp_path: Path) -> None:
    pages = {HTTPS: lambda: moved("/b.xsd"), "https://example.org/b.xsd": page}
    fetch, _ = fetcher(tmp_path, pages)
    document = fetch(HTTPS)
    assert document is not None
    assert document.address == HTTPS
    assert Fetched(tmp_path).seals[HTTPS].origin == "https://example.org/b.xsd"


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("file:///etc/passwd", "not on the web"),
        ("ftp://example.org/a.xsd", "not on the web"),
        ("http://example.org/a.xsd", "from https"),
        ("https://user:word@example.org/a.xsd", "name or password"),
        ("https://example.org/a.xsd", "more than 5 times"),
        ("", "nowhere"),
        ("http://[", "no address"),
        ("https://example.org:99999/", "no address"),
    ],
)
def test_redirects_lead_nowhere_else(tmp_path: Path, target: str, says: str) -> None:
    fetch, web = fetcher(tmp_path, {HTTPS: lambda: moved(target), HTTP: page})
    assert says in reason(fetch, HTTPS)
    assert set(web.asked) == {HTTPS}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda: Reply(404, {}, iter([DATA])), "status 404"),
        (lambda: page(b"<!DOCTYPE html><html>Log in</html>"), "no XML"),
        (lambda: page(b"  <html lang='en'>Log in</html>"), "no XML"),
        (lambda: page(b""), "no XML"),
        (lambda: page(b"Not found"), "no XML"),
        (lambda: Reply(200, {}, repeat(b"<a>" * 1000)), "bytes"),
    ],
)
def test_what_is_no_document_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[], Reply], says: str
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 1 << 20)
    fetch, _ = fetcher(tmp_path, {HTTPS: answer})
    assert says in reason(fetch, HTTPS)
    assert not list(tmp_path.iterdir())


def test_a_server_that_drips_is_given_up(tmp_path: Path) -> None:
    seconds = count(0, 10)
    fetch = Fetcher(
        Fetched(tmp_path),
        lambda _: Reply(200, {}, repeat(b"<")),
        clock=lambda: float(next(seconds)),
    )
    assert "120 seconds" in reason(fetch, HTTPS)


def test_a_server_that_makes_up_documents_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_DOCUMENTS", 3)
    fetch = Fetcher(Fetched(tmp_path), lambda _: page())
    for number in range(3):
        assert fetch(f"https://example.org/{number}.xsd") is not None
    assert "over 3 documents" in reason(fetch, "https://example.org/3.xsd")


def test_a_host_that_does_not_answer_is_left_alone(tmp_path: Path) -> None:
    fetch, web = fetcher(tmp_path, {})
    for number in range(100):
        reason(fetch, f"https://example.org/{number}.xsd")
    assert len(web.asked) == 3


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a.xsd",
        "a.xsd",
        "http://example.org/../a",
        "http://[",
    ],
)
def test_other_addresses_are_not_fetched(tmp_path: Path, address: str) -> None:
    fetch, web = fetcher(tmp_path, {address: page})
    assert fetch(address) is None
    assert web.asked == []


def test_an_address_with_a_query_is_not_fetched(tmp_path: Path) -> None:
    fetch, web = fetcher(tmp_path, {})
    assert "query" in reason(fetch, f"{HTTPS}?a=1")
    assert web.asked == []


def test_a_document_that_was_changed_is_not_used(tmp_path: Path) -> None:
    fetch, _ = fetcher(tmp_path, {HTTPS: page})
    fetch(HTTPS)
    (tmp_path / "https/example.org/a.xsd").write_bytes(b"<b/>")
    with pytest.raises(UnreadableError) as error:
        Fetched(tmp_path)(HTTPS)
    assert codes(list(error.value.diagnostics)) == ["fm:changedDocument"]


def test_another_document_than_the_first_is_not_kept(tmp_path: Path) -> None:
    fetcher(tmp_path, {HTTPS: page})[0](HTTPS)
    kept = tmp_path / "https/example.org/a.xsd"
    kept.unlink()
    fetch, _ = fetcher(tmp_path, {HTTPS: lambda: page(b"<b/>")})
    with pytest.raises(UnreadableError) as error:
        fetch(HTTPS)
    assert codes(list(error.value.diagnostics)) == ["fm:changedDocument"]
    assert not kept.exists()


def test_a_document_that_is_not_locked_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "https/example.org").mkdir(parents=True)
    (tmp_path / "https/example.org/a.xsd").write_bytes(DATA)
    (tmp_path / "documents.lock").write_bytes(b'\n[]\n{"address": 3}\nnonsense\n\xff\n')
    assert Fetched(tmp_path)(HTTPS) is None


def test_a_file_where_a_folder_would_have_to_be_is_said(tmp_path: Path) -> None:
    fetch, _ = fetcher(tmp_path, {HTTPS: page, f"{HTTPS}/b": page})
    assert fetch(HTTPS) is not None
    said = reason(fetch, f"{HTTPS}/b")
    assert "cannot be kept" in said
    assert "FINMODEL_HOME" in said


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "[fd00::1]", "192.168.1.1"],
)
def test_machines_that_are_not_public_are_not_asked(host: str) -> None:
    pytest.importorskip("urllib3", reason="the extra `fetch` is not installed")
    with pytest.raises(NetworkError, match="not on the public network"):
        Network()(f"https://{host}/a.xsd")


def test_the_network_asks_once_and_gives_what_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    urllib3 = pytest.importorskip("urllib3", reason="the extra `fetch` is not installed")
    import io

    asked: list[tuple[str, str, object]] = []

    def request(self: object, method: str, url: str, **settings: object) -> object:
        asked.append((method, url, settings["redirect"]))
        return urllib3.HTTPResponse(
            io.BytesIO(DATA), {"Location": "/b"}, 302, preload_content=False
        )

    monkeypatch.setattr(urllib3.PoolManager, "request", request)
    reply = Network()("https://8.8.8.8/a.xsd")
    assert (reply.status, reply.headers["location"]) == (302, "/b")
    assert b"".join(reply.content) == DATA
    assert asked == [("GET", "https://8.8.8.8/a.xsd", False)]


def test_what_the_network_refuses_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    urllib3 = pytest.importorskip("urllib3", reason="the extra `fetch` is not installed")

    def request(*_: object, **__: object) -> Iterator[bytes]:
        raise urllib3.exceptions.ConnectTimeoutError

    monkeypatch.setattr(urllib3.PoolManager, "request", request)
    with pytest.raises(NetworkError, match=r"does not answer \(ConnectTimeoutError\)"):
        Network()("https://8.8.8.8/a.xsd")
