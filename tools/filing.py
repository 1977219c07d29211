"""Lays out what the tutorial about filings works on: a taxonomy package, and reports that name it.

`python -m tools.filing` writes it into the working directory. It is the example under the address
that its publisher would give it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from zipfile import ZipFile

ROOT: Final = Path(__file__).resolve().parent.parent
ADDRESS: Final = "https://finmodel.example/iij/2009-02-12/"

_METADATA: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package" xml:lang="en">
  <tp:identifier>https://finmodel.example/iij/2009-02-12</tp:identifier>
  <tp:name>IIJ, results of 2009</tp:name>
  <tp:version>2009-02-12</tp:version>
  <tp:publicationDate>2009-02-12</tp:publicationDate>
  <tp:entryPoints>
    <tp:entryPoint>
      <tp:name>Results presentation</tp:name>
      <tp:entryPointDocument href="{ADDRESS}iij.xsd"/>
    </tp:entryPoint>
  </tp:entryPoints>
</tp:taxonomyPackage>
"""
_CATALOG: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteURI uriStartString="{ADDRESS}" rewritePrefix="../iij/"/>
</catalog>
"""


def lay_out(folder: Path) -> None:
    """Write `iij-2009.zip`, `report.xbrl`, and `filings/` with three, one of which is torn."""
    with ZipFile(folder / "iij-2009.zip", "w") as package:
        package.writestr("iij-2009/META-INF/taxonomyPackage.xml", _METADATA)
        package.writestr("iij-2009/META-INF/catalog.xml", _CATALOG)
        for document in documents():
            package.write(document, f"iij-2009/iij/{document.name}")
    filing = _filing("xml")
    filings = folder / "filings"
    filings.mkdir(exist_ok=True)
    for path, text in (
        (folder / "report.xbrl", filing),
        (filings / "first.xbrl", filing),
        (filings / "second.json", _filing("json")),
        (filings / "torn.xbrl", filing[: len(filing) // 2]),
    ):
        path.write_text(text, encoding="utf-8", newline="\n")


def documents() -> list[Path]:
    """Return the schema of the example's taxonomy and its linkbases."""
    return sorted((ROOT / "schema" / "iij").glob("*.x*"))


def _filing(suffix: str) -> str:
    """Return the example's report, with its taxonomy by address."""
    text = (ROOT / "instances" / f"iij-2008q3.{suffix}").read_text(encoding="utf-8")
    return text.replace("../schema/iij/", ADDRESS)


if __name__ == "__main__":
    lay_out(Path.cwd())
