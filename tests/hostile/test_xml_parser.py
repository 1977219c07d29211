"""Documents that are broken, or made to do harm: each is refused with a code and a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.xml.parser import XmlStream, parse_document, read_root_name

LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 12)
)

REFUSED = {
    "empty": (b"", "fm:notXml", None),
    "white space": (b" \n ", "fm:notXml", 2),
    "prose": (b"Revenues rose.", "fm:notXml", 1),
    "json": (b'{"documentInfo": {}}', "fm:notXml", 1),
    "zip": (b"PK\x03\x04\x00\x00", "fm:notXml", 1),
    "utf-32": ("<a/>".encode("utf-32"), "fm:notXml", 1),
    "no root": (b'<?xml version="1.0"?>', "fm:notXml", 1),
    "wrong end tag": (b"<a>\n<b>1</c></a>", "fm:malformedXml", 2),
    "two roots": (b"<a/>\n<b/>", "fm:malformedXml", 2),
    "unbound prefix": (b"<a>\n<x:b/></a>", "fm:malformedXml", 2),
    "attribute twice": (b'<a b="1" b="2"/>', "fm:malformedXml", 1),
    "namespace that is no address": (b'<a xmlns="a b"/>', "fm:malformedXml", 1),
    "undeclared entity": (b"<a>\n\n&nbsp;</a>", "fm:malformedXml", 3),
    "character nought": (b"<a>\x00</a>", "fm:malformedXml", 1),
    "reference to a control character": (b"<a>&#1;</a>", "fm:malformedXml", 1),
    "late declaration": (b'\n<?xml version="1.0"?><a/>', "fm:malformedXml", 2),
    "missing end tags": (b"<a>\n<b>1</b>\n<c>", "fm:truncatedXml", 3),
    "cut in a value": (b'<a>\n<b c="', "fm:truncatedXml", 2),
    "cut in the first tag": (b"<a ", "fm:truncatedXml", 1),
    "latin-1 without saying so": (b"<a>\n\xe9</a>", "fm:wrongEncoding", 2),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', "fm:wrongEncoding", 1),
    "doctype": (b"<!DOCTYPE a><a/>", "fm:doctype", None),
    "broken doctype": (b"<!DOCTYPE a [<!ENTITY x <a/>", "fm:doctype", None),
    "internal entity": (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "fm:doctype", None),
    "external entity": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "fm:doctype",
        None,
    ),
    "external subset": (b'<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>', "fm:doctype", None),
    "a billion laughs": (
        b'<!DOCTYPE a [<!ENTITY l0 "lol">' + LAUGHS + b']><a b="&l11;">&l11;</a>',
        "fm:doctype",
        None,
    ),
    "endless declarations": (
        b"<!DOCTYPE a [" + b'<!ENTITY x "y">' * 500_000 + b"]><a/>",
        "fm:doctype",
        None,
    ),
    "endless comments": (b"<!-- -->" * 500_000 + b"<a/>", "fm:xmlLimit", None),
    "depth": (b"<a>" * 100_000, "fm:xmlLimit", 1),
    "long text": (b"<a>" + b"x" * 11_000_000 + b"</a>", "fm:xmlLimit", 1),
    "long name": (b"<a>\n<" + b"x" * 11_000_000 + b"/></a>", "fm:xmlLimit", 2),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_document_is_refused(case: str) -> None:
    data, code, line = REFUSED[case]
    with pytest.raises(UnreadableError) as refusal:
        parse_document(Document.from_bytes(data, "a.xml"))
    (diagnostic,) = refusal.value.diagnostics
    assert diagnostic.code == code
    assert diagnostic.source is not None
    assert (diagnostic.source.document, diagnostic.source.line) == ("a.xml", line)
    assert diagnostic.message
    assert diagnostic.remedy


@pytest.mark.parametrize("case", REFUSED)
def test_a_stream_is_refused_before_its_end(case: str) -> None:
    data, code, _ = REFUSED[case]
    with pytest.raises(UnreadableError) as refusal:
        for _batch in XmlStream(Document.from_bytes(data)):
            pass
    assert refusal.value.diagnostics[0].code == code


def test_a_comment_may_speak_of_a_doctype() -> None:
    assert parse_document(Document.from_bytes(b"<!-- <!DOCTYPE a> --><a/>")).getroot().tag == "a"


def test_a_tree_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finmodel.formats.xml.parser.MAX_TREE", 1 << 18)
    with pytest.raises(UnreadableError, match="fm:xmlLimit"):
        parse_document(Document.from_bytes(b"<a>" + b"<b/>" * 100_000 + b"</a>"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"nowhere\.xml cannot be opened"):
        read_root_name(Document.of(tmp_path / "nowhere.xml"))
