"""What is certain to mend a finding: one text in one place."""

from __future__ import annotations

from attrs import frozen

from finmodel.formats.span import Span
from finmodel.model.fact import Fact


@frozen
class Fix:
    """What must be printed for a number if no other is wrong, and where its text is written."""

    fact: Fact
    text: str
    span: Span | None = None
