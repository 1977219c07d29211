"""What an instance means by its taxonomy: defaults, and values that only types can compare."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

from attrs import evolve, frozen
from lxml import etree

from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml.role import LINKBASE_ROLES
from finmodel.formats.xbrl_xml.accuracy import infer_decimals, read_decimals
from finmodel.formats.xbrl_xml.fault import (
    BAD_MARKUP,
    BAD_REFERENCE,
    MISPLACED_ATTRIBUTE,
    MISSING_UNIT,
    UNBOUND_PREFIX,
    XBRL_IN_CONTEXT,
)
from finmodel.formats.xbrl_xml.locator import InstanceLocator
from finmodel.formats.xbrl_xml.markup import Canon, attribute_problem
from finmodel.formats.xbrl_xml.prefix import suspects, unbound
from finmodel.formats.xml.namespace import RESERVED, XSI
from finmodel.formats.xml.parser import parse_document
from finmodel.model.column import ABSENT, Columns, Interner
from finmodel.model.dimension import DimensionSet, Member, Remark, TypedMember
from finmodel.model.report import Report
from finmodel.qname import XBRLI, QName
from finmodel.source import Source
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.content import Content
from finmodel.taxonomy.taxonomy import Taxonomy

_DECIMALS: Final = QName("", "decimals")
_PRECISION: Final = QName("", "precision")
_OF_XBRL: Final = frozenset(
    (_DECIMALS, _PRECISION, *(QName("", name) for name in ("id", "contextRef", "unitRef")))
)

Members = tuple[tuple[QName, Member], ...]


@frozen(eq=False)
class _Settling:
    report: Report
    taxonomy: Taxonomy
    canon: Canon
    diagnostics: list[Diagnostic]

    def complain(self, fault: Fault, message: str) -> None:
        document = self.report.document
        self.diagnostics.append(fault(message, Source(document) if document else None))


def settled_instance(report: Report, taxonomy: Taxonomy) -> Report:
    """Return an instance with its defaults filled in, and what is s-equal made equal."""
    settling = _Settling(report, taxonomy, Canon(taxonomy), [])
    columns = _with_defaults(report.columns, taxonomy)
    columns = _with_equal_sets(columns, settling)
    for shared in report.unused:
        _with_equal_markup(shared, settling)
    _check_attributes(columns, settling)
    _check_units(settling)
    _check_references(settling)
    _check_prefixes(settling)
    if columns is report.columns and not settling.diagnostics:
        return report
    diagnostics = (*report.diagnostics, *settling.diagnostics)
    return evolve(report, columns=columns, diagnostics=diagnostics)


def _with_defaults(columns: Columns, taxonomy: Taxonomy) -> Columns:
    """Return the columns with the values and the decimals that declarations give by default."""
    concepts = [taxonomy.concepts.get(name) for name in columns.concepts]
    usual = {index: text for index, found in enumerate(concepts) if (text := _default(found))}
    digits = {index: given for index, found in enumerate(concepts) if (given := _digits(found))}
    if not usual and not digits:
        return columns
    values = [
        usual.get(concept, text) if text == "" else text
        for concept, text in zip(columns.concept, columns.value, strict=True)
    ]
    rows = zip(columns.concept, columns.decimals, values, strict=True)
    decimals = array(
        "i",
        [
            _inferred(digits[concept], text)
            if given == ABSENT and text is not None and concept in digits
            else given
            for concept, given, text in rows
        ],
    )
    return evolve(columns, value=values, decimals=decimals)


def _default(concept: Concept | None) -> str | None:
    return None if concept is None else concept.default or concept.fixed


def _digits(concept: Concept | None) -> tuple[QName, str] | None:
    """Return the decimals or the precision that the type of a concept gives its numbers."""
    uses = concept.content.attributes if concept and concept.content else ()
    for use in uses:
        text = use.fixed if use.default is None else use.default
        if use.name in (_DECIMALS, _PRECISION) and text is not None:
            return use.name, text
    return None


def _inferred(given: tuple[QName, str], value: str) -> int:
    name, text = given
    try:
        return read_decimals(text) if name == _DECIMALS else infer_decimals(text, value.strip())
    except ValueError:
        return ABSENT


def _with_equal_sets(columns: Columns, settling: _Settling) -> Columns:
    """Return the columns with dimension sets that are equal where their markup is s-equal."""
    sets = columns.dimension_sets
    has_markup = any(map(_markup_in, {shared.members for shared in sets}))
    if not has_markup and not any(shared.remarks for shared in sets):
        return columns
    table: Interner[DimensionSet] = Interner()
    numbers = [table[_with_equal_markup(shared, settling)] for shared in sets]
    return evolve(
        columns,
        dimension_sets=list(table),
        dimensions=array("i", map(numbers.__getitem__, columns.dimensions)),
    )


def _markup_in(members: Members) -> bool:
    return any(isinstance(member, TypedMember) and member.is_markup for _, member in members)


def _with_equal_markup(shared: DimensionSet, settling: _Settling) -> DimensionSet:
    remarks = []
    for remark in shared.remarks:
        element = _parsed(remark.markup)
        content = _canonical(element, settling)
        remarks.append(Remark(remark.container, content, remark.markup))
        for name in _concepts_in(element, settling.taxonomy):
            message = f"A {remark.container} has {name.local_name}, which is a line item, in it."
            settling.complain(XBRL_IN_CONTEXT, message)
    members = tuple(
        (dimension, evolve(member, form=_form_of(member.value, settling)))
        if isinstance(member, TypedMember) and member.is_markup and member.value
        else (dimension, member)
        for dimension, member in shared.members
    )
    return shared._replace(remarks=tuple(remarks), members=members)


def _form_of(markup: str, settling: _Settling) -> str:
    """Return one form of all markup that means the same, noting what is wrong with it.

    Where there should be none at all, because the value is a simple one, a check says so.
    """
    element = _parsed(markup)
    declared = settling.taxonomy.elements.get(QName.from_clark(str(element.tag)))
    if declared is not None and declared.data_type is not None and declared.content is None:
        return markup
    return _canonical(element, settling)


def _canonical(element: etree._Element, settling: _Settling) -> str:
    content = settling.canon.form(element)
    for problem in dict.fromkeys(settling.canon.problems):
        settling.complain(BAD_MARKUP, f"In a context, {problem}.")
    settling.canon.problems.clear()
    return content


def _parsed(markup: str) -> etree._Element:
    return parse_document(Document.from_bytes(markup.encode())).getroot()


def _concepts_in(element: etree._Element, taxonomy: Taxonomy) -> Iterator[QName]:
    for each in element.iter():
        name = QName.from_clark(str(each.tag))
        if name in taxonomy.concepts:
            yield name


def _check_references(settling: _Settling) -> None:
    """Note references to what is of another kind than they say (XBRL 2.1, sections 4.2, 4.3)."""
    for address in settling.report.taxonomy:
        is_linkbase = address.partition("#")[0] in settling.taxonomy.linkbases
        if is_linkbase and address not in settling.report.linkbases:
            message = f"The schemaRef to {address} leads to a linkbase, which is no schema."
            settling.complain(BAD_REFERENCE, message)
    for address, role in settling.report.linkbases.items():
        wanted = LINKBASE_ROLES.get(role)
        kinds = settling.taxonomy.linkbases.get(address.partition("#")[0], ())
        others = [kind for kind in kinds if kind != wanted]
        if wanted is not None and others:
            message = (
                f"The linkbaseRef to {address} is for {wanted} links, and not {others[0]} links."
            )
            settling.complain(BAD_REFERENCE, message)


def _check_prefixes(settling: _Settling) -> None:
    """Note names in values whose prefixes nothing binds; the instance is only read for doubts."""
    report = settling.report
    texts = suspects(report, settling.taxonomy)
    if texts and isinstance(report.locator, InstanceLocator):
        document = report.locator.document
        # it was readable once; if it is not any more, nobody knows what elements bind
        with suppress(UnreadableError):
            for message, line in unbound(document, texts):
                settling.diagnostics.append(UNBOUND_PREFIX(message, document.source(line)))


def _check_attributes(columns: Columns, settling: _Settling) -> None:
    """Note attributes of facts and tuples that are not as they are declared."""
    concepts = settling.taxonomy.concepts
    names = {*columns.concepts, *(one.concept for one in columns.tuples)}
    contents = {
        name: concept.content
        for name in names
        if (concept := concepts.get(name)) and concept.content
    }
    given = [(columns.concepts[columns.concept[row]], a) for row, a in columns.attributes.items()]
    given += [(one.concept, one.attributes) for one in columns.tuples if one.attributes]
    tuples = {one.concept for one in columns.tuples}
    for name, attributes in given:
        content = contents.get(name)
        own = {use.name: use for use in content.attributes} if content else {}
        for attribute, text in attributes:
            use = own.get(attribute) or settling.taxonomy.attributes.get(attribute)
            problem = None if use is None else attribute_problem(use, text)
            if problem is not None:
                settling.complain(BAD_MARKUP, f"{name.local_name}: {problem}.")
            elif attribute not in own and _refuses(content, attribute, is_tuple=name in tuples):
                what = f"{name.local_name}, whose type has it not,"
                message = f"{what} has the attribute {attribute.local_name}."
                settling.complain(MISPLACED_ATTRIBUTE, message)
    _check_required(columns, contents, settling)


def _refuses(content: Content | None, attribute: QName, *, is_tuple: bool) -> bool:
    """Tell whether a fact or a tuple may not have an attribute that its type does not declare.

    Tuples have none of XBRL's (section 4.9); of items, those and local ones are noted where they
    are read.
    """
    namespace = attribute.namespace
    if is_tuple and namespace in RESERVED:
        return True
    if content is None or namespace == XSI or (not is_tuple and namespace in ("", XBRLI)):
        return False
    return not namespace or not content.open_attributes


def _check_required(
    columns: Columns, contents: Mapping[QName, Content], settling: _Settling
) -> None:
    """Note facts and tuples without an attribute of their own that they must have."""
    needed = {
        name: {use.name for use in content.attributes if use.required and use.name not in _OF_XBRL}
        for name, content in contents.items()
    }
    lacking = {
        (one.concept, missing)
        for one in columns.tuples
        for missing in needed.get(one.concept, set()).difference(dict(one.attributes))
    }
    indexes = {index for index, name in enumerate(columns.concepts) if needed.get(name)}
    for row, index in enumerate(columns.concept if indexes else ()):
        if index in indexes:
            name = columns.concepts[index]
            found = dict(columns.attributes.get(row, ()))
            lacking.update((name, missing) for missing in needed[name].difference(found))
    for name, missing in sorted(lacking):
        message = f"{name.local_name} is reported without its attribute {missing.local_name}."
        settling.complain(BAD_MARKUP, message)


def _check_units(settling: _Settling) -> None:
    """Note numbers that are nil and name no unit, as others do (section 4.6.2)."""
    locator = settling.report.locator
    if not isinstance(locator, InstanceLocator):
        return
    for tag, line in locator.nil_without_unit.items():
        concept = settling.taxonomy.concepts.get(QName.from_clark(tag))
        if concept is not None and concept.is_quantity:
            message = f"{concept.name.local_name} is nil, and names no unit."
            source = locator.document.source(line)
            settling.diagnostics.append(MISSING_UNIT(message, source))
