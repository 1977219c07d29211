"""Aliases of URIs."""

from __future__ import annotations

import pytest

from finmodel.formats.oim.urimap import (
    LINK_ALIASES,
    PREFIXES,
    alias_faults,
    is_absolute_uri,
    is_legal,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://example.com/a#b", True),
        ("urn:x", True),
        ("https://xn--caf-dma.fr/%C3%A9", True),
        ("https://café.fr/é", True),
        ("example.com", False),
        ("//example.com/a", False),
        ("http:", False),
        ("http://a b", False),
        ("http://a\tb", False),
        ("http://a/%zz", False),
        ("http://a#b#c", False),
        ("", False),
    ],
)
def test_a_uri_is_absolute_with_its_scheme(text: str, expected: bool) -> None:
    assert is_absolute_uri(text) is expected


def test_the_reserved_aliases_are_as_they_must_be() -> None:
    whole = {alias: uri if uri[-1] != "/" else f"{uri}2024" for alias, uri in PREFIXES.items()}
    assert not list(alias_faults(whole, PREFIXES))
    assert not list(alias_faults(LINK_ALIASES, LINK_ALIASES))


def test_what_is_reserved_is_so_in_both_directions() -> None:
    assert not is_legal("xbrl", "http://example.com", PREFIXES)
    assert not is_legal("x", PREFIXES["xbrl"], PREFIXES)
    assert is_legal("xbrl", "http://example.com", LINK_ALIASES)
    assert is_legal("x", "http://example.com", PREFIXES)
