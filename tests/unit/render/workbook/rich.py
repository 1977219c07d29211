"""A workbook with all that a library might drop, as a spreadsheet program would have written it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import xlsxwriter

FOREIGN = {
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros",
    "customXml/item1.xml": b"<mine xmlns='urn:mine'>kept &amp; whole</mine>",
    "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
    "xl/slicers/slicer1.xml": b"<slicers/>",
    "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
}


def rich_workbook(path: Path) -> Path:
    """Write a workbook with two sheets of numbers and one that nobody marks."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    money = book.add_format({"num_format": "#,##0_);(#,##0)", "italic": True, "top": 1})
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#000080"})
    numbers = book.add_worksheet("Income & loss")
    numbers.write_row("A1", ["Item", "2008", "2007"], head)
    for row, (label, now, then) in enumerate([("Sales", 100, 90), ("Costs", 60, 70)], 1):
        numbers.write_row(row, 0, [label, now, then], money)
    numbers.write_formula("B4", "=B2-B3", money, 40)
    numbers.write_formula("C4", "=C2-C3", money, 20)
    numbers.write_rich_string("A6", "Sales of ", head, "all", " services")
    numbers.write_comment("B2", "Looked at by Sato", {"author": "Sato"})
    numbers.conditional_format("B2:C4", {"type": "3_color_scale"})
    numbers.data_validation("D1", {"validate": "list", "source": ["draft", "final"]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Income & loss'!$B$2:$B$4"})
    numbers.insert_chart("E2", chart)
    numbers.insert_image("E20", "dot.png", {"image_data": io.BytesIO(_dot())})
    plain = book.add_worksheet("Plain")
    plain.write_row("A1", ["Total", 7])
    plain.add_table("A3:B5", {"data": [["a", 1], ["b", 2]]})
    untouched = book.add_worksheet("Findings")
    untouched.write("A1", "a sheet of their own with that name")
    book.define_name("Profit", "='Income & loss'!$B$4")
    book.close()
    with zipfile.ZipFile(path, "a") as archive:
        for name, data in FOREIGN.items():
            archive.writestr(name, data)
    return path


def _dot() -> bytes:
    """Return an image of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
