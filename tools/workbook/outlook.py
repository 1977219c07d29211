"""Targets, forecasts, and costs to be saved."""

from __future__ import annotations

from tools.workbook.layout import Block, Row, Sheet
from tools.workbook.line import forecast, line, target

TARGETS = Sheet(
    "Targets",
    "II-13. Revised Target for Full FY2008 Financial Results",
    (
        Block(
            ("Previous Target", "New Target", "Revision", "Reasons for Revision"),
            ("billion", "billion", "billion", "text"),
            (
                target("Revenues", "revenues"),
                target("Operating Income", "operating_income"),
                target("Income before Income Tax Expense", "before_tax"),
                target("Net Income", "net_income"),
            ),
            title="FY2008 (08/4~09/3)",
            unit="Unit: JPY billion",
        ),
    ),
    widths={4: 70},
)

FORECAST = Sheet(
    "Forecast",
    "III-2. Reference: Forecast for FY2008",
    (
        Block(
            ("FY08 Target\n(08/4~09/3)", "FY07 Actual\n(07/4~08/3)", "Change", "YoY"),
            (),
            (
                forecast("Total Revenues", "revenues"),
                forecast("Operating Income", "operating_income"),
                forecast("Income before Income Tax Expense (Benefit)", "before_tax"),
                forecast("Net Income", "net_income"),
                forecast("Net Income per Share", "net_income_per_share", "yen"),
                forecast("Cash Dividend per Share (Annual)", "dividend_per_share", "yen"),
            ),
            unit="Unit: JPY billion (except per Share: JPY)",
        ),
    ),
    label_width=46,
)


def _reduced(label: str, name: str, *, total: str = "") -> Row:
    place = f"s15_cost_control:{name}{total}"
    return line(
        label, place, indent=0 if name.endswith("_total") else 1, total=name.endswith("_total")
    )


CONTROL = Sheet(
    "Cost control",
    "II-10. Costs and Expenses Control",
    (
        Block(
            ("2H08 (prospect)",),
            ("million",),
            (
                _reduced("Network related costs", "connectivity_network"),
                _reduced("Personnel related cost and expenses", "connectivity_personnel"),
                line("Advertising cost, etc.", "", indent=1),
                _reduced("Connectivity & Outsourcing Services", "connectivity_total"),
            ),
            title="Reduction, change from initial estimate: Connectivity & Outsourcing Services",
            unit="Unit: JPY million (approx.)",
        ),
        Block(
            ("2H08 (prospect)",),
            ("million",),
            (
                _reduced("Outsourcing related cost", "si_outsourcing"),
                _reduced("Personnel related cost and expenses", "si_personnel"),
                _reduced("Others", "si_others"),
                _reduced("SI", "si_total", total="={-3,0}+{-2,0}+{-1,0}"),
            ),
            title="Reduction, change from initial estimate: SI",
            unit="Unit: JPY million (approx.)",
        ),
        Block(
            ("End of October 2008", "End of December 2008", "End of March 2009 (scheduled)"),
            ("count",) * 3,
            (
                line(
                    "Outsourcing personnel, total reduction",
                    "s15_cost_control:personnel_oct",
                    "s15_cost_control:personnel_dec",
                    "s15_cost_control:personnel_mar",
                ),
            ),
            unit="Unit: persons",
        ),
    ),
    width=22,
)
