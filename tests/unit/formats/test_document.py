"""Documents and what they refer to."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document, address_path, is_regular_file, relative_address


def test_references_are_resolved_against_the_address() -> None:
    document = Document("a.xml", "file:///reports/2009/a.xml")
    assert document.resolve("../ex.xsd#a") == "file:///reports/ex.xsd#a"
    assert document.resolve("https://example.org/ex.xsd") == "https://example.org/ex.xsd"


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "//["])
def test_what_is_no_address_is_left_as_it_is(address: str) -> None:
    assert Document("a.xml", "file:///a.xml").resolve(address) == address
    assert address_path(address) is None
    assert relative_address(address, Path("/reports/a.xml")) == address
    with pytest.raises(UnreadableError, match="no local file"):
        Document("a.xml", address).open()


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff %41.json")
    document = Document.of(path)
    assert document.address.endswith("/%FF%20%2541.json")
    assert document.path == path
    assert relative_address(document.address, tmp_path / "a.xml") == "%FF%20%2541.json"


@pytest.mark.parametrize("address", ["file:///\ud800", "file:///%00", "file:///" + "x" * 5000])
def test_a_name_that_no_file_has_is_not_there(address: str) -> None:
    path = address_path(address)
    assert path is None or not is_regular_file(path)


def test_what_comes_through_a_pipe_can_be_opened_again(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(b"something",))
    writer.start()
    document = Document.of(pipe)
    writer.join()
    assert [document.read(), document.read()] == [b"something"] * 2


def test_a_pipe_is_no_regular_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert not is_regular_file(pipe)


def test_local_addresses_are_referred_to_relatively() -> None:
    target = Path("/reports/2009/a.xml")
    assert relative_address("file:///reports/my%20ex.xsd", target) == "../my%20ex.xsd"
    assert relative_address("file:///reports/ex.xsd", None) == "file:///reports/ex.xsd"
    assert relative_address("https://example.org/ex.xsd", target) == "https://example.org/ex.xsd"
