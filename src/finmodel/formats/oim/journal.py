"""What a reader has to say, collected while it reads on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Final

from attrs import define, evolve, field

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.source import Source

_NAMED: Final = 5


@define
class _Entry:
    diagnostic: Diagnostic
    others: list[str] = field(factory=list)


class Journal:
    """Diagnostics in the order in which they were found.

    One cause that spoils many facts is one diagnostic, which names the first few of them.
    """

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._causes: dict[Hashable, _Entry] = {}

    def add(
        self,
        fault: Fault,
        message: str,
        source: Source | None,
        *,
        cause: Hashable = None,
        subject: str = "",
    ) -> None:
        """Record a fault; where its `cause` was recorded before, only add the `subject` to that."""
        known = self._causes.get((fault.code, cause)) if cause is not None else None
        if known is not None:
            known.others.append(subject)
            return
        entry = _Entry(fault(message, source))
        self._entries.append(entry)
        if cause is not None:
            self._causes[fault.code, cause] = entry

    def include(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Record what somebody else had to say."""
        self._entries += map(_Entry, diagnostics)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was recorded."""
        return tuple(_whole(entry) for entry in self._entries)


def _whole(entry: _Entry) -> Diagnostic:
    others = entry.others
    if not others:
        return entry.diagnostic
    rest = len(others) - _NAMED
    more = f" and {rest:,} more" if rest > 0 else ""
    names = ", ".join(others[:_NAMED])
    message = f"{entry.diagnostic.message} The same holds for {names}{more}."
    return evolve(entry.diagnostic, message=message)
