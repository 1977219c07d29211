"""Writes everything in the repository that is made from something else; `make generated` runs it.

A test runs it on a copy and compares, so nothing here depends on the machine or the day.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from finmodel.cli.explain import known_pages
from finmodel.diagnostic import Diagnostic, Severity
from finmodel.formats.report import read, write
from finmodel.formats.taxonomy import read_taxonomy, write_taxonomy
from finmodel.formats.taxonomy_json.schema import taxonomy_schema
from finmodel.render.page import index_markdown
from tools.command_page import command_page
from tools.link_words import document as links_document
from tools.workbook.writer import workbook

ROOT = Path(__file__).resolve().parent.parent


def generate(root: Path = ROOT) -> None:
    """Write all generated files of the repository at `root`."""
    _schemas(root / "schema" / "finmodel")
    _rule_pages(root / "docs" / "rules")
    _write(root / "docs" / "command-line.md", command_page())
    _example(root / "schema" / "iij", root / "instances")


def _schemas(folder: Path) -> None:
    """Write the JSON Schemas that editors are pointed at."""
    rules = files("finmodel.language").joinpath("rules.schema.json").read_text(encoding="utf-8")
    _write(folder / "rules.schema.json", rules)
    mapping = files("finmodel.formats.workbook").joinpath("mapping.schema.json")
    _write(folder / "mapping.schema.json", mapping.read_text(encoding="utf-8"))
    for name in ("config.schema.json", "waivers.schema.json"):
        text = files("finmodel.configuration").joinpath(name).read_text(encoding="utf-8")
        _write(folder / name, text)
    _write(folder / "taxonomy.schema.json", taxonomy_schema())


def _rule_pages(folder: Path) -> None:
    """Write a page for every code, and an index; pages of codes that are gone go too."""
    pages = list(known_pages())
    wanted = {folder / f"{page.stem}.md": page.markdown() for page in pages}
    wanted[folder / "README.md"] = index_markdown(pages)
    for stale in set(folder.glob("*.md")) - set(wanted):
        stale.unlink()
    for path, text in wanted.items():
        _write(path, text)


def _example(schema: Path, instances: Path) -> None:
    """Write the example's taxonomy, the links of its tables, and its report in every format."""
    declared = runpy.run_path(str(schema / "iij.py"))["Results"].taxonomy
    write_taxonomy(declared, schema / "iij.xsd")
    write_taxonomy(declared, schema / "iij.json")
    metadata = instances / "iij-2008q3" / "metadata.json"
    _write(metadata.with_name("links.json"), links_document(metadata))
    (instances / "iij-2008q3.xlsx").write_bytes(workbook(metadata.parent))
    taxonomy = read_taxonomy(schema / "iij.xsd")
    report = read(metadata, taxonomy=taxonomy)
    _refuse_errors([*taxonomy.diagnostics, *report.diagnostics])
    for suffix in (".xml", ".json"):
        _refuse_errors(write(report, instances / f"iij-2008q3{suffix}", taxonomy=taxonomy))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _refuse_errors(diagnostics: Iterable[Diagnostic]) -> None:
    """Stop where something that is generated would be made from something wrong."""
    errors = [str(found) for found in diagnostics if found.severity is Severity.ERROR]
    if errors:
        sys.exit("\n".join(errors))


if __name__ == "__main__":
    generate()
