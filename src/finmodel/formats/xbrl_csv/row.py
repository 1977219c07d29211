"""The rows of a CSV file, read with bounds on everything (xBRL-CSV 1.0, CSV files; RFC 4180)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from finmodel.diagnostic import Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.fault import TOO_LARGE

MAX_LINE: Final = 2**26
"""The characters of the longest line that is read."""

MAX_ROW: Final = 2**27
"""The characters of the longest row, which may have line breaks in its cells."""

Row = tuple[int, list[str]]
"""The number of the line at which a row starts, and its cells."""

_CELL: Final = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n?\Z)')


def iter_rows(document: Document, invalid: Fault) -> Iterator[Row]:
    """Yield the rows of a document; raises `UnreadableError` with `invalid` where it is no CSV.

    What came before the fault was yielded by then.
    """
    count = 0
    try:
        for row in _rows(document):
            yield row
            count += 1
    except UnicodeDecodeError:
        message = f"{document.name} is not encoded in UTF-8."
        raise UnreadableError(invalid(message, document.source())) from None
    except csv.Error as error:
        if "field limit" not in str(error):
            message = f"{document.name} breaks the rules of CSV after row {count}: {error}."
            raise UnreadableError(invalid(message, document.source())) from None
        yield from islice(_long_rows(document, invalid), count, None)


def _rows(document: Document) -> Iterator[Row]:
    with _text(document) as text:
        reader = csv.reader(_lines(document, text), strict=True)
        line = 1
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1


def _long_rows(document: Document, invalid: Fault) -> Iterator[Row]:
    """Yield the rows of a document that has cells longer than the `csv` module takes.

    Its limit is one for the whole process, so it is not ours to raise.
    """
    with _text(document) as text:
        start, size, is_open = 1, 0, False
        pieces: list[str] = []
        try:
            for line, piece in enumerate(_lines(document, text), 1):
                pieces.append(piece)
                size += len(piece)
                if size > MAX_ROW:
                    message = f"{document.name} has a row of over {MAX_ROW:,} characters."
                    raise UnreadableError(TOO_LARGE(message, document.source(start)))
                is_open ^= piece.count('"') % 2 == 1
                if not is_open:
                    yield start, _cells("".join(pieces), document, start, invalid)
                    start, size, pieces = line + 1, 0, []
        except UnicodeDecodeError:
            message = f"{document.name} is not encoded in UTF-8."
            raise UnreadableError(invalid(message, document.source(start))) from None
        if pieces:
            message = f"{document.name} ends within a cell."
            raise UnreadableError(invalid(message, document.source(start)))


def _cells(row: str, document: Document, line: int, invalid: Fault) -> list[str]:
    cells: list[str] = []
    position = 0
    while True:
        match = _CELL.match(row, position)
        if match is None:
            message = f"{document.name} breaks the rules of CSV: a quotation mark is misplaced."
            raise UnreadableError(invalid(message, document.source(line)))
        cells.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        position = match.end()
        if match[3] != ",":
            return cells


def _text(document: Document) -> io.TextIOWrapper:
    return io.TextIOWrapper(document.open(), encoding="utf-8-sig", newline="")


def _lines(document: Document, text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            message = f"{document.name} has a line of over {MAX_LINE:,} characters."
            raise UnreadableError(TOO_LARGE(message, document.source()))
        yield line
