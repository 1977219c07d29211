"""Three results workbooks of different layout, with what their cells and rows mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import define, field
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

Q3 = "2008-10-01..2008-12-31"
Q3_BEFORE = "2007-10-01..2007-12-31"
NINE = "2008-04-01..2008-12-31"
NINE_BEFORE = "2007-04-01..2007-12-31"
CLOSE, OPENING = "2008-12-31", "2008-03-31"
BETWEEN = "2008-04-01..2008-12-31"

Shown = str | int | float | None
Meaning = tuple[str, str, Decimal, int, str]
"""The line item, the period, the value, its decimals and its unit."""


@define
class Book:
    """A workbook that is made for a test, and the truth about it."""

    name: str
    book: Workbook = field(factory=Workbook)
    cells: dict[tuple[str, str], Meaning] = field(factory=dict)
    rules: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.book.remove(self.book.worksheets[0])

    def save(self, folder: Path) -> Path:
        path = folder / f"{self.name}.xlsx"
        self.book.save(path)
        return path

    def sheet(self, title: str, head: Iterable[Sequence[Any]]) -> Worksheet:
        sheet = self.book.create_sheet(title)
        for row in head:
            sheet.append(list(row))
        return sheet

    def number(
        self,
        sheet: Worksheet,
        place: str,
        shown: Shown,
        meaning: tuple[str, str, str],
        form: str = "",
    ) -> None:
        """Write a number as it is shown, and what it means: item, period, `JPY -6`."""
        item, period, measure = meaning
        unit, _, power = measure.partition(" ")
        cell = sheet[place]
        cell.value = shown
        if form:
            cell.number_format = form
        if shown is None or shown == "-":
            return
        plain = str(shown)
        if isinstance(shown, str):
            plain = plain.replace(",", "").replace("(", "-").replace(")", "").replace("△", "-")
        value = Decimal(plain)
        places = form.partition(";")[0].partition(".")[2].count("0") if form else 0
        if unit == "%":
            is_fraction = "%" in form
            value = value if is_fraction else value / 100
            decimals = places + 2
        else:
            value, decimals = value.scaleb(int(power or 0)), places - int(power or 0)
        self.cells[sheet.title, place] = (item, period, value, decimals, unit)


def _ratio(above: int, below: int, places: int = 3) -> float:
    return float(round(Decimal(above) / Decimal(below), places))


def _growth(now: int, then: int, places: int = 3) -> float:
    return float(round(Decimal(now) / Decimal(then) - 1, places))


def english() -> Book:
    """Headings on two levels with merged cells, totals below, brackets, growth and shares."""
    made = Book("globex-2008q3")
    _english_income(made)
    _english_balance(made)
    return made


def _english_income(made: Book) -> None:
    sheet = made.sheet(
        "Income statement",
        [
            ["Globex Corporation"],
            ["Consolidated Statements of Income (unaudited)"],
            ["(Yen in millions, except per share data)"],
            [
                "",
                "Notes",
                "Three months ended December 31,",
                "",
                "",
                "Nine months ended December 31,",
                "",
            ],
            ["", "", 2008, 2007, "YoY change (%)", 2008, 2007],
        ],
    )
    sheet.merge_cells("C4:E4")
    sheet.merge_cells("F4:G4")
    product = (9120, 8754, 27310, 25888)
    service = (4388, 4102, 12997, 12031)
    cost = (8201, 7655, 24410, 22930)
    sga = (3390, 3268, 10114, 9722)
    other = (-112, 45, -240, 96)
    tax = (702, 811, 2217, 2149)
    total = tuple(a + b for a, b in zip(product, service, strict=True))
    gross = tuple(a - b for a, b in zip(total, cost, strict=True))
    operating = tuple(a - b for a, b in zip(gross, sga, strict=True))
    pretax = tuple(a + b for a, b in zip(operating, other, strict=True))
    net = tuple(a - b for a, b in zip(pretax, tax, strict=True))
    rows: list[tuple[str, str, tuple[int, ...] | None]] = [
        ("Revenues:", "", None),
        ("  Products", "Products", product),
        ("  Services", "Services", service),
        ("Total revenues", "TotalRevenues", total),
        ("Cost of revenues", "CostOfRevenues", cost),
        ("Gross profit", "GrossProfit", gross),
        (
            "Selling, general and administrative expenses",
            "SellingGeneralAndAdministrativeExpenses",
            sga,
        ),
        ("Operating income", "OperatingIncome", operating),
        ("Other income (expenses), net", "OtherIncomeNet", other),
        ("Income before income taxes", "IncomeBeforeIncomeTaxes", pretax),
        ("Income taxes", "IncomeTaxes", tax),
        ("Net income", "NetIncome", net),
    ]
    periods = {"C": Q3, "D": Q3_BEFORE, "F": NINE, "G": NINE_BEFORE}
    amounts = "#,##0;(#,##0)"
    for at, (label, item, numbers) in enumerate(rows, 6):
        sheet[f"A{at}"] = label
        if item in {"CostOfRevenues", "IncomeTaxes"}:
            sheet[f"B{at}"] = 4
        for (column, period), number in zip(periods.items(), numbers or (), strict=False):
            made.number(sheet, f"{column}{at}", number, (item, period, "JPY 6"), amounts)
        if numbers and item != "OtherIncomeNet":
            growth = _growth(numbers[0], numbers[1])
            made.number(sheet, f"E{at}", growth, (f"{item}Growth", Q3, "%"), "0.0%;(0.0%)")
    at = 6 + len(rows)
    sheet[f"A{at}"] = "Gross margin"
    for index, (column, period) in enumerate(periods.items()):
        margin = _ratio(gross[index], total[index])
        made.number(sheet, f"{column}{at}", margin, ("GrossMargin", period, "%"), "0.0%")
    sheet[f"A{at + 1}"] = "Net income per share (yen)"
    for column, period, amount in zip(
        periods, periods.values(), (21.35, 20.07, 58.83, 57.71), strict=True
    ):
        made.number(
            sheet,
            f"{column}{at + 1}",
            amount,
            ("NetIncomePerShare", period, "JPY/share"),
            "#,##0.00",
        )
    made.rules |= {
        "TotalRevenues = Products + Services",
        "GrossProfit = TotalRevenues - CostOfRevenues",
        "OperatingIncome = GrossProfit - SellingGeneralAndAdministrativeExpenses",
        "IncomeBeforeIncomeTaxes = OperatingIncome + OtherIncomeNet",
        "NetIncome = IncomeBeforeIncomeTaxes - IncomeTaxes",
        "GrossMargin = GrossProfit / TotalRevenues",
        "{item}Growth = growth({item} over prior_year)",
    }


def _english_balance(made: Book) -> None:
    sheet = made.sheet(
        "Balance sheet",
        [
            ["Condensed balance sheets"],
            ["", "December 31, 2008", "March 31, 2008", "Change"],
            ["", "JPY million", "JPY million", "JPY million"],
        ],
    )
    rows = [
        ("Cash and cash equivalents", "CashAndCashEquivalents", 8955, 11471),
        ("Accounts receivable", "AccountsReceivable", 9570, 12255),
        ("Inventories", "Inventories", 1618, 1184),
        ("Total current assets", "TotalCurrentAssets", 20143, 24910),
        ("Property and equipment", "PropertyAndEquipment", 13805, 11740),
        ("Goodwill", "Goodwill", 5846, 5907),
        ("Total assets", "TotalAssets", 39794, 42557),
    ]
    for at, (label, item, now, then) in enumerate(rows, 4):
        sheet[f"A{at}"] = label
        form = "#,##0;(#,##0)"
        made.number(sheet, f"B{at}", now, (item, CLOSE, "JPY 6"), form)
        made.number(sheet, f"C{at}", then, (item, OPENING, "JPY 6"), form)
        made.number(sheet, f"D{at}", now - then, (f"{item}Change", BETWEEN, "JPY 6"), form)
    made.rules |= {
        "TotalCurrentAssets = CashAndCashEquivalents + AccountsReceivable + Inventories",
        "TotalAssets = TotalCurrentAssets + PropertyAndEquipment + Goodwill",
        "{item}Change = {item} at closing - {item} at opening",
    }


def japanese() -> Book:
    """Japanese headings and labels, English labels at the right, triangles, cut-off amounts."""
    made = Book("kaisha-2009q3")
    sheet = made.sheet(
        "連結損益計算書",
        [
            ["四半期連結損益計算書"],
            ["（百万円未満切捨て）", "", "", "", "", "（単位：百万円）"],
            [
                "",
                "2009年3月期\n第3四半期累計",
                "構成比",
                "2008年3月期\n第3四半期累計",
                "増減額",
                "",
            ],
        ],
    )
    rows: list[tuple[str, str, int, Any, str]] = [
        ("売上高", "Revenues", 50789, 48371, "Net sales"),
        ("売上原価", "CostOfRevenues", 41261, 38684, "Cost of sales"),
        ("売上総利益", "GrossProfit", 9528, 9687, "Gross profit"),
        ("販売費及び一般管理費", "Sga", 7684, 6736, "SG&A"),
        ("営業利益", "OperatingIncome", 1844, 2951, "Operating profit"),
        ("特別損失", "ExtraordinaryLosses", 2011, "-", "Extraordinary loss"),
        (
            "為替差損益",
            "ForeignExchangeGainsAndLosses",
            -58,
            33,
            "Foreign exchange gains and losses",
        ),
    ]
    for at, (label, item, now, then, english_label) in enumerate(rows, 4):
        sheet[f"A{at}"] = label
        form = "#,##0;△#,##0"
        made.number(sheet, f"B{at}", now, (item, NINE, "JPY 6"), form)
        share = _ratio(now, 50789)
        made.number(sheet, f"C{at}", share, (f"{item}Share", NINE, "%"), "0.0%;△0.0%")
        made.number(sheet, f"D{at}", then, (item, NINE_BEFORE, "JPY 6"), form)
        if then != "-":
            change = f"{now - then:,}".replace("-", "△")  # typed as a text
            made.number(sheet, f"E{at}", change, (f"{item}Change", NINE, "JPY 6"))
        sheet[f"F{at}"] = english_label
    made.rules |= {
        "GrossProfit = Revenues - CostOfRevenues",
        "OperatingIncome = GrossProfit - Sga",
        "{item}Share = {item} / Revenues",
        "{item}Change = {item} - {item} at prior_year",
    }
    _japanese_balance(made)
    return made


def _japanese_balance(made: Book) -> None:
    sheet = made.sheet(
        "貸借対照表",
        [
            ["連結貸借対照表", "", "", "（単位：千円）"],
            ["区分", "注記", "当第3四半期末\n（平成20年12月31日）", "前期末\n（平成20年3月31日）"],
        ],
    )
    rows = [
        ("流動資産", "", None, None, 0),
        ("現金及び預金", "CashAndDeposits", 8955120, 11471004, 1),
        ("売掛金", "AccountsReceivable", 9570331, 12255870, 1),
        ("その他", "Others", 3224118, 3096220, 1),
        ("流動資産合計", "CurrentAssets", 21749569, 26823094, 0),
        ("固定資産", "", None, None, 0),
        ("有形固定資産", "PropertyPlantAndEquipment", 13805442, 11740390, 1),
        ("無形固定資産", "IntangibleAssets", 5846018, 5907761, 1),
        ("固定資産合計", "NonCurrentAssets", 19651460, 17648151, 0),
        ("資産合計", "Assets", 41401029, 44471245, 0),
    ]
    for at, (label, item, now, then, indent) in enumerate(rows, 3):
        sheet[f"A{at}"] = "\u3000" * indent + label
        if now is None:
            continue
        if item == "AccountsReceivable":
            sheet[f"B{at}"] = "※1"
        name = "CurrentAssetsOthers" if item == "Others" else item
        for column, number, period in (("C", now, CLOSE), ("D", then, OPENING)):
            made.number(sheet, f"{column}{at}", number, (name, period, "JPY 3"), "#,##0;△#,##0")
    made.rules |= {
        "CurrentAssets = CashAndDeposits + AccountsReceivable + CurrentAssetsOthers",
        "NonCurrentAssets = PropertyPlantAndEquipment + IntangibleAssets",
        "Assets = CurrentAssets + NonCurrentAssets",
    }


def quarterly() -> Book:
    """Totals above their parts, quarters and a year, numbers typed as texts, one wrong total."""
    made = Book("initech-fy2024")
    sheet = made.sheet(
        "Segments",
        [
            ["Initech Inc. – fiscal year ended December 31, 2024"],
            ["USD thousands"],
            ["", "FY2024", "", "", "", "", "Comment"],
            ["", "Q1", "Q2", "Q3", "Q4", "Full year", ""],
        ],
    )
    sheet.merge_cells("B3:F3")
    quarters = [
        ("Revenue", "Revenue", 0, None),
        ("Software", "Software", 1, (1204, 1250, 1311, 1402)),
        ("Licences", "Licences", 2, (804, 830, 851, 902)),
        ("Maintenance", "Maintenance", 2, (400, 420, 460, 500)),
        ("Hardware", "Hardware", 1, (610, 587, 602, 655)),
        ("Operating expenses", "OperatingExpenses", 0, None),
        ("Personnel", "Personnel", 1, (900, 911, 930, 955)),
        ("Rent", "Rent", 1, (120, 120, 120, 125)),
        ("Restructuring", "Restructuring", 1, (30, 12, 45, 17)),
        ("Operating profit", "OperatingProfit", 0, None),
    ]
    values: dict[str, list[int]] = {item: list(n) for _, item, _, n in quarters if n}
    values["Revenue"] = [a + b for a, b in zip(values["Software"], values["Hardware"], strict=True)]
    values["OperatingExpenses"] = [
        sum(each)
        for each in zip(values["Personnel"], values["Rent"], values["Restructuring"], strict=True)
    ]
    values["OperatingProfit"] = [
        a - b for a, b in zip(values["Revenue"], values["OperatingExpenses"], strict=True)
    ]
    values["OperatingExpenses"][2] += 100  # somebody mistyped it
    starts = {"B": "01-01..2024-03-31", "C": "04-01..2024-06-30", "D": "07-01..2024-09-30"}
    starts |= {"E": "10-01..2024-12-31", "F": "01-01..2024-12-31"}
    for at, (label, item, indent, _) in enumerate(quarters, 5):
        sheet[f"A{at}"] = label
        sheet[f"A{at}"].alignment = Alignment(indent=indent)
        sheet[f"A{at}"].font = Font(bold=indent == 0)
        year = sum(values[item]) - (100 if item == "OperatingExpenses" else 0)
        for column, number in zip("BCDEF", [*values[item], year], strict=True):
            period = f"2024-{starts[column]}"
            shown: Shown = number if column != "C" else f"{number:,}"
            made.number(sheet, f"{column}{at}", shown, (item, period, "USD 3"))
    sheet["G6"] = "new release in Q3"
    made.rules |= {
        "Revenue = Software + Hardware",
        "Software = Licences + Maintenance",
        "OperatingExpenses = Personnel + Rent + Restructuring",
        "OperatingProfit = Revenue - OperatingExpenses",
        "{item} = sum({item} over quarters)",
    }
    _cash(made)
    return made


def _cash(made: Book) -> None:
    sheet = made.sheet(
        "Cash flow", [["Cash flow, in thousands of US dollars"], ["", "FY2024", "FY2023"]]
    )
    rows: list[tuple[str, str, int, int]] = [
        ("Net cash from operating activities", "NetCashFromOperatingActivities", 2210, 1987),
        ("Net cash used in investing activities", "NetCashUsedInInvestingActivities", -1304, -1120),
        ("Net cash used in financing activities", "NetCashUsedInFinancingActivities", -455, -610),
        ("Net increase in cash", "NetIncreaseInCash", 451, 257),
        ("Cash at beginning of year", "CashAtBeginningOfYear", 1822, 1565),
        ("Cash at end of year", "CashAtEndOfYear", 2273, 1822),
    ]
    years = {"B": "2024-01-01..2024-12-31", "C": "2023-01-01..2023-12-31"}
    for at, (label, item, *numbers) in enumerate(rows, 3):
        sheet[f"A{at}"] = label
        for (column, period), number in zip(years.items(), numbers, strict=True):
            made.number(sheet, f"{column}{at}", number, (item, period, "USD 3"), "#,##0_);(#,##0)")
    made.rules |= {
        "NetIncreaseInCash = NetCashFromOperatingActivities + NetCashUsedInInvestingActivities"
        " + NetCashUsedInFinancingActivities",
        "CashAtEndOfYear = NetIncreaseInCash + CashAtBeginningOfYear",
    }


BOOKS: Mapping[str, Any] = {"english": english, "japanese": japanese, "quarterly": quarterly}
