"""Where the documents of taxonomies come from: resolvers, asked by address, never the network."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from attrs import field, frozen

from finmodel.formats.document import Document, address_path, is_regular_file
from finmodel.formats.xml.parser import MAX_TREE

Resolver = Callable[[str], Document | None]
"""Leads from an absolute address to the document there, or to `None`."""

_MIRRORED: Final = ("http", "https")
# what is damaged, encrypted or packed in an unknown way
_UNPACKING_ERRORS: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)


def local_file(address: str) -> Document | None:
    """Return the document at a `file:` address, if there is one; never touches the network."""
    path = address_path(address)
    return Document(str(path), address) if path is not None and is_regular_file(path) else None


def first_of(*resolvers: Resolver) -> Resolver:
    """Return a resolver that asks others in turn, so that the first which has a document wins."""

    def resolve(address: str) -> Document | None:
        found = (resolver(address) for resolver in resolvers)
        return next((document for document in found if document is not None), None)

    return resolve


@frozen
class Mirror:
    """A folder in which the document of `http://host/path` is the file `http/host/path`."""

    folder: Path

    def __call__(self, address: str) -> Document | None:
        """Return the mirrored document at an address, if there is one."""
        name = _mirrored_name(address)
        path = None if name is None else self.folder / name
        if path is None or not is_regular_file(path):
            return None
        with suppress(OSError):
            if path.stat().st_size <= MAX_TREE:
                return Document(address, address, path.read_bytes())
        return None


@frozen
class ArchivedMirror:
    """A mirror in a zip archive, from which single documents are read when they are asked for.

    Raises `OSError` or `zipfile.BadZipFile` where the archive cannot be opened.
    """

    archive: zipfile.ZipFile = field(converter=zipfile.ZipFile)

    def __call__(self, address: str) -> Document | None:
        """Return the archived document at an address, if there is one that can be unpacked."""
        entry = self.archive.NameToInfo.get(_mirrored_name(address) or "")
        if entry is None or entry.is_dir():
            return None
        with suppress(*_UNPACKING_ERRORS):
            if entry.file_size <= MAX_TREE:
                return Document(address, address, self.archive.read(entry))
        return None


def _mirrored_name(address: str) -> str | None:
    """Return the path of an address below a mirror; `None` where it would lead out of it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in _MIRRORED:
        return None
    steps = [parts.scheme, parts.netloc, *unquote(parts.path).split("/")]
    if any(step in (".", "..") or "\\" in step or "\0" in step for step in steps):
        return None
    return "/".join(step for step in steps if step)
