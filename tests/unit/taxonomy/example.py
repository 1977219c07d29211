"""A declaration that uses every feature there is."""

from __future__ import annotations

from decimal import Decimal

from finmodel.qname import QName
from finmodel.taxonomy.datatype import MONETARY, STRING, Facets, item_type
from finmodel.taxonomy.declaration import (
    Declaration,
    LabelRole,
    abstract,
    boolean,
    change,
    closing,
    credit,
    date,
    debit,
    decimal,
    derived,
    documentation,
    duration,
    explicit,
    growth,
    instant,
    integer,
    item,
    language,
    member,
    monetary,
    months_earlier,
    opening,
    per_share,
    percent,
    period_end,
    period_start,
    prior_quarter,
    prior_year,
    quarters_earlier,
    reference,
    shares,
    standard,
    statement,
    string,
    string_type,
    sum_over,
    terse,
    text_block,
    total,
    typed,
    verbose,
    years_earlier,
)

NAMESPACE = "https://finmodel.example/acme/2025"
OTHER = "https://finmodel.example/group"

ja = language("ja")
negated = LabelRole("https://finmodel.example/role/negated")
status = item_type(STRING).restricted(
    QName(NAMESPACE, "statusItemType"), Facets(enumeration=("open", "<closed>", "a & b"))
)
cautious = item_type(MONETARY).restricted(
    QName(NAMESPACE, "cautiousItemType"), Facets(min_inclusive=Decimal("-0.5"), fraction_digits=2)
)
very_cautious = cautious.restricted(QName(NAMESPACE, "veryCautiousItemType"))
contract_number = string_type.restricted(
    QName(NAMESPACE, "contractNumberType"), Facets(patterns=("[A-Z]-[0-9]+",), max_length=12)
)


class Results(Declaration, prefix="acme", namespace=NAMESPACE, namespaces={"group": OTHER}):
    """Results of an invented company.

    A second paragraph, with "quotes" and <markup>.
    """

    Revenues = monetary(
        credit,
        duration,
        label="Total revenues",
        labels=[ja("売上高"), terse("Revenue"), terse(ja("収益")), verbose('Rev<enues> & "more"')],
        doc="All that was earned,\n\tbefore costs. 𝄞",
        reference=[
            reference(Publisher="IASB", Name="IFRS", Number="15"),
            reference((QName(OTHER, "Page"), "7"), Publisher="ASBJ", role=f"{OTHER}/role/national"),
        ],
    )
    CostOfRevenues = monetary(
        debit, duration, label="Total costs", labels=[documentation(ja("費"))]
    )
    GrossProfit = derived(Revenues - CostOfRevenues, label="Gross profit", labels=[total("Total")])
    GrossMargin = GrossProfit / Revenues
    OtherExpenses = monetary(debit, duration, labels=[negated("Other expenses, reversed")])
    OperatingIncome = GrossProfit - OtherExpenses
    Stake = monetary(credit, duration)
    Share = derived(Decimal("0.25") * Revenues - 2 * CostOfRevenues, balance=None)
    RevenuesGrowth = growth(Revenues, over=prior_year)
    RevenuesTrend = growth(Revenues, over=quarters_earlier(2))
    RevenuesChange = change(Revenues, since=prior_quarter)
    Cash = monetary(debit, instant, label="Cash and cash equivalents")
    CashChange = change(Cash, since=opening)
    CashFlow = Cash.at(closing) - Cash.at(opening)
    SharesIssued = shares(instant)
    EarningsPerShare = derived(OperatingIncome / SharesIssued, period=duration)
    Dividend = per_share(duration, nillable=False)
    Dividends = derived(Dividend * SharesIssued, label="Dividends", balance=credit)
    Tax = percent(duration)
    TaxExpense = OperatingIncome * Tax
    Rest = 1 - Tax
    Employees = integer(instant)
    Bandwidth = decimal(instant)
    Reason = string(label=ja("理由"))
    Policy = text_block(label=None)
    AnnouncedOn = date(instant)
    IsListed = boolean()
    Status = item(status, duration)
    Cautious = item(cautious, instant, debit)
    VeryCautious = item(very_cautious, instant)
    Written = monetary(None, duration, formula="abs(Revenues - 1,000)")
    GroupRevenues = monetary(credit, duration, name="group:Revenues")
    Odd_Name = monetary(debit, duration, name="Odd-Name.1")
    Minority = derived(GroupRevenues - Odd_Name, label="Minority", name="group:Minority")
    PriorMargin = (Revenues - CostOfRevenues).at(years_earlier(2)) / Revenues.at(months_earlier(24))

    Corporate = member("Corporate use")
    Home = member("Home use", labels=[ja("個人向け")])
    Connectivity = member("Internet connectivity", parts=[Corporate, Home])
    Outsourcing = member()
    Grouping = member("Both", parts=[Connectivity, Outsourcing], usable=False)
    AllServices = member("All services", parts=[Grouping])
    Recurring = member("Recurring revenues", parts=[Corporate, Outsourcing])
    Service = explicit("Service", total=AllServices, others=[Recurring])
    Japan = member()
    World = member("The world", parts=[Japan])
    Region = explicit(total=World)
    Place = explicit(others=[Japan])
    Empty = explicit()
    Contract = typed(contract_number, "Contract number")
    Account = typed(string_type, domain="AccountNumber")

    RecurringShare = Revenues[Recurring] / Revenues
    JapaneseShare = Revenues[Service:Corporate, Region:Japan] / Revenues[Corporate]
    RecurringBefore = Revenues[Recurring].at(prior_quarter) - CostOfRevenues
    Parts = sum_over(Revenues, Service)

    Liquidity = abstract("Liquidity", labels=[ja("流動性")])

    Income = statement(
        "Consolidated statements of income",
        [
            Revenues,
            CostOfRevenues,
            total(GrossProfit),
            "Ratios",
            [GrossMargin, standard(RevenuesGrowth), "Earnings per share", [EarningsPerShare]],
            negated(OtherExpenses),
        ],
        by=[Service, Region],
        labels=[ja("損益計算書")],
    )
    Position = statement(
        "Position",
        [period_start(Cash), CashChange, period_end(Cash), "Ratios", [RecurringShare]],
        top=Liquidity,
        role="https://finmodel.example/elsewhere/Position",
    )
    Contracts = statement("Contracts", [Revenues, Reason, Policy], by=[Service, Contract])
    Open = statement("Not said", [Service, [AllServices]], by=None)
