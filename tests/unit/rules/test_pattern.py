"""Values that cannot be held against a pattern of their type."""

from __future__ import annotations

import pytest
from attrs import evolve

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.qname import XS, QName
from finmodel.rules.case import Case
from finmodel.rules.pattern import UNCHECKED_PATTERN, unchecked_patterns
from finmodel.rules.value import value_not_of_type
from finmodel.taxonomy.datatype import Facets, item_type
from tests.unit.rules.sheet import make_report, make_taxonomy, name


def case_of(value: str, *patterns: str) -> Case:
    """Return two facts with the same value, of a type with these patterns."""
    taxonomy = make_taxonomy("A string duration\nB string duration")
    code = item_type(QName(XS, "string")).restricted(name("code"), Facets(patterns=patterns))
    concepts = {key: evolve(each, data_type=code) for key, each in taxonomy.concepts.items()}
    facts = "".join(f'{each.lower()} {each} duration - "{value}" -\n' for each in "AB")
    return Case(make_report(facts), evolve(taxonomy, concepts=concepts), True, ())


def test_a_type_whose_pattern_is_not_checked_is_told_of_once() -> None:
    pattern = ".{0,7000}"
    case = case_of("ab" * 3000, pattern)
    (found,) = unchecked_patterns(case)

    assert isinstance(found, Finding)
    assert (found.code, found.severity) == (UNCHECKED_PATTERN, Severity.WARNING)
    assert f"code the form “{pattern}” is not checked (2 facts)" in found.message
    assert list(value_not_of_type(case)) == []


@pytest.mark.parametrize(
    "patterns",
    [
        (".{0,5000}",),
        ("[ab]+",),
        ("a+",),
        ("[ab]+", r"\p{IsNowhere}+"),
        (r"\p{IsNowhere}+",),  # this one is told of where the taxonomy is read
        ("((a{999}){999})",),
    ],
)
def test_patterns_that_decide_are_not_told_of(patterns: tuple[str, ...]) -> None:
    assert list(unchecked_patterns(case_of("ab" * 10, *patterns))) == []
