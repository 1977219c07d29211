"""Long solves: progress on a terminal only, and an interruption that loses nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import click
import pytest

from finmodel.cli.exit import Exit
from finmodel.cli.solving import solving
from finmodel.proof.deadline import Deadline
from finmodel.proof.prove import Proof, prove
from tests.unit.cli.conftest import Run


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Let the tests be interrupted, whatever a shell has handed on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def context() -> click.Context:
    """Return the context of some command."""
    return click.Context(click.Command("some"))


def interrupt() -> None:
    """Interrupt this program, as a terminal does."""
    os.kill(os.getpid(), signal.SIGINT)


def test_without_a_terminal_no_progress_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with context() as ctx, solving(ctx, "proving") as progress:
        assert progress is None
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_progress_is_shown_beside_the_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with context() as ctx, solving(ctx, "proving") as progress:
        assert progress is not None
        progress(3, 4)
    out, err = capsys.readouterr()
    assert out == ""
    assert "proving" in err
    assert "75%" in err


def test_an_interruption_ends_what_takes_time_until_the_command_ends() -> None:
    with context() as ctx:
        with solving(ctx, "proving"):
            deadline = Deadline(1_000, 0)
            before = deadline.is_over
            interrupt()
            during = deadline.is_over
        with solving(ctx, "explaining"):
            later = Deadline(None, 0).is_over
    assert (before, during, later, deadline.is_over) == (False, True, True, False)


def test_the_second_interruption_ends_the_command() -> None:
    with context() as ctx, solving(ctx, "proving"):
        interrupt()
        with pytest.raises(KeyboardInterrupt):
            interrupt()


def test_what_is_known_when_interrupted_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **options: object) -> Proof:
        proof: Proof = whole(*arguments, **options)
        interrupt()
        return proof

    whole: Callable[..., Proof] = prove
    monkeypatch.setattr("finmodel.proof.prove.prove", interrupted)
    result = run("prove", "wrong.json")
    assert result.stderr == "Interrupted: what is known by now follows.\n"
    assert "time or room did not suffice" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("IMPOSSIBLE")
    assert result.exit_code == Exit.FINDINGS
    assert run("prove", "clean.json").exit_code == Exit.CLEAN
