"""Facts of an instance, straight into columns (XBRL 2.1, section 4.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any

from lxml import etree

from finmodel.diagnostic import Fault
from finmodel.formats.taxonomy_xml.structure import value_problem
from finmodel.formats.xbrl_xml.accuracy import infer_decimals, read_decimals
from finmodel.formats.xbrl_xml.fault import (
    BAD_DECIMALS,
    BAD_ID,
    BAD_MARKUP,
    DECIMALS_AND_PRECISION,
    MARKUP_IN_VALUE,
    MISPLACED_ATTRIBUTE,
    MISPLACED_DECIMALS,
    MISPLACED_ELEMENT,
    MISSING_CONTEXT,
    MISSING_UNIT,
    NIL_WITH_VALUE,
    UNKNOWN_ELEMENT,
    UNSUPPORTED_FRACTION,
    UNSUPPORTED_TUPLE,
    XML_BASE,
    ZERO_PRECISION,
)
from finmodel.formats.xbrl_xml.name import (
    DENOMINATOR_PART,
    NIL,
    NUMERATOR_PART,
    SPACE,
    is_structure,
    is_true,
    named,
)
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.formats.xml.namespace import BASE, LANGUAGE, XSI
from finmodel.model.column import ABSENT, EXACT, NONE, UNKNOWN
from finmodel.model.tuple import Attributes, Tuple
from finmodel.qname import XBRLI, QName, is_ncname

Handler = Callable[[etree._Element], None]
"""Takes in an element below the root that is no fact."""

_Reported = tuple[str | None, int]
"""The value of a fact and its decimals."""

_KNOWN_ATTRIBUTES = frozenset(
    ("id", "contextRef", "unitRef", "decimals", "precision", NIL, LANGUAGE, BASE)
)
_LOCATIONS = frozenset((f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"))


class _Table(dict[Any, int]):
    """Texts to their indexes in a table, in which each new text comes next.

    Texts that are given beforehand have an index of their own, and no entry.
    """

    def __init__(self, given: Mapping[str | None, int] | None = None) -> None:
        super().__init__(given or {})
        self.entries: list[str] = []

    def __missing__(self, text: str) -> int:
        index = self[text] = len(self.entries)
        self.entries.append(text)
        return index


class _Decimals(dict[str | None, int]):
    """Texts of `decimals` to what columns hold, `ABSENT` also for what makes no sense."""

    def __missing__(self, text: str | None) -> int:
        try:
            digits = ABSENT if text is None else read_decimals(text)
        except ValueError:
            digits = ABSENT
        self[text] = digits
        return digits


class Facts:
    """The facts of an instance by column; contexts and units are the ids that facts name.

    Columns are lists, to which appending is faster, until all is read. `left_out` are
    the positions, among all facts of the instance, of those that have no row. `attributes` are
    those that XBRL does not define, by row. `nil_without_unit` are the elements of nil facts that
    name no unit, with the line of the first: only the taxonomy tells which of them are numbers.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._root_language = reading.stream.root.get(LANGUAGE)
        self._own_languages: dict[int, int] = {}
        self._decimals = _Decimals()
        self.concepts = _Table()
        self.context_refs = _Table()
        self.unit_refs = _Table({None: NONE})
        self.languages = _Table({None: NONE, "": NONE})
        self.concept: list[int] = []
        self.context: list[int] = []
        self.unit: list[int] = []
        self.language: list[int] = []
        self.decimals: list[int] = []
        self.value: list[str | None] = []
        self.id: list[str | None] = []
        self.tuples: list[Tuple] = []
        self.attributes: dict[int, Attributes] = {}
        self.nil_without_unit: dict[str, int | None] = {}
        self.left_out: list[int] = []
        self.left_out_ids: set[str] = set()

    def read(self, handlers: Mapping[str, Handler]) -> None:
        """Read the whole stream: facts into columns, other elements by their handlers."""
        concepts, contexts, units = self.concepts, self.context_refs, self.unit_refs
        decimals = self._decimals
        add_concept, add_context = self.concept.append, self.context.append
        add_unit, add_decimals = self.unit.append, self.decimals.append
        add_value, add_id = self.value.append, self.id.append
        for batch in self._reading.batches():
            for element in batch:
                context = element.get("contextRef")
                if context is None:
                    self._read_other(element, handlers)
                    continue
                id, unit, value = element.get("id"), element.get("unitRef"), element.text
                digits = decimals[element.get("decimals")]
                others = len(element.attrib) - (id is not None)
                if value is None or len(element):
                    is_plain = False
                elif unit is None:
                    is_plain = others == 1
                else:
                    is_plain = others == 3 and digits != ABSENT
                    value = value.strip(SPACE)
                if not is_plain:
                    reported = self._read_with_care(element)
                    if reported is None:
                        continue
                    value, digits = reported
                add_concept(concepts[element.tag])
                add_context(contexts[context])
                add_unit(units[unit])
                add_decimals(digits)
                add_value(value)
                add_id(id)
        self._fill_languages()

    def _fill_languages(self) -> None:
        """Give texts their own language or the root's; what has a unit is no text."""
        usual = self._language(self._root_language, self._reading.stream.root)
        self.language = [usual if unit == NONE else NONE for unit in self.unit]
        for row, language in self._own_languages.items():
            self.language[row] = language

    def _language(self, tag: str | None, element: etree._Element) -> int:
        """Return the index of a language; that it is none is said once."""
        key = tag and tag.lower()
        if key not in self.languages and (problem := value_problem(LANGUAGE, tag or "")):
            self._reading.complain(BAD_MARKUP, f"{named(element)} {problem}.", element)
        return self.languages[key]

    def _read_other(self, element: etree._Element, handlers: Mapping[str, Handler]) -> None:
        """Read what names no context: an element of XBRL's own, a tuple, or a faulty fact."""
        tag = str(element.tag)
        handler = handlers.get(tag)
        if handler is not None:
            handler(element)
        elif is_structure(tag):
            message = f"{tag} is no part of an instance; it is left out."
            self._reading.complain(UNKNOWN_ELEMENT, message, element)
        elif _is_tuple(element):
            self._read_tuple(element, NONE)
        else:
            self._miss_context(element)

    def _miss_context(self, element: etree._Element) -> None:
        message = f"{named(element)} names no context; it is left out."
        self._reading.complain(MISSING_CONTEXT, message, element)
        self.left_out_ids.add(element.get("id", ""))

    def _read_tuple(self, element: etree._Element, owner: int) -> None:
        """Take in a tuple with all that is in it, however deep, which the parser bounds."""
        index, start = len(self.tuples), len(self.value)
        concept = QName.from_clark(str(element.tag))
        is_nil = is_true(element.get(NIL))
        id, attributes = element.get("id", ""), _attributes(element)
        # its place in the table is before what it holds, and its end is only known after that
        self.tuples.append(Tuple(concept, id, owner, start, start, is_nil, attributes))
        message = f"{named(element)} is a tuple."
        self._complain_once(UNSUPPORTED_TUPLE, message, element)
        if not is_ncname((id or "tuple").strip(SPACE)):
            message = f"The id “{id[:60]}” of a tuple is no name in XML."
            self._reading.complain(BAD_ID, message, element)
        if is_nil and len(element):
            message = f"{named(element)} is nil, and is not empty."
            self._reading.complain(NIL_WITH_VALUE, message, element)
        misplaced = [
            name for name in ("unitRef", "decimals", "precision") if name in element.attrib
        ]
        if misplaced or _has_text(element):
            what = f"the attribute {misplaced[0]}" if misplaced else "text between its elements"
            message = f"{named(element)} names no context, and has {what}."
            self._reading.complain(MISSING_CONTEXT, message, element)
        for child in element:
            if child.get("contextRef") is not None:
                self._add(child)
            elif is_structure(str(child.tag)):
                message = f"{child.tag!s} is in {named(element)}; it is left out."
                self._reading.complain(UNKNOWN_ELEMENT, message, child)
            elif _is_tuple(child):
                self._read_tuple(child, index)
            else:
                self._miss_context(child)
        stop = len(self.value)
        self.tuples[index] = Tuple(concept, id, owner, start, stop, is_nil, attributes)

    def _complain_once(self, fault: Fault, message: str, element: etree._Element) -> None:
        """Record what the OIM has not, which is one diagnostic however often it is there."""
        subject = f"that in line {element.sourceline}"
        self._reading.complain(fault, message, element, cause=fault.code, subject=subject)

    def _add(self, fact: etree._Element) -> None:
        """Take in one fact that is no child of the root."""
        reported = self._read_with_care(fact)
        if reported is None:
            return
        value, digits = reported
        if LANGUAGE not in fact.attrib and fact.get("unitRef") is None:
            around = (each.get(LANGUAGE) for each in fact.iterancestors())
            language = next((found for found in around if found is not None), None)
            self._own_languages[len(self.value)] = self._language(language, fact)
        self.concept.append(self.concepts[fact.tag])
        self.context.append(self.context_refs[fact.get("contextRef")])
        self.unit.append(self.unit_refs[fact.get("unitRef")])
        self.decimals.append(digits)
        self.value.append(value)
        self.id.append(fact.get("id"))

    def leave_out(self, rows: Set[int]) -> None:
        """Note that some facts that were read will have no row after all."""
        without_row = set(self.left_out)
        total = len(self.value) + len(self.left_out)
        positions = [position for position in range(total) if position not in without_row]
        self.left_out += (positions[row] for row in rows)
        self.left_out_ids.update(self.id[row] or "" for row in rows)

    def _read_with_care(self, fact: etree._Element) -> _Reported | None:
        """Return what a fact reports that is nil, has attributes of other kinds, or is faulty.

        `None` stands for a fact that is left out.
        """
        if fact.get(BASE) is not None:
            self._complain_once(XML_BASE, f"{named(fact)} has a base.", fact)
        is_number = fact.get("unitRef") is not None
        language = fact.get(LANGUAGE)
        spoken = None if language is None else self._language(language, fact)
        if spoken is not None and not is_number:
            self._own_languages[len(self.value)] = spoken
        if len(fact.attrib) > 1 and (attributes := _attributes(fact)):
            self.attributes[len(self.value)] = attributes
            self._check_attributes(fact, attributes)
        if len(fact):
            return self._read_parts(fact)
        nil = fact.get(NIL)
        if is_true(nil):
            if fact.text:
                message = f"{named(fact)} is nil, and has the value “{_short(fact.text)}”."
                self._reading.complain(NIL_WITH_VALUE, message, fact)
            if not is_number:
                self.nil_without_unit.setdefault(str(fact.tag), fact.sourceline)
            return None, self._no_digits(fact, "is nil")
        if nil is not None and nil.strip(SPACE) not in ("false", "0"):
            message = f"{named(fact)} has the nil “{_short(nil)}”, not true or false."
            self._reading.complain(BAD_MARKUP, message, fact)
        if not is_number:
            return fact.text or "", self._no_digits(fact, "has no unit")
        return (fact.text or "").strip(SPACE), self._digits(fact)

    def _check_attributes(self, fact: etree._Element, attributes: Attributes) -> None:
        """Note the attributes that no item has, whatever its type (section 4.6)."""
        for name, text in attributes:
            problem = value_problem(name.clark, text)
            if name.namespace in ("", XBRLI):
                message = f"{named(fact)} has the attribute {name.local_name}, as no fact may."
                self._reading.complain(MISPLACED_ATTRIBUTE, message, fact)
            elif problem is not None:
                self._reading.complain(BAD_MARKUP, f"{named(fact)} {problem}.", fact)

    def _read_parts(self, fact: etree._Element) -> _Reported | None:
        """Return a fraction, or nothing where elements stand in the place of a value."""
        parts = {part.tag: part for part in fact}
        if (
            parts.keys() != {NUMERATOR_PART, DENOMINATOR_PART}
            or len(fact) != len(parts)
            or any(len(part) for part in fact)
            or _has_text(fact)
        ):
            message = f"{named(fact)} has elements in its value; it is left out."
            self._reading.complain(MARKUP_IN_VALUE, message, fact)
            self.left_out.append(len(self.value) + len(self.left_out))
            self.left_out_ids.add(fact.get("id", ""))
            self.attributes.pop(len(self.value), None)
            self._own_languages.pop(len(self.value), None)
            return None
        if is_true(fact.get(NIL)):
            self._reading.complain(NIL_WITH_VALUE, f"{named(fact)} is nil, and has a value.", fact)
        if fact.get("unitRef") is None:
            self._reading.complain(MISSING_UNIT, f"{named(fact)} names no unit.", fact)
        if fact[0].tag != NUMERATOR_PART:
            message = f"{named(fact)} has its denominator before its numerator."
            self._reading.complain(MISPLACED_ELEMENT, message, fact)
        for name in (str(name) for part in fact for name in part.attrib):
            message = f"{named(fact)} has a part with the attribute {name}."
            self._reading.complain(MISPLACED_ATTRIBUTE, message, fact)
        self._complain_once(UNSUPPORTED_FRACTION, f"{named(fact)} is a fraction.", fact)
        self._no_digits(fact, "is a fraction")
        above, below = (
            (parts[tag].text or "").strip(SPACE) for tag in (NUMERATOR_PART, DENOMINATOR_PART)
        )
        return f"{above}/{below}", EXACT

    def _no_digits(self, fact: etree._Element, reason: str) -> int:
        given = [name for name in ("decimals", "precision") if fact.get(name) is not None]
        if given:
            message = f"{named(fact)} {reason}, but has {' and '.join(given)}."
            self._reading.complain(MISPLACED_DECIMALS, message, fact)
        return ABSENT

    def _digits(self, fact: etree._Element) -> int:
        """Return the decimals of a number."""
        decimals, precision = fact.get("decimals"), fact.get("precision")
        if decimals is None and precision is None:
            return ABSENT
        if decimals is not None and precision is not None:
            message = f"{named(fact)} has decimals and a precision."
            self._reading.complain(DECIMALS_AND_PRECISION, message, fact)
        try:
            if decimals is not None:
                return read_decimals(decimals)
            digits = infer_decimals(precision or "", (fact.text or "").strip(SPACE))
        except ValueError as error:
            message = f"{named(fact)}: {error}; it is taken to be exact."
            self._reading.complain(BAD_DECIMALS, message, fact)
            return EXACT
        if digits == UNKNOWN:
            self._complain_once(ZERO_PRECISION, f"{named(fact)} has precision 0.", fact)
        return digits


def _attributes(element: etree._Element) -> Attributes:
    """Return the attributes of a fact or a tuple that XBRL does not define."""
    return tuple(
        (QName.from_clark(str(key)), str(value))
        for key, value in element.attrib.items()
        if key not in _KNOWN_ATTRIBUTES and key not in _LOCATIONS
    )


def _is_tuple(element: etree._Element) -> bool:
    """Tell whether what names no context may be a tuple: it has elements in it, or nothing."""
    return len(element) > 0 or not (element.text or "").strip(SPACE)


def _has_text(element: etree._Element) -> bool:
    texts = (element.text, *(child.tail for child in element))
    return any(text and text.strip(SPACE) for text in texts)


def _short(text: str | None) -> str:
    return (text or "").strip(SPACE)[:60]
