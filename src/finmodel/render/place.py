"""Places of documents as other programs want them: relative to the root of what one works on."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from attrs import frozen

_ADDRESS: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
_SAFE: Final = "/:?#[]@!$&'()*+,;=%~"
"""What an address keeps; anything else in it is no address and is escaped."""


@frozen
class Workplace:
    """The folder that documents are named from, and the root that other programs know them from."""

    folder: Path
    root: Path

    @classmethod
    def at(cls, folder: Path, root: Path | None = None) -> Workplace:
        """Return the workplace of a folder; a root that does not hold it is none."""
        return cls(folder, root if root is not None and folder.is_relative_to(root) else folder)

    def relative_path(self, document: str) -> str | None:
        """Return the path of a document from the root; `None` for one that is not below it."""
        if _ADDRESS.match(document):
            return None
        path = self._path(document)
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else None

    def relative_uri(self, document: str) -> tuple[str, bool]:
        """Return the address of a document, and whether it is relative to the root."""
        path = self.relative_path(document)
        if path is not None:
            return _quoted(path), True
        if _ADDRESS.match(document):
            return quote(document, safe=_SAFE, errors="replace"), False
        return "file://" + _quoted(str(self._path(document))), False

    def _path(self, document: str) -> Path:
        return Path(os.path.normpath(self.folder / document))


def _quoted(path: str) -> str:
    """Return a path as an address has it; of what no file system can have, a question mark."""
    try:
        return quote(os.fsencode(path))
    except UnicodeEncodeError:
        return quote(path, errors="replace")
