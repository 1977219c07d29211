"""Six workbooks laid out as companies of several countries lay theirs out, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.layout.books import Book, Shown

NINE_2008, NINE_2007 = "2008-04-01..2008-12-31", "2007-04-01..2007-12-31"
AMOUNT = "#,##0;△#,##0"


def means(
    book: Book,
    sheet: Worksheet,
    place: str,
    shown: Shown,
    told: tuple[str, str, str, str],
    form: str = "",
) -> None:
    """Write a cell and what it means: item, period, the value with its digits, `JPY 6`."""
    item, period, value, measure = told
    sheet[place].value = shown
    if form:
        sheet[place].number_format = form
    unit, _, power = measure.partition(" ")
    number = Decimal(value)
    scale = int(power or 0)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    book.cells[sheet.title, place] = (item, period, number.scaleb(scale), -exponent - scale, unit)


def _typed(sheet: Worksheet, cells: Mapping[str, Any]) -> None:
    for place, value in cells.items():
        sheet[place].value = value


def tanshin() -> Book:
    """The first page of Japanese results: periods down, amounts and growth side by side."""
    book = Book("tanshin")
    sheet = book.sheet("サマリー", [["平成21年3月期 第3四半期決算短信"]])
    _typed(
        sheet,
        {
            "A3": "1. 平成21年3月期第3四半期の連結業績（平成20年4月1日～平成20年12月31日）",
            "A4": "(1) 連結経営成績(累計)",
            "H4": "(％表示は、対前年同四半期増減率)",
            "B5": "売上高", "D5": "営業利益", "F5": "経常利益", "H5": "四半期純利益",
            "A7": "21年3月期第3四半期", "A8": "20年3月期第3四半期",
            "A10": "(2) 連結財政状態",
            "B11": "総資産", "D11": "純資産", "F11": "自己資本比率",
            "B12": "百万円", "D12": "百万円", "F12": "％",
            "A13": "21年3月期第3四半期", "A14": "20年3月期",
            "A16": "3. 平成21年3月期の連結業績予想（平成20年4月1日～平成21年3月31日）",
            "B17": "売上高", "D17": "営業利益", "F17": "経常利益", "H17": "当期純利益",
            "A19": "通期",
        },
    )  # fmt: skip
    items = ("Revenues", "OperatingIncome", "OrdinaryIncome", "NetIncome")
    numbers = ((50789, 48371), (1844, 2951), (1702, 2888), (-611, 3342))
    forecast = (70000, 3000, 2800, 500)
    for index, item in enumerate(items):
        amount, growth = "BDFH"[index], "CEGI"[index]
        for row in (6, 18):
            _typed(sheet, {f"{amount}{row}": "百万円", f"{growth}{row}": "％"})
        for row in (5, 17):
            sheet.merge_cells(f"{amount}{row}:{growth}{row}")
        now, then = numbers[index]
        for at, number, period in ((7, now, NINE_2008), (8, then, NINE_2007)):
            told = (item, period, str(number), "JPY 6")
            means(book, sheet, f"{amount}{at}", number, told, AMOUNT)
        if now > 0:
            percent = str(round(100 * (Decimal(now) / then - 1), 1))
            means(
                book,
                sheet,
                f"{growth}7",
                float(percent),
                (f"{item}Growth", NINE_2008, percent, "% -2"),
                "0.0;△0.0",
            )
        else:
            sheet[f"{growth}7"].value = "－"
        sheet[f"{growth}8"].value = "－"
        year = "2008-04-01..2009-03-31"
        means(
            book,
            sheet,
            f"{amount}19",
            forecast[index],
            (f"{item}Forecast", year, str(forecast[index]), "JPY 6"),
            AMOUNT,
        )
    for column, item, pair, measure in (
        ("B", "Assets", ("52900", "55703"), "JPY 6"),
        ("D", "NetAssets", ("27050", "28911"), "JPY 6"),
        ("F", "EquityRatio", ("51.1", "51.9"), "% -2"),
    ):
        for at, printed, period in ((13, pair[0], "2008-12-31"), (14, pair[1], "2008-03-31")):
            told = (item, period, printed, measure)
            form = "0.0" if "." in printed else AMOUNT
            means(book, sheet, f"{column}{at}", float(printed), told, form)
    book.rules |= {
        "{item}Growth = growth({item} over prior_year)",
        "EquityRatio = NetAssets / Assets",
    }
    return book


def filing() -> Book:
    """A 10-Q as it comes out of a filing: `$` and `)` in columns of their own, numbers as texts."""
    book = Book("initrode-10q")
    sheet = book.sheet("Statements of operations", [
        ["INITRODE, INC."],
        ["CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS"],
        ["(In thousands, except per share amounts)"],
        ["(Unaudited)"],
        [],
        ["", "Three Months Ended September 30,", *[""] * 6, "Nine Months Ended September 30,"],
        ["", 2024, "", "", "", 2023, "", "", 2024, "", "", "", 2023],
    ])  # fmt: skip
    for area in ("B6:G6", "I6:N6", "B7:D7", "F7:G7", "I7:K7", "M7:N7"):
        sheet.merge_cells(area)
    rows: list[tuple[str, str, tuple[int, int, int, int] | None]] = [
        ("Revenue:", "", None),
        ("Subscription", "Subscription", (8120, 7544, 23810, 21003)),
        ("Services", "Services", (1310, 1406, 4002, 4211)),
        ("Total revenue", "TotalRevenue", (9430, 8950, 27812, 25214)),
        ("Cost of revenue", "CostOfRevenue", (3011, 2950, 9014, 8440)),
        ("Gross profit", "GrossProfit", (6419, 6000, 18798, 16774)),
        ("Operating expenses:", "", None),
        ("Research and development", "ResearchAndDevelopment", (2905, 2611, 8514, 7702)),
        ("Sales and marketing", "SalesAndMarketing", (3120, 3008, 9205, 9011)),
        ("General and administrative", "GeneralAndAdministrative", (1204, 1180, 3550, 3302)),
        ("Total operating expenses", "TotalOperatingExpenses", (7229, 6799, 21269, 20015)),
        ("Loss from operations", "LossFromOperations", (-810, -799, -2471, -3241)),
        ("Interest income, net", "InterestIncomeNet", (201, 144, 590, 377)),
        ("Loss before income taxes", "LossBeforeIncomeTaxes", (-609, -655, -1881, -2864)),
        ("Provision for income taxes", "ProvisionForIncomeTaxes", (41, 38, 122, 110)),
        ("Net loss", "NetLoss", (-650, -693, -2003, -2974)),
    ]
    quarter, nine = "07-01..{}-09-30", "01-01..{}-09-30"
    periods = [f"{year}-{span.format(year)}" for span in (quarter, nine) for year in (2024, 2023)]
    amounts, dollars, closings = "CGJN", "BFIM", "DHKO"
    for at, (label, item, numbers) in enumerate(rows, 8):
        sheet[f"A{at}"].value = label
        for index, number in enumerate(numbers or ()):
            shown = f"({-number:,}" if number < 0 else f"{number:,}"
            means(
                book,
                sheet,
                f"{amounts[index]}{at}",
                shown,
                (item, periods[index], str(number), "USD 3"),
            )
            if item in {"Subscription", "NetLoss"}:
                sheet[f"{dollars[index]}{at}"].value = "$"
            if number < 0:
                sheet[f"{closings[index]}{at}"].value = ")"
    average = "WeightedAverageSharesOutstandingBasicAndDiluted"
    sheet["A24"].value = "Net loss per share, basic and diluted"
    sheet["A25"].value = "Weighted-average shares outstanding, basic and diluted (in thousands)"
    for index, (loss, shares) in enumerate(
        (("-0.03", 21660), ("-0.03", 21022), ("-0.09", 21540), ("-0.14", 20980))
    ):
        column = amounts[index]
        means(
            book,
            sheet,
            f"{column}24",
            f"({loss[1:]}",
            ("NetLossPerShareBasicAndDiluted", periods[index], loss, "USD/share"),
        )
        _typed(sheet, {f"{dollars[index]}24": "$", f"{closings[index]}24": ")"})
        means(
            book,
            sheet,
            f"{column}25",
            f"{shares:,}",
            (
                average,
                periods[index],
                str(shares),
                "share 3",
            ),
        )
    book.rules |= {
        "TotalRevenue = Subscription + Services",
        "GrossProfit = TotalRevenue - CostOfRevenue",
        "TotalOperatingExpenses = ResearchAndDevelopment + SalesAndMarketing"
        " + GeneralAndAdministrative",
        "LossFromOperations = GrossProfit - TotalOperatingExpenses",
        "LossBeforeIncomeTaxes = LossFromOperations + InterestIncomeNet",
        "NetLoss = LossBeforeIncomeTaxes - ProvisionForIncomeTaxes",
    }
    return book


def _german(number: int, places: int = 0) -> str:
    text = f"{Decimal(number).scaleb(-places):,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def european() -> Book:
    """German and French tables whose numbers are texts with decimal commas."""
    book = Book("musterwerk")
    sheet = book.sheet("GuV", [
        ["Musterwerk AG"],
        ["Konzern-Gewinn- und Verlustrechnung"],
        ["in TEUR", "1.1.–30.9.2024", "1.1.–30.9.2023", "Veränderung in %"],
    ])  # fmt: skip
    now, then = "2024-01-01..2024-09-30", "2023-01-01..2023-09-30"
    rows = [
        ("Umsatzerlöse", "Umsatzerlose", 1234567, 1198004),
        ("Umsatzkosten", "Umsatzkosten", -845210, -822907),
        ("Bruttoergebnis", "Bruttoergebnis", 389357, 375097),
        ("Vertriebskosten", "Vertriebskosten", -151020, -149877),
        ("Verwaltungskosten", "Verwaltungskosten", -88300, -91244),
        ("Betriebsergebnis", "Betriebsergebnis", 150037, 133976),
    ]
    for at, (label, item, first, second) in enumerate(rows, 4):
        sheet[f"A{at}"].value = label
        means(book, sheet, f"B{at}", _german(first), (item, now, str(first), "EUR 3"))
        means(book, sheet, f"C{at}", _german(second), (item, then, str(second), "EUR 3"))
        percent = 1000 * (Decimal(first) / second - 1)
        whole = int(percent.quantize(Decimal(1)))
        told = (f"{item}Growth", now, str(Decimal(whole).scaleb(-1)), "% -2")
        means(book, sheet, f"D{at}", _german(whole, 1), told)
    sheet = book.sheet("Bilan", [
        ["Bilan consolidé"],
        ["(en millions d'euros)", "30/06/2024", "31/12/2023"],
    ])  # fmt: skip
    lines = [
        ("Immobilisations", "Immobilisations", 12345, 11987),
        ("Stocks", "Stocks", 6204, 5981),
        ("Créances clients", "CreancesClients", 10023, 9120),
        ("Total de l'actif", "TotalDeLactif", 28572, 27088),
    ]
    for at, (label, item, *pair) in enumerate(lines, 3):
        sheet[f"A{at}"].value = label
        for column, number, day in zip("BC", pair, ("2024-06-30", "2023-12-31"), strict=True):
            shown = _german(number, 1).replace(".", "\u202f")
            value = str(Decimal(number).scaleb(-1))
            means(book, sheet, f"{column}{at}", shown, (item, day, value, "EUR 6"))
    book.rules |= {
        "Bruttoergebnis = Umsatzerlose + Umsatzkosten",
        "Betriebsergebnis = Bruttoergebnis + Vertriebskosten + Verwaltungskosten",
        "{item}Growth = growth({item} over prior_year)",
        "TotalDeLactif = Immobilisations + Stocks + CreancesClients",
    }
    return book


def beside() -> Book:
    """Two tables side by side, with a title and headings each, the right one shorter."""
    book = Book("hooli")
    sheet = book.sheet("Highlights", [
        ["Hooli plc – financial highlights"],
        [],
        ["Income statement (£m)", "", "", "", "Balance sheet (£m)"],
        ["Year ended 31 December", 2023, 2022, "", "As at 31 December", 2023, 2022],
    ])  # fmt: skip
    left = [
        ("Revenue", "Revenue", 812.4, 774.9),
        ("Cost of sales", "CostOfSales", -401.2, -390.3),
        ("Gross profit", "GrossProfit", 411.2, 384.6),
        ("Administrative expenses", "AdministrativeExpenses", -250.7, -241.4),
        ("Operating profit", "OperatingProfit", 160.5, 143.2),
        ("Finance costs", "FinanceCosts", -12.1, -9.8),
        ("Profit before tax", "ProfitBeforeTax", 148.4, 133.4),
    ]
    right = [
        ("Non-current assets", "NonCurrentAssets", 903.0, 880.5),
        ("Current assets", "CurrentAssets", 310.2, 295.1),
        ("Total assets", "TotalAssets", 1213.2, 1175.6),
        ("Equity", "Equity", 700.1, 655.0),
        ("Liabilities", "Liabilities", 513.1, 520.6),
        ("Total equity and liabilities", "TotalEquityAndLiabilities", 1213.2, 1175.6),
    ]
    for rows, label_at, places, is_balance in ((left, "A", "BC", False), (right, "E", "FG", True)):
        for at, (label, item, *pair) in enumerate(rows, 5):
            sheet[f"{label_at}{at}"].value = label
            sheet[f"{label_at}{at}"].font = Font(bold="otal" in label or "profit" in label)
            for column, number, year in zip(places, pair, (2023, 2022), strict=True):
                period = f"{year}-12-31" if is_balance else f"{year}-01-01..{year}-12-31"
                told = (item, period, f"{number:.1f}", "GBP 6")
                means(book, sheet, f"{column}{at}", number, told, "#,##0.0;(#,##0.0)")
    book.rules |= {
        "GrossProfit = Revenue + CostOfSales",
        "OperatingProfit = GrossProfit + AdministrativeExpenses",
        "ProfitBeforeTax = OperatingProfit + FinanceCosts",
        "TotalAssets = NonCurrentAssets + CurrentAssets",
        "TotalEquityAndLiabilities = Equity + Liabilities",
    }
    return book


def databook() -> Book:
    """A cover, notes, and quarters across with halves and a year; each row has its own unit."""
    book = Book("soylent-databook")
    _typed(book.sheet("Cover", []), {
        "B2": "Soylent Group data book", "B4": "FY2023 (April 2023 – March 2024)", "B6": "Contents",
        "B7": "Key figures", "C7": 2, "B8": "Notes", "C8": 3, "B10": "Contact",
    })  # fmt: skip
    sheet = book.sheet("Key figures", [
        ["Key figures"],
        ["", "Unit", "FY2023", "", "", "", "", "", ""],
        ["", "", "Q1", "Q2", "1H", "Q3", "Q4", "2H", "Full year"],
    ])  # fmt: skip
    sheet.merge_cells("C2:I2")
    spans = ("04-01..2023-06-30", "07-01..2023-09-30", "04-01..2023-09-30", "10-01..2023-12-31",
             "01-01..2024-03-31", "10-01..2024-03-31", "04-01..2024-03-31")  # fmt: skip
    years = (2023, 2023, 2023, 2023, 2024, 2023, 2023)
    periods = [f"{year}-{span}" for year, span in zip(years, spans, strict=True)]
    flows = {
        "NetSales": ("Net sales", (4120, 4388, 4502, 4711)),
        "OperatingProfit": ("Operating profit", (310, 355, 402, 377)),
    }
    whole: dict[str, list[int]] = {}
    for item, (_, (a, b, c, d)) in flows.items():
        whole[item] = [a, b, a + b, c, d, c + d, a + b + c + d]
    margins = [
        round(Decimal(100 * profit) / sales, 1)
        for profit, sales in zip(whole["OperatingProfit"], whole["NetSales"], strict=True)
    ]
    rows: list[tuple[str, str, str, str, Sequence[Any]]] = [
        ("Net sales", "NetSales", "JPY mn", "JPY 6", whole["NetSales"]),
        ("Operating profit", "OperatingProfit", "JPY mn", "JPY 6", whole["OperatingProfit"]),
        ("Operating margin", "OperatingMargin", "%", "% -2", margins),
        ("Employees", "Employees", "persons", "% 0", (512, 518, 518, 530, 541, 541, 541)),
        (
            "Earnings per share",
            "EarningsPerShare",
            "JPY",
            "JPY/share",
            ("10.21", "11.70", "21.91", "13.24", "12.41", "25.65", "47.56"),
        ),
    ]
    for at, (label, item, unit, measure, numbers) in enumerate(rows, 4):
        _typed(sheet, {f"A{at}": label, f"B{at}": unit})
        for column, number, period in zip("CDEFGHI", numbers, periods, strict=True):
            form = {"%": "0.0", "JPY": "0.00"}.get(unit, "#,##0")
            means(
                book,
                sheet,
                f"{column}{at}",
                float(number),
                (item, period, str(number), measure),
                form,
            )
    _typed(book.sheet("Notes", []), {
        "A1": "Notes", "A2": 1, "B2": "Figures are rounded to the nearest million yen.", "A3": 2,
        "B3": "Sales of 1,200 million yen were moved between segments in 2022.",
    })  # fmt: skip
    book.rules |= {
        "OperatingMargin = OperatingProfit / NetSales",
        "{item} = sum({item} over quarters)",
    }
    return book


def transposed() -> Book:
    """Years down the rows, segments across with their total; then segments within one year."""
    book = Book("vandelay")
    sheet = book.sheet("Five years", [
        ["Five-year summary (USD million)"],
        ["Fiscal year", "Latex sales", "Export sales", "Total sales", "Operating costs",
         "Operating income", "Operating margin"],
    ])  # fmt: skip
    items = ("LatexSales", "ExportSales", "TotalSales", "OperatingCosts", "OperatingIncome")
    latex, export, costs = (
        (310, 322, 341, 350, 377),
        (120, 118, 131, 140, 139),
        (390, 401, 422, 440, 462),
    )
    for index, year in enumerate(range(2020, 2025)):
        at = index + 3
        sheet[f"A{at}"].value = f"FY{year}"
        total = latex[index] + export[index]
        numbers = (latex[index], export[index], total, costs[index], total - costs[index])
        period = f"{year}-01-01..{year}-12-31"
        for column, item, number in zip("BCDEF", items, numbers, strict=True):
            means(
                book, sheet, f"{column}{at}", number, (item, period, str(number), "USD 6"), "#,##0"
            )
        margin = round(Decimal(numbers[4]) / total, 3)
        told = ("OperatingMargin", period, str(margin), "%")
        means(book, sheet, f"G{at}", float(margin), told, "0.0%")
    sheet = book.sheet("Segments", [
        ["Segment results, FY2024 (USD million)"],
        ["", "Latex", "Export", "Adjustments", "Total"],
    ])  # fmt: skip
    rows = [
        ("Revenue from customers", "RevenueFromCustomers", (377, 139, 0)),
        ("Inter-segment revenue", "InterSegmentRevenue", (12, 31, -43)),
        ("Segment revenue", "SegmentRevenue", (389, 170, -43)),
        ("Segment profit", "SegmentProfit", (41, 22, -9)),
    ]
    for at, (label, item, parts) in enumerate(rows, 3):
        sheet[f"A{at}"].value = label
        sheet[f"A{at}"].alignment = Alignment(indent=1)
        suffixes = ("Latex", "Export", "Adjustments", "")
        for column, suffix, number in zip("BCDE", suffixes, (*parts, sum(parts)), strict=True):
            told = (f"{item}{suffix}", "2024-01-01..2024-12-31", str(number), "USD 6")
            means(book, sheet, f"{column}{at}", number, told, "#,##0;(#,##0)")
    book.rules |= {
        "TotalSales = LatexSales + ExportSales",
        "OperatingIncome = TotalSales - OperatingCosts",
        "OperatingMargin = OperatingIncome / TotalSales",
        "{item} = {item}Latex + {item}Export + {item}Adjustments",
        *(
            f"SegmentRevenue{each} = RevenueFromCustomers{each} + InterSegmentRevenue{each}"
            for each in ("Latex", "Export", "Adjustments", "")
        ),
    }
    return book


COMPANIES: Mapping[str, Callable[[], Book]] = {
    "tanshin": tanshin,
    "filing": filing,
    "european": european,
    "beside": beside,
    "databook": databook,
    "transposed": transposed,
}
