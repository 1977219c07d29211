"""The manual: every command and every snippet in it does what the page says."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

import finmodel
from finmodel.language.rulefile import read_rule_file
from tests.manual.material import lay_out
from tests.manual.transcript import (
    Shell,
    agrees,
    blocks,
    edit_file,
    failures,
    steps,
    variables,
    write_file,
)
from tools.generate import ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted([*DOCS.glob("*.md"), *(DOCS / "tutorials").glob("*.md")])]
_EXTRAS = re.compile(r"pip install (?:-e )?'?(?:finmodel|\.)\[([\w,]+)\]")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the manual works on, which is also the working directory."""
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name, value in variables(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_happens(page: Path, checkout: Path) -> None:
    names: dict[str, object] = {}
    shell = Shell(checkout)
    for language, text in blocks(page.read_text(encoding="utf-8")):
        if language == "console":
            for step in steps(text):
                printed = shell.ran(step)
                assert not step.printed or agrees(printed, step.printed), (step.command, printed)
        elif language == "pycon":
            assert failures(text, page.name, names) == ""
        elif language == "python":
            exec(compile(text, str(page), "exec"), names)  # noqa: S102 - the manual is ours
        elif language == "diff":
            edit_file(text, checkout)
        else:
            write_file(text, checkout)
            if "[[rule]]" in text:
                assert read_rule_file(text, page.name).diagnostics == ()


def test_every_public_name_is_in_the_manual() -> None:
    page = (DOCS / "library.md").read_text(encoding="utf-8").splitlines()
    missing = [name for name in dir(finmodel) if f"::: finmodel.{name}" not in page]
    assert missing == []


def test_every_extra_that_is_to_be_installed_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known = set(project["project"]["optional-dependencies"])
    asked = {
        extra
        for page in PAGES
        for group in _EXTRAS.findall(page.read_text(encoding="utf-8"))
        for extra in group.split(",")
    }
    assert asked
    assert asked <= known


def test_every_block_says_what_it_is() -> None:
    """A block without a language would be neither run nor known for what is only looked at."""
    bare: list[str] = []
    for page in PAGES:
        is_open = False
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("```"):
                if not is_open and line == "```":
                    bare.append(f"{page.name}:{number}")
                is_open = not is_open
    assert bare == []


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="the site needs the group `docs`")
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "finmodel" in index
    assert re.search(r"<(script|link|img)\b[^>]*//", index) is None, "something is loaded"
