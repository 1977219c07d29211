"""Places of documents as other programs want them: relative to the folder where one works."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

_ADDRESS: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
_SAFE: Final = "/:?#[]@!$&'()*+,;=%~"
"""What an address keeps; anything else in it is no address and is escaped."""


def relative_path(document: str, folder: Path) -> str | None:
    """Return the path of a document from a folder that holds it; `None` where it does not."""
    if _ADDRESS.match(document):
        return None
    path = Path(os.path.normpath(folder / document))
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


def relative_uri(document: str, folder: Path) -> tuple[str, bool]:
    """Return the address of a document, and whether it is relative to a folder that holds it."""
    path = relative_path(document, folder)
    if path is not None:
        return _quoted(path), True
    if _ADDRESS.match(document):
        return quote(document, safe=_SAFE, errors="replace"), False
    return "file://" + _quoted(os.path.normpath(folder / document)), False


def _quoted(path: str) -> str:
    """Return a path as an address has it; of what no file system can have, a question mark."""
    try:
        return quote(os.fsencode(path))
    except UnicodeEncodeError:
        return quote(path, errors="replace")
