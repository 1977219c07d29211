"""The relations between the numbers of a report as a table, one row each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from finmodel.model.fact import Fact
from finmodel.model.finding import Checked
from finmodel.table.arrow import arrow, coded, encoded
from finmodel.table.interval import ends

if TYPE_CHECKING:
    import pyarrow


def relation_table(relations: Sequence[Checked]) -> pyarrow.Table:
    """Return the table of relations, in their order.

    `claim`, `concept` and `period` are of the number that a relation speaks about, in whose unit
    the intervals are; `facts` are the ids of all numbers, `operations` what is done with each.
    """
    pa = arrow()

    def text(of: Callable[[Checked], str | None]) -> pyarrow.Array:
        return coded(*encoded(map(of, relations)))

    def claimed(of: Callable[[Fact], str]) -> pyarrow.Array:
        return text(lambda each: None if each.claim is None else of(each.claim))

    def texts(of: Callable[[Checked], list[str]]) -> pyarrow.Array:
        return pa.array(list(map(of, relations)), pa.list_(pa.string()))

    return pa.table(
        {
            "code": text(lambda each: each.code),
            "rule": text(lambda each: each.rule or None),
            "text": text(lambda each: each.text),
            "verdict": text(lambda each: each.verdict.value),
            "operator": text(lambda each: each.operator or None),
            "claim": claimed(lambda fact: fact.id),
            "concept": claimed(lambda fact: fact.concept.clark),
            "period": claimed(lambda fact: fact.period.text),
            "facts": texts(lambda each: [term.fact.id for term in each.terms]),
            "operations": texts(lambda each: [term.operation for term in each.terms]),
            **ends("reported", (each.reported for each in relations)),
            **ends("expected", (each.expected for each in relations)),
        }
    )
