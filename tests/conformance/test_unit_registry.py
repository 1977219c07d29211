"""The table of units held against the published registry."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from finmodel.qname import QName
from finmodel.taxonomy.unit_registry import RegisteredType, registered_types
from tests.conformance.suite import STANDARD_SCHEMAS

PUBLISHED = "http/www.xbrl.org/utr/utr.xml"


@pytest.fixture(scope="module")
def units(shared: Path) -> list[dict[str, str]]:
    with ZipFile(shared / "suites" / STANDARD_SCHEMAS) as archive:
        root = etree.fromstring(archive.read(PUBLISHED))
    return [
        {etree.QName(part).localname: (part.text or "").strip() for part in unit}
        for unit in root.iter("{*}unit")
    ]


def test_the_table_is_the_published_registry(units: list[dict[str, str]]) -> None:
    measures: defaultdict[str, set[QName]] = defaultdict(set)
    quotients: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    namespaces: dict[str, str | None] = {}
    for unit in units:
        name = unit["itemType"]
        namespaces[name] = unit.get("nsItemType") if "xbrli" in _prefix(unit) else None
        if "numeratorItemType" in unit:
            quotients[name].add((unit["numeratorItemType"], unit["denominatorItemType"]))
        else:
            measures[name].add(QName(unit["nsUnit"], unit["unitId"]))
    published = {
        name: RegisteredType(namespace, frozenset(measures[name]), tuple(sorted(quotients[name])))
        for name, namespace in namespaces.items()
    }
    assert registered_types() == published


def _prefix(unit: dict[str, str]) -> str:
    return "xbrli" if unit.get("nsItemType", "").endswith("/instance") else ""
