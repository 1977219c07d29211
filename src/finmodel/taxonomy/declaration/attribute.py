"""Attributes of a declaration: objects while its class body runs, concepts once it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self, TypedDict, overload

from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.declaration.text import Citation, Text


class DeclarationError(TypeError):
    """A mistake in a declaration, found when its class is created."""


class Details(TypedDict, total=False):
    """What every concept of a declaration can be given besides its meaning.

    `label` and `doc` are in the declaration's language unless they say another; `labels` are
    further ones. The label is made from the name where it is left out, and `None` is no label.
    `name` is the concept's name where it is not the attribute's: a local name, or
    `prefix:local` with a prefix of the declaration.
    """

    label: str | Text | None
    labels: Sequence[Text]
    doc: str | Text
    reference: Citation | Sequence[Citation]
    name: str


class Named:
    """Something that gets its name from the attribute that it is assigned to."""

    def __init__(self) -> None:
        self.attribute = ""
        self.owner: type | None = None

    def __set_name__(self, owner: type, name: str) -> None:
        # a second name is refused when the class is complete: Python hides errors from here
        if self.owner is None:
            self.attribute, self.owner = name, owner


class Attribute(Named):
    """A named thing that becomes a concept: a line item, a member, a dimension, a heading.

    Asked for through the class it *is* the concept, so that `Results.Revenues` can be handed to
    whatever takes a concept.
    """

    noun: ClassVar[str]

    def __init__(self, details: Details) -> None:
        super().__init__()
        self.details = details
        self.concept: Concept | None = None

    @overload
    def __get__(self, instance: None, owner: type[object]) -> Concept: ...
    @overload
    def __get__(self, instance: object, owner: type[object]) -> Self: ...
    def __get__(self, instance: object | None, owner: type[object]) -> Concept | Self:
        if instance is not None:
            return self
        if self.concept is None:
            raise DeclarationError(f"{owner.__name__} is not complete yet")
        return self.concept


class Heading(Attribute):
    """An abstract concept: a line of a statement without a number of its own."""

    noun = "heading"
