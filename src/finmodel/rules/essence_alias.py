"""Items that are aliases of each other, and state different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.column import ABSENT, EXACT, NONE, UNKNOWN
from finmodel.model.fact import Fact
from finmodel.model.finding import Finding, Term
from finmodel.model.wording import described
from finmodel.numeric import NumberError, parse_decimal, rounded
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check, taxonomy_check
from finmodel.taxonomy.network import Relationship
from finmodel.taxonomy.taxonomy import Taxonomy

ALIAS_DIFFERS: Final = "fm:aliasDiffers"
ALIAS_OF_ANOTHER_KIND: Final = "fm:aliasOfAnotherKind"

_ESSENCE_ALIAS: Final = "http://www.xbrl.org/2003/arcrole/essence-alias"

_MOST_PAIRS: Final = 10_000
"""In one place; where both are repeated more often than that, the report has other faults."""

_Place = tuple[int, int]
"""The dimension set and the tuple of a fact."""


@check(ALIAS_DIFFERS)
def alias_differs(case: Case) -> Iterator[Outcome]:
    """Two items that are said to be the same are reported with different values or units.

    Why: an alias is another name for one item; where both are reported for the same period, entity
    and part, they state one number twice, and one of the statements is wrong.

    Tolerance: numbers agree where they are equal once both are rounded to the fewer decimals.

    Silent when: there is no taxonomy, one of the two is nil, or they are in different tuples.

    Example: tax expense is 100, and income tax expense, which is an alias of it, is 200.

    Reference: XBRL 2.1, sections 4.10 and 5.2.6.2.2.
    """
    aliases = _relationships(case.taxonomy)
    rows = _rows_by_place(case, {name for one in aliases for name in (one.source, one.target)})
    for one in aliases:
        essences, others = rows.get(one.source, {}), rows.get(one.target, {})
        for place in essences.keys() & others.keys():
            pairs = product(essences[place], others[place])
            for essence, alias in islice(pairs, _MOST_PAIRS):
                if not _is_same(case, essence, alias):
                    yield _finding(case, essence, alias)
                    break


def _relationships(taxonomy: Taxonomy) -> list[Relationship]:
    networks = taxonomy.networks_of(_ESSENCE_ALIAS)
    return [one for network in networks for one in network.relationships]


def _rows_by_place(case: Case, names: set[QName]) -> dict[QName, dict[_Place, list[int]]]:
    found: defaultdict[QName, defaultdict[_Place, list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    table = case.report.columns.concepts
    for series in case.series:
        name = table[series.concept]
        if name in names:
            for row, place, text in zip(series.rows, series.dimensions, series.texts, strict=True):
                if text is not None:
                    found[name][place, series.owner].append(row)
    return {name: dict(places) for name, places in found.items()}


def _is_same(case: Case, one: int, other: int) -> bool:
    """Tell whether two facts have the same unit, and values that agree."""
    columns = case.report.columns
    if columns.unit[one] != columns.unit[other]:
        return False
    texts = [columns.value[one] or "", columns.value[other] or ""]
    if columns.unit[one] == NONE and columns.decimals[one] == ABSENT:
        return texts[0] == texts[1]
    decimals = [columns.decimals[one], columns.decimals[other]]
    if UNKNOWN in decimals:
        return False
    try:
        return _rounded_alike([parse_decimal(text.strip()) for text in texts], decimals)
    except NumberError:
        return texts[0] == texts[1]


def _rounded_alike(numbers: Sequence[Decimal], decimals: Sequence[int]) -> bool:
    fewest = min((each for each in decimals if each not in (EXACT, ABSENT)), default=None)
    if fewest is None:
        return numbers[0] == numbers[1]
    return len({rounded(Fraction(each), fewest) for each in numbers}) == 1


def _finding(case: Case, essence: int, alias: int) -> Finding:
    first, second = Fact(case.report, essence), Fact(case.report, alias)
    says = (
        f"{described(second, case.label)}, is {second.text} {second.unit or ''}".rstrip()
        + f", but {case.label(first.concept)}, of which it is an alias, is {first.text}"
        + f" {first.unit or ''}".rstrip()
    )
    remedy = "Report the same value and unit for both, or leave one of them out."
    terms = (Term(second, "stated", is_claim=True), Term(first, "stated"))
    return Finding(ALIAS_DIFFERS, Severity.ERROR, f"{says}.", remedy, terms=terms)


@taxonomy_check(ALIAS_OF_ANOTHER_KIND)
def alias_of_another_kind(taxonomy: Taxonomy) -> Iterator[Finding]:
    """An item is said to be an alias of one of another data type, period type or balance.

    Why: what is measured at a point in time and over a length of it, in money and in words, or on
    the other side of the account, can never be the same.

    Tolerance: none.

    Silent when: there is no taxonomy, or it does not define one of the two; of balances, where one
    of the two has none.

    Example: a balance is an alias of a flow.

    Reference: XBRL 2.1, section 5.2.6.2.2.
    """
    for one in _relationships(taxonomy):
        essence, alias = map(taxonomy.concepts.get, (one.source, one.target))
        if essence is None or alias is None:
            continue
        if essence.data_type.name != alias.data_type.name:
            what = "data type"
        elif essence.period_type is not alias.period_type:
            what = "period type"
        elif essence.balance and alias.balance and essence.balance is not alias.balance:
            what = "balance"
        else:
            continue
        says = f"{taxonomy.label(one.target)} is an alias of {taxonomy.label(one.source)}"
        remedy = "Remove the relationship, or declare both in the same way."
        message = f"{says}, which has another {what}."
        yield Finding(ALIAS_OF_ANOTHER_KIND, Severity.ERROR, message, remedy, rule=_ESSENCE_ALIAS)
