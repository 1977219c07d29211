"""The last line."""

from __future__ import annotations

import pytest

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.finding import Coverage, Finding
from finmodel.model.period import FOREVER
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.render.summary import counted, summary_line, total_line
from finmodel.render.validated import Conclusion, Validated


def a_report(*said: Diagnostic) -> Report:
    builder = ColumnBuilder()
    for _ in range(6):
        builder.add(QName("", "A"), DimensionSet.of(None, FOREVER, {}), "1", decimals=0)
    return Report((), builder.columns(), diagnostics=said)


REPORT = a_report()
ERROR, WARNING, INFO = (Diagnostic("a:b", severity, "Said.") for severity in reversed(Severity))
NOTHING = Coverage(0, 0, 0, 0, 0, ())
ABOUT_FACTS = Finding("a:b", Severity.ERROR, "Said.")


def test_a_verdict_counts_everything() -> None:
    findings = (ERROR, ERROR, ERROR, WARNING)
    coverage = Coverage(90, 22, 4, 2, 131, tuple(REPORT.facts))
    assert summary_line(Validated("a", findings, REPORT, coverage)) == (
        "INVALID  3 errors, 1 warning"
        " · 118 relations: 90 exact, 22 explained by rounding, 4 broken, 2 not evaluated"
        " · 6 of 131 numbers are checked by nothing"
    )


@pytest.mark.parametrize(
    ("findings", "coverage", "line"),
    [
        ((), NOTHING, "VALID  no findings · no relations · no numbers"),
        (
            (WARNING, INFO),
            Coverage(1, 0, 0, 0, 1, ()),
            "VALID  1 warning, 1 info · 1 relation: 1 exact"
            " · every one of 1 number is checked by something",
        ),
        (
            (ERROR,),
            Coverage(0, 0, 1234, 0, 9999, tuple(REPORT.facts[:1])),
            "INVALID  1 error · 1,234 relations: 1,234 broken"
            " · 1 of 9,999 numbers is checked by nothing",
        ),
    ],
)
def test_what_there_is_none_of_is_not_counted(
    findings: tuple[Diagnostic, ...], coverage: Coverage, line: str
) -> None:
    assert summary_line(Validated("a", findings, REPORT, coverage)) == line


@pytest.mark.parametrize(
    ("findings", "report", "has_taxonomy", "conclusion"),
    [
        ((), REPORT, True, Conclusion.VALID),
        ((WARNING, INFO), REPORT, True, Conclusion.VALID),
        ((ERROR,), REPORT, True, Conclusion.INVALID),
        ((), REPORT, False, Conclusion.UNCHECKED),
        ((ERROR,), REPORT, False, Conclusion.UNCHECKED),
        ((ERROR, ABOUT_FACTS), REPORT, False, Conclusion.INVALID),
        ((ERROR,), a_report(ERROR), False, Conclusion.INVALID),
        ((ERROR,), None, True, Conclusion.UNREADABLE),
        ((), None, True, Conclusion.UNREADABLE),
    ],
)
def test_nothing_is_valid_that_was_not_checked(
    findings: tuple[Diagnostic, ...],
    report: Report | None,
    has_taxonomy: bool,
    conclusion: Conclusion,
) -> None:
    validated = Validated("a", findings, report, NOTHING, has_taxonomy=has_taxonomy)
    assert validated.conclusion is conclusion


def test_several_documents_are_as_bad_as_the_worst() -> None:
    several = [Conclusion.VALID, Conclusion.UNCHECKED, Conclusion.VALID]
    assert total_line(several) == "NOT CHECKED  3 files: 1 not checked, 2 valid"
    assert total_line([Conclusion.VALID]) == "VALID  1 file: 1 valid"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1200, "1,200 files")]
)
def test_counted(count: int, text: str) -> None:
    assert counted(count, "file") == text
