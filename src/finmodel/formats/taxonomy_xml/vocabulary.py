"""The names of XML that taxonomies are written in."""

from __future__ import annotations

from typing import Final

from finmodel.formats.xml.namespace import LINK
from finmodel.qname import XBRLI, XS, QName
from finmodel.taxonomy.concept import XBRLDT

FINMODEL: Final = "https://finmodel.example/2026/taxonomy"
"""The namespace of what finmodel adds: `formula`, in the `appinfo` of an element declaration.

It holds the formula of a derived line item as text of the rule language. Other tools ignore it.
"""

XS_SCHEMA: Final = f"{{{XS}}}schema"
XS_ANNOTATION: Final = f"{{{XS}}}annotation"
XS_APPINFO: Final = f"{{{XS}}}appinfo"
XS_DOCUMENTATION: Final = f"{{{XS}}}documentation"
XS_IMPORT: Final = f"{{{XS}}}import"
XS_INCLUDE: Final = f"{{{XS}}}include"
XS_REDEFINE: Final = f"{{{XS}}}redefine"
XS_ELEMENT: Final = f"{{{XS}}}element"
XS_SIMPLE_TYPE: Final = f"{{{XS}}}simpleType"
XS_COMPLEX_TYPE: Final = f"{{{XS}}}complexType"
XS_SIMPLE_CONTENT: Final = f"{{{XS}}}simpleContent"
XS_RESTRICTION: Final = f"{{{XS}}}restriction"
XS_EXTENSION: Final = f"{{{XS}}}extension"
XS_UNION: Final = f"{{{XS}}}union"
XS_LIST: Final = f"{{{XS}}}list"

LINKBASE: Final = f"{{{LINK}}}linkbase"
ROLE_TYPE: Final = f"{{{LINK}}}roleType"
ARCROLE_TYPE: Final = f"{{{LINK}}}arcroleType"
DEFINITION: Final = f"{{{LINK}}}definition"
USED_ON: Final = f"{{{LINK}}}usedOn"

PERIOD_TYPE: Final = f"{{{XBRLI}}}periodType"
BALANCE: Final = f"{{{XBRLI}}}balance"
TYPED_DOMAIN_REF: Final = f"{{{XBRLDT}}}typedDomainRef"
CONTEXT_ELEMENT: Final = f"{{{XBRLDT}}}contextElement"
CLOSED: Final = f"{{{XBRLDT}}}closed"
USABLE: Final = f"{{{XBRLDT}}}usable"
TARGET_ROLE: Final = f"{{{XBRLDT}}}targetRole"
FORMULA: Final = f"{{{FINMODEL}}}formula"

PRESENTATION_LINK: Final = QName(LINK, "presentationLink")
CALCULATION_LINK: Final = QName(LINK, "calculationLink")
DEFINITION_LINK: Final = QName(LINK, "definitionLink")
LABEL_LINK: Final = QName(LINK, "labelLink")
REFERENCE_LINK: Final = QName(LINK, "referenceLink")

CONCEPT_LABEL: Final = "http://www.xbrl.org/2003/arcrole/concept-label"
CONCEPT_REFERENCE: Final = "http://www.xbrl.org/2003/arcrole/concept-reference"
ELEMENT_LABEL: Final = "http://xbrl.org/arcrole/2008/element-label"
ELEMENT_REFERENCE: Final = "http://xbrl.org/arcrole/2008/element-reference"
