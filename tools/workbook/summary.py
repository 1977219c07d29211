"""What the workbook is about, and the summary of the results."""

from __future__ import annotations

from tools.workbook.layout import Block, Row, Sheet
from tools.workbook.line import line, text

NOTES = Sheet(
    "Notes",
    "Internet Initiative Japan Inc.",
    (
        Block(
            ("",),
            ("text",),
            (
                text("Document", "s01_title:title.text"),
                text("Company", "s01_title:company.text"),
                Row("Date", ("s01_title:date.date",), kinds=("date",)),
                text("Fiscal year", "'FY2008 is April 1, 2008 to March 31, 2009"),
                text(
                    "Quarters", "'3Q08 is October to December 2008, 3Q07 October to December 2007"
                ),
                text("Units", "'Each table says its own, such as JPY million or JPY billion"),
                text(
                    "Negative numbers",
                    "'In brackets, or with △ on the sheets on revenues and costs",
                ),
                text("YoY", "'3Q08 compared to 3Q07, where no other period is said"),
                text("QoQ", "'3Q08 compared to 2Q08"),
                text("Current business", "'The group without the 4 new subsidiaries"),
                text("Source", "'Presentation of February 12, 2009; figures as printed there"),
            ),
            corner="About this workbook",
        ),
    ),
    label_width=24,
    widths={1: 84},
    freeze=None,
)

SUMMARY = Sheet(
    "Summary",
    "I. Summary of FY2008/1Q-3Q (cumulative)",
    (
        Block(
            ("FY2008/1Q-3Q", "YoY"),
            ("million", "percent"),
            (
                line("Revenue", "s03_summary:revenues", "s03_summary:revenues_growth"),
                line("Recurring revenues", "", "s03_summary:recurring_growth", indent=1),
                line(
                    "Operating Income",
                    "s03_summary:operating_income",
                    "s03_summary:operating_income_growth",
                ),
                line(
                    "Operating loss from 4 new subsidiaries", "s03_summary:new_loss", "", indent=1
                ),
            ),
            title="Financial results",
            unit="Unit: JPY million",
        ),
        Block(
            ("3Q07", "1Q08", "2Q08", "3Q08"),
            ("percent",) * 4,
            (
                line(
                    "Operating Margin Ratio",
                    "s03_summary:current_margin_3q07",
                    "s03_summary:current_margin_1q08",
                    "s03_summary:current_margin_2q08",
                    "s03_summary:current_margin_3q08",
                ),
            ),
            title="Current business (excluding 4 new subsidiaries)",
        ),
        Block(
            ("As of December 31, 2008", "YoY"),
            ("million", "percent"),
            (line("SI and equipment sales order backlog", "", "s03_summary:backlog_growth"),),
            title="Order backlog",
            unit="Unit: JPY million",
        ),
        Block(
            ("2H08 (prospect)",),
            ("million",),
            (
                line("Total reduction (approx.)", "s03_summary:cost_reduction", total=True),
                line("Network related investments", "s03_summary:network_reduction", indent=1),
                line("Personnel related", "s03_summary:personnel_cost_reduction", indent=1),
            ),
            title="Reduction of costs compared to the original expectation",
            unit="Unit: JPY million",
        ),
    ),
)
