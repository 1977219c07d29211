"""`finmodel convert`: reports and taxonomies from one format to another."""

from __future__ import annotations

from pathlib import Path

import click

from finmodel.cli.option import A_PATH


@click.command("convert")
@click.argument("source", type=A_PATH, metavar="IN")
@click.argument("target", type=A_PATH, metavar="OUT")
def command(source: Path, target: Path) -> None:
    """Convert a report or a taxonomy to another format."""
