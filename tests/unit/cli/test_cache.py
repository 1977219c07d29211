"""`finmodel cache`, and commands that keep what they have read of taxonomies."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.cli.exit import Exit
from finmodel.formats.compiled.cache import Cache
from finmodel.formats.taxonomy import write_taxonomy
from tests.golden.acme import Acme
from tests.unit.cli.conftest import Run


@pytest.fixture
def cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv("FINMODEL_CACHE", str(folder / "cache"))
    return Cache()


@pytest.mark.parametrize(
    "command",
    [
        ("validate", "wrong.json"),
        ("validate", "wrong.json", "--format", "json"),
        ("taxonomy", "check", "acme.json"),
        ("taxonomy", "tree", "acme.json"),
        ("show", "wrong.json"),
        ("codegen", "acme.json"),
    ],
)
def test_says_the_same_the_second_time(run: Run, cache: Cache, command: tuple[str, ...]) -> None:
    uncached = run(*command, "--no-cache")
    assert cache.size() == (0, 0)

    first = run(*command)
    assert cache.size()[0] >= 2
    second = run(*command)
    for result in (first, second):
        assert (result.exit_code, result.output) == (uncached.exit_code, uncached.output)


def test_changed_taxonomy(run: Run, cache: Cache, folder: Path) -> None:
    assert "VALID" in run("validate", "clean.json").stdout
    (folder / "acme.json").write_text("{}")

    assert run("validate", "clean.json").exit_code != Exit.CLEAN


def test_cache(run: Run, cache: Cache) -> None:
    run("validate", "clean.json")
    shown = run("cache").stdout
    assert str(cache.folder) in shown.replace("\n", "")
    assert "3 files" in shown

    assert "0 files, 0 bytes" in run("cache", "--clear").stdout
    assert cache.size() == (0, 0)


def test_taxonomy_check(run: Run, folder: Path) -> None:
    result = run("taxonomy", "check", "acme.json")
    assert (result.exit_code, result.stdout) == (Exit.CLEAN, "")

    schema, *_ = write_taxonomy(Acme.taxonomy, folder / "acme.xsd")
    words = schema.read_text().replace('abstract="true"', 'abstract="false"')
    schema.write_text(words)
    wrong = run("taxonomy", "check", "acme.xsd")
    assert wrong.exit_code == Exit.FINDINGS
    assert "xbrldte:DimensionElementIsNotAbstractError" in wrong.stdout
