"""`finmodel explain`: the page of every code."""

from __future__ import annotations

import pytest

from finmodel.cli.exit import Exit
from finmodel.cli.explain import known_pages
from finmodel.render.page import HEADINGS
from tests.unit.cli.conftest import Run


def test_a_check_is_explained_under_its_headings(run: Run) -> None:
    lines = run("explain", "fm:totalMismatch").stdout.splitlines()
    assert lines[0] == "fm:totalMismatch (error)"
    assert [line for line in lines if line in HEADINGS] == list(HEADINGS)


def test_a_fault_is_explained_with_its_remedy(run: Run) -> None:
    lines = run("explain", "fm:cannotOpen").stdout.splitlines()
    assert lines[lines.index("Remedy") + 1].strip() == "Check the path and the permissions."


def test_a_rule_is_explained_in_its_own_words(run: Run) -> None:
    result = run("explain", "acme:stockExceedsCosts", "--rules", "acme.rules.toml")
    assert result.exit_code == Exit.CLEAN
    assert "More than a year's stock does not sell." in result.stdout
    assert "acme.rules.toml:12" in result.stdout


def test_every_code_has_a_sentence(run: Run) -> None:
    lines = run("explain").stdout.splitlines()
    pages = list(known_pages())
    assert [line.split()[0] for line in lines] == [page.code for page in pages]
    assert all(line.rstrip().endswith(".") for line in lines)


@pytest.mark.parametrize("code", ["fm:totalMismtch", "acme:stockExceedsCosts", ""])
def test_a_code_that_is_not_known_is_wrong_usage(run: Run, code: str) -> None:
    result = run("explain", code)
    assert result.exit_code == Exit.USAGE
    assert "is no code that is known" in result.stderr


def test_a_code_that_may_be_of_a_rule_file_is_asked_for(run: Run) -> None:
    assert "Use --rules." in run("explain", "acme:stockExceedsCosts").stderr


def test_a_code_that_is_close_is_proposed(run: Run) -> None:
    assert "Is it fm:totalMismatch" in run("explain", "fm:totalMismtch").stderr
