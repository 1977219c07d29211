from __future__ import annotations

from pathlib import Path
from signal import SIGINT, raise_signal

import pytest

from finmodel.cli.exit import Exit
from finmodel.proof.diagnosis import diagnose
from tests.unit.cli.conftest import Run


def test_a_page_is_written(run: Run, folder: Path) -> None:
    result = run("report", "wrong.json", "-o", "page.html")
    page = (folder / "page.html").read_text(encoding="utf-8")

    assert result.exit_code == Exit.FINDINGS
    assert result.stdout == ""
    assert result.stderr.startswith("INVALID  ")
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")
    assert "This report does not add up" in page
    assert "likely wrong" in page


def test_a_clean_report_is_clean(run: Run) -> None:
    result = run("report", "clean.json", "--no-prove")

    assert result.exit_code == Exit.CLEAN
    assert "This report adds up" in result.output
    assert "was not looked for" in result.output


def test_without_its_taxonomy_a_report_is_not_checked(run: Run) -> None:
    result = run("report", "lonely.json", "--no-prove")

    assert result.exit_code == Exit.FINDINGS
    assert "This report was not checked" in result.output


def test_what_cannot_be_read_leaves_no_page(run: Run, folder: Path) -> None:
    result = run("report", "gone.json", "-o", "page.html")

    assert result.exit_code == Exit.UNREADABLE
    assert not (folder / "page.html").exists()


def test_without_a_solver_the_page_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finmodel.proof.solver.is_installed", lambda: False)

    result = run("report", "wrong.json")

    assert "was not looked for" in result.output
    assert "finmodel[proof]" in result.output


def test_without_templates_it_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)

    result = run("report", "clean.json", "--no-prove", "-o", "page.html")

    assert result.exit_code == Exit.USAGE
    assert "pip install 'finmodel[html]'" in result.output
    assert not (folder / "page.html").exists()


def test_without_templates_nobody_waits_for_that(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)

    for arguments in (["report", "gone.json"], ["validate", "gone.json", "--format", "html=x"]):
        assert run(*arguments).exit_code == Exit.USAGE


def test_findings_are_chosen_as_they_are_in_validate(run: Run) -> None:
    chosen = run("report", "wrong.json", "--no-prove", "--select", "fm:growth")
    ignored = run("report", "wrong.json", "--no-prove", "--ignore", "fm:", "--ignore", "acme:")
    misspelt = run("report", "wrong.json", "--no-prove", "--select", "fm:gowth")

    assert chosen.exit_code == Exit.FINDINGS
    assert "left out" in chosen.output
    assert "<code>fm:growthMismatch</code>" in chosen.output
    assert "<code>acme:" not in chosen.output
    assert ignored.exit_code == Exit.CLEAN
    assert misspelt.exit_code == Exit.USAGE


def test_the_configuration_chooses_findings_here_too(run: Run, folder: Path) -> None:
    (folder / "finmodel.toml").write_text('ignore = ["fm:", "acme:"]', encoding="utf-8")

    assert run("report", "wrong.json", "--no-prove").exit_code == Exit.CLEAN


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--calculations", "3.0"], "'3.0' is not one of"), (["--duplicates", "some"], "'some'")],
)
def test_checks_are_those_of_validate(run: Run, arguments: list[str], says: str) -> None:
    result = run("report", "clean.json", *arguments)

    assert result.exit_code == Exit.USAGE
    assert says in result.stderr


def test_an_interruption_ends_the_proof_and_not_the_page(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object, **options: object) -> object:
        raise_signal(SIGINT)
        return diagnose(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("finmodel.proof.diagnosis.diagnose", interrupted)

    result = run("report", "wrong.json", "-o", "page.html")

    assert result.exit_code == Exit.FINDINGS
    assert "Interrupted: what is known by now follows." in result.stderr
    assert "independent contradiction" in (folder / "page.html").read_text(encoding="utf-8")


def test_a_language_without_labels_is_told(run: Run) -> None:
    result = run("report", "correct.json", "--no-prove", "--language", "xx")
    assert "There are no labels in “xx”, but in en, ja." in result.stderr
