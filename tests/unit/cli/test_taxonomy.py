"""`finmodel taxonomy`: the library, and looking into taxonomies; and options for all commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.cli.exit import Exit
from finmodel.formats.store.fetch import Reply
from finmodel.formats.store.library import Library
from finmodel.formats.taxonomy import write_taxonomy
from tests.golden.acme import Acme
from tests.unit.cli.conftest import Run
from tests.unit.formats.store import FILES, catalog, metadata, written

ADDRESS = "https://acme.example/2026/acme.xsd"
MIRRORED = "https/acme.example/2026"
REPORT = (
    '<xbrl xmlns="http://www.xbrl.org/2003/instance" '
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
    f'<link:schemaRef xlink:type="simple" xlink:href="{ADDRESS}"/></xbrl>'
)


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library, and a report of a taxonomy that only a mirror has."""
    monkeypatch.setenv("FINMODEL_HOME", str(folder / "home"))
    (folder / "mirror" / MIRRORED).mkdir(parents=True)
    write_taxonomy(Acme.taxonomy, folder / "mirror" / MIRRORED / "acme.xsd")
    (folder / "far.xbrl").write_text(REPORT, encoding="utf-8")
    return folder / "home"


def test_what_is_added_is_listed_shown_and_removed(run: Run, folder: Path, home: Path) -> None:
    written(folder / "accounts.zip", FILES)
    added = run("taxonomy", "add", "accounts.zip")
    line = "accounts  package  Accounts 3 · 1 entry point\n"
    assert (added.exit_code, added.stdout, added.stderr) == (Exit.CLEAN, line, "")
    assert run("taxonomy", "list").stdout == line
    shown = run("taxonomy", "show", "accounts").stdout
    assert "publisher   Somebody" in shown
    assert "Everything\n  https://example.org/2026/entry.xsd\n" in shown
    assert run("taxonomy", "show").stdout == shown
    assert run("taxonomy", "remove", "accounts").exit_code == Exit.CLEAN
    assert run("taxonomy", "list").stdout == ""
    gone = run("taxonomy", "remove", "accounts")
    assert (gone.exit_code, "accounts is not in the library" in gone.stderr) == (Exit.USAGE, True)


def test_a_report_is_read_with_what_the_library_has(run: Run, home: Path) -> None:
    before = run("validate", "far.xbrl")
    assert before.stdout.splitlines()[-1].startswith("NOT CHECKED  1 error")
    assert ADDRESS in before.stdout.splitlines()[0]
    assert "finmodel taxonomy add" in before.stdout
    assert run("taxonomy", "add", "mirror").stdout == "mirror  mirror\n"
    assert run("validate", "far.xbrl").stdout.splitlines()[-1].startswith("VALID")


@pytest.mark.parametrize("option", ["--package", "--mirror"])
@pytest.mark.parametrize("command", ["validate", "prove", "verify", "show", "rules", "convert"])
def test_every_command_takes_packages_and_mirrors(
    run: Run, home: Path, command: str, option: str
) -> None:
    arguments = {"convert": ["far.xbrl", "made.json"], "verify": ["c.json", "far.xbrl"]}
    if command == "verify":
        run("prove", "far.xbrl", "--mirror", "mirror", "--certificate", "c.json")
    result = run(command, *arguments.get(command, ["far.xbrl"]), option, "mirror")
    assert "fm:taxonomyUnavailable" not in result.stdout + result.stderr
    assert result.exit_code in (Exit.CLEAN, Exit.FINDINGS, Exit.UNDECIDED)


def test_mirrors_come_from_the_environment_too(
    run: Run, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder / "accounts.zip", FILES)
    monkeypatch.setenv("FINMODEL_MIRROR", f"accounts.zip:{folder / 'mirror'}")
    assert run("validate", "far.xbrl").stdout.splitlines()[-1].startswith("VALID")


def test_a_taxonomy_is_named_by_address(run: Run, home: Path) -> None:
    result = run("validate", "lonely.json", "--taxonomy", ADDRESS, "--mirror", "mirror")
    assert "fm:taxonomyUnavailable" not in result.stdout
    gone = run("validate", "lonely.json", "--taxonomy", ADDRESS)
    assert (gone.exit_code, ADDRESS in gone.stderr) == (Exit.UNREADABLE, True)
    source = run("codegen", ADDRESS, "--mirror", "mirror")
    assert "class " in source.stdout


@pytest.mark.parametrize("place", ["gone.zip", "acme.json", "home"])
def test_a_place_without_taxonomies_is_refused(run: Run, home: Path, place: str) -> None:
    home.mkdir()
    for arguments in (["validate", "clean.json", "--package", place], ["taxonomy", "add", place]):
        result = run(*arguments)
        assert result.exit_code == Exit.UNREADABLE
        assert place in result.stderr


def test_faults_of_a_package_are_said_and_it_is_added(run: Run, folder: Path, home: Path) -> None:
    written(folder / "accounts.zip", {**FILES, "notes.txt": "More."})
    result = run("taxonomy", "add", "accounts.zip", "--name", "mine")
    assert result.exit_code == Exit.FINDINGS
    assert "tpe:invalidDirectoryStructure" in result.stderr
    assert Library().find("mine") is not None
    assert run("taxonomy", "add", "accounts.zip", "--name", "../mine").exit_code == Exit.USAGE


def test_what_is_left_out_of_the_library_is_said(run: Run, folder: Path, home: Path) -> None:
    (folder / "mirror" / MIRRORED / "far.xsd").symlink_to(folder / "far.xbrl")
    result = run("taxonomy", "add", "mirror")
    assert (result.exit_code, result.stdout) == (Exit.CLEAN, "mirror  mirror\n")
    assert "far.xsd is not in the library. Put a copy" in result.stderr


def test_a_library_that_cannot_be_written_is_a_wrong_use(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder / "accounts.zip", FILES)
    monkeypatch.setenv("FINMODEL_HOME", str(folder / "accounts.zip"))
    result = run("taxonomy", "add", "accounts.zip")
    assert result.exit_code == Exit.USAGE
    assert "FINMODEL_HOME" in result.stderr


def test_a_package_shows_its_entry_points_in_a_language(run: Run, folder: Path, home: Path) -> None:
    written(folder / "accounts.zip", FILES)
    result = run("taxonomy", "show", "accounts.zip", "--language", "de")
    assert result.stdout.splitlines()[:2] == ["name        Konten", "identifier  urn:package"]


def test_a_broken_part_of_the_library_is_said_in_the_end(run: Run, home: Path) -> None:
    run("taxonomy", "add", "mirror")
    written(home / "taxonomies" / "broken", {"card.json": "{"})
    result = run("validate", "far.xbrl")
    assert result.stdout.splitlines()[-1].startswith("VALID")
    assert "fm:unreadableLibrary" in result.stderr
    assert "fm:unreadableLibrary" in run("taxonomy", "list").stderr


def test_a_taxonomy_is_counted(run: Run, home: Path) -> None:
    result = run("taxonomy", "show", ADDRESS, "--mirror", "mirror")
    assert result.exit_code == Exit.CLEAN
    lines = result.stdout.splitlines()
    assert lines[0] == ADDRESS
    assert f"{len(Acme.taxonomy.concepts):>9,} concepts" in lines
    assert run("taxonomy", "show", "acme.json").stdout.splitlines()[1:] == lines[1:]


def test_networks_are_trees(run: Run, home: Path) -> None:
    result = run("taxonomy", "tree", "acme.json", "--arcrole", "all")
    assert result.exit_code == Exit.CLEAN
    assert "── " in result.stdout
    for network in Acme.taxonomy.networks.values():
        for relationship in network.relationships:
            assert Acme.taxonomy.name(relationship.target) in result.stdout
    none = run("taxonomy", "tree", "acme.json", "--role", "no such role")
    assert none.exit_code == Exit.USAGE
    assert "parent-child" in none.stderr


def test_fetching_needs_its_library(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finmodel.formats.store.network.find_spec", lambda _: None)
    result = run("validate", "far.xbrl", "--fetch")
    assert result.exit_code == Exit.USAGE
    assert "finmodel[fetch]" in result.stderr


def test_a_hostile_package_shows_no_escape_sequences(run: Run, folder: Path, home: Path) -> None:
    name = "<tp:identifier>urn:p</tp:identifier><tp:name>\u202eevil\u009b31m</tp:name>"
    files = {
        "top/META-INF/taxonomyPackage.xml": metadata(name),
        "top/META-INF/catalog.xml": catalog(),
    }
    written(folder / "evil.zip", files)
    result = run("taxonomy", "add", "evil.zip")
    assert not {"\u202e", "\u009b"} & set(result.stdout)


def test_what_was_fetched_once_is_there_without_the_network(
    run: Run, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("urllib3", reason="the extra `fetch` is not installed")
    asked: list[str] = []

    def answer(_: object, address: str) -> Reply:
        asked.append(address)
        path = folder / "mirror" / MIRRORED / address.rpartition("/")[2]
        return Reply(200, {}, iter([path.read_bytes()]))

    monkeypatch.setattr("finmodel.formats.store.network.Network.__call__", answer)
    for arguments in (["--fetch"], ["--fetch"], []):
        result = run("validate", "far.xbrl", *arguments)
        assert result.stdout.splitlines()[-1].startswith("VALID")
    assert asked[0] == ADDRESS
    assert len(asked) == len(set(asked)) > 1

    fetched = home / "fetched" / MIRRORED / "acme.xsd"
    fetched.write_bytes(fetched.read_bytes() + b"\n")
    changed = run("validate", "far.xbrl")
    assert changed.stdout.splitlines()[-1].startswith("NOT CHECKED")
    assert "fm:changedDocument" in changed.stdout


def test_a_mirror_shows_its_hosts(run: Run, home: Path) -> None:
    result = run("taxonomy", "show", "mirror")
    assert result.stdout == "https://acme.example/\n"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("report.zip", "fm:notATaxonomy: report.zip is a report package"),
        ("mirror", "fm:notATaxonomy: mirror is a folder. Name a schema or a linkbase"),
        ("correct.json", "correct.json is no taxonomy"),
    ],
)
def test_what_is_given_as_a_taxonomy_is_called_what_it_is(
    run: Run, folder: Path, home: Path, what: str, said: str
) -> None:
    package = {"top/META-INF/reportPackage.json": "{}", "top/reports/report.json": "{}"}
    written(folder / "report.zip", package)

    for command in ("check", "tree"):
        result = run("taxonomy", command, what)
        assert (result.exit_code, result.stdout) == (Exit.UNREADABLE, "")
        assert said in result.stderr
        assert len(result.stderr.splitlines()) == 1
