"""Opening workbooks: bytes to grids of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from math import isfinite
from typing import Any, Final

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.workbook.display import (
    GENERAL,
    displayed,
    has_decimal_commas,
    parse_shown,
)
from finmodel.formats.workbook.fault import UNREADABLE_WORKBOOK, WORKBOOK_LIMIT
from finmodel.formats.workbook.grid import Area, Cell, Place, Sheet, Workbook
from finmodel.formats.workbook.mark import joined
from finmodel.formats.workbook.part import MAX_AREA, Look, Style, looks

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_MAX_SIZE: Final = 1 << 27
_MAX_MERGED: Final = 20_000
_LONGEST_TEXT: Final = 2_000
_UNSTYLED: Final = Style()
UNCALCULATED: Final = "not calculated"
"""The error of a formula that has no result in the file."""


def open_workbook(document: Document) -> Workbook:
    """Return the cells of a workbook, of formulas their results; raises `UnreadableError`.

    What .xlsx files say of formats, bold type and indentation is kept; of other formats of
    workbooks only the values are known. Hidden sheets and macros are not looked at.
    """
    data = _data(document)
    seen = _looks(document, data)
    with _calamine_errors(document):
        return Workbook(tuple(_sheets(document, data, seen)))


def raw_sheets(
    document: Document, names: Sequence[str]
) -> Mapping[str, Sequence[Sequence[object]]]:
    """Return the cells of some sheets as they are, from the first one on; nothing where one lacks.

    Raises `UnreadableError`.
    """
    data = _data(document)
    _looks(document, data, names)  # refuses what is not safe to be spread out
    with _calamine_errors(document):
        book = _calamine(document).CalamineWorkbook.from_filelike(BytesIO(data))
        if not set(names) <= set(book.sheet_names):
            return {}
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names
        }


def _data(document: Document) -> bytes:
    with document.open() as stream:
        data = stream.read(_MAX_SIZE + 1)
    if len(data) > _MAX_SIZE:
        message = f"{document.name} has over {_MAX_SIZE:,} bytes."
        raise UnreadableError(WORKBOOK_LIMIT(message, document.source()))
    return data


@contextmanager
def _calamine_errors(document: Document) -> Iterator[None]:
    """Turn what calamine raises, which may be anything, into `UnreadableError`."""
    try:
        yield
    except (UnreadableError, ImportError):
        raise
    except Exception as error:
        with document.open() as stream:
            start = stream.read(len(_COMPOUND))
        if start.startswith((_ZIP, _COMPOUND)):
            raise _unreadable(document, f"is no workbook that can be read ({error})") from None
        raise UnreadableError(
            UNREADABLE_WORKBOOK(
                f"{document.name} is no workbook.",
                document.source(),
                remedy="Name a file .xlsx, .xlsm, .xls or .ods; other reports need no mapping.",
            )
        ) from None


def _looks(
    document: Document, data: bytes, names: Sequence[str] | None = None
) -> Mapping[str, Look] | None:
    if data.startswith(_ZIP):
        return looks(document, names)
    if data.startswith(_COMPOUND) and "EncryptedPackage".encode("utf-16-le") in data:
        raise _unreadable(document, "is encrypted: it can be opened only with its password")
    return None


def _sheets(document: Document, data: bytes, seen: Mapping[str, Look] | None) -> Iterator[Sheet]:
    calamine = _calamine(document)
    book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    visible = calamine.SheetVisibleEnum.Visible
    for about in book.sheets_metadata:
        if about.visible != visible or about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if seen is not None and about.name not in seen:  # nobody knows how large it is
            raise _unreadable(document, f"has a sheet without content, “{about.name[:40]}”")
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_height * sheet.total_width > MAX_AREA * 4:
            message = f"The sheet “{about.name[:40]}” of {document.name} is too large."
            raise UnreadableError(WORKBOOK_LIMIT(message, document.source()))
        look = Look() if seen is None else seen[about.name]
        yield Sheet(about.name, _cells(sheet, look), tuple(_merged(sheet)))


def _calamine(document: Document) -> Any:  # noqa: ANN401 - it is loaded only when it is needed
    try:
        return import_module("python_calamine")
    except ImportError:
        message = f"{document.name} is a workbook, which needs python-calamine to be read."
        remedy = "pip install 'finmodel[excel]'"
        raise UnreadableError(
            UNREADABLE_WORKBOOK(message, document.source(), remedy=remedy)
        ) from None


def _cells(sheet: Any, look: Look) -> Mapping[Place, Cell]:  # noqa: ANN401
    lines = sheet.to_python(skip_empty_area=True)
    has_commas = has_decimal_commas(v for values in lines for v in values if isinstance(v, str))
    cells = {place: Cell("", error=UNCALCULATED) for place in look.uncalculated}
    cells |= {place: Cell(text, error=text) for place, text in look.errors.items()}
    if sheet.start is not None:
        cells.update(_shown(lines, sheet.start, look, has_commas=has_commas))
    return joined(cells, has_commas=has_commas)


def _shown(
    lines: Sequence[Sequence[object]], start: Place, look: Look, *, has_commas: bool
) -> Iterator[tuple[Place, Cell]]:
    top, left = start[0] + 1, start[1] + 1
    for row, values in enumerate(lines, top):
        for column, value in enumerate(values, left):
            place = (row, column)
            if value == "" or place in look.errors or place in look.uncalculated:
                continue
            style = look.styles.get(place, _UNSTYLED)
            cell = _cell(value, style, has_commas=has_commas)
            if cell.text:
                yield place, cell


def _cell(value: object, style: Style, *, has_commas: bool) -> Cell:
    if isinstance(value, bool):
        return Cell(str(value).upper(), is_bold=style.is_bold, indent=style.indent)
    if isinstance(value, int | float):
        if not isfinite(value):
            return Cell(str(value), error=str(value))
        text, number = displayed(Decimal(repr(value)), style.code)
        is_general = style.code in {"", GENERAL, "@"}
        return Cell(text, number, style.is_bold, style.indent, is_general)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(day.isoformat(), None, style.is_bold, style.indent, is_date=True)
    if isinstance(value, time | timedelta):
        return Cell(str(value), None, style.is_bold, style.indent)
    return _text_cell(str(value)[:_LONGEST_TEXT], style, has_commas=has_commas)


def _text_cell(text: str, style: Style, *, has_commas: bool) -> Cell:
    """Return a cell of text; white space before it is an indentation that somebody typed."""
    stripped = text.strip(" \u3000\t\r\n\xa0")
    lead = text[: len(text) - len(text.lstrip(" \u3000\t\xa0"))]
    indent = style.indent + sum(2 if each == "\u3000" else 1 for each in lead)
    number = parse_shown(stripped, has_commas=has_commas)
    return Cell(stripped, number, style.is_bold, indent)


def _merged(sheet: Any) -> Iterator[Area]:  # noqa: ANN401
    for first, last in list(sheet.merged_cell_ranges or ())[:_MAX_MERGED]:
        area = Area(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        if len(area.rows) * len(area.columns) <= _MAX_MERGED:
            yield area


def _unreadable(document: Document, what: str) -> UnreadableError:
    return UnreadableError(UNREADABLE_WORKBOOK(f"{document.name} {what}.", document.source()))
