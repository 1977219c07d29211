"""Imports point downward only: the rooms of docs/architecture.md, and what each may know."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import finmodel

SOURCE = Path(finmodel.__file__).parent
GROUND = {"qname", "numeric", "source", "diagnostic", "bulk", "display"}
FACTS = GROUND | {"model", "taxonomy"}
MAY_IMPORT = {
    "qname": set[str](),
    "numeric": set[str](),
    "source": set[str](),
    "bulk": set[str](),
    "display": set[str](),
    "diagnostic": {"source"},
    "model": GROUND,
    "taxonomy": GROUND,
    "formats": FACTS,
    "language": FACTS,
    "rules": FACTS | {"language"},
    "proof": FACTS | {"language", "rules"},
    "comparison": FACTS,
    "layout": FACTS | {"formats"},
    "table": FACTS | {"formats", "comparison"},
    "render": FACTS | {"language", "formats", "proof", "comparison"},
    "validation": FACTS | {"language", "formats", "rules"},
    "proving": FACTS | {"language", "formats", "rules", "proof", "validation"},
    "comparing": FACTS | {"language", "formats", "rules", "validation", "comparison"},
    "showing": FACTS | {"language", "formats", "rules", "validation", "proof", "render"},
    "configuration": FACTS | {"language", "formats"},
    "cli": FACTS
    | {"language", "formats", "rules", "comparison", "layout", "proof", "render"}
    | {"configuration", "validation", "proving", "comparing"},
    "__main__": {"cli"},
    "pytest_plugin": FACTS
    | {"configuration", "language", "formats", "render", "validation", "cli"},
    "__init__": FACTS
    | {"language", "formats", "rules", "comparison", "proof", "table", "render"}
    | {"configuration", "validation", "proving", "comparing", "showing"},
}


def room_of(path: Path) -> str:
    first, *_ = path.relative_to(SOURCE).parts
    return first.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Yield the rooms that a module imports from, wherever in it the imports stand."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            base = node.module or ""
            names = [f"{base}.{a.name}" if base == "finmodel" else base for a in node.names]
        for name in names:
            package, _, rest = name.partition(".")
            if package == "finmodel":
                yield rest.partition(".")[0] or "__init__"


MODULES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_from_rooms_below(path: Path) -> None:
    room = room_of(path)
    assert room in MAY_IMPORT, f"{room} is no room of the house"
    assert set(imported(path)) - {room} <= MAY_IMPORT[room]


def test_every_room_is_there() -> None:
    assert {room_of(path) for path in MODULES} == MAY_IMPORT.keys()


def test_packages_have_no_rooms_for_odds_and_ends() -> None:
    odd = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager"}
    assert [
        path for path in MODULES if odd & set(path.relative_to(SOURCE).with_suffix("").parts)
    ] == []
