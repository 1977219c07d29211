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

ELISION = "…"
_BLOCK = re.compile(r"^```(console|pycon|python|toml)\n(.*?)^```", re.DOTALL | re.MULTILINE)
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


def variables(folder: Path) -> dict[str, str]:
    """Return what the environment says so that nothing outside a folder is read or written."""
    return {
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
    """Tell whether a page shows what was printed; a line `…` stands for any lines."""
    any_lines = r"(?:.*\n)*?"
    pattern = "".join(
        any_lines if line == ELISION else re.escape(line.rstrip()) + r"\n"
        for line in shown.splitlines()
    )
    actual = [line.rstrip() for line in printed.strip("\n").splitlines()]
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


def failures(block: str, name: str, names: dict[str, object]) -> str:
    """Run a block `pycon` with what was named before it, and return what went wrong."""
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(block, names, name, name, 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=options)
    runner.run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    return "".join(said)
