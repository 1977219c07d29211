"""Writes the links between the facts of xBRL-CSV tables and the words that they were printed in.

Every table of the example has a column `words` of notes. Each fact of a row is linked to the words
of its row as to a footnote; spelling those links out by hand is no work for people, so this writes
them to `links.json`, which the tables' metadata extends.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = "words"
FOOTNOTE = "http://www.xbrl.org/2003/arcrole/fact-footnote"
STANDARD_GROUP = "http://www.xbrl.org/2003/role/link"


def links(folder: Path, metadata: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield the identifier of each fact with the identifiers of its words."""
    for name, table in metadata["tables"].items():
        template = metadata["tableTemplates"][table.get("template", name)]
        columns = template["columns"]
        facts = [column for column, kind in columns.items() if "dimensions" in kind]
        with (folder / table["url"]).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                start = f"{name}.r_{row[template['rowIdColumn']]}"
                for column in facts:
                    if column != WORDS and row[column]:
                        yield f"{start}.{column}", [f"{start}.{WORDS}"]


def document(metadata_path: Path) -> str:
    """Return the text of `links.json` for the tables of a metadata file."""
    metadata = json.loads(metadata_path.read_text(encoding="utf-8"))
    info = {
        "documentType": metadata["documentInfo"]["documentType"],
        "linkTypes": {"footnote": FOOTNOTE},
        "linkGroups": {"_": STANDARD_GROUP},
    }
    found = dict(links(metadata_path.parent, metadata))
    text = json.dumps({"documentInfo": info, "links": {"footnote": {"_": found}}}, indent=1)
    return text + "\n"


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        path = Path(argument)
        (path.parent / "links.json").write_text(document(path), encoding="utf-8")
