"""For pytest: `assert_valid`, and the configuration's report and rule files as tests.

It is loaded where finmodel and pytest are both installed. A report file that the configuration
names is collected as a test which `finmodel validate` passes or fails, with its waivers and all
that it says; a rule file as one which fails where it has a mistake. Like all tests they are only
found in the folders that pytest is told to look in.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import date
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from finmodel.diagnostic import Severity, UnreadableError

if TYPE_CHECKING:
    from finmodel.configuration.configuration import Configuration
    from finmodel.language.rulefile import RuleFile
    from finmodel.model.finding import Result
    from finmodel.model.report import Report
    from finmodel.model.waiver import Waiver
    from finmodel.taxonomy.taxonomy import Taxonomy

_PROJECT = pytest.StashKey["_Project"]()


def assert_valid(
    report: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    fail_on: Severity = Severity.ERROR,
    waivers: Iterable[Waiver] = (),
    today: date | None = None,
) -> Result:
    """Fail with everything that is wrong where a report has findings of a severity or worse.

    Taxonomy and rule files are found as `finmodel.validate` finds them, and it fails, too, where
    there is no taxonomy. Waivers hold as of `today`. Returns what was found otherwise. Raises
    `UnreadableError` where the report cannot be read.
    """
    __tracebackhide__ = True
    from finmodel.model.waiver import waive
    from finmodel.render.text import report_lines
    from finmodel.render.validated import Validated
    from finmodel.validation import case_of, validate_case

    case, found = case_of(report, taxonomy=taxonomy, rules=rules)
    document = case.report.document or ""
    result = waive(
        validate_case(case, found),
        waivers,
        today=today or date.today(),
        document=document,
        namespaces={**case.taxonomy.namespaces, **case.report.namespaces},
    )
    if not result.has_taxonomy or any(f.severity >= fail_on for f in result.findings):
        validated = Validated(
            document,
            result.findings,
            case.report,
            result.coverage,
            case.taxonomy,
            result.has_taxonomy,
            waived=result.waived,
        )
        raise AssertionError("\n".join([document, "", *report_lines([validated])]))
    return result


class _Project:
    """The files that a configuration names, by what is tested of them."""

    def __init__(self, configuration: Configuration) -> None:
        self.folder = configuration.folder
        named = configuration.settings
        self.reports = set(configuration.reports()) if "reports" in named else set()
        self.rules = {(self.folder / name).resolve() for name in configuration.texts("rules")}


def pytest_configure(config: pytest.Config) -> None:
    """Read the configuration of the folder that tests are rooted in."""
    from finmodel.configuration.configuration import Configuration

    try:
        config.stash[_PROJECT] = _Project(Configuration.find(config.rootpath))
    except UnreadableError as error:
        raise pytest.UsageError(*map(str, error.diagnostics)) from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file that the configuration names."""
    project = parent.config.stash[_PROJECT]
    path = file_path.resolve()
    if path in project.rules:
        return NamedFile.from_parent(parent, path=file_path, item=RuleFileItem)
    if path in {report.resolve() for report in project.reports}:
        return NamedFile.from_parent(parent, path=file_path, item=ReportItem)
    return None


class NamedFile(pytest.File):
    """A file that the configuration names, with the one test that it is."""

    def __init__(self, *, item: type[pytest.Item], **given: Any) -> None:  # noqa: ANN401 - pytest's
        super().__init__(**given)
        self._item = item

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the test."""
        yield self._item.from_parent(self, name="finmodel")


class InvalidError(Exception):
    """What a test of a file says in the words of the command line."""


class NamedItem(pytest.Item):
    """A test that fails with words of its own."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: object) -> str:
        """Return the words, without the way that led to them."""
        if isinstance(excinfo.value, InvalidError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the file, which is the whole of the test."""
        return self.path, None, f"{self.path.name}: finmodel"


class ReportItem(NamedItem):
    """A report, validated as the configuration says."""

    def runtest(self) -> None:
        """Run `finmodel validate` where the configuration is."""
        from finmodel.cli import main

        folder = self.config.stash[_PROJECT].folder
        said = io.StringIO()
        path = relpath(self.path, folder)
        arguments = ["validate", path, "--format", "text", "--no-prove"]
        with chdir(folder), redirect_stdout(said), redirect_stderr(said):
            code = main(arguments, prog_name="finmodel", standalone_mode=False)
        if code:
            raise InvalidError(said.getvalue())


class RuleFileItem(NamedItem):
    """A rule file, read without mistakes."""

    def runtest(self) -> None:
        """Read the file."""
        from finmodel.validation import read_rules

        if faults := read_rules(self.path).diagnostics:
            raise InvalidError("\n".join(map(str, faults)))
