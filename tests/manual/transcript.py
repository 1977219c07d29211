"""What a page of the manual shows being done, and doing it."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import define, field, frozen

from tools.generate import ROOT

ELISION = "…"
_REST = " · …"
_BLOCK = re.compile(r"^```(console|pycon|python|toml|diff)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"# (at the end of )?(\S+\.toml)\n")
_USUAL_EXITS = (0, 1)
"""Clean, or findings; a page that shows anything else shows `echo $?`."""


@frozen
class Step:
    """One command of a page, and what it prints there; nothing where the page does not say."""

    command: str
    printed: str


def blocks(page: str) -> list[tuple[str, str]]:
    """Return the blocks of a page that can be run, each with its language."""
    return [(match[1], match[2]) for match in _BLOCK.finditer(page)]


def steps(block: str) -> Iterator[Step]:
    """Yield the commands of a block `console`, which follow `$ `."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        count = next((n for n, line in enumerate(lines, 1) if not line.endswith("\\")), len(lines))
        yield Step("\n".join(lines[:count]), "\n".join(lines[count:]).strip("\n"))


def write_file(block: str, folder: Path) -> None:
    """Do what a block `toml` says in its first line: write a file, or write at the end of one."""
    target = _TARGET.match(block)
    if target is None:
        return
    path, is_more = folder / target[2], target[1] is not None
    before = path.read_text(encoding="utf-8") if is_more else ""
    path.write_text(before + block[target.end() :], encoding="utf-8")


def edit_file(block: str, folder: Path) -> None:
    """Put the lines `+` of a block `diff` where the lines `-` stand in the file that it names."""
    name, *lines = block.splitlines()
    path = folder / name.removeprefix("--- ")
    old, new = (
        "".join(f"{line[1:]}\n" for line in lines if line.startswith(sign)) for sign in "-+"
    )
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def variables(folder: Path) -> dict[str, str]:
    """Return what the environment says so that nothing outside a folder is read or written."""
    return {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",  # readers are in a checkout
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "FINMODEL_HOME": str(folder / ".home"),
        "FINMODEL_CACHE": str(folder / ".cache"),
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }


@define
class Shell:
    """Runs the commands of one page in a folder, and remembers the variables that they set."""

    folder: Path
    _set: list[str] = field(factory=list, init=False)

    def ran(self, step: Step) -> str:
        """Run a command as a shell would, and return what it printed."""
        if re.match(r"\w+=", step.command):
            self._set.append(step.command)
        done = subprocess.run(
            ["bash", "-c", "\n".join([*self._set, step.command])],
            cwd=self.folder,
            env={**os.environ, **variables(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        is_usual = done.returncode in _USUAL_EXITS and "Traceback" not in done.stderr
        assert is_usual, (step.command, done.returncode, done.stderr)
        return done.stdout + done.stderr


def agrees(printed: str, shown: str) -> bool:
    """Tell whether a page shows what was printed.

    A line `…` stands for any lines, and ` · …` at the end of one for the rest of it.
    """
    pattern = "".join(_pattern(line.rstrip()) for line in shown.splitlines())
    actual = [line.rstrip() for line in printed.strip("\n").splitlines()]
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


def _pattern(line: str) -> str:
    if line == ELISION:
        return r"(?:.*\n)*?"
    start = line.removesuffix(_REST)
    return re.escape(start) + (r".*\n" if start != line else r"\n")


def failures(block: str, name: str, names: dict[str, object]) -> str:
    """Run a block `pycon` with what was named before it, and return what went wrong."""
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(block, names, name, name, 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=options)
    runner.run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    return "".join(said)
