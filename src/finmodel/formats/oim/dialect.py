"""The codes by which each format names the faults that all of them know."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from finmodel.diagnostic import Fault


@frozen
class Dialect:
    """What differs between xBRL-JSON and xBRL-CSV where both say the same.

    `keeps_units` tells that each fact says by itself in which unit it is.
    """

    document_type: str
    prefixes: Mapping[str, str]
    json: Fault
    structure: Fault
    concept: Fault
    language: Fault
    language_case: Fault | None
    link_type: Fault
    link_group: Fault
    link_target: Fault
    link_source: Fault | None
    keeps_units: bool = True
