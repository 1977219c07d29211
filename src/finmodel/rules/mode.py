"""What a caller may choose: by which rules calculations are checked, which duplicates may be."""

from __future__ import annotations

from enum import Enum


class Calculations(Enum):
    """The rules by which totals are held against their parts.

    Networks of Calculations 1.1 are always read by their own rules; `XBRL_21` reads those of XBRL
    2.1 by theirs. `TRUNCATION` takes every number for truncated unless a rule file says otherwise.
    """

    ROUNDING = "1.1"
    TRUNCATION = "1.1-truncation"
    XBRL_21 = "2.1"


class AllowedDuplicates(Enum):
    """Which duplicate facts a report may have: none, or up to a kind, or all."""

    NONE = "none"
    COMPLETE = "complete"
    CONSISTENT = "consistent"
    ALL = "all"
