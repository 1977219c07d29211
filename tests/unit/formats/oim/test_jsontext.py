"""JSON with places, duplicate keys and exact numbers."""

from __future__ import annotations

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.jsontext import JsonText, Number, Token, parse, pointer
from finmodel.formats.xbrl_json.fault import INVALID_JSON

TEXT = """{ "a": [1, {"b~/c": null}],
  "d" : {
    "e": "\\u007d{", "f": 12345678901234567890,
    "g": -0.10 } }
"""


def parsed(text: str | bytes) -> JsonText:
    data = text if isinstance(text, bytes) else text.encode()
    return parse(Document("x.json", "file:///x.json", data), INVALID_JSON)


@pytest.mark.parametrize(
    ("path", "line", "part"),
    [
        ((), 1, ""),
        (("a",), 1, "/a"),
        (("a", 1, "b~/c"), 1, "/a/1/b~0~1c"),
        (("d", "f"), 3, "/d/f"),
        (("d", "g"), 4, "/d/g"),
        (("d", "missing", "too"), 2, "/d/missing/too"),
        (("missing",), 1, "/missing"),
    ],
)
def test_every_place_is_known(path: tuple[Token, ...], line: int, part: str) -> None:
    source = parsed(TEXT).source(*path)
    assert (source.line, source.part) == (line, part)


def test_numbers_stay_exact() -> None:
    members = parsed(TEXT).value["d"]
    assert members["f"] == Number("12345678901234567890")
    assert members["g"] == Number("-0.10")
    assert parsed("[12]").value == [12]


def test_a_key_that_comes_again_is_known_by_its_path() -> None:
    text = parsed('{"a": {"b": 1, "b": 2}, "c": [{"b": 3, "b": 4, "b": 5}], "a": 6}')
    assert text.value == {"a": {"b": 1}, "c": [{"b": 3}]}
    assert text.repeated == [("a", "b"), ("c", 0, "b"), ("c", 0, "b"), ("a",)]


def test_a_pointer_escapes_what_it_must() -> None:
    assert pointer("a/b", 3, "~") == "/a~1b/3/~0"


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "expecting value"),
        ('{"a": 1,\n "b" 2}', 2, 6, "':'"),
        ('{"a": "x\ny"}', 1, 9, "control character"),
        ('{"a": 1} x', 1, 10, "extra data"),
        ("[NaN]", None, None, "NaN"),
        ("[-Infinity]", None, None, "Infinity"),
        (b'{"a":\n  "\xff"}', 2, 4, "UTF-8"),
        ("{}".encode("utf-16"), 1, 1, "UTF-8"),
    ],
)
def test_what_is_no_json_cannot_be_read(
    text: str | bytes, line: int | None, column: int | None, words: str
) -> None:
    with pytest.raises(UnreadableError) as raised:
        parsed(text)
    (one,) = raised.value.diagnostics
    assert one.code == "xbrlje:invalidJSON"
    assert one.source is not None
    assert (one.source.line, one.source.column) == (line, column)
    assert words in one.message
