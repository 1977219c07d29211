"""Rules of rule files that a report breaks."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.stated import rule_outcomes

RULE_BROKEN = "fm:ruleBroken"


@check(RULE_BROKEN)
def rule_broken(case: Case) -> Iterator[Outcome]:
    """A rule of a rule file does not hold; the finding carries the rule's own code.

    Why: a rule file states what the authors of a report know about its numbers beyond the formulas
    of its taxonomy: that segments add up, that quarters make the year, that a part is not larger
    than its whole, that two sentences agree.

    Tolerance: none. A rule is broken only if no values that the printed numbers could have been
    rounded from satisfy it.

    Silent when: the rule's condition does not hold, or its first line item is not reported. Where
    it is and another is not, and cannot be computed from its formula, the relation counts as not
    evaluated.

    Example: a rule `Revenues = sum(Revenues over Segment)` with the code
    `acme:segmentsDoNotAddUp` yields findings of that code. `finmodel explain` with the rule file
    prints what the rule says about itself.

    Reference: the rule's own `reference`.
    """
    return rule_outcomes(case)
