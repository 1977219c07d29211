"""What the manual works on: the example, its filings, a mirror, and the checker of certificates."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools import filing


def lay_out(folder: Path) -> None:
    """Put the example into a folder, what `tools.filing` makes of it, `mirror/` and `verify.py`.

    The checker of certificates needs nothing else of finmodel.
    """
    for name in ("instances", "schema"):
        shutil.copytree(filing.ROOT / name, folder / name)
    filing.lay_out(folder)
    mirror = folder / "mirror" / filing.ADDRESS.replace("://", "/")
    mirror.mkdir(parents=True)
    for document in filing.documents():
        shutil.copy(document, mirror)
    shutil.copy(filing.ROOT / "src" / "finmodel" / "proof" / "verify.py", folder)
