"""What commands are given by the configuration where the command line says nothing."""

from __future__ import annotations

import re
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from finmodel.configuration.configuration import Configuration

_SHARED: Final = ("prove", "infer", "coverage", "show", "convert", "verify", "diff")
"""The commands that have the taxonomy and the rules in common with those that check."""

_CHECKING: Final = ("validate", "report")

CONFIGURED: Final = (*_CHECKING, *_SHARED)

_ADDRESS: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
_KEYS: Final = {
    "calculations": "calculations",
    "duplicates": "duplicates",
    "fail-on": "fail_on",
    "select": "select",
    "ignore": "ignore",
    "formats": "forms",
}


def configure(ctx: click.Context) -> None:
    """Give a command its configuration: defaults for its options, and the whole as its object.

    Raises `UnreadableError`.
    """
    from finmodel.configuration.configuration import Configuration

    found = Configuration.find()
    ctx.obj = found
    common = _common(found)
    own = {name: found.settings[key] for key, name in _KEYS.items() if key in found.settings}
    if "forms" in own:
        own["forms"] = [_form(text, found.folder) for text in own["forms"]]
    ctx.default_map = {
        **dict.fromkeys(_SHARED, common),
        **{name: {**common, **own} for name in _CHECKING},
    }


def reports_of(found: Configuration) -> tuple[Path, ...]:
    """Return the reports that are to be checked; raises `UsageError` where none are named."""
    reports = found.reports()
    if not reports:
        raise click.UsageError("Missing argument 'FILE…', and no configuration names reports.")
    return tuple(Path(relpath(path)) for path in reports)


def hint(ctx: click.Context, parameter: str, option: str) -> str:
    """Return what a message calls an option: the place in the configuration that sets it."""
    if ctx.get_parameter_source(parameter) is not ParameterSource.DEFAULT_MAP:
        return option
    configuration: Configuration = ctx.obj
    key = next(key for key, name in _KEYS.items() if name == parameter)
    return f"{key} in {configuration.source(key)}"


def _common(found: Configuration) -> dict[str, Any]:
    folder = found.folder
    made: dict[str, Any] = {}
    if "taxonomy" in found.settings:
        taxonomy = found.settings["taxonomy"]
        made["taxonomy_path"] = taxonomy if _ADDRESS.match(taxonomy) else _path(taxonomy, folder)
    if packages := found.texts("packages"):
        made["places"] = [_path(text, folder) for text in packages]
    if rules := found.texts("rules"):
        made["rule_paths"] = [_path(text, folder) for text in rules]
    return made


def _form(text: str, folder: Path) -> str:
    name, equals, path = text.partition("=")
    return f"{name}={_path(path, folder)}" if equals and path else text


def _path(text: str, folder: Path) -> str:
    """Return a path of the configuration as it is seen from the current folder."""
    return relpath(folder / text)
