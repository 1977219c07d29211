"""The command line as a whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from finmodel.cli import COMMANDS, main
from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


def test_help_lists_every_command_with_a_whole_sentence(run: Run) -> None:
    lines = run("--help").stdout.splitlines()
    listed = lines[lines.index("Commands:") + 1 :]
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert version("finmodel") in run("--version").stdout


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    assert run("frobnicate").exit_code == Exit.USAGE


def test_the_module_is_the_command(folder: Path) -> None:
    command = [sys.executable, "-m", "finmodel", "validate", "wrong.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.FINDINGS
    assert done.stdout.splitlines()[-1].startswith("INVALID  ")


@pytest.mark.parametrize("arguments", [["explain"], ["validate", "wrong.json"]])
def test_a_reader_that_goes_away_is_no_reason_for_a_message(
    folder: Path, arguments: list[str]
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "finmodel", *arguments]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (Exit.PIPE_CLOSED, "")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let programs be interrupted; what a shell runs in the background hands on that it is not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_is_no_finding_and_leaves_no_trace(folder: Path) -> None:
    os.mkfifo(folder / "slow.json")
    command = [sys.executable, "-m", "finmodel", "validate", "slow.json"]
    child = subprocess.Popen(command, stdout=-1, stderr=-1, text=True)
    with (folder / "slow.json").open("w"):  # opens once the child reads
        child.send_signal(signal.SIGINT)
        assert child.communicate(timeout=60) == ("", "")
    assert child.returncode == Exit.INTERRUPTED


def test_a_folder_cannot_be_read(run: Run) -> None:
    result = run("validate", ".")
    assert (result.exit_code, result.stderr) == (Exit.UNREADABLE, "")
    assert result.stdout.splitlines()[-1] == "UNREADABLE  1 error"
