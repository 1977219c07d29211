"""The statements of results, and what is said of expenses and income."""

from __future__ import annotations

from tools.workbook.layout import Block, Sheet
from tools.workbook.line import line, results

_SPANS = (("FY2008/1Q-3Q\n(08/4~08/12)", 2), ("FY2007/1Q-3Q\n(07/4~07/12)", 2), ("", 1))
_QUARTERS = (("3Q08\n(08/10~08/12)", 2), ("3Q07\n(07/10~07/12)", 2), ("", 1))
_RESULT_HEADINGS = ("% of Revenues", "JPY billion", "% of Revenues", "JPY billion", "YoY")

RESULTS = Sheet(
    "Results",
    "II-1. Consolidated Financial Results for FY2008/1Q-3Q (cumulative)",
    (
        Block(
            _RESULT_HEADINGS,
            (),
            results("s04_results", "Income before Income Tax Benefit"),
            unit="Unit: JPY billion",
            spans=_SPANS,
        ),
        Block(
            ("FY2008/1Q-3Q",),
            ("million",),
            (
                line("Total costs", "s04_results_notes:new_cost"),
                line("SG&A/R&D", "s04_results_notes:new_sga"),
                line("Operating loss", "s04_results_notes:new_loss"),
            ),
            title="4 new subsidiaries",
            unit="Unit: JPY million",
        ),
        Block(
            ("FY2008/1Q-3Q",),
            ("million",),
            (
                line("Losses on write-down of other investments", "s04_results_notes:write_down"),
                line("Deferred tax expense", "s04_results_notes:deferred_tax"),
            ),
            title="Other items",
            unit="Unit: JPY million",
        ),
    ),
    label_width=42,
)

QUARTER = Sheet(
    "3Q08",
    "III-1. Reference: Consolidated Financial Results for 3Q08",
    (
        Block(
            _RESULT_HEADINGS,
            (),
            results("s23_quarter", "Income before Income Tax Expense"),
            unit="Unit: JPY billion",
            spans=_QUARTERS,
        ),
    ),
    label_width=42,
)

SGA = Sheet(
    "SG&A",
    "II-6 and II-7. SG&A Expenses/R&D, Number of Employees",
    (
        Block(
            ("% of Revenues", "YoY", "QoQ"),
            ("percent",) * 3,
            (line("SG&A/R&D", "s11_sga:sga_ratio", "s11_sga:sga_yoy", "s11_sga:sga_qoq"),),
            title="SG&A/R&D in 3Q08",
        ),
        Block(
            ("3Q08",),
            ("million",),
            (line("Expenses related to 4 new subsidiaries", "s11_sga:new_sga"),),
            unit="Unit: JPY million",
        ),
        Block(
            ("QoQ change",),
            ("count",),
            (
                line("Full-time workers", "s12_employees:full_time", indent=1),
                line("Contract workers", "s12_employees:contract", indent=1),
                line("Number of employees", "s12_employees:all={-2,0}+{-1,0}", total=True),
            ),
            title="Number of employees as of December 31, 2008",
            unit="Unit: persons",
        ),
    ),
)

INCOME = Sheet(
    "Income",
    "II-8. Operating and Net Income",
    (
        Block(
            ("YoY", "QoQ"),
            ("percent",) * 2,
            (
                line("Operating Income", "s13_income:operating_yoy", "s13_income:operating_qoq"),
                line("Net Income", "s13_income:net_yoy", "s13_income:net_qoq"),
            ),
            title="Growth in 3Q08",
        ),
        Block(
            ("YoY", "QoQ"),
            ("points",) * 2,
            (
                line(
                    "Operating margin ratio of current business",
                    "s13_income:current_margin_yoy",
                    "s13_income:current_margin_qoq",
                ),
            ),
            unit="Unit: points",
        ),
        Block(
            ("3Q08",),
            ("million",),
            (
                line("Loss from 4 new subsidiaries", "s13_income:new_loss"),
                line(
                    "Operating loss from Trust Networks",
                    "s17_new_subsidiaries:trust_loss",
                    indent=1,
                ),
                line("Impairment losses on equity securities", "s13_income:impairment"),
                line("Income tax expense", "s13_income:income_tax"),
                line("Deferred tax expense", "s13_income:deferred_tax", indent=1),
                line("Minority interest in losses of subsidiaries", "s13_income:minority_interest"),
                line("Equity in net loss of equity method investees", "s13_income:equity_method"),
            ),
            title="Items of 3Q08",
            unit="Unit: JPY million",
        ),
    ),
    label_width=46,
)
