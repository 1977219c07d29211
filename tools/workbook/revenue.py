"""Revenues and their costs, by service."""

from __future__ import annotations

from tools.workbook.layout import Block, Row, Sheet
from tools.workbook.line import growths, line, moves, share

REVENUES = Sheet(
    "Revenues",
    "II-2 to II-9. Revenues",
    (
        Block(
            ("3Q08", "YoY", "QoQ"),
            ("million", "percent", "percent"),
            (
                growths("Recurring revenues", "s05_revenues:recurring", amount=True),
                growths("Internet connectivity services", "s05_revenues:connectivity", indent=1),
                growths("Corporate use", "s07_connectivity_revenues:corporate", indent=2),
                growths("Home use", "s07_connectivity_revenues:home", indent=2),
                growths("Outsourcing services", "s05_revenues:outsourcing", indent=1),
                growths("Systems operation and maintenance", "s05_revenues:operation", indent=1),
                growths(
                    "Systems construction (one-time)", "s05_revenues:construction", amount=True
                ),
            ),
            title="Revenues by service",
            unit="Unit: JPY million",
        ),
        Block(
            ("YoY amount", "YoY", "QoQ amount", "QoQ"),
            ("million", "percent") * 2,
            (
                moves("Systems construction", "s09_si_revenues:construction", backlog=False),
                moves(
                    "Systems operation and maintenance", "s09_si_revenues:operation", backlog=False
                ),
            ),
            title="SI revenues, changes in 3Q08",
            unit="Unit: JPY million",
        ),
        Block(
            ("YoY amount", "YoY", "vs 3Q06 amount", "vs 3Q06"),
            ("million", "percent") * 2,
            (
                moves("Systems construction", "s09_si_revenues:construction_backlog", backlog=True),
                moves(
                    "Systems operation and maintenance",
                    "s09_si_revenues:operation_backlog",
                    backlog=True,
                ),
            ),
            title="SI order backlog, changes as of December 31, 2008",
            unit="Unit: JPY million",
        ),
        Block(
            ("% of Revenues in FY2008/1Q-3Q", "YoY for 9 months", "YoY for 3 months"),
            ("percent",) * 3,
            (
                share("Connectivity Services (Corporate Use)", "corporate"),
                share("Connectivity Services (Home Use)", "home"),
                share("Outsourcing Services", "outsourcing"),
                share("Systems Operation and Maintenance", "operation"),
                line(
                    "Recurring Revenues Total",
                    "s14_recurring:recurring_share={-4,0}+{-3,0}+{-2,0}+{-1,0}",
                    "s03_summary:recurring_growth",
                    "s05_revenues:recurring_yoy",
                    total=True,
                ),
            ),
            title="Recurring revenues",
        ),
        Block(
            ("FY2008/1Q-3Q", "FY2007/1Q-3Q"),
            ("million",) * 2,
            (
                line(
                    "Revenues related to hi-ho",
                    "s14_recurring:hiho_revenues",
                    "s14_recurring:hiho_revenues_before",
                ),
                Row(
                    "Months consolidated",
                    ("s14_recurring:hiho_months", "s14_recurring:hiho_months_before"),
                    kinds=("count",) * 2,
                ),
            ),
            title="hi-ho",
            unit="Unit: JPY million",
        ),
        Block(
            ("As of December 31, 2008", "YoY"),
            ("count", "count"),
            (
                line("Contracts of over 1Gbps", "", "s14_recurring:gigabit_contracts_yoy"),
                Row(
                    "Total contracted bandwidth (Gbps)",
                    ("s14_recurring:bandwidth", ""),
                    kinds=("one decimal", "count"),
                ),
                line("IIJ Mobile contracts (approx.)", "s14_recurring:mobile_contracts", ""),
            ),
            title="Contracts",
        ),
    ),
    negative="triangle",
    width=18,
)

COSTS = Sheet(
    "Costs",
    "II-3 to II-5. Cost of Revenues and Gross Margin Ratio",
    (
        Block(
            ("YoY", "QoQ"),
            ("percent",) * 2,
            (
                line(
                    "Cost of connectivity and outsourcing services",
                    "s06_costs:connectivity_cost_yoy",
                    "s06_costs:connectivity_cost_qoq",
                ),
                line("Cost of SI", "s06_costs:si_cost_yoy", "s06_costs:si_cost_qoq"),
            ),
            title="Cost of revenues in 3Q08, growth",
        ),
        Block(
            ("YoY", "QoQ"),
            ("points",) * 2,
            (
                line(
                    "Connectivity and outsourcing services",
                    "s06_costs:connectivity_margin_yoy",
                    "s06_costs:connectivity_margin_qoq",
                ),
                line("SI", "s06_costs:si_margin_yoy", "s06_costs:si_margin_qoq"),
            ),
            title="Gross margin ratio in 3Q08, change",
            unit="Unit: points",
        ),
        Block(
            ("3Q08", "QoQ change"),
            ("million",) * 2,
            (
                line(
                    "Cost of ATM operation business", "s06_costs:atm_cost", "s06_costs:atm_cost_qoq"
                ),
                line(
                    "Initial cost of GDX Japan and On-Demand Solutions",
                    "s08_connectivity_costs:initial_cost",
                    "",
                ),
            ),
            title="Costs of new businesses",
            unit="Unit: JPY million",
        ),
    ),
    negative="triangle",
    label_width=46,
)
