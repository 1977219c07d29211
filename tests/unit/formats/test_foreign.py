"""Archives, folders and HTML are told for what they are, with the report to name instead."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.report import read

INLINE = "<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'/>"


def said_of(path: Path) -> Diagnostic:
    with pytest.raises(UnreadableError) as raised:
        read(path)
    (one,) = raised.value.diagnostics
    return one


@pytest.mark.parametrize(
    ("names", "code", "message", "remedy"),
    [
        (
            ["x/META-INF/reportPackage.json", "x/reports/report.json"],
            "fm:unsupportedFormat",
            "report package",
            "folder `reports`",
        ),
        (["x/reports/x.html"], "fm:unsupportedFormat", "report package", "folder `reports`"),
        (["x/META-INF/taxonomyPackage.xml"], "fm:notAReport", "taxonomy package", "--package"),
        (["[Content_Types].xml", "xl/a.xml"], "fm:unsupportedFormat", "workbook", "xBRL-XML"),
        (["a.xbrl"], "fm:unsupportedFormat", "zip archive.", "Unpack"),
    ],
)
def test_an_archive_is_told_by_what_it_holds(
    tmp_path: Path, names: list[str], code: str, message: str, remedy: str
) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")

    found = said_of(path)

    assert found.code == code
    assert message in found.message
    assert remedy in found.remedy


def test_inline_xbrl_names_the_instance_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text(INLINE)
    assert "xBRL-JSON" in said_of(tmp_path / "a.htm").remedy
    (tmp_path / "a.xbrl").write_text("")
    assert said_of(tmp_path / "a.htm").remedy == "Name the report that is there: a.xbrl."


def test_a_folder_names_the_reports_in_it(tmp_path: Path) -> None:
    assert "is a folder" in said_of(tmp_path).message
    for name in ("a.xbrl", "b.xbrl", "c-metadata.json", "d.xbrl", "e.htm"):
        (tmp_path / name).write_text("")

    remedy = "Name the report that is there: a.xbrl, b.xbrl, c-metadata.json or 1 more."
    assert said_of(tmp_path).remedy == remedy
