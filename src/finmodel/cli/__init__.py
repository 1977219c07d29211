"""The command line: one module per command, each loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from finmodel.cli.configured import CONFIGURED, configure
from finmodel.cli.exit import ended_well

COMMANDS: Final = (
    "init",
    "validate",
    "prove",
    "verify",
    "infer",
    "coverage",
    "diff",
    "show",
    "report",
    "rules",
    "convert",
    "taxonomy",
    "cache",
    "codegen",
    "explain",
)


class Commands(click.Group):
    """The commands, in the order in which somebody needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command in the module of its name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"finmodel.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - every module of COMMANDS has one
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, ending with a message and an exit code where it cannot go on."""
        with ended_well(ctx):
            return super().invoke(ctx)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="finmodel")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Prove that a financial report adds up before it is published.

    \b
    Exit codes: 0 clean, 1 findings, 2 wrong usage, 3 unreadable input,
    4 undecided.
    """
    if ctx.invoked_subcommand in CONFIGURED:
        configure(ctx)
