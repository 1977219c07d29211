"""What can be wrong with an instance.

XBRL 2.1 names no codes for its rules, so those are the house's; xBRL-XML and Dimensions do.
"""

from __future__ import annotations

from typing import Final

from finmodel.diagnostic import Fault, Severity

NOT_AN_INSTANCE: Final = Fault(
    "fm:notAnInstance",
    "An XML document is no XBRL instance.",
    "Name the file whose root element is `xbrli:xbrl`.",
    "XBRL 2.1, section 4.1",
)
MISSING_CONTEXT: Final = Fault(
    "fm:missingContext",
    "A fact names no context, or one that the instance does not have or that cannot be read.",
    "Add the context, or correct the `contextRef`.",
    "XBRL 2.1, section 4.6.1",
)
MISSING_UNIT: Final = Fault(
    "fm:missingUnit",
    "A fact names a unit that the instance does not have or that cannot be read, or a number that "
    "is nil names none.",
    "Add the unit, or correct the `unitRef`.",
    "XBRL 2.1, section 4.6.2",
)
BAD_CONTEXT: Final = Fault(
    "fm:badContext",
    "A context lacks its identifier, its entity or its period.",
    "Give it one entity with an identifier and a scheme, and one period.",
    "XBRL 2.1, section 4.7",
)
BAD_PERIOD: Final = Fault(
    "fm:badPeriod",
    "A period cannot be understood, or ends before it starts.",
    "Write dates as YYYY-MM-DD, and one start before one end.",
    "XBRL 2.1, section 4.7.2",
)
BAD_UNIT: Final = Fault(
    "fm:badUnit",
    "A unit has no measure, is not built from measures, could be simplified, or has a measure that "
    "XBRL 2.1 does not define.",
    "Give it at least one measure, or one above and another below the line; of XBRL's own there "
    "are `pure` and `shares` only.",
    "XBRL 2.1, section 4.8",
)
UNBOUND_PREFIX: Final = Fault(
    "fm:unboundPrefix",
    "A name uses a prefix that no namespace is bound to.",
    "Bind the prefix with an `xmlns` declaration, or use one that is bound.",
    "Namespaces in XML 1.0, section 4",
)
BAD_NAME: Final = Fault(
    "fm:badName",
    "A text stands where the name of a dimension, a member or a measure is expected.",
    "Write a prefix, a colon and a local name.",
    "Namespaces in XML 1.0, section 4",
)
BAD_DECIMALS: Final = Fault(
    "fm:badDecimals",
    "The decimals or the precision of a fact are no number that makes sense, nor INF.",
    "Say to how many digits after the point the number is given (negative before it), or INF.",
    "XBRL 2.1, sections 4.6.4 and 4.6.5",
)
MISPLACED_DECIMALS: Final = Fault(
    "fm:misplacedDecimals",
    "A fact has decimals or a precision, but no number that they could belong to.",
    "Leave them out of texts and of facts without a value; give a number its unit.",
    "XBRL 2.1, section 4.6.3",
)
DECIMALS_AND_PRECISION: Final = Fault(
    "fm:decimalsAndPrecision",
    "A number has both decimals and a precision; its decimals are used.",
    "Leave the precision out.",
    "XBRL 2.1, section 4.6.3",
)
DUPLICATE_ID: Final = Fault(
    "fm:duplicateId",
    "An id is given twice in one instance.",
    "Give each element an id of its own.",
    "Extensible Markup Language 1.0, section 3.3.1",
)
BAD_ID: Final = Fault(
    "fm:badId",
    "An id is no name in XML, or there is none where there has to be one.",
    "Start ids with a letter, and use letters, digits, hyphens, points and underscores.",
    "XML Schema 1.0 part 2, section 3.3.8",
)
MISPLACED_ELEMENT: Final = Fault(
    "fm:misplacedElement",
    "An element stands where XBRL 2.1 does not allow it: out of order, or inside another.",
    "References come first in an instance, and schemas first of them; an entity comes before "
    "the period and the scenario.",
    "XBRL 2.1, sections 4.1 and 4.7",
)
MISPLACED_ATTRIBUTE: Final = Fault(
    "fm:misplacedAttribute",
    "An element has an attribute that XBRL 2.1 does not allow there.",
    "Remove the attribute, or correct its name.",
    "XBRL 2.1, sections 4.1 and 4.6 to 4.9",
)
STRAY_TEXT: Final = Fault(
    "fm:strayText",
    "Text stands between the elements of an instance, a context or a unit; it is left out.",
    "Remove the text, or put it into the element that it belongs to.",
    "XBRL 2.1, sections 4.1, 4.7 and 4.8",
)
XBRL_IN_CONTEXT: Final = Fault(
    "fm:xbrlInContext",
    "A segment or scenario has nothing in it, or an element of XBRL's own.",
    "Leave it out, or say what tells the part of the entity or the facts apart.",
    "XBRL 2.1, sections 4.7.3.2 and 4.7.4",
)
BAD_REFERENCE: Final = Fault(
    "fm:badReference",
    "A reference of an instance to a document of its taxonomy is not as XLink and XBRL 2.1 ask.",
    'Give it `xlink:type="simple"` and an `xlink:href`, and the arcrole of a linkbase.',
    "XBRL 2.1, sections 3.5.1 and 4.2 to 4.5",
)
REPEATED_ROLE_REFERENCE: Final = Fault(
    "fm:repeatedRoleReference",
    "An instance refers to the definition of a role or an arcrole twice.",
    "Keep one of the references.",
    "XBRL 2.1, sections 4.4 and 4.5",
)
MISSING_ROLE_REFERENCE: Final = Fault(
    "fm:missingRoleReference",
    "A footnote link uses a role or an arcrole of its own that the instance does not refer to.",
    "Add a `roleRef` or an `arcroleRef` that leads to its definition.",
    "XBRL 2.1, sections 4.4 and 4.5",
)
BAD_MARKUP: Final = Fault(
    "fm:badMarkup",
    "A value in a context, or an attribute of a fact, is not of the type that is declared for it, "
    "or what is declared to be there is missing.",
    "Correct the value, or give what is missing.",
    "XBRL 2.1, sections 4.6 and 4.7; XML Schema 1.0 part 1, lax validation",
)
MISUSED_ROLE: Final = Fault(
    "fm:misusedRole",
    "A footnote, or a link of footnotes, has a standard role that is for something else.",
    "Use the standard role for footnotes or for links, or one of your own.",
    "XBRL 2.1, section 4.11.1",
)
BAD_FOOTNOTE_LINK: Final = Fault(
    "fm:badFootnoteLink",
    "A footnote link has a part that is not as XLink and XBRL 2.1 ask.",
    "Build it of `loc`, `footnote` and `footnoteArc`, with their XLink types, labels and arcroles.",
    "XBRL 2.1, sections 3.5.3 and 4.11.1",
)
NIL_WITH_VALUE: Final = Fault(
    "fm:nilWithValue",
    "A fact is said to be nil, and has a value; the value is left out.",
    "Remove the value, or `xsi:nil`.",
    "XML Schema part 1, section 2.6.2",
)
MARKUP_IN_VALUE: Final = Fault(
    "fm:markupInValue",
    "A fact has elements where its value should be.",
    "Write markup in a text escaped, as `&lt;p&gt;`.",
    "XBRL 2.1, section 4.6",
)
DANGLING_LINK: Final = Fault(
    "fm:danglingLink",
    "A footnote link leads from or to something that is no fact of the instance.",
    "Correct the address of the locator or the labels of the arc, or remove the arc.",
    "XBRL 2.1, section 4.11.1",
)
UNKNOWN_ELEMENT: Final = Fault(
    "fm:unknownElement",
    "An instance has an element that XBRL 2.1 does not know there.",
    "Remove it, or correct its name.",
    "XBRL 2.1, section 4.1",
)
MISSING_ADDRESS: Final = Fault(
    "fm:missingAddress",
    "A reference to a schema does not say where it is.",
    "Give it an `xlink:href`.",
    "XBRL 2.1, section 4.2",
)

UNWRITABLE_NAME: Final = Fault(
    "fm:unwritableName",
    "A report has a name that XML does not allow, so that it cannot be written as an instance.",
    "Rename it, or write the report as xBRL-JSON.",
    "Namespaces in XML 1.0, section 3",
)
UNWRITABLE_CHARACTER: Final = Fault(
    "fm:unwritableCharacter",
    "A text has a character that XML does not allow, so that it cannot be written in an instance.",
    "Remove the character, or write the report as xBRL-JSON.",
    "Extensible Markup Language 1.0, section 2.2",
)
REPLACED_ID: Final = Fault(
    "fm:replacedId",
    "An id is no XML name; the instance that was written has another, and links follow it.",
    "Start ids with a letter, and use letters, digits, hyphens, points and underscores.",
    "Namespaces in XML 1.0, section 3",
    Severity.WARNING,
)
REPEATED_NOTE: Final = Fault(
    "fm:repeatedNote",
    "A note that links of several groups lead to is written once for each of them.",
    "Nothing need be done; an instance cannot say it otherwise.",
    "XBRL 2.1, section 4.11.1.1",
    Severity.INFO,
)
UNKNOWN_TYPED_DOMAIN: Final = Fault(
    "fm:unknownTypedDomain",
    "A typed dimension was written without knowing the element that carries its values.",
    "Write the report with its taxonomy.",
    "Dimensions 1.0, section 3.1.4.3",
    Severity.WARNING,
)

_XBRL_XML: Final = "xBRL-XML 1.0, section 2.1"

UNSTATED_DECIMALS: Final = Fault(
    "fm:unstatedDecimals",
    "A number of an instance does not say how precise it is, which means exact in JSON and CSV.",
    "Give the decimals in the instance: digits after the point (negative before it), or INF.",
    "XBRL 2.1, section 4.6.3; OIM 1.0, decimals",
)
DROPPED_ATTRIBUTE: Final = Fault(
    "fm:droppedAttribute",
    "Facts have attributes of other namespaces, which reports of the OIM have not; they are left "
    "out.",
    "Nothing need be done if nobody needs them; else keep the report as xBRL-XML.",
    "XBRL 2.1, section 4.6; OIM 1.0, facts",
    Severity.WARNING,
)
UNSUPPORTED_TUPLE: Final = Fault(
    "xbrlxe:unsupportedTuple",
    "An instance groups facts in a tuple, which reports of the OIM have not.",
    "Nothing need be done unless the report is to be converted; then use a dimension.",
    _XBRL_XML,
    Severity.WARNING,
)
UNSUPPORTED_FRACTION: Final = Fault(
    "xbrlxe:unsupportedFraction",
    "A fact is a fraction, which reports of the OIM have not.",
    "Nothing need be done unless the report is to be converted; then give a decimal number.",
    _XBRL_XML,
    Severity.WARNING,
)
ZERO_PRECISION: Final = Fault(
    "xbrlxe:unsupportedZeroPrecisionFact",
    "A number has precision 0, by which nothing is known of it; reports of the OIM have none such.",
    "Say how precise it is by decimals.",
    _XBRL_XML,
    Severity.WARNING,
)
NON_DIMENSIONAL: Final = Fault(
    "xbrlxe:nonDimensionalSegmentScenarioContent",
    "A segment or scenario has content that is no dimension, which reports of the OIM have not.",
    "Nothing need be done unless the report is to be converted; then express it by dimensions.",
    _XBRL_XML,
    Severity.WARNING,
)
INCONSISTENT_CONTAINER: Final = Fault(
    "xbrlxe:inconsistentDimensionsContainer",
    "An instance has dimensions in segments as well as in scenarios.",
    "Use the one that the taxonomy names.",
    _XBRL_XML,
    Severity.WARNING,
)
COMPLEX_TYPED: Final = Fault(
    "xbrlxe:unsupportedComplexTypedDimension",
    "The value of a typed dimension has elements in it, which reports of the OIM have not.",
    "Use a dimension whose values are texts, numbers or dates.",
    _XBRL_XML,
    Severity.WARNING,
)
FOOTNOTE_RESOURCE_ROLE: Final = Fault(
    "xbrlxe:nonStandardFootnoteResourceRole",
    "A footnote has a role of its own, which is left out.",
    "Use the standard role for footnotes.",
    _XBRL_XML,
    Severity.WARNING,
)
UNLINKED_FOOTNOTE: Final = Fault(
    "xbrlxe:unlinkedFootnoteResource",
    "No fact is linked to a footnote.",
    "Link the facts that it explains to it, or remove it.",
    _XBRL_XML,
    Severity.WARNING,
)
LINKBASE_REFERENCE: Final = Fault(
    "xbrlxe:unsupportedLinkbaseReference",
    "An instance refers to a linkbase, which reports of the OIM cannot.",
    "Let a schema refer to it.",
    _XBRL_XML,
    Severity.WARNING,
)
UNDECLARED_ROLE: Final = Fault(
    "xbrlxe:nonStandardRoleDefinitionNotInDTS",
    "A link has a type or a group that the taxonomy does not define.",
    "Write the report with a taxonomy that defines it, or use a standard one.",
    _XBRL_XML,
    Severity.WARNING,
)
XML_BASE: Final = Fault(
    "xbrlxe:unsupportedXmlBase",
    "An instance uses `xml:base`, which reports of the OIM have not.",
    "Remove it, and correct the addresses that rely on it.",
    _XBRL_XML,
    Severity.WARNING,
)
REPEATED_DIMENSION: Final = Fault(
    "xbrldie:RepeatedDimensionInInstanceError",
    "A context has a dimension twice; the first member counts.",
    "Remove one of the two.",
    "Dimensions 1.0, section 3.1.4.2",
)
