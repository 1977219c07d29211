"""The library: taxonomy packages and mirrors that the user has added once, for all reports."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field, frozen

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.document import Document, absolute_address, path_address
from finmodel.formats.output import write_whole
from finmodel.formats.store.fault import LEFT_OUT, UNREADABLE_LIBRARY
from finmodel.formats.store.fetched import Fetched
from finmodel.formats.store.mirror import Mirror
from finmodel.formats.store.place import place_at
from finmodel.formats.store.stamp import Stamp, first_stamp, first_stamped
from finmodel.formats.taxonomy_xml.resolver import Resolver
from finmodel.source import Source

if TYPE_CHECKING:
    from finmodel.formats.store.metadata import EntryPoint
    from finmodel.formats.store.package import Package

HOME: Final = "FINMODEL_HOME"
"""The environment variable that names the folder of the library."""

_NAME: Final = re.compile(r"[^\W_][\w.+-]{0,99}")
_UNSAFE: Final = re.compile(r"[^\w.+-]+")
_CARD: Final = "card.json"
_FETCHED: Final = "fetched"
_ATTEMPTS: Final = 100
_TAKEN: Final = (errno.ENOTEMPTY, errno.EEXIST)


def home() -> Path:
    """Return where finmodel keeps what it was given: `FINMODEL_HOME`, or where XDG has data."""
    if given := os.environ.get(HOME):
        return Path(given)
    if data := os.environ.get("XDG_DATA_HOME"):
        return Path(data) / "finmodel"
    try:
        return Path.home() / ".local" / "share" / "finmodel"
    except RuntimeError:  # nobody's home: there is no library, and none can be made
        return Path(os.devnull)


def unwritable(error: OSError) -> str:
    """Return that the library cannot be written, why, and how to have another."""
    reason = error.strerror or error
    return f"the library cannot be written ({reason}); let {HOME} name a folder that can"


@frozen
class Holding:
    """A package or a mirror in the library; `prefixes` are what its addresses begin with."""

    name: str
    path: Path
    is_package: bool
    title: str = ""
    version: str = ""
    publisher: str = ""
    entry_points: tuple[EntryPoint, ...] = ()
    prefixes: tuple[str, ...] = ()

    def open(self) -> Package | Mirror:
        """Return the package or mirror; raises `UnreadableError`."""
        return place_at(self.path)


@define
class Library:
    """The packages and mirrors in a folder, by default the user's; it resolves addresses.

    Nothing is opened before an address is asked for that it may have. What cannot be read is left
    out, and said in `diagnostics`.
    """

    folder: Path = field(factory=home)
    diagnostics: list[Diagnostic] = field(factory=list, init=False)
    _opened: dict[str, Package | Mirror | None] = field(factory=dict, init=False)
    _known: tuple[Holding, ...] | None = field(default=None, init=False)

    def __iter__(self) -> Iterator[Holding]:
        """Yield what is in the library, by name."""
        if self._known is None:
            found = (self._holding(name) for name in self._names())
            self._known = tuple(holding for holding in found if holding is not None)
        return iter(self._known)

    def __call__(self, address: str) -> Document | None:
        """Return the document at an address, if something in the library has it."""
        return self.stamped(address)[0]

    def stamped(self, address: str) -> tuple[Document | None, Stamp | None]:
        """Return the document at an address and the stamp of it, from the part that has it."""
        return first_stamped(self._places(address), address)

    def stamp(self, address: str) -> Stamp | None:
        """Return what tells whether the document at an address is the same, if there is one."""
        return first_stamp(self._places(address), address)

    def _places(self, address: str) -> Iterator[Resolver]:
        """Yield what may have the document at an address, each opened when its turn comes."""
        for holding in self:
            place = self._open(holding) if address.startswith(holding.prefixes) else None
            if place is not None:
                yield place
        yield self.fetched

    @property
    def fetched(self) -> Fetched:
        """The documents that were fetched from the network at some time."""
        return Fetched(self.folder / _FETCHED)

    def find(self, name: str) -> Holding | None:
        """Return what is in the library under a name."""
        return next((holding for holding in self if holding.name == name), None)

    def add(self, source: str | Path, *, name: str = "") -> Holding:
        """Copy a package or a mirror into the library, whole or not at all, and return it.

        It goes by the name of its file unless another is given, and takes the place of what has
        that name; several programs may add at once. What is not copied, as links that lead out of
        a folder, is said in `diagnostics`. Raises `UnreadableError` where it is neither,
        `ValueError` for a bad name, and `OSError`.
        """
        import shutil

        from finmodel.formats.store.copy import copied

        path = Path(source)
        place = place_at(path)
        called = name or _UNSAFE.sub("-", path.absolute().name.removesuffix(".zip")).strip("-._")
        if not _NAME.fullmatch(called):
            raise ValueError(f"{called!r} is no name for a part of the library")
        fresh = self._hidden()
        with self._writing():
            fresh.mkdir(parents=True)
        try:
            content = fresh / ("content" if path.is_dir() else "content.zip")
            left_out = copied(path, content)
            card = _card(place, content.name)
            write_whole(fresh / _CARD, [json.dumps(card, indent=1).encode()])
            self._replace(called, fresh)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        self._forget(called)
        for each in left_out:
            message = f"{each} is not in the library."
            self.diagnostics.append(LEFT_OUT(message, Source(str(each))))
        return _read_card(called, self._shelf / called, card)

    def remove(self, name: str) -> bool:
        """Remove what has a name from the library, and tell whether there was any."""
        import shutil

        path = self._shelf / name
        if not _NAME.fullmatch(name) or not path.is_dir():
            return False
        gone = self._hidden()
        try:
            with self._writing():
                path.rename(gone)
        except FileNotFoundError:  # another program was faster
            return False
        shutil.rmtree(gone)
        self._forget(name)
        return True

    def _replace(self, name: str, fresh: Path) -> None:
        """Give a folder a name, which other programs may be giving to another one meanwhile."""
        for attempt in range(_ATTEMPTS, 0, -1):
            self.remove(name)
            try:
                fresh.rename(self._shelf / name)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise
                if attempt == 1:
                    message = f"other programs keep adding {name}; try again when they are done"
                    raise OSError(error.errno, message, str(self._shelf / name)) from None
            else:
                return

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Say of a folder that cannot be written how to have another."""
        try:
            yield
        except OSError as error:
            raise OSError(error.errno, unwritable(error), str(self.folder)) from None

    def _names(self) -> list[str]:
        try:
            names = sorted(path.name for path in self._shelf.iterdir())
        except OSError:  # there is none, or it is not for us
            return []
        return [name for name in names if _NAME.fullmatch(name)]

    @property
    def _shelf(self) -> Path:
        return self.folder / "taxonomies"

    def _hidden(self) -> Path:
        """Return a name for what is no part of the library yet, or no more."""
        return self._shelf / f".{os.urandom(8).hex()}"

    def _forget(self, name: str) -> None:
        self._known = None
        self._opened.pop(name, None)

    def _open(self, holding: Holding) -> Package | Mirror | None:
        if holding.name not in self._opened:
            self._opened[holding.name] = None
            try:
                self._opened[holding.name] = holding.open()
            except (OSError, UnreadableError) as error:
                self._complain(holding.path, str(error))
        return self._opened[holding.name]

    def _holding(self, name: str) -> Holding | None:
        card = self._shelf / name / _CARD
        try:
            return _read_card(name, card.parent, json.loads(card.read_bytes()))
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            self._complain(card, str(error))
            return None

    def _complain(self, path: Path, reason: str) -> None:
        message = f"{path} cannot be read: {reason}."
        self.diagnostics.append(UNREADABLE_LIBRARY(message, Source(str(path))))


def _card(place: Package | Mirror, content: str) -> dict[str, Any]:
    """Return what is kept of a package or mirror, so that it need not be opened to be listed."""
    if isinstance(place, Mirror):
        return {"content": content, "kind": "mirror", "prefixes": place.hosts()}
    metadata, base = place.metadata, place.container.address
    return {
        "content": content,
        "kind": "package",
        "title": metadata.name() or metadata.identifier,
        "version": metadata.version,
        "publisher": metadata.publisher(),
        "entryPoints": [
            {
                # the addresses of its own files are kept relative, since it is about to move
                "addresses": [address.removeprefix(base) for address in entry.addresses],
                "names": dict(entry.names),
            }
            for entry in metadata.entry_points
        ],
        "prefixes": sorted(place.catalog.targets),
    }


def _read_card(name: str, folder: Path, card: Mapping[str, Any]) -> Holding:
    from finmodel.formats.store.metadata import EntryPoint

    path = folder / Path(card["content"]).name
    base = path_address(path) + "/"
    entries = (
        EntryPoint(
            tuple(absolute_address(base, address) for address in entry["addresses"]),
            dict(entry["names"]),
        )
        for entry in card.get("entryPoints", ())
    )
    return Holding(
        name,
        path,
        card["kind"] == "package",
        str(card.get("title", "")),
        str(card.get("version", "")),
        str(card.get("publisher", "")),
        tuple(entries),
        (*map(str, card["prefixes"]), base),
    )
