"""XLink as XBRL 2.1 has it, in instances and linkbases (section 3.5), as `{namespace}local`."""

from __future__ import annotations

from typing import Final

from finmodel.formats.xml.namespace import LINK, XLINK

TYPE: Final = f"{{{XLINK}}}type"
HREF: Final = f"{{{XLINK}}}href"
LABEL: Final = f"{{{XLINK}}}label"
ROLE: Final = f"{{{XLINK}}}role"
ARCROLE: Final = f"{{{XLINK}}}arcrole"
FROM: Final = f"{{{XLINK}}}from"
TO: Final = f"{{{XLINK}}}to"
SHOW: Final = f"{{{XLINK}}}show"
ACTUATE: Final = f"{{{XLINK}}}actuate"

LINKBASE_REF: Final = f"{{{LINK}}}linkbaseRef"
ROLE_REF: Final = f"{{{LINK}}}roleRef"
ARCROLE_REF: Final = f"{{{LINK}}}arcroleRef"
