"""Documents and what they refer to."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document, address_path, relative_address


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


def test_local_addresses_are_referred_to_relatively() -> None:
    target = Path("/reports/2009/a.xml")
    assert relative_address("file:///reports/my%20ex.xsd", target) == "../my%20ex.xsd"
    assert relative_address("file:///reports/ex.xsd", None) == "file:///reports/ex.xsd"
    assert relative_address("https://example.org/ex.xsd", target) == "https://example.org/ex.xsd"
