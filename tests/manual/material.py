"""What the manual works on beside the example: a taxonomy package, a mirror and a report of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

from tools.generate import ROOT

ADDRESS = "https://finmodel.example/iij/2009-02-12/"
_METADATA = f"""<?xml version="1.0" encoding="UTF-8"?>
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
_CATALOG = f"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteURI uriStartString="{ADDRESS}" rewritePrefix="../iij/"/>
</catalog>
"""


def lay_out(folder: Path) -> None:
    """Put the example into a folder, `iij-2009.zip`, `mirror/`, and `report.xbrl` by address.

    And `verify.py`, the checker of certificates, which needs nothing else.
    """
    for name in ("instances", "schema"):
        shutil.copytree(ROOT / name, folder / name)
    documents = sorted((ROOT / "schema" / "iij").glob("*.x*"))
    mirror = folder / "mirror" / ADDRESS.replace("://", "/")
    mirror.mkdir(parents=True)
    with ZipFile(folder / "iij-2009.zip", "w") as package:
        package.writestr("iij-2009/META-INF/taxonomyPackage.xml", _METADATA)
        package.writestr("iij-2009/META-INF/catalog.xml", _CATALOG)
        for document in documents:
            package.write(document, f"iij-2009/iij/{document.name}")
            shutil.copy(document, mirror)
    shutil.copy(ROOT / "src" / "finmodel" / "proof" / "verify.py", folder)
    text = (ROOT / "instances" / "iij-2008q3.xml").read_text(encoding="utf-8")
    report = text.replace("../schema/iij/", ADDRESS)
    (folder / "report.xbrl").write_text(report, encoding="utf-8")
