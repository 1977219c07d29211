"""Small tables, each with one thing in its layout that has to be understood."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from finmodel.formats.document import Document
from finmodel.formats.workbook.mapping import period_text
from finmodel.formats.workbook.opening import open_workbook
from finmodel.layout.confidence import Confidence
from finmodel.layout.proposal import Proposal
from finmodel.layout.propose import propose
from finmodel.layout.text import mapping_text


def proposal_of(rows: list[list[Any]], form: str = "#,##0") -> Proposal:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for line in sheet.iter_rows():
        for cell in line:
            cell.number_format = form
    stream = io.BytesIO()
    book.save(stream)
    document = Document.from_bytes(stream.getvalue(), "book.xlsx")
    return propose(open_workbook(document), "book.xlsx")


def test_a_day_over_a_flow_ends_the_months_that_the_title_says() -> None:
    found = proposal_of(
        [
            ["Statement of profit or loss (GBP million)"],
            ["For the half-year ended 31 December 2023"],
            ["", "31 Dec 2023", "31 Dec 2022"],
            ["Revenue", 842, 790],
            ["Profit", 104, 89],
        ]
    )
    periods = [c.period for c in found.tables[0].columns]
    assert [period_text(p) for p in periods if p is not None] == [
        "2023-07-01..2023-12-31",
        "2022-07-01..2022-12-31",
    ]


def test_growth_is_of_the_numbers_before_it() -> None:
    found = proposal_of(
        [
            ["EUR m", "Q3 2024", "Q3 2023", "Change in %", "9M 2024", "9M 2023", "Change in %"],
            ["Revenue", 5123, 4981, 3, 15204, 14902, 2],
            ["thereof domestic", 2011, 1990, 1, 6004, 5901, 2],
            ["thereof foreign", 3112, 2991, 4, 9200, 9001, 2],
        ]
    )
    assert {rule.text for rule in found.rules} == {
        "Revenue = ThereofDomestic + ThereofForeign",
        "{item}Growth = growth({item} over prior_year)",
    }
    assert [c.suffix for c in found.tables[0].columns] == ["", "", "Growth", "", "", "Growth"]


def test_a_balance_sheet_of_two_sides_has_the_totals_of_each() -> None:
    found = proposal_of(
        [
            ["貸借対照表（2024年3月31日現在）"],
            ["", "", "", "（単位：千円）"],
            ["科目", "金額", "科目", "金額"],
            ["流動資産", 5200, "流動負債", 2100],
            ["　現金及び預金", 3000, "　買掛金", 1500],
            ["　売掛金", 2200, "　短期借入金", 600],
            ["固定資産", 4800, "資本金", 1000],
            ["　有形固定資産", 4300, "利益剰余金", 6900],
            ["　無形固定資産", 500, "純資産合計", 7900],
            ["資産合計", 10000, "負債純資産合計", 10000],
        ]
    )
    assert {rule.text for rule in found.rules} == {
        "CurrentAssets = CashAndDeposits + AccountsReceivable",
        "NonCurrentAssets = PropertyPlantAndEquipment + IntangibleAssets",
        "Assets = CurrentAssets + NonCurrentAssets",
        "CurrentLiabilities = AccountsPayable + ShortTermBorrowings",
        "NetAssets = CapitalStock + RetainedEarnings",
        "LiabilitiesAndNetAssets = CurrentLiabilities + NetAssets",
    }


def test_rows_of_growth_are_named_after_the_rows_above_them() -> None:
    found = proposal_of(
        [
            ["USD million", "FY2021", "FY2022", "FY2023"],
            ["Subscriptions", 210, 245, 290],
            ["YoY %", "", "17%", "18%"],
            ["Services", 40, 38, 41],
            ["YoY %", "", "-5%", "8%"],
        ]
    )
    assert [row.concept for row in found.tables[0].rows] == [
        "Subscriptions", "SubscriptionsGrowth", "Services", "ServicesGrowth",
    ]  # fmt: skip
    (rule,) = found.rules
    assert (rule.text, rule.trial.words) == (
        "{item}Growth = growth({item} over prior_year)",
        "4 of 4",
    )


@pytest.mark.parametrize(
    "rows",
    [
        [["Contents"], ["Key figures", 2], ["Notes", 3]],
        [["Meeting on 3 May 2024"], ["Present", 12], ["Absent", 2]],
    ],
)
def test_lists_without_headings_and_units_are_no_tables(rows: list[list[Any]]) -> None:
    assert proposal_of(rows).tables == []


def test_a_coincidence_of_one_number_is_no_rule() -> None:
    found = proposal_of(
        [
            ["JPY million", "FY2023"],
            ["A", 700],
            ["B", 300],
            ["C", 420],
            ["D", 90],
            ["Retained earnings", 730],
        ]
    )
    assert found.rules == []


def test_ratios_without_a_format_are_fractions_where_the_numbers_show_it() -> None:
    found = proposal_of(
        [
            ["EUR m", "FY2022", "FY2023", "Growth"],
            ["Revenue", 1000, 1125, 0.125],
            ["Costs", 800, 868, 0.085],
            ["Profit", 200, 257, 0.285],
            ["Profit margin", 0.2, 0.2284],
        ],
        "General",
    )
    (table,) = found.tables
    assert [c.measure.text for c in table.columns if c.measure is not None] == ["ratio"]
    assert [r.row.measure.text for r in table.rows if r.row.measure is not None] == ["ratio"]
    assert {rule.text for rule in found.rules} == {
        "Profit = Revenue - Costs",
        "ProfitMargin = Profit / Revenue",
        "{item}Growth = growth({item} over prior_year)",
    }


def test_ratios_without_a_format_are_percentages_otherwise() -> None:
    found = proposal_of(
        [
            ["EUR m", "FY2022", "FY2023", "Growth"],
            ["Revenue", 1000, 1125, 12.5],
            ["Costs", 800, 868, 8.5],
            ["Profit", 200, 257, 28.5],
        ],
        "General",
    )
    measures = [c.measure.text for c in found.tables[0].columns if c.measure is not None]
    assert measures == ["%"]


def test_headings_say_what_is_foreseen_before_the_title_does() -> None:
    headings = ["", "FY2024 target", "FY2023"]
    rows: list[list[Any]] = [["Revenue", 1200, 1100], ["Costs", 900, 870]]
    said = proposal_of([["Forecast (EUR m)"], headings, *rows]).tables[0]
    assert [c.suffix for c in said.columns] == ["Forecast", ""]
    unsaid = proposal_of([["Forecast (EUR m)"], ["", "FY2024", "FY2023"], *rows]).tables[0]
    assert [c.suffix for c in unsaid.columns] == ["Forecast", "Forecast"]


def test_months_of_monthly_tables_are_whole() -> None:
    found = proposal_of(
        [
            ["月次売上高（単位：百万円）"],
            ["", "2024年4月", "2024年5月"],
            ["国内", 100, 110],
            ["海外", 50, 55],
        ]
    )
    periods = [c.period for c in found.tables[0].columns]
    assert [period_text(p) for p in periods if p is not None] == [
        "2024-04-01..2024-04-30",
        "2024-05-01..2024-05-31",
    ]


def test_rows_of_growth_without_a_format_are_fractions_where_the_numbers_show_it() -> None:
    found = proposal_of(
        [
            ["USD million", "FY2021", "FY2022", "FY2023"],
            ["Subscriptions", 210, 245, 290],
            ["YoY growth", "", 0.167, 0.184],
            ["Services", 40, 38, 41],
            ["YoY growth", "", -0.05, 0.079],
            ["Total", 250, 283, 331],
        ],
        "General",
    )
    assert {rule.text for rule in found.rules} == {
        "SheetTotal = Subscriptions + Services",
        "{item}Growth = growth({item} over prior_year)",
    }


def test_what_of_a_very_large_table_is_not_looked_at_is_told() -> None:
    rows: list[list[Any]] = [["Sales (JPY million)"], ["", "FY2022", "FY2023"]]
    rows += [[f"Shop {number}", number + 7, number + 11] for number in range(2_003)]
    found = proposal_of(rows)
    assert [len(table.rows) for table in found.tables] == [2_000]
    assert found.cut == ["Sheet: 3 rows beyond A1:C2002"]
    assert "#   Sheet: 3 rows beyond A1:C2002" in mapping_text(found)


@pytest.mark.parametrize(
    ("unit", "confidence"),
    [
        ("US$'000", Confidence.HIGH),
        ("$'000", Confidence.MEDIUM),
        ("Australian dollars in thousands", Confidence.HIGH),
        ("in thousands", Confidence.MEDIUM),
        ("JPY million", Confidence.HIGH),
        ("百万円", Confidence.HIGH),
        ("%", Confidence.HIGH),
    ],
)
def test_a_currency_that_the_words_leave_open_is_not_sure(
    unit: str, confidence: Confidence
) -> None:
    found = proposal_of([[f"Sales ({unit})"], ["", "FY2022", "FY2023"], ["Shops", 842, 790]])
    assert [table.guess.confidence for table in found.tables] == [confidence]


def test_a_half_year_does_not_say_when_the_year_ends() -> None:
    said: list[list[Any]] = [
        ["For the half-year ended 31 December 2023"],
        ["", "$'000"],
        ["Revenue", 842],
    ]
    assert proposal_of(said).calendar.confidence is Confidence.LOW
    said[0] = ["For the year ended 30 June 2024"]
    assert proposal_of(said).calendar.confidence is Confidence.HIGH


@pytest.mark.parametrize(("grown", "is_growth"), [((5.9, 2.8, 35.3), True), ((5, 28, 3), False)])
def test_a_bare_percentage_is_growth_where_the_numbers_grow_so(
    grown: tuple[float, ...], is_growth: bool
) -> None:
    found = proposal_of(
        [
            ["A$m", "FY24", "FY23", "%"],
            ["Revenue", 1250.4, 1180.2, grown[0]],
            ["Costs", 812.3, 790.1, grown[1]],
            ["EBIT", 137.1, 101.3, grown[2]],
        ],
        "General",
    )
    growth = "{item}Growth = growth({item} over prior_year)"
    assert (growth in {rule.text for rule in found.rules}) is is_growth


def test_a_subtotal_that_nothing_names_is_no_heading() -> None:
    found = proposal_of(
        [
            ["Balance sheet at 31 March 2024"],
            ["", "2024\n£m", "2023\n£m"],
            ["Goodwill", 1200, 1180],
            ["Property", 2105, 2040],
            ["", 3305, 3220],
            ["Cash", 302, 281],
            ["Total assets", 3607, 3501],
            ["Total liabilities", -2610, -2599],
            ["Net assets", 997, 902],
        ]
    )
    (table,) = found.tables
    assert len(table.rows) == 6
    assert all(item.is_instant for item in found.items)
    assert "NetAssets = TotalAssets + TotalLiabilities" in {rule.text for rule in found.rules}
