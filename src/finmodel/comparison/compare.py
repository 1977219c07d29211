"""Comparing two reports, fact by fact."""

from __future__ import annotations

from collections.abc import Mapping

from finmodel.bulk import uncollected
from finmodel.comparison.alignment import Aligner
from finmodel.comparison.comparison import Comparison, Sorting, differing_notes
from finmodel.comparison.correspondence import Correspondence
from finmodel.comparison.judge import Judge, Side
from finmodel.comparison.kind import Kind
from finmodel.comparison.label import new_labels
from finmodel.comparison.pairing import Pairing
from finmodel.comparison.relabelling import relabelled
from finmodel.qname import QName


def compare_sides(old: Side, new: Side, names: Mapping[QName, QName] | None = None) -> Comparison:
    """Compare two reports that are read; `names` are what the old one calls differently.

    See `Correspondence.between` for what `names` may say.
    """
    with uncollected():
        correspondence = Correspondence.between(old.report, new.report, names)
        alignment = Aligner(correspondence).aligned(old.columns, new.columns)
        judge = Judge(old, new)
        pairing, sorting = Pairing(old, new, judge), Sorting(old, new)
        for before, after in alignment.groups():
            for pair in pairing.paired(before, after):
                sorting.add(pair.verdict.kind, pair.before, pair.after, pair.verdict.power)
        removed, _ = sorting.rows(Kind.REMOVED)
        _, added = sorting.rows(Kind.ADDED)
        sorting.move(dict(relabelled(old, new, alignment, judge, removed, added)))
        return Comparison(
            old,
            new,
            correspondence,
            judge.current,
            sorting.pairs(),
            tuple(new_labels(old, new, correspondence)),
            differing_notes(old.report, new.report),
        )
