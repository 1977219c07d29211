"""Patterns of XML Schema, on both sides of each line and against hostile input."""

import pytest

from finmodel.taxonomy.pattern import PatternError, compile_pattern


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("", [""], ["a"]),
        ("abc", ["abc"], ["ab", "abcd", ""]),
        ("a|bc|", ["a", "bc", ""], ["b", "abc"]),
        ("a{2,3}", ["aa", "aaa"], ["a", "aaaa", ""]),
        ("a{2}", ["aa"], ["a", "aaa"]),
        ("a{2,}", ["aa", "aaaaa"], ["a"]),
        ("a{0}b", ["b"], ["ab"]),
        ("(ab|c)*d?", ["", "abc", "ccd"], ["ad"]),
        ("a+", ["a", "aaa"], [""]),
        ("[A-Z-[IOU]]{2}", ["AB"], ["AI", "ab", "A"]),
        ("[^0-9]", ["a", "-"], ["1", ""]),
        ("[a-]", ["a", "-"], ["b"]),
        (r"[\-a]+", ["-a"], ["b"]),
        (r"\d+(\.\d{1,2})?", ["1", "1.23", "٣"], ["1.", "1.234"]),
        (r"\s\S\w\W", [" aa-"], ["aaaa"]),
        (r"[\i-[:]][\c-[:]]*", ["a-b", "_1"], ["a:b", "1"]),
        (r"\p{Lu}\P{Lu}\p{N}", ["Aa1"], ["AAA", "aa1"]),
        (r"\n\t\\\.", ["\n\t\\."], ["\n\t\\x"]),
        (".", ["a", "\t", "🗎"], ["\n", "\r", ""]),
        ("^a$", ["^a$"], ["a"]),
        ("[A-Z]{10000}", ["A" * 10_000], ["A", "a" * 10_000, "A" * 9_999]),
        ("(" * 60 + "A" + ")" * 60, ["A"], ["x"]),
        ("(a?){2}b*(c|d*){0,2}", ["", "aa", "abbc", "ddc", "add"], ["aaa", "ca", "ddcc"]),
        ("((a|b*)+c){2,}", ["cc", "abcbac"], ["c", "abc", "ccb"]),
    ],
)
def test_matches(pattern: str, matching: list[str], others: list[str]) -> None:
    compiled = compile_pattern(pattern)
    assert [text for text in matching if not compiled.matches(text)] == []
    assert [text for text in others if compiled.matches(text)] == []


@pytest.mark.parametrize(
    "pattern",
    ["(", "a)", "[", "[]", "[^]", "a{2", "a{3,2}", "*", "a**", r"\q", r"\p", r"\p{IsFoo}", "[z-a]",
     "[a-[b]c]", "\\", "[[a]]"],
)  # fmt: skip
def test_malformed(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["a{9999}{9999}", "(((a{999}){999}){999})", "(" * 200 + ")" * 200, "[a-" * 200 + "]" * 200],
)
def test_a_pattern_that_would_grow_without_end_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["(a*)*b", "(a|a?)+b", "(.*)*x", "(a{0,20}){0,20}b"])
def test_a_pattern_that_stops_other_engines_takes_no_time(pattern: str) -> None:
    assert not compile_pattern(pattern).matches("a" * 5_000)


def test_a_match_that_takes_too_long_is_given_up() -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 2_000)))
    with pytest.raises(PatternError):
        compile_pattern(".{0,1500}x").matches(text)
