"""Reading configuration files: everything that is wrong with them is told at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from finmodel.configuration.configuration import INVALID_CONFIGURATION, Configuration
from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.document import Document
from finmodel.language.position import Positions
from finmodel.language.structure import iter_structure_faults, load_schema
from finmodel.language.toml import TomlError, parse_toml
from finmodel.model.waiver import Waiver

_TABLE: Final = ("tool", "finmodel")

Content = Mapping[str, Any]


def read_settings(path: Path, *, in_table: bool) -> Configuration | None:
    """Return what a file configures, in a table of its own or as a whole; `None` where it does not.

    Raises `UnreadableError`.
    """
    table = _TABLE if in_table else ()
    content, positions = _parsed(path)
    for key in table:
        inner = content.get(key)
        if not isinstance(inner, dict):
            return None
        content = inner
    _refuse_faults(content, positions, table, "config.schema.json")
    waivers = tuple(_waivers(content, positions, table))
    settings = {key: value for key, value in content.items() if key != "waiver"}
    folder = path.absolute().parent
    return Configuration(folder, settings, waivers, lambda key: positions.of(*table, key))


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Return the waivers in a file; raises `UnreadableError`."""
    content, positions = _parsed(path)
    _refuse_faults(content, positions, (), "waivers.schema.json")
    return tuple(_waivers(content, positions))


def _parsed(path: Path) -> tuple[Content, Positions]:
    """Return what a file holds, dates as texts."""
    try:
        content, positions = parse_toml(Document.of(path).read(), _name(path))
    except TomlError as error:
        raise UnreadableError(INVALID_CONFIGURATION(str(error), error.source)) from None
    return _with_texts(content), positions


def _name(path: Path) -> str:
    """Return a path as people here would write it."""
    here, there = Path.cwd(), path.absolute()
    return str(there.relative_to(here) if there.is_relative_to(here) else there)


def _with_texts(content: Content) -> Content:
    """Return tables with their waivers' dates as texts, which is what a JSON Schema knows."""
    made = dict(content)
    waivers = content.get("waiver")
    if isinstance(waivers, list):
        made["waiver"] = [_dated(each) if isinstance(each, dict) else each for each in waivers]
    for key in _TABLE:
        if isinstance(content.get(key), dict):
            made[key] = _with_texts(content[key])
    return made


def _dated(waiver: Content) -> Content:
    until = waiver.get("until")
    return {**waiver, "until": until.isoformat()} if isinstance(until, date | time) else waiver


def _refuse_faults(
    content: Content, positions: Positions, table: tuple[str, ...], schema: str
) -> None:
    """Raise `UnreadableError` with everything in which a file is not as its schema says."""
    loaded = dict(load_schema(__package__, schema))
    if "waiver" in loaded["properties"]:
        whole = load_schema(__package__, "waivers.schema.json")
        loaded["properties"] = {**loaded["properties"], "waiver": whole["properties"]["waiver"]}
    faults = [
        INVALID_CONFIGURATION(f"{message[:1].upper()}{message[1:]}.", positions.of(*table, *path))
        for path, message in iter_structure_faults(content, loaded)
    ]
    faults += _bad_days(content, positions, table)
    if faults:
        raise UnreadableError(*faults)


def _bad_days(
    content: Content, positions: Positions, table: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with days, of which a schema only knows that they are texts."""
    waivers = content.get("waiver")
    for index, waiver in enumerate(waivers if isinstance(waivers, list) else ()):
        until = waiver.get("until") if isinstance(waiver, dict) else None
        if isinstance(until, str) and _day(until) is None:
            said = f"{until[:60]!r} is no day, such as 2009-06-30."
            yield INVALID_CONFIGURATION(said, positions.of(*table, "waiver", index, "until"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _waivers(
    content: Content, positions: Positions, table: tuple[str, ...] = ()
) -> Iterator[Waiver]:
    for index, waiver in enumerate(content.get("waiver", ())):
        day = _day(waiver["until"])
        assert day is not None  # noqa: S101 - see `_bad_days`
        source = positions.of(*table, "waiver", index)
        yield Waiver(**{**waiver, "until": day, "source": source})
