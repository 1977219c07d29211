"""Links as documents give them: by the aliases of their types and groups, and by ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from attrs import frozen

from finmodel.diagnostic import Fault
from finmodel.formats.oim.binding import numbered
from finmodel.formats.oim.dialect import Dialect
from finmodel.formats.oim.fault import ILLEGAL_FOOTNOTE_TARGET, UNUSED_NOTE
from finmodel.formats.oim.info import Info, Place
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.shape import Path
from finmodel.formats.oim.urimap import LINK_ALIASES
from finmodel.model.link import FOOTNOTE, Link, Note
from finmodel.qname import NCNAME
from finmodel.source import Source


@frozen
class AliasedLink:
    """A link as it is written, and the path at which it is."""

    type: str
    group: str
    source: str
    targets: tuple[str, ...]
    path: Path


class LinkReader:
    """Resolves aliases and checks that links lead from somewhere to somewhere."""

    def __init__(self, info: Info, place: Place, dialect: Dialect, journal: Journal) -> None:
        self._info = info
        self._place = place
        self._dialect = dialect
        self._journal = journal

    def links(
        self,
        written: Iterable[AliasedLink],
        ids: Collection[str],
        notes: Mapping[str, Note],
        note_source: Callable[[str], Source],
    ) -> tuple[Link, ...]:
        """Return the links between facts and notes that were read.

        `ids` are those of the facts. A target that is neither fact nor note is left out.
        """
        links = [link for one in written if (link := self._link(one, ids, notes)) is not None]
        used = {link.source for link in links}.union(*(link.targets for link in links))
        for id in notes:
            if id not in used:
                message = f"No link leads to the note “{id}”."
                self._journal.add(UNUSED_NOTE, message, note_source(id))
        return tuple(links)

    def _link(
        self, link: AliasedLink, ids: Collection[str], notes: Mapping[str, Note]
    ) -> Link | None:
        dialect = self._dialect
        type_ = self._uri(link, link.type, self._info.link_types, dialect.link_type)
        group = self._uri(link, link.group, self._info.link_groups, dialect.link_group)
        if link.source not in ids and link.source not in notes:
            if dialect.link_source is not None:
                message = f"A link starts at “{link.source}”, which is no fact of the report."
                self._journal.add(dialect.link_source, message, self._place(*link.path))
            return None
        targets = []
        for target in link.targets:
            if target in ids or target in notes:
                targets.append(target)
                continue
            message = f"“{link.source}” is linked to “{target}”, which is no fact of the report."
            self._journal.add(dialect.link_target, message, self._place(*link.path))
        if type_ is None or group is None or not targets:
            return None
        if type_ == FOOTNOTE and any(target not in notes for target in targets):
            message = f"“{link.source}” has a footnote that is no note."
            self._journal.add(ILLEGAL_FOOTNOTE_TARGET, message, self._place(*link.path))
        return Link(type_, group, link.source, tuple(targets))

    def _uri(
        self, link: AliasedLink, alias: str, aliases: Mapping[str, str], unknown: Fault
    ) -> str | None:
        uri = aliases.get(alias)
        if uri is None:
            message = (
                f"Nothing says what “{alias}” stands for, which a link of “{link.source}” uses."
            )
            source = self._place(*link.path)
            self._journal.add(unknown, message, source, cause=alias, subject=f"“{link.source}”")
            uri = LINK_ALIASES.get(alias)
        return uri


def aliases(uris: Iterable[str]) -> dict[str, str]:
    """Return an alias for each URI: the reserved one, else the last name in it; URI to alias."""
    reserved = {uri: alias for alias, uri in LINK_ALIASES.items()}
    taken = Counter(map(str.lower, LINK_ALIASES))
    made: dict[str, str] = {}
    for uri in sorted(set(uris)):
        match = NCNAME.search(uri.rpartition("/")[2].rpartition("#")[2])
        made[uri] = reserved.get(uri) or numbered(match[0] if match else "link", taken)
    return made
