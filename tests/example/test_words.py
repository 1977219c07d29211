"""Every fact of the worked example quotes the words that it was read from, as they were printed."""

from __future__ import annotations

import re
from pathlib import Path

import finmodel as fm
from tools.generate import ROOT

TABLES = ROOT / "instances" / "iij-2008q3" / "metadata.json"
MARKUP = re.compile(r"</?(?:pre|u)>")
BULLET = re.compile(r"^[ \t]*[-◆•·>➤][ \t]", re.MULTILINE)
QUOTE = re.compile(r"^Slide \d+[,:].*“(.+)”$", re.DOTALL)


def letters(text: str) -> str:
    """Return a text without the bullets, markup and spaces that lay a slide out."""
    return "".join(BULLET.sub("", MARKUP.sub("", text)).split())


def test_every_fact_names_its_slide_and_quotes_what_is_on_it(shared: Path) -> None:
    (seed,) = (shared / "seed").glob("*.txt")
    printed = letters(seed.read_text(encoding="utf-8"))
    for fact in fm.read(TABLES).facts:
        assert fact.quotes, fact
        for words in fact.quotes:
            quote = QUOTE.match(words)
            assert quote, words
            assert letters(quote[1]) in printed, words
