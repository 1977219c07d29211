"""Writing that fails: the old file stays as it was, nothing is left behind, nobody sees a trace."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from finmodel.cli.exit import Exit
from finmodel.formats.document import path_address
from finmodel.formats.output import write_whole
from finmodel.formats.report import write
from finmodel.formats.taxonomy import write_taxonomy
from tests.golden.acme import Acme, clean_report

OLD = b"what was there before"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_taxonomy(Acme.taxonomy, tmp_path / "acme.json")
    report = evolve(clean_report(), taxonomy=(path_address(tmp_path / "acme.json"),))
    write(report, tmp_path / "report.json")
    return tmp_path


def failing(error: BaseException) -> Iterator[bytes]:
    yield b"half of it"
    raise error


@pytest.mark.parametrize("error", [ValueError(), OSError(28, "No space left"), KeyboardInterrupt()])
def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "out"
    target.write_bytes(OLD)
    with pytest.raises(type(error)):
        write_whole(target, failing(error))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out": OLD}


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, [b"some", b"thing"])
    assert os.read(reader, 100) == b"something"
    os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_name_may_be_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    target = tmp_path / ("ü" * 126 + "abc")
    write_whole(target, [b"a"])
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, [b"something"])


def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(OLD)
    script = """
import os, signal, sys
from pathlib import Path
from finmodel.formats.output import write_whole

def chunks():
    yield b"x" * 10_000_000
    os.kill(os.getpid(), signal.SIGKILL)

write_whole(Path(sys.argv[1]), chunks())
"""
    done = subprocess.run([sys.executable, "-c", script, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == OLD


def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "out", tmp_path / "link"
    target.write_bytes(OLD)
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, [b"new"])
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def on_a_full_disk() -> None:
    """Let files grow to a few bytes only."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "report.json", "--output", "out.json"],
        ["validate", "report.json", "--format", "json", "--output", "out.json"],
        ["show", "report.json", "--output", "out.json"],
        ["convert", "report.json", "out.json"],
        ["convert", "report.json", "out.json", "--to", "xml"],
        ["convert", "report.json", "out.json", "--to", "csv"],
        ["convert", "acme.json", "out.json"],
        ["codegen", "acme.json", "--output", "out.json"],
    ],
    ids=" ".join,
)
def test_a_full_disk_is_said_and_leaves_the_old_file(folder: Path, arguments: list[str]) -> None:
    (folder / "out.json").write_bytes(OLD)
    before = {path.name for path in folder.iterdir()}
    done = subprocess.run(
        [sys.executable, "-B", "-m", "finmodel", *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=on_a_full_disk,
    )
    assert done.returncode == Exit.USAGE
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert (folder / "out.json").read_bytes() == OLD
    assert {path.name for path in folder.iterdir()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_is_full_is_said(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "finmodel", "validate", "report.json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == Exit.USAGE
    assert done.stderr == f"{os.strerror(28)}\n"


@pytest.mark.parametrize("target", [".", "nowhere/out.json"])
def test_a_place_that_cannot_be_written_is_said(folder: Path, target: str) -> None:
    for arguments in (
        ["validate", "report.json", "-o", target],
        ["codegen", "acme.json", "-o", target],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "finmodel", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (Exit.USAGE, "")
        assert "Traceback" not in done.stderr
        assert target in done.stderr.splitlines()[-1]


def test_a_file_that_cannot_be_made_is_said_by_its_own_name(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "report.html"
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(target, [b"x"])
    assert caught.value.filename == str(target)
