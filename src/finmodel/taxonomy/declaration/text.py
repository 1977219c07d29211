"""Words about a concept: labels in their roles and languages, and citations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, overload

from attrs import evolve, frozen

from finmodel.qname import QName
from finmodel.taxonomy.label import (
    DOCUMENTATION,
    PERIOD_END,
    PERIOD_START,
    REF_PART,
    REFERENCE,
    STANDARD,
    TERSE,
    TOTAL,
    VERBOSE,
)

if TYPE_CHECKING:
    from finmodel.taxonomy.declaration.attribute import Attribute


@frozen
class Text:
    """A label; without a language of its own it is in the declaration's."""

    text: str
    language: str | None = None
    role: str = STANDARD


@frozen
class Shown:
    """A line of a statement that is shown with its label in a certain role."""

    attribute: Attribute
    role: str


@frozen
class LabelRole:
    """A role that labels play.

    Around a text it makes a label in that role; around a line of a statement it says that the
    line is shown with that label: `total("Total revenues")`, `total(Revenues)`.
    """

    uri: str

    @overload
    def __call__(self, subject: str | Text) -> Text: ...
    @overload
    def __call__(self, subject: Attribute) -> Shown: ...
    def __call__(self, subject: str | Text | Attribute) -> Text | Shown:
        """Return a label in this role, or a line that is shown with it."""
        if isinstance(subject, str):
            return Text(subject, role=self.uri)
        if isinstance(subject, Text):
            return evolve(subject, role=self.uri)
        return Shown(subject, self.uri)


standard: Final = LabelRole(STANDARD)
terse: Final = LabelRole(TERSE)
verbose: Final = LabelRole(VERBOSE)
total: Final = LabelRole(TOTAL)
period_start: Final = LabelRole(PERIOD_START)
period_end: Final = LabelRole(PERIOD_END)
documentation: Final = LabelRole(DOCUMENTATION)


def language(code: str) -> Callable[[str], Text]:
    """Return what makes labels in a language: `ja = language("ja")`, then `ja("売上高")`."""

    def in_language(text: str) -> Text:
        return Text(text, code)

    return in_language


@frozen
class Citation:
    """A pointer to the literature that defines a concept."""

    parts: tuple[tuple[QName, str], ...]
    role: str = REFERENCE


def reference(*parts: tuple[QName, str], role: str = REFERENCE, **standard_parts: str) -> Citation:
    """Return a citation; keywords are parts of the standard's own: `Publisher`, `Number`, ….

    Parts of other vocabularies are given as pairs of their name and text.
    """
    named = ((QName(REF_PART, name), text) for name, text in standard_parts.items())
    return Citation((*parts, *named), role)
