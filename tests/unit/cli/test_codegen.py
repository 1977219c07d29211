"""`finmodel codegen`: a taxonomy as a module."""

from __future__ import annotations

import runpy
from pathlib import Path

from finmodel.cli.exit import Exit
from tests.golden.acme import Acme
from tests.unit.cli.conftest import Run


def test_the_module_declares_the_same_taxonomy(run: Run, folder: Path) -> None:
    result = run("codegen", "acme.json", "--output", "made.py", "--class", "Made")
    assert (result.exit_code, result.stdout, result.stderr) == (Exit.CLEAN, "", "")
    assert runpy.run_path("made.py")["Made"].taxonomy == Acme.taxonomy


def test_it_is_printed_where_no_file_is_named(run: Run, folder: Path) -> None:
    run("codegen", "acme.json", "--output", "made.py")
    assert run("codegen", "acme.json").stdout == (folder / "made.py").read_text(encoding="utf-8")


def test_what_is_no_taxonomy_is_unreadable(run: Run, folder: Path) -> None:
    result = run("codegen", "wrong.json", "--output", "made.py")
    assert (result.exit_code, result.stdout) == (Exit.UNREADABLE, "")
    assert result.stderr
    assert not (folder / "made.py").exists()
