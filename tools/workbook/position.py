"""The balance sheet and the cash flows."""

from __future__ import annotations

from tools.workbook.layout import Block, Row, Sheet
from tools.workbook.line import changes, line

BALANCE = Sheet(
    "Balance sheet",
    "II-11. Consolidated Balance Sheets",
    (
        Block(
            ("December 31, 2008", "March 31, 2008", "Changes"),
            ("million",) * 3,
            (
                changes("Cash and Cash Equivalents", "cash"),
                changes("Accounts Receivable", "accounts_receivable"),
                changes("Inventories", "inventories"),
                changes("Prepaid Expenses", "prepaid_expenses"),
                changes("Deferred tax assets (current)", "deferred_tax_assets_current"),
                changes("Other Investments", "other_investments"),
                changes("Property and Equipment", "property_and_equipment"),
                changes("Goodwill and Other Intangible Assets", "goodwill_and_intangibles"),
                changes("Deferred tax assets (non-current)", "deferred_tax_assets_noncurrent"),
                changes("Borrowings (Short-term)", "short_term_borrowings"),
                changes("Accumulated Deficit", "accumulated_deficit"),
                changes(
                    "Accumulated Other Comprehensive Income",
                    "accumulated_other_comprehensive_income",
                ),
                changes("Total Shareholders' Equity", "shareholders_equity", total=True),
                changes("Total Assets", "total_assets", total=True),
            ),
            unit="Unit: JPY million",
        ),
        Block(
            ("December 31, 2008", "Unit"),
            ("million", "text"),
            (
                line(
                    "Available-for-sale securities",
                    "s20_balance_notes:available_for_sale",
                    "'JPY million",
                ),
                line("Nonmarketable equities", "s20_balance_notes:nonmarketable", "'JPY million"),
                Row(
                    "Others",
                    ("s20_balance_notes:other_investments_others", "'JPY"),
                    kinds=("yen", "text"),
                ),
            ),
            title="Other investments",
        ),
        Block(
            ("December 31, 2008",),
            ("million",),
            (
                line("Non-amortized (such as goodwill)", "s20_balance_notes:non_amortized"),
                line("Amortized (such as customer relationship)", "s20_balance_notes:amortized"),
            ),
            title="Intangible assets",
            unit="Unit: JPY million",
        ),
        Block(
            ("December 31, 2008",),
            ("percent",),
            (line("Shareholders' equity ratio", "s20_balance_notes:equity_ratio"),),
        ),
    ),
    label_width=44,
    width=19,
    comments={"B24": "As printed on the slide: JPY602, without “million”."},
)

CASH_FLOWS = Sheet(
    "Cash flows",
    "II-12. Consolidated Cash Flows",
    (
        Block(
            ("3Q08\n(08/10~08/12)",),
            ("million",),
            (
                line(
                    "Net cash provided by operating activities",
                    "s21_cash_flows:operating",
                    total=True,
                ),
                line("Decrease in accounts receivable", "s21_cash_flows:receivables", indent=1),
                line(
                    "Net cash provided by investing activities",
                    "s21_cash_flows:investing",
                    total=True,
                ),
                line("Purchase of property and equipment", "s21_cash_flows:property", indent=1),
                line(
                    "Sale of short-term and other investments",
                    "s21_cash_flows:investments_sold",
                    indent=1,
                ),
                line(
                    "Net cash provided by financing activities",
                    "s21_cash_flows:financing",
                    total=True,
                ),
                line("Short-term borrowing (net)", "s21_cash_flows:borrowing", indent=1),
                line("Principal payments under capital leases", "s21_cash_flows:leases", indent=1),
                line("Payments for dividends", "s21_cash_flows:dividends", indent=1),
                line("Acquisition of treasury stock", "s21_cash_flows:treasury_stock", indent=1),
            ),
            unit="Unit: JPY million",
            notes=("Items below the totals are some of those that make them up.",),
        ),
    ),
    label_width=46,
    width=18,
)
