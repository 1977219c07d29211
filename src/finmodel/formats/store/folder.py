"""Folders as places to read documents from, alike to archives."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from attrs import frozen

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import CANNOT_OPEN, is_regular_file, path_address
from finmodel.formats.store.fault import NOT_A_STORE
from finmodel.formats.store.stamp import Stamp
from finmodel.formats.xml.parser import MAX_TREE
from finmodel.source import Source

_PK: Final = b"PK"


class Container(Protocol):
    """Files by name, with `/` between folders; `address` ends in a slash."""

    @property
    def path(self) -> Path:
        """The archive or folder."""

    @property
    def address(self) -> str:
        """What the addresses of its files start with."""

    def entries(self, folder: str = "") -> list[str]:
        """Return what is directly in a folder; folders end in a slash."""

    def read(self, name: str) -> bytes | None:
        """Return the file of a name, if there is one that can be read."""

    def stamp(self, name: str) -> Stamp | None:
        """Return what tells whether the file of a name is the same, if there is one."""


@frozen
class Folder:
    """A folder, and what is below it."""

    path: Path

    @property
    def address(self) -> str:
        """What the addresses of its files start with."""
        return path_address(self.path) + "/"

    def entries(self, folder: str = "") -> list[str]:
        """Return what is directly in a folder; folders end in a slash."""
        with suppress(OSError), os.scandir(self.path / folder) as found:
            return sorted(entry.name + "/" * entry.is_dir() for entry in found)
        return []

    def read(self, name: str) -> bytes | None:
        """Return the file of a name, if there is one that can be read."""
        path = self.path / name
        if not is_regular_file(path):
            return None
        with suppress(OSError):
            if path.stat().st_size <= MAX_TREE:
                return path.read_bytes()
        return None

    def stamp(self, name: str) -> Stamp | None:
        """Return what tells whether the file of a name is the same, if there is one."""
        return Stamp.of(self.path / name)


def container(path: Path) -> Container:
    """Return the folder or the zip archive at a path; raises `UnreadableError`."""
    if path.is_dir():
        if not os.access(path, os.R_OK | os.X_OK):
            message = f"{path} cannot be opened: permission denied."
            raise UnreadableError(CANNOT_OPEN(message, Source(str(path))))
        return Folder(path)
    from finmodel.formats.store.archive import Archive

    if _is_no_archive(path):
        message = f"{path} is neither a folder nor a zip file."
        raise UnreadableError(NOT_A_STORE(message, Source(str(path))))
    return Archive.at(path)


def _is_no_archive(path: Path) -> bool:
    """Tell whether what is at a path is an archive neither by its name nor by how it starts.

    What cannot be opened may be one. A pipe, which might never end, is none.
    """
    if not is_regular_file(path):
        return path.exists()
    if path.suffix.lower() == ".zip":
        return False
    with suppress(OSError), path.open("rb") as stream:
        return stream.read(len(_PK)) != _PK
    return False
