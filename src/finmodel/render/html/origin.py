"""Where a number was read, as a page says it that leaves the machine it was made on."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from attrs import evolve

from finmodel.model.fact import Fact
from finmodel.render.line import place_of
from finmodel.source import Source


def document_name(document: str) -> str:
    """Return a relative path or an address as it is, and of any other path the last part."""
    paths = (PurePosixPath(document), PureWindowsPath(document))
    return next((path.name for path in paths if path.is_absolute()), document)


def origin(source: Source) -> str:
    """Return the words for a place."""
    return str(without_folders(source))


def without_folders(source: Source) -> Source:
    """Return a place without the folders of this machine."""
    return evolve(source, document=document_name(source.document))


def fact_origin(fact: Fact, source: Source | None) -> str:
    """Return where a fact was read, or else its identifier."""
    return place_of(fact, source) if source is None else origin(source)
