"""Aliases of URIs: namespaces, link types and link groups, and those that are reserved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote

from attrs import frozen

from finmodel.diagnostic import Fault
from finmodel.formats.oim.fault import (
    INVALID_ALIAS_FOR_RESERVED_URI,
    INVALID_URI,
    INVALID_URI_ALIAS,
    INVALID_URI_FOR_RESERVED_ALIAS,
    MULTIPLE_ALIASES_FOR_URI,
)
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP
from finmodel.qname import ENUM2, ISO4217, XBRL, XBRLI, XS, is_ncname

PREFIXES: Final = {
    "xbrl": XBRL,
    "xbrli": XBRLI,
    "xs": XS,
    "iso4217": ISO4217,
    "utr": "http://www.xbrl.org/2009/utr",
    "enum2": ENUM2,
    "dtr-type": "http://www.xbrl.org/dtr/type/",
}
"""The prefixes that both formats reserve; one that ends in a slash stands for a family of URIs."""

LINK_ALIASES: Final = {
    "footnote": FOOTNOTE,
    "explanatoryFact": EXPLANATORY_FACT,
    "_": STANDARD_GROUP,
}
"""The aliases that link types and link groups reserve."""

_URI: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^\s<>\"{}|\\^`%#\x00-\x20\x7f]|%[0-9A-Fa-f]{2})+"
    r"(?:#(?:[^\s<>\"{}|\\^`%#\x00-\x20\x7f]|%[0-9A-Fa-f]{2})*)?"
)


def is_absolute_uri(text: str) -> bool:
    """Tell whether a text is a whole URI, scheme included; letters of any language will do."""
    return _URI.fullmatch(text) is not None


@frozen
class AliasFault:
    """Something wrong with one alias of a map."""

    alias: str
    fault: Fault
    message: str


def alias_faults(aliases: Mapping[str, str], reserved: Mapping[str, str]) -> Iterator[AliasFault]:
    """Yield what is wrong with a map of aliases (OIM common definitions 1.0, URI aliases)."""
    by_uri = {uri: alias for alias, uri in reserved.items()}
    first: dict[str, str] = {}
    for alias, uri in aliases.items():
        if not is_ncname(alias):
            yield AliasFault(alias, INVALID_URI_ALIAS, f"“{alias}” cannot be an alias.")
        if not is_absolute_uri(uri):
            message = f"“{alias}” stands for “{uri}”, which is no absolute URI."
            yield AliasFault(alias, INVALID_URI, message)
        other = first.setdefault(quote(uri, safe="%/:?#[]@!$&'()*+,;=~"), alias)
        if other != alias:
            message = f"Both “{other}” and “{alias}” stand for {uri}."
            yield AliasFault(alias, MULTIPLE_ALIASES_FOR_URI, message)
        own = reserved.get(alias, uri)
        if own != uri and not (own.endswith("/") and uri.startswith(own)):
            message = f"“{alias}” stands for {uri}, but is reserved for {own}."
            yield AliasFault(alias, INVALID_URI_FOR_RESERVED_ALIAS, message)
        elif by_uri.get(uri, alias) != alias:
            message = f"“{alias}” stands for {uri}, whose reserved alias is “{by_uri[uri]}”."
            yield AliasFault(alias, INVALID_ALIAS_FOR_RESERVED_URI, message)


def is_legal(alias: str, uri: str, reserved: Mapping[str, str]) -> bool:
    """Tell whether an alias may stand for a URI, as far as the two alone can say."""
    return not any(alias_faults({alias: uri}, reserved))
