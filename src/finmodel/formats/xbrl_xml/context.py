"""Contexts: entity, period and members of dimensions (XBRL 2.1, section 4.7; Dimensions 1.0)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Set
from operator import itemgetter
from typing import Final

from lxml import etree

from finmodel.formats.xbrl_xml.attribute import strange_attributes
from finmodel.formats.xbrl_xml.fault import (
    BAD_CONTEXT,
    BAD_ID,
    BAD_PERIOD,
    COMPLEX_TYPED,
    DUPLICATE_ID,
    INCONSISTENT_CONTAINER,
    MISPLACED_ATTRIBUTE,
    MISPLACED_ELEMENT,
    NON_DIMENSIONAL,
    REPEATED_DIMENSION,
    STRAY_TEXT,
    UNKNOWN_ELEMENT,
    XBRL_IN_CONTEXT,
)
from finmodel.formats.xbrl_xml.markup import Canon, has_xbrl, written
from finmodel.formats.xbrl_xml.name import (
    END_DATE,
    ENTITY,
    EXPLICIT_MEMBER,
    FOREVER_ELEMENT,
    IDENTIFIER,
    INSTANT,
    NIL,
    PERIOD,
    SCENARIO,
    SEGMENT,
    SPACE,
    START_DATE,
    TYPED_MEMBER,
    is_true,
    local_name,
)
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.model.dimension import DimensionSet, Member, Remark, TypedMember
from finmodel.model.entity import NO_ENTITY, Entity
from finmodel.model.period import FOREVER, Period, PeriodError
from finmodel.model.wording import listed
from finmodel.qname import QName, is_ncname

_Pair = tuple[QName, Member]
_Members = tuple[_Pair, ...]
_Written = tuple[_Pair | None, ...]
_Key = tuple[object, ...]
_DIMENSION: Final = itemgetter(0)
_ZONE: Final = re.compile(r"(?:Z|[+-]\d\d:\d\d)?\Z")


class Contexts:
    """The contexts of an instance as dimension sets, by their ids.

    Contexts have much in common: an entity, a period or a member that was understood once is kept
    by its text, and again only understood where prefixes may mean something else.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sets: dict[str, DimensionSet | None] = {}
        self._entities: dict[_Key, Entity] = {}
        self._periods: dict[_Key, Period] = {}
        self._pairs: dict[_Key, _Pair] = {}
        self._members: dict[_Written, _Members] = {}
        self._remarks: list[Remark] = []
        self._displaced: list[_Pair | None] = []
        self._container: object = None
        self.container: str | None = None

    @property
    def ids(self) -> Set[str]:
        """The ids of all contexts, also of those that cannot be read."""
        return self._sets.keys()

    def find(self, id: str) -> DimensionSet | None:
        """Return what a context says, or `None` if it is missing or cannot be read."""
        return self._sets.get(id.strip(SPACE))

    def beside(self, used: Container[str]) -> tuple[DimensionSet, ...]:
        """Return what contexts say that can be read, and are not among those that are used."""
        unused = [id for id in self._sets if id not in used]
        return tuple(found for id in unused if (found := self._sets[id]) is not None)

    def read(self, context: etree._Element) -> None:
        """Take in a context; what is wrong with it goes into the journal."""
        id = (context.get("id") or "").strip(SPACE)
        if id in self._sets:
            message = f"Two contexts have the id “{id}”; the first counts."
            subject = f"the context in line {context.sourceline}"
            self._reading.complain(DUPLICATE_ID, message, context, cause=id, subject=subject)
            return
        if len(context.attrib) != 1 or not (id.isascii() and id.isidentifier()):
            self._check_attributes(context, id)
        if self._reading.stream.is_rebound:
            self._pairs.clear()
        self._sets[id] = self._dimension_set(context, id)

    def _check_attributes(self, context: etree._Element, id: str) -> None:
        if not is_ncname(id):
            message = (
                f"A context has the id “{id[:60]}”, which is no name."
                if id
                else ("A context has no id.")
            )
            self._reading.complain(BAD_ID, message, context)
        for name in strange_attributes(context, "id"):
            message = f"The context “{id}” has the attribute {name}."
            self._reading.complain(MISPLACED_ATTRIBUTE, message, context)

    def _check_member(self, element: etree._Element) -> None:
        """Note the attributes that a dimension has beside its name."""
        for name in strange_attributes(element, "dimension"):
            message = f"The {local_name(element)} of a context has the attribute {name}."
            self._reading.complain(MISPLACED_ATTRIBUTE, message, element)

    def _check_plain(self, element: etree._Element, id: str) -> None:
        """Note what an element has that is to have a text and nothing else, or nothing at all."""
        where = f"The {local_name(element)} of the context “{id}” has"
        self._name_attributes(element, id)
        if len(element):
            message = f"{where} {local_name(element[0])} in it."
            self._reading.complain(UNKNOWN_ELEMENT, message, element)
        elif element.tag == FOREVER_ELEMENT and (element.text or "").strip(SPACE):
            self._reading.complain(STRAY_TEXT, f"{where} text in it.", element)

    def _name_attributes(self, element: etree._Element, id: str) -> None:
        for name in strange_attributes(element):
            message = f"The {local_name(element)} of the context “{id}” has the attribute {name}."
            self._reading.complain(MISPLACED_ATTRIBUTE, message, element)

    def _misplace(self, element: etree._Element, id: str) -> None:
        names = listed([local_name(part) for part in element])
        message = f"The {local_name(element)} of the context “{id}” has {names}, in this order."
        self._reading.complain(MISPLACED_ELEMENT, message, element)

    def _dimension_set(self, context: etree._Element, id: str) -> DimensionSet | None:
        entity = period = None
        pairs: list[_Pair | None] = []
        self._remarks = []
        self._displaced = []
        order = ""
        for part in context:
            tag = part.tag
            if tag == ENTITY:
                entity = self._entity(part, id, pairs)
                order += "e"
            elif tag == PERIOD:
                period = self._period(part, id)
                order += "p"
            elif tag == SCENARIO:
                self._add_members(part, id, pairs)
                order += "s"
            else:
                order += "?"
        if order not in ("ep", "eps") and "e" in order and "p" in order:
            self._misplace(context, id)
        if entity is None or period is None:
            self._name_missing(context, id, entity)
            return None
        written = tuple(pairs)
        members = self._members.get(written)
        if members is None:
            members = self._in_order(written, context)
        if members is None:
            return None
        entity = None if entity is NO_ENTITY else entity
        if not self._remarks and not self._displaced:
            return DimensionSet(entity, period, members)
        displaced = frozenset(pair[0] for pair in self._displaced if pair is not None)
        return DimensionSet(entity, period, members, tuple(self._remarks), displaced)

    def _name_missing(self, context: etree._Element, id: str, entity: Entity | None) -> None:
        missing = ["identifier with a scheme"] if entity is None else []
        if context.find(PERIOD) is None:
            missing.append("period")
        if missing:
            message = f"The context “{id}” has no {' and no '.join(missing)}."
            self._reading.complain(BAD_CONTEXT, message, context)

    def _entity(self, element: etree._Element, id: str, pairs: list[_Pair | None]) -> Entity | None:
        """Return the entity, and add the dimensions of the segment that is in the element too."""
        entity = None
        order = ""
        if element.keys():
            self._name_attributes(element, id)
        for part in element:
            if part.tag == IDENTIFIER:
                key = (*part.values(), len(part), part.text)
                entity = self._entities.get(key)
                if entity is None and (entity := self._identified(part, id)) is not None:
                    self._entities[key] = entity
                order += "i"
            elif part.tag == SEGMENT:
                self._add_members(part, id, pairs)
                order += "s"
            else:
                order += "?"
        if order not in ("i", "is") and "i" in order:
            self._misplace(element, id)
        return entity

    def _identified(self, identifier: etree._Element, id: str) -> Entity | None:
        for name in strange_attributes(identifier, "scheme"):
            message = f"The identifier of the context “{id}” has the attribute {name}."
            self._reading.complain(MISPLACED_ATTRIBUTE, message, identifier)
        if len(identifier):
            message = f"The identifier of the context “{id}” has {local_name(identifier[0])} in it."
            self._reading.complain(UNKNOWN_ELEMENT, message, identifier)
        scheme, text = (
            (half or "").strip(SPACE) for half in (identifier.get("scheme"), identifier.text)
        )
        entity = Entity(scheme, text) if scheme else None
        return NO_ENTITY if entity == NO_ENTITY else entity

    def _period(self, element: etree._Element, id: str) -> Period | None:
        if element.keys():
            self._name_attributes(element, id)
        key = tuple([(part.tag, part.text, len(part), *part.values()) for part in element])
        period = self._periods.get(key)
        if period is None:
            for part in element:
                self._check_plain(part, id)
            try:
                period = self._periods[key] = read_period(element)
            except PeriodError as error:
                message = f"The period of the context “{id}” cannot be understood: {error}."
                self._reading.complain(BAD_PERIOD, message, element)
        return period

    def _add_members(self, container: etree._Element, id: str, pairs: list[_Pair | None]) -> None:
        """Add the dimensions of a segment or scenario, `None` for one that cannot be read."""
        before = len(pairs)
        if container.keys():
            self._name_attributes(container, id)
        for element in container:
            tag = element.tag
            if tag == EXPLICIT_MEMBER:
                key: _Key = (*element.values(), element.text)
                pairs.append(self._pairs.get(key) or self._explicit(element, key))
            elif tag == TYPED_MEMBER:
                pairs.append(self._typed(element, id))
            else:
                self._remark(element, container, id)
        if not len(container):
            message = f"The context “{id}” has an empty {local_name(container)}."
            self._reading.complain(XBRL_IN_CONTEXT, message, container)
        if len(pairs) > before and container.tag != self._container:
            self._note_container(container, id, pairs[before:])

    def _remark(self, element: etree._Element, container: etree._Element, id: str) -> None:
        """Keep what is no dimension, which tells facts apart like one."""
        where = local_name(container)
        message = f"The context “{id}” has {local_name(element)} in its {where}."
        if has_xbrl(element):
            self._reading.complain(XBRL_IN_CONTEXT, message, element)
        self._reading.complain(
            NON_DIMENSIONAL, message, element, cause=str(element.tag), subject=f"“{id}”"
        )
        self._remarks.append(Remark(where, Canon().form(element), written(element)))

    def _explicit(self, element: etree._Element, key: _Key) -> _Pair | None:
        dimension = self._reading.qname(element.get("dimension"), element)
        member = self._reading.qname(element.text, element)
        if dimension is None or member is None:
            return None
        pair = self._pairs[key] = (dimension, member)
        self._check_member(element)
        return pair

    def _typed(self, element: etree._Element, id: str) -> _Pair | None:
        content = list(element)
        if len(content) != 1:
            message = f"The context “{id}” has a typed dimension with {len(content)} values."
            self._reading.complain(BAD_CONTEXT, message, element)
            return None
        (value,) = content
        if len(value) or len(value.attrib) > (NIL in value.attrib):
            return self._complex(element, value, id)
        key = (*element.values(), value.tag, value.text, value.get(NIL))
        pair = self._pairs.get(key)
        if pair is None:
            dimension = self._reading.qname(element.get("dimension"), element)
            if dimension is None:
                return None
            text = None if is_true(value.get(NIL)) else value.text or ""
            pair = (dimension, TypedMember(text, QName.from_clark(str(value.tag))))
            self._pairs[key] = pair
            self._check_member(element)
        return pair

    def _complex(self, element: etree._Element, value: etree._Element, id: str) -> _Pair | None:
        """Return a typed dimension with its markup for a value."""
        message = f"The context “{id}” has a typed dimension that is not one simple value."
        self._reading.complain(
            COMPLEX_TYPED, message, element, cause=str(value.tag), subject=f"“{id}”"
        )
        dimension = self._reading.qname(element.get("dimension"), element)
        if dimension is None:
            return None
        domain = QName.from_clark(str(value.tag))
        self._check_member(element)
        return dimension, TypedMember(written(value), domain, is_markup=True)

    def _in_order(self, written: _Written, context: etree._Element) -> _Members | None:
        """Return each dimension with its first member, in order; `None` where one is lost."""
        pairs = [pair for pair in written if pair is not None]
        if len(pairs) < len(written):
            return None
        if len(dict(pairs)) == len(pairs):
            members = self._members[written] = tuple(sorted(pairs, key=_DIMENSION))
            return members
        counts = Counter(dimension for dimension, _ in pairs)
        twice = listed(str(dimension) for dimension, count in counts.items() if count > 1)
        message = f"The context “{context.get('id')}” has {twice} more than once."
        self._reading.complain(REPEATED_DIMENSION, message, context)
        return tuple(sorted(dict(reversed(pairs)).items(), key=_DIMENSION))

    def _note_container(
        self, container: etree._Element, id: str, pairs: Iterable[_Pair | None]
    ) -> None:
        if self._container is None:
            self._container = container.tag
            self.container = local_name(container)
            return
        self._displaced += pairs
        message = (
            f"The context “{id}” has dimensions in its {local_name(container)}, "
            f"where others before it have them elsewhere."
        )
        self._reading.complain(
            INCONSISTENT_CONTAINER,
            message,
            container,
            cause=local_name(container),
            subject=f"“{id}”",
        )


def read_period(element: etree._Element) -> Period:
    """Return the period that a `period` element means; raises `PeriodError`.

    A date alone is the start of that day where a period starts, and its end where one ends
    (XBRL 2.1, section 4.7.2).
    """
    tags = [part.tag for part in element]
    texts = [(part.text or "").strip(SPACE) for part in element]
    if tags == [INSTANT]:
        return Period.from_text(_moment(texts[0], "T24:00:00"))
    if tags == [START_DATE, END_DATE]:
        start, end = _moment(texts[0], "T00:00:00"), _moment(texts[1], "T24:00:00")
        return Period.from_text(f"{start}/{end}")
    if tags == [FOREVER_ELEMENT]:
        return FOREVER
    raise PeriodError("it is neither an instant, nor a start and then an end, nor forever")


def _moment(text: str, time: str) -> str:
    """Put the time into a date, before its time zone if it has one."""
    return text if "T" in text else _ZONE.sub(lambda zone: time + zone[0], text, count=1)
