"""Patterns of XML Schema part 2, appendix F, matched in time that no pattern or text can blow up.

Python's own expressions backtrack, so a pattern from a stranger's taxonomy could make them run for
years. Here a pattern becomes a machine of states, and a text moves through all of them at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from finmodel.qname import NCNAME

MAX_STATES: Final = 24_000
"""States of one machine; a pattern that needs more is refused."""

MAX_WORK: Final = 1_000_000
"""States visited for one text; a match that needs more is given up."""

_MAX_DEPTH: Final = 100
_MAX_STATES_KEPT: Final = 1_000_000
_METACHARACTERS: Final = frozenset(".\\?*+(){}[]|")
_QUANTIFIER: Final = re.compile(r"\{(\d{1,5})(,(\d{1,5})?)?\}", re.ASCII)
_COUNTS: Final = {"?": (0, 1), "*": (0, None), "+": (1, None)}

CharacterTest = Callable[[str], bool]
States = frozenset[int]


class PatternError(ValueError):
    """A pattern that is malformed, names an unknown class of characters, or is too large."""


class UnsupportedPatternError(PatternError):
    """A pattern that may be right, but is too large or names a class that is not known here."""


@lru_cache(maxsize=256)
def compile_pattern(text: str) -> Pattern:
    """Return a pattern ready to match; raises `PatternError`."""
    return Pattern(text)


class Pattern:
    """A compiled pattern; it always matches a whole text, as patterns of XML Schema do."""

    def __init__(self, text: str) -> None:
        self._tests: list[CharacterTest | None] = []  # None is a fork, which takes no character
        self._next: list[list[int]] = []
        reader = _Reader(text, self)
        first, last = reader.alternatives(0)
        reader.expect_end()
        self._accepting = last
        self._start = self._closure([first])
        self._steps: dict[tuple[States, str], States] = {}
        self._kept = 0

    def matches(self, text: str) -> bool:
        """Tell whether the whole text matches; raises `PatternError` beyond `MAX_WORK`."""
        states, work = self._start, 0
        for character in text:
            following = self._steps.get((states, character))
            if following is None:
                work += len(states)
                if work > MAX_WORK:
                    raise UnsupportedPatternError(
                        "the text and the pattern take too long to compare"
                    )
                following = self._step(states, character)
            states = following
            if not states:
                return False
        return self._accepting in states

    def add(self, test: CharacterTest | None = None) -> int:
        """Add a state and return its number; raises `PatternError` beyond `MAX_STATES`."""
        if len(self._tests) >= MAX_STATES:
            raise UnsupportedPatternError(
                f"it repeats so much that it needs over {MAX_STATES:,} states"
            )
        self._tests.append(test)
        self._next.append([])
        return len(self._tests) - 1

    def connect(self, start: int, end: int) -> None:
        """Let a text that has passed one state go on in another."""
        self._next[start].append(end)

    def _step(self, states: States, character: str) -> States:
        following = self._closure(
            after
            for state in states
            if (test := self._tests[state]) is not None and test(character)
            for after in self._next[state]
        )
        self._kept += len(following) + 1
        if self._kept > _MAX_STATES_KEPT:
            self._steps.clear()
            self._kept = len(following) + 1
        self._steps[states, character] = following
        return following

    def _closure(self, states: Iterable[int]) -> States:
        reached = set(states)
        stack = list(reached)
        while stack:
            state = stack.pop()
            if self._tests[state] is None:
                new = [following for following in self._next[state] if following not in reached]
                reached.update(new)
                stack += new
        return frozenset(reached)


class _Reader:
    """Reads the text of a pattern from left to right and builds the machine's states."""

    def __init__(self, text: str, machine: Pattern) -> None:
        self._text = text
        self._at = 0
        self._machine = machine
        self._classes: dict[int, tuple[CharacterTest, int]] = {}  # and where the text goes on

    def alternatives(self, depth: int) -> tuple[int, int]:
        """Read branches with `|` between; return the first and the last state."""
        if depth > _MAX_DEPTH:
            raise UnsupportedPatternError(f"it nests over {_MAX_DEPTH} levels deep")
        machine = self._machine
        first, last = machine.add(), machine.add()
        while True:
            machine.connect(self._branch(first, depth), last)
            if not self._take("|"):
                return first, last

    def expect_end(self) -> None:
        """Raise `PatternError` where something is left over."""
        if self._at < len(self._text):
            raise self._error("is out of place")

    def _branch(self, start: int, depth: int) -> int:
        end = start
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            end = self._piece(end, depth)
        return end

    def _piece(self, start: int, depth: int) -> int:
        """Read an atom with its quantifier; an atom is read again for each time it is repeated."""
        begin = self._at
        first, last = self._atom(depth)
        least, most = self._quantifier()
        after = self._at
        machine, end = self._machine, start
        for number in range(max(least, 1 if most is None else most)):
            if number:
                self._at = begin
                first, last = self._atom(depth)
            machine.connect(end, first)
            if number >= least:
                machine.connect(end, last)
            end = last
        if most is None:
            machine.connect(last, first)
        self._at = after
        return end

    def _quantifier(self) -> tuple[int, int | None]:
        here = self._text[self._at : self._at + 1]
        if here in _COUNTS:
            self._at += 1
            return _COUNTS[here]
        if here != "{":
            return 1, 1
        match = _QUANTIFIER.match(self._text, self._at)
        if match is None:
            raise self._error("starts no quantifier")
        self._at = match.end()
        least = int(match[1])
        most = least if match[2] is None else int(match[3]) if match[3] else None
        if most is not None and most < least:
            raise PatternError(f"{match[0]} asks for at least {least} and at most {most}")
        return least, most

    def _atom(self, depth: int) -> tuple[int, int]:
        if self._take("("):
            ends = self.alternatives(depth + 1)
            if not self._take(")"):
                raise PatternError("a parenthesis is not closed")
            return ends
        begin = self._at
        if begin not in self._classes:
            test = self._character_class(depth)
            self._classes[begin] = test, self._at
        test, self._at = self._classes[begin]
        state = self._machine.add(test)
        end = self._machine.add()
        self._machine.connect(state, end)
        return state, end

    def _character_class(self, depth: int) -> CharacterTest:
        character = self._text[self._at]
        if character == "\\":
            return self._escape()
        if character == "[":
            return self._set(depth)
        if character != "." and character in _METACHARACTERS:
            raise self._error("is out of place")
        self._at += 1
        if character == ".":
            return lambda c: c not in "\n\r"
        return character.__eq__

    def _escape(self) -> CharacterTest:
        letter = self._text[self._at + 1 : self._at + 2]
        self._at += 2
        if letter in ("p", "P"):
            close = self._text.find("}", self._at)
            name = self._text[self._at + 1 : close]
            if self._text[self._at : self._at + 1] != "{" or close < 0:
                raise PatternError(f"\\{letter} is not followed by a category in braces")
            self._at = close + 1
            return _category(name, negated=letter == "P")
        if letter.lower() in _CLASSES:
            test = _CLASSES[letter.lower()]
            return test if letter.islower() else lambda c: not test(c)
        if letter in _ESCAPED:
            return _ESCAPED[letter].__eq__
        raise PatternError(f"\\{letter} is no escape")

    def _set(self, depth: int) -> CharacterTest:
        """Read `[…]`, with ranges and, after a hyphen, a set to leave out."""
        if depth > _MAX_DEPTH:
            raise UnsupportedPatternError(f"it nests over {_MAX_DEPTH} levels deep")
        self._at += 1
        negated = self._take("^")
        tests: list[CharacterTest] = []
        without: CharacterTest | None = None
        while not self._take("]"):
            if self._at >= len(self._text):
                raise PatternError("a bracket is not closed")
            if tests and self._text.startswith("-[", self._at):
                self._at += 1
                without = self._set(depth + 1)
                if not self._text.startswith("]", self._at):
                    raise PatternError("a set of characters goes on after what it leaves out")
            else:
                tests.append(self._member())
        if not tests:
            raise PatternError("a set of characters is empty")
        chosen = tuple(tests)
        return lambda c: (
            any(test(c) for test in chosen) is not negated and not (without and without(c))
        )

    def _member(self) -> CharacterTest:
        """Read one character, escape or range of a set."""
        low = self._single()
        if callable(low):
            return low
        text, at = self._text, self._at
        if not text.startswith("-", at) or text[at + 1 : at + 2] in ("]", "["):
            return low.__eq__
        self._at += 1
        high = self._single()
        if callable(high) or high < low:
            raise PatternError(f"{text[at - 1 : self._at]!r} is no range of characters")
        return lambda c: low <= c <= high

    def _single(self) -> str | CharacterTest:
        character = self._text[self._at : self._at + 1]
        if character == "\\":
            letter = self._text[self._at + 1 : self._at + 2]
            if letter in _ESCAPED:
                self._at += 2
                return _ESCAPED[letter]
            return self._escape()
        if not character or character == "[":
            raise self._error("is out of place in a set of characters")
        self._at += 1
        return character

    def _take(self, character: str) -> bool:
        found = self._text.startswith(character, self._at)
        self._at += found
        return found

    def _error(self, says: str) -> PatternError:
        here = self._text[self._at : self._at + 1] or "its end"
        return PatternError(f"{here!r} at character {self._at + 1} {says}")


_ESCAPED: Final = {"n": "\n", "r": "\r", "t": "\t"} | {c: c for c in "\\|.?*+(){}-[]^"}
_GENERAL: Final = frozenset("LMNPZSC")


def _is_name_character(character: str) -> bool:
    return character == ":" or NCNAME.fullmatch(f"a{character}") is not None


_CLASSES: Final[dict[str, CharacterTest]] = {
    "s": lambda c: c in " \t\n\r",
    "d": lambda c: unicodedata.category(c) == "Nd",
    "w": lambda c: unicodedata.category(c)[0] not in "PZC",
    "i": lambda c: c == ":" or NCNAME.fullmatch(c) is not None,
    "c": _is_name_character,
}


def _category(name: str, *, negated: bool) -> CharacterTest:
    if name[:1] not in _GENERAL or len(name) > 2:
        raise UnsupportedPatternError(f"the class of characters {name!r} is not known")
    return lambda c: unicodedata.category(c).startswith(name) is not negated
