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
        if certificate.stat().st_size > MOST_BYTES:
            raise MalformedError(f"it has over {MOST_BYTES:,} bytes")
        text = certificate.read_bytes()
        mistakes = verify(text)
    except (MalformedError, OSError) as error:
        click.echo(f"{certificate}: {error}", err=True)
        ctx.exit(Exit.UNREADABLE)
    content = json.loads(text)
    code = Exit.CLEAN
    if report is not None:
        from finmodel.proof.assembly import problem_of
        from finmodel.proof.correspondence import strangers

        case, found = Given.at(taxonomy_path, rule_paths).case(report)
        code = complain(found)
        mistakes = mistakes or list(strangers(content, problem_of(case)))
    put(_lines(mistakes, content["verdict"], len(content["numbers"])))
    ctx.exit(Exit.FINDINGS if mistakes else code)


def _lines(mistakes: list[str], verdict: str, numbers: int) -> Iterator[str]:
    from finmodel.render.summary import counted
    from finmodel.render.terminal import visible

    yield from map(visible, mistakes)
    if mistakes:
        yield f"REFUTED  {counted(len(mistakes), 'mistake')}"
    else:
        yield f"VERIFIED  {verdict}, {counted(numbers, 'number')}"
