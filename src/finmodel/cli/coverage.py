"""`finmodel coverage`: what holds each number of a report, and how far it could be wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from finmodel.cli.exit import Exit
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, solving_options
from finmodel.cli.output import put
from finmodel.cli.solving import proved, solving


@click.command("coverage")
@click.argument("file", type=A_PATH, metavar="FILE")
@solving_options
@click.option("--all", "everything", is_flag=True, help="List numbers that are held tightly too.")
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    time_limit: float | None,
    everything: bool,
) -> None:
    """Say how far each number could be wrong before anything noticed.

    A number is held tightly if every printed value that differs from it by ten units of its last
    digit, or by more, contradicts something; loosely if only some wrong values do; by nothing if
    none does. Exits with 4 where not every number was measured.
    """
    from finmodel.proof.coverage import coverage
    from finmodel.proof.deadline import Deadline
    from finmodel.render.coverage import CoveredReport

    case, code = Given.at(taxonomy_path, rule_paths).opened(file)
    deadline = Deadline(time_limit, 0)
    proof = proved(ctx, case, deadline)
    with solving(ctx, "measuring") as progress:
        assurance = coverage(proof, time_limit=deadline.left, progress=progress)
    covered = CoveredReport(str(file), assurance, case.taxonomy)
    if form == "json":
        from finmodel.render.coverage_json import coverage_json

        put([coverage_json(covered).rstrip("\n")], output)
    else:
        from finmodel.render.coverage import coverage_lines

        columns = shutil.get_terminal_size().columns
        put(coverage_lines(covered, everything=everything, width=columns), output)
    ctx.exit(max(code, Exit.CLEAN if assurance.is_complete else Exit.UNDECIDED))
