"""Facts whose unit does not suit their concept."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import Final

from attrs import frozen

from finmodel.diagnostic import Severity
from finmodel.model.column import NONE
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.qname import ISO4217, XBRLI, QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import by_cause, summary
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import DTR_NUMERIC, MONETARY, PURE, SHARES, DataType
from finmodel.taxonomy.unit_registry import UTR

MISPLACED_UNIT: Final = "oime:misplacedUnitDimension"
WRONG_UNIT: Final = "fm:wrongUnit"
UNREDUCED_UNIT: Final = "fm:unreducedUnit"

_CURRENCY_CODE: Final = re.compile("[A-Z]{3}")
_RATE: Final = QName(UTR, "Rate")


@check(MISPLACED_UNIT)
def misplaced_unit_dimension(case: Case) -> Iterator[Outcome]:
    """A fact that is not a number has a unit.

    Why: a text or a date has no unit, so either the concept or the unit is wrong.

    Tolerance: none.

    Silent when: there is no taxonomy, or it does not define the concept.

    Example: the name of an auditor is reported in yen.

    Reference: OIM 1.0, unit core dimension.
    """

    def cause(series: Series) -> Concept | None:
        concept = case.concept_of(series)
        return concept if concept and not concept.is_quantity and series.unit != NONE else None

    for concept, rows in by_cause(case.series, cause):
        says = f"{case.label(concept.name)} is not a number but is reported with a unit"
        remedy = "Leave the unit out, or report the number that is meant."
        yield summary(case, MISPLACED_UNIT, rows, says, remedy)


@check(WRONG_UNIT)
def wrong_unit(case: Case) -> Iterator[Outcome]:
    """A number is reported in a unit that its data type does not allow.

    Why: an amount of money needs exactly one currency, a count of shares is in shares, a ratio has
    no unit, and an amount per share is a currency per share; anything else means that the unit or
    the concept is wrong, and sums over such numbers mean nothing.

    Tolerance: none. A currency is three capital letters; which of them exist is another check. The
    units of ratios and of amounts per share are the registry's rule and not the specification's, so
    that one made of measures that finmodel does not know is only a warning there.

    Silent when: there is no taxonomy; the data type is another one, because many units may suit
    it; or the fact is nil and has no unit.

    Example: revenues are reported in shares.

    Reference: XBRL 2.1, section 4.8.2; the units registry, item types of its units.
    """
    units = case.report.columns.units

    def cause(series: Series) -> tuple[Concept, Unit | None, _Requirement] | None:
        concept = case.concept_of(series)
        requirement = _requirement(concept.data_type) if concept else None
        unit = None if series.unit == NONE else units[series.unit]
        if concept is None or requirement is None or not is_wrong(concept, unit):
            return None
        return concept, unit, requirement

    values = case.report.columns.value
    for (concept, unit, requirement), found in by_cause(case.series, cause):
        rows = [row for row in found if unit is not None or values[row] is not None]
        if rows:
            stated = f"in {unit}" if unit else "without a unit"
            says = f"{case.label(concept.name)} is {requirement.says} but is reported {stated}"
            is_certain = requirement.is_specified or _is_understood(unit)
            severity = Severity.ERROR if is_certain else Severity.WARNING
            yield summary(case, WRONG_UNIT, rows, says, f"{requirement.remedy}.", severity)


@check(UNREDUCED_UNIT)
def unreduced_unit(case: Case) -> Iterator[Outcome]:
    """A unit has the same measure above and below its line.

    Why: yen per yen is no unit; written like that, the number looks different from others of its
    kind and is left out of sums with them.

    Tolerance: none.

    Silent when: every unit is in its simplest form.

    Example: a ratio is reported in JPY/JPY and not without a unit.

    Reference: XBRL 2.1, section 4.8.4.
    """
    wrong = {
        index: unit
        for index, unit in enumerate(case.report.columns.units)
        if set(unit.numerators) & set(unit.denominators)
    }
    for index, rows in by_cause(case.series, lambda series: _if_in(series.unit, wrong)):
        says = f"The unit {wrong[index]} has the same measure above and below its line"
        yield summary(case, UNREDUCED_UNIT, rows, says, "Leave the measure out on both sides.")


def is_wrong(concept: Concept, unit: Unit | None) -> bool:
    """Tell whether the data type of a concept forbids a unit."""
    requirement = _requirement(concept.data_type)
    return requirement is not None and not requirement.allows(unit)


def _if_in(index: int, among: Container[int]) -> int | None:
    return index if index in among else None


@frozen
class _Requirement:
    """What a data type asks of units, in words for messages and as a test.

    It is the specification's own, or else the registry's.
    """

    says: str
    remedy: str
    allows: Callable[[Unit | None], bool]
    is_specified: bool = False


def _is_currency(unit: Unit | None) -> bool:
    if unit is None or not unit.is_currency:
        return False
    return _CURRENCY_CODE.fullmatch(unit.numerators[0].local_name) is not None


def _is_understood(unit: Unit | None) -> bool:
    measures = (*unit.numerators, *unit.denominators) if unit else ()
    return all(measure.namespace in (ISO4217, XBRLI) for measure in measures)


def _is_shares(unit: Unit | None) -> bool:
    return unit == Unit((SHARES_MEASURE,))


def _is_ratio(unit: Unit | None) -> bool:
    """Tell whether a unit suits a pure number: none, a rate, or a currency per currency."""
    if unit is None or unit == Unit((_RATE,)):
        return True
    sides = (unit.numerators, unit.denominators)
    return all(len(side) == 1 and side[0].namespace == ISO4217 for side in sides)


def _is_per_share(unit: Unit | None) -> bool:
    if unit is None or unit.denominators != (SHARES_MEASURE,):
        return False
    return _is_currency(Unit(unit.numerators))


_AMOUNT: Final = _Requirement(
    "an amount of money",
    "Use one currency as its unit, such as iso4217:JPY",
    _is_currency,
    is_specified=True,
)
_SHARES: Final = _Requirement(
    "a number of shares", "Use the unit xbrli:shares", _is_shares, is_specified=True
)
_RATIO: Final = _Requirement(
    "a ratio or a percentage", "Leave the unit out, which XML writes as xbrli:pure", _is_ratio
)
_PER_SHARE: Final = _Requirement(
    "an amount per share",
    "Use a currency per share, such as iso4217:JPY/xbrli:shares",
    _is_per_share,
)


def _requirement(data_type: DataType) -> _Requirement | None:
    for name, requirement in ((MONETARY, _AMOUNT), (SHARES, _SHARES), (PURE, _RATIO)):
        if data_type.derives_from(name):
            return requirement
    return _PER_SHARE if _derives_from_per_share(data_type) else None


def _derives_from_per_share(data_type: DataType) -> bool:
    """Tell whether a type is the registry's per-share type, of whichever of its releases."""
    registry = DTR_NUMERIC.removesuffix("numeric")
    return any(
        name.local_name == "perShareItemType" and name.namespace.startswith(registry)
        for name in (data_type.name, *data_type.ancestors)
    )
