"""What a project says about its reports, and where that is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import Factory, evolve, frozen

from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import Document, is_regular_file
from finmodel.model.waiver import Waiver
from finmodel.source import Source

INVALID_CONFIGURATION: Final = Fault(
    "fm:invalidConfiguration",
    "A configuration or a file of waivers is not TOML, or has a key or a value that is unknown.",
    "Correct the place that is named; nothing is checked with half a configuration.",
)

OWN_FILE: Final = "finmodel.toml"
SHARED_FILE: Final = "pyproject.toml"
WAIVERS_FILE: Final = "finmodel-waivers.toml"

_MENTION: Final = re.compile(rb"tool[\s\"']*\.[\s\"']*finmodel")
_ROOT: Final = ".git"


def _nowhere(key: str) -> Source:
    return Source("")


@frozen
class Configuration:
    """What a project says about its reports; `folder` is what its paths are relative to.

    `settings` has what is said, by key, as it is written. `waivers` are those of the configuration
    and of the file of waivers beside it.
    """

    folder: Path
    settings: Mapping[str, Any] = Factory(dict)
    waivers: tuple[Waiver, ...] = ()
    _place: Callable[[str], Source] = _nowhere

    @classmethod
    def find(cls, folder: Path | str = ".") -> Configuration:
        """Return the nearest configuration from a folder upwards, which is empty without one.

        A folder has one in `finmodel.toml`, in the table `[tool.finmodel]` of `pyproject.toml`, or
        in no more than `finmodel-waivers.toml`. The root of a repository is the last that is looked
        at. Raises `UnreadableError`.
        """
        start = Path(folder).absolute()
        for place in (start, *start.parents):
            found = _settings_in(place)
            waivers = place / WAIVERS_FILE
            if is_regular_file(waivers):
                from finmodel.configuration.reader import read_waivers

                found = found or cls(place)
                found = evolve(found, waivers=found.waivers + read_waivers(waivers))
            if found is not None:
                return found
            if (place / _ROOT).exists():
                break
        return cls(start)

    def source(self, key: str) -> Source:
        """Return where a key is set."""
        return self._place(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts that a key lists."""
        return tuple(self.settings.get(key, ()))

    def reports(self) -> tuple[Path, ...]:
        """Return the files that the patterns of `reports` match, each once.

        Raises `UnreadableError` for a pattern that matches none: what is misspelt would check
        nothing.
        """
        found: dict[Path, None] = {}
        faults: list[Diagnostic] = []
        for pattern in self.texts("reports"):
            try:
                matches = sorted(path for path in self.folder.glob(pattern) if path.is_file())
            except (NotImplementedError, ValueError, IndexError):  # no pattern of a file
                matches = []
            if not matches:
                said = f"No file matches {pattern!r}, relative to {self.folder}."
                faults.append(INVALID_CONFIGURATION(said, self.source("reports")))
            found |= dict.fromkeys(matches)
        if faults:
            raise UnreadableError(*faults)
        return tuple(found)


def _settings_in(folder: Path) -> Configuration | None:
    """Return what the files of a folder configure; `None` where they do not."""
    own, shared = folder / OWN_FILE, folder / SHARED_FILE
    if not is_regular_file(own) and not (
        is_regular_file(shared) and _MENTION.search(Document.of(shared).read())
    ):
        return None  # without loading what it takes to read one
    from finmodel.configuration.reader import read_settings

    if is_regular_file(own):
        return read_settings(own, in_table=False)
    return read_settings(shared, in_table=True)
