"""Everything that documents can come from, asked in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from finmodel.diagnostic import Diagnostic
from finmodel.formats.document import Document, address_path
from finmodel.formats.standard.document import standard_document
from finmodel.formats.store.library import Library
from finmodel.formats.store.mirror import Mirror
from finmodel.formats.store.place import places_at
from finmodel.formats.store.stamp import Stamp, first_stamp, first_stamped
from finmodel.formats.taxonomy_xml.resolver import Resolver, local_file

if TYPE_CHECKING:
    from finmodel.formats.store.fetch import Fetcher
    from finmodel.formats.store.package import Package


@frozen
class _LocalFiles:
    def __call__(self, address: str) -> Document | None:
        return local_file(address)

    def stamp(self, address: str) -> Stamp | None:
        path = address_path(address)
        return None if path is None else Stamp.of(path)


@frozen
class Sources:
    """Where the documents of taxonomies come from: the first that has a document gives it.

    Asked are finmodel's own documents of the standards, the `places`, the library, local files,
    and then the network, if that is wanted. It is a resolver for `read_taxonomy` and `validate`.
    """

    places: tuple[Package | Mirror, ...] = ()
    library: Library | None = None
    fetcher: Fetcher | None = None

    @classmethod
    def at(
        cls,
        *paths: str | Path,
        library: Library | None = None,
        fetch: bool = False,
    ) -> Sources:
        """Return what is at some paths, and in the user's library unless another is given.

        A path leads to a taxonomy package or a mirror, each a folder or a zip file, or to a folder
        of such zip files. `fetch` allows the network, for which the extra `fetch` has to be
        installed. Raises `UnreadableError` where there is neither package nor mirror.
        """
        shelf = library or Library()
        places = tuple(place for path in paths for place in places_at(Path(path)))
        if not fetch:
            return cls(places, shelf)
        from finmodel.formats.store.fetch import Fetcher

        return cls(places, shelf, Fetcher(shelf.fetched))

    def __call__(self, address: str) -> Document | None:
        """Return the document at an address, if there is one.

        Raises `UnreadableError` where it cannot be fetched, or is not what it was.
        """
        return self.stamped(address)[0]

    def stamped(self, address: str) -> tuple[Document | None, Stamp | None]:
        """Return the document at an address and the stamp of it, from the place that has it.

        Raises `UnreadableError` as a call does.
        """
        return first_stamped(self._resolvers(), address)

    def stamp(self, address: str) -> Stamp | None:
        """Return what tells without reading whether the document at an address is the same.

        `None` where there is none, or only reading it would tell.
        """
        return first_stamp(self._resolvers(), address)

    def _resolvers(self) -> Iterator[Resolver]:
        yield standard_document
        yield from self.places
        if self.library is not None:
            yield self.library
        yield _LocalFiles()
        if self.fetcher is not None:
            yield self.fetcher

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the packages, as far as they were opened."""
        given = (place for place in self.places if not isinstance(place, Mirror))
        found = [said for package in given for said in package.diagnostics]
        return (*found, *(self.library.diagnostics if self.library is not None else ()))
