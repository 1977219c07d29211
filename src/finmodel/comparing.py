"""Comparing two reports: both read, each with its taxonomy, every fact held against its like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

from finmodel.bulk import uncollected
from finmodel.comparison.compare import compare_sides
from finmodel.comparison.comparison import Comparison
from finmodel.comparison.judge import Side
from finmodel.formats.compiled.cache import Cache
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.formats.taxonomy_xml.resolver import Resolver, local_file
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import case_of


def compare(
    old: Report | str | Path,
    new: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    names: Mapping[QName, QName] | None = None,
    resolver: Resolver = local_file,
    cache: Cache | None = None,
) -> Comparison:
    """Put two reports side by side and return what became of every fact of the old one.

    Facts are matched by what they are about, whatever the formats of the reports, and numbers are
    compared as the intervals that they stand for: a release in billions agrees with a statement in
    millions wherever it is the same, rounded. `taxonomy` is that of both reports; otherwise each
    is read with the one that it refers to, as far as that can be had. `names` are what the old
    report calls differently from the new: concepts, dimensions and members by their names, whole
    namespaces with a local name of `*`, entities by scheme and identifier. Raises
    `UnreadableError` where a report cannot be read.
    """
    with uncollected():
        taxonomy_at = lru_cache(2)(partial(read_taxonomy, resolver=resolver, cache=cache))
        before, after = (
            case_of(
                report,
                taxonomy=taxonomy,
                taxonomy_at=taxonomy_at,
            )[0]
            for report in (old, new)
        )
        return compare_cases(before, after, names)


def compare_cases(old: Case, new: Case, names: Mapping[QName, QName] | None = None) -> Comparison:
    """Compare two reports that are read, each with what belongs to it."""
    return compare_sides(Side(old.report, old.taxonomy), Side(new.report, new.taxonomy), names)
