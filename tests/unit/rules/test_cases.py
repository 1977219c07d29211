"""Every case under `tests/cases`: just these findings, in words that say enough."""

from importlib import import_module

import pytest

from finmodel.diagnostic import Fault
from finmodel.model.finding import Tally
from finmodel.rules.catalogue import checks
from tests.unit.rules.sheet import FOLDER, Sheet, sheets, shown

SHEETS = [
    pytest.param(sheet, id=f"{path.stem}: {sheet.name}")
    for path in sorted(FOLDER.glob("*.toml"))
    for sheet in sheets(path.name)
]


@pytest.mark.parametrize("sheet", SHEETS)
def test_case(sheet: Sheet) -> None:
    findings, tally = sheet.run()
    assert sorted(map(shown, findings)) == sorted(sheet.findings)
    told = [*findings, *sheet.case.relations.mistakes]
    said = "\n".join(f"{finding.message}\n{finding.remedy}" for finding in told)
    assert [words for words in sheet.says if words not in said] == []
    if sheet.tally or not tally.evaluated + tally.not_evaluated:
        assert _shown(sheet, tally) == sheet.tally


@pytest.mark.parametrize("sheet", SHEETS)
def test_mistakes_in_formulas_and_rules(sheet: Sheet) -> None:
    mistakes = sheet.case.relations.mistakes
    assert sorted(mistake.code for mistake in mistakes) == sorted(sheet.mistakes)
    assert all(mistake.message and mistake.remedy for mistake in mistakes)


def _shown(sheet: Sheet, tally: Tally) -> str:
    if not tally.evaluated and not tally.not_evaluated:
        return ""
    ids = " ".join(sorted({sheet.case.report.columns.id[row] for row in tally.rows}))
    return (
        f"{tally.exact} exact, {tally.explained} explained, {tally.broken} broken,"
        f" {tally.not_evaluated} not evaluated: {ids}"
    )


@pytest.mark.parametrize("sheet", SHEETS)
def test_findings_can_be_acted_on(sheet: Sheet) -> None:
    for finding in sheet.run()[0]:
        assert finding.message.endswith(".")
        assert finding.remedy.endswith((".", "?"))
        assert finding.terms or finding.rule


@pytest.mark.parametrize("stem", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_every_code_of_a_file_of_checks_fails_somewhere_and_passes_somewhere(stem: str) -> None:
    module = import_module(f"finmodel.rules.{stem}")
    codes = {value.code for value in vars(module).values() if isinstance(value, Fault)}
    for check in checks():
        codes |= set(check.codes) if check.function.__module__ == module.__name__ else set()
    expected = [sheet.findings for sheet in sheets(f"{stem}.toml")]
    failing = {line.removeprefix("warning ").split()[0] for lines in expected for line in lines}
    assert codes
    assert codes <= failing
    assert [] in [list(lines) for lines in expected]
