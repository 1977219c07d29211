"""One self-contained page about two reports side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from finmodel.comparison.kind import HARMLESS, OF_NUMBERS, Kind
from finmodel.render.comparison import Compared
from finmodel.render.html.template import allowing, part, shares, templates, trusted

MOST_ON_A_PAGE: Final = 2000
"""How many pairs of a kind a page holds; a browser is slow with many more."""

_STYLES: Final[Mapping[str, tuple[str, frozenset[Kind]]]] = {
    "exact": ("equal", frozenset({Kind.EQUAL})),
    "rounded": ("only re-rounded or stated more often", HARMLESS - {Kind.EQUAL}),
    "broken": ("with another value", OF_NUMBERS | {Kind.REWORDED}),
    "open": (
        "in one report only, or under another name",
        frozenset({Kind.REMOVED, Kind.ADDED, Kind.RELABELLED}),
    ),
}
_TITLES: Final = {
    "SAME": "These reports say the same",
    "INCOMPLETE": "Not all of these reports could be read",
    "DIFFERENT": "These reports differ",
}


def comparison_html(compared: Compared) -> str:
    """Return a page about a comparison, to be opened in a browser.

    It has no script, and its policy forbids every request. Needs the extra `finmodel[html]` and
    raises `TemplatesMissingError`, an `ImportError`, without it.
    """
    environment = templates()
    comparison = compared.comparison
    style = part("page.css")
    old, new = compared.documents
    counts = [
        (name, words, sum(map(comparison.count, kinds))) for name, (words, kinds) in _STYLES.items()
    ]
    return environment.get_template("comparison.html").render(
        old=old,
        new=new,
        is_same=compared.verdict == "SAME",
        verdict=compared.verdict,
        title=_TITLES[compared.verdict],
        counts=compared.counts[:1].upper() + compared.counts[1:],
        coverage=shares(counts),
        language="en",
        remarks=list(compared.remarks()),
        tables=list(compared.tables()),
        style=trusted(style),
        style_hash=allowing(style),
    )
