"""Schemas of the standards' namespaces, written anew from what the specifications say.

They lie in `schema/` as a mirror does: the document of `http://host/path` is `schema/host/path`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from finmodel.formats.document import Document

FOLDER: Final = Path(__file__).with_name("schema")
"""Where the schemas are; they refer to each other relatively, so that they can be read from it."""

_SCHEMES: Final = ("http://", "https://")


def standard_document(address: str) -> Document | None:
    """Return finmodel's own document for the address of a standard's, if there is one.

    The fragment does not count, and neither does whether the address is of `http` or `https`.
    """
    location = address.partition("#")[0]
    for scheme in _SCHEMES:
        if location.startswith(scheme):
            path = standard_paths().get(location.removeprefix(scheme))
            return None if path is None else Document(location, location, path.read_bytes())
    return None


@cache
def standard_paths() -> dict[str, Path]:
    """Return the files of all documents by host and path of their addresses."""
    return {path.relative_to(FOLDER).as_posix(): path for path in sorted(FOLDER.rglob("*.xsd"))}
