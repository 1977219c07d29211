"""Facts of an instance, straight into columns (XBRL 2.1, section 4.6)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, Final

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
    BASE,
    FRACTION_PARTS,
    LANGUAGE,
    NIL,
    SPACE,
    is_structure,
    is_true,
    local_name,
)
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.model.column import ABSENT, EXACT, NONE, Interner
from finmodel.source import Source

Handler = Callable[[etree._Element], None]
"""Takes in an element below the root that is no fact."""

_NO_FACT: Final = -1

_Reported = tuple[str | None, int]
"""The value of a fact and its decimals."""


class _Concepts(dict[Any, int]):
    """Names of elements to their index among those of facts, or `_NO_FACT`."""

    def __init__(self) -> None:
        self.tags: list[str] = []

    def __missing__(self, tag: str) -> int:
        index = self[tag] = _NO_FACT if is_structure(tag) else len(self.tags)
        if index != _NO_FACT:
            self.tags.append(tag)
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

    `left_out` are the positions, among all facts of the instance, of those that have no row.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._root_language = reading.stream.root.get(LANGUAGE)
        self._tuples: dict[str, _Tuple] = {}
        self._concepts = _Concepts()
        self.context_refs: Interner[str | None] = Interner()
        self.unit_refs: Interner[str | None] = Interner()
        self.languages: Interner[str] = Interner()
        self.concept = array("i")
        self.context = array("i")
        self.unit = array("i")
        self.language = array("i")
        self.decimals = array("i")
        self.value: list[str | None] = []
        self.id: list[str | None] = []
        self.left_out: list[int] = []
        self.left_out_ids: set[str] = set()

    @property
    def concepts(self) -> Sequence[str]:
        """The names of the concepts that facts have, in the form `{namespace}local`."""
        return self._concepts.tags

    def read(self, handlers: Mapping[str, Handler]) -> None:
        """Read the whole stream: facts into columns, other elements by their handlers."""
        concepts, decimals = self._concepts, _Decimals()
        contexts, units = self.context_refs, self.unit_refs
        append_concept, append_context = self.concept.append, self.context.append
        append_unit, append_decimals = self.unit.append, self.decimals.append
        append_value, append_id = self.value.append, self.id.append
        for batch in self._reading.stream:
            for element in batch:
                concept = concepts[element.tag]
                if concept == _NO_FACT:
                    handlers.get(str(element.tag), self._unknown)(element)
                    continue
                get = element.get
                id, context, unit = get("id"), get("contextRef"), get("unitRef")
                value, digits = element.text, decimals[get("decimals")]
                # 3 attributes and an id: a number with nothing else to be said about it
                if (
                    len(element.attrib) == (3 if id is None else 4)
                    and digits != ABSENT
                    and unit is not None
                    and context is not None
                    and value is not None
                    and not len(element)
                ):
                    value = value.strip(SPACE)
                else:
                    reported = self._read_with_care(element)
                    if reported is None:
                        continue
                    value, digits = reported
                append_concept(concept)
                append_context(contexts[context])
                append_unit(NONE if unit is None else units[unit])
                append_decimals(digits)
                append_value(value)
                append_id(id)
        self.language.extend([NONE] * (len(self.value) - len(self.language)))
        self._name_tuples()

    def leave_out(self, rows: Set[int]) -> None:
        """Note that some facts that were read will have no row after all."""
        without_row = set(self.left_out)
        total = len(self.value) + len(self.left_out)
        positions = [position for position in range(total) if position not in without_row]
        self.left_out += (positions[row] for row in rows)
        self.left_out_ids.update(self.id[row] or "" for row in rows)

    def _read_with_care(self, fact: etree._Element) -> _Reported | None:
        """Return what a fact reports that is more, or less, than a plain number; `None` if nothing.

        Texts go this way, as do facts that are nil, have a precision or are faulty.
        """
        if fact.get("contextRef") is None or len(fact):
            self._explain_structure(fact)
            self._pass_over(fact)
            return None
        if fact.get(BASE) is not None:
            self._reading.complain(XML_BASE, f"{_named(fact)} has a base.", fact)
        is_number = fact.get("unitRef") is not None
        if not is_number:
            self._note_language(fact)
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

    def _explain_structure(self, fact: etree._Element) -> None:
        """Say why an element without a context, or with elements in it, is no fact of the OIM."""
        if fact.get("contextRef") is not None:
            is_fraction = any(part.tag in FRACTION_PARTS for part in fact)
            fault = UNSUPPORTED_FRACTION if is_fraction else MARKUP_IN_VALUE
            what = "is a fraction" if is_fraction else "has elements in its value; it is left out"
            self._reading.complain(fault, f"{_named(fact)} {what}.", fact)
        elif len(fact):
            source = self._reading.document.source(fact.sourceline)
            found = self._tuples.setdefault(str(fact.tag), _Tuple(_name(fact), source))
            found.count += 1
            found.facts += sum(
                part.get("contextRef") is not None for part in fact.iterdescendants()
            )
        else:
            message = f"{_named(fact)} names no context; it is left out."
            self._reading.complain(MISSING_CONTEXT, message, fact)

    def _name_tuples(self) -> None:
        for found in self._tuples.values():
            message = (
                f"The tuple {found.name} is left out with the facts in it "
                f"(tuples: {found.count}, facts: {found.facts})."
            )
            self._reading.journal.add(UNSUPPORTED_TUPLE, message, found.source)

    def _note_language(self, fact: etree._Element) -> None:
        """Put the language of the next row into its column, which is filled up to there first."""
        language = fact.get(LANGUAGE, self._root_language)
        if language:
            self.language.extend([NONE] * (len(self.value) - len(self.language)))
            self.language.append(self.languages[language.lower()])

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

    def _unknown(self, element: etree._Element) -> None:
        message = f"{element.tag!s} is no part of an instance; it is left out."
        self._reading.complain(UNKNOWN_ELEMENT, message, element)


def _named(fact: etree._Element) -> str:
    """Return what messages call a fact: by its prefixed name and its id, if it has one."""
    id = fact.get("id")
    return f"The fact {_name(fact)}" if id is None else f"The fact “{id}” ({_name(fact)})"


def _name(fact: etree._Element) -> str:
    return f"{fact.prefix}:{local_name(fact)}" if fact.prefix else local_name(fact)


def _short(text: str | None) -> str:
    return (text or "").strip(SPACE)[:60]
