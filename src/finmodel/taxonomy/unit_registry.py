"""The units registry: which units the data types of numbers allow (Units Registry 1.0)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen

from finmodel.qname import ISO4217, XBRLI, QName
from finmodel.taxonomy.datatype import DataType

UTR: Final = "http://www.xbrl.org/2009/utr"
"""The namespace of the registry's own measures."""

_NAMESPACES: Final = {"utr": UTR, "iso4217": ISO4217, "xbrli": XBRLI}
_QUOTIENTS: Final = "quotients"

Measures = Sequence[QName]


@frozen
class RegisteredType:
    """A data type and its units: one of some measures, or one type's units over another's.

    `namespace` is that of the type, `None` where only its local name counts.
    """

    namespace: str | None
    measures: frozenset[QName]
    quotients: tuple[tuple[str, str], ...] = ()

    def allows(self, above: Measures, below: Measures) -> bool:
        """Tell whether a unit, as what is above and below its line, is one of the type's."""
        if not below and _is_one_of(above, self.measures):
            return True
        return any(_suits(one, above) and _suits(other, below) for one, other in self.quotients)


def _is_one_of(measures: Measures, known: frozenset[QName]) -> bool:
    return len(measures) == 1 and measures[0] in known


def _suits(name: str, measures: Measures) -> bool:
    """Tell whether one side of a quotient suits a type; one that is not registered takes any."""
    found = registered_types().get(name)
    return found is None or _is_one_of(measures, found.measures)


@cache
def registered_types() -> Mapping[str, RegisteredType]:
    """Return the types of the registry by their local names."""
    tables = tomllib.loads(Path(__file__).with_name("units.toml").read_text("utf-8"))
    return dict(_registered(name, table) for name, table in tables.items())


def _registered(text: str, table: Mapping[str, str | list[str]]) -> tuple[str, RegisteredType]:
    prefix, _, name = text.rpartition(":")
    measures = frozenset(
        QName(_NAMESPACES[namespace], local)
        for namespace, ids in table.items()
        if isinstance(ids, str)
        for local in ids.split()
    )
    quotients = (tuple(quotient.split(" / ")) for quotient in table.get(_QUOTIENTS, ()))
    pairs = tuple((above, below) for above, below in quotients)
    return name, RegisteredType(XBRLI if prefix else None, measures, pairs)


def registered_type(data_type: DataType) -> RegisteredType | None:
    """Return the registered type that a data type is, or derives from most closely."""
    for name in (data_type.name, *data_type.ancestors):
        found = registered_types().get(name.local_name)
        if found is not None and found.namespace in (None, name.namespace):
            return found
    return None
