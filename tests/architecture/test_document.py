"""The documents: what they show works, what they link to exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from finmodel.language.rulefile import read_rule_file
from tools.generate import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("instances/**/*.md")]
)


def blocks(language: str) -> list[str]:
    """Return the code blocks of the README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like the repository and may be written to."""
    for name in ("instances", "schema"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.parametrize("code", blocks("python"), ids=["library", "taxonomy"])
def test_the_code_of_the_readme_runs(checkout: Path, code: str) -> None:
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_rule_of_the_readme_is_a_rule() -> None:
    (text,) = blocks("toml")
    rule_file = read_rule_file(text, "README.md")
    assert (len(rule_file.rules), rule_file.diagnostics) == (1, ())


def test_the_finding_of_the_readme_is_what_the_example_prints(checkout: Path) -> None:
    (text,) = blocks("text")
    report = "instances/iij-2008q3/metadata.json"
    command = [sys.executable, "-m", "finmodel", "validate", report]
    printed = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert text in printed.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []
