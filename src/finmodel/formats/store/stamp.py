"""What tells that a file is still the same without reading it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from time import time_ns
from typing import Final

from attrs import frozen

from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml.resolver import Resolver

_SETTLED: Final = 2_000_000_000
"""How old in nanoseconds a change must be, for a later one to have another time for certain."""


@frozen
class Stamp:
    """The size, the times of the last change and the identity of a file.

    `changed` is when anything of it changed, its other time included, which programs that copy or
    unpack set back (`cp -p`, `unzip`). A document in an archive is the `part` of it that has its
    name.
    """

    path: str
    size: int
    modified: int
    changed: int
    device: int
    inode: int
    part: str = ""

    @classmethod
    def of(cls, path: Path, part: str = "") -> Stamp | None:
        """Return the stamp of a regular file, or of a part of it; `None` where there is none."""
        try:
            found = os.stat(path)  # noqa: PTH116 - which takes half the time of a method of `Path`
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        times = (found.st_mtime_ns, found.st_ctime_ns)
        return cls(str(path), found.st_size, *times, found.st_dev, found.st_ino, part)

    @property
    def is_settled(self) -> bool:
        """Whether the file was last changed so long ago that another change would be seen."""
        return max(self.modified, self.changed) < time_ns() - _SETTLED


def stamp_of(resolver: Resolver, address: str) -> Stamp | None:
    """Return what tells whether the document that a resolver has is the same, if it says so."""
    found = getattr(resolver, "stamp", None)
    stamp: Stamp | None = found(address) if found is not None else None
    return stamp


def stamped(resolver: Resolver, address: str) -> tuple[Document | None, Stamp | None]:
    """Return the document at an address, and the stamp that it had before it was read.

    Resolvers that ask others have a method `stamped`, so that what gave the document stamps it.
    Raises `UnreadableError`.
    """
    chain = getattr(resolver, "stamped", None)
    if chain is not None:
        found: tuple[Document | None, Stamp | None] = chain(address)
        return found
    stamp = stamp_of(resolver, address)
    return resolver(address), stamp


def first_stamp(resolvers: Iterable[Resolver], address: str) -> Stamp | None:
    """Return the stamp of the first of some resolvers that has one.

    Where another one gave the document, it differs from the stamp that was kept of that.
    """
    found = (stamp_of(resolver, address) for resolver in resolvers)
    return next((stamp for stamp in found if stamp is not None), None)


def first_stamped(
    resolvers: Iterable[Resolver], address: str
) -> tuple[Document | None, Stamp | None]:
    """Return the document of the first of some resolvers that has one, and its stamp."""
    found = (stamped(resolver, address) for resolver in resolvers)
    return next((pair for pair in found if pair[0] is not None), (None, None))
