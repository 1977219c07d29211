"""Names, units and entities as texts, with prefixes that the specification allows."""

from __future__ import annotations

from collections import Counter
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
        self._reserved = {uri: prefix for prefix, uri in reserved.items()}
        self._prefixes: dict[str, str] = {}
        self._names: dict[QName, str] = {}
        for prefix, uri in report.namespaces.items():
            if uri not in self._prefixes and is_legal(prefix, uri, reserved):
                self._prefixes[uri] = prefix
                self.namespaces[prefix] = uri
        self._taken = Counter(map(str.lower, {**reserved, **self.namespaces}))

    def name(self, qname: QName) -> str:
        """Return `prefix:local`."""
        name = self._names.get(qname)
        if name is None:
            prefix = self._prefix(qname.namespace)
            name = self._names[qname] = f"{prefix}:{qname.local_name}"
        return name

    def entity(self, entity: Entity) -> str:
        """Return the scheme's prefix and the identifier."""
        stem = _SCHEMES.get(entity.scheme, "scheme")
        return f"{self._prefix(entity.scheme, stem)}:{entity.identifier}"

    def unit(self, unit: Unit) -> str:
        """Return the OIM's form of a unit."""
        for measure in (*unit.numerators, *unit.denominators):
            self._prefix(measure.namespace)
        return unit.text(self.namespaces)

    def member(self, member: Member) -> str | None:
        """Return the text of a member or of a typed value; `None` is nil."""
        return self.name(member) if isinstance(member, QName) else member.value

    def _prefix(self, uri: str, stem: str = "ns") -> str:
        prefix = self._prefixes.get(uri)
        if prefix is None:
            prefix = self._reserved.get(uri) or numbered(stem, self._taken)
            self._prefixes[uri] = prefix
            self.namespaces[prefix] = uri
        return prefix


def numbered(stem: str, taken: Counter[str]) -> str:
    """Return a name, numbered where it is taken but for its case, and take it."""
    name, key = stem, stem.lower()
    while name.lower() in taken:
        name = f"{stem}{taken[key]}"
        taken[key] += 1
    taken[name.lower()] += 1
    return name


@lru_cache(maxsize=4096)
def period_text(period: Period) -> str:
    """Return the OIM's form of a period, which knows no time zone but UTC."""
    if period.start is None or period.end is None or period.start.tzinfo is None:
        return period.text
    try:
        return Period(period.start.astimezone(UTC), period.end.astimezone(UTC)).text
    except OverflowError:
        return period.text
