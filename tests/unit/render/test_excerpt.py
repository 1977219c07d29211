"""The first findings of each kind."""

import pytest

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.render.excerpt import MOST_OF_A_KIND, excerpt
from finmodel.render.text import report_lines
from finmodel.render.validated import Validated


def said(code: str, count: int, severity: Severity = Severity.ERROR) -> list[Diagnostic]:
    return [Diagnostic(code, severity, f"{number}.") for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, MOST_OF_A_KIND])
def test_few_findings_are_all_there(count: int) -> None:
    assert list(excerpt(said("fm:a", count))) == said("fm:a", count)


def test_of_many_findings_the_first_are_there_and_the_others_are_counted() -> None:
    many, few = said("fm:a", MOST_OF_A_KIND + 1_234), said("fm:b", 2)

    assert list(excerpt([*many, *few])) == [
        *many[:MOST_OF_A_KIND],
        "… and 1,234 more of error fm:a",
        *few,
    ]


def test_a_code_counts_apart_for_each_severity() -> None:
    errors = said("fm:a", MOST_OF_A_KIND)
    warnings = said("fm:a", MOST_OF_A_KIND, Severity.WARNING)

    assert list(excerpt([*errors, *warnings])) == [*errors, *warnings]


def test_text_says_where_all_of_them_are_and_the_verdict_counts_them() -> None:
    found = said("fm:a", 100_000)

    lines = list(report_lines([Validated("report.xbrl", tuple(found))]))

    assert lines[-3] == "… and 99,950 more of error fm:a; all of them are in --format json"
    assert lines[-1] == "UNREADABLE  100,000 errors"
    assert len(lines) < 300
