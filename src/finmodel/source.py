"""Where something was read."""

from __future__ import annotations

from attrs import frozen


@frozen(order=True)
class Source:
    """A place in a document: line and column count from 1; `part` names a JSON pointer or a cell.

    `document` is the path or address as the user gave it, so that it can be opened again.
    """

    document: str
    line: int | None = None
    column: int | None = None
    part: str = ""

    def __str__(self) -> str:
        place = self.document
        for number in (self.line, self.column):
            if number is None:
                break
            place += f":{number}"
        return f"{place} {self.part}" if self.part else place
