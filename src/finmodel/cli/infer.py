"""`finmodel infer`: what a report does not say, and must be so by everything that it says."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.exit import Exit
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, solving_options
from finmodel.cli.output import put
from finmodel.cli.solving import proved, solving

if TYPE_CHECKING:
    from finmodel.qname import QName
    from finmodel.rules.case import Case


@click.command("infer")
@click.argument("file", type=A_PATH, metavar="FILE")
@click.argument("names", nargs=-1, metavar="[LINE ITEM]…")
@solving_options
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    names: tuple[str, ...],
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    time_limit: float | None,
) -> None:
    """Infer line items from everything else that a report says.

    Without any, all that is not reported and still determined, and every number that the others
    pin tighter than it is printed. Exits with 4 where something is not decided.
    """
    from finmodel.proof.deadline import Deadline
    from finmodel.proof.inference import infer
    from finmodel.render.inference import InferredReport

    case, code = Given.at(taxonomy_path, rule_paths).opened(file)
    concepts = _concepts(names, case)
    deadline = Deadline(time_limit, 0)
    proof = proved(ctx, case, deadline)
    with solving(ctx, "inferring") as progress:
        inference = infer(case, proof, concepts, time_limit=deadline.left, progress=progress)
    inferred = InferredReport(str(file), inference, case.taxonomy)
    if form == "json":
        from finmodel.render.inference_json import inference_json

        put([inference_json(inferred).rstrip("\n")], output)
    else:
        from finmodel.render.fold import folded
        from finmodel.render.inference import inference_lines

        put(folded(inference_lines(inferred), shutil.get_terminal_size().columns), output)
    ctx.exit(max(code, Exit.UNDECIDED if inference.undecided else Exit.CLEAN))


def _concepts(names: Iterable[str], case: Case) -> list[QName]:
    from finmodel.language.vocabulary import UnknownNameError, Vocabulary

    vocabulary = Vocabulary(case.taxonomy)
    try:
        return [vocabulary.concept(name).name for name in names]
    except UnknownNameError as error:
        raise click.UsageError(f"{error}.") from error
