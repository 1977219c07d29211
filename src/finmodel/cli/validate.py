"""`finmodel validate`: check reports and say what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import define, field

from finmodel.cli.annotation import Annotation
from finmodel.cli.configured import hint, reports_of
from finmodel.cli.detail import Details
from finmodel.cli.exit import Exit
from finmodel.cli.form import Findings, Form, forms_option, placed, refuse_several
from finmodel.cli.given import Given
from finmodel.cli.option import (
    A_PATH,
    output_option,
    rules_option,
    taxonomy_option,
    time_limit_option,
)
from finmodel.cli.source import cache
from finmodel.cli.waiving import Waiving
from finmodel.diagnostic import Diagnostic, Severity, UnreadableError

if TYPE_CHECKING:
    from finmodel.configuration.configuration import Configuration
    from finmodel.render.validated import Validated

_NEVER = "never"


@click.command("validate")
@click.argument("files", nargs=-1, type=A_PATH, metavar="[FILE…]")
@taxonomy_option
@rules_option
@forms_option
@output_option
@click.option(
    "--fail-on",
    type=click.Choice([*map(str, reversed(Severity)), _NEVER]),
    default=str(Severity.ERROR),
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="PREFIX",
    help="Show only findings whose code starts so; may be repeated.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="PREFIX",
    help="Leave out findings whose code starts so; may be repeated.",
)
@click.option(
    "--calculations",
    type=click.Choice(["1.1", "1.1-truncation", "2.1"]),
    default="1.1",
    show_default=True,
    help="The rules for totals: Calculations 1.1, for rounded or truncated numbers, or XBRL 2.1.",
)
@click.option(
    "--duplicates",
    type=click.Choice(["none", "complete", "consistent", "all"]),
    help="The duplicate facts that are allowed; else as the report promises, or consistent ones.",
)
@click.option(
    "--no-prove",
    is_flag=True,
    help="Do not look for what is likely wrong, which sarif, html and --annotate tell.",
)
@time_limit_option
@click.option("--show-waived", is_flag=True, help="Show what is waived, too.")
@click.option(
    "--annotate",
    type=A_PATH,
    metavar="PATH",
    help="Write the workbook that is checked with marks on its numbers, and comments.",
)
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
    forms: tuple[Form, ...],
    output: Path | None,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    calculations: str,
    duplicates: str | None,
    no_prove: bool,
    time_limit: float | None,
    show_waived: bool,
    annotate: Path | None,
) -> None:
    """Check reports and say what is wrong.

    Without a file, those that the configuration names are checked: finmodel.toml, or
    [tool.finmodel] in pyproject.toml.

    The last line is the verdict: VALID, INVALID, NOT CHECKED where the taxonomy is missing, or
    UNREADABLE, and how much was checked.
    """
    wanted = placed(forms, output)
    configuration: Configuration = ctx.obj
    is_whole = not files
    files = files or reports_of(configuration)
    annotation = None if annotate is None else Annotation(annotate, not no_prove, time_limit)
    if annotation is not None:
        annotation.check(files)
    refuse_several(wanted, files)
    names = frozenset(form.name for form in wanted)
    details = Details(names, not no_prove, time_limit)
    run = _Run(
        Given.at(taxonomy_path, rule_paths),
        None if fail_on == _NEVER else Severity[fail_on.upper()],
        select,
        ignore,
        calculations,
        duplicates,
        details,
        annotation,
        Waiving(configuration.waivers, date.today(), is_whole=is_whole),
    )
    documents = run.documents(files)
    if run.unknown or configuration.waivers:
        # rule files of the reports may have the code, and waivers findings of their own
        documents = list(documents)
        run.refuse_unknown(hint(ctx, "select", "--select"))
        several = len(documents) > 1
    else:
        several = len(files) > 1
    found = Findings(documents, several, show_waived, run.fail_on, lambda: run.exit, details)
    found.write(wanted)
    ctx.exit(run.exit)


@define
class _Run:
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
            self._count(validated.findings)
            yield validated

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
        from finmodel.validation import validate_case

        try:
            case, found = self.given.case(
                path, calculations=self.calculations, duplicates=self.duplicates
            )
        except UnreadableError as error:
            self.exit = Exit.UNREADABLE
            return Validated(str(path), error.diagnostics)
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
