"""The line items of tables: their names, made from labels or found in a taxonomy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from attrs import frozen

from finmodel.layout.word import is_japanese, plain
from finmodel.taxonomy.concept import Concept, PeriodType
from finmodel.taxonomy.label import STANDARD, TERSE, TOTAL, VERBOSE
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

_KNOWN: Final[Mapping[str, str]] = {
    "売上高": "Revenues", "営業収益": "OperatingRevenues", "売上原価": "CostOfRevenues",
    "売上総利益": "GrossProfit", "販売費及び一般管理費": "Sga", "販管費": "Sga",
    "営業利益": "OperatingIncome", "営業外収益": "NonOperatingIncome",
    "営業外費用": "NonOperatingExpenses", "経常利益": "OrdinaryIncome",
    "特別利益": "ExtraordinaryIncome", "特別損失": "ExtraordinaryLosses",
    "税引前利益": "IncomeBeforeTax", "税金等調整前当期純利益": "IncomeBeforeTax",
    "税引前当期純利益": "IncomeBeforeTax", "法人税等": "IncomeTaxes",
    "法人税等合計": "IncomeTaxes", "当期純利益": "NetIncome", "四半期純利益": "NetIncome",
    "純利益": "NetIncome", "売上総利益率": "GrossMargin", "営業利益率": "OperatingMargin",
    "現金及び現金同等物": "CashAndCashEquivalents", "現金及び預金": "CashAndDeposits",
    "受取手形及び売掛金": "TradeReceivables", "売掛金": "AccountsReceivable",
    "棚卸資産": "Inventories", "たな卸資産": "Inventories", "流動資産": "CurrentAssets",
    "流動資産合計": "CurrentAssets", "固定資産": "NonCurrentAssets",
    "固定資産合計": "NonCurrentAssets", "有形固定資産": "PropertyPlantAndEquipment",
    "無形固定資産": "IntangibleAssets", "投資その他の資産": "InvestmentsAndOtherAssets",
    "資産合計": "Assets", "総資産": "Assets", "流動負債": "CurrentLiabilities",
    "流動負債合計": "CurrentLiabilities", "固定負債": "NonCurrentLiabilities",
    "固定負債合計": "NonCurrentLiabilities", "負債合計": "Liabilities", "買掛金": "AccountsPayable",
    "短期借入金": "ShortTermBorrowings", "長期借入金": "LongTermBorrowings", "純資産": "NetAssets",
    "純資産合計": "NetAssets", "負債純資産合計": "LiabilitiesAndNetAssets",
    "外部顧客への売上高": "RevenuesFromExternalCustomers", "調整額": "Adjustments",
    "セグメント間の内部売上高": "IntersegmentRevenues", "セグメント利益": "SegmentProfit",
    "計": "Total", "資本金": "CapitalStock", "自己資本比率": "EquityRatio",
    "利益剰余金": "RetainedEarnings", "減価償却費": "Depreciation",
    "設備投資額": "CapitalExpenditure", "研究開発費": "ResearchAndDevelopment",
    "人件費": "PersonnelExpenses", "その他": "Others", "合計": "Total", "従業員数": "Employees",
    "営業活動によるキャッシュフロー": "OperatingCashFlow",
    "投資活動によるキャッシュフロー": "InvestingCashFlow",
    "財務活動によるキャッシュフロー": "FinancingCashFlow",
    "1株当たり当期純利益": "NetIncomePerShare",
    "1株当たり配当金": "DividendPerShare", "配当金": "Dividends", "国内": "Domestic",
    "海外": "Overseas",
}  # fmt: skip

_PARENTHESES: Final = re.compile(r"\([^()]*\)")
_NUMBERING: Final = re.compile(
    r"^(?:[ivx]+\.|\d+[.)]|[(（]\d+[)）]|[①-⑳]|[a-z]\))\s+|[*※†]+\d*",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"(?<=\b[A-Z])&(?=[A-Z]\b)|(?<=[A-Z])&(?=[A-Z])")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_SPELLED: Final = {"&": " and ", "%": " percent ", "#": " number ", "'": "", "’": ""}
_LONGEST: Final = 60
_ROLES: Final = (STANDARD, TERSE, VERBOSE, TOTAL)


def normalised(label: str) -> str:
    """Return a label for comparing: no numbering, no footnote marks, no punctuation."""
    words = _NUMBERING.sub("", plain(label))
    return re.sub(r"[^\w%]+", "" if is_japanese(words) else " ", words).strip()


def alike(label: str) -> str:
    """Return what the labels of one line item have in common: its name, where it is a usual one."""
    words = normalised(label)
    return _KNOWN.get(words, words)


def name_of(label: str, other: str = "") -> str:
    """Return a name for the line item of a label; empty where no word gives one.

    `other` is the label in another language. Names are words of Latin letters, such as
    `GrossProfit`; those of common Japanese line items are known.
    """
    for text in (label, other):
        found = _KNOWN.get(normalised(text))
        if found:
            return found
    latin = next((text for text in (label, other) if text and not is_japanese(text)), "")
    return camel(latin)


def camel(text: str, digit: str = "Item") -> str:
    """Return the words of a text as one name, empty where it has none.

    `digit` goes before a name that would start with one.
    """
    words = _NUMBERING.sub("", unicodedata.normalize("NFKD", text))
    words = "".join(each for each in words if not unicodedata.combining(each))
    words = _INITIALS.sub("", words)
    for mark, spelled in _SPELLED.items():
        words = words.replace(mark, spelled)
    bare = _PARENTHESES.sub(" ", words)
    parts = _WORD.findall(bare if _WORD.search(bare) else words)
    name = ""
    for part in parts:
        if name and len(name) + len(part) > _LONGEST:
            break
        name += part if part.isupper() and len(part) > 1 else part[:1].upper() + part[1:].lower()
    if name[:1].isdigit():
        name = f"{digit}{name}"
    return name[:_LONGEST]


def differing(label: str) -> str:
    """Return the words in parentheses as a name, which may tell two line items apart."""
    return camel(" ".join(text[1:-1] for text in _PARENTHESES.findall(plain(label))))


@frozen(slots=False)
class Matcher:
    """Finds the concepts of a taxonomy by their labels, whatever the language."""

    taxonomy: Taxonomy = EMPTY

    def find(self, labels: Iterable[str], *, is_instant: bool | None = None) -> Concept | None:
        """Return the concept that one of some labels is of; `None` where none or several are."""
        for label in labels:
            found = self._by_label.get(normalised(label), [])
            if len(found) > 1 and is_instant is not None:
                found = [each for each in found if self._is_instant(each) is is_instant]
            if len(found) == 1:
                return found[0]
        return None

    def _is_instant(self, concept: Concept) -> bool:
        return concept.period_type is PeriodType.INSTANT

    @cached_property
    def _by_label(self) -> Mapping[str, list[Concept]]:
        found: dict[str, list[Concept]] = {}
        for label in self.taxonomy.labels:
            concept = self.taxonomy.concepts.get(label.concept)
            if concept is None or not concept.is_reportable or not concept.is_numeric:
                continue
            if label.role in _ROLES:
                named = found.setdefault(normalised(label.text), [])
                if concept not in named:
                    named.append(concept)
        return found
