"""How metadata extends other metadata (xBRL-CSV 1.0, metadata extension)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from finmodel.diagnostic import Fault
from finmodel.formats.oim.shape import Path
from finmodel.formats.xbrl_csv.fault import (
    CONFLICTING_VALUE,
    ILLEGAL_EXTENSION,
    ILLEGAL_REDEFINITION,
)

Members = dict[str, Any]
Complain = Callable[[Fault, str, Path], None]

_MAPS: Final = frozenset(
    (
        "namespaces",
        "linkTypes",
        "linkGroups",
        "features",
        "final",
        "tableTemplates",
        "tables",
        "dimensions",
        "parameters",
    )
)
_OWN: Final = frozenset(("documentInfo", "documentType", "extends", "baseURL"))


def extend(members: Members, base: Members, complain: Complain) -> None:
    """Add to metadata what the file that it extends has; its own values stay where both differ."""
    final = base["documentInfo"].get("final", {})
    info = members["documentInfo"]
    _extend(info, base["documentInfo"], final, ("documentInfo",), complain)
    _extend(members, base, final, (), complain)


def _extend(own: Members, base: Members, final: Members, path: Path, complain: Complain) -> None:
    for name in own:
        if final.get(name) and name not in base and name not in _OWN:
            message = f"`{name}` is final in the metadata that is extended, which has none."
            complain(ILLEGAL_EXTENSION, message, (*path, name))
    for name, value in base.items():
        here = (*path, name)
        if name in _OWN:
            continue
        if name not in own:
            own[name] = value
        elif name == "taxonomy":
            if final.get(name) and not set(own[name]) <= set(value):
                message = "`taxonomy` is final in the metadata that is extended."
                complain(ILLEGAL_EXTENSION, message, here)
            own[name] = list(dict.fromkeys([*value, *own[name]]))
        elif name in _MAPS:
            is_final = bool(final.get(name))
            own[name] = _united(own[name], value, here, complain, is_final=is_final)
        elif own[name] != value:
            message = f"`{name}` differs from that in the metadata that is extended."
            complain(ILLEGAL_REDEFINITION, message, here)


def _united(
    own: Members, base: Members, path: Path, complain: Complain, *, is_final: bool
) -> Members:
    """Return both together, what the base says first."""
    for key, value in own.items():
        if key in base and base[key] != value:
            message = (
                f"`{path[-1]}` says something else of “{key}” in the metadata that is extended."
            )
            complain(CONFLICTING_VALUE, message, (*path, key))
        elif is_final and key not in base:
            message = f"`{path[-1]}` is final in the metadata that is extended, and has no “{key}”."
            complain(ILLEGAL_EXTENSION, message, (*path, key))
    return {**base, **own}
