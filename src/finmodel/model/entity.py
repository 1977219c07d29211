"""The reporting entity."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from finmodel.qname import XBRL


@frozen
class Entity:
    """An identifier within a scheme, which is a URI (`http://standards.iso.org/iso/17442`)."""

    scheme: str
    identifier: str

    def __str__(self) -> str:
        return self.identifier


NO_ENTITY: Final = Entity(f"{XBRL}/entities", "NA")
"""What stands for having no entity where a format must name one (OIM common definitions 1.0)."""
