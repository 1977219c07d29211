"""`finmodel diff`: two reports side by side."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from finmodel.cli.exit import Exit, complain
from finmodel.cli.form import Form, FormType, placed, refuse_unwritable
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, output_option, taxonomy_option
from finmodel.cli.output import put

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from finmodel.comparison.comparison import Comparison
    from finmodel.diagnostic import Diagnostic
    from finmodel.model.report import Report
    from finmodel.qname import QName
    from finmodel.render.comparison import Compared
    from finmodel.rules.case import Case

_FORMS: Final = ("text", "json", "html")
_BY_SUFFIX: Final = {".json": "json", ".html": "html", ".htm": "html"}
_HINT: Final = "--map"


@click.command("diff")
@click.argument("old", type=A_PATH, metavar="OLD")
@click.argument("new", type=A_PATH, metavar="NEW")
@taxonomy_option
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="OLD=NEW",
    help="What OLD calls differently: a concept, a member or an entity, prefix:name or "
    "{namespace}name; prefix:* for a whole namespace. May be repeated.",
)
@click.option(
    "--format",
    "forms",
    type=FormType(_FORMS),
    multiple=True,
    metavar="FORM[=PATH]",
    help="text, json or html; with a path to a file. May be repeated. Else by the name of the "
    "output, or text.",
)
@output_option
@click.option("--all", "everything", is_flag=True, help="List everything but what is equal.")
@click.option(
    "--fail-on",
    type=click.Choice(["rounding", "change", "number", "never"]),
    default="change",
    show_default=True,
    help="What makes the exit code 1: any difference, one beyond rounding, a number that is "
    "another, or nothing.",
)
@click.pass_context
def command(
    ctx: click.Context,
    old: Path,
    new: Path,
    taxonomy_path: Path | None,
    mapped: tuple[str, ...],
    forms: tuple[Form, ...],
    output: Path | None,
    everything: bool,
    fail_on: str,
) -> None:
    """Put two reports side by side and say what has changed.

    Facts are matched by what they are about, whatever the formats are, and numbers are compared as
    the ranges that they were rounded from: what is only rounded to other digits has not changed.
    Where both reports say the same, the exit code is 0.
    """
    from finmodel.comparing import compare_cases
    from finmodel.render.comparison import MOST_OF_A_KIND, Compared

    wanted = placed(forms or (Form(_form_of(output)),), output)
    refuse_unwritable(wanted, (old, new))
    given = Given.at(taxonomy_path, ())
    (before, unsaid), (after, missing) = given.case(old), given.case(new)
    # a taxonomy that is missing is said, and is no difference
    complain(dict.fromkeys([*unsaid, *missing, *_unavailable(before), *_unavailable(after)]))
    code = complain(dict.fromkeys([*before.report.diagnostics, *after.report.diagnostics]))
    names = dict(_same(text, before.report, after.report) for text in mapped)
    comparison = compare_cases(before, after, names)
    most = None if everything else MOST_OF_A_KIND
    compared = Compared((str(old), str(new)), comparison, most, everything, code is not Exit.CLEAN)
    for form in sorted(wanted, key=lambda form: form.path is None):
        put(_WRITERS[form.name](compared), form.path)
    ctx.exit(max(code, Exit.FINDINGS if _is_different(comparison, fail_on) else Exit.CLEAN))


def _text(compared: Compared) -> Iterable[str]:
    from finmodel.render.comparison import comparison_lines

    return comparison_lines(compared, width=shutil.get_terminal_size().columns)


def _json(compared: Compared) -> Iterable[str]:
    from finmodel.render.comparison_json import comparison_json

    return [comparison_json(compared).rstrip("\n")]


def _html(compared: Compared) -> Iterable[str]:
    """Return the page, which has room for more; ends the command where it cannot be made."""
    from attrs import evolve

    from finmodel.render.html.comparison import MOST_ON_A_PAGE, comparison_html
    from finmodel.render.html.template import TemplatesMissingError

    if compared.most is not None:
        compared = evolve(compared, most=MOST_ON_A_PAGE, everything=True)
    try:
        return [comparison_html(compared).rstrip("\n")]
    except TemplatesMissingError as error:
        click.echo(str(error), err=True)
        click.get_current_context().exit(Exit.USAGE)


_WRITERS: Final = {"text": _text, "json": _json, "html": _html}


def _form_of(output: Path | None) -> str:
    """Return the format that the name of a file asks for."""
    suffix = "" if output is None else output.suffix.lower()
    return _BY_SUFFIX.get(suffix, "text")


def _is_different(comparison: Comparison, fail_on: str) -> bool:
    from finmodel.comparison.kind import OF_NUMBERS, Kind

    if fail_on == "change":
        return not comparison.is_same
    bad: Collection[Kind] = {
        "rounding": frozenset(Kind) - {Kind.EQUAL},
        "number": OF_NUMBERS,
        "never": (),
    }[fail_on]
    is_other = fail_on == "rounding" and not comparison.is_same
    return is_other or any(map(comparison.count, bad))


def _unavailable(case: Case) -> Iterable[Diagnostic]:
    """Return which documents of a taxonomy cannot be had, so that it has not all its words."""
    from finmodel.formats.taxonomy_xml.fault import DOCUMENT_NOT_AVAILABLE

    return (d for d in case.taxonomy.diagnostics if d.code == DOCUMENT_NOT_AVAILABLE.code)


def _same(text: str, old: Report, new: Report) -> tuple[QName, QName]:
    """Return what is said to be one; raises `BadParameter`."""
    from finmodel.comparison.correspondence import is_name_in

    before, equals, after = _halves(text)
    if not equals:
        raise click.BadParameter(f"{text!r} does not say OLD=NEW.", param_hint=_HINT)
    names = _name(before, old.namespaces), _name(after, new.namespaces)
    if names[0].local_name != names[1].local_name and "*" in (n.local_name for n in names):
        raise click.BadParameter(f"{text!r} has a * on one side only.", param_hint=_HINT)
    if not is_name_in(old, names[0]):
        raise click.BadParameter(f"OLD has nothing that is called {before!r}.", param_hint=_HINT)
    return names


def _halves(text: str) -> tuple[str, str, str]:
    """Return both sides of the sign; a namespace in braces may have one of its own."""
    start = text.find("}") + 1 if text.startswith("{") else 0
    before, equals, after = text[start:].partition("=")
    return text[:start] + before, equals, after


def _name(text: str, namespaces: Mapping[str, str]) -> QName:
    from finmodel.qname import QName, UnboundPrefixError

    try:
        if text.startswith("{"):
            return QName.from_clark(text)
        return QName.from_prefixed(text, namespaces)
    except UnboundPrefixError as error:
        raise click.BadParameter(f"{error}.", param_hint=_HINT) from None
