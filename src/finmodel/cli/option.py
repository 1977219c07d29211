"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import Final, TypeVar

import click

from finmodel.cli.source import ENTRY_POINT, source_options

A_PATH = click.Path(path_type=Path)
F = TypeVar("F", bound=Callable[..., object])

_taxonomy_option = click.option(
    "--taxonomy",
    "taxonomy_path",
    type=ENTRY_POINT,
    metavar="PATH",
    help="The taxonomy, by path or address, where it is not where the report refers to.",
)
rules_option = click.option(
    "--rules",
    "rule_paths",
    type=A_PATH,
    multiple=True,
    metavar="PATH",
    help="A rule file; may be repeated. Else those beside the report and its taxonomy.",
)
output_option = click.option(
    "--output",
    "-o",
    type=A_PATH,
    metavar="PATH",
    help="Write to a file, whole or not at all.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)


def _number(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """Return a number; NaN, which compares with nothing, is none."""
    if value is not None and isnan(value):
        raise click.BadParameter("nan is not a number.")
    return value


time_limit_option = click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    callback=_number,
    metavar="SECONDS",
    help="Stop then, with what is known so far.",
)


_CHECKING: Final = (
    click.option(
        "--select",
        multiple=True,
        metavar="PREFIX",
        help="Show only findings whose code starts so; may be repeated.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="PREFIX",
        help="Leave out findings whose code starts so; may be repeated.",
    ),
    click.option(
        "--calculations",
        type=click.Choice(["1.1", "1.1-truncation", "2.1"]),
        default="1.1",
        show_default=True,
        help="The rules for totals: Calculations 1.1, for rounded or truncated numbers, "
        "or XBRL 2.1.",
    ),
    click.option(
        "--duplicates",
        type=click.Choice(["none", "complete", "consistent", "all"]),
        help="The duplicate facts that are allowed; else as the report promises, "
        "or consistent ones.",
    ),
)


def checking_options(command: F) -> F:
    """Give a command the options that say how reports are checked, and which findings count."""
    for option in reversed(_CHECKING):
        command = option(command)
    return command


def solving_options(command: F) -> F:
    """Give a command the options that all commands have which prove something."""
    for option in (time_limit_option, output_option, format_option, rules_option, taxonomy_option):
        command = option(command)
    return command


def taxonomy_option(command: F) -> F:
    """Give a command the options that say which taxonomy, and where its documents come from."""
    return _taxonomy_option(source_options(command))
