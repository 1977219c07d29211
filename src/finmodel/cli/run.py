"""One run of the checks: what is found in each report, and the exit code that it comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import define, evolve, field

from finmodel.cli.annotation import Annotation
from finmodel.cli.detail import Details
from finmodel.cli.exit import Exit
from finmodel.cli.given import Given
from finmodel.cli.source import cache
from finmodel.cli.waiving import Waiving
from finmodel.diagnostic import Diagnostic, Severity, UnreadableError

if TYPE_CHECKING:
    from finmodel.render.validated import Validated


@define
class Run:
    """One run over several files, and the exit code that it has come to."""

    given: Given
    fail_on: Severity | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    calculations: str
    duplicates: str | None
    details: Details
    annotation: Annotation | None
    waiving: Waiving
    exit: Exit = field(default=Exit.CLEAN, init=False)
    unknown: list[str] = field(init=False)

    @unknown.default
    def _without_code(self) -> list[str]:
        from finmodel.rules.catalogue import entries

        return [] if not self.select else _unmatched(self.select, entries())

    def documents(self, paths: Iterable[Path]) -> Iterable[Validated]:
        """Yield each file with what was found in it, and after them the waivers with theirs."""
        for path in paths:
            yield self.validated(path)
        for validated in self.waiving.documents():
            shown = tuple(filter(self._is_shown, validated.findings))
            self._count(shown)
            if shown:
                yield evolve(validated, findings=shown)

    def refuse_unknown(self, hint: str) -> None:
        """Raise `BadParameter` where no code starts as one was asked to, in any rule file either.

        Else what is misspelt would show a faulty report as one without findings.
        """
        if self.unknown:
            message = f"no code starts with {self.unknown[0]!r}; `finmodel explain` lists them."
            raise click.BadParameter(message, param_hint=hint)

    def validated(self, path: Path) -> Validated:
        """Return a file with what was found in it; one that cannot be read stops no other."""
        from finmodel.render.validated import Validated

        try:
            return self.checked(path)
        except UnreadableError as error:
            self.exit = Exit.UNREADABLE
            return Validated(str(path), error.diagnostics)

    def checked(self, path: Path) -> Validated:
        """Return a file with what was found in it; raises `UnreadableError`."""
        from finmodel.render.validated import Validated
        from finmodel.validation import validate_case

        case, found = self.given.case(
            path, calculations=self.calculations, duplicates=self.duplicates
        )
        codes = [rule.code for rules in case.rule_files for rule in rules.rules]
        self.unknown = _unmatched(self.unknown, codes)
        result = self.waiving.result(validate_case(case, found, cache=cache()), path, case)
        shown = tuple(filter(self._is_shown, result.findings))
        self._count(shown)
        validated = Validated(
            str(path),
            shown,
            case.report,
            result.coverage,
            case.taxonomy,
            result.has_taxonomy,
            tuple(found for found in result.findings if not self._is_shown(found)),
            result.waived,
            tuple(rule for rules in case.rule_files for rule in rules.rules),
            self.details.add(path, case, is_broken=result.coverage.broken > 0),
        )
        if self.annotation is not None:
            self.annotation.write(path, case, validated)
        return validated

    def _count(self, shown: Iterable[Diagnostic]) -> None:
        """Let the exit code say what is shown."""
        if self.fail_on is not None and any(f.severity >= self.fail_on for f in shown):
            self.exit = max(self.exit, Exit.FINDINGS)

    def _is_shown(self, found: Diagnostic) -> bool:
        is_selected = not self.select or found.code.startswith(self.select)
        return is_selected and not (self.ignore and found.code.startswith(self.ignore))


def _unmatched(prefixes: Iterable[str], codes: Collection[str]) -> list[str]:
    """Return the prefixes with which no code starts."""
    return [prefix for prefix in prefixes if not any(code.startswith(prefix) for code in codes)]
