"""Zip archives of strangers, read one entry at a time and never unpacked to the disk.

What a package may be is a small part of what zip allows (ISO/IEC 21320-1): stored or deflated, not
encrypted, every name below the archive and there once. All of that is checked before anything is
read, and what is read is bounded by sizes that the archive's directory declares.
"""

from __future__ import annotations

import mmap
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final, cast

from attrs import evolve, frozen

from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import CANNOT_OPEN, path_address
from finmodel.formats.store.fault import ARCHIVE_LIMIT, INVALID_ARCHIVE
from finmodel.formats.store.stamp import Stamp
from finmodel.formats.xml.parser import MAX_TREE
from finmodel.source import Source

MAX_ENTRIES: Final = 200_000
MAX_EXPANDED: Final = 1 << 33
"""The largest number of bytes that all entries together may expand to."""
MAX_RATIO: Final = 250
"""How much more bytes than packed ones may come out; the XML of taxonomies comes to 60."""

_RATIO_COUNTS_FROM: Final = 1 << 24
_MAX_DIRECTORY: Final = 1 << 25
_MAX_DEPTH: Final = 100
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1
# what is damaged or not what the directory says
_UNPACKING_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@frozen(eq=False)
class Archive:
    """A zip archive that was found to be safe, as a folder whose `address` ends in a slash."""

    path: Path
    address: str
    _zip: zipfile.ZipFile
    _entries: Mapping[str, zipfile.ZipInfo]
    _stamp: Stamp | None

    @classmethod
    def at(cls, path: Path) -> Archive:
        """Open the archive at a path; raises `UnreadableError` for one that is not safe."""
        stamp = Stamp.of(path)
        try:
            archive = _open(path)
        except _DirectoryTooLargeError:
            raise _refusal(path, ARCHIVE_LIMIT, "its directory is too large") from None
        except _UNPACKING_ERRORS as error:
            if isinstance(error, OSError) and error.strerror:
                message = f"{path} cannot be opened: {error.strerror}."
                raise UnreadableError(CANNOT_OPEN(message, Source(str(path)))) from None
            raise _refusal(path, INVALID_ARCHIVE, f"it is no zip file ({error})") from None
        entries = archive.infolist()
        _check_limits(path, entries)
        found = [_diagnostic(path, INVALID_ARCHIVE, reason) for reason in _mistakes(entries)]
        if found:
            raise UnreadableError(*found)
        files = {entry.filename: entry for entry in entries if not entry.is_dir()}
        return cls(path, path_address(path) + "/", archive, files, stamp)

    def entries(self, folder: str = "") -> list[str]:
        """Return what is directly in a folder; folders end in a slash."""
        prefix = f"{folder}/" if folder else ""
        below = (name.removeprefix(prefix) for name in self._entries if name.startswith(prefix))
        return sorted({first + slash for first, slash, _ in (n.partition("/") for n in below)})

    def read(self, name: str) -> bytes | None:
        """Return the file of a name; `None` where it is not there or cannot be unpacked."""
        entry = self._entries.get(name)
        if entry is None or entry.file_size > MAX_TREE:
            return None
        try:
            return self._zip.read(entry)
        except _UNPACKING_ERRORS:
            return None

    def stamp(self, name: str) -> Stamp | None:
        """Return what tells whether the file of a name is the same, if there is one."""
        if name not in self._entries or self._stamp is None:
            return None
        return evolve(self._stamp, part=name)


class _DirectoryTooLargeError(Exception):
    pass


class _Mapped(mmap.mmap):
    """A file of which a large piece is only read once its directory is known to be honest."""

    is_trusted = False

    def seekable(self) -> bool:
        return True

    def read(self, size: int | None = None, /) -> bytes:
        if not self.is_trusted and size is not None and size > _MAX_DIRECTORY:
            raise _DirectoryTooLargeError
        return super().read(size)


def _open(path: Path) -> zipfile.ZipFile:
    with path.open("rb") as stream:
        # what is mapped needs no closing, and archives are used until nobody has them any more
        mapped = _Mapped(stream.fileno(), 0, access=mmap.ACCESS_READ)
    archive = zipfile.ZipFile(cast(BinaryIO, mapped))
    mapped.is_trusted = True
    return archive


def _diagnostic(path: Path, fault: Fault, reason: str) -> Diagnostic:
    return fault(f"{path} cannot be used: {reason}.", Source(str(path)))


def _refusal(path: Path, fault: Fault, reason: str) -> UnreadableError:
    return UnreadableError(_diagnostic(path, fault, reason))


def _check_limits(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    expanded = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise _refusal(path, ARCHIVE_LIMIT, f"it has over {MAX_ENTRIES:,} entries")
    if expanded > MAX_EXPANDED:
        raise _refusal(path, ARCHIVE_LIMIT, f"it expands to {expanded:,} bytes")
    if expanded > max(_RATIO_COUNTS_FROM, MAX_RATIO * packed):
        reason = f"its {packed:,} bytes expand to {expanded:,}, more than {MAX_RATIO} times as many"
        raise _refusal(path, ARCHIVE_LIMIT, reason)


def _mistakes(entries: Iterable[zipfile.ZipInfo]) -> Iterable[str]:
    """Yield what is wrong with the entries, at most a few of each sort."""
    seen: dict[str, None] = {}
    folders: set[str] = set()
    for entry in entries:
        if mistake := _mistake(entry):
            yield f"{mistake}: {entry.orig_filename[:200]!r}"
            return
        name = entry.filename.rstrip("/")
        if name in seen:
            yield f"it has two entries of one name: {name[:200]!r}"
            return
        seen[name] = None
        if entry.is_dir():
            folders.add(name)
    for name in seen:
        parent = name.rpartition("/")[0]
        while parent and parent not in folders:
            if parent in seen:
                yield f"a name is of a file and of a folder: {parent[:200]!r}"
                return
            folders.add(parent)
            parent = parent.rpartition("/")[0]


def _mistake(entry: zipfile.ZipInfo) -> str:
    """Return what is wrong with an entry by itself; nothing for most."""
    name = entry.orig_filename
    steps = name.removesuffix("/").split("/")
    wrong = {
        "a name has a character that names must not have": "\\" in name or "\0" in name,
        "a name is absolute": name.startswith("/") or ":" in steps[0],
        f"a name has over {_MAX_DEPTH} folders": len(steps) > _MAX_DEPTH,
        "a name leads elsewhere": not {"", ".", ".."}.isdisjoint(steps),
        "an entry is encrypted": bool(entry.flag_bits & _ENCRYPTED),
        "an entry is packed in another way than deflated": entry.compress_type not in _METHODS,
    }
    return next((what for what, is_so in wrong.items() if is_so), "")
