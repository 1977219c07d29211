"""Tuples: facts that only make sense together (XBRL 2.1, section 4.9), which the OIM has not."""

from __future__ import annotations

from attrs import frozen

from finmodel.qname import QName

Attributes = tuple[tuple[QName, str], ...]
"""What a fact or a tuple says beyond what XBRL defines, as names and texts."""


@frozen
class Tuple:
    """A group of facts and of other tuples, in an order.

    Tuples stand in a table in the order in which they begin. `owner` is the index of the tuple
    that one is in, -1 at the top. The facts inside, however deep, are the rows from `start` up to
    `stop`; a tuple comes before the fact that it starts with, and after all facts before that. A
    report has no two tuples with one `id`.
    """

    concept: QName
    id: str
    owner: int
    start: int
    stop: int
    is_nil: bool = False
    attributes: Attributes = ()
