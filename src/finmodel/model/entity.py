"""The reporting entity."""

from __future__ import annotations

from attrs import frozen


@frozen
class Entity:
    """An identifier within a scheme, which is a URI (`http://standards.iso.org/iso/17442`)."""

    scheme: str
    identifier: str

    def __str__(self) -> str:
        return self.identifier
