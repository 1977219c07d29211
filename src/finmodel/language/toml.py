"""TOML from strangers: bounded, and with the place of everything in it."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from finmodel.language.position import Positions
from finmodel.source import Source

MAX_SIZE: Final = 4_000_000
"""How large a file may be that a person writes."""

MAX_DOTS: Final = 100
"""How many dots a line may have."""


class TomlError(ValueError):
    """A text is not TOML, or larger than a person writes; `source` is the place."""

    def __init__(self, message: str, source: Source) -> None:
        super().__init__(message)
        self.source = source


def parse_toml(content: bytes | str, name: str) -> tuple[dict[str, Any], Positions]:
    """Return what the content of a file called `name` holds, and where; raises `TomlError`."""
    if len(content) > MAX_SIZE:
        raise TomlError(f"The file is larger than {MAX_SIZE:,} bytes.", Source(name))
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        _refuse_long_keys(text)
        return tomllib.loads(text), Positions(name, text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise _not_toml(error, name) from None


def _refuse_long_keys(text: str) -> None:
    """Raise `ValueError` for a line with absurdly many dots.

    The time that Python takes for a key is quadratic in its dotted parts.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MAX_DOTS:
            raise ValueError(f"there are over {MAX_DOTS} dots (at line {number}, column 1)")


def _not_toml(error: Exception, name: str) -> TomlError:
    message, line, column = str(error), None, None
    if place := re.search(r" \(at line (\d+), column (\d+)\)$", message):
        message, line, column = message[: place.start()], int(place[1]), int(place[2])
    return TomlError(f"The file is not TOML: {message}.", Source(name, line, column))
