"""Copies of packages and mirrors: files only, and none from outside of what is copied."""

from __future__ import annotations

import shutil
from pathlib import Path

from attrs import define, field


def copied(path: Path, target: Path) -> list[Path]:
    """Copy a package or mirror, and return what was left out; raises `OSError`.

    In folders, a link that stays inside becomes a copy of what it leads to. Left out are links that
    lead elsewhere, nowhere, or to a folder that they are in; links to folders below such links,
    which would multiply; and what is neither file nor folder.
    """
    if not path.is_dir():
        shutil.copyfile(path, target)
        return []
    tree = _Tree(path.resolve())
    shutil.copytree(tree.root, target, ignore=tree.left_out_of)
    return tree.left_out


@define
class _Tree:
    root: Path
    left_out: list[Path] = field(factory=list)

    def left_out_of(self, folder: str, names: list[str]) -> list[str]:
        left = [name for name in names if not self._is_copied(Path(folder, name))]
        self.left_out += [Path(folder, name) for name in sorted(left)]
        return left

    def _is_copied(self, path: Path) -> bool:
        try:
            goal = path.resolve(strict=True)
        except (OSError, RuntimeError):  # it leads nowhere, or round in a circle
            return False
        if not goal.is_relative_to(self.root):
            return False
        if not path.is_symlink() or goal.is_file():
            return goal.is_file() or goal.is_dir()
        is_below_link = path.parent.resolve() != path.parent
        return goal.is_dir() and not is_below_link and not path.is_relative_to(goal)
