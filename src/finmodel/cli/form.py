"""The formats in which findings go out, and where each goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click
from attrs import frozen

from finmodel.cli.configured import hint
from finmodel.cli.output import put
from finmodel.diagnostic import Severity
from finmodel.render.terminal import visible

if TYPE_CHECKING:
    from finmodel.cli.detail import Details
    from finmodel.render.page import Page
    from finmodel.render.place import Workplace
    from finmodel.render.validated import Validated

FORMS: Final = ("text", "json", "jsonl", "sarif", "junit", "github", "html", "xlsx")

_BINARY: Final = frozenset(("xlsx",))
_STREAMED: Final = {"text", "json", "jsonl", "github"}
"""Those that are written document by document, so that no more than one is held."""

_HINT: Final = "--format"
_ROOT_VARIABLE: Final = "GITHUB_WORKSPACE"


@frozen
class Form:
    """One format to write, and the file that it goes to; standard output where there is none."""

    name: str
    path: Path | None = None


class FormType(click.ParamType[Form]):
    """The name of a format, with `=PATH` behind it where it goes to a file."""

    name = "format"

    def __init__(self, forms: Sequence[str] = FORMS) -> None:
        self._forms = forms

    def convert(
        self, value: str | Form, param: click.Parameter | None, ctx: click.Context | None
    ) -> Form:
        """Return the format; fails for one that there is not."""
        if isinstance(value, Form):
            return value
        name, equals, path = value.partition("=")
        if name not in self._forms:
            from difflib import get_close_matches

            close = get_close_matches(name, self._forms, n=1)
            meant = f"; {close[0]!r} may be meant" if close else f": it is {', '.join(self._forms)}"
            self._refuse(f"there is no format {name!r}{meant}.", ctx)
        if equals and not path:
            self._refuse(f"{value!r} names no file behind the equals sign.", ctx)
        return Form(name, Path(path) if path else None)

    @staticmethod
    def _refuse(message: str, ctx: click.Context | None) -> NoReturn:
        where = _HINT if ctx is None else hint(ctx, "forms", _HINT)
        raise click.BadParameter(message, param_hint=where)


forms_option = click.option(
    "--format",
    "forms",
    type=FormType(),
    multiple=True,
    default=("text",),
    show_default=True,
    metavar="FORM[=PATH]",
    help=f"{', '.join(FORMS)}; with a path to a file, whole or not at all. May be repeated.",
)


def refuse_impossible(forms: Iterable[Form], files: Sequence[Path]) -> None:
    """Raise `UsageError` where a format has no place to go to, or cannot be made of the files.

    Nobody should wait for that until everything is checked and proved.
    """
    refuse_unwritable(forms, files)
    if not any(form.name == "html" for form in forms):
        return
    if len(files) > 1:
        message = "html is a page about one report: validate the files one by one."
        raise click.BadParameter(message, param_hint=_HINT)
    from finmodel.render.html.template import TemplatesMissingError, templates

    try:
        templates()
    except TemplatesMissingError as error:
        raise click.UsageError(str(error)) from None


def refuse_unwritable(forms: Iterable[Form], files: Sequence[Path]) -> None:
    """Raise `UsageError` for a path in a folder that there is not, or of a file that is read."""
    for path in (form.path for form in forms if form.path is not None):
        if not path.absolute().parent.is_dir():
            raise click.UsageError(visible(f"{path} cannot be written: there is no such folder."))
        if path.is_file() and any(file.exists() and path.samefile(file) for file in files):
            raise click.UsageError(visible(f"{path} is read: what is written needs another name."))


def placed(forms: Sequence[Form], output: Path | None) -> tuple[Form, ...]:
    """Return where each format goes, with what `--output` says.

    Raises `UsageError` where one has no place, or two have the same.
    """
    bare = [form for form in forms if form.path is None]
    if output is not None:
        if len(forms) != 1 or not bare:
            message = "--output is for one format without a path: give each its own, FORM=PATH."
            raise click.UsageError(message)
        return (Form(bare[0].name, output),)
    if binary := next((form.name for form in bare if form.name in _BINARY), None):
        message = f"{binary} is not for a screen: say {binary}=PATH."
        raise click.BadParameter(message, param_hint=_HINT)
    if len(bare) > 1:
        names = " and ".join(form.name for form in bare)
        message = f"{names} cannot both go to standard output: say {bare[1].name}=PATH."
        raise click.BadParameter(message, param_hint=_HINT)
    paths = [form.path for form in forms if form.path is not None]
    if twice := next((path for path in paths if paths.count(path) > 1), None):
        message = f"two formats cannot both go to {twice}."
        raise click.BadParameter(message, param_hint=_HINT)
    return tuple(forms)


@frozen
class Findings:
    """What a run found, to be written in any format.

    `documents` may come one after the other; `exit_code` is known when they have all come.
    """

    documents: Iterable[Validated]
    several: bool
    show_waived: bool
    fail_on: Severity | None
    exit_code: Callable[[], int]
    details: Details

    def write(self, forms: Sequence[Form]) -> None:
        """Write every format: files first, so that what is on the screen is true of them."""
        documents = self.documents
        if len(forms) > 1 or not _STREAMED.issuperset(form.name for form in forms):
            documents = list(documents)
        for form in sorted(forms, key=lambda form: form.path is None):
            self._put(form, documents)

    def _put(self, form: Form, documents: Iterable[Validated]) -> None:
        if form.name == "xlsx" and form.path is not None:
            from finmodel.formats.output import write_whole
            from finmodel.render.workbook.findings import findings_workbook

            write_whole(form.path, [findings_workbook(documents, self.details.relations)])
            return
        put(_WRITERS[form.name](self, documents), form.path)


def _text(run: Findings, documents: Iterable[Validated]) -> Iterable[str]:
    from finmodel.render.text import report_lines

    return report_lines(documents, several=run.several, show_waived=run.show_waived)


def _json(_: Findings, documents: Iterable[Validated]) -> Iterable[str]:
    from finmodel.render.json import findings_json

    return [findings_json(documents)]


def _jsonl(_: Findings, documents: Iterable[Validated]) -> Iterable[str]:
    from finmodel.render.jsonl import finding_lines

    return finding_lines(documents)


def _github(run: Findings, documents: Iterable[Validated]) -> Iterable[str]:
    from finmodel.render.github import github_lines

    return github_lines(documents, workplace=_workplace(), several=run.several)


def _workplace() -> Workplace:
    """Return where the command runs; on GitHub, paths are told from the root of the repository."""
    from finmodel.render.place import Workplace

    root = os.environ.get(_ROOT_VARIABLE)
    return Workplace.at(Path.cwd(), Path(root) if root else None)


def _sarif(run: Findings, documents: Iterable[Validated]) -> Iterable[str]:
    from importlib.metadata import version

    from finmodel.render.sarif import sarif_log

    log = sarif_log(
        documents,
        pages=_pages(documents),
        workplace=_workplace(),
        version=version("finmodel"),
        exit_code=run.exit_code(),
    )
    return [log.rstrip("\n")]


def _junit(run: Findings, documents: Iterable[Validated]) -> Iterable[str]:
    from finmodel.render.junit import junit_xml
    from finmodel.rules.catalogue import checks

    codes = [code for check in checks() for code in check.codes]
    relations = run.details.relations
    text = junit_xml(documents, codes=codes, fail_on=run.fail_on, relations=relations)
    return [text.rstrip("\n")]


def _html(run: Findings, documents: Iterable[Validated]) -> Iterable[str]:
    from attrs import evolve

    validated, *others = documents
    # what is wrong with waivers has no page of its own
    about_waivers = (found for other in others for found in other.findings)
    whole = evolve(validated, findings=(*validated.findings, *about_waivers))
    return page_lines(whole, run.details)


def page_lines(validated: Validated, details: Details, language: str = "en") -> Iterable[str]:
    """Return a page about a document, with the details that there are of it."""
    from finmodel.render.html.page import report_html

    name = validated.document
    known, proven = details.relations.get(name, ()), details.proven.get(name)
    return [report_html(validated, known, proven, language=language).rstrip("\n")]


def _pages(documents: Iterable[Validated]) -> dict[str, Page]:
    """Return the pages of the codes that were found, those of rule files aside."""
    from finmodel.cli.explain import pages_of

    codes: set[str] = set()
    for each in documents:
        found = {f.code for f in each.findings} | {w.finding.code for w in each.waived}
        codes |= found.difference(rule.code for rule in each.rules)
    return pages_of(codes)


_WRITERS: Final = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
    "html": _html,
}
