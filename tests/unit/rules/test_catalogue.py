"""The catalogue: every check has a permanent code and a page that explains it."""

import re

import pytest

from finmodel.rules.catalogue import Check, checks, entries

HEADINGS = ("Why", "Tolerance", "Silent when", "Example", "Reference")


def test_codes_are_claimed_once_and_have_the_field_s_form() -> None:
    codes = entries()
    assert len(checks()) > 20
    assert [
        code for code in codes if not re.fullmatch(r"[a-z0-9]+:([a-z]+-)?[A-Za-z][A-Za-z]+", code)
    ] == []


def test_checks_are_in_the_order_of_their_codes() -> None:
    assert [check.code for check in checks()] == sorted(check.code for check in checks())


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.code)
def test_a_page_has_a_sentence_and_the_fixed_headings(check: Check) -> None:
    first, *paragraphs = re.split(r"\n\s*\n", check.page.strip())
    sentence = " ".join(first.split())
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert tuple(paragraph.strip().partition(":")[0] for paragraph in paragraphs) == HEADINGS
    assert all(paragraph.strip().partition(":")[2].strip() for paragraph in paragraphs)
