"""Workbooks and their mappings, told by the names of files and how they start."""

from __future__ import annotations

from typing import Final

MAPPING_SUFFIX: Final = ".mapping.toml"

_SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_STARTS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def is_workbook(name: str, head: bytes) -> bool:
    """Tell whether a file is a workbook, by its name and how it starts."""
    return head.startswith(_STARTS) and name.lower().endswith(_SUFFIXES)


def is_mapping(name: str) -> bool:
    """Tell whether a file is the mapping of a workbook, by its name."""
    return name.lower().endswith(MAPPING_SUFFIX)
