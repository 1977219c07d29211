"""Text from files made safe to show."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.render.terminal import escaped, visible

ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
HARMLESS = "\u00ad\u200c\u200d"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Umsatzerlöse 売上高 −5 %", "Umsatzerlöse 売上高 −5 %"),
        ("\x1b[2J", "␛[2J"),
        ("a\nb\tc\rd\x00", "a␊b␉c␍d␀"),
        ("\x7f\x9b31m", "␡\ufffd31m"),
        ("\u202e1,000\u202c", "\ufffd1,000\ufffd"),
        ("\u2066\u2069\u200e\u061c", "\ufffd" * 4),
        ("\u2028\u2029\ufeff", "\ufffd" * 3),
        ("\ud800", "\ufffd"),
        ("\U000e0041", "\ufffd"),
        ("नमस्\u200dते", "नमस्\u200dते"),
    ],
)
def test_what_acts_is_shown_instead(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(codec=None)))
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not {unicodedata.category(c) for c in shown if c not in HARMLESS} & ACTING


@given(st.recursive(st.text(st.characters(codec=None)), st.lists))
def test_escapes_in_json_change_nothing_but_its_looks(content: object) -> None:
    text = escaped(json.dumps(content, ensure_ascii=False, indent=1))
    assert json.loads(text) == content
    assert visible(text.replace("\n", "")) == text.replace("\n", "")
