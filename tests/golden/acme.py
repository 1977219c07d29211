"""A small report with a little of everything, some of it wrong on purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import Entity
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.qname import ISO4217, Namespaces, QName
from finmodel.source import Source
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.declaration import (
    Declaration,
    change,
    credit,
    debit,
    duration,
    explicit,
    growth,
    instant,
    language,
    member,
    monetary,
    opening,
    per_share,
    period_end,
    period_start,
    prior_year,
    statement,
    string,
    total,
)

NAMESPACE: Final = "https://finmodel.example/acme"
ja = language("ja")


class Acme(Declaration, prefix="acme", namespace=NAMESPACE):
    """Results of Acme."""

    Bikes = member("Bicycles", labels=[ja("自転車")])
    Parts = member("Parts")
    AllProducts = member("All products", parts=[Bikes, Parts])
    Product = explicit(total=AllProducts, label="Product")

    Revenues = monetary(credit, duration, label="Revenues", labels=[ja("売上高")])
    Costs = monetary(debit, duration, label="Costs of revenues")
    GrossProfit = Revenues - Costs
    GrossMargin = GrossProfit / Revenues
    RevenuesGrowth = growth(Revenues, over=prior_year)
    EarningsPerShare = per_share(duration, label="Earnings per share")
    Outlook = string(duration, label="Outlook")

    Cash = monetary(
        debit, instant, label="Cash", labels=[period_start("Cash, opening"), period_end("Cash")]
    )
    CashChange = change(Cash, since=opening)
    FinishedGoods = monetary(debit, instant, label="Finished goods")
    RawMaterials = monetary(debit, instant, label="Raw materials")
    Inventories = FinishedGoods + RawMaterials

    Income = statement(
        "Statement of income",
        [Revenues, Costs, total(GrossProfit), [GrossMargin, RevenuesGrowth], EarningsPerShare],
        by=[Product],
    )
    CashFlows = statement("Cash flows", [period_start(Cash), CashChange, period_end(Cash)])
    Position = statement(
        "Balance sheet",
        ["Current assets", [Cash, "Stock", [FinishedGoods, RawMaterials, total(Inventories)]]],
    )


RULES: Final = """
[namespaces]
default = "https://finmodel.example/acme"

[[rule]]
code = "acme:productsDoNotAddUp"
assert = "Revenues = sum(Revenues over Product)"
why = "Every dollar of revenues comes from one product."

[[rule]]
code = "acme:stockExceedsCosts"
assert = "Inventories at closing <= Costs"
severity = "warning"
message = "{label}: {reported} of stock, more than a year's costs of {expected}."
why = "More than a year's stock does not sell."
reference = "Controlling handbook, section 3"
"""

YEAR: Final = "2008-01-01/2009-01-01"
PRIOR: Final = "2007-01-01/2008-01-01"
CLOSING: Final = "2009-01-01"
OPENING: Final = "2008-01-01"
DOLLAR: Final = Unit.currency("USD")
PER_SHARE: Final = Unit((QName(ISO4217, "USD"),), (SHARES_MEASURE,))

_MILLIONS: Final[list[tuple[Concept, str, int, str]]] = [
    (Acme.Revenues, YEAR, 1_200, "revenues of USD 1,200 million"),
    (Acme.Revenues, PRIOR, 1_000, ""),
    (Acme.Costs, YEAR, 900, ""),
    (Acme.GrossProfit, YEAR, 301, "gross profit was USD 301 million"),
    (Acme.Cash, CLOSING, 70, ""),
    (Acme.Cash, OPENING, 50, ""),
    (Acme.CashChange, YEAR, 20, ""),
    (Acme.FinishedGoods, CLOSING, 1_212, "finished goods of USD 1,212 million"),
    (Acme.RawMaterials, CLOSING, 340, "raw materials USD 340 million"),
    (Acme.Inventories, CLOSING, 1_560, "Inventories 1,560"),
]
_RATIOS: Final = [(Acme.GrossMargin, "0.251", 3), (Acme.RevenuesGrowth, "0.21", 2)]


_CORRECT: Final = {Acme.Inventories: "1552000000", Acme.RevenuesGrowth: "0.20"}


def report() -> Report:
    """Return a report in which inventories and the growth of revenues are wrong."""
    return _report({})


def correct_report() -> Report:
    """Return the report without its mistakes."""
    return _report(_CORRECT)


def clean_report() -> Report:
    """Return the correct report without characters that not every format can carry."""
    return _report({**_CORRECT, Acme.Outlook: "Bright"})


def _report(corrections: Mapping[Concept, str]) -> Report:
    builder = ColumnBuilder()
    notes: dict[str, Note] = {}
    links: list[Link] = []

    def add(
        concept: Concept,
        period: str,
        value: str | None,
        decimals: int,
        unit: Unit | None,
        members: Mapping[QName, Member],
        words: str = "",
    ) -> None:
        place = DimensionSet.of(
            Entity("https://lei.example", "ACME"), Period.from_text(period), members
        )
        value = corrections.get(concept, value)
        row = builder.add(concept.name, place, value, unit=unit, decimals=decimals)
        if words:
            id = f"n{len(notes) + 1}"
            notes[id] = Note(id, "en", words)
            links.append(Link(FOOTNOTE, STANDARD_GROUP, f"f{row + 1}", (id,)))

    for concept, period, millions, words in _MILLIONS:
        add(concept, period, f"{millions}000000", -6, DOLLAR, {}, words)
    for concept, value, decimals in _RATIOS:
        add(concept, YEAR, value, decimals, None, {})
    for part, millions in ((Acme.Bikes, 800), (Acme.Parts, 400)):
        add(Acme.Revenues, YEAR, f"{millions}000000", -8, DOLLAR, {Acme.Product.name: part.name})
    add(Acme.EarningsPerShare, YEAR, "8.05", EXACT, PER_SHARE, {})
    add(Acme.Costs, PRIOR, None, ABSENT, DOLLAR, {})
    add(Acme.Outlook, YEAR, "Cloudy\x1b[2J, later\u202eynnus", ABSENT, None, {})
    return Report(
        ("acme.xsd",),
        builder.columns(),
        notes,
        tuple(links),
        Namespaces({"acme": NAMESPACE, "iso4217": ISO4217, "lei": "https://lei.example"}),
        "acme.csv",
        locator=_places,
    )


def _places(rows: Sequence[int]) -> Mapping[int, Source]:
    return {row: Source("acme.csv", line=row + 2) for row in rows}
