"""The file of a compiled taxonomy: named sections, each bytes, behind a header that tells where.

All that is read from it are texts and whole numbers, so that reading runs nothing. A hash of the
whole and of its name is at its start; what is damaged, or was another file, is not read at all.
"""

from __future__ import annotations

import json
import mmap
import os
import stat
import sys
from array import array
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

MAGIC: Final = b"finmodel taxonomy 1\n"
NOTHING: Final = -1
"""What stands for `None` among numbers."""

_NUMBER: Final = "i"
_ALIGNMENT: Final = 8
_HASH: Final = sha256().digest_size


_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe would wait for somebody to write
)


class DamagedError(Exception):
    """A file that is not what was written, or not by this program on such a machine."""


def opened(path: Path) -> BinaryIO:
    """Open a regular file; raises `OSError` for a link, a pipe and all else."""
    descriptor = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"{path} is no regular file")
    return os.fdopen(descriptor, "rb")


def sealed(data: bytes, bond: str) -> bytes:
    """Return data behind a hash of it and of what it belongs to. See `unsealed`."""
    digest = _bound(bond)
    digest.update(data)
    return digest.digest() + data


def unsealed(data: bytes, bond: str) -> bytes:
    """Return what was sealed; raises `DamagedError` for all else, or where it belongs elsewhere."""
    content = data[_HASH:]
    if sealed(content, bond) != data:
        raise DamagedError
    return content


def _bound(bond: str) -> Hash:
    return sha256(f"{bond}\n".encode())


def numbers(values: Iterable[int]) -> bytes:
    """Return numbers as bytes; raises `OverflowError` for those beyond 32 bits."""
    return array(_NUMBER, values).tobytes()


def packed(sections: Mapping[str, bytes], bond: str) -> list[bytes]:
    """Return the chunks of a file with some sections; `bond` is what it is called."""
    places: dict[str, tuple[int, int]] = {}
    chunks: list[bytes] = []
    offset = 0
    for name, data in sections.items():
        places[name] = (offset, len(data))
        chunks += [data, bytes(-len(data) % _ALIGNMENT)]
        offset += len(data) + len(chunks[-1])
    header = json.dumps([sys.byteorder, places]).encode()
    header += b" " * (-(len(MAGIC) + _HASH + 8 + len(header)) % _ALIGNMENT)
    body = [len(header).to_bytes(8, "big"), header, *chunks]
    digest = _bound(bond)
    for chunk in body:
        digest.update(chunk)
    return [MAGIC, digest.digest(), *body]


class Sections:
    """The sections of a file, which stays on the disk until somebody reads what is in them."""

    def __init__(self, data: memoryview, bond: str) -> None:
        start = len(MAGIC) + _HASH
        digest = _bound(bond)
        digest.update(data[start:])
        if data[:start] != MAGIC + digest.digest():
            raise DamagedError
        body = start + 8 + int.from_bytes(data[start : start + 8], "big")
        order, self._places = json.loads(bytes(data[start + 8 : body]))
        if order != sys.byteorder:
            raise DamagedError
        self._data = data[body:]

    @classmethod
    def at(cls, path: Path) -> Sections:
        """Return the sections of a file; raises `DamagedError` and `OSError`."""
        with opened(path) as stream:
            try:
                mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:  # an empty file
                raise DamagedError from None
        return cls(memoryview(mapped), path.name)

    def data(self, name: str) -> memoryview:
        """Return the bytes of a section."""
        offset, length = self._places[name]
        return self._data[offset : offset + length]

    def numbers(self, name: str) -> memoryview[int]:
        """Return the numbers of a section."""
        return self.data(name).cast(_NUMBER)
