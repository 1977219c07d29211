"""What the manual needs to become a site: links to files that are not part of it are words."""

from __future__ import annotations

import re
from typing import Final

_LEAVES_THE_MANUAL: Final = re.compile(
    r"\[([^\]]+)\]\((?:\.\./)+(?:src|schema|instances|tests|bench|[A-Z]+\.md)[^)]*\)"
)


def on_page_markdown(markdown: str, **_: object) -> str:
    """Return a page whose links all lead to pages; called for each page of the site."""
    return _LEAVES_THE_MANUAL.sub(r"\1", markdown)
