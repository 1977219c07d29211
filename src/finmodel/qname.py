"""Qualified names: the only thing by which a report and its taxonomy know each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

XS: Final = "http://www.w3.org/2001/XMLSchema"
XBRL: Final = "https://xbrl.org/2021"
XBRLI: Final = "http://www.xbrl.org/2003/instance"
ISO4217: Final = "http://www.xbrl.org/2003/iso4217"
ENUM2: Final = "http://xbrl.org/2020/extensible-enumerations-2.0"

# NCName of "Namespaces in XML 1.0", section 3: what the ranges of XML 1.0, fifth edition, leave
# out, since Python takes four times as long to compile the ranges themselves.
_NEVER = (
    r":-@[-^`{-\u00b6\u00b8-\u00bf\u00d7\u00f7\u037e\u2000-\u200b\u200e-\u203e\u2041-\u206f"
    r"\u2190-\u2bff\u2ff0-\u3000\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
)
NCNAME: Final = re.compile(rf"[^\x00-9{_NEVER}\u00b7\u0300-\u036f\u203f\u2040][^\x00-,/{_NEVER}]*")


def is_ncname(text: str) -> bool:
    """Tell whether `text` is a name without a colon, as prefixes, local names and XML ids are."""
    return NCNAME.fullmatch(text) is not None


class UnboundPrefixError(LookupError):
    """A prefixed name uses a prefix that no namespace is bound to."""

    def __init__(self, text: str, prefix: str) -> None:
        super().__init__(f"no namespace is bound to the prefix {prefix!r} of {text!r}")
        self.prefix = prefix


class QName(NamedTuple):
    """A namespace URI (empty for none) and a local name; equal whatever prefix was written."""

    namespace: str
    local_name: str

    @classmethod
    def from_clark(cls, text: str) -> QName:
        """Read the form `{namespace}local`; a bare `local` has no namespace."""
        if text.startswith("{"):
            namespace, _, local_name = text[1:].partition("}")
            return cls(namespace, local_name)
        return cls("", text)

    @classmethod
    def from_prefixed(cls, text: str, namespaces: Mapping[str, str]) -> QName:
        """Read `prefix:local` with the given bindings; raises `UnboundPrefixError`.

        A name without a prefix takes the namespace bound to the empty prefix, or none.
        """
        prefix, colon, local_name = text.partition(":")
        if not colon:
            return cls(namespaces.get("", ""), text)
        try:
            return cls(namespaces[prefix], local_name)
        except KeyError:
            raise UnboundPrefixError(text, prefix) from None

    @property
    def clark(self) -> str:
        """The form `{namespace}local`, which needs no bindings to be understood."""
        return f"{{{self.namespace}}}{self.local_name}" if self.namespace else self.local_name

    def __str__(self) -> str:
        return self.clark


class Namespaces(dict[str, str]):
    """Prefix to namespace URI, with the way back; the first prefix bound to a URI is its name."""

    def prefix(self, namespace: str) -> str:
        """Return the prefix bound to `namespace`, binding a new one if there is none."""
        for prefix, bound in self.items():
            if bound == namespace:
                return prefix
        stem = KNOWN_PREFIXES.get(namespace) or "ns"
        prefix, number = stem, 0
        while prefix in self or not prefix:
            number += 1
            prefix = f"{stem}{number}"
        self[prefix] = namespace
        return prefix

    def name(self, qname: QName) -> str:
        """Return `prefix:local` for a name, binding a prefix where its namespace has none."""
        if not qname.namespace:
            return qname.local_name
        prefix = self.prefix(qname.namespace)
        return f"{prefix}:{qname.local_name}" if prefix else qname.local_name


KNOWN_PREFIXES: Final = {
    XS: "xs",
    XBRL: "xbrl",
    XBRLI: "xbrli",
    ISO4217: "iso4217",
    "http://www.xbrl.org/2009/utr": "utr",
    "http://xbrl.org/2020/extensible-enumerations-2.0": "enum2",
    "http://www.xbrl.org/2003/linkbase": "link",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://xbrl.org/2005/xbrldt": "xbrldt",
    "http://xbrl.org/2006/xbrldi": "xbrldi",
    "http://www.xbrl.org/2006/ref": "ref",
    "http://www.xbrl.org/dtr/type/numeric": "num",
    "http://www.xbrl.org/dtr/type/non-numeric": "nonnum",
}
