"""Makes the pictures of the manual: the page and the marked workbook of the tutorial on releases.

`make pictures` runs it. It follows the tutorial, and needs chromium, LibreOffice and pdftoppm.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.manual.transcript import Shell, blocks, steps, write_file
from tools.generate import ROOT

_TARGET: Final = ROOT / "docs" / "pictures"
_PAGE: Final = "--headless --no-sandbox --hide-scrollbars --window-size=1120,850"
_SHEET: Final = "II-11. Consolidated Balance Sheets"


def main() -> None:
    """Write `docs/pictures/page.png` and `workbook.png`."""
    _TARGET.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        _follow_tutorial(folder)
        _run(folder, f"chromium {_PAGE} --screenshot={_TARGET / 'page.png'} report.html")
        _run(folder, "soffice --headless --convert-to pdf marked.xlsx")
        page = _page_of(folder, _SHEET)
        only = f"-f {page} -l {page} -r 80 -x 46 -y 45 -W 784 -H 505 -singlefile"
        _run(folder, f"pdftoppm -png {only} marked.pdf {_TARGET / 'workbook'}")


def _follow_tutorial(folder: Path) -> None:
    """Do what the tutorial says until the page and the marked workbook are there."""
    (folder / "instances").symlink_to(ROOT / "instances")
    shell = Shell(folder)
    for language, text in blocks((ROOT / "docs/tutorials/release.md").read_text(encoding="utf-8")):
        if language == "console":
            for step in steps(text):
                shell.ran(step)
        elif language == "toml":
            write_file(text, folder)
        if (folder / "marked.xlsx").exists():
            return
    sys.exit("the tutorial makes no marked.xlsx")


def _page_of(folder: Path, title: str) -> int:
    """Return which page of the printed workbook begins with a title."""
    pages = _run(folder, "pdftotext -layout marked.pdf -").split("\f")
    return next(n for n, page in enumerate(pages, 1) if page.lstrip().startswith(title))


def _run(folder: Path, command: str) -> str:
    done = subprocess.run(  # noqa: S603 - the commands are those above
        command.split(), cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
