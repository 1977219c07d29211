"""Links between facts, and the notes that they may lead to (OIM 1.0, link and note facts)."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

FOOTNOTE: Final = "http://www.xbrl.org/2003/arcrole/fact-footnote"
EXPLANATORY_FACT: Final = "http://www.xbrl.org/2009/arcrole/fact-explanatoryFact"
STANDARD_GROUP: Final = "http://www.xbrl.org/2003/role/link"

_TAG = re.compile(r"<[^<>]*>")


@frozen(order=True)
class Note:
    """A note fact: an XHTML fragment in a language, which facts are linked to."""

    id: str
    language: str
    value: str

    @property
    def text(self) -> str:
        """The words without their markup."""
        from html import unescape

        return " ".join(unescape(_TAG.sub(" ", self.value)).split())


@frozen(order=True)
class Link:
    """A link of one type and group, both URIs, from a fact to facts or notes, all by their ids."""

    type: str
    group: str
    source: str
    targets: tuple[str, ...]
