"""Facts of an instance, straight into columns (XBRL 2.1, section 4.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any

from attrs import define
from lxml import etree

from finmodel.formats.xbrl_xml.accuracy import infer_decimals, read_decimals
from finmodel.formats.xbrl_xml.fault import (
    BAD_DECIMALS,
    DECIMALS_AND_PRECISION,
    MARKUP_IN_VALUE,
    MISPLACED_DECIMALS,
    MISSING_CONTEXT,
    MISSING_DECIMALS,
    NIL_WITH_VALUE,
    UNKNOWN_ELEMENT,
    UNSUPPORTED_FRACTION,
    UNSUPPORTED_TUPLE,
    XML_BASE,
    ZERO_PRECISION,
)
from finmodel.formats.xbrl_xml.name import (
    FRACTION_PARTS,
    NIL,
    SPACE,
    is_structure,
    is_true,
    local_name,
)
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.formats.xml.namespace import BASE, LANGUAGE
from finmodel.model.column import ABSENT, EXACT, NONE
from finmodel.source import Source

Handler = Callable[[etree._Element], None]
"""Takes in an element below the root that is no fact."""

_Reported = tuple[str | None, int]
"""The value of a fact and its decimals."""


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


@define
class _Tuple:
    name: str
    source: Source
    count: int = 0
    facts: int = 0


class Facts:
    """The facts of an instance by column; contexts and units are the ids that facts name.

    Columns are lists, to which appending is faster, until all is read. `left_out` are
    the positions, among all facts of the instance, of those that have no row.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._root_language = reading.stream.root.get(LANGUAGE)
        self._own_languages: dict[int, int] = {}
        self._tuples: dict[str, _Tuple] = {}
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
        self.left_out: list[int] = []
        self.left_out_ids: set[str] = set()

    def read(self, handlers: Mapping[str, Handler]) -> None:
        """Read the whole stream: facts into columns, other elements by their handlers."""
        concepts, contexts, units = self.concepts, self.context_refs, self.unit_refs
        decimals = _Decimals()
        add_concept, add_context = self.concept.append, self.context.append
        add_unit, add_decimals = self.unit.append, self.decimals.append
        add_value, add_id = self.value.append, self.id.append
        for batch in self._reading.stream:
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
        self._name_tuples()

    def _fill_languages(self) -> None:
        """Give texts their own language or the root's; what has a unit is no text."""
        usual = self.languages[self._root_language and self._root_language.lower()]
        self.language = [usual if unit == NONE else NONE for unit in self.unit]
        for row, language in self._own_languages.items():
            self.language[row] = language

    def _read_other(self, element: etree._Element, handlers: Mapping[str, Handler]) -> None:
        """Read what names no context: an element of XBRL's own, a tuple, or a faulty fact."""
        tag = str(element.tag)
        handler = handlers.get(tag)
        if handler is not None:
            handler(element)
        elif is_structure(tag):
            message = f"{tag} is no part of an instance; it is left out."
            self._reading.complain(UNKNOWN_ELEMENT, message, element)
        elif len(element) or not (element.text or "").strip(SPACE):
            self._count_tuple(element)
            self._pass_over(element)
        else:
            message = f"{_named(element)} names no context; it is left out."
            self._reading.complain(MISSING_CONTEXT, message, element)
            self._pass_over(element)

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
        if len(fact):
            is_fraction = any(part.tag in FRACTION_PARTS for part in fact)
            fault = UNSUPPORTED_FRACTION if is_fraction else MARKUP_IN_VALUE
            what = "is a fraction" if is_fraction else "has elements in its value; it is left out"
            self._reading.complain(fault, f"{_named(fact)} {what}.", fact)
            self._pass_over(fact)
            return None
        if fact.get(BASE) is not None:
            self._reading.complain(XML_BASE, f"{_named(fact)} has a base.", fact)
        is_number = fact.get("unitRef") is not None
        language = fact.get(LANGUAGE)
        if language is not None and not is_number:
            self._own_languages[len(self.value)] = self.languages[language.lower()]
        if is_true(fact.get(NIL)):
            if (fact.text or "").strip(SPACE):
                message = f"{_named(fact)} is nil, and has the value “{_short(fact.text)}”."
                self._reading.complain(NIL_WITH_VALUE, message, fact)
            return None, self._no_digits(fact, "is nil")
        if not is_number:
            return fact.text or "", self._no_digits(fact, "has no unit")
        digits = self._digits(fact)
        if digits is None:
            self._reading.complain(ZERO_PRECISION, f"{_named(fact)} has precision 0.", fact)
            self._pass_over(fact)
            return None
        return (fact.text or "").strip(SPACE), digits

    def _pass_over(self, fact: etree._Element) -> None:
        self.left_out.append(len(self.value) + len(self.left_out))
        self.left_out_ids.add(fact.get("id", ""))

    def _count_tuple(self, element: etree._Element) -> None:
        source = self._reading.document.source(element.sourceline)
        found = self._tuples.setdefault(str(element.tag), _Tuple(_name(element), source))
        found.count += 1
        found.facts += sum(part.get("contextRef") is not None for part in element.iterdescendants())

    def _name_tuples(self) -> None:
        for found in self._tuples.values():
            message = (
                f"The tuple {found.name} is left out with the facts in it "
                f"(tuples: {found.count}, facts: {found.facts})."
            )
            self._reading.journal.add(UNSUPPORTED_TUPLE, message, found.source)

    def _no_digits(self, fact: etree._Element, reason: str) -> int:
        given = [name for name in ("decimals", "precision") if fact.get(name) is not None]
        if given:
            message = f"{_named(fact)} {reason}, but has {' and '.join(given)}."
            self._reading.complain(MISPLACED_DECIMALS, message, fact)
        return ABSENT

    def _digits(self, fact: etree._Element) -> int | None:
        """Return the decimals of a number, which are none if its precision is 0."""
        decimals, precision = fact.get("decimals"), fact.get("precision")
        if decimals is None and precision is None:
            self._reading.complain(MISSING_DECIMALS, f"{_named(fact)} has no decimals.", fact)
            return EXACT
        if decimals is not None and precision is not None:
            message = f"{_named(fact)} has decimals and a precision."
            self._reading.complain(DECIMALS_AND_PRECISION, message, fact)
        try:
            if decimals is not None:
                return read_decimals(decimals)
            return infer_decimals(precision or "", (fact.text or "").strip(SPACE))
        except ValueError as error:
            message = f"{_named(fact)}: {error}; it is taken to be exact."
            self._reading.complain(BAD_DECIMALS, message, fact)
            return EXACT


def _named(fact: etree._Element) -> str:
    """Return what messages call a fact: by its prefixed name and its id, if it has one."""
    id = fact.get("id")
    return f"The fact {_name(fact)}" if id is None else f"The fact “{id}” ({_name(fact)})"


def _name(fact: etree._Element) -> str:
    return f"{fact.prefix}:{local_name(fact)}" if fact.prefix else local_name(fact)


def _short(text: str | None) -> str:
    return (text or "").strip(SPACE)[:60]
