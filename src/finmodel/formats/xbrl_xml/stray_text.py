"""Text between the elements of an instance, where XBRL 2.1 has nothing but elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from finmodel.formats.xbrl_xml.name import XBRLDI, local_name
from finmodel.qname import XBRLI

_TEXT: Final = "text()[normalize-space()]"
_TURN: Final = "boolean(following-sibling::*[1]) != $done"
_PATHS: Final = {
    "context": ("", "i:*/", "i:entity/i:segment/", "i:scenario/d:*[*]/", "*/i:segment/d:*[*]/"),
    "unit": ("", "i:divide/", "i:divide/i:*/"),
}
# conditions, for a path to the texts makes libxml2 join sets of nodes, which is much slower
_INSIDE: Final = " | ".join(
    f"i:{name}[{' or '.join(path + _TEXT for path in paths)}][{_TURN}]"
    for name, paths in _PATHS.items()
)
_NAMESPACES: Final = {"i": XBRLI, "d": XBRLDI}


class StrayText:
    """Finds text in a root that is being read, and in its contexts and units.

    What comes last may be unfinished, and is left until it no longer does, or all is done; however
    long it grows, it is looked through no more than twice.
    """

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._outside = etree.XPath(f"{_TEXT}[{_TURN}]")
        self._inside = etree.XPath(_INSIDE, namespaces=_NAMESPACES)

    def found(self, *, done: bool = False) -> Iterator[tuple[str, etree._Element]]:
        """Yield where there is text, with the element in that place: what is new, or the rest."""
        if len(self._root) < 2 and not done:
            return
        for text in self._outside(self._root, done=done):
            element = text.getparent()
            yield f"{'after' if text.is_tail else 'in'} {local_name(element)}", element
        for element in self._inside(self._root, done=done):
            yield f"in the {local_name(element)} “{element.get('id')}”", element
        self._root.text = None
