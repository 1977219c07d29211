"""Contexts and units as markup (XBRL 2.1, sections 4.7 and 4.8; Dimensions 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import cache

import attrs

from finmodel.formats.xbrl_xml.name import XBRLDI
from finmodel.formats.xbrl_xml.naming import Naming
from finmodel.formats.xml.namespace import XSI
from finmodel.formats.xml.text import escaped, quoted
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import NO_ENTITY, Entity
from finmodel.model.period import Period, day_before
from finmodel.model.unit import PURE_MEASURE, Unit
from finmodel.qname import XBRLI, QName
from finmodel.taxonomy.concept import Concept


class ContextWriter:
    """Writes dimension sets as contexts, and makes out only once what they have in common.

    `guessed` are the typed dimensions whose element neither the report nor the taxonomy knows.
    """

    def __init__(self, naming: Naming, concepts: Mapping[QName, Concept]) -> None:
        self._naming = naming
        self._concepts = concepts
        self._p = naming.prefix(XBRLI)
        self._identifier = cache(self._identifier_of)
        self._period = cache(self._period_of)
        self._member = cache(self._member_of)
        self.guessed: dict[QName, None] = {}

    def context(self, id: str, shared: DimensionSet, container: str) -> str:
        """Return a context with its dimensions in a `segment` or a `scenario`."""
        p = self._p
        segment = scenario = ""
        held = {"segment": "", "scenario": ""}
        other = "scenario" if container == "segment" else "segment"
        for pair in shared.members:
            held[other if pair[0] in shared.displaced else container] += self._member(*pair)
        for remark in shared.remarks:
            held[remark.container] += f"        {remark.markup}\n"
        if held["scenario"]:
            scenario = f"    <{p}:scenario>\n{held['scenario']}    </{p}:scenario>\n"
        if held["segment"]:
            segment = f"      <{p}:segment>\n{held['segment']}      </{p}:segment>\n"
        return (
            f'  <{p}:context id="{id}">\n'
            f"    <{p}:entity>\n{self._identifier(shared.entity)}{segment}    </{p}:entity>\n"
            f"    <{p}:period>\n{self._period(shared.period)}    </{p}:period>\n"
            f"{scenario}  </{p}:context>\n"
        )

    def _identifier_of(self, entity: Entity | None) -> str:
        scheme, identifier = attrs.astuple(entity or NO_ENTITY)
        element = f"{self._p}:identifier"
        return f"      <{element} scheme={quoted(scheme)}>{escaped(identifier)}</{element}>\n"

    def _period_of(self, period: Period) -> str:
        p, start, end = self._p, period.start, period.end
        if start is None or end is None:
            return f"      <{p}:forever/>\n"
        if period.is_instant:
            return f"      <{p}:instant>{_end_date(end)}</{p}:instant>\n"
        return (
            f"      <{p}:startDate>{_start_date(start)}</{p}:startDate>\n"
            f"      <{p}:endDate>{_end_date(end)}</{p}:endDate>\n"
        )

    def _member_of(self, dimension: QName, member: Member) -> str:
        name = self._naming.name
        di = self._naming.prefix(XBRLDI)
        if isinstance(member, QName):
            element = f"{di}:explicitMember"
            content = name(member)
        elif member.is_markup:
            element = f"{di}:typedMember"
            content = member.value or ""
        else:
            element = f"{di}:typedMember"
            content = self._value(name(member.domain or self._domain(dimension)), member.value)
        return f'        <{element} dimension="{name(dimension)}">{content}</{element}>\n'

    def _value(self, element: str, value: str | None) -> str:
        if value is None:
            return f'<{element} {self._naming.prefix(XSI)}:nil="true"/>'
        return f"<{element}>{escaped(value)}</{element}>"

    def _domain(self, dimension: QName) -> QName:
        """Return the element that carries the values of a typed dimension, guessing if need be."""
        concept = self._concepts.get(dimension)
        if concept is not None and concept.typed_domain is not None:
            return concept.typed_domain
        self.guessed[dimension] = None
        return QName(dimension.namespace, f"{dimension.local_name}Domain")


def unit_markup(id: str, unit: Unit, naming: Naming) -> str:
    """Return a unit; one that has nothing above the line has `xbrli:pure` there."""
    p = naming.prefix(XBRLI)
    above, below = (
        "".join(f"<{p}:measure>{naming.name(measure)}</{p}:measure>" for measure in side)
        for side in (unit.numerators or (PURE_MEASURE,), unit.denominators)
    )
    if below:
        above = (
            f"<{p}:divide><{p}:unitNumerator>{above}</{p}:unitNumerator>"
            f"<{p}:unitDenominator>{below}</{p}:unitDenominator></{p}:divide>"
        )
    return f'  <{p}:unit id="{id}">{above}</{p}:unit>\n'


def _start_date(moment: datetime) -> str:
    """Return the day that a moment starts, or the moment if it does not start one."""
    return moment.date().isoformat() if _is_midnight(moment) else Period.instant(moment).text


def _end_date(moment: datetime) -> str:
    """Return the day that a moment ends, or the moment if it does not end one."""
    last = day_before(moment)
    return Period.instant(moment).text if last is None else last.isoformat()


def _is_midnight(moment: datetime) -> bool:
    return moment.tzinfo is None and moment.time() == time.min
