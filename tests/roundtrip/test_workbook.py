"""Whatever stands in a sheet, what is proposed for it is a mapping that it can be read by."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finmodel.formats.document import Document
from finmodel.formats.workbook.display import parse_shown
from finmodel.formats.workbook.grid import Area, Cell, Number, Sheet, Workbook
from finmodel.formats.workbook.mapping import read_mapping
from finmodel.formats.workbook.reader import report_of
from finmodel.formats.workbook.taxonomy import taxonomy_of
from finmodel.language.rulefile import read_rule_file
from finmodel.layout.propose import propose
from finmodel.layout.text import mapping_text

WORDS = st.sampled_from(
    "Revenue|Total|売上高|合計|JPY million|%|FY2008|3Q08|2008|YoY|Change|% of Revenue|-|△5|(3)|"
    "Mar 31, 2008|前年同期比|Notes|1,234|12.5%|USD/share|per share (yen)|=A1|[x]|\u202e".split("|")
)
NUMBERS = st.builds(
    lambda value, digits, is_percentage: Number(
        Decimal(value).scaleb(-digits), digits, is_percentage
    ),
    st.integers(-(10**6), 10**6),
    st.integers(0, 3),
    st.booleans(),
)
CELLS = st.one_of(
    st.builds(
        lambda text, is_bold, indent: Cell(text, parse_shown(text), is_bold, indent),
        WORDS | st.text(min_size=1, max_size=12),
        st.booleans(),
        st.integers(0, 2),
    ),
    st.builds(lambda number: Cell(f"{number.value}", number, is_general=True), NUMBERS),
    st.just(Cell("#REF!", error="#REF!")),
)
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 6))
MERGED = st.builds(
    lambda row, column, wide: Area(row, column, row, column + wide),
    st.integers(1, 4),
    st.integers(1, 5),
    st.integers(1, 3),
)
SHEETS = st.builds(
    Sheet,
    st.sampled_from(["BS", "損益計算書", "Cash flow", "it's"]),
    st.dictionaries(PLACES, CELLS, min_size=4, max_size=60),
    st.lists(MERGED, max_size=2),
)


@given(SHEETS)
def test_every_proposal_can_be_read(sheet: Sheet) -> None:
    workbook = Workbook((sheet,))
    proposal = propose(workbook, "book.xlsx")
    document = Document.from_bytes(mapping_text(proposal).encode(), "book.mapping.toml")
    mapping = read_mapping(document)
    assert list(mapping.diagnostics) == []
    assert len(mapping.tables) == len(proposal.tables)
    taxonomy = taxonomy_of(mapping)
    report = report_of(workbook, mapping, "book.xlsx")
    assert {fact.concept for fact in report.facts} <= taxonomy.concepts.keys()
    assert len(set(report.columns.id)) == len(report.columns)
    assert read_rule_file(mapping_text(proposal), "book.mapping.toml").diagnostics == ()
