"""xBRL-CSV from strangers: only regular local files are opened, and nothing crashes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.xbrl_csv.reader import read_report
from tests.roundtrip.mutations import mutated
from tests.unit.formats.xbrl_csv.example import FACTS, METADATA, TABLES, put, read, said


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr("socket.socket.connect", refuse)


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    yield path
    path.unlink()


@pytest.mark.parametrize("url", [".", "gone.csv", "below/gone.csv", "x" * 5000])
def test_only_regular_local_files_are_opened(tmp_path: Path, url: str) -> None:
    report = read(
        put(tmp_path, [(("tables", "more", "url"), url), (("tables", "more", "optional"), False)])
    )
    assert said(report) == [("xbrlce:missingRequiredCSVFile", "/tables/more/url")]


OUTSIDE = [
    "http://example.com/x.csv",
    "//example.com/x.csv",
    "ftp://example.com/x",
    "data:,a",
    "http://[",
    "/dev/zero",
    "/etc/passwd",
    "file:///etc/passwd",
    "file:../secret.csv",
    "../secret.csv",
    "../report/../secret.csv",
    "below/../../secret.csv",
    "%2e%2e/secret.csv",
    "..%2Fsecret.csv",
    "linked/secret.csv",
    "linked.csv",
    "../report-2/secret.csv",
]


@pytest.fixture
def report_folder(tmp_path: Path) -> Path:
    """A folder with links that lead out of it, beside files that are nobody's business."""
    folder = tmp_path / "report"
    (folder / "below").mkdir(parents=True)
    (tmp_path / "report-2").mkdir()
    for path in (tmp_path / "secret.csv", tmp_path / "report-2" / "secret.csv"):
        path.write_text("hidden,words\n", "utf-8")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "linked.csv").symlink_to(tmp_path / "secret.csv")
    return folder


@pytest.mark.parametrize("url", OUTSIDE)
def test_no_table_is_read_from_outside_the_folder(report_folder: Path, url: str) -> None:
    report = read(put(report_folder, [(("tables", "more", "url"), url)]))
    assert said(report) == [("fm:fileOutsideFolder", "/tables/more/url")]
    assert "hidden" not in str(report.diagnostics)
    assert set(report.columns.id) == FACTS


@pytest.mark.parametrize("url", OUTSIDE)
def test_no_parameters_are_read_from_outside_the_folder(report_folder: Path, url: str) -> None:
    report = read(put(report_folder, [(("parameterURL",), url)]))
    assert said(report) == [("fm:fileOutsideFolder", "/parameterURL")]
    assert "hidden" not in str(report.diagnostics)


def test_a_pipe_is_not_waited_for(tmp_path: Path, pipe: Path) -> None:
    changes = [(("tables", "more", "url"), pipe.name), (("tables", "more", "optional"), False)]
    assert said(read(put(tmp_path, changes))) == [
        ("xbrlce:missingRequiredCSVFile", "/tables/more/url")
    ]


def test_a_table_may_stand_in_a_folder_below(tmp_path: Path) -> None:
    path = put(tmp_path, [(("tables", "income", "url"), "a/../sub dir/in%25come.csv")])
    (tmp_path / "sub dir").mkdir()
    (tmp_path / "income.csv").rename(tmp_path / "sub dir" / "in%come.csv")
    assert set(read(path).columns.id) == FACTS


def test_a_long_chain_of_extensions_is_cut(tmp_path: Path) -> None:
    for number in range(200):
        info = {
            "documentType": METADATA["documentInfo"]["documentType"],
            "extends": [f"{number + 1}.json"],
        }
        (tmp_path / f"{number}.json").write_text(json.dumps({"documentInfo": info}))
    report = read(put(tmp_path, [(("documentInfo", "extends"), ["0.json"])]))
    assert [one.code for one in report.diagnostics] == ["xbrlce:unresolvableBaseMetadataFile"]


def test_metadata_in_memory_finds_no_tables_elsewhere(tmp_path: Path) -> None:
    document = Document.from_bytes(put(tmp_path).read_bytes(), "memory.json")
    codes = [one.code for one in read_report(document).diagnostics]
    assert codes.count("xbrlce:missingRequiredCSVFile") == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutated(METADATA))
def test_metadata_that_is_nearly_right_is_read_or_refused(
    tmp_path: Path, metadata: dict[str, Any]
) -> None:
    path = put(tmp_path)
    path.write_text(json.dumps(metadata), "utf-8")
    try:
        report = read(path)
    except UnreadableError:
        return
    assert set(report.locate(range(len(report.facts)))) == set(range(len(report.facts)))


CELLS = st.text(max_size=6) | st.sampled_from(
    ["ex:A", "1", "1d2", "#nil", "#none", "#x", "millions", "2008", "a", '"', "item", "now", "part"]
)
ROWS = st.lists(st.lists(CELLS, max_size=9).map(",".join), max_size=6).map("\n".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), ROWS.map(lambda text: text.encode("utf-8", "replace"))))
def test_any_rows_are_read_or_refused(tmp_path: Path, rows: bytes) -> None:
    header = TABLES["income.csv"].splitlines()[0].encode()
    for table in (rows, header + b"\n" + rows):
        report = read(put(tmp_path, tables={"income.csv": table}))
        assert set(report.locate(range(len(report.facts)))) == set(range(len(report.facts)))
