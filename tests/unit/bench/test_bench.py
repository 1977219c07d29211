"""The benchmark's reports are valid and alike in both formats, and its figures can be had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import finmodel
from bench.run import HEAD, main, measure, noise, rows
from bench.synthetic import contexts, taxonomy, write_synthetic
from finmodel.formats.report import settled

FACTS = 1_000


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_synthetic(tmp_path_factory.mktemp("synthetic"), FACTS)


def test_a_synthetic_report_is_valid(reports: tuple[Path, Path]) -> None:
    result = finmodel.validate(reports[0])
    assert result.findings == ()
    assert result.coverage.numbers == FACTS * 9 // 10
    assert result.coverage.exact + result.coverage.explained == FACTS // 10 * 3
    assert min(result.coverage.exact, result.coverage.explained) > FACTS // 100


def test_both_formats_say_the_same(reports: tuple[Path, Path]) -> None:
    xml, text = (settled(finmodel.read(path), taxonomy()) for path in reports)
    assert len(xml.facts) == FACTS
    assert xml == text


def test_no_place_is_used_twice() -> None:
    keys = [(c.first, c.members, c.facts[0].concept) for c in contexts(FACTS * 50)]
    assert len(set(keys)) == len(keys) == FACTS * 5


def test_the_same_seed_gives_the_same_bytes(reports: tuple[Path, Path], tmp_path: Path) -> None:
    again = write_synthetic(tmp_path, FACTS)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in reports]
    (other, _) = write_synthetic(tmp_path, FACTS, seed=2)
    assert other.read_bytes() != reports[0].read_bytes()


def test_the_figures_can_be_had(reports: tuple[Path, Path], tmp_path: Path) -> None:
    tasks = ("parse", "read", "validate", "convert")
    found = measure(reports[0], FACTS, tasks, 1, tmp_path)
    assert list(found) == list(tasks)
    assert all(one.seconds > 0 and one.memory > 2**20 for one in found.values())
    assert {len(row) for row in rows(found)} == {len(HEAD)}
    assert len(list(rows(found))) == len(tasks)
    assert isinstance(noise(found), str)


def test_what_columns_keep_is_measured_without_the_rest(
    reports: tuple[Path, Path], tmp_path: Path
) -> None:
    (kept,) = measure(reports[0], FACTS, ["columns"], 3, tmp_path).values()
    assert FACTS * 100 < kept.memory < FACTS * 1000
    assert kept.seconds == kept.slowest


def test_the_tables_can_be_had_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "figures.json"
    main(["--sizes", "100", "--repeats", "1", "--arelle-up-to", "0", "--output", str(output)])
    figures = json.loads(output.read_text(encoding="utf-8"))
    assert [one["task"] for one in figures["measurements"]][:2] == ["parse", "read"]
    starts = {start["command"]: start["seconds"] for start in figures["starts"]}
    assert starts["finmodel validate"] > starts["import finmodel"] > starts["python -c pass"]
    assert "100 facts" in capsys.readouterr().out


def test_work_that_was_not_done_is_noticed(reports: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="saw 1000 facts"):
        measure(reports[0], FACTS + 1, ["read"], 1, tmp_path)
    with pytest.raises(SystemExit, match="failed"):
        measure(tmp_path / "absent.xbrl", FACTS, ["parse"], 1, tmp_path)
