"""`finmodel prove`: whether everything that a report says can be true at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from finmodel.cli.exit import Exit
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, solving_options
from finmodel.cli.output import put
from finmodel.cli.solving import proved, solving

if TYPE_CHECKING:
    from finmodel.proof.deadline import Deadline
    from finmodel.render.proven import Proven
    from finmodel.rules.case import Case

_EXITS: Final = {
    "feasible": Exit.CLEAN,
    "infeasible": Exit.FINDINGS,
    "undecided": Exit.UNDECIDED,
}


@click.command("prove")
@click.argument("file", type=A_PATH, metavar="FILE")
@solving_options
@click.option(
    "--certificate",
    type=A_PATH,
    metavar="PATH",
    help="Write the proof to a file that `finmodel verify` checks.",
)
@click.option(
    "--no-explain",
    is_flag=True,
    help="Do not look for what is likely wrong, which takes the most time.",
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
    no_explain: bool,
    time_limit: float | None,
) -> None:
    """Prove that a report can be true as a whole, or that it cannot.

    The last line is the verdict: POSSIBLE, IMPOSSIBLE with every independent conflict, what is
    likely wrong and the arithmetic that proves it, or UNDECIDED, which exits with 4.
    """
    from finmodel.proof.deadline import Deadline
    from finmodel.render.proven import Proven

    case, code = Given.at(taxonomy_path, rule_paths).opened(file)
    deadline = Deadline(time_limit, 0)
    proof = proved(ctx, case, deadline)
    proven = Proven(str(file), proof, case.taxonomy)
    if proof.conflicts and not no_explain:
        proven = explained(ctx, proven, case, deadline)
    if form == "json":
        from finmodel.render.proof_json import proof_json

        put([proof_json(proven).rstrip("\n")], output)
    else:
        from finmodel.render.fold import folded
        from finmodel.render.proof import proof_lines

        put(folded(proof_lines(proven), shutil.get_terminal_size().columns), output)
    if certificate is not None:
        from finmodel.proof.certificate import certificate_json

        put([certificate_json(proof).rstrip("\n")], certificate)
    ctx.exit(max(code, _EXITS[proof.answer.value]))


def explained(ctx: click.Context, proven: Proven, case: Case, deadline: Deadline) -> Proven:
    """Return what is proved together with what is likely wrong."""
    from attrs import evolve

    from finmodel.proof.diagnosis import diagnose
    from finmodel.proof.mending import mended
    from finmodel.proof.rounding import other_roundings

    proof = proven.proof
    roundings = other_roundings(proof, case.taxonomy, time_limit=deadline.left)
    with solving(ctx, "explaining") as progress:
        diagnosis = diagnose(proof, time_limit=deadline.left, progress=progress)
    with solving(ctx, "proving the corrected copy") as progress:
        better = mended(case, proof, diagnosis, time_limit=deadline.left, progress=progress)
    return evolve(proven, diagnosis=diagnosis, mended=better, roundings=roundings)
