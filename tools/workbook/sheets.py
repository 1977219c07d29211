"""All sheets in their order, with the names and charts of the workbook."""

from __future__ import annotations

from typing import Final

from tools.workbook.group import COMPANIES, RELEASES
from tools.workbook.layout import Chart
from tools.workbook.outlook import CONTROL, FORECAST, TARGETS
from tools.workbook.position import BALANCE, CASH_FLOWS
from tools.workbook.result import INCOME, QUARTER, RESULTS, SGA
from tools.workbook.revenue import COSTS, REVENUES
from tools.workbook.summary import NOTES, SUMMARY

SHEETS: Final = (
    NOTES,
    SUMMARY,
    RESULTS,
    REVENUES,
    COSTS,
    SGA,
    INCOME,
    BALANCE,
    CASH_FLOWS,
    CONTROL,
    TARGETS,
    QUARTER,
    FORECAST,
    COMPANIES,
    RELEASES,
)

NAMES: Final = {
    "Revenues_9M": "Summary!$B$5",
    "Total_Assets": "'Balance sheet'!$B$18",
    "Balance_Sheet": "'Balance sheet'!$A$4:$D$18",
}

CHARTS: Final = (
    Chart(
        "Summary",
        "F4",
        "Operating margin ratio, current business",
        "=Summary!$B$11:$E$11",
        "=Summary!$B$12:$E$12",
    ),
)
