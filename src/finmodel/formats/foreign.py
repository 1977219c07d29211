"""What files are that are no report in a format that is read, and what to do with them instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import Document

NOT_A_REPORT: Final = Fault(
    "fm:notAReport",
    "A file is no report.",
    "Name the report: an XBRL instance, xBRL-JSON, or the metadata of xBRL-CSV.",
)
UNSUPPORTED_FORMAT: Final = Fault(
    "fm:unsupportedFormat",
    "A file is of a format that finmodel does not read yet.",
    "Give the report as xBRL-XML, xBRL-JSON or xBRL-CSV.",
)

_ZIP: Final = b"PK\x03\x04"
_STARTS: Final = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "a workbook of an old format"),
    (b"\x1f\x8b", "compressed"),
)
"""How files start that cannot be reports in a format that is read."""

_PROLOG: Final = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_HTML: Final = re.compile(rb"<!DOCTYPE\s+html|<(?:\w+:)?html[\s>]", re.IGNORECASE)
_INLINE: Final = re.compile(rb"http://www\.xbrl\.org/20\d\d/(?:CR-[\d-]+/)?inlineXBRL")
_LOOKED_THROUGH: Final = 1 << 20
_MOST_NAMED: Final = 3


def foreign(document: Document, head: bytes) -> Diagnostic | None:
    """Tell what a document is by how it starts; `None` where it can be a report."""
    if head.startswith(_ZIP):
        return _archive(document)
    for start, what in _STARTS:
        if head.startswith(start):
            return UNSUPPORTED_FORMAT(f"{document.name} is {what}.", document.source())
    return None


def folder(document: Document) -> Diagnostic | None:
    """Tell which files of a folder may be meant; `None` where the document is no folder."""
    path = document.path
    if document.data is not None or path is None or not path.is_dir():
        return None
    message = f"{document.name} is a folder."
    return NOT_A_REPORT(message, document.source(), remedy=_remedy(_likely(path)))


def hypertext(document: Document, head: bytes) -> Diagnostic | None:
    """Tell of HTML whether it is Inline XBRL; `None` where the document is none."""
    prolog = _PROLOG.match(head)
    if prolog is None or not _HTML.match(head, prolog.end()):
        return None
    with document.open() as stream:
        is_inline = _INLINE.search(stream.read(_LOOKED_THROUGH)) is not None
    if not is_inline:
        message = f"{document.name} is HTML without Inline XBRL."
        return NOT_A_REPORT(message, document.source())
    path = document.path
    beside = [] if document.data is not None or path is None else _likely(path.parent)
    message = f"{document.name} is Inline XBRL, which is not read yet."
    return UNSUPPORTED_FORMAT(
        message, document.source(), remedy=_remedy(beside) if beside else None
    )


def _remedy(names: Iterable[str]) -> str | None:
    found = list(names)
    if not found:
        return None
    more = f" or {len(found) - _MOST_NAMED:,} more" if len(found) > _MOST_NAMED else ""
    return f"Name the report that is there: {', '.join(found[:_MOST_NAMED])}{more}."


def _likely(path: Path) -> list[str]:
    """Return the files of a folder that by their names are reports."""
    with suppress(OSError):
        return sorted(each.name for each in path.iterdir() if _is_likely(each.name))
    return []


def _is_likely(name: str) -> bool:
    return name.lower().endswith((".xbrl", "-metadata.json", "report.json"))


def _archive(document: Document) -> Diagnostic:
    """Tell what an archive holds, as far as it can be opened."""
    from finmodel.formats.store.archive import Archive

    entries: set[str] = set()
    if document.data is None and document.path is not None:
        with suppress(UnreadableError):
            archive = Archive.at(document.path)
            tops = ["", *(name[:-1] for name in archive.entries() if name.endswith("/"))]
            entries = {name for top in tops for name in archive.entries(top)}
            entries |= {name for top in tops for name in archive.entries(_below(top, "META-INF"))}
    name, source = document.name, document.source()
    if "[Content_Types].xml" in entries:
        return UNSUPPORTED_FORMAT(f"{name} is a workbook or another document of an office.", source)
    if "reportPackage.json" in entries or "reports/" in entries:
        message = f"{name} is a report package, which is not read as a whole yet."
        remedy = "Unpack it, and name the report in its folder `reports`."
        return UNSUPPORTED_FORMAT(message, source, remedy=remedy)
    if "taxonomyPackage.xml" in entries:
        remedy = "Name the report, and give the package with `--package`."
        return NOT_A_REPORT(f"{name} is a taxonomy package.", source, remedy=remedy)
    message = f"{name} is a zip archive{'' if entries else ' or a workbook'}."
    remedy = "Unpack it, and name the report in it."
    return UNSUPPORTED_FORMAT(message, source, remedy=remedy)


def _below(top: str, name: str) -> str:
    return f"{top}/{name}" if top else name
