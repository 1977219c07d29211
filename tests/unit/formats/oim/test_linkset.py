"""Aliases of link types and groups."""

from __future__ import annotations

from finmodel.formats.oim.linkset import aliases
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP


def test_reserved_uris_have_their_aliases() -> None:
    assert aliases((FOOTNOTE, EXPLANATORY_FACT, STANDARD_GROUP)) == {
        FOOTNOTE: "footnote",
        EXPLANATORY_FACT: "explanatoryFact",
        STANDARD_GROUP: "_",
    }


def test_others_are_called_by_their_last_name() -> None:
    made = aliases(
        (
            "http://example.com/role/Balance-Sheet",
            "http://example.com/other/Balance-Sheet",
            "http://example.com/footnote",
            "http://example.com/role/",
        )
    )
    assert made == {
        "http://example.com/other/Balance-Sheet": "Balance-Sheet",
        "http://example.com/role/Balance-Sheet": "Balance-Sheet1",
        "http://example.com/footnote": "footnote1",
        "http://example.com/role/": "link",
    }


def test_the_order_of_links_changes_no_alias() -> None:
    uris = ["http://e.com/b/x", "http://e.com/a/x"]
    assert list(aliases(uris).items()) == list(aliases(reversed(uris)).items())


def test_each_uri_has_one_alias() -> None:
    assert aliases(["http://e.com/a", "http://e.com/a"]) == {"http://e.com/a": "a"}
