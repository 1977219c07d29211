"""Diagnostics, the faults that make them, and the error that carries them."""

from __future__ import annotations

from finmodel.diagnostic import Diagnostic, Fault, Severity, UnreadableError
from finmodel.source import Source

FAULT = Fault("fm:exampleOfAFault", "Something is wrong.", "Correct it.")


def test_severities_are_ordered_and_read_as_words() -> None:
    assert Severity.INFO < Severity.WARNING < Severity.ERROR
    assert list(map(str, Severity)) == ["info", "warning", "error"]


def test_a_fault_makes_diagnostics_of_its_kind() -> None:
    place = Source("a.xml", 3)
    assert FAULT("It is broken.", place) == Diagnostic(
        "fm:exampleOfAFault", Severity.ERROR, "It is broken.", "Correct it.", place
    )


def test_a_remedy_that_fits_better_replaces_the_usual_one() -> None:
    assert FAULT("It is broken.", remedy="Mend it.").remedy == "Mend it."
    assert FAULT("It is broken.", remedy="").remedy == ""


def test_a_diagnostic_says_place_severity_code_message_and_remedy() -> None:
    assert str(FAULT("It is broken.", Source("a.xml", 3))) == (
        "a.xml:3: error fm:exampleOfAFault: It is broken. Correct it."
    )
    assert str(FAULT("It is broken.", remedy="")) == "error fm:exampleOfAFault: It is broken."


def test_an_unreadable_input_says_why_once_a_line() -> None:
    one, other = FAULT("One."), FAULT("Other.")
    error = UnreadableError(one, other)
    assert error.diagnostics == (one, other)
    assert str(error) == f"{one}\n{other}"
