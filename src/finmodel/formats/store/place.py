"""What lies at a path that the user gives: a package, a mirror, or a folder full of packages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from finmodel.formats.store.folder import Folder, container
from finmodel.formats.store.mirror import Mirror, is_mirror

if TYPE_CHECKING:
    from finmodel.formats.store.package import Package

_SUFFIX: Final = ".zip"


def place_at(path: Path) -> Package | Mirror:
    """Return the taxonomy package or the mirror at a path; raises `UnreadableError`."""
    found = container(path)
    if is_mirror(found):
        return Mirror(found)
    from finmodel.formats.store.package import package_in

    return package_in(found)


def places_at(path: Path) -> Iterator[Package | Mirror]:
    """Yield what is at a path; a folder that is neither may have packages. See `place_at`."""
    packed = _archives(path)
    if not packed:
        yield place_at(path)
        return
    for archive in packed:
        yield place_at(archive)


def _archives(path: Path) -> list[Path]:
    """Return the archives in a folder that is itself neither a package nor a mirror."""
    if not path.is_dir() or is_mirror(Folder(path)):
        return []
    from finmodel.formats.store.package import META

    if (path / META).is_dir():
        return []
    return sorted(entry for entry in path.iterdir() if entry.suffix.lower() == _SUFFIX)
