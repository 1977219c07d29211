"""A report as a page, in one call."""

from __future__ import annotations

from pathlib import Path

import pytest

import finmodel as fm
from tools.generate import ROOT

EXAMPLE = ROOT / "instances" / "iij-2008q3.json"


def test_a_page_has_what_validation_finds() -> None:
    page = fm.report_html(EXAMPLE, time_limit=0)
    assert page.startswith("<!doctype html>")
    assert "JPY 5,846 million is printed" in page
    assert "What is likely wrong was not looked for" in page


def test_a_page_has_what_is_likely_wrong() -> None:
    assert "should be JPY 602 million" in fm.report_html(fm.read(EXAMPLE))


def test_labels_are_those_of_a_language() -> None:
    english, japanese = (
        fm.report_html(EXAMPLE, time_limit=0, language=language) for language in ("en", "ja")
    )
    assert "売上" not in english
    assert "売上" in japanese


def test_what_cannot_be_read_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "torn.xbrl"
    path.write_bytes(b"<torn")
    with pytest.raises(fm.UnreadableError):
        fm.report_html(path)
