"""What was fetched from the network: a mirror with a lock file, which keeps hashes."""

from __future__ import annotations

import json
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import define, frozen

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.output import write_whole
from finmodel.formats.store.fault import CHANGED_DOCUMENT
from finmodel.formats.store.folder import Folder
from finmodel.formats.store.mirror import mirrored_name
from finmodel.formats.store.stamp import Stamp
from finmodel.source import Source

LOCK: Final = "documents.lock"
"""The file that has a line of JSON for each document that was ever fetched."""


@frozen
class Seal:
    """What is known of a document that was fetched: its hash, and where it came from."""

    sha256: str
    origin: str


@define(slots=False)
class Fetched:
    """Documents by address in a folder, each as it was when it was first fetched."""

    folder: Path

    @property
    def lock(self) -> Path:
        """The lock file."""
        return self.folder / LOCK

    @cached_property
    def seals(self) -> dict[str, Seal]:
        """What the lock file says of each address; lines that say nothing are passed over."""
        try:
            lines = self.lock.read_bytes().splitlines()
        except OSError:
            return {}
        found: dict[str, Seal] = {}
        for line in lines:
            try:
                entry = json.loads(line)
                found.setdefault(entry["address"], Seal(entry["sha256"], entry["origin"]))
            except (ValueError, LookupError, TypeError):
                continue
        return found

    def __call__(self, address: str) -> Document | None:
        """Return a fetched document; raises `UnreadableError` for one that was changed since."""
        seal = self.seals.get(address)
        name = mirrored_name(address)
        if seal is None or name is None:
            return None
        data = Folder(self.folder).read(name)
        if data is None:
            return None
        self._check(address, seal, data, self.folder / name)
        return Document(address, address, data)

    def stamp(self, address: str) -> Stamp | None:
        """Return what tells whether the document at an address is the same, if there is one."""
        seal, name = self.seals.get(address), mirrored_name(address)
        if seal is None or name is None:
            return None
        return Stamp.of(self.folder / name, seal.sha256)

    def keep(self, address: str, data: bytes, origin: str) -> Document:
        """Keep what was fetched for an address, and return it.

        Raises `UnreadableError` where another document was there once, and `OSError`.
        """
        name = mirrored_name(address)
        assert name is not None  # noqa: S101 - no other address is fetched
        path, seal = self.folder / name, self.seals.get(address)
        if seal is not None:
            self._check(address, seal, data, Path(origin))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, [data])
        if seal is None:
            self._seal(address, Seal(sha256(data).hexdigest(), origin))
        return Document(address, address, data)

    def _seal(self, address: str, seal: Seal) -> None:
        entry = {"address": address, "sha256": seal.sha256, "origin": seal.origin}
        # one write at the end of the file, so that two runs at once do not mix their lines
        with self.lock.open("ab") as stream:
            stream.write(json.dumps(entry).encode() + b"\n")
        self.seals[address] = seal

    def _check(self, address: str, seal: Seal, data: bytes, place: Path) -> None:
        if sha256(data).hexdigest() != seal.sha256:
            message = f"{address} has another hash than the lock file {self.lock} says."
            raise UnreadableError(CHANGED_DOCUMENT(message, Source(str(place))))
