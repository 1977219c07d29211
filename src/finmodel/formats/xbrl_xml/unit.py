"""Units as instances write them (XBRL 2.1, section 4.8)."""

from __future__ import annotations

from collections.abc import Sequence, Set

from lxml import etree

from finmodel.formats.xbrl_xml.attribute import strange_attributes
from finmodel.formats.xbrl_xml.fault import BAD_ID, BAD_UNIT, DUPLICATE_ID, MISPLACED_ATTRIBUTE
from finmodel.formats.xbrl_xml.name import DENOMINATOR, DIVIDE, MEASURE, NUMERATOR, SPACE
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.model.unit import PURE_MEASURE, SHARES_MEASURE, Unit
from finmodel.qname import XBRLI, QName, is_ncname

_Elements = Sequence[etree._Element]


class Units:
    """The units of an instance, by their ids."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._units: dict[str, Unit | None] = {}

    @property
    def ids(self) -> Set[str]:
        """The ids of all units, also of those that cannot be read."""
        return self._units.keys()

    def find(self, id: str) -> Unit | None:
        """Return the unit of an id, or `None` if it is missing or cannot be read."""
        return self._units.get(id.strip(SPACE))

    def read(self, unit: etree._Element) -> None:
        """Take in a unit; what is wrong with it goes into the journal."""
        id = (unit.get("id") or "").strip(SPACE)
        if id in self._units:
            message = f"Two units have the id “{id}”; the first counts."
            subject = f"the unit in line {unit.sourceline}"
            self._reading.complain(DUPLICATE_ID, message, unit, cause=id, subject=subject)
            return
        if not is_ncname(id):
            message = (
                f"A unit has the id “{id[:60]}”, which is no name." if id else ("A unit has no id.")
            )
            self._reading.complain(BAD_ID, message, unit)
        for element in unit.iter():
            for name in strange_attributes(element, *(["id"] if element is unit else [])):
                message = f"The unit “{id}” has the attribute {name}."
                self._reading.complain(MISPLACED_ATTRIBUTE, message, element)
        self._units[id] = self._unit(unit, id)

    def _unit(self, unit: etree._Element, id: str) -> Unit | None:
        sides = _sides(unit)
        if sides is None:
            message = f"The unit “{id}” is not built from measures, or they are out of order."
            self._reading.complain(BAD_UNIT, message, unit)
            return None
        above, below = sides
        numerators, denominators = self._names(above), self._names(below)
        if numerators is None or denominators is None:
            return None
        if not set(numerators).isdisjoint(denominators):
            message = f"The unit “{id}” has the same measure above and below the line."
            self._reading.complain(BAD_UNIT, message, unit)
        for name in (*numerators, *denominators):
            if name.namespace == XBRLI and name not in (PURE_MEASURE, SHARES_MEASURE):
                message = f"The unit “{id}” has {name.local_name}, which is no measure of XBRL's."
                self._reading.complain(BAD_UNIT, message, unit)
        return Unit(numerators, denominators)

    def _names(self, measures: _Elements) -> tuple[QName, ...] | None:
        names = [self._reading.qname(measure.text, measure) for measure in measures]
        known = tuple(name for name in names if name is not None)
        return known if len(known) == len(names) else None


def _sides(unit: etree._Element) -> tuple[_Elements, _Elements] | None:
    """Return the measures above and below the line, or `None` where it is not built from them."""
    above, below = list(unit), list[etree._Element]()
    if [part.tag for part in above] == [DIVIDE]:
        if [side.tag for side in above[0]] != [NUMERATOR, DENOMINATOR]:
            return None
        above, below = map(list, above[0])
        if not below:
            return None
    only_measures = all(part.tag == MEASURE and not len(part) for part in above + below)
    return (above, below) if only_measures and above else None
