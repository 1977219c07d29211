"""Where results go: standard output, in colour where a person looks at it, or a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from finmodel.formats.output import write_whole

_COLOURED: Final = {
    r"^(?P<bad>error|conflict|INVALID|UNREADABLE|IMPOSSIBLE|REFUTED)\b": "bold red",
    r"^(?P<doubtful>warning|suspect|undecided|NOT CHECKED|UNDECIDED|DIFFERENT)\b": "bold yellow",
    r"^(?P<good>VALID|POSSIBLE|VERIFIED|SAME)\b": "bold green",
    r"^(?P<slight>info)\b": "bold blue",
}


def put(lines: Iterable[str], target: Path | None = None) -> None:
    """Write lines to a file, whole or not at all, or to standard output; raises `OSError`."""
    if target is not None:
        write_whole(target, (f"{line}\n".encode(errors="replace") for line in lines))
        return
    try:
        if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
            _put_in_colour(lines)
        else:
            sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except OSError:
        # what is left in the buffer has nowhere to go, and would be missed once more at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


def _put_in_colour(lines: Iterable[str]) -> None:
    """Print with the verdicts in colour, as far as the terminal has any."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for line in lines:
        text = Text(line)
        for pattern, style in _COLOURED.items():
            text.highlight_regex(pattern, style)
        console.print(text, soft_wrap=True)
