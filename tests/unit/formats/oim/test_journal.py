"""Collecting diagnostics."""

from __future__ import annotations

from finmodel.formats.oim.fault import INVALID_SQNAME, UNBOUND_PREFIX
from finmodel.formats.oim.journal import Journal


def test_diagnostics_come_in_the_order_in_which_they_were_found() -> None:
    journal = Journal()
    journal.add(UNBOUND_PREFIX, "One.", None)
    journal.add(INVALID_SQNAME, "Two.", None)
    journal.add(UNBOUND_PREFIX, "One.", None)
    assert [one.message for one in journal.diagnostics] == ["One.", "Two.", "One."]


def test_a_cause_is_told_once_with_those_that_share_it() -> None:
    journal = Journal()
    journal.add(UNBOUND_PREFIX, "Of f0.", None, cause="x", subject="f0")
    journal.add(INVALID_SQNAME, "Other.", None, cause="x", subject="f0")
    for number in range(1, 4):
        journal.add(UNBOUND_PREFIX, "Not said.", None, cause="x", subject=f"f{number}")
    assert [one.message for one in journal.diagnostics] == [
        "Of f0. The same holds for f1, f2, f3.",
        "Other.",
    ]


def test_of_very_many_only_a_few_are_named() -> None:
    journal = Journal()
    for number in range(1_007):
        journal.add(UNBOUND_PREFIX, "Of f0.", None, cause="x", subject=f"f{number}")
    (one,) = journal.diagnostics
    assert one.message == "Of f0. The same holds for f1, f2, f3, f4, f5 and 1,001 more."
