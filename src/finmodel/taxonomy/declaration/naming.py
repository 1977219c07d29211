"""Names of concepts and labels, made from each other."""

from __future__ import annotations

import re
from typing import Final

from finmodel.qname import NCNAME

# a run of capitals that is not the start of a word, a word, or a number
_WORD: Final = re.compile(r"[^\W\d_a-z]+(?![a-z])|[^\W\d_]?[^\W\d_A-Z]+|\d+")


def label_from(name: str) -> str:
    """Return a label for a name: `CostOfRevenues` is "Cost of revenues"."""
    words = [word if word.isupper() else word.lower() for word in _WORD.findall(name)]
    label = " ".join(words)
    return label[:1].upper() + label[1:] or name


def name_from(label: str) -> str:
    """Return a name for a label, or nothing where it has no letter: "Cost of revenues"."""
    words = "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", label))
    match = NCNAME.search(words)
    return match[0] if match else ""
