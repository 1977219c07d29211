"""`finmodel prove`: whether everything that a report says can be true at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from finmodel.cli.exit import Exit, complain
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, output_option, rules_option, taxonomy_option
from finmodel.cli.output import put

if TYPE_CHECKING:
    from finmodel.proof.prove import Progress, Proof
    from finmodel.rules.case import Case

_EXITS: Final = {
    "feasible": Exit.CLEAN,
    "infeasible": Exit.FINDINGS,
    "undecided": Exit.UNDECIDED,
}


@click.command("prove")
@click.argument("file", type=A_PATH, metavar="FILE")
@taxonomy_option
@rules_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@output_option
@click.option(
    "--certificate",
    type=A_PATH,
    metavar="PATH",
    help="Write the proof to a file that `finmodel verify` checks.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Stop then, with what is proved so far.",
)
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    certificate: Path | None,
    time_limit: float | None,
) -> None:
    """Prove that a report can be true as a whole, or that it cannot.

    The last line is the verdict: POSSIBLE, IMPOSSIBLE with every independent conflict as
    arithmetic, or UNDECIDED, which exits with 4.
    """
    from finmodel.render.proven import Proven

    case, found = Given.at(taxonomy_path, rule_paths).case(file)
    code = complain([*case.report.diagnostics, *found])
    proof = _proof(ctx, case, time_limit)
    proven = Proven(str(file), proof, case.taxonomy, case.has_taxonomy)
    if form == "json":
        from finmodel.render.proof_json import proof_json

        put([proof_json(proven).rstrip("\n")], output)
    else:
        from finmodel.render.proof import proof_lines

        put(proof_lines(proven), output)
    if certificate is not None:
        from finmodel.proof.certificate import certificate_json

        put([certificate_json(proof).rstrip("\n")], certificate)
    ctx.exit(max(code, _EXITS[proven.answer.value]))


def _proof(ctx: click.Context, case: Case, time_limit: float | None) -> Proof:
    from finmodel.proof.prove import prove
    from finmodel.proof.solver import SolverMissingError

    try:
        with _progress() as progress:
            return prove(case, time_limit=time_limit, progress=progress)
    except SolverMissingError as error:
        click.echo(str(error), err=True)
        ctx.exit(Exit.USAGE)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Give what shows, on a terminal only, how far a proof has come."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("proving", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
