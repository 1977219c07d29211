"""Rule files: what is read, and what is said about those that are not as they should be."""

from __future__ import annotations

import pytest

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.language.rulefile import RuleFile, read_rule_file
from finmodel.language.toml import MAX_DOTS, MAX_SIZE
from finmodel.language.tree import Comparison
from finmodel.language.wording import write_text
from finmodel.numeric import Rounding
from finmodel.source import Source

GOOD = """
[[rule]]
code   = "a:good"
assert = "Cash >= 0"
why    = "Nobody lends here."
"""
FULL = """
[namespaces]
acme = "https://acme.example/2025"
default = "https://acme.example/2024"

[calendar]
fiscal_year_starts = "04-01"

[rounding]
BalanceSheet = "truncated"
Revenues = "nearest"

[[rule]]
code      = "acme:changes"
for       = "item in [Cash, acme:Debt]"
when      = "reported(item)"
assert    = "{item}Change = change(item since opening)"
severity  = "warning"
message   = "{label} does not move as it should"
why       = "The balance moves by its change."
reference = "IAS 7"
"""


def read(text: str) -> RuleFile:
    return read_rule_file(text.encode(), "a.rules.toml")


def told(rule_file: RuleFile) -> list[str]:
    return [f"{d.source} {d.code} {d.message}" for d in rule_file.diagnostics]


def codes(rule_file: RuleFile) -> list[str]:
    return [rule.code for rule in rule_file.rules]


def test_a_rule_file_is_read_whole() -> None:
    rule_file = read(FULL)
    assert told(rule_file) == []
    assert rule_file.name == "a.rules.toml"
    assert rule_file.namespaces == {
        "acme": "https://acme.example/2025",
        "default": "https://acme.example/2024",
    }
    assert rule_file.namespace == "https://acme.example/2024"
    assert rule_file.fiscal_year == (4, 1)
    assert rule_file.rounding == {
        "BalanceSheet": Rounding.TRUNCATED,
        "Revenues": Rounding.NEAREST,
    }
    (rule,) = rule_file.rules
    assert rule.code == "acme:changes"
    assert rule.severity is Severity.WARNING
    assert (rule.why, rule.reference) == ("The balance moves by its change.", "IAS 7")
    assert rule.message == "{label} does not move as it should"
    assert isinstance(rule.assertion, Comparison)
    assert write_text(rule.assertion) == rule.text
    assert rule.condition is not None
    assert write_text(rule.condition) == "reported(item)"
    assert [(loop.variable, loop.names) for loop in rule.loops] == [("item", ("Cash", "acme:Debt"))]
    assert rule.source == Source("a.rules.toml", 17, 14)


def test_what_is_not_said_is_usual() -> None:
    rule_file = read(GOOD)
    assert told(rule_file) == []
    assert (rule_file.namespace, rule_file.fiscal_year, rule_file.rounding) == ("", (1, 1), {})
    (rule,) = rule_file.rules
    assert rule.severity is Severity.ERROR
    assert (rule.loops, rule.condition, rule.message, rule.reference) == ((), None, "", "")


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_has_no_rules(text: str) -> None:
    assert (read(text).rules, read(text).diagnostics) == ((), ())


def test_a_byte_order_mark_and_either_line_end_are_read() -> None:
    for content in (b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()):
        rule_file = read_rule_file(content, "a.rules.toml")
        assert told(rule_file) == []
        assert rule_file.rules[0].source == Source("a.rules.toml", 4, 11)


def test_text_may_be_given_instead_of_bytes() -> None:
    assert codes(read_rule_file(GOOD, "a.rules.toml")) == ["a:good"]


UNREADABLE = {
    "no TOML": ("[[rule]\ncode", "a.rules.toml:1:7"),
    "a key twice": ('a = "1"\na = "2"\n', "a.rules.toml:2:8"),
    "prose": ("Cash is never negative.", "a.rules.toml:1:6"),
    "an unfinished text": ('\n[[rule]]\ncode = "a:b', "a.rules.toml"),
    "JSON": ('{"rule": []}', "a.rules.toml:1:1"),
    "a number without end": (f"a = {'9' * 10_000}", "a.rules.toml"),
    "deep lists": ("a = " + "[" * 5000, "a.rules.toml"),
    "a control character": ("a = '\x00'", "a.rules.toml:1:6"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_toml_is_told_with_its_place(case: str) -> None:
    text, place = UNREADABLE[case]
    rule_file = read(text)
    (line,) = told(rule_file)
    assert line.startswith(place)
    assert " fm:invalidRuleFile The file is not TOML: " in line
    assert len(line) < 200
    assert rule_file.rules == ()


@pytest.mark.parametrize("content", [b"a = '\xff'", "a = 'ä'".encode("latin-1"), b"\xff\xfea\x00"])
def test_what_is_not_utf_8_is_told(content: bytes) -> None:
    (diagnostic,) = read_rule_file(content, "a.rules.toml").diagnostics
    assert diagnostic.code == "fm:invalidRuleFile"
    assert "utf-8" in diagnostic.message


def test_a_file_of_absurd_size_is_refused() -> None:
    (diagnostic,) = read("#" * (MAX_SIZE + 1)).diagnostics
    assert diagnostic.code == "fm:invalidRuleFile"
    assert f"{MAX_SIZE:,}" in diagnostic.message


@pytest.mark.parametrize("line", ["a." * 100_000 + "a = 1", "[" + "a." * 100_000 + "a]"])
def test_a_key_of_very_many_parts_is_refused_in_no_time(line: str) -> None:
    (diagnostic,) = read(f"# first\n{line}\n").diagnostics
    assert diagnostic.code == "fm:invalidRuleFile"
    assert f"over {MAX_DOTS} dots" in diagnostic.message
    assert diagnostic.source is not None
    assert diagnostic.source.line == 2


STRUCTURE = {
    "an unknown table": ("[rule_files]\nx = 1\n", "1:1", "rule_files"),
    "an unknown key at the top": ('rules = "x"\n', "1:10", "no key 'rules'; 'rule' may"),
    "an unknown key of the calendar": ("[calendar]\nstarts = '04-01'\n", "2:11", "'starts'"),
    "a day that is none": ("[calendar]\nfiscal_year_starts = '13-01'\n", "2:23", "13-01"),
    "a month alone": ("[calendar]\nfiscal_year_starts = 4\n", "2:22", "4"),
    "an unknown mode": ("[rounding]\nIncome = 'up'\n", "2:11", "'up'"),
    "a namespace that is a number": ("[namespaces]\nacme = 5\n", "2:8", "5"),
    "a table that is none": ("calendar = 'x'\n", "1:13", "'x'"),
    "a rule that is no list": ("[rule]\ncode = 'a:b'\n", "1:1", "array"),
    "rules that are no tables": ("rule = ['x']\n", "1:8", "'x'"),
    "deep tables": ("namespaces = " + "{a = " * 200 + "1" + "}" * 200 + "\n", "", "nested"),
}


@pytest.mark.parametrize("case", STRUCTURE)
def test_a_fault_of_the_structure_is_told_and_the_rest_is_used(case: str) -> None:
    text, place, word = STRUCTURE[case]
    good = "" if text.startswith(("rule =", "[rule]")) else GOOD
    rule_file = read(text + good)
    (line,) = told(rule_file)
    assert line.startswith(f"a.rules.toml:{place} fm:invalidRuleFile" if place else "a.rules.toml")
    assert word in line
    assert len(line) < 300
    assert codes(rule_file) == (["a:good"] if good else [])


def rule_of(**keys: str) -> str:
    given = {"code": "'a:b'", "assert": "'Cash = 1'", "why": "'So.'", **keys}
    lines = (f"{key} = {value}" for key, value in given.items() if value)
    return "[[rule]]\n" + "\n".join(lines) + "\n"


FAULTS = {
    "no code": ({"code": ""}, "1:1", "'code' is a required property"),
    "no assertion": ({"assert": ""}, "1:1", "'assert' is a required property"),
    "no reason": ({"why": ""}, "1:1", "'why' is a required property"),
    "a code without a prefix": ({"code": "'ab'"}, "2:9", "'ab'"),
    "an empty assertion": ({"assert": "''"}, "3:11", "''"),
    "an unknown severity": ({"severity": "'fatal'"}, "5:13", "'fatal'"),
    "a condition that is no text": ({"when": "true"}, "5:8", "True"),
    "a loop that is no text": ({"for": "['Cash']"}, "5:7", "['Cash']"),
    "a key that there is not": (
        {"whne": "'Cash > 0'"},
        "5:9",
        "no key 'whne'; 'when' may be meant",
    ),
    "two keys that there are not": (
        {"whne": "'x'", "becuase": "'y'"},
        "5:9",
        "no key 'whne'; 'when' may be meant",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_rule_with_a_fault_is_told_and_left_out(case: str) -> None:
    keys, place, said = FAULTS[case]
    rule_file = read(rule_of(**keys) + GOOD)
    line = told(rule_file)[0]
    assert line.startswith(f"a.rules.toml:{place} fm:invalidRuleFile ")
    assert said in line
    assert len(rule_file.diagnostics) == (2 if "two" in case else 1)
    assert codes(rule_file) == ["a:good"]


def test_a_fault_of_the_second_rule_has_its_place() -> None:
    rule_file = read(GOOD + rule_of(code="'a:c'", severity="'bad'"))
    assert told(rule_file)[0].startswith("a.rules.toml:10:13 ")
    assert codes(rule_file) == ["a:good"]


EXPRESSIONS = {
    "an assertion": ({"assert": "'Cash = = 1'"}, "3:18", "before '='"),
    "an assertion that compares nothing": ({"assert": "'Cash'"}, "3:11", "a = b"),
    "a loop": ({"for": "'item on Cash'"}, "5:13", "'in' is expected before 'on'"),
    "a condition": ({"when": "'Cash >'"}, "5:15", "at the end"),
    "a block": ({"assert": "'''\nCash =\n  1 +\n'''"}, "6:1", "at the end"),
    "a block on its first line": ({"assert": '"""Cash = = 1"""'}, "3:20", "before '='"),
    "a block's second line": ({"assert": '"""Cash\n  = = 1"""'}, "4:5", "before '='"),
    "a line that is continued": ({"assert": '"""Cash \\\n  \\\n  = = 1"""'}, "5:5", "before '='"),
    "a line continued at the error": ({"assert": '"""Cash = \\\n  = 1"""'}, "4:3", "before '='"),
    "escapes": ({"assert": '"Cash\\u0020=\\t= 1"'}, "3:24", "before '='"),
    "no escapes": ({"assert": "'Cash\\ = 1'"}, "3:15", "has no meaning here"),
    "a quoted key": ({'"when"': "'Cash >'"}, "5:17", "at the end"),
}


@pytest.mark.parametrize("case", EXPRESSIONS)
def test_an_error_in_an_expression_has_line_and_column(case: str) -> None:
    keys, place, said = EXPRESSIONS[case]
    rule_file = read(rule_of(**keys) + GOOD)
    (line,) = told(rule_file)
    assert line.startswith(f"a.rules.toml:{place} fm:invalidRule ")
    assert said in line
    assert codes(rule_file) == ["a:good"]


def test_every_faulty_expression_of_a_rule_is_told() -> None:
    found = read(rule_of(**{"assert": "'Cash ='", "for": "'x'", "when": "'y'"}))
    assert [d.code for d in found.diagnostics] == ["fm:invalidRule"] * 3


def test_two_rules_of_one_code_are_told_and_the_first_is_used() -> None:
    rule_file = read(GOOD + GOOD.replace("Cash", "Debt"))
    (line,) = told(rule_file)
    assert line == "a.rules.toml:8:11 fm:duplicateRule a:good stands twice."
    assert [rule.text for rule in rule_file.rules] == ["Cash >= 0"]


def test_many_faults_keep_their_order() -> None:
    rules = "".join(rule_of(code=f"'a:r{n}'", severity="'bad'") for n in range(12))
    lines = [(d.source and d.source.line) or 0 for d in read(rules).diagnostics]
    assert lines == sorted(lines)
    assert len(lines) == 12


def test_a_long_value_is_not_repeated_at_length() -> None:
    (diagnostic,) = read(rule_of(severity=f"'{'x' * 10_000}'")).diagnostics
    assert len(diagnostic.message) < 250


def test_many_rules_of_long_blocks_are_read() -> None:
    block = "'''\n" + "Cash\n" * 50 + " = 1'''"
    text = "".join(rule_of(code=f"'a:r{n}'", **{"assert": block}) for n in range(300))
    found: tuple[Diagnostic, ...] = read(text).diagnostics
    assert len(found) == 300
    assert [d.source.line for d in found if d.source][-1] == 299 * 55 + 5
