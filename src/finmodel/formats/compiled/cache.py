"""Compiled taxonomies kept on the disk, so that documents are read once and not at every run."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import define, evolve, field
from lxml import etree

from finmodel.formats.compiled.form import compiled, decompiled
from finmodel.formats.compiled.manifest import Manifest, Recorder
from finmodel.formats.compiled.section import (
    DamagedError,
    Sections,
    opened,
    packed,
    sealed,
    unsealed,
)
from finmodel.formats.document import Document
from finmodel.formats.output import write_whole
from finmodel.formats.taxonomy_xml.resolver import Resolver
from finmodel.taxonomy.taxonomy import Taxonomy

HOME: Final = "FINMODEL_CACHE"
"""The environment variable that names the folder of compiled taxonomies."""

MOST_BYTES: Final = 1 << 30
"""What all of them may take; what was not used for longest goes first."""

Reader = Callable[[Sequence[Document], Resolver], Taxonomy]
"""Reads what some entry points lead to; raises `UnreadableError`."""

_MANIFEST: Final = "manifest"
_TAXONOMY: Final = "taxonomy"
_ROOT: Final = Path(__file__).parents[2]
_OF_OTHERS: Final = 0o022
_DAMAGE: Final = (OSError, ValueError, LookupError, TypeError, RecursionError, DamagedError)
"""What comes of reading something else than what was written."""


def cache_folder() -> Path:
    """Return where compiled taxonomies are: `FINMODEL_CACHE`, or where XDG has what is cached."""
    if given := os.environ.get(HOME):
        return Path(given)
    cached = os.environ.get("XDG_CACHE_HOME")
    return (Path(cached) if cached else Path.home() / ".cache") / "finmodel"


@define(slots=False)
class Cache:
    """Taxonomies in a folder by what they were made from, and notes on them.

    Nothing in it is needed: what is damaged, of another version or no longer true is made again,
    and where the folder cannot be written nothing is kept. A folder that others may write to is not
    used. Several programs may use it at once.
    """

    folder: Path = field(factory=cache_folder)
    most_bytes: int = MOST_BYTES

    def taxonomy(
        self, entry_points: Sequence[Document], resolver: Resolver, read: Reader
    ) -> Taxonomy:
        """Return the taxonomy of some entry points, compiled before or read now.

        Raises `UnreadableError`.
        """
        key = self._key(entry_points)
        return self._kept(key, entry_points, resolver) or self._read(
            key, entry_points, resolver, read
        )

    def _kept(
        self, key: str, entry_points: Sequence[Document], resolver: Resolver
    ) -> Taxonomy | None:
        try:
            manifest = Manifest.from_json(self._sealed(key, _MANIFEST))
            renewed = manifest.renewed(entry_points, resolver)
            if renewed is None:
                return None
            compiled_at = self._path(self._digest(key, manifest), _TAXONOMY)
            found = decompiled(Sections.at(compiled_at))
        except _DAMAGE:
            return None
        if renewed != manifest:
            self._seal(key, _MANIFEST, renewed.to_json())
        for used in (self._path(key, _MANIFEST), compiled_at):
            with suppress(OSError):
                os.utime(used)
        return evolve(found, digest=self._digest(key, manifest))

    def _read(
        self, key: str, entry_points: Sequence[Document], resolver: Resolver, read: Reader
    ) -> Taxonomy:
        recorder = Recorder(resolver)
        taxonomy = read([recorder.take(document) for document in entry_points], recorder)
        if not recorder.is_whole:
            return taxonomy
        manifest = recorder.manifest
        digest = self._digest(key, manifest)
        with suppress(TypeError, OverflowError):
            name = self._path(digest, _TAXONOMY).name
            self._write(digest, _TAXONOMY, packed(compiled(taxonomy), name))
            self._seal(key, _MANIFEST, manifest.to_json())
        return evolve(taxonomy, digest=digest)

    def note(self, taxonomy: Taxonomy, kind: str) -> bytes | None:
        """Return what was noted of a taxonomy, if anything was."""
        if not taxonomy.digest:
            return None
        try:
            return self._sealed(taxonomy.digest, kind)
        except (OSError, DamagedError):
            return None

    def keep_note(self, taxonomy: Taxonomy, kind: str, data: bytes) -> None:
        """Note something of a taxonomy, for as long as it is as it is."""
        if taxonomy.digest:
            self._seal(taxonomy.digest, kind, data)

    def size(self) -> tuple[int, int]:
        """Return how many files there are, and how many bytes they have."""
        found = list(self._files())
        return len(found), sum(size for _, size, _ in found)

    def clear(self) -> None:
        """Remove everything."""
        for _, _, path in self._files():
            with suppress(OSError):
                path.unlink()

    def _digest(self, key: str, manifest: Manifest) -> str:
        return sha256(f"{key} {manifest.digest}".encode()).hexdigest()

    def _key(self, entry_points: Sequence[Document]) -> str:
        # what is said of a document calls it as the user did
        named = [(document.address, document.name) for document in entry_points]
        return sha256(json.dumps([self._maker, named]).encode()).hexdigest()

    @cached_property
    def _maker(self) -> str:
        """What taxonomies are read by: another version may find something else in them."""
        found = ((entry.path, entry.stat()) for entry in _sources(_ROOT))
        sources = sorted((path, stat.st_size, stat.st_mtime_ns) for path, stat in found)
        made_by = [sys.version, etree.LIBXML_VERSION, sources]
        return sha256(json.dumps(made_by).encode()).hexdigest()

    def _path(self, key: str, kind: str) -> Path:
        return self.folder / f"{key}.{kind}"

    def _sealed(self, key: str, kind: str) -> bytes:
        path = self._path(key, kind)
        self._check()
        with opened(path) as stream:
            return unsealed(stream.read(), path.name)

    def _seal(self, key: str, kind: str, data: bytes) -> None:
        self._write(key, kind, [sealed(data, self._path(key, kind).name)])

    def _check(self) -> None:
        """Raise `OSError` where somebody else could have put something into the folder."""
        found = self.folder.stat()
        user = os.getuid() if hasattr(os, "getuid") else found.st_uid
        if found.st_mode & _OF_OTHERS or found.st_uid != user:
            raise PermissionError(f"{self.folder} can be written by others")

    def _write(self, key: str, kind: str, chunks: Sequence[bytes]) -> None:
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check()
            self._make_room(sum(map(len, chunks)))
            path = self._path(key, kind)
            if path.is_symlink() or not path.is_file():  # which would be written through
                path.unlink(missing_ok=True)
            write_whole(path, chunks)

    def _make_room(self, wanted: int) -> None:
        files = sorted(self._files())
        left = sum(size for _, size, _ in files) + wanted
        for _, size, path in files:
            if left <= self.most_bytes:
                break
            path.unlink(missing_ok=True)
            left -= size

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Yield when each file was last used, how large it is, and where."""
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    if entry.is_file(follow_symlinks=False):
                        yield found.st_mtime_ns, found.st_size, Path(entry.path)


def _sources(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _sources(Path(entry.path))
            elif entry.name.endswith((".py", ".xsd", ".toml")):
                yield entry
