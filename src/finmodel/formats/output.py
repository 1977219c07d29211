"""Writing whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from finmodel.diagnostic import Diagnostic

_RECOGNISED: Final = 40
"""How much of a file's name its temporary one has; the whole could become too long a name."""


class UnwritableError(Exception):
    """Something that a format cannot carry, so that nothing is written; diagnostics say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a temporary file beside `target` that takes its place once the block ends well.

    What is written is flushed and synced before the rename; on any failure, a full disk or a kill
    in the middle included, the old file is as it was. Permissions are kept; a link is followed. A
    device or a pipe cannot be replaced and is written to as it is. Raises `OSError`.
    """
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    goal = target.resolve()
    temporary = goal.with_name(f".{goal.name[:_RECOGNISED]}.{os.urandom(8).hex()}")
    try:
        stream = temporary.open("xb")
    except OSError as error:
        error.filename = os.fspath(target)  # nobody has heard of the other one
        raise
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(OSError):
            temporary.chmod(goal.stat().st_mode & 0o7777)
        temporary.replace(goal)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_whole(target: Path, chunks: Iterable[bytes]) -> None:
    """Write chunks to a file, whole or not at all; raises `OSError`."""
    with replacing(target) as stream:
        stream.writelines(chunks)
