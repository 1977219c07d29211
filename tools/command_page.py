"""The page of the command line, from what every command says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from finmodel.cli import main

_WIDTH: Final = 92
_HEAD: Final = """# The command line

Made from what `finmodel COMMAND --help` prints. Exit codes: 0 clean, 1 findings, 2 wrong usage,
3 unreadable input, 4 undecided.
"""


def command_page() -> str:
    """Return the page, with a section for each command and one inside it for each of its own."""
    ctx = _context(main, "finmodel", None)
    return _HEAD + "".join(_sections(main, ctx, 2))


def _sections(group: click.Group, ctx: click.Context, level: int) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None or command.hidden:
            continue
        own = _context(command, name, ctx)
        yield f"\n{'#' * level} {own.command_path}\n\n"
        yield f"```text\n{command.get_help(own).strip()}\n```\n"
        if isinstance(command, click.Group):
            yield from _sections(command, own, level + 1)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        help_option_names=["-h", "--help"],
    )
