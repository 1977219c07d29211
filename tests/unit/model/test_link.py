"""Notes: the words that a number was printed in."""

from __future__ import annotations

import pytest

from finmodel.model.link import Note


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("up 5.0% YoY", "up 5.0% YoY"),
        ("<p>Revenue <b>JPY50,789 million</b></p>", "Revenue JPY50,789 million"),
        ("<p>a</p>\n<p>b</p>", "a b"),
        ("SG&amp;A/R&amp;D &lt; 10", "SG&A/R&D < 10"),
        ("", ""),
        ("<br/>", ""),
    ],
)
def test_the_text_of_a_note_is_its_words_without_markup(value: str, text: str) -> None:
    assert Note("n1", "en", value).text == text
