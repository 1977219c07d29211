"""What is written as a workbook is read again as it was."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from finmodel.formats.document import Document
from finmodel.formats.report import Format, read, settled
from finmodel.formats.workbook.fact_reader import read_facts
from finmodel.formats.workbook.fact_text import cell_text, cell_value, pieces
from finmodel.formats.workbook.fact_writer import write_report
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import EMPTY
from tests.roundtrip.known import taxonomy_of
from tests.roundtrip.strategies import reports


def written(report: Report) -> bytes:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "report.xlsx"
        assert write_report(report, target, EMPTY) == ()
        return target.read_bytes()


def read_again(data: bytes) -> Report:
    report = read_facts(Document.from_bytes(data, "report.xlsx"))
    assert report is not None
    return report


@settings(max_examples=25)
@given(reports())
def test_a_report_comes_back_equal_with_its_ids_values_and_prefixes(report: Report) -> None:
    again = settled(read_again(written(report)), taxonomy_of(report))
    assert again.diagnostics == ()
    assert again == report
    assert again.columns.id == report.columns.id
    assert again.columns.value == report.columns.value
    assert again.columns.decimals == report.columns.decimals
    assert list(again.notes) == list(report.notes)
    assert report.namespaces.items() <= again.namespaces.items()


@settings(max_examples=25)
@given(reports())
def test_writing_what_was_read_gives_the_same_bytes(report: Report) -> None:
    data = written(report)
    assert written(read_again(data)) == data


@given(st.one_of(st.none(), st.text(), st.text(st.sampled_from("#_x00Djnsil \ud800\ufffe\0\r"))))
def test_every_text_fits_a_cell(value: str | None) -> None:
    assert cell_value("".join(pieces(cell_text(value)))) == value


def test_long_texts_go_on_in_further_columns(tmp_path: Path) -> None:
    example = read(Path(__file__).parents[2] / "instances" / "iij-2008q3.json")
    values: list[str | None] = list(example.columns.value)
    values[0] = "=cmd()" + "x" * 100_000 + "_x000D_\r\n\ud800"
    long = evolve(example, columns=evolve(example.columns, value=values))
    target = tmp_path / "long.xlsx"
    assert write_report(long, target, EMPTY) == ()
    again = read(target, format=Format.WORKBOOK)
    assert again.columns.value == values
    assert again == long
    (place,) = again.locate([0]).values()
    assert (place.document, place.part) == (str(target), "Facts!H2")
