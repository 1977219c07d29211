"""The words that tables are headed and labelled with, as data; few but English and Japanese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier", "february feb februar février",
            "march mar märz mars", "april apr avril", "may mai", "june jun juni juin",
            "july jul juli juillet", "august aug août", "september sept sep septembre",
            "october oct oktober octobre", "november nov novembre",
            "december dec dezember décembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip

ORDINALS: Final[Mapping[str, int]] = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip

COUNTS: Final[Mapping[str, int]] = {
    "three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12,
}  # fmt: skip

ERAS: Final[Mapping[str, int]] = {"昭和": 1925, "平成": 1988, "令和": 2018}
"""The year before the first of each era."""

CURRENCIES: Final[Mapping[str, str]] = {
    "jpy": "JPY", "¥": "JPY", "yen": "JPY", "円": "JPY", "usd": "USD", "us$": "USD", "$": "USD",
    "us dollars": "USD", "u.s. dollars": "USD", "dollars": "USD", "ドル": "USD", "米ドル": "USD",
    "eur": "EUR", "€": "EUR", "euros": "EUR", "euro": "EUR", "ユーロ": "EUR", "gbp": "GBP",
    "£": "GBP", "pounds": "GBP", "chf": "CHF", "cny": "CNY", "rmb": "CNY", "元": "CNY",
    "australian dollars": "AUD", "canadian dollars": "CAD", "nz$": "NZD", "nzd": "NZD",
    "new zealand dollars": "NZD", "hong kong dollars": "HKD", "singapore dollars": "SGD",
    "inr": "INR", "₹": "INR", "rs": "INR", "rs.": "INR", "rupees": "INR", "krw": "KRW",
    "₩": "KRW", "aud": "AUD", "a$": "AUD", "cad": "CAD", "c$": "CAD", "hkd": "HKD",
    "hk$": "HKD", "sgd": "SGD", "s$": "SGD", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
}  # fmt: skip

OF_SEVERAL_COUNTRIES: Final = frozenset(("$", "dollars", "ドル", "rs", "rs.", "rupees", "pounds"))
"""Words for currencies that other countries have, too."""

SCALES: Final[Mapping[str, str]] = {
    "百万": "million", "千": "thousand", "億": "hundred million", "十億": "billion",
    "万": "ten thousand", "兆": "trillion", "million": "million", "millions": "million",
    "mn": "million", "mm": "million", "mil": "million", "m": "million", "thousand": "thousand",
    "thousands": "thousand", "k": "thousand", "000s": "thousand", "000": "thousand",
    "billion": "billion", "billions": "billion", "bn": "billion", "b": "billion",
    "trillion": "trillion", "trillions": "trillion", "t": "thousand", "tsd": "thousand",
    "tausend": "thousand", "milliers": "thousand", "mio": "million", "millionen": "million",
    "1'000": "thousand", "1’000": "thousand", "1,000": "thousand", "lakh": "hundred thousand",
    "lakhs": "hundred thousand", "crore": "ten million", "crores": "ten million",
    "mrd": "billion", "milliarden": "billion", "milliards": "billion",
}  # fmt: skip


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


PERCENT: Final = _words(
    r"^\(?(?:%|percent|パーセント)\)?$",
    r"\((?:%|in percent)\)",
    r"[^\d\s] ?%$",
    r"(?:単位|units?):\s*%",
)
POINTS: Final = _words(r"\bpoints?\b", "ポイント", r"\bpts?\b")
PERSONS: Final = _words(
    r"\bpersons?\b",
    r"\bpeople\b",
    r"^(?:number of )?employees$",
    "headcount",
    "従業員数",
    "^mitarbeiter\\b",
    r"単位:\s*[人名]",
    r"\([人名]\)",
    r"^[人名]$",
)
PER_SHARE: Final = _words(r"per (?:common |ordinary )?share", r"\beps\b", r"1株", r"円/株", "一株")
CENTS: Final = _words(r"\bcents?\b", "¢", r"\bpence\b", r"\(p\)", "銭")
SHARES: Final = _words(
    r"\bnumber of (?:\w+ )*shares\b", r"\bshares (?:outstanding|issued|used)\b", "株式数", "千株",
    r"\baverage (?:\w+ )*shares\b",
)  # fmt: skip

GROWTH: Final = _words(
    r"\byoy\b", r"\by/y\b", r"\by-o-y\b", r"year[ -]o(?:ver|n)[ -]year", r"\bgrowth\b", r"% change",
    r"change \(?%", r"\bqoq\b", r"\bq/q\b", r"\bvs\b", "前年同期比", "前年比", "増減率", "伸び率",
    "前四半期比", "前期比", "対前年", "成長率",
    r"(?:change|increase|veränderung|abweichung|évolution|variation)\b.*%",
)  # fmt: skip
CHANGE: Final = _words(
    r"\bchanges?\b", r"\bincrease", r"\bdifference\b", r"\bvariance\b", r"\bamount\b",
    r"\brevision\b", "増減額", "増減", "差異", "差額", "veränderung", "abweichung", "évolution",
    r"\bvariation\b",
)  # fmt: skip
SHARE: Final = _words(
    r"% of ", r"percentage of", "構成比", "百分比", "売上比", "売上高比", "対売上"
)
MONTHLY: Final = _words(r"\bmonthly\b", r"\bby month\b", "月次", "月別")
QUARTERLY: Final = _words(r"\bqoq\b", r"\bq/q\b", "前四半期", r"quarter[ -]o(?:ver|n)[ -]quarter")
FORECAST: Final = _words(
    r"\bforecasts?\b", r"\btargets?\b", r"\bplans?\b", r"\bbudget", r"\boutlook\b", r"\bprospect",
    "予想", "計画", "目標", "見通し", "予算", r"\bscheduled\b",
)  # fmt: skip
ACTUAL: Final = _words(r"\bactuals?\b", r"\bresults?\b", "実績")
PART: Final = _words(r"^(?:of which|thereof|davon|dont)\b", "^うち")
TOTAL: Final = _words(
    r"\btotals?\b", r"\bsubtotal\b", r"\bsum\b", r"\boverall\b", "summe", r"\bgesamt",
    "合計", "小計", "総計", "計$", r"^総", "^資産の部$",
)  # fmt: skip
RESULT: Final = _words(
    r"profit", r"income", r"\bloss\b", r"\bmargin", r"\bnet\b", r"earnings", r"balance", r"ebit",
    "ergebnis", "gewinn", "résultat", "bénéfice", "利益", "損失", "損益", "差引", "純額",
    "期末残高", r"end of", r"increase|decrease", "増減",
)  # fmt: skip
RATIO: Final = _words(r"\bmargin", r"\bratio\b", r"\brate\b", r"%", "率", "比率", "マージン")
BALANCE: Final = _words(
    "balance sheet", "financial position", "貸借対照表", "財政状態", r"^bs$", r"^b/s$",
    r"\bbilanz?\b",
)  # fmt: skip
FLOW: Final = _words(
    r"\bended\b", "income", "operations", "cash flow", "p&l", "p/l", "profit", "損益", "業績",
    "キャッシュ", "results", "revenue",
)  # fmt: skip
TRUNCATED: Final = _words(
    "切捨て", "切り捨て", r"truncated", r"rounded down", r"fractions? .*omitted"
)
GENERIC: Final = _words(
    r"^(?:sub)?totals?$", r"^others?(?:, net)?$", "^その他$", "^合計$", "^小計$", "^計$", r"^net$"
)
NOTE: Final = _words(r"^\(?(?:note|注|\*|※)?\s*\d{0,2}\)?$", r"^(?:note|注)\b")

_NO_LETTERS: Final = re.compile(r"[\W\d_]+")
_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# results that name years by the era without naming the era are of the years of Heisei
_SHORT_YEAR: Final = re.compile(r"(?<![\d元])(\d{1,2})年(?=\s*\d{1,2}月期)")
_ERA: Final = re.compile(f"({'|'.join(ERAS)})(元|\\d{{1,2}})年")


def plain(text: str) -> str:
    """Return a text for comparing: one width, small letters, single spaces, years of our era."""
    narrow = unicodedata.normalize("NFKC", text[:500]).casefold()
    narrow = _SHORT_YEAR.sub(lambda match: f"{ERAS['平成'] + int(match[1])}年", narrow)
    narrow = _ERA.sub(_western, narrow)
    return " ".join(narrow.split())


def says_only_growth(label: str) -> bool:
    """Tell whether a label is of growth, but does not say of what: `YoY %`, `前年同期比`."""
    words = plain(label)
    rest = CHANGE.sub(" ", GROWTH.sub(" ", words))
    return GROWTH.search(words) is not None and not _NO_LETTERS.sub("", rest)


def is_japanese(text: str) -> bool:
    """Tell whether a text has kana or Chinese characters."""
    return _JAPANESE.search(text) is not None


def longest_first(words: Iterable[str]) -> str:
    """Return a pattern that finds any of some words, longer ones before those inside of them."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _western(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return f"{ERAS[match[1]] + year}年"
