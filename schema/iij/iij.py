"""The taxonomy of IIJ's results presentation for the third quarter of fiscal 2008.

Everything under this folder but this file and the rule file is written from it by
`make generated`. A line item that is computed says how; that is at once its check.
"""

from __future__ import annotations

from finmodel.taxonomy.declaration import (
    Declaration,
    change,
    credit,
    date,
    debit,
    decimal,
    derived,
    duration,
    explicit,
    growth,
    instant,
    integer,
    integer_type,
    language,
    member,
    monetary,
    opening,
    per_share,
    percent,
    prior_quarter,
    prior_year,
    reference,
    statement,
    string,
    string_type,
    terse,
    text_block,
    total,
    typed,
    years_earlier,
)

ja = language("ja")


class Results(Declaration, prefix="iij", namespace="https://finmodel.example/iij/2009-02-12"):
    """Consolidated results, targets and position of Internet Initiative Japan and its group."""

    # ---- who and what the numbers are divided by -------------------------------------------

    ConnectivityCorporate = member(
        "Internet connectivity services for corporate use", labels=[terse("Corporate use")]
    )
    ConnectivityHome = member(
        "Internet connectivity services for home use", labels=[terse("Home use")]
    )
    Connectivity = member(
        "Internet connectivity services",
        parts=[ConnectivityCorporate, ConnectivityHome],
        labels=[ja("インターネット接続サービス")],
    )
    Outsourcing = member("Outsourcing services", labels=[ja("アウトソーシングサービス")])
    ConnectivityAndOutsourcing = member(
        "Connectivity and outsourcing services", parts=[Connectivity, Outsourcing]
    )
    Construction = member(
        "Systems construction", labels=[ja("システム構築")], doc="One-time revenue."
    )
    Operation = member("Systems operation and maintenance", labels=[ja("システム運用保守")])
    SystemsIntegration = member(
        "Systems integration",
        parts=[Construction, Operation],
        labels=[terse("SI"), ja("システムインテグレーション")],
    )
    Equipment = member("Equipment sales", labels=[ja("機器売上")])
    AtmOperation = member("ATM operation business", labels=[ja("ATM運営事業")])
    AllServices = member(
        "All services",
        parts=[ConnectivityAndOutsourcing, SystemsIntegration, Equipment, AtmOperation],
    )
    Recurring = member(
        "Recurring revenues",
        parts=[ConnectivityCorporate, ConnectivityHome, Outsourcing, Operation],
        doc="Services that are billed continuously: all but systems construction and equipment.",
    )
    OrderedServices = member(
        "Systems integration and equipment sales", parts=[Construction, Operation, Equipment]
    )
    Service = explicit("Service", total=AllServices, others=[Recurring, OrderedServices])

    CurrentBusiness = member(
        "Current business", doc="The group without the four newly established subsidiaries."
    )
    NewSubsidiaries = member(
        "Four new subsidiaries",
        doc="On-Demand Solutions, IIJ Innovation Institute, Trust Networks and GDX Japan.",
    )
    WholeGroup = member("IIJ group", parts=[CurrentBusiness, NewSubsidiaries])
    Scope = explicit("Group scope", total=WholeGroup)

    IijTechnology = member("IIJ Technology Inc.")
    IijFinancialSystems = member("IIJ Financial Systems Inc.")
    NetCare = member("Net Care, Inc.")
    NetChartJapan = member("Net Chart Japan Inc.")
    IijAmerica = member("IIJ America Inc.")
    HiHo = member("hi-ho, Inc.")
    OnDemandSolutions = member("On-Demand Solutions Inc.")
    IijInnovationInstitute = member("IIJ Innovation Institute Inc.")
    TrustNetworks = member("Trust Networks Inc.")
    GdxJapan = member("GDX Japan Inc.")
    InternetMultifeed = member("Internet Multifeed Co.")
    InternetRevolution = member("Internet Revolution, Inc.")
    TaiheiComputer = member("Taihei Computer Co., Ltd.")
    GdxAndOnDemand = member("GDX Japan and On-Demand Solutions")
    AllCompanies = member(
        "IIJ and its subsidiaries",
        parts=[
            IijTechnology,
            IijFinancialSystems,
            NetCare,
            NetChartJapan,
            IijAmerica,
            HiHo,
            OnDemandSolutions,
            IijInnovationInstitute,
            TrustNetworks,
            GdxJapan,
        ],
        doc="The consolidated companies; the parent itself has no member.",
    )
    Subsidiary = explicit(
        "Subsidiary",
        total=AllCompanies,
        others=[
            InternetMultifeed,
            InternetRevolution,
            TaiheiComputer,
            GdxAndOnDemand,
        ],
    )

    Actual = member("Actual")
    PreviousTarget = member("Previous target", doc="As announced on 24 October 2008.")
    RevisedTarget = member("Revised target", doc="As announced with these results.")
    Prospect = member("Prospect", doc="What management expects of the rest of the year.")
    Scenario = explicit("Scenario", total=Actual, others=[PreviousTarget, RevisedTarget, Prospect])

    NetworkFactor = member("Network related")
    PersonnelFactor = member("Personnel related")
    OutsourcingFactor = member("Outsourcing related")
    OtherFactor = member("Others, advertising included")
    AllFactors = member(
        "All factors", parts=[NetworkFactor, PersonnelFactor, OutsourcingFactor, OtherFactor]
    )
    Factor = explicit("Reduction factor", total=AllFactors)

    FullTime = member("Full-time workers")
    Contract = member("Contract workers")
    AllEmployees = member("All employees", parts=[FullTime, Contract])
    Employment = explicit("Employment", total=AllEmployees)

    Release = typed(integer_type, "Press release, numbered as listed")
    Topic = typed(string_type, "Topic")

    # ---- income ----------------------------------------------------------------------------

    Revenues = monetary(
        credit,
        duration,
        label="Total revenues",
        labels=[terse("Revenues"), ja("営業収益")],
        reference=reference(Publisher="FASB", Name="US GAAP"),
    )
    TotalCosts = monetary(
        debit, duration, label="Total costs", labels=[terse("Costs"), ja("営業原価")]
    )
    GrossProfit = derived(
        Revenues - TotalCosts,
        label="Gross margin",
        labels=[ja("売上総利益")],
        doc="Revenues less cost of revenues; the slides call the amount the gross margin.",
    )
    Sga = monetary(
        debit,
        duration,
        label="Selling, general and administrative, research and development expenses",
        labels=[terse("SG&A/R&D"), ja("販売管理費等")],
    )
    OperatingIncome = derived(
        GrossProfit - Sga,
        label="Operating income",
        labels=[ja("営業利益")],
        doc="Negative for an operating loss.",
    )
    IncomeBeforeTax = monetary(
        credit,
        duration,
        label="Income before income tax expense (benefit)",
        labels=[terse("Income before tax"), ja("税引前利益")],
    )
    IncomeTaxExpense = monetary(
        debit, duration, label="Income tax expense", labels=[ja("法人税等")]
    )
    DeferredTaxExpense = monetary(
        debit,
        duration,
        label="Deferred tax expense (benefit)",
        doc="The part of the income tax expense that is deferred; negative for a benefit.",
    )
    MinorityInterestInLosses = monetary(
        credit,
        duration,
        label="Minority interest in losses of subsidiaries",
        doc="Losses that minority shareholders bear; they raise net income.",
    )
    EquityMethodIncome = monetary(
        credit,
        duration,
        label="Equity in net income (loss) of equity method investees",
        labels=[ja("持分法による投資損益")],
        doc="Negative for a loss.",
    )
    NetIncome = derived(
        IncomeBeforeTax - IncomeTaxExpense + MinorityInterestInLosses + EquityMethodIncome,
        label="Net income (loss)",
        labels=[terse("Net income"), ja("当期純利益")],
    )
    InvestmentWriteDown = monetary(
        debit, duration, label="Losses on write-down of other investments"
    )
    EquitySecurityImpairment = monetary(
        debit,
        duration,
        label="Impairment losses on nonmarketable and available-for-sale equity securities",
    )
    InitialCost = monetary(debit, duration, label="Initial cost of new services")
    NetIncomePerShare = per_share(
        duration, label="Net income per share", labels=[ja("1株当たり当期純利益")]
    )
    DividendPerShare = per_share(
        duration, label="Cash dividend per share", labels=[ja("1株当たり配当金")]
    )
    MonthsConsolidated = integer(
        duration, label="Months for which a subsidiary is in the results of the period"
    )

    RevenueShare = derived(
        Revenues / Revenues[AllServices],
        label="Share of total revenues",
        doc="Revenues of a service over the revenues of all services.",
    )
    CostRatio = derived(TotalCosts / Revenues, label="Total costs, % of revenues")
    GrossMarginRatio = derived(GrossProfit / Revenues, label="Gross margin ratio")
    SgaRatio = derived(Sga / Revenues, label="SG&A/R&D, % of revenues")
    OperatingMarginRatio = derived(OperatingIncome / Revenues, label="Operating margin ratio")
    IncomeBeforeTaxRatio = derived(
        IncomeBeforeTax / Revenues, label="Income before tax, % of revenues"
    )
    NetIncomeRatio = derived(NetIncome / Revenues, label="Net income, % of revenues")

    RevenuesGrowth = derived(
        growth(Revenues, over=prior_year), label="Revenues, growth over the year before"
    )
    TotalCostsGrowth = derived(
        growth(TotalCosts, over=prior_year), label="Costs, growth over the year before"
    )
    GrossProfitGrowth = derived(
        growth(GrossProfit, over=prior_year), label="Gross margin, growth over the year before"
    )
    SgaGrowth = derived(growth(Sga, over=prior_year), label="SG&A/R&D, growth over the year before")
    OperatingIncomeGrowth = derived(
        growth(OperatingIncome, over=prior_year),
        label="Operating income, growth over the year before",
    )
    IncomeBeforeTaxGrowth = derived(
        growth(IncomeBeforeTax, over=prior_year),
        label="Income before tax, growth over the year before",
    )
    NetIncomeGrowth = derived(
        growth(NetIncome, over=prior_year), label="Net income, growth over the year before"
    )

    RevenuesGrowthQuarterly = derived(
        growth(Revenues, over=prior_quarter), label="Revenues, growth over the quarter before"
    )
    TotalCostsGrowthQuarterly = derived(
        growth(TotalCosts, over=prior_quarter), label="Costs, growth over the quarter before"
    )
    SgaGrowthQuarterly = derived(
        growth(Sga, over=prior_quarter), label="SG&A/R&D, growth over the quarter before"
    )
    OperatingIncomeGrowthQuarterly = derived(
        growth(OperatingIncome, over=prior_quarter),
        label="Operating income, growth over the quarter before",
    )
    NetIncomeGrowthQuarterly = derived(
        growth(NetIncome, over=prior_quarter), label="Net income, growth over the quarter before"
    )

    RevenuesChange = derived(
        change(Revenues, since=prior_year), label="Revenues, change from the year before"
    )
    RevenuesChangeQuarterly = derived(
        change(Revenues, since=prior_quarter), label="Revenues, change from the quarter before"
    )
    TotalCostsChangeQuarterly = derived(
        change(TotalCosts, since=prior_quarter), label="Costs, change from the quarter before"
    )
    GrossMarginRatioChange = derived(
        change(GrossMarginRatio, since=prior_year),
        label="Gross margin ratio, change from the year before",
    )
    GrossMarginRatioChangeQuarterly = derived(
        change(GrossMarginRatio, since=prior_quarter),
        label="Gross margin ratio, change from the quarter before",
    )
    OperatingMarginRatioChange = derived(
        change(OperatingMarginRatio, since=prior_year),
        label="Operating margin ratio, change from the year before",
    )
    OperatingMarginRatioChangeQuarterly = derived(
        change(OperatingMarginRatio, since=prior_quarter),
        label="Operating margin ratio, change from the quarter before",
    )

    # ---- orders, contracts, people ---------------------------------------------------------

    OrderBacklog = monetary(debit, instant, label="Order backlog", labels=[ja("受注残高")])
    OrderBacklogChange = derived(
        change(OrderBacklog, since=prior_year), label="Order backlog, change from the year before"
    )
    OrderBacklogGrowth = derived(
        growth(OrderBacklog, over=prior_year), label="Order backlog, growth over the year before"
    )
    OrderBacklogChangeTwoYears = derived(
        change(OrderBacklog, since=years_earlier(2)),
        label="Order backlog, change from two years before",
    )
    OrderBacklogGrowthTwoYears = derived(
        growth(OrderBacklog, over=years_earlier(2)),
        label="Order backlog, growth over two years before",
    )

    GigabitContracts = integer(instant, label="Connectivity contracts of over 1 Gbps")
    GigabitContractsChange = derived(
        change(GigabitContracts, since=prior_year),
        label="Contracts of over 1 Gbps, change from the year before",
    )
    MobileContracts = integer(instant, label="IIJ Mobile contracts")
    ContractedBandwidth = decimal(
        instant, label="Total contracted bandwidth", doc="In gigabits per second."
    )

    Employees = integer(
        instant,
        label="Number of employees",
        labels=[ja("従業員数")],
        doc="Full-time and contract workers.",
    )
    EmployeesChangeQuarterly = derived(
        change(Employees, since=prior_quarter), label="Employees, change from the quarter before"
    )
    OutsourcingPersonnelReduction = integer(
        instant,
        label="Reduction in outsourcing personnel",
        doc="In persons, down to the instant, against the baseline that the report names.",
    )
    OutsourcingPersonnelBaseline = date(
        label="Date against which the reduction in outsourcing personnel is counted"
    )
    HiringReduction = integer(
        duration, label="Fewer persons employed than planned at the start of the year"
    )
    NewSubsidiaryCount = integer(instant, label="Number of newly established subsidiaries")

    # ---- cost control ----------------------------------------------------------------------

    CostReduction = monetary(
        credit,
        duration,
        label="Reduction of costs and expenses against the initial estimate",
    )

    # ---- targets for the full year ---------------------------------------------------------

    RevenuesRevision = derived(
        Revenues[RevisedTarget] - Revenues[PreviousTarget], label="Revision of target revenues"
    )
    OperatingIncomeRevision = derived(
        OperatingIncome[RevisedTarget] - OperatingIncome[PreviousTarget],
        label="Revision of target operating income",
    )
    IncomeBeforeTaxRevision = derived(
        IncomeBeforeTax[RevisedTarget] - IncomeBeforeTax[PreviousTarget],
        label="Revision of target income before tax",
    )
    NetIncomeRevision = derived(
        NetIncome[RevisedTarget] - NetIncome[PreviousTarget],
        label="Revision of target net income",
    )

    RevenuesTargetChange = derived(
        Revenues[RevisedTarget] - Revenues.at(prior_year),
        label="Target revenues less those of the year before",
    )
    OperatingIncomeTargetChange = derived(
        OperatingIncome[RevisedTarget] - OperatingIncome.at(prior_year),
        label="Target operating income less that of the year before",
    )
    IncomeBeforeTaxTargetChange = derived(
        IncomeBeforeTax[RevisedTarget] - IncomeBeforeTax.at(prior_year),
        label="Target income before tax less that of the year before",
    )
    NetIncomeTargetChange = derived(
        NetIncome[RevisedTarget] - NetIncome.at(prior_year),
        label="Target net income less that of the year before",
    )
    NetIncomePerShareTargetChange = derived(
        NetIncomePerShare[RevisedTarget] - NetIncomePerShare.at(prior_year),
        label="Target net income per share less that of the year before",
    )
    DividendPerShareTargetChange = derived(
        DividendPerShare[RevisedTarget] - DividendPerShare.at(prior_year),
        label="Target dividend per share less that of the year before",
    )

    RevenuesTargetGrowth = derived(
        Revenues[RevisedTarget] / Revenues.at(prior_year) - 1, label="Growth of target revenues"
    )
    OperatingIncomeTargetGrowth = derived(
        OperatingIncome[RevisedTarget] / OperatingIncome.at(prior_year) - 1,
        label="Growth of target operating income",
    )
    IncomeBeforeTaxTargetGrowth = derived(
        IncomeBeforeTax[RevisedTarget] / IncomeBeforeTax.at(prior_year) - 1,
        label="Growth of target income before tax",
    )
    NetIncomeTargetGrowth = derived(
        NetIncome[RevisedTarget] / NetIncome.at(prior_year) - 1,
        label="Growth of target net income",
    )
    NetIncomePerShareTargetGrowth = derived(
        NetIncomePerShare[RevisedTarget] / NetIncomePerShare.at(prior_year) - 1,
        label="Growth of target net income per share",
    )
    DividendPerShareTargetGrowth = derived(
        DividendPerShare[RevisedTarget] / DividendPerShare.at(prior_year) - 1,
        label="Growth of target dividend per share",
    )

    RevenuesRevisionReason = string(label="Reason for revising target revenues")
    OperatingIncomeRevisionReason = string(label="Reason for revising target operating income")
    IncomeBeforeTaxRevisionReason = string(label="Reason for revising target income before tax")
    NetIncomeRevisionReason = string(label="Reason for revising target net income")
    DeferredTaxBenefitRevision = monetary(
        credit,
        duration,
        label="Change of the deferred tax benefit that is expected",
        doc="Negative for a smaller benefit than expected before.",
    )

    # ---- balance sheet ---------------------------------------------------------------------

    Cash = monetary(
        debit, instant, label="Cash and cash equivalents", labels=[ja("現金及び現金同等物")]
    )
    AccountsReceivable = monetary(
        debit, instant, label="Accounts receivable", labels=[ja("売掛金")]
    )
    Inventories = monetary(debit, instant, label="Inventories", labels=[ja("たな卸資産")])
    PrepaidExpenses = monetary(debit, instant, label="Prepaid expenses", labels=[ja("前払費用")])
    DeferredTaxAssetsCurrent = monetary(
        debit, instant, label="Deferred tax assets (current)", labels=[ja("繰延税金資産(流動)")]
    )
    AvailableForSaleSecurities = monetary(debit, instant, label="Available-for-sale securities")
    NonmarketableEquities = monetary(debit, instant, label="Nonmarketable equities")
    OtherInvestmentsOthers = monetary(debit, instant, label="Other investments, others")
    OtherInvestments = derived(
        AvailableForSaleSecurities + NonmarketableEquities + OtherInvestmentsOthers,
        label="Other investments",
        labels=[ja("その他の投資")],
    )
    PropertyAndEquipment = monetary(
        debit, instant, label="Property and equipment", labels=[ja("有形固定資産")]
    )
    NonAmortizedIntangibles = monetary(
        debit, instant, label="Non-amortized intangible assets such as goodwill"
    )
    AmortizedIntangibles = monetary(
        debit, instant, label="Amortized intangible assets such as customer relationship"
    )
    GoodwillAndIntangibles = derived(
        NonAmortizedIntangibles + AmortizedIntangibles,
        label="Goodwill and other intangible assets",
        labels=[ja("のれん及びその他の無形固定資産")],
    )
    DeferredTaxAssetsNoncurrent = monetary(
        debit,
        instant,
        label="Deferred tax assets (non-current)",
        labels=[ja("繰延税金資産(固定)")],
    )
    ShortTermBorrowings = monetary(
        credit, instant, label="Borrowings (short-term)", labels=[ja("短期借入金")]
    )
    AccumulatedDeficit = monetary(
        credit,
        instant,
        label="Accumulated deficit",
        labels=[ja("累積欠損")],
        doc="Negative while it is a deficit.",
    )
    AccumulatedOtherComprehensiveIncome = monetary(
        credit,
        instant,
        label="Accumulated other comprehensive income",
        labels=[ja("その他の包括利益累計額")],
    )
    ShareholdersEquity = monetary(
        credit, instant, label="Total shareholders' equity", labels=[ja("株主資本合計")]
    )
    TotalAssets = monetary(debit, instant, label="Total assets", labels=[ja("資産合計")])
    EquityRatio = derived(ShareholdersEquity / TotalAssets, label="Shareholders' equity ratio")

    CashChange = derived(change(Cash, since=opening), label="Cash, change")
    AccountsReceivableChange = derived(
        change(AccountsReceivable, since=opening), label="Accounts receivable, change"
    )
    InventoriesChange = derived(change(Inventories, since=opening), label="Inventories, change")
    PrepaidExpensesChange = derived(
        change(PrepaidExpenses, since=opening), label="Prepaid expenses, change"
    )
    DeferredTaxAssetsCurrentChange = derived(
        change(DeferredTaxAssetsCurrent, since=opening),
        label="Deferred tax assets (current), change",
    )
    OtherInvestmentsChange = derived(
        change(OtherInvestments, since=opening), label="Other investments, change"
    )
    PropertyAndEquipmentChange = derived(
        change(PropertyAndEquipment, since=opening), label="Property and equipment, change"
    )
    GoodwillAndIntangiblesChange = derived(
        change(GoodwillAndIntangibles, since=opening),
        label="Goodwill and other intangible assets, change",
    )
    DeferredTaxAssetsNoncurrentChange = derived(
        change(DeferredTaxAssetsNoncurrent, since=opening),
        label="Deferred tax assets (non-current), change",
    )
    ShortTermBorrowingsChange = derived(
        change(ShortTermBorrowings, since=opening), label="Borrowings (short-term), change"
    )
    AccumulatedDeficitChange = derived(
        change(AccumulatedDeficit, since=opening), label="Accumulated deficit, change"
    )
    AccumulatedOtherComprehensiveIncomeChange = derived(
        change(AccumulatedOtherComprehensiveIncome, since=opening),
        label="Accumulated other comprehensive income, change",
    )
    ShareholdersEquityChange = derived(
        change(ShareholdersEquity, since=opening), label="Shareholders' equity, change"
    )
    TotalAssetsChange = derived(change(TotalAssets, since=opening), label="Total assets, change")

    # ---- cash flows ------------------------------------------------------------------------

    OperatingCashFlow = monetary(
        debit,
        duration,
        label="Net cash provided by (used in) operating activities",
        labels=[ja("営業活動によるキャッシュ・フロー")],
    )
    InvestingCashFlow = monetary(
        debit,
        duration,
        label="Net cash provided by (used in) investing activities",
        labels=[ja("投資活動によるキャッシュ・フロー")],
    )
    PaymentsForProperty = monetary(
        credit, duration, label="Payment for the purchase of property and equipment"
    )
    ProceedsFromInvestments = monetary(
        debit, duration, label="Sale of short-term and other investments"
    )
    ShortTermBorrowingNet = monetary(debit, duration, label="Short-term borrowing, net")
    CapitalLeasePayments = monetary(
        credit, duration, label="Principal payments under capital leases"
    )
    DividendsPaid = monetary(credit, duration, label="Payments for dividends")
    TreasuryStockPurchases = monetary(
        credit, duration, label="Payments for acquisition of treasury stock"
    )
    FinancingCashFlow = derived(
        ShortTermBorrowingNet - CapitalLeasePayments - DividendsPaid - TreasuryStockPurchases,
        label="Net cash provided by (used in) financing activities",
        labels=[ja("財務活動によるキャッシュ・フロー")],
    )

    # ---- words -----------------------------------------------------------------------------

    ReportTitle = string(label="Title of the presentation")
    ReportDate = date(label="Date of the presentation")
    CompanyName = string(label="Company name", labels=[ja("会社名")])
    CompanyRelation = string(label="Relation to the group")
    MainBusiness = string(label="Main business", labels=[ja("主な事業内容")])
    Ownership = percent(instant, label="Ownership", labels=[ja("出資比率")])
    ReleaseDate = date(label="Date of the press release")
    ReleaseTitle = string(label="Title of the press release")
    Outlook = text_block(label="What management expects or plans")

    # ---- statements ------------------------------------------------------------------------

    Income = statement(
        "Consolidated results",
        [
            Revenues,
            [
                RevenueShare,
                RevenuesGrowth,
                RevenuesGrowthQuarterly,
                RevenuesChange,
                RevenuesChangeQuarterly,
            ],
            TotalCosts,
            [
                CostRatio,
                TotalCostsGrowth,
                TotalCostsGrowthQuarterly,
                TotalCostsChangeQuarterly,
                InitialCost,
            ],
            total(GrossProfit),
            [
                GrossMarginRatio,
                GrossProfitGrowth,
                GrossMarginRatioChange,
                GrossMarginRatioChangeQuarterly,
            ],
            Sga,
            [SgaRatio, SgaGrowth, SgaGrowthQuarterly],
            total(OperatingIncome),
            [
                OperatingMarginRatio,
                OperatingIncomeGrowth,
                OperatingIncomeGrowthQuarterly,
                OperatingMarginRatioChange,
                OperatingMarginRatioChangeQuarterly,
            ],
            InvestmentWriteDown,
            EquitySecurityImpairment,
            IncomeBeforeTax,
            [IncomeBeforeTaxRatio, IncomeBeforeTaxGrowth],
            IncomeTaxExpense,
            [DeferredTaxExpense],
            MinorityInterestInLosses,
            EquityMethodIncome,
            total(NetIncome),
            [NetIncomeRatio, NetIncomeGrowth, NetIncomeGrowthQuarterly],
            "Per share",
            [NetIncomePerShare, DividendPerShare],
            MonthsConsolidated,
        ],
        by=[Service, Scope, Subsidiary, Scenario],
    )
    Orders = statement(
        "Order backlog",
        [
            OrderBacklog,
            [
                OrderBacklogChange,
                OrderBacklogGrowth,
                OrderBacklogChangeTwoYears,
                OrderBacklogGrowthTwoYears,
            ],
        ],
        by=[Service],
    )
    Operations = statement(
        "Contracts and bandwidth",
        [
            GigabitContracts,
            [GigabitContractsChange],
            MobileContracts,
            ContractedBandwidth,
        ],
    )
    People = statement(
        "Employees and outsourcing personnel",
        [
            Employees,
            [EmployeesChangeQuarterly],
            OutsourcingPersonnelReduction,
            [OutsourcingPersonnelBaseline],
            HiringReduction,
        ],
        by=[Employment, Scenario],
    )
    CostControl = statement(
        "Costs and expenses control", [CostReduction], by=[Service, Factor, Scenario]
    )
    Targets = statement(
        "Revised targets and forecast for the full year",
        [
            "Revenues",
            [
                RevenuesRevision,
                RevenuesTargetChange,
                RevenuesTargetGrowth,
                RevenuesRevisionReason,
            ],
            "Operating income",
            [
                OperatingIncomeRevision,
                OperatingIncomeTargetChange,
                OperatingIncomeTargetGrowth,
                OperatingIncomeRevisionReason,
            ],
            "Income before income tax",
            [
                IncomeBeforeTaxRevision,
                IncomeBeforeTaxTargetChange,
                IncomeBeforeTaxTargetGrowth,
                IncomeBeforeTaxRevisionReason,
            ],
            "Net income",
            [
                NetIncomeRevision,
                NetIncomeTargetChange,
                NetIncomeTargetGrowth,
                NetIncomeRevisionReason,
                DeferredTaxBenefitRevision,
            ],
            "Per share",
            [
                NetIncomePerShareTargetChange,
                NetIncomePerShareTargetGrowth,
                DividendPerShareTargetChange,
                DividendPerShareTargetGrowth,
            ],
        ],
    )
    BalanceSheet = statement(
        "Consolidated balance sheets",
        [
            Cash,
            [CashChange],
            AccountsReceivable,
            [AccountsReceivableChange],
            Inventories,
            [InventoriesChange],
            PrepaidExpenses,
            [PrepaidExpensesChange],
            DeferredTaxAssetsCurrent,
            [DeferredTaxAssetsCurrentChange],
            OtherInvestments,
            [
                AvailableForSaleSecurities,
                NonmarketableEquities,
                OtherInvestmentsOthers,
                OtherInvestmentsChange,
            ],
            PropertyAndEquipment,
            [PropertyAndEquipmentChange],
            GoodwillAndIntangibles,
            [NonAmortizedIntangibles, AmortizedIntangibles, GoodwillAndIntangiblesChange],
            DeferredTaxAssetsNoncurrent,
            [DeferredTaxAssetsNoncurrentChange],
            ShortTermBorrowings,
            [ShortTermBorrowingsChange],
            AccumulatedDeficit,
            [AccumulatedDeficitChange],
            AccumulatedOtherComprehensiveIncome,
            [AccumulatedOtherComprehensiveIncomeChange],
            total(ShareholdersEquity),
            [ShareholdersEquityChange, EquityRatio],
            total(TotalAssets),
            [TotalAssetsChange],
        ],
    )
    CashFlows = statement(
        "Consolidated cash flows",
        [
            OperatingCashFlow,
            InvestingCashFlow,
            [PaymentsForProperty, ProceedsFromInvestments],
            total(FinancingCashFlow),
            [
                ShortTermBorrowingNet,
                CapitalLeasePayments,
                DividendsPaid,
                TreasuryStockPurchases,
            ],
        ],
    )
    Group = statement(
        "Group companies",
        [CompanyName, CompanyRelation, Ownership, MainBusiness, NewSubsidiaryCount],
        by=[Subsidiary],
    )
    Releases = statement("Press releases", [ReleaseDate, ReleaseTitle], by=[Release])
    Document = statement(
        "The presentation",
        [ReportTitle, ReportDate],
    )
    Prospects = statement("What management expects or plans", [Outlook], by=[Topic])
