"""Aliases of link types and groups."""

from __future__ import annotations

from finmodel.formats.oim.linkset import aliases
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP


def test_reserved_uris_have_their_aliases() -> None:
    uris = (FOOTNOTE, EXPLANATORY_FACT, STANDARD_GROUP)
    assert list(aliases(uris).values()) == ["footnote", "explanatoryFact", "_"]


def test_others_are_called_by_their_last_name() -> None:
    made = aliases(
        (
            "http://example.com/role/Balance-Sheet",
            "http://example.com/other/Balance-Sheet",
            "http://example.com/footnote",
            "http://example.com/role/",
        )
    )
    assert list(made.values()) == ["Balance-Sheet", "Balance-Sheet1", "footnote1", "link"]


def test_each_uri_has_one_alias() -> None:
    assert aliases(["http://e.com/a", "http://e.com/a"]) == {"http://e.com/a": "a"}
