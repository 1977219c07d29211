"""Mirrors: the document of `http://host/path` is the file `http/host/path`."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from attrs import frozen

from finmodel.formats.document import Document
from finmodel.formats.store.folder import Container, container
from finmodel.formats.store.stamp import Stamp

SCHEMES: Final = ("http", "https")


@frozen
class Mirror:
    """A folder or an archive that mirrors addresses."""

    container: Container

    @classmethod
    def at(cls, path: Path) -> Mirror:
        """Return the mirror at a path; raises `UnreadableError` where it cannot be opened."""
        return cls(container(path))

    def __call__(self, address: str) -> Document | None:
        """Return the mirrored document at an address, if there is one that can be read."""
        name = mirrored_name(address)
        data = None if name is None else self.container.read(name)
        return None if data is None else Document(address, address, data)

    def stamp(self, address: str) -> Stamp | None:
        """Return what tells whether the document at an address is the same, if there is one."""
        name = mirrored_name(address)
        return None if name is None else self.container.stamp(name)

    def hosts(self) -> list[str]:
        """Return what the mirrored addresses begin with: schemes and hosts."""
        entries = self.container.entries
        return [f"{scheme}://{host}" for scheme in SCHEMES for host in entries(scheme)]


def is_mirror(place: Container) -> bool:
    """Tell whether a folder or archive has the form of a mirror: its folders are schemes."""
    folders = [name.removesuffix("/") for name in place.entries() if name.endswith("/")]
    return bool(folders) and set(folders) <= set(SCHEMES)


def mirrored_name(address: str) -> str | None:
    """Return the path of an address below a mirror; `None` where it would lead out of it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in SCHEMES:
        return None
    steps = [parts.scheme, parts.netloc, *unquote(parts.path).split("/")]
    if any(step in (".", "..") or "\\" in step or "\0" in step for step in steps):
        return None
    return "/".join(step for step in steps if step)
