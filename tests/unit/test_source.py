"""Places in documents, as messages write them."""

from __future__ import annotations

import pytest

from finmodel.source import Source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source("a.xml"), "a.xml"),
        (Source("a.xml", 14), "a.xml:14"),
        (Source("a.xml", 14, 3), "a.xml:14:3"),
        (Source("a.json", part="/facts/f1"), "a.json /facts/f1"),
        (Source("a.csv", 2, part="r2.Cash"), "a.csv:2 r2.Cash"),
        (Source("a.xml", None, 3), "a.xml"),
    ],
)
def test_a_place_names_document_line_column_and_part(source: Source, text: str) -> None:
    assert str(source) == text


def test_places_are_ordered_as_they_are_read() -> None:
    places = [Source("b.xml", 1), Source("a.xml", 10, 2), Source("a.xml", 9, 7)]
    assert sorted(places) == [places[2], places[1], places[0]]
