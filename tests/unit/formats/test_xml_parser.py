"""The parser: whole trees, streams in bounded memory, and bindings of prefixes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from finmodel.formats.document import Document
from finmodel.formats.xml.parser import XmlStream, parse_document, read_root_name
from finmodel.qname import QName


def document(text: str, encoding: str = "utf-8") -> Document:
    return Document.from_bytes(text.encode(encoding), "a.xml")


def filler(count: int) -> str:
    """More children than a chunk holds."""
    return "".join(f'\n<child number="{n}">text {n}</child>' for n in range(count))


def test_a_tree_is_parsed_without_comments_and_processing_instructions() -> None:
    tree = parse_document(document("<!-- a --><root><!-- b --><?do it?><child/>x</root>"))
    assert [child.tag for child in tree.getroot()] == ["child"]


def test_a_tree_larger_than_a_chunk_is_whole() -> None:
    root = parse_document(document(f"<root>{filler(5000)}</root>")).getroot()
    assert len(root) == 5000
    assert root[-1].text == "text 4999"


def test_a_comment_does_not_split_a_text() -> None:
    assert parse_document(document("<root>12<!-- x -->34</root>")).getroot().text == "1234"


def test_the_shortest_document_is_read() -> None:
    assert parse_document(document("<a/>")).getroot().tag == "a"
    assert [list(batch) for batch in XmlStream(document("<a/>"))] == [[]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "shift_jis", "euc-jp"])
def test_declared_encodings_are_read(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?><root>売上高</root>'
    assert parse_document(document(text, encoding)).getroot().text == "売上高"


def test_the_root_name_is_read_from_the_start_of_a_file_alone() -> None:
    text = f'<?xml version="1.0"?><a:root xmlns:a="urn:a">{filler(5000)} and then it breaks off'
    assert read_root_name(document(text)) == QName("urn:a", "root")


def test_a_stream_gives_every_child_of_the_root_once_in_order_and_finished() -> None:
    stream = XmlStream(document(f'<root lang="en">{filler(5000)}</root>'))
    assert stream.root.get("lang") == "en"
    texts = [child.text for batch in stream for child in batch]
    assert texts == [f"text {number}" for number in range(5000)]


def test_a_stream_of_a_root_without_children_is_empty() -> None:
    assert [list(batch) for batch in XmlStream(document("<root/>"))] == [[]]


def test_a_stream_forgets_what_was_read() -> None:
    stream = XmlStream(document(f"<root>{filler(20_000)}</root>"))
    assert max(len(stream.root) for _ in stream) < 5000


def test_a_stream_knows_the_line_of_an_element_far_down() -> None:
    stream = XmlStream(document(f"<root>{filler(70_000)}</root>"))
    lines = [child.sourceline for batch in stream for child in batch]
    assert lines == list(range(2, 70_002))


def bound(stream: XmlStream) -> Iterator[tuple[str, str | None]]:
    for batch in stream:
        for child in batch:
            yield str(child.tag), stream.namespaces(child).get("p")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
@pytest.mark.parametrize("count", [0, 4000])
def test_prefixes_bound_below_the_root_are_seen_wherever_they_are(
    count: int, encoding: str
) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><root xmlns:p="urn:root">'
        f'{filler(count)}<local xmlns:p="urn:local"/><plain/></root>'
    )
    names = list(bound(XmlStream(document(text, encoding))))
    assert names[-2:] == [("local", "urn:local"), ("plain", "urn:root")]


def test_as_long_as_no_prefix_is_bound_below_the_root_its_bindings_serve_all() -> None:
    stream = XmlStream(document('<root xmlns:p="urn:root" xmlns="urn:default"><a/></root>'))
    assert list(bound(stream)) == [("{urn:default}a", "urn:root")]
    assert stream.namespaces(stream.root) == {"p": "urn:root", "": "urn:default"}
    assert not stream.is_rebound
