"""A document to read: bytes somewhere, the name people know it by, and what it refers to."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from os.path import relpath
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from attrs import frozen

from finmodel.diagnostic import Fault, UnreadableError
from finmodel.source import Source

CANNOT_OPEN: Final = Fault(
    "fm:cannotOpen",
    "A file cannot be opened.",
    "Check the path and the permissions.",
)


@frozen
class Document:
    """A named source of bytes, which can be opened more than once.

    `name` is what the user called it and what diagnostics repeat; `address` is an absolute URI
    (`file:///…` for a path), which relative references are resolved against.
    """

    name: str
    address: str
    data: bytes | None = None

    @classmethod
    def of(cls, source: str | Path | Document) -> Document:
        """Return the document at a path; a document is returned as it is.

        What comes through a pipe is read at once, since it comes only once.
        """
        if isinstance(source, Document):
            return source
        path = Path(source)
        with suppress(OSError, ValueError):
            if path.is_fifo():
                return cls(str(source), path_address(path), path.read_bytes())
        return cls(str(source), path_address(path))

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "<bytes>") -> Document:
        """Return bytes in memory as a document; relative references start at the current folder."""
        return cls(name, path_address(Path.cwd() / name.strip("<>")), data)

    def open(self) -> BinaryIO:
        """Open for reading; raises `UnreadableError` where that fails."""
        if self.data is not None:
            return io.BytesIO(self.data)
        path = self.path
        if path is None:
            raise UnreadableError(CANNOT_OPEN(f"{self.name} is no local file.", self.source()))
        try:
            return path.open("rb")
        except OSError as error:
            reason = error.strerror or str(error)
            raise UnreadableError(
                CANNOT_OPEN(f"{self.name} cannot be opened: {reason}.", self.source())
            ) from None

    def read(self) -> bytes:
        """Return all bytes; raises `UnreadableError` where that fails."""
        with self.open() as stream:
            try:
                return stream.read()
            except OSError as error:
                reason = error.strerror or str(error)
                raise UnreadableError(
                    CANNOT_OPEN(f"{self.name} cannot be read: {reason}.", self.source())
                ) from None

    @property
    def path(self) -> Path | None:
        """The local file, or `None` where the address is not one."""
        return address_path(self.address)

    def resolve(self, reference: str) -> str:
        """Return the absolute address that a reference in this document means.

        What is no address at all, such as `http://[`, is returned as it is.
        """
        return absolute_address(self.address, reference)

    def source(self, line: int | None = None, column: int | None = None, part: str = "") -> Source:
        """Return a place in this document."""
        return Source(self.name, line, column, part)


def absolute_address(base: str, reference: str) -> str:
    """Return what a reference means, seen from an address; as it is where it is no address."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def is_address(text: str) -> bool:
    """Tell whether a text can be an address, or a reference to one."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def is_relative(reference: str) -> bool:
    """Tell whether a reference names neither a scheme nor a host, nor a path from the root."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return False
    return not (parts.scheme or parts.netloc or parts.path.startswith("/"))


def is_regular_file(path: Path) -> bool:
    """Tell whether there is a file at a path, and no device or pipe, which might never end."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def path_address(path: Path) -> str:
    """Return the `file:` address of a path."""
    return "file://" + quote(os.fsencode(path.absolute()))


def address_path(address: str) -> Path | None:
    """Return the path of a `file:` address, or `None` for any other."""
    try:
        parts = urlsplit(address)
        name = os.fsdecode(unquote_to_bytes(parts.path))
    except ValueError:
        return None
    return Path(name) if parts.scheme == "file" else None


def relative_address(address: str, target: Path | None) -> str:
    """Return how a file written to `target` should refer to an address: local ones relatively."""
    path = address_path(address)
    if path is None or target is None:
        return address
    return quote(os.fsencode(Path(relpath(path, target.absolute().parent)).as_posix()))
