"""Footnotes and the links to them (XBRL 2.1, section 4.11; OIM 1.0, links)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from itertools import product
from typing import Final, NamedTuple

from attrs import frozen
from lxml import etree

from finmodel.formats.oim.fault import ILLEGAL_FOOTNOTE_TARGET, MISSING_NOTE_LANGUAGE
from finmodel.formats.oim.note import UNDETERMINED
from finmodel.formats.taxonomy_xml.standard import is_built_in
from finmodel.formats.taxonomy_xml.structure import DOCUMENTATION, value_problem
from finmodel.formats.xbrl_xml.attribute import attribute_problems
from finmodel.formats.xbrl_xml.fault import (
    BAD_FOOTNOTE_LINK,
    DANGLING_LINK,
    DUPLICATE_ID,
    FOOTNOTE_RESOURCE_ROLE,
    MISSING_ROLE_REFERENCE,
    MISUSED_ROLE,
    STRAY_TEXT,
    UNLINKED_FOOTNOTE,
    XML_BASE,
)
from finmodel.formats.xbrl_xml.fragment import fragment_of
from finmodel.formats.xbrl_xml.name import (
    FOOTNOTE_ARC,
    FOOTNOTE_ELEMENT,
    FOOTNOTE_LINK,
    FOOTNOTE_ROLE,
    LOC,
    SPACE,
    is_structure,
    local_name,
)
from finmodel.formats.xbrl_xml.place import find_rows
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.formats.xbrl_xml.reference import References
from finmodel.formats.xml.namespace import BASE, LANGUAGE, XHTML, XLINK
from finmodel.formats.xml.parser import XML_LIMIT
from finmodel.formats.xml.pointer import Path, pointers
from finmodel.formats.xml.xlink import (
    ARCROLE,
    ARCROLE_REF,
    FROM,
    HREF,
    LABEL,
    ROLE,
    ROLE_REF,
    TO,
    TYPE,
)
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.qname import QName
from finmodel.source import Source

_MAX_JOINED: Final = 1_000_000
"""The most pairs that arcs may join; since labels can be shared, few arcs could join very many."""

_End = str | int | Path
"""An end of a link: an id, the number of a footnote in the order of the instance, or a path."""

_Pair = tuple[str, str, _End, _End, frozenset[tuple[str, str]]]
"""A relationship as prohibition looks at it: its arcrole, role, ends and further attributes."""


@frozen
class _Footnote:
    id: str | None
    language: str
    value: str
    source: Source


class _Join(NamedTuple):
    """What an arc joins: each start to each end.

    Arcs that differ in their `extras`, which are all but `use` and `priority`, do not prohibit each
    other.
    """

    type: str
    group: str
    starts: Sequence[_End]
    ends: Sequence[_End]
    extras: frozenset[tuple[str, str]]
    priority: int
    source: Source

    @property
    def pairs(self) -> Iterator[_Pair]:
        for start, end in product(self.starts, self.ends):
            yield self.type, self.group, start, end, self.extras


class Footnotes:
    """The footnotes of an instance and its links, which may come before the facts they name."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._footnotes: list[_Footnote] = []
        self._joins: list[_Join] = []
        self._prohibited: list[_Join] = []
        self._links: dict[tuple[str, str, _End], dict[_End, None]] = {}
        self._sources: dict[tuple[str, str, _End], Source] = {}
        self._roles: set[str] = set()
        self._arcroles: set[str] = set()
        self._joined = 0
        self._is_full = False

    def read(self, link: etree._Element) -> None:
        """Take in an extended link; what is wrong with it goes into the journal."""
        labels: defaultdict[str, list[_End]] = defaultdict(list)
        arcs: list[etree._Element] = []
        group = self._group(link)
        texts = (link.text, *(part.tail for part in link))
        if any(text and text.strip(SPACE) for text in texts):
            self._reading.complain(STRAY_TEXT, "There is text in a footnote link.", link)
        for part in link:
            base = part.get(BASE)
            if base is not None:
                self._reading.complain(XML_BASE, f"The base “{base}” is not regarded.", part)
            kind = part.get(TYPE)
            for problem in _problems(part):
                self._reading.complain(BAD_FOOTNOTE_LINK, problem, part)
            self._check_content(link, part)
            if kind == "locator":
                labels[part.get(LABEL, "")] += self._targets(part)
            elif kind == "arc":
                arcs.append(part)
            elif kind == "resource" or part.tag == FOOTNOTE_ELEMENT:
                labels[part.get(LABEL, "")].append(len(self._footnotes))
                self._footnotes.append(self._footnote(part))
        joined: set[tuple[str, str]] = set()
        for arc in arcs:
            ends = arc.get(FROM, ""), arc.get(TO, "")
            if ends in joined:
                message = f"Several arcs of a footnote link join “{ends[0]}” to “{ends[1]}”."
                self._reading.complain(BAD_FOOTNOTE_LINK, message, arc)
            joined.add(ends)
            self._add(arc, group, labels)

    def _check_content(self, link: etree._Element, part: etree._Element) -> None:
        """Note what is no part of a footnote link, and what is in a part that holds no elements."""
        tag = str(part.tag)
        if link.tag == FOOTNOTE_LINK and tag not in _PARTS and part.get(TYPE) != "title":
            message = f"A footnote link has no place for {local_name(part)}."
            self._reading.complain(BAD_FOOTNOTE_LINK, message, part)
        if tag in (LOC, FOOTNOTE_ARC) and (part.text or "").strip(SPACE):
            message = f"A {local_name(part)} has text in it."
            self._reading.complain(BAD_FOOTNOTE_LINK, message, part)
        for child in part if tag in (LOC, FOOTNOTE_ARC) else ():
            if child.get(TYPE) != "title":
                message = f"A {local_name(part)} has {local_name(child)} in it."
                self._reading.complain(BAD_FOOTNOTE_LINK, message, child)

    def _group(self, link: etree._Element) -> str:
        """Return the role of an extended link, which is not to be a standard one for others."""
        role = link.get(ROLE)
        if not role or link.get(TYPE) != "extended":
            message = "A footnote link has no role, or is not of the XLink type “extended”."
            self._reading.complain(BAD_FOOTNOTE_LINK, message, link)
        elif problems := list(attribute_problems(link, "extended")):
            message = f"A footnote link {' and '.join(problems)}."
            self._reading.complain(BAD_FOOTNOTE_LINK, message, link)
        if role and role != STANDARD_GROUP and is_built_in(role):
            message = f"A footnote link has the role {role}."
            self._reading.complain(MISUSED_ROLE, message, link)
        self._roles.add(role or STANDARD_GROUP)
        return role or STANDARD_GROUP

    @property
    def has_any(self) -> bool:
        """Whether there was a link, if an empty one."""
        return bool(self._roles)

    def check_roles(self, references: References) -> None:
        """Note the roles and arcroles of its own that the instance does not refer to."""
        for tag, uris in ((ROLE_REF, self._roles), (ARCROLE_REF, self._arcroles)):
            own = {uri for uri in uris if not is_built_in(uri)}
            for uri in references.missing(tag, own):
                message = f"No {tag.rpartition('}')[2]} of the instance leads to {uri}."
                self._reading.journal.add(
                    MISSING_ROLE_REFERENCE, message, self._reading.document.source()
                )

    def _targets(self, loc: etree._Element) -> list[_End]:
        """Return the id or the path that a locator leads to, or nothing if it leads elsewhere."""
        href = loc.get(HREF, "").strip(SPACE)
        document = self._reading.document
        address, _, fragment = document.resolve(href).partition("#")
        pointer = next(pointers(fragment), None)
        is_known = pointer is not None and bool(pointer.id) != bool(pointer.path)
        if address == document.address and pointer and is_known:
            return [pointer.path or pointer.id]
        message = f"A locator leads to “{href}”, which is not in this instance."
        self._reading.complain(DANGLING_LINK, message, loc)
        return []

    def _footnote(self, element: etree._Element) -> _Footnote:
        value = fragment_of(element)
        role = element.get(ROLE)
        if role and role != FOOTNOTE_ROLE and is_built_in(role):
            message = f"The footnote “{value[:60]}” has the role {role}."
            self._reading.complain(MISUSED_ROLE, message, element)
        elif role and role != FOOTNOTE_ROLE:
            self._roles.add(role)
            message = f"The footnote “{value[:60]}” has the role {role}."
            self._reading.complain(
                FOOTNOTE_RESOURCE_ROLE, message, element, cause=role, subject=f"“{value[:60]}”"
            )
        around = (element, *element.iterancestors())
        language = next(filter(None, (each.get(LANGUAGE) for each in around)), None)
        if language is None:
            message = f"The footnote “{value[:60]}” does not say in which language it is."
            self._reading.complain(MISSING_NOTE_LANGUAGE, message, element)
            language = UNDETERMINED
        source = self._reading.document.source(element.sourceline)
        return _Footnote(element.get("id"), language.lower(), value, source)

    def _add(self, arc: etree._Element, group: str, labels: Mapping[str, list[_End]]) -> None:
        start, end = arc.get(FROM, ""), arc.get(TO, "")
        for label in (start, end):
            if label not in labels:
                message = f"Nothing in the link has the label “{label}”, which an arc names."
                self._reading.complain(DANGLING_LINK, message, arc)
                return
        self._joined += len(labels[start]) * len(labels[end])
        if self._joined > _MAX_JOINED:
            if not self._is_full:
                message = f"Arcs join over {_MAX_JOINED:,} pairs; those from here on are left out."
                self._reading.complain(XML_LIMIT, message, arc)
            self._is_full = True
            return
        type_ = arc.get(ARCROLE) or FOOTNOTE
        self._arcroles.add(type_)
        for source in labels[start]:
            if type_ == FOOTNOTE and isinstance(source, int):
                message = f"An arc leads from the footnote “{self._footnotes[source].value[:60]}”."
                self._reading.complain(BAD_FOOTNOTE_LINK, message, arc)
        joins = self._prohibited if arc.get("use") == "prohibited" else self._joins
        place = self._reading.document.source(arc.sourceline)
        ends = labels[start], labels[end]
        joins.append(_Join(type_, group, *ends, _extras(arc), _priority(arc), place))

    def _relate(self) -> None:
        """Make links of what arcs join, but for what others prohibit (section 3.5.3.9.7)."""
        barred: dict[_Pair, int] = {}
        for join in self._prohibited:
            for pair in join.pairs:
                barred[pair] = max(join.priority, barred.get(pair, join.priority))
        for join in self._joins:
            for pair in join.pairs:
                if barred and barred.get(pair, join.priority - 1) >= join.priority:
                    continue
                type_, group, start, end, _ = pair
                self._links.setdefault((type_, group, start), {})[end] = None
                self._sources.setdefault((type_, group, start), join.source)

    def resolve(
        self, ids: Sequence[str], left_out: Set[str], without_row: Collection[int]
    ) -> tuple[Mapping[str, Note], tuple[Link, ...]]:
        """Return the notes and the links, given the ids of all facts.

        What leads from or to a fact that was left out is left out too; `without_row` are the
        positions of those facts.
        """
        self._relate()
        if not self._footnotes and not self._links:
            return {}, ()
        self._follow_paths(ids, without_row)
        facts = set(ids)
        notes = self._notes(facts)
        names = list(notes)
        links: list[Link] = []
        for (type_, group, start), ends in self._links.items():
            source, *targets = (
                names[end] if isinstance(end, int) else str(end) for end in (start, *ends)
            )
            place = self._sources[type_, group, start]
            for end in (start, *ends):
                if end in notes:
                    message = f"A locator leads to the footnote “{end}”, and not to a fact."
                    self._reading.journal.add(DANGLING_LINK, message, place)
            known = [id for id in targets if id in notes or id in facts]
            for id in (source, *targets):
                if id not in notes and id not in facts and id not in left_out:
                    message = f"A link names “{id}”, which is no fact of this instance."
                    self._reading.journal.add(DANGLING_LINK, message, place)
            if type_ == FOOTNOTE and not notes.keys() >= set(known):
                message = f"“{source}” has a footnote that is a fact."
                self._reading.journal.add(ILLEGAL_FOOTNOTE_TARGET, message, place)
            if known and (source in facts or source in notes):
                links.append(Link(type_, group, source, tuple(known)))
        self._name_unlinked(names)
        return notes, tuple(links)

    def _follow_paths(self, ids: Sequence[str], without_row: Collection[int]) -> None:
        """Put ids in the place of paths, for which the instance has to be read again."""
        ends = {end for (_, _, start), ends in self._links.items() for end in (start, *ends)}
        paths = {end for end in ends if isinstance(end, tuple)}
        if not paths:
            return
        rows = find_rows(self._reading.document, paths, without_row)
        names: dict[_End, _End] = {
            path: ids[rows[path]] if path in rows else f"element({''.join(f'/{n}' for n in path)})"
            for path in paths
        }
        links, sources = self._links, self._sources
        self._links, self._sources = {}, {}
        for key, targets in links.items():
            type_, group, start = key
            named = (type_, group, names.get(start, start))
            known = dict.fromkeys(names.get(end, end) for end in targets)
            self._links.setdefault(named, {}).update(known)
            self._sources.setdefault(named, sources[key])

    def _notes(self, facts: Set[str]) -> dict[str, Note]:
        """Return the notes by their ids, in order; one without an id of its own is given one."""
        notes: dict[str, Note] = {}
        given = {footnote.id for footnote in self._footnotes}
        number = 0
        for footnote in self._footnotes:
            id = footnote.id
            if id is not None and (id in facts or id in notes):
                message = f"The id “{id}” of a footnote is taken; it is given another."
                self._reading.journal.add(
                    DUPLICATE_ID, message, footnote.source, cause=id, subject=str(footnote.source)
                )
                id = None
            while id is None:
                number += 1
                name = f"note{number}"
                id = None if name in facts or name in given else name
            notes[id] = Note(id, footnote.language, footnote.value)
        return notes

    def _name_unlinked(self, names: Sequence[str]) -> None:
        linked = {end for ends in self._links.values() for end in ends}
        for number, (id, footnote) in enumerate(zip(names, self._footnotes, strict=True)):
            if number not in linked and id not in linked:
                message = f"No link leads to the footnote “{footnote.value[:60]}”."
                self._reading.journal.add(UNLINKED_FOOTNOTE, message, footnote.source)


def _extras(arc: etree._Element) -> frozenset[tuple[str, str]]:
    given = ((str(name), str(text)) for name, text in arc.attrib.items())
    return frozenset(
        (name, text) for name, text in given if name not in _STANDING and XLINK not in name
    )


def _priority(arc: etree._Element) -> int:
    text = arc.get("priority", "0")
    return int(text) if value_problem("priority", text) is None else 0


def _problems(part: etree._Element) -> Iterator[str]:
    """Yield what is wrong with a part of a footnote link by itself."""
    name, kind = local_name(part), part.get(TYPE)
    if kind == "locator" and part.tag != LOC:
        yield f"A footnote link has the locator {name}, where only `loc` may be one."
    if is_structure(str(part.tag)) and _KINDS.get(name, kind) != kind:
        yield f"A {name} in a footnote link is not of the XLink type “{_KINDS[name]}”."
    for problem in attribute_problems(part, kind or ""):
        yield f"A {name} in a footnote link {problem}."
    for child in part if part.tag == FOOTNOTE_ELEMENT else ():
        if QName.from_clark(str(child.tag)).namespace != XHTML:
            yield f"A footnote has {local_name(child)}, which is no XHTML."


_STANDING: Final = ("use", "priority")
_PARTS: Final = (LOC, FOOTNOTE_ELEMENT, FOOTNOTE_ARC, DOCUMENTATION)
_KINDS: Final = {"loc": "locator", "footnote": "resource", "footnoteArc": "arc"}
