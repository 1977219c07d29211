"""Labels, documentation and references of concepts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from finmodel.qname import QName

_ROLE: Final = "http://www.xbrl.org/2003/role/"
STANDARD: Final = f"{_ROLE}label"
TERSE: Final = f"{_ROLE}terseLabel"
VERBOSE: Final = f"{_ROLE}verboseLabel"
TOTAL: Final = f"{_ROLE}totalLabel"
PERIOD_START: Final = f"{_ROLE}periodStartLabel"
PERIOD_END: Final = f"{_ROLE}periodEndLabel"
DOCUMENTATION: Final = f"{_ROLE}documentation"
REFERENCE: Final = f"{_ROLE}reference"
PRESENTATION_REFERENCE: Final = f"{_ROLE}presentationRef"
REF_PART: Final = "http://www.xbrl.org/2006/ref"


@frozen
class Label:
    """A text for a concept in a role (standard, terse, documentation, …) and a language."""

    concept: QName
    text: str
    language: str = "en"
    role: str = STANDARD


class Labels(Sequence[Label]):
    """Labels that are at hand by concept, so that those of one need not be looked for in all."""

    @property
    @abstractmethod
    def by_concept(self) -> Mapping[QName, Sequence[Label]]:
        """The labels of each concept."""


@frozen
class Reference:
    """A pointer to the literature that defines a concept, as parts such as Publisher and Number."""

    concept: QName
    parts: tuple[tuple[QName, str], ...]
    role: str = REFERENCE
