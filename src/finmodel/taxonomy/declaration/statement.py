"""Statements: which line items are shown together, in which order, divided by what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from attrs import frozen

from finmodel.taxonomy.declaration.attribute import (
    Attribute,
    DeclarationError,
    Heading,
    Named,
)
from finmodel.taxonomy.declaration.domain import Dimension
from finmodel.taxonomy.declaration.expression import Expression
from finmodel.taxonomy.declaration.text import Shown, Text
from finmodel.taxonomy.network import Role

Entry = Attribute | Shown | Text | str | Sequence["Entry"]
"""A line item, a heading (a text will do), a line shown in a label role, or a list of the lines
that stand below the one before it."""


@frozen
class Line:
    """A line of a statement, with the ones below it."""

    attribute: Attribute
    role: str | None
    below: tuple[Line, ...]

    def walk(self) -> Iterator[Line]:
        """Yield the line and all below it, from the top."""
        yield self
        for line in self.below:
            yield from line.walk()


class Statement(Named):
    """A statement of a declaration; asked for through the class it is the `Role`."""

    def __init__(
        self,
        label: str,
        lines: tuple[Line, ...],
        by: tuple[Dimension, ...] | None,
        top: Attribute,
        uri: str | None,
    ) -> None:
        super().__init__()
        self.label = label
        self.lines = lines
        self.by = by
        self.top = top
        self.uri = uri
        self.role: Role | None = None

    def __get__(self, instance: object | None, owner: type[object]) -> Role:
        if self.role is None:
            raise DeclarationError(f"{owner.__name__} is not complete yet")
        return self.role

    def shown(self) -> list[Attribute]:
        """Return everything that has a line, each once, from the top."""
        lines = (line for top in self.lines for line in top.walk())
        return list(dict.fromkeys(line.attribute for line in lines))

    def items(self) -> list[Expression[Any]]:
        """Return the line items that it shows."""
        return [shown for shown in self.shown() if isinstance(shown, Expression)]


def statement(
    label: str,
    lines: Sequence[Entry],
    *,
    by: Sequence[Dimension] | None = (),
    top: Attribute | None = None,
    role: str | None = None,
    labels: Sequence[Text] = (),
) -> Statement:
    """Return a statement: a role with the order of its lines and the facts that it may hold.

    `lines` are line items and headings; a list holds what stands below the line before it. A text
    is a heading. `total(item)`, `period_start(item)` and other label roles say how a line is
    shown. `by` are the dimensions that the numbers of the statement may be divided by: no others
    are allowed, and none where it is left out; `None` says nothing about them. `top` is the heading
    of the whole; where it is left out it is made from the label and the `labels`. `role` is the URI
    of the role, where it should not be named after the attribute.
    """
    heading = top or Heading({"label": label, "labels": labels})
    dimensions = None if by is None else tuple(by)
    return Statement(label, tuple(_lines(lines)), dimensions, heading, role)


def _lines(entries: Sequence[Entry]) -> Iterator[Line]:
    before: Entry = ()
    for entry, after in zip_longest(entries, entries[1:], fillvalue=()):
        if not isinstance(entry, list | tuple):
            yield _line(entry, after if isinstance(after, list | tuple) else ())
        elif isinstance(before, list | tuple):
            raise DeclarationError("a list in a statement stands below the line before it")
        before = entry


def _line(line: object, below: Sequence[Entry]) -> Line:
    role = line.role if isinstance(line, Shown) else None
    attribute = line.attribute if isinstance(line, Shown) else line
    if isinstance(attribute, str | Text):
        attribute = Heading({"label": attribute})
    if not isinstance(attribute, Attribute):
        raise DeclarationError(f"{attribute!r} cannot be a line of a statement")
    return Line(attribute, role, tuple(_lines(below)))
