"""How commands end: the exit codes, and what is said where one cannot go on."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum

import click

from finmodel.diagnostic import Diagnostic, Severity, UnreadableError
from finmodel.formats.output import UnwritableError
from finmodel.render.excerpt import excerpt
from finmodel.render.terminal import visible


class Exit(IntEnum):
    """The exit codes; of several files the highest counts.

    USAGE is also said of an output that cannot be written where or as it was asked for, and
    UNDECIDED of a proof that was not found either way.
    """

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    UNDECIDED = 4
    INTERRUPTED = 130
    PIPE_CLOSED = 141


@contextmanager
def ended_well(ctx: click.Context) -> Iterator[None]:
    """Turn what stops a command into a message on standard error and an exit code.

    A reader of the output that has gone away is no reason for a message.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        yield
    except UnreadableError as error:
        complain(error.diagnostics)
        ctx.exit(Exit.UNREADABLE)
    except UnwritableError as error:
        complain(error.diagnostics)
        ctx.exit(Exit.USAGE)
    except BrokenPipeError:
        ctx.exit(Exit.PIPE_CLOSED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(visible(f"{place}{error.strerror or error}"), err=True)
        ctx.exit(Exit.USAGE)
    except KeyboardInterrupt:
        ctx.exit(Exit.INTERRUPTED)


def complain(diagnostics: Iterable[Diagnostic]) -> Exit:
    """Print diagnostics on standard error and return the exit code that they call for."""
    said = tuple(diagnostics)
    for diagnostic in excerpt(said):
        click.echo(visible(str(diagnostic)), err=True)
    is_faulty = any(diagnostic.severity is Severity.ERROR for diagnostic in said)
    return Exit.FINDINGS if is_faulty else Exit.CLEAN
