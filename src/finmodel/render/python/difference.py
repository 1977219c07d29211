"""What two taxonomies do not have in common, in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from attrs import evolve, fields

from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.label import Label, Reference
from finmodel.taxonomy.network import Network, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy

_SHOWN: Final = 5


def differences(original: Taxonomy, other: Taxonomy) -> Iterator[str]:
    """Yield what the other taxonomy lacks of the original, or has beyond it.

    Orders of relationships are compared by the sequence that they make.
    """
    names = Namespaces(original.namespaces)
    yield from _concepts(original.concepts, other.concepts, names)
    yield from _words("label", set(original.labels), set(other.labels), names)
    yield from _words("reference", set(original.references), set(other.references), names)
    yield from _networks(original, other, names)
    for uri, role in original.roles.items():
        found = other.roles.get(uri)
        if found is None:
            yield f"the role {uri} is missing"
        elif (found.definition, set(found.used_on)) != (role.definition, set(role.used_on)):
            yield f"the role {uri} is declared otherwise"
    yield from (f"the role {uri} is added" for uri in other.roles if uri not in original.roles)
    for domain in original.typed_domains.keys() ^ other.typed_domains.keys():
        yield f"the typed domain {names.name(domain)} is not in both"


def _concepts(
    mine: Mapping[QName, Concept], theirs: Mapping[QName, Concept], names: Namespaces
) -> Iterator[str]:
    yield from _counted("concept", [name for name in mine if name not in theirs], "missing", names)
    yield from _counted("concept", [name for name in theirs if name not in mine], "added", names)
    changed: defaultdict[str, list[QName]] = defaultdict(list)
    for name in mine.keys() & theirs.keys():
        if mine[name] != theirs[name]:
            for field in (field.name for field in fields(Concept) if field.eq):
                if getattr(mine[name], field) != getattr(theirs[name], field):
                    changed[field].append(name)
    for attribute, found in sorted(changed.items()):
        yield from _counted(f"{attribute} of a concept", found, "different", names)


def _words(
    what: str,
    mine: Set[Label] | Set[Reference],
    theirs: Set[Label] | Set[Reference],
    names: Namespaces,
) -> Iterator[str]:
    yield from _counted(what, [text.concept for text in mine - theirs], "missing", names)
    yield from _counted(what, [text.concept for text in theirs - mine], "added", names)


def _networks(original: Taxonomy, other: Taxonomy, names: Namespaces) -> Iterator[str]:
    for key in dict.fromkeys((*original.networks, *other.networks)):
        arcrole, role = key
        mine = _ordered(original.networks.get(key))
        theirs = _ordered(other.networks.get(key))
        what = f"relationship {arcrole.rpartition('/')[2]} in {role}"
        for found, verdict in ((mine - theirs, "missing"), (theirs - mine, "added")):
            yield from _counted(what, [arc.target for arc in found], verdict, names)


def _ordered(network: Network | None) -> set[Relationship]:
    """Return relationships with their orders counted from 1 at each source."""
    if network is None:
        return set()
    return {
        evolve(arc, order=arc.order * 0 + place)
        for source in network.sources
        for place, arc in enumerate(network.from_(source), 1)
    }


def _counted(
    what: str, concepts: Iterable[QName], verdict: str, names: Namespaces
) -> Iterator[str]:
    count = Counter(map(names.name, concepts))
    total = sum(count.values())
    if total:
        shown = ", ".join(sorted(count)[:_SHOWN])
        more = ", …" if len(count) > _SHOWN else ""
        yield f"{total:,} × {what} {verdict}: {shown}{more}"
