"""Notes and links as footnotes (XBRL 2.1, section 4.11)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from attrs import evolve

from finmodel.diagnostic import Diagnostic
from finmodel.formats.oim.fault import INVALID_XHTML
from finmodel.formats.taxonomy_xml.standard import is_built_in
from finmodel.formats.xbrl_xml.fault import DANGLING_LINK, REPEATED_NOTE, UNDECLARED_ROLE
from finmodel.formats.xbrl_xml.fragment import is_fragment
from finmodel.formats.xbrl_xml.identifier import Identifiers
from finmodel.formats.xbrl_xml.name import FOOTNOTE_ROLE
from finmodel.formats.xbrl_xml.naming import Naming
from finmodel.formats.xml.namespace import LINK, XHTML, XLINK
from finmodel.formats.xml.text import escaped, quoted
from finmodel.model.link import EXPLANATORY_FACT, STANDARD_GROUP, Link, Note
from finmodel.taxonomy.taxonomy import Taxonomy

_REGISTERED: Final = {
    EXPLANATORY_FACT: (
        "http://www.xbrl.org/lrr/arcrole/factExplanatory-2009-12-16.xsd#fact-explanatoryFact"
    ),
}
"""Where arcroles of the Link Role Registry are declared."""


class FootnoteWriter:
    """Writes an extended link for each group of links, with the notes that they lead to.

    `diagnostics` tell what could not be written as it is.
    """

    def __init__(self, naming: Naming, notes: Mapping[str, Note], identifiers: Identifiers) -> None:
        self._link = naming.prefix(LINK)
        self._xlink = naming.prefix(XLINK)
        self._notes = notes
        self._identifiers = identifiers
        self._written: set[str] = set()
        self.diagnostics: list[Diagnostic] = []

    def references(
        self,
        links: Sequence[Link],
        taxonomy: Taxonomy,
        schema: str,
        definitions: Mapping[str, str],
    ) -> Iterator[str]:
        """Yield references to roles and arcroles, unless XBRL 2.1 itself defines them.

        `definitions` are where the report says that they are; those of the taxonomy are looked for
        in the schema that is its entry point.
        """
        groups = dict.fromkeys(link.group for link in links)
        types = dict.fromkeys(link.type for link in links)
        roles = {uri: role.id for uri, role in taxonomy.roles.items()}
        arcroles = {uri: arcrole.id for uri, arcrole in taxonomy.arcroles.items()}
        for kind, uris, declared in (("role", groups, roles), ("arcrole", types, arcroles)):
            for uri in uris:
                if is_built_in(uri):
                    continue
                id = declared.get(uri)
                address = definitions.get(uri) or _REGISTERED.get(uri)
                address = address or (f"{schema}#{id}" if id else None)
                if address is None:
                    message = f"The taxonomy does not define the {kind} {uri}."
                    self.diagnostics.append(UNDECLARED_ROLE(message))
                    continue
                yield (
                    f'  <{self._link}:{kind}Ref {self._xlink}:type="simple"'
                    f" {self._xlink}:href={quoted(address)} {kind}URI={quoted(uri)}/>\n"
                )

    def footnote_links(self, links: Sequence[Link]) -> Iterator[str]:
        """Yield the extended links; notes that no link leads to are in the standard group."""
        if not links and not self._notes:
            return
        groups: defaultdict[str, list[Link]] = defaultdict(list)
        linked: set[str] = set()
        for link in links:
            known = self._known(link)
            if known is not None:
                groups[link.group].append(known)
                linked.update((known.source, *known.targets))
        unlinked = [id for id in self._notes if id not in linked]
        if unlinked:
            groups[STANDARD_GROUP] += ()
        for group, members in groups.items():
            yield self._extended(group, members, unlinked if group == STANDARD_GROUP else ())

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """How the ids of facts and notes are written."""
        return self._identifiers.all()

    @cached_property
    def _taken(self) -> set[str]:
        return set(self._ids.values())

    def _known(self, link: Link) -> Link | None:
        """Return the link without what is neither fact nor note, or nothing if nothing is left."""
        unknown = [id for id in (link.source, *link.targets) if id not in self._ids]
        for id in unknown:
            message = f"A link names “{id}”, which is neither a fact nor a note."
            self.diagnostics.append(DANGLING_LINK(message))
        targets = tuple(id for id in link.targets if id in self._ids)
        return evolve(link, targets=targets) if targets and link.source in self._ids else None

    def _extended(self, group: str, links: Sequence[Link], unlinked: Sequence[str]) -> str:
        parts: dict[str, str] = {}
        arcs: list[str] = []
        joined: Counter[tuple[str, str]] = Counter()
        for link in links:
            for target in link.targets:
                start, end = self._label(link.source, parts), self._label(target, parts)
                joined[start, end] += 1
                if joined[start, end] > 1:
                    start = self._second_label(start, joined[start, end], parts)
                attributes = {"arcrole": link.type, "from": start, "to": end}
                arcs.append(self._empty("footnoteArc", "arc", attributes))
        for id in unlinked:
            self._label(id, parts)
        element = f"{self._link}:footnoteLink"
        start_tag = f'{element} {self._xlink}:type="extended" {self._xlink}:role={quoted(group)}'
        return f"  <{start_tag}>\n{''.join((*parts.values(), *arcs))}  </{element}>\n"

    def _label(self, id: str, parts: dict[str, str]) -> str:
        """Return the label of a fact or note in an extended link, putting it there if need be."""
        label = self._ids[id]
        if label not in parts:
            note = self._notes.get(id)
            parts[label] = self._loc(label, label) if note is None else self._footnote(note, label)
        return label

    def _second_label(self, id: str, number: int, parts: dict[str, str]) -> str:
        """Return another label for a fact, since two labels can be joined only once."""
        label = self._unused(f"{id}.{number}")
        if label not in parts:
            parts[label] = self._loc(id, label)
        return label

    def _unused(self, id: str) -> str:
        while id in self._taken:
            id += "_"
        return id

    def _loc(self, id: str, label: str) -> str:
        return self._empty("loc", "locator", {"href": f"#{id}", "label": label})

    def _footnote(self, note: Note, label: str) -> str:
        """Return a footnote; links can lead to it only where it is (section 4.11.1.1)."""
        id = label
        is_sound = is_fragment(note.value)
        if note.id in self._written:
            id = self._unused(f"{label}.2")
            self._taken.add(id)
            message = f"The note “{note.id}” is written again as “{id}” for another group."
            self.diagnostics.append(REPEATED_NOTE(message))
        elif not is_sound:
            message = f"The note “{note.id}” is no XHTML; it is written as plain text."
            self.diagnostics.append(INVALID_XHTML(message))
        self._written.add(note.id)
        content = note.value if is_sound else escaped(note.value)
        element = f"{self._link}:footnote"
        attributes = self._attributes("resource", {"label": label, "role": FOOTNOTE_ROLE})
        namespace = f' xmlns="{XHTML}"' if "<" in content else ""
        return (
            f'    <{element}{attributes} id="{id}" xml:lang={quoted(note.language)}{namespace}>'
            f"{content}</{element}>\n"
        )

    def _empty(self, name: str, type_: str, attributes: Mapping[str, str]) -> str:
        return f"    <{self._link}:{name}{self._attributes(type_, attributes)}/>\n"

    def _attributes(self, type_: str, others: Mapping[str, str]) -> str:
        attributes = {"type": type_, **others}
        return "".join(f" {self._xlink}:{key}={quoted(text)}" for key, text in attributes.items())
