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
    loaded = loaded_by(statement)

    assert "finmodel" in loaded
    assert not loaded & SLOW


SCHEMA = """<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="https://acme.example">
<import namespace="http://www.xbrl.org/2003/instance"
  schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
</schema>"""
REPORT = """<xbrl xmlns="http://www.xbrl.org/2003/instance"
  xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
<link:schemaRef xlink:type="simple" xlink:href="acme.xsd"/>
</xbrl>"""


def test_a_report_without_rules_is_validated_without_what_only_rules_and_proofs_need(
    tmp_path: Path,
) -> None:
    (tmp_path / "acme.xsd").write_text(SCHEMA, encoding="utf-8")
    report = tmp_path / "acme.xml"
    report.write_text(REPORT, encoding="utf-8")
    arguments = ["validate", str(report), "--no-cache"]

    loaded = loaded_by(
        f"import finmodel.cli; finmodel.cli.main({arguments}, standalone_mode=False)"
    )

    assert "finmodel.rules.calculation" in loaded
    rooms = (
        "language",
        "proof",
        "rules.relation.relations",
        "formats.oim.info",
        "formats.workbook.grid",
    )
    unneeded = ("rich", "jsonschema", "pyarrow", *(f"finmodel.{room}" for room in rooms))
    assert not [name for name in loaded if name.startswith(unneeded)]


def loaded_by(statement: str) -> set[str]:
    script = f"{statement}\nimport sys\nprint('modules', *sys.modules)"
    output = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    return set(output.rpartition("modules")[2].split())
