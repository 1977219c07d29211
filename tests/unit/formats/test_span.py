"""Where the text of a value stands: certain, or not told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from finmodel.formats.document import Document
from finmodel.formats.report import read
from finmodel.formats.span import Span, value_span
from finmodel.model.report import Report
from tools.generate import ROOT

FACT = "s23_quarter.r_sga.now"
REPORTS = ["iij-2008q3.json", "iij-2008q3.xml", "iij-2008q3/metadata.json"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example that may be changed."""
    shutil.copytree(ROOT / "instances", tmp_path / "instances")
    (tmp_path / "schema").symlink_to(ROOT / "schema")
    return tmp_path / "instances"


def span(report: Report, replacement: str, id: str = FACT) -> Span | None:
    (fact,) = (fact for fact in report.facts if fact.id == id)
    return value_span(report, fact, replacement)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("id", [FACT, "s09_si_revenues.r_operation_qoq.value"])
def test_what_is_replaced_there_is_read_in_this_fact_and_nowhere_else(
    folder: Path, name: str, id: str
) -> None:
    report = read(folder / name)
    found = span(report, "0.7", id)
    assert found is not None
    path = Path(found.document)
    lines = path.read_text(encoding="utf-8").split("\n")
    line = lines[found.line - 1]
    lines[found.line - 1] = f"{line[: found.column - 1]}0.7{line[found.end - 1 :]}"
    path.write_text("\n".join(lines), encoding="utf-8")

    again = {fact.id: fact.text for fact in read(folder / name).facts}

    before = {fact.id: fact.text for fact in report.facts}
    assert again == {**before, id: "0.7"}


def test_a_file_that_was_changed_since_has_no_place(folder: Path) -> None:
    for name in REPORTS:
        report = read(folder / name)
        located = report.locate([fact.row for fact in report.facts if fact.id == FACT])
        for source in located.values():
            path = Path(source.document)
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("2600000000", "2700000000"), encoding="utf-8")
        assert span(report, "2500000000") is None


def test_a_report_of_no_file_has_none() -> None:
    data = (ROOT / "instances" / "iij-2008q3.json").read_bytes()
    assert span(read(Document.from_bytes(data)), "2500000000") is None


def test_text_that_looks_like_the_value_is_not_it(tmp_path: Path) -> None:
    text = (ROOT / "instances" / "iij-2008q3.xml").read_text(encoding="utf-8")
    before, tag, after = text.partition(f'id="{FACT}"')
    start = before.rindex("<")
    comment = "<!-- <a>2600000000</a> -->"
    path = tmp_path / "commented.xml"
    path.write_text(before[:start] + comment + before[start:] + tag + after, encoding="utf-8")
    found = span(read(path), "2500000000")
    assert found is not None
    line = path.read_text(encoding="utf-8").split("\n")[found.line - 1]
    assert found.column > line.index(FACT)
