"""What a taxonomy was read from: each document with its hash, and those that were not there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from attrs import astuple, define, evolve, field, frozen

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.store.stamp import Stamp, stamp_of, stamped
from finmodel.formats.taxonomy_xml.resolver import Resolver


@frozen
class Record:
    """A document that was read: the hash of its bytes, and what else tells that it is the same."""

    address: str
    sha256: str
    stamp: Stamp | None = None


@frozen
class Manifest:
    """The entry points as they were given, what they led to in that order, and what was missing."""

    given: tuple[Record, ...]
    found: tuple[Record, ...]
    missing: tuple[str, ...]

    @property
    def digest(self) -> str:
        """A hash of all content and of where it was."""
        records = [[record.address, record.sha256] for record in (*self.given, *self.found)]
        return sha256(json.dumps([records, self.missing]).encode()).hexdigest()

    def renewed(self, entry_points: Sequence[Document], resolver: Resolver) -> Manifest | None:
        """Return it with the stamps of today, or `None` where anything is not as it was.

        Each document is looked at: it is read and its hash compared, unless the resolver has the
        same stamp for it.
        """
        try:
            if len(entry_points) != len(self.given):
                return None
            if not all(map(_is_same, self.given, entry_points)):
                return None
            found = tuple(_records_of_today(self.found, resolver))
            is_whole = len(found) == len(self.found)
            if is_whole and all(resolver(address) is None for address in self.missing):
                return evolve(self, found=found)
        except UnreadableError:
            pass
        return None

    def to_json(self) -> bytes:
        """Return it as it is kept."""
        plain = [
            [[record.address, record.sha256, _plain(record.stamp)] for record in records]
            for records in (self.given, self.found)
        ]
        return json.dumps([*plain, self.missing]).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """Return what was kept; raises `ValueError` or `TypeError` for anything else."""
        given, found, missing = json.loads(data)
        return cls(tuple(_records(given)), tuple(_records(found)), tuple(map(str, missing)))


def _plain(stamp: Stamp | None) -> Sequence[object] | None:
    return None if stamp is None else astuple(stamp)


def _records(plain: Any) -> Iterator[Record]:  # noqa: ANN401 - from a file
    for address, digest, stamp in plain:
        yield Record(address, digest, None if stamp is None else Stamp(*stamp))


def _is_same(record: Record, document: Document) -> bool:
    return record.address == document.address and record.sha256 == _hash(document.read())


def _records_of_today(records: Sequence[Record], resolver: Resolver) -> Iterator[Record]:
    """Yield records with their stamps of today, up to the first of what is no longer there."""
    for record in records:
        stamp = stamp_of(resolver, record.address)
        if stamp is not None and stamp == record.stamp:
            yield record
            continue
        document, stamp = stamped(resolver, record.address)
        if document is None or not _is_same(record, document):
            return
        yield evolve(record, stamp=_settled(stamp))


def _settled(stamp: Stamp | None) -> Stamp | None:
    return stamp if stamp is not None and stamp.is_settled else None


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


@define
class Recorder:
    """A resolver that asks another, and keeps what came of it.

    What is read is what was hashed, even where a file changes in between. `is_whole` tells that
    nothing was kept back for reasons that may pass.
    """

    resolver: Resolver
    given: tuple[Record, ...] = ()
    found: dict[str, Record] = field(factory=dict, init=False)
    missing: dict[str, None] = field(factory=dict, init=False)
    is_whole: bool = field(default=True, init=False)

    @property
    def manifest(self) -> Manifest:
        """What was read so far."""
        return Manifest(self.given, tuple(self.found.values()), tuple(self.missing))

    def take(self, document: Document) -> Document:
        """Return an entry point with its bytes; raises `UnreadableError`."""
        data = document.read()
        self.given += (Record(document.address, _hash(data)),)
        return evolve(document, data=data)

    def __call__(self, address: str) -> Document | None:
        """Return the document at an address, if there is one; raises `UnreadableError`."""
        try:
            document, stamp = stamped(self.resolver, address)
            data = document.read() if document is not None else b""
        except UnreadableError:
            self.is_whole = False
            raise
        if document is None:
            self.missing[address] = None
            return None
        self.found[address] = Record(address, _hash(data), _settled(stamp))
        return evolve(document, data=data)
