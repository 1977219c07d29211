"""The structure of a file that people write in TOML, checked against its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib.resources import files
from typing import Any, Final

MAX_DEPTH: Final = 20
"""How deep tables and lists may nest; a rule file needs three levels."""

_MOST_WORDS: Final = 160

Fault = tuple[tuple[str | int, ...], str]
"""The path of what is not as it should be, and what is wrong."""


def rules_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of rule files."""
    return load_schema(__package__, "rules.schema.json")


def load_schema(package: str, name: str) -> Mapping[str, Any]:
    """Return a JSON Schema that a package has with it."""
    schema: Mapping[str, Any] = json.loads(files(package).joinpath(name).read_text("utf-8"))
    return schema


def iter_structure_faults(data: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what in a file is not as its schema says."""
    from jsonschema import Draft202012Validator

    if _is_deep(data):
        yield (), f"tables are nested more than {MAX_DEPTH} deep"
        return
    for error in Draft202012Validator(schema).iter_errors(data):
        if error.validator == "additionalProperties":
            table: dict[str, Any] = error.instance
            known: dict[str, Any] = error.schema["properties"]
            for key in sorted(table.keys() - known.keys()):
                yield (*error.path, key), _unknown(key, known)
        else:
            yield tuple(error.path), _shortened(error.message)


def _unknown(key: str, known: Iterable[str]) -> str:
    close = get_close_matches(key, known, n=1)
    meant = f"; {close[0]!r} may be meant" if close else ""
    return f"there is no key {_shortened(repr(key))}{meant}"


def _shortened(text: str) -> str:
    """Return a text without its middle where it is too long to be read."""
    half = _MOST_WORDS // 2
    return text if len(text) <= _MOST_WORDS else f"{text[:half]} … {text[-half:]}"


def _is_deep(data: Mapping[str, Any]) -> bool:
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return bool(level)
