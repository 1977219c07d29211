"""Values of enumerations: names with prefixes in JSON and CSV, URIs in XML and in the model.

Extensible Enumerations 2.0 writes a member as its namespace, `#` and its local name, which needs
no prefixes to be understood; xBRL-JSON and xBRL-CSV write `prefix:local`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from finmodel.model.report import Report
from finmodel.qname import ENUM2, QName, UnboundPrefixError
from finmodel.taxonomy.taxonomy import Taxonomy

if TYPE_CHECKING:
    from finmodel.formats.oim.binding import Binding

_TYPES: Final = (QName(ENUM2, "enumerationItemType"), QName(ENUM2, "enumerationSetItemType"))


def prefixed_values(report: Report, taxonomy: Taxonomy, binding: Binding) -> Sequence[str | None]:
    """Return the values of a report with the members of enumerations as `prefix:local`."""

    def prefixed(name: str) -> str:
        namespace, hash_, local = name.rpartition("#")
        return binding.name(QName(namespace, local)) if hash_ else name

    return _replaced(report, taxonomy, prefixed)


def expanded_values(report: Report, taxonomy: Taxonomy) -> Sequence[str | None]:
    """Return the values of a report with the members of enumerations as URIs."""

    def expanded(name: str) -> str:
        if ":" not in name or "#" in name:
            return name
        try:
            qname = QName.from_prefixed(name, report.namespaces)
        except UnboundPrefixError:
            return name
        return f"{qname.namespace}#{qname.local_name}"

    return _replaced(report, taxonomy, expanded)


def _replaced(
    report: Report, taxonomy: Taxonomy, replace: Callable[[str], str]
) -> Sequence[str | None]:
    columns = report.columns
    enumerations = {
        index
        for index, name in enumerate(columns.concepts)
        if (concept := taxonomy.concepts.get(name)) is not None
        and any(map(concept.data_type.derives_from, _TYPES))
    }
    if not enumerations:
        return columns.value
    return [
        " ".join(sorted(map(replace, value.split()))) if value and index in enumerations else value
        for index, value in zip(columns.concept, columns.value, strict=True)
    ]
