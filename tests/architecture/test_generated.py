"""Generated files are what `make generated` makes of their sources."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.command_page import command_page
from tools.generate import ROOT, generate

FOLDERS = ("docs/rules", "instances", "schema")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the folders, generated anew."""
    root = tmp_path_factory.mktemp("fresh")
    for folder in FOLDERS:
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, root / folder)
    generate(root)
    return root


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_stale(fresh: Path, folder: str) -> None:
    now, then = (_content(root / folder) for root in (fresh, ROOT))
    stale = sorted(
        str(path) for path in now.keys() | then.keys() if now.get(path) != then.get(path)
    )
    assert stale == [], "run `make generated`"


def test_the_page_of_the_command_line_is_not_stale() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert page == command_page(), "run `make generated`"


def test_generating_again_changes_nothing(fresh: Path) -> None:
    before = _content(fresh)
    generate(fresh)
    assert _content(fresh) == before


def _content(folder: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
