"""Files that try to act on the terminal: whatever they hold, only text comes out."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from finmodel.cli import main
from finmodel.formats.document import path_address
from finmodel.formats.report import write
from finmodel.formats.taxonomy import write_taxonomy
from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import Duration
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.declaration import (
    Declaration,
    credit,
    debit,
    duration,
    monetary,
    statement,
    string,
    string_type,
    typed,
)

ACTS = "\x1b[2J\x1b]0;pwned\x07\x9b31m\r\x08\u202e\u2066\u2028\x7f"
NAMESPACE = "https://finmodel.example/hostile"


class Hostile(Declaration, prefix="h", namespace=NAMESPACE):
    """Labels that act."""

    Contract = typed(string_type, label=f"Contract {ACTS}")
    Revenues = monetary(credit, duration, label=f"Revenues {ACTS}")
    Costs = monetary(debit, duration, label=f"Costs {ACTS}")
    Profit = Revenues - Costs
    Words = string(duration, label=f"Words {ACTS}")
    Income = statement(f"Income {ACTS}", [Revenues, Costs, Profit, Words], by=[Contract])


RULES = f"""
[namespaces]
default = "{NAMESPACE}"
[[rule]]
code = "h:tooMuch"
assert = "Revenues <= Costs"
message = "{{label}} \\u001b[2J\\u202e"
why = "Because \\u001b[2J\\u202e"
[[rule]]
code = "h:unknown"
assert = "Revenues = Nothing"
why = "Because"
"""


def report() -> Report:
    builder = ColumnBuilder()
    place = DimensionSet.of(
        Entity("https://lei.example", "X"),
        Duration("2008-01-01", "2009-01-01"),
        {Hostile.Contract.name: TypedMember(f"7 {ACTS}")},
    )
    yen = Unit.currency("JPY")
    for concept, value in ((Hostile.Revenues, 9), (Hostile.Costs, 2), (Hostile.Profit, 5)):
        builder.add(concept.name, place, str(value), unit=yen, decimals=0)
    builder.add(Hostile.Words.name, place, ACTS, decimals=ABSENT)
    builder.add(QName(NAMESPACE, "Unknown"), place, ACTS, decimals=EXACT)
    note = Note("n", "en", f"nine {ACTS}")
    links = tuple(Link(FOOTNOTE, STANDARD_GROUP, f"f{row}", ("n",)) for row in range(1, 6))
    return Report(("h.json",), builder.columns(), {"n": note}, links, Namespaces({"h": NAMESPACE}))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_taxonomy(Hostile.taxonomy, tmp_path / "h.json")
    (tmp_path / "h.rules.toml").write_text(RULES, encoding="utf-8")
    made = evolve(report(), taxonomy=(path_address(tmp_path / "h.json"),))
    write(made, tmp_path / "report.json")
    (tmp_path / f"bad{ACTS}.json").write_text(f'{{"{ACTS!r}": }}', encoding="utf-8")
    return tmp_path


COMMANDS = [
    ["validate", "report.json"],
    ["validate", "report.json", "--format", "json"],
    ["validate", "report.json", f"bad{ACTS}.json", f"gone{ACTS}.json"],
    ["show", "report.json"],
    ["rules", "report.json", "--unchecked"],
    ["rules", "h.rules.toml"],
    ["explain", f"h:{ACTS}", "--rules", "h.rules.toml"],
    ["explain", "h:tooMuch", "--rules", "h.rules.toml"],
    ["codegen", "h.json"],
    ["convert", f"bad{ACTS}.json", "out.json"],
    ["convert", "report.json", f"out.{ACTS}"],
    ["convert", "report.json", f"nowhere{ACTS}/out.json"],
    [ACTS],
    ["validate", ACTS],
    ["validate", "report.json", f"--{ACTS}"],
]


def acting(text: str) -> set[str]:
    """Return the characters of a text that would act."""
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - {"\n"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: repr(command)[:40])
def test_only_text_comes_out(folder: Path, command: list[str]) -> None:
    result = CliRunner().invoke(main, command)
    assert isinstance(result.exception, SystemExit | None)
    assert result.output
    assert acting(result.stdout) == set()
    assert acting(result.stderr) == set()


def in_terminal(arguments: list[str], **environment: str) -> str:
    """Return what a terminal gets from a command line."""
    own, its = pty.openpty()
    command = [sys.executable, "-m", "finmodel", *arguments]
    unset = {"NO_COLOR", "FORCE_COLOR", "TERM"}
    inherited = {key: value for key, value in os.environ.items() if key not in unset}
    child = subprocess.Popen(
        command, stdout=its, stderr=its, env={**inherited, "TERM": "xterm-256color", **environment}
    )
    os.close(its)
    received = b""
    with os.fdopen(own, "rb", buffering=0) as terminal, suppress(OSError):  # EIO is its end
        while part := terminal.read(4096):
            received += part
    child.wait()
    return received.decode().replace("\r\n", "\n")


COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_a_terminal_gets_colours_of_ours_and_nothing_else(folder: Path) -> None:
    received = in_terminal(["validate", "report.json"])
    plain = CliRunner().invoke(main, ["validate", "report.json"]).stdout
    assert COLOUR.search(received)
    assert COLOUR.sub("", received) == plain


def test_a_terminal_that_wants_no_colour_gets_none(folder: Path) -> None:
    assert acting(in_terminal(["validate", "report.json"], NO_COLOR="1")) == set()
    assert acting(in_terminal(["show", "report.json"], COLUMNS="40")) == set()


def test_an_encoding_without_the_characters_is_no_reason_to_fail(folder: Path) -> None:
    command = [sys.executable, "-m", "finmodel", "validate", "report.json"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.stdout.isascii()
    assert done.stdout.splitlines()[-1].startswith(b"INVALID  ")
    assert done.stderr == b""
