"""Commands with a configuration: what it gives them, and that the command line wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run

WAIVER = """
[[waiver]]
code = "{code}"
owner = "Controlling"
reason = "A ship is at sea"
until = {until}
"""


@pytest.fixture
def project(folder: Path) -> Path:
    (folder / ".git").mkdir()
    return folder


def configure(folder: Path, text: str) -> None:
    (folder / "finmodel.toml").write_text(text, encoding="utf-8")


def waiver(code: str, until: str = "9999-12-31") -> str:
    return WAIVER.format(code=code, until=until)


def test_reports_that_are_named_are_checked_where_no_file_is(run: Run, project: Path) -> None:
    configure(project, 'reports = ["c*.json"]\nignore = ["acme:"]\n')
    (project / "acme.rules.toml").rename(project / "correct.rules.toml")
    result = run("validate")
    assert result.stdout.splitlines()[-1] == "VALID  2 files: 2 valid"
    assert run("validate", "wrong.json").stdout.splitlines()[-1].startswith("INVALID")


@pytest.mark.parametrize("text", ["", 'fail-on = "error"\n'])
def test_without_a_file_and_without_reports_the_usage_is_wrong(
    run: Run, project: Path, text: str
) -> None:
    configure(project, text)
    result = run("validate")
    assert result.exit_code == Exit.USAGE
    assert "no configuration names reports" in result.stderr


def test_the_command_line_wins(run: Run, project: Path) -> None:
    configure(project, 'fail-on = "never"\nformats = ["json"]\n')
    result = run("validate", "wrong.json")
    assert result.exit_code == Exit.CLEAN
    assert json.loads(result.stdout)["summary"]["verdict"] == "invalid"
    result = run("validate", "wrong.json", "--fail-on", "error", "--format", "text")
    assert result.exit_code == Exit.FINDINGS
    assert result.stdout.splitlines()[-1].startswith("INVALID")


def test_paths_are_relative_to_the_configuration(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(
        project,
        'reports = ["lonely.json"]\ntaxonomy = "acme.json"\nrules = ["acme.rules.toml"]\n'
        'formats = ["text", "sarif=out.sarif"]\n',
    )
    (project / "inner").mkdir()
    monkeypatch.chdir(project / "inner")
    result = run("validate")
    assert result.exit_code == Exit.CLEAN
    assert (project / "out.sarif").is_file()
    assert run("coverage", "../lonely.json").exit_code == Exit.CLEAN


def test_a_mistake_names_the_place_that_it_comes_from(run: Run, project: Path) -> None:
    configure(project, 'fail-on = "never"\nselect = ["xx"]\n')
    assert "select in finmodel.toml:2:10: no code" in run("validate", "wrong.json").stderr
    configure(project, 'formats = ["srif"]\n')
    assert "'sarif' may be meant" in run("validate", "wrong.json").stderr
    configure(project, 'fail_on = "never"\n')
    result = run("validate", "wrong.json")
    assert result.exit_code == Exit.UNREADABLE
    assert "finmodel.toml:1:12: error fm:invalidConfiguration" in result.stderr
    assert run("explain", "fm:invalidConfiguration").exit_code == Exit.CLEAN


def test_what_is_waived_fails_nothing_and_is_counted(run: Run, project: Path) -> None:
    configure(project, waiver("fm:growthMismatch") + waiver("fm:totalMismatch"))
    result = run("validate", "wrong.json")
    assert result.exit_code == Exit.CLEAN
    assert result.stdout.splitlines()[-1].startswith("VALID  1 warning · ")
    assert result.stdout.splitlines()[-1].endswith(" · 2 waived")
    assert "growthMismatch" not in result.stdout
    shown = run("validate", "wrong.json", "--show-waived").stdout
    assert "waived error fm:growthMismatch" in shown
    assert "until 9999-12-31 by Controlling: A ship is at sea" in shown


def test_a_waiver_that_is_over_is_an_error_in_its_file(run: Run, project: Path) -> None:
    configure(project, waiver("acme:stockExceedsCosts", "2009-06-30"))
    result = run("validate", "correct.json")
    assert result.exit_code == Exit.FINDINGS
    assert "error fm:waiverExpired" in result.stdout
    assert "finmodel.toml:2:1" in result.stdout
    assert "warning acme:stockExceedsCosts" in result.stdout
    assert result.stdout.splitlines()[-1] == "INVALID  2 files: 1 invalid, 1 valid"


def test_an_unused_waiver_is_a_warning_where_everything_was_checked(
    run: Run, project: Path
) -> None:
    misspelt = waiver("fm:growthMismatch") + 'document = "worng.json"\n'
    idle = waiver("fm:ratioMismatch")
    configure(project, f'reports = ["*correct.json"]\n{misspelt}{idle}')
    result = run("validate", "--fail-on", "warning")
    assert result.exit_code == Exit.FINDINGS
    assert "waiver of fm:growthMismatch in worng.json waives nothing" in result.stdout
    assert "waiver of fm:ratioMismatch waives nothing" in result.stdout
    assert "waiverUnused" not in run("validate", "correct.json").stdout


def test_a_waiver_of_a_report_that_was_checked_is_unused_there(run: Run, project: Path) -> None:
    idle = waiver("fm:ratioMismatch") + 'document = "correct.json"\n'
    configure(project, idle)
    assert "waiverUnused" in run("validate", "correct.json").stdout
    assert "waiverUnused" not in run("validate", "wrong.json").stdout


@pytest.mark.parametrize("chosen", [("--ignore", "fm:waiver"), ("--select", "fm:growth")])
def test_findings_about_waivers_are_chosen_as_all_are(
    run: Run, project: Path, chosen: tuple[str, str]
) -> None:
    over = waiver("fm:totalMismatch", "2009-06-30")
    configure(project, f'reports = ["correct.json"]\n{over}{waiver("fm:ratioMismatch")}')
    result = run("validate", *chosen)
    assert result.exit_code == Exit.CLEAN
    assert "fm:waiver" not in result.stdout


def test_programs_are_told_of_waivers(run: Run, project: Path) -> None:
    configure(project, waiver("fm:growthMismatch"))
    content = json.loads(run("validate", "wrong.json", "--format", "json").stdout)
    assert content["summary"]["waived"] == 1
    (waived,) = content["waived"]
    assert waived["finding"]["code"] == "fm:growthMismatch"
    assert waived["waiver"]["owner"] == "Controlling"
    run("validate", "wrong.json", "--format", "sarif=out.sarif")
    (sarif,) = json.loads((project / "out.sarif").read_text("utf-8"))["runs"]
    assert [r["ruleId"] for r in sarif["results"] if "suppressions" in r] == ["fm:growthMismatch"]


def test_a_format_that_there_is_not_is_told_where_it_is_named(run: Run, project: Path) -> None:
    configure(project, 'formats = ["sarfi"]')
    result = run("validate", "correct.json")
    assert result.exit_code == Exit.USAGE
    assert "formats in finmodel.toml:1:11: there is no format 'sarfi'" in result.stderr


def test_a_page_tells_what_is_wrong_with_waivers(run: Run, project: Path) -> None:
    pytest.importorskip("jinja2", reason="needs the extra html")
    configure(project, waiver("fm:totalMismatch", "2009-06-30"))
    result = run("validate", "correct.json", "--format", "html=page.html", "--no-prove")
    assert result.exit_code == Exit.FINDINGS
    page = (project / "page.html").read_text(encoding="utf-8")
    assert "waiver of fm:totalMismatch ended on 2009-06-30" in page
    assert "INVALID" in page
