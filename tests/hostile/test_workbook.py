"""Workbooks of strangers: bombs, wrong content, texts that mean to do harm."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from openpyxl import Workbook

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.report import read
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.formats.workbook.mapping import mapping_path
from finmodel.formats.workbook.opening import open_workbook
from finmodel.layout.propose import propose
from finmodel.layout.text import mapping_text
from finmodel.render.terminal import visible
from finmodel.validation import validate

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def saved(rows: list[list[Any]], name: str = "Sheet") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str = SHEET) -> bytes:
    """Return a workbook with one of its parts replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved([["a", 1]]))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return stream.getvalue()


def sheet_of(cells: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        open_workbook(Document.from_bytes(data, "book.xlsx"))
    return caught.value.diagnostics[0].code


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITY = b'<!DOCTYPE worksheet [<!ENTITY a "b">]>' + sheet_of("")
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "fm:unreadableWorkbook"),
        (b"<html><table></table></html>", "fm:unreadableWorkbook"),
        (b"PK\x03\x04 and then nothing", "tpe:invalidArchiveFormat"),
        (ENCRYPTED, "fm:unreadableWorkbook"),
        (with_part(sheet_of(FAR)), "fm:workbookLimit"),
        (with_part(sheet_of(FAR[FAR.rindex("<row") :])), "fm:workbookLimit"),
        (with_part(b"<x>" + b" " * (1 << 27)), "fm:archiveLimit"),
        (with_part(ENTITY), "fm:doctype"),
        (with_part(b"<worksheet>"), "fm:truncatedXml"),
        (with_part(b"<y/>", "xl/workbook.xml"), "fm:unreadableWorkbook"),
    ],
)
def test_what_is_no_workbook_or_a_bomb_is_refused(data: bytes, code: str) -> None:
    start = perf_counter()
    assert refusal(data) == code
    assert perf_counter() - start < 5


def test_encrypted_workbooks_are_called_so() -> None:
    with pytest.raises(UnreadableError, match="encrypted"):
        open_workbook(Document.from_bytes(ENCRYPTED, "book.xlsx"))


def test_cells_that_only_have_a_style_cost_little() -> None:
    row = "".join(f'<c r="{letter}{{0}}" s="0"/>' for letter in ("A", "XFD"))
    cells = "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, 20_000))
    book = open_workbook(Document.from_bytes(with_part(sheet_of(cells)), "book.xlsx"))
    assert dict(book.sheets[0].cells) == {}


HOSTILE = [
    "<script>alert(1)</script>",
    '=cmd|"/c calc"!A1',
    "\u202egnirts\u202c",
    "a" * 30_000,
    'quotes " and \\ and \'\'\' and """',
    "line\nbreak\ttab",
    "%s {item} {0}",
    "]]\n[[rule]]",
]


def _typed(value: Any) -> Any:  # noqa: ANN401 - whatever a cell can hold
    """Return a value as somebody types it who wants it to be no formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith("=") else value


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts(text: str, tmp_path: Path) -> None:
    name = "".join(each for each in text if each not in r"\/?*[]:'" and each.isprintable())[:20]
    rows: list[list[Any]] = [[text], ["JPY million", text], ["", "FY2008", "FY2007", text]]
    rows += [[f"{text} {n}", 100 + n, 90 + n] for n in range(3)]
    rows += [["Total", 303, 273]]
    path = tmp_path / "book.xlsx"
    path.write_bytes(saved([[_typed(value) for value in row] for row in rows], name))
    written = mapping_text(propose(open_workbook(Document.of(path)), path.name))
    tomllib.loads(written)
    assert "\u202e" not in written
    mapping_path(path).write_text(written, encoding="utf-8")
    report = read(path)
    assert len(report.facts) == 8
    assert report.diagnostics == ()
    assert read_taxonomy(mapping_path(path)).diagnostics == ()
    for finding in validate(report).findings:
        assert "\u202e" not in visible(str(finding))
        assert finding.code in {"fm:wrongUnit"} or not finding.code.startswith("fm:invalid")


def test_dense_numbers_that_mean_nothing_take_seconds() -> None:
    rows: list[list[Any]] = [["", *(f"FY{2000 + year}" for year in range(10))]]
    rows += [
        [f"Row {at}", *(at * at * 7919 % (10_007 + year) for year in range(10))]
        for at in range(1_000)
    ]
    book = open_workbook(Document.from_bytes(saved(rows), "book.xlsx"))
    start = perf_counter()
    assert len(propose(book, "book.xlsx").tables) == 1
    assert perf_counter() - start < 8
