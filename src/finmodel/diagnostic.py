"""What finmodel has to say about its input: a code, a severity, a message, a place, a remedy."""

from __future__ import annotations

from enum import IntEnum

from attrs import frozen

from finmodel.source import Source


class Severity(IntEnum):
    """How bad it is; ordered, so that `severity >= Severity.WARNING` reads as it should."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@frozen
class Diagnostic:
    """One thing that is wrong with an input, said once.

    `code` is a QName in the field's form (`oime:unknownConcept`, `fm:changeMismatch`), permanent
    and never reused; `remedy` says what to do about it.
    """

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    source: Source | None = None

    def __str__(self) -> str:
        place = f"{self.source}: " if self.source else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.severity} {self.code}: {self.message}{remedy}"


@frozen
class Fault:
    """A kind of fault that readers and loaders find: a permanent code and what to know about it.

    Faults are module constants; the catalogue finds them by walking the package, and
    `finmodel explain` and the pages under `docs/rules/` print them. Calling one makes a diagnostic.
    `says` is one sentence; `reference` is the section of the specification, where there is one.
    """

    code: str
    says: str
    remedy: str
    reference: str = ""
    severity: Severity = Severity.ERROR

    def __call__(
        self, message: str, source: Source | None = None, *, remedy: str | None = None
    ) -> Diagnostic:
        """Return a diagnostic of this kind, with its usual remedy unless another is given."""
        return Diagnostic(
            self.code, self.severity, message, self.remedy if remedy is None else remedy, source
        )


class UnreadableError(Exception):
    """An input from which nothing can be read, with the diagnostics that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics
