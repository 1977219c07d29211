"""Resolvers, which lead from addresses to documents; `formats.store` has those beyond files."""

from __future__ import annotations

from collections.abc import Callable

from finmodel.formats.document import Document, address_path, is_regular_file

Resolver = Callable[[str], Document | None]
"""Leads from an absolute address to the document there, or to `None`.

It may raise `UnreadableError` to say why there is none.
"""


def local_file(address: str) -> Document | None:
    """Return the document at a `file:` address, if there is one; never touches the network."""
    path = address_path(address)
    return Document(str(path), address) if path is not None and is_regular_file(path) else None


def first_of(*resolvers: Resolver) -> Resolver:
    """Return a resolver that asks others in turn, so that the first which has a document wins."""

    def resolve(address: str) -> Document | None:
        found = (resolver(address) for resolver in resolvers)
        return next((document for document in found if document is not None), None)

    return resolve
