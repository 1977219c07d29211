"""Names, units and entities as texts, with prefixes that the specification allows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from functools import lru_cache
from typing import Final

from finmodel.formats.oim.urimap import PREFIXES, is_legal
from finmodel.model.dimension import Member
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import Namespaces, QName

_SCHEMES: Final = {
    "http://standards.iso.org/iso/17442": "lei",
    "http://www.sec.gov/CIK": "cik",
}


class Binding:
    """Turns values into texts, binding prefixes as they are needed.

    The prefixes of the report are kept, because values may use them, unless the specification
    forbids them: reserved ones bound to something else, no names, a second one for a URI.
    """

    def __init__(self, report: Report, reserved: Mapping[str, str] = PREFIXES) -> None:
        self.namespaces = Namespaces()
        self._names: dict[QName, str] = {}
        self._reserved = {uri: prefix for prefix, uri in reserved.items()}
        bound: set[str] = set()
        for prefix, uri in report.namespaces.items():
            if uri not in bound and is_legal(prefix, uri, reserved):
                self.namespaces[prefix] = uri
                bound.add(uri)

    def name(self, qname: QName) -> str:
        """Return `prefix:local`."""
        name = self._names.get(qname)
        if name is None:
            self._bind(qname.namespace)
            name = self._names[qname] = self.namespaces.name(qname)
        return name

    def entity(self, entity: Entity) -> str:
        """Return the scheme's prefix and the identifier."""
        scheme = entity.scheme
        if scheme not in self.namespaces.values():
            self._bind(scheme, _SCHEMES.get(scheme, "scheme"))
        return f"{self.namespaces.prefix(scheme)}:{entity.identifier}"

    def unit(self, unit: Unit) -> str:
        """Return the OIM's form of a unit."""
        for measure in (*unit.numerators, *unit.denominators):
            self._bind(measure.namespace)
        return unit.text(self.namespaces)

    def member(self, member: Member) -> str | None:
        """Return the text of a member or of a typed value; `None` is nil."""
        return self.name(member) if isinstance(member, QName) else member.value

    def _bind(self, uri: str, stem: str = "ns") -> None:
        if not uri or uri in self.namespaces.values():
            return
        prefix = stem = self._reserved.get(uri, stem)
        number = 0
        while prefix in self.namespaces:
            number += 1
            prefix = f"{stem}{number}"
        self.namespaces[prefix] = uri


@lru_cache(maxsize=4096)
def period_text(period: Period) -> str:
    """Return the OIM's form of a period, which knows no time zone but UTC."""
    if period.start is None or period.end is None or period.start.tzinfo is None:
        return period.text
    try:
        return Period(period.start.astimezone(UTC), period.end.astimezone(UTC)).text
    except OverflowError:
        return period.text
