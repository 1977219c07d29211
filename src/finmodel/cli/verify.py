"""`finmodel verify`: whether a certificate proves what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from finmodel.cli.exit import Exit, complain
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, rules_option, taxonomy_option
from finmodel.cli.output import put
from finmodel.render.terminal import visible

MOST_BYTES: Final = 2**28


@click.command("verify")
@click.argument("certificate", type=A_PATH, metavar="CERTIFICATE")
@click.argument("report", type=A_PATH, metavar="[REPORT]", required=False)
@taxonomy_option
@rules_option
@click.pass_context
def command(
    ctx: click.Context,
    certificate: Path,
    report: Path | None,
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
) -> None:
    """Check that a certificate proves what it says.

    With a REPORT, also that its numbers and relations are those that the report must satisfy;
    without one they are taken as the certificate states them. The last line is the verdict:
    VERIFIED or REFUTED.
    """
    from finmodel.proof.verify import MalformedError, verify

    try:
        text = _text(certificate)
        content = json.loads(text)
        _check_type(content)
        mistakes = verify(text)
    except (MalformedError, OSError) as error:
        click.echo(visible(f"{certificate}: {error}"), err=True)
        ctx.exit(Exit.UNREADABLE)
    except (ValueError, RecursionError):
        click.echo(visible(f"{certificate}: This is no certificate: it is no JSON."), err=True)
        ctx.exit(Exit.UNREADABLE)
    code = Exit.CLEAN
    if report is not None:
        from finmodel.proof.assembly import problem_of
        from finmodel.proof.correspondence import strangers

        case, found = Given.at(taxonomy_path, rule_paths).case(report)
        code = complain(found)
        mistakes = mistakes or list(strangers(content, problem_of(case)))
    put(_lines(mistakes, content["verdict"], len(content["numbers"])))
    ctx.exit(Exit.FINDINGS if mistakes else code)


def _text(path: Path) -> bytes:
    from finmodel.proof.verify import MalformedError

    if path.stat().st_size > MOST_BYTES:
        raise MalformedError(f"This is no certificate: it has over {MOST_BYTES:,} bytes.")
    return path.read_bytes()


def _check_type(content: object) -> None:
    """Raise `MalformedError` for JSON that says of itself that it is something else."""
    from finmodel.formats.oim.info import document_type
    from finmodel.proof.certificate import DOCUMENT_TYPE
    from finmodel.proof.verify import MalformedError

    said = content.get("documentType") if isinstance(content, dict) else None
    said = document_type(content) if said is None else said
    if said != DOCUMENT_TYPE:
        what = "none" if said is None else repr(said)[:200]
        message = f"This is no certificate: its documentType is {what}, not {DOCUMENT_TYPE!r}."
        raise MalformedError(message)


def _lines(mistakes: list[str], verdict: str, numbers: int) -> Iterator[str]:
    from finmodel.render.summary import counted

    yield from map(visible, mistakes)
    if mistakes:
        yield f"REFUTED  {counted(len(mistakes), 'mistake')}"
    else:
        yield f"VERIFIED  {verdict}, {counted(numbers, 'number')}"
