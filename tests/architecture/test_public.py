"""The public names: complete, found without loading what they do not need."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import finmodel

SLOW = {
    "rich",
    "jsonschema",
    "lxml",
    "pyarrow",
    "polars",
    "pandas",
    "finmodel.validation",
    "finmodel.formats.report",
}


def _typed_names() -> dict[str, str]:
    """Return the names that type checkers see, with their modules."""
    tree = ast.parse(Path(finmodel.__file__).read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name: node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("finmodel.")
        for alias in node.names
    }


def test_type_checkers_and_python_see_the_same_names() -> None:
    assert sorted(_typed_names()) == dir(finmodel)


@pytest.mark.parametrize(("name", "module"), sorted(_typed_names().items()))
def test_a_name_is_what_its_module_has(name: str, module: str) -> None:
    assert getattr(finmodel, name) is getattr(import_module(module), name)


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(AttributeError, match="Repotr"):
        getattr(finmodel, "Repotr")  # noqa: B009 - type checkers refuse it too


@pytest.mark.parametrize(
    "statement",
    [
        "import finmodel",
        "import finmodel.cli; finmodel.cli.main(['--help'], standalone_mode=False)",
    ],
)
def test_starting_loads_nothing_slow(statement: str) -> None:
    script = f"{statement}\nimport sys\nprint('modules', *sys.modules)"
    output = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    loaded = set(output.rpartition("modules")[2].split())

    assert "finmodel" in loaded
    assert not loaded & SLOW
