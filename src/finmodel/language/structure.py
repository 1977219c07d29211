"""The structure of a rule file, checked against its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any


def iter_structure_faults(data: Mapping[str, Any]) -> Iterator[tuple[Sequence[str | int], str]]:
    """Yield the path of each part of a rule file that is not as it should be, and what is wrong."""
    from jsonschema import Draft202012Validator

    schema = json.loads(files(__package__).joinpath("rules.schema.json").read_text("utf-8"))
    for error in sorted(
        Draft202012Validator(schema).iter_errors(data), key=lambda e: list(map(str, e.path))
    ):
        yield tuple(error.path), error.message
