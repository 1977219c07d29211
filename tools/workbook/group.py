"""The companies of the group, and what was published."""

from __future__ import annotations

from tools.workbook.layout import Block, Sheet
from tools.workbook.line import company, line

COMPANIES = Sheet(
    "Group companies",
    "III-3. Reference: IIJ Group Companies",
    (
        Block(
            ("Relation", "Ownership", "Main Business"),
            (),
            (
                company("IIJ Technology Inc.", "iij_technology"),
                company("IIJ Financial Systems Inc.", "iij_financial_systems"),
                company("Net Care, Inc.", "net_care"),
                company("Net Chart Japan Inc.", "net_chart_japan"),
                company("IIJ America Inc.", "iij_america"),
                company("hi-ho, Inc.", "hi_ho"),
                company("On-Demand Solutions Inc.", "on_demand_solutions"),
                company("IIJ Innovation Institute Inc.", "iij_innovation_institute"),
                company("Trust Networks Inc.", "trust_networks"),
                company("GDX Japan Inc.", "gdx_japan"),
                company("Internet Multifeed Co.", "internet_multifeed"),
                company("Internet Revolution, Inc.", "internet_revolution"),
                company("Taihei Computer Co., Ltd.", "taihei_computer"),
            ),
            corner="Company Name",
        ),
    ),
    label_width=30,
    widths={1: 24, 2: 12, 3: 90},
)

RELEASES = Sheet(
    "Press releases",
    "III-4. Reference: Press Releases",
    (
        Block(
            ("Date", "Title"),
            ("date", "text"),
            tuple(
                line(
                    f"{number}",
                    f"s26_press_releases:release_{number}.date",
                    f"s26_press_releases:release_{number}.title",
                )
                for number in range(1, 17)
            ),
            corner="No.",
        ),
    ),
    label_width=8,
    widths={1: 12, 2: 100},
)
