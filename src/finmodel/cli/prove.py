"""`finmodel prove`: whether everything that a report says can be true at once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from finmodel.cli.exit import Exit, complain
from finmodel.cli.given import Given
from finmodel.cli.option import (
    A_PATH,
    format_option,
    output_option,
    rules_option,
    taxonomy_option,
    time_limit_option,
)
from finmodel.cli.output import put
from finmodel.cli.solving import solving

_EXITS: Final = {
    "feasible": Exit.CLEAN,
    "infeasible": Exit.FINDINGS,
    "undecided": Exit.UNDECIDED,
}


@click.command("prove")
@click.argument("file", type=A_PATH, metavar="FILE")
@taxonomy_option
@rules_option
@format_option
@output_option
@click.option(
    "--certificate",
    type=A_PATH,
    metavar="PATH",
    help="Write the proof to a file that `finmodel verify` checks.",
)
@time_limit_option
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
    from finmodel.proof.prove import prove
    from finmodel.render.proven import Proven

    case, found = Given.at(taxonomy_path, rule_paths).case(file)
    code = complain([*case.report.diagnostics, *found])
    with solving(ctx, "proving") as progress:
        proof = prove(case, time_limit=time_limit, progress=progress)
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
