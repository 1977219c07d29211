"""Texts of dimensions and what they stand for (OIM common definitions 1.0)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from finmodel.diagnostic import Fault
from finmodel.formats.oim.dialect import Dialect
from finmodel.formats.oim.fault import (
    ILLEGAL_PURE_UNIT,
    INVALID_PERIOD,
    INVALID_SQNAME,
    INVALID_UNIT,
    RESERVED_ENTITY,
    UNBOUND_PREFIX,
)
from finmodel.formats.oim.shape import LOST, Fitted, shown
from finmodel.model.dimension import Member, TypedMember
from finmodel.model.entity import NO_ENTITY, Entity
from finmodel.model.period import Period, PeriodError
from finmodel.model.unit import Unit, UnitError, parse_unit
from finmodel.qname import XBRL, QName, UnboundPrefixError, is_ncname

NOTE: Final = QName(XBRL, "note")
"""The concept of notes, which every report may use."""

_IDENTIFIER: Final = re.compile(r"\S+")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_MOMENT: Final = (
    r"-?\d{4,}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d*[1-9])?Z?"  # canonical dateTime
)
_REMEMBERED: Final = 2**16
_PERIOD: Final = re.compile(f"{_MOMENT}(?:/{_MOMENT})?", re.ASCII)


class RefusedError(Exception):
    """A text that is not as it should be, with the fault that says why.

    `salvage` is what it can still be read as, or `LOST`.
    """

    def __init__(self, fault: Fault, message: str, salvage: object = LOST) -> None:
        super().__init__(message)
        self.fault = fault
        self.message = message
        self.salvage: Fitted = salvage


class Names:
    """Reads the texts that facts are described by; every method raises `RefusedError`.

    Texts of the parts that sets of dimensions are made of are understood once.
    """

    def __init__(self, namespaces: Mapping[str, str], dialect: Dialect) -> None:
        self._namespaces = namespaces
        self._dialect = dialect
        self.entity = lru_cache(_REMEMBERED)(self._entity)
        self.period = lru_cache(_REMEMBERED)(self._period)
        self.dimension = lru_cache(_REMEMBERED)(self._dimension)
        self.member = lru_cache(_REMEMBERED)(self._member)

    def concept(self, text: str) -> QName:
        """Return the concept that a QName names."""
        return self._qname(text, self._dialect.concept)

    def _dimension(self, text: str) -> QName:
        """Return the taxonomy-defined dimension that a QName names."""
        name = self._qname(text, self._dialect.structure)
        if name.namespace == XBRL:
            message = f"{shown(text)} is no dimension that a taxonomy can define."
            raise RefusedError(self._dialect.structure, message)
        return name

    def _member(self, text: str | None) -> Member:
        """Return the member or the typed value that a text may be.

        Only the taxonomy can tell; until it is asked, a QName with a bound prefix is a member.
        """
        if text is None:
            return TypedMember(None)
        prefix, _, name = text.partition(":")
        if prefix not in self._namespaces or not (is_ncname(prefix) and is_ncname(name)):
            return TypedMember(text)
        return QName(self._namespaces[prefix], name)

    def _entity(self, text: str) -> Entity:
        """Return the entity of an SQName: a scheme's prefix and an identifier."""
        prefix, _, identifier = text.partition(":")
        if not is_ncname(prefix) or _IDENTIFIER.fullmatch(identifier) is None:
            raise RefusedError(INVALID_SQNAME, f"{shown(text)} is no entity: `prefix:identifier`.")
        entity = Entity(self._namespace(text, prefix), identifier)
        if entity == NO_ENTITY:
            raise RefusedError(RESERVED_ENTITY, f"{shown(text)} stands for having no entity.", None)
        return entity

    def _period(self, text: str) -> Period:
        """Return the period of an instant or an interval, both with their times."""
        try:
            period = Period.from_text(text)
        except PeriodError as error:
            raise RefusedError(INVALID_PERIOD, f"{_sentence(error)}") from None
        if _PERIOD.fullmatch(text) is None:
            message = f"The period {shown(text)} is not in canonical form, {period.text}."
            raise RefusedError(INVALID_PERIOD, message, period)
        return period

    def unit(self, text: str) -> Unit:
        """Return the unit of its text."""
        try:
            unit = parse_unit(text, self._namespaces)
        except UnitError as error:
            raise RefusedError(INVALID_UNIT, _sentence(error)) from None
        except UnboundPrefixError as error:
            raise _unbound(text, error.prefix) from None
        if unit.is_pure:
            raise RefusedError(ILLEGAL_PURE_UNIT, f"{shown(text)} is no unit.", None)
        return unit

    def language(self, text: str) -> str:
        """Return a language tag in lower case."""
        if _LANGUAGE.fullmatch(text) is None:
            raise RefusedError(self._dialect.language, f"{shown(text)} is no language tag.")
        lower = text.lower()
        if lower != text and self._dialect.language_case is not None:
            message = f"The language {shown(text)} is not in lower case."
            raise RefusedError(self._dialect.language_case, message, lower)
        return lower

    def _qname(self, text: str, fault: Fault) -> QName:
        prefix, _, name = text.partition(":")
        if not (is_ncname(prefix) and is_ncname(name)):
            raise RefusedError(fault, f"{shown(text)} is no name of the form `prefix:name`.")
        return QName(self._namespace(text, prefix), name)

    def _namespace(self, text: str, prefix: str) -> str:
        namespace = self._namespaces.get(prefix)
        if namespace is None:
            raise _unbound(text, prefix)
        return namespace


def _unbound(text: str, prefix: str) -> RefusedError:
    return RefusedError(UNBOUND_PREFIX, f"No namespace is bound to “{prefix}” in {shown(text)}.")


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
