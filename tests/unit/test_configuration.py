"""Configuration: where it is found, what it says, and how its mistakes are told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from finmodel.configuration.configuration import Configuration
from finmodel.diagnostic import UnreadableError
from tools.generate import ROOT

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write files in a repository, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def put(**texts: str) -> Path:
        for name, text in texts.items():
            path = tmp_path / name.replace("__", "/").replace("_toml", ".toml").replace("_", "-")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return put


def said(folder: Path | str = ".") -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        Configuration.find(folder)
    return [f"{d.source} {d.code} {d.message}" for d in caught.value.diagnostics]


def waiver(**changed: str) -> str:
    keys = {"code": "fm:x", "owner": "o", "reason": "r", "until": "2009-06-30"} | changed
    return "[[waiver]]\n" + "\n".join(f'{key} = "{text}"' for key, text in keys.items()) + "\n"


def test_the_nearest_one_upwards_counts_and_a_repository_is_the_end(write: Write) -> None:
    root = write(finmodel_toml='taxonomy = "a.json"', inner__deep__x="", other__finmodel_toml="")
    found = Configuration.find(root / "inner" / "deep")
    assert (found.folder, found.settings) == (root, {"taxonomy": "a.json"})
    assert Configuration.find(root / "other").folder == root / "other"
    (root / "inner" / ".git").mkdir()
    assert Configuration.find(root / "inner" / "deep").settings == {}


def test_a_table_of_the_project_counts_where_there_is_one(write: Write) -> None:
    root = write(pyproject_toml='[tool.finmodel]\nselect = ["fm:"]\n', a__pyproject_toml="[tool]\n")
    for folder in (root, root / "a"):
        assert Configuration.find(folder).texts("select") == ("fm:",)
    assert Configuration.find().source("select").line == 2
    write(finmodel_toml="")
    assert Configuration.find().texts("select") == ()


def test_another_file_of_the_project_is_not_even_read(write: Write) -> None:
    write(pyproject_toml="[[[ no TOML")
    assert Configuration.find().settings == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('report = ["x"]', "finmodel.toml:1:10 .* no key 'report'; 'reports' may be meant"),
        ('a = 1\nfail_on = "error"', "finmodel.toml:2:12 .* 'fail-on' may be meant"),
        ('fail-on = "often"', "finmodel.toml:1:12 .* 'often' is not one of"),
        ('select = "fm:"', "finmodel.toml:1:11 .* is not of type 'array'"),
        ("select = ]", "finmodel.toml:1:10 .* not TOML"),
        ("a.a = 1" + ".a" * 200, "over 100 dots"),
        ('[[waiver]]\ncode = "fm:x"', "finmodel.toml:1:1 .* 'until' is a required property"),
        (waiver(until="soon"), "finmodel.toml:5:10 .* 'soon' is no day"),
        (waiver(until="2009-06-31"), "is no day"),
        (waiver(ower="x"), "finmodel.toml:6:9 .* 'owner' may be meant"),
        (waiver(code="total"), "does not match"),
        (
            waiver().replace('"2009-06-30"', "2009-06-30T10:00:00"),
            "'2009-06-30T10:00:00' is no day",
        ),
    ],
)
def test_mistakes_are_told_at_their_place(write: Write, text: str, says: str) -> None:
    write(finmodel_toml=text)
    assert any(re.search(says, each) for each in said()), said()


def test_mistakes_in_a_project_have_their_place_too(write: Write) -> None:
    write(pyproject_toml='[project]\nname = "x"\n[tool.finmodel]\nselct = []\n')
    (told,) = said()
    assert told.startswith("pyproject.toml:4:9 fm:invalidConfiguration There is no key 'selct'")


def test_waivers_are_read_from_both_files(write: Write) -> None:
    text = waiver(concept="a:B").replace('"2009-06-30"', "2009-06-30")
    write(finmodel_toml=waiver(), finmodel_waivers_toml=text)
    first, second = Configuration.find().waivers
    assert first.until == second.until == date(2009, 6, 30)
    assert (second.concept, str(second.source)) == ("a:B", "finmodel-waivers.toml:1:1")


def test_waivers_alone_are_a_configuration(write: Write) -> None:
    write(finmodel_waivers_toml=waiver())
    assert len(Configuration.find().waivers) == 1
    write(finmodel_waivers_toml="taxonomy = 'x'\n")
    assert "no key 'taxonomy'" in said()[0]


def test_patterns_name_reports_once_each_in_order(write: Write) -> None:
    root = write(finmodel_toml='reports = ["r/**/*.json", "r/b.json"]', r__b="", r__c__a="")
    (root / "r" / "b.json").write_text("")
    (root / "r" / "c" / "a.json").write_text("")
    assert Configuration.find().reports() == (root / "r" / "b.json", root / "r" / "c" / "a.json")


@pytest.mark.parametrize("pattern", ["gone/*.json", "/etc/*", "a**b", ".", "..", "[", "a/\\u0000"])
def test_a_pattern_that_matches_nothing_is_a_mistake(write: Write, pattern: str) -> None:
    write(finmodel_toml=f'reports = ["{pattern}"]')
    with pytest.raises(UnreadableError, match="No file matches"):
        Configuration.find().reports()


def test_the_schema_for_editors_says_the_same(write: Write) -> None:
    folder = ROOT / "schema" / "finmodel"
    schemas = [
        json.loads((folder / f"{name}.schema.json").read_text("utf-8"))
        for name in ("config", "waivers")
    ]
    registry = Registry().with_resources([(s["$id"], Resource.from_contents(s)) for s in schemas])
    validator = Draft202012Validator(schemas[0], registry=registry)
    good = {"code": "fm:x", "owner": "o", "reason": "r", "until": "2009-06-30"}
    assert validator.is_valid({"reports": ["x"], "fail-on": "never", "waiver": [good]})
    assert not validator.is_valid({"waiver": [{**good, "ower": "x"}]})
    assert not validator.is_valid({"waivers": [good]})


def test_the_configurations_of_the_manual_are_ones(write: Write) -> None:
    page = (ROOT / "docs" / "build-server.md").read_text(encoding="utf-8")
    whole, waivers = re.findall(r"^```toml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    write(finmodel_toml=whole + waivers)
    found = Configuration.find()
    schema = json.loads((ROOT / "schema/finmodel/config.schema.json").read_text("utf-8"))
    assert {*found.settings, "waiver"} == schema["properties"].keys()
    assert [each.until for each in found.waivers] == [date(2009, 6, 30)]
