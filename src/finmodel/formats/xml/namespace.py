"""Namespaces that several formats in XML use, and the attributes of XML's own."""

from __future__ import annotations

from typing import Final

from finmodel.qname import XBRLI

XML: Final = "http://www.w3.org/XML/1998/namespace"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XHTML: Final = "http://www.w3.org/1999/xhtml"
XLINK: Final = "http://www.w3.org/1999/xlink"
LINK: Final = "http://www.xbrl.org/2003/linkbase"
RESERVED: Final = frozenset((XBRLI, LINK, XLINK, "http://www.xbrl.org/2003/XLink"))
"""The namespaces of XBRL 2.1, of which tuples have no attributes (section 4.9)."""

LANGUAGE: Final = f"{{{XML}}}lang"
SPACE: Final = f"{{{XML}}}space"
BASE: Final = f"{{{XML}}}base"
"""Names of attributes, in the form `{namespace}local`."""
