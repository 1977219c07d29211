"""Names: what is one, and prefixes both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.qname import ISO4217, XBRLI, Namespaces, QName, UnboundPrefixError, is_ncname

ACME = "https://acme.example/2025"

local_names = st.text("abcÅ漢_", min_size=1, max_size=4)
uris = st.sampled_from(["", ACME, ISO4217, "urn:x", "https://other.example/"])
qnames = st.builds(QName, uris, local_names)


@pytest.mark.parametrize("text", ["a", "_", "Revenues", "us-gaap", "a.b-c_1", "Ünit", "収益", "a·"])
def test_an_ncname_starts_with_a_letter_and_has_no_colon(text: str) -> None:
    assert is_ncname(text)


@pytest.mark.parametrize("text", ["", "1a", "-a", ".a", "·a", "a:b", "a b", "a\n", "a/b", "a×b"])
def test_what_is_no_ncname_is_refused(text: str) -> None:
    assert not is_ncname(text)


# the productions NameStartChar and NameChar of XML 1.0, fifth edition, without the colon
STARTS = (
    "AZ__azÀÖØöø˿"
    "\u0370\u037d\u037f\u1fff\u200c\u200d\u2070\u218f\u2c00\u2fef\u3001\ud7ff"
    "\uf900\ufdcf\ufdf0\ufffd\U00010000\U000effff"
)
OTHERS = "--..09\u00b7\u00b7\u0300\u036f\u203f\u2040"


def characters(ends: str) -> set[int]:
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return {number for low, high in pairs for number in range(ord(low), ord(high) + 1)}


def test_an_ncname_has_the_characters_of_xml_and_no_others() -> None:
    starts, others = characters(STARTS), characters(OTHERS)
    every = range(0x110000)
    assert {number for number in every if is_ncname(chr(number))} == starts
    assert {number for number in every if is_ncname(f"a{chr(number)}")} == starts | others


@given(qnames)
def test_clark_notation_is_read_back(name: QName) -> None:
    assert QName.from_clark(name.clark) == name
    assert str(name) == name.clark


def test_a_prefixed_name_takes_the_namespace_bound_to_its_prefix() -> None:
    bound = {"acme": ACME, "": XBRLI}
    assert QName.from_prefixed("acme:Cash", bound) == QName(ACME, "Cash")
    assert QName.from_prefixed("pure", bound) == QName(XBRLI, "pure")
    assert QName.from_prefixed("pure", {}) == QName("", "pure")


@pytest.mark.parametrize("text", ["other:Cash", ":Cash"])
def test_an_unbound_prefix_is_named(text: str) -> None:
    with pytest.raises(UnboundPrefixError, match=text) as caught:
        QName.from_prefixed(text, {"acme": ACME})
    assert caught.value.prefix == text.partition(":")[0]


@given(st.lists(qnames, max_size=8), st.dictionaries(st.sampled_from(["", "ns", "a"]), uris))
def test_names_written_with_prefixes_are_read_back(
    names: list[QName], bound: dict[str, str]
) -> None:
    namespaces = Namespaces(bound)
    texts = [namespaces.name(name) for name in names]
    assert bound.items() <= namespaces.items()
    for text, name in zip(texts, names, strict=True):
        if ":" in text or name.namespace:
            assert QName.from_prefixed(text, namespaces) == name
        else:
            assert text == name.local_name


def test_a_namespace_keeps_the_prefix_it_has_and_gets_its_usual_one_or_a_numbered_one() -> None:
    namespaces = Namespaces(acme=ACME)
    assert namespaces.prefix(ACME) == "acme"
    assert namespaces.prefix(ISO4217) == "iso4217"
    assert namespaces.prefix("urn:x") == "ns"
    assert namespaces.prefix("urn:y") == "ns1"
    assert namespaces.prefix("urn:x") == "ns"


def test_a_usual_prefix_that_is_taken_is_numbered() -> None:
    namespaces = Namespaces(iso4217="urn:not-iso")
    assert namespaces.prefix(ISO4217) == "iso42171"
    assert namespaces["iso4217"] == "urn:not-iso"
