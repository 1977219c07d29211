"""Texts escaped for XML come back from a parser unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.formats.document import Document
from finmodel.formats.xml.parser import parse_document
from finmodel.formats.xml.text import IllegalCharacterError, all_escaped, escaped, quoted
from tests.roundtrip.strategies import texts


@given(texts(max_size=40))
def test_a_text_comes_back_from_content_and_from_an_attribute(text: str) -> None:
    document = f"<a b={quoted(text)}>{escaped(text)}</a>".encode()
    root = parse_document(Document.from_bytes(document)).getroot()
    assert (root.text or "", root.get("b")) == (text, text)


@given(st.lists(texts(), max_size=5))
def test_many_texts_are_escaped_as_each_by_itself(several: list[str]) -> None:
    assert list(all_escaped(several)) == [escaped(text) for text in several]


@pytest.mark.parametrize(
    "character", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"]
)
def test_what_no_document_can_have_is_refused(character: str) -> None:
    for write in (escaped, quoted, lambda text: list(all_escaped(["1", text]))):
        with pytest.raises(IllegalCharacterError, match="cannot be written in XML") as refusal:
            write(f"a{character}b")
        assert f"U+{ord(character):04X}" in str(refusal.value)
        assert refusal.value.text == f"a{character}b"
