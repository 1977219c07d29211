"""Texts of the rule language, cut into tokens."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MAX_LENGTH: Final = 20_000
"""Characters in one expression; a longer one is refused before it is read."""


class LanguageError(ValueError):
    """A text that is not of the language; `at` is the place in it, counted from 0."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class Token(NamedTuple):
    """A word, number or symbol, and where it starts."""

    kind: str
    text: str
    at: int


_WORD = r"(?:[^\W\d]|\{\w+\})(?:[\w.]|\{\w+\}|-(?=[\w{]))*"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<date>{_DATE}(?:\.\.{_DATE})?)
    | (?P<number>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?%?)
    | (?P<name>{_WORD}(?::{_WORD})?)
    | (?P<symbol><=|>=|!=|[-+*/=<>()\[\],])
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text, with an `end` behind them; raises `LanguageError`."""
    if len(text) > MAX_LENGTH:
        raise LanguageError(f"an expression of over {MAX_LENGTH} characters", 0)
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise LanguageError(f"{text[at]!r} has no meaning here", at)
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup or "", match[0], at))
        at = match.end()
    return [*found, Token("end", "", at)]
