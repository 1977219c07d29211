"""Dimensions that have more than one default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from finmodel.model.finding import Finding
from finmodel.model.wording import listed
from finmodel.qname import QName
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.relationship import taxonomy_finding
from finmodel.taxonomy.network import DIMENSION_DEFAULT
from finmodel.taxonomy.taxonomy import Taxonomy

TOO_MANY = "xbrldte:TooManyDefaultMembersError"


@taxonomy_check(TOO_MANY)
def too_many_default_members(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A dimension has more than one default member.

    Why: a fact without the dimension is at its default, and would be in several places at once.
    Defaults hold in the whole taxonomy, whatever the role that states them.

    Tolerance: none; the same default may be stated many times.

    Silent when: there is no taxonomy.

    Example: iij:ServiceAxis has the default iij:AllServices in one role and iij:Other in another.

    Reference: Dimensions 1.0, section 2.6.2.
    """
    defaults: defaultdict[QName, dict[QName, str]] = defaultdict(dict)
    for role, arc in taxonomy.dimensional.arcs(DIMENSION_DEFAULT):
        defaults[arc.source].setdefault(arc.target, role)
    for dimension, members in defaults.items():
        if len(members) > 1:
            named = listed(f"{taxonomy.name(member)} ({role})" for member, role in members.items())
            says = f"The dimension {taxonomy.name(dimension)} has the defaults {named}"
            yield taxonomy_finding(TOO_MANY, "", says, "Leave it one of them, in all roles.")
