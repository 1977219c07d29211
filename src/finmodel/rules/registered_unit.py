"""Facts whose unit the units registry does not have for their data type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.column import NONE
from finmodel.model.unit import PURE_MEASURE, Unit
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import by_cause, summary
from finmodel.rules.unit import is_wrong
from finmodel.taxonomy.unit_registry import registered_type

UNREGISTERED_UNIT: Final = "utre:error-NumericFactUtrInvalid"

_PURE: Final = Unit((PURE_MEASURE,))


@check(UNREGISTERED_UNIT, Severity.WARNING)
def unregistered_unit(case: Case) -> Iterator[Outcome]:
    """A number is reported in a unit that the units registry does not have for its data type.

    Why: whoever compares reports looks for the registry's units; a length in litres is a slip, and
    a currency with a code that nobody knows cannot be converted.

    Tolerance: none. A data type has the units of the closest type in the registry that it derives
    from, and units that are only candidates are taken for good. It is a warning, because XBRL
    itself demands no registry.

    Silent when: there is no taxonomy, no type in the registry fits, the specification forbids the
    unit by itself, which is said by another check, or the fact is nil and has no unit.

    Example: an area is reported in litres.

    Reference: Units Registry 1.0, section 3.
    """
    units, values = case.report.columns.units, case.report.columns.value

    def cause(series: Series) -> tuple[QName, Unit | None] | None:
        concept = case.concept_of(series)
        registered = registered_type(concept.data_type) if concept and concept.is_numeric else None
        unit = None if series.unit == NONE else units[series.unit]
        stated = unit or _PURE
        if concept is None or registered is None or is_wrong(concept, unit):
            return None
        is_known = registered.allows(stated.numerators, stated.denominators)
        return None if is_known else (concept.name, unit)

    for (name, unit), found in by_cause(case.series, cause):
        rows = [row for row in found if unit is not None or values[row] is not None]
        if rows:
            stated = f"in {unit}" if unit else "without a unit"
            says = (
                f"{case.label(name)} is reported {stated}, which is none of those that the units"
                " registry has for its type"
            )
            remedy = "Use a unit of the registry, or give the concept the type that is meant."
            yield summary(case, UNREGISTERED_UNIT, rows, says, remedy, Severity.WARNING)
