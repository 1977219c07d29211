"""Results of validation."""

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.finding import Coverage, Result

NOTHING = Coverage(0, 0, 0, 0, 0, ())
WARNING = Diagnostic("fm:example", Severity.WARNING, "Odd.")
ERROR = Diagnostic("fm:example", Severity.ERROR, "Wrong.")


def test_a_result_without_errors_is_ok() -> None:
    assert Result((WARNING,), NOTHING).ok
    assert not Result((WARNING, ERROR), NOTHING).ok


def test_what_was_not_checked_is_not_ok() -> None:
    assert not Result((), NOTHING, has_taxonomy=False).ok
