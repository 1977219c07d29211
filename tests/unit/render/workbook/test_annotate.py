"""An annotated workbook is the same workbook: part by part, nothing but the marks is new."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from finmodel.diagnostic import UnreadableError
from finmodel.formats.spreadsheet.sheet import Link, Sheet
from finmodel.model.finding import Verdict
from finmodel.render.workbook.annotate import Mark, annotated
from tests.unit.render.workbook.rich import FOREIGN, rich_workbook

SHEET = "Income & loss"
MARKS = {
    (SHEET, "B2"): Mark(Verdict.EXACT, "a second opinion"),
    (SHEET, "C4"): Mark(Verdict.EXPLAINED, "1 from rounding"),
    (SHEET, "B1"): Mark(Verdict.BROKEN, "should be 2009"),
    ("Plain", "B1"): Mark(Verdict.BROKEN, "should be 3\nsays the total"),
    ("Nowhere", "B1"): Mark(Verdict.BROKEN),
    (SHEET, "XFD9"): Mark(Verdict.BROKEN, "no such cell"),
}
SHEETS = [Sheet("Findings", ["Cell", "What"], [[Link("B2", f"'{SHEET}'!B2"), "=1+1"]])]
MARKED = {"xl/worksheets/sheet1.xml": ("B2", "C4", "B1"), "xl/worksheets/sheet2.xml": ("B1",)}
ADDED_TO = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/_rels/sheet2.xml.rels",
    "xl/styles.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich_workbook(tmp_path_factory.mktemp("rich") / "book.xlsm")


@pytest.fixture(scope="module")
def after(before: Path) -> bytes:
    return annotated(before, MARKS, SHEETS)


def parts(source: Path | bytes) -> dict[str, bytes]:
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_part_that_no_mark_touches_is_the_same(before: Path, after: bytes) -> None:
    old, new = parts(before), parts(after)
    assert FOREIGN.keys() <= old.keys()
    assert {n for n in old if new.get(n) != old[n]} == ADDED_TO | MARKED.keys()
    assert new.keys() - old.keys() == {
        "xl/comments2.xml",
        "xl/drawings/vmlDrawing2.vml",
        "xl/worksheets/finmodel1.xml",
    }


def test_of_a_marked_sheet_only_the_formats_of_marked_cells_change(
    before: Path, after: bytes
) -> None:
    old, new = parts(before), parts(after)
    for name, cells in MARKED.items():
        was, is_now = etree.fromstring(old[name]), etree.fromstring(new[name])
        for cell in cells:
            one, other = _cell(was, cell), _cell(is_now, cell)
            assert one.get("s") != other.get("s")
            other.set("s", one.get("s", "0"))
            one.set("s", one.get("s", "0"))
        legacy = is_now.find("{*}legacyDrawing")
        assert legacy is not None
        if was.find("{*}legacyDrawing") is None:
            is_now.remove(legacy)
        assert _canonical(is_now) == _canonical(was)


def test_formats_comments_and_listings_are_only_added_to(before: Path, after: bytes) -> None:
    old, new = parts(before), parts(after)
    for name in ADDED_TO - {"xl/drawings/vmlDrawing1.vml"}:
        _assert_extends(etree.fromstring(new[name]), etree.fromstring(old[name]), name)
    drawing, was = (p["xl/drawings/vmlDrawing1.vml"] for p in (new, old))
    start = was.rpartition(b"</xml>")[0]
    assert drawing.startswith(start)


def test_formats_keep_what_the_cell_had(after: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert sheet["B2"].number_format == "#,##0_);(#,##0)"
    assert sheet["B2"].font.italic
    assert sheet["B2"].border.top.style == "thin"
    looks = {cell: (sheet[cell].fill.fgColor.rgb, sheet[cell].border.left.style) for cell in
             ("B2", "C4", "B1")}  # fmt: skip
    assert len(set(looks.values())) == 3
    assert len({border for _, border in looks.values()}) == 3, "told apart without colours too"
    assert sheet["B1"].font.bold
    assert sheet["B1"].font.color.rgb != "FFFFFFFF", "white letters on pink cannot be read"


def test_results_of_formulas_stay(after: bytes) -> None:
    values = openpyxl.load_workbook(io.BytesIO(after), data_only=True)[SHEET]
    formulas = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert (values["C4"].value, formulas["C4"].value) == (20, "=C2-C3")


def test_comments_are_kept_and_added_to(after: bytes) -> None:
    sheets = openpyxl.load_workbook(io.BytesIO(after))
    kept = sheets[SHEET]["B2"].comment
    assert kept is not None
    assert kept.text == "Looked at by Sato\n\na second opinion"
    assert kept.author == "Sato"
    assert sheets["Plain"]["B1"].comment.text == "should be 3\nsays the total"


def test_a_sheet_is_added_under_a_free_name(after: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book.sheetnames == [SHEET, "Plain", "Findings", "Findings (2)"]
    cell = book["Findings (2)"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert book["Findings (2)"]["A2"].hyperlink.location == f"'{SHEET}'!B2"


def test_the_same_marks_give_the_same_bytes(before: Path, after: bytes) -> None:
    assert annotated(before, MARKS, SHEETS) == after


def test_marking_twice_keeps_both_comments(after: bytes, tmp_path: Path) -> None:
    path = tmp_path / "once.xlsm"
    path.write_bytes(after)
    twice = annotated(path, {("Plain", "B1"): Mark(Verdict.EXACT, "now right")})
    text = openpyxl.load_workbook(io.BytesIO(twice))["Plain"]["B1"].comment.text
    assert text == "should be 3\nsays the total\n\nnow right"
    drawing = parts(twice)["xl/drawings/vmlDrawing2.vml"]
    assert drawing.count(b"<v:shape ") == 1


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0 old", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_of_parts_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "book.xls"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        annotated(path, {})


def _replaced(source: Path, target: Path, part: str, old: bytes, new: bytes) -> Path:
    """Write a copy of a workbook in which something else stands in a part."""
    content = parts(source)
    assert old in content[part]
    content[part] = content[part].replace(old, new)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return target


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet2.xml", b' r="B1"', b""),
        ("xl/worksheets/sheet2.xml", b' r="B1"', b' r="B1" s="many"'),
        ("xl/worksheets/sheet2.xml", b' r="B1"', b' r="B1" s="99999999999999999999"'),
        ("xl/styles.xml", b'fontId="0"', b'fontId="-7"'),
        ("xl/styles.xml", b'borderId="0"', b'borderId="77"'),
        ("xl/workbook.xml", b'sheetId="2"', b'sheetId="two"'),
    ],
)
def test_odd_workbooks_are_marked_all_the_same(
    before: Path, tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    odd = _replaced(before, tmp_path / "odd.xlsx", part, old, new)
    data = annotated(odd, {("Plain", "B1"): Mark(Verdict.BROKEN, "here")}, SHEETS)
    comments = [text for name, text in parts(data).items() if name.startswith("xl/comments")]
    assert any(b'ref="B1"' in text and b"here" in text for text in comments)
    assert b"FFFFCDD2" in parts(data)["xl/styles.xml"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet2.xml", b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"),
        ("xl/styles.xml", b"</styleSheet>", b""),
        ("[Content_Types].xml", b"<Types", b"Types"),
    ],
)
def test_hostile_workbooks_are_refused(
    before: Path, tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    bad = _replaced(before, tmp_path / "bad.xlsx", part, old, new)
    with pytest.raises(UnreadableError):
        annotated(bad, {("Plain", "B1"): Mark(Verdict.BROKEN)}, SHEETS)


def test_a_hostile_comment_is_a_text(before: Path) -> None:
    text = "=cmd() <script>&\0\u202e" + "x" * 100_000
    data = annotated(before, {("Plain", "B1"): Mark(Verdict.BROKEN, text)})
    comment = openpyxl.load_workbook(io.BytesIO(data))["Plain"]["B1"].comment.text
    assert comment.startswith("=cmd() <script>&_x0000_\u202ex")
    assert len(comment) < 32_767


def _cell(root: etree._Element, name: str) -> etree._Element:
    return next(each for each in root.iter("{*}c") if each.get("r") == name)


def _canonical(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n2")


def _assert_extends(new: etree._Element, old: etree._Element, where: str) -> None:
    """Check that an element has all that it had, in that order, and perhaps more behind it."""
    ignored = {"count"}
    attributes: Mapping[str, str] = {k: v for k, v in old.attrib.items() if k not in ignored}
    assert new.tag == old.tag, where
    assert attributes == {k: v for k, v in new.attrib.items() if k not in ignored}, where
    assert (new.text or "").strip() == (old.text or "").strip(), where
    assert len(new) >= len(old), where
    for was, is_now in zip(old, list(new)[: len(old)], strict=True):
        _assert_extends(is_now, was, f"{where}/{etree.QName(old).localname}")
