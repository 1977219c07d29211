"""`finmodel codegen`: a taxonomy as a typed Python module."""

from __future__ import annotations

from pathlib import Path

import click

from finmodel.cli.exit import complain
from finmodel.cli.option import output_option
from finmodel.cli.output import put
from finmodel.cli.source import ENTRY_POINT, source_options, taxonomy_reader


@click.command("codegen")
@click.argument("taxonomy", type=ENTRY_POINT, metavar="TAXONOMY")
@source_options
@output_option
@click.option("--class", "class_name", default="", help="The name of the class.")
@click.pass_context
def command(ctx: click.Context, taxonomy: Path | str, output: Path | None, class_name: str) -> None:
    """Write a taxonomy as a typed Python module.

    TAXONOMY is an XML schema, or the JSON that `finmodel convert` writes.
    """
    from finmodel.render.python import module_source

    found = taxonomy_reader()(taxonomy)
    put(module_source(found, class_name).removesuffix("\n").split("\n"), output)
    ctx.exit(complain(found.diagnostics))
