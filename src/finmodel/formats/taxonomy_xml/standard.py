"""The documents that standards publish: where they are, and which need not be read."""

from __future__ import annotations

import re
from typing import Final

from finmodel.qname import XBRLI
from finmodel.taxonomy.concept import XBRLDT
from finmodel.taxonomy.datatype import DTR_NON_NUMERIC, DTR_NUMERIC
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
    SUMMATION_ITEM_11,
)

_SITE: Final = "http://www.xbrl.org"
_XBRLDT_SCHEMA: Final = f"{_SITE}/2005/xbrldt-2005.xsd"
_DTR: Final = "http://www.xbrl.org/dtr/type/"

_SCHEMAS: Final = {
    XBRLI: f"{_SITE}/2003/xbrl-instance-2003-12-31.xsd",
    XBRLDT: _XBRLDT_SCHEMA,
    "http://www.xbrl.org/2003/linkbase": f"{_SITE}/2003/xbrl-linkbase-2003-12-31.xsd",
    "http://www.xbrl.org/2006/ref": f"{_SITE}/2006/ref-2006-02-27.xsd",
    "http://www.xbrl.org/2004/ref": f"{_SITE}/2004/ref-2004-08-10.xsd",
    DTR_NUMERIC: f"{_SITE}/dtr/type/numeric-2009-12-16.xsd",
    DTR_NON_NUMERIC: f"{_SITE}/dtr/type/nonNumeric-2009-12-16.xsd",
    "http://xbrl.org/2014/extensible-enumerations": f"{_SITE}/2014/extensible-enumerations.xsd",
    "http://xbrl.org/2020/extensible-enumerations-2.0": (
        "https://www.xbrl.org/2020/extensible-enumerations-2.0.xsd"
    ),
}

ARCROLES: Final = {
    **{
        arcrole: f"{_XBRLDT_SCHEMA}#{arcrole.rpartition('/')[2]}"
        for arcrole in (
            ALL,
            NOT_ALL,
            HYPERCUBE_DIMENSION,
            DIMENSION_DOMAIN,
            DOMAIN_MEMBER,
            DIMENSION_DEFAULT,
        )
    },
    SUMMATION_ITEM_11: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
}
"""Where the arcroles beyond XBRL 2.1's own are declared, by URI."""

# What XBRL 2.1 itself defines needs no declaration (sections 3.5.1.3.2 and 3.5.1.3.3).
_BUILT_IN: Final = re.compile(r"http://www\.xbrl\.org/2003/(role|arcrole)/.*")
_NEVER_READ: Final = re.compile(
    r"https?://(www\.w3\.org|(www\.)?xbrl\.org/(20(03|04|05|06|08|10|13|14|16|20|23)|dtr|utr))/.*"
)
_NOT_MISSED: Final = re.compile(r"https?://(www\.)?xbrl\.org/lrr/.*")


def schema_address(namespace: str) -> str | None:
    """Return the official address of a standard's schema, or `None` for any other namespace."""
    if namespace in _SCHEMAS:
        return _SCHEMAS[namespace]
    release = namespace.removeprefix(_DTR)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", release) and release != namespace:
        return f"https://www.xbrl.org/dtr/type/{release}/types.xsd"
    return None


def is_built_in(uri: str) -> bool:
    """Tell whether a role or arcrole is one of XBRL 2.1's own."""
    return _BUILT_IN.fullmatch(uri) is not None


def is_never_read(address: str) -> bool:
    """Tell whether a document is a standard's, known without being read."""
    return _NEVER_READ.fullmatch(address) is not None


def is_not_missed(address: str) -> bool:
    """Tell whether a document says nothing that is needed, so that it may be absent.

    The registry of link roles declares roles of labels, which mean the same undeclared.
    """
    return _NOT_MISSED.fullmatch(address) is not None
