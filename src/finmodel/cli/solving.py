"""What commands that solve have in common: progress on a terminal, a word where no solver is."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from finmodel.proof.deadline import Deadline
    from finmodel.proof.prove import Proof
    from finmodel.rules.case import Case

from finmodel.cli.exit import Exit

Progress = Callable[[int, int], None]


@contextmanager
def solving(ctx: click.Context, what: str) -> Iterator[Progress | None]:
    """Give what shows, on a terminal only, how far something has come.

    The first interruption ends the solving with what is known, the second the command. Ends the
    command with a message where the solver is not installed.
    """
    from finmodel.proof.solver import SolverMissingError

    try:
        with _interruptible(ctx), _shown(what) as progress:
            yield progress
    except SolverMissingError as error:
        click.echo(str(error), err=True)
        ctx.exit(Exit.USAGE)


def proved(ctx: click.Context, case: Case, deadline: Deadline) -> Proof:
    """Return what is proved of a report before a deadline."""
    from finmodel.proof.prove import prove

    with solving(ctx, "proving") as progress:
        return prove(case, time_limit=deadline.left, progress=progress)


@contextmanager
def _interruptible(ctx: click.Context) -> Iterator[None]:
    from finmodel.proof.deadline import resume, stop

    def end(_signal: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        stop()
        click.echo("Interrupted: what is known by now follows.", err=True)

    ctx.call_on_close(resume)  # all that the command would still solve is over too
    before = signal.signal(signal.SIGINT, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _shown(what: str) -> Iterator[Progress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
