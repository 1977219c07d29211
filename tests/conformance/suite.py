"""Published conformance suites: their variations, and what is expected of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from attrs import frozen
from lxml import etree

SCHEMA_ERROR: Final = "sche:XmlSchemaError"
"""How a suite names any error of XML Schema, which has no codes."""


@frozen
class Expectation:
    """What a suite says of a variation: the codes of which there has to be one, if it names any.

    `facts` is the list of facts with their dimensions that it expects, where there is one.
    """

    is_valid: bool
    codes: frozenset[str] = frozenset()
    facts: Path | None = None

    def __str__(self) -> str:
        return "valid" if self.is_valid else " or ".join(sorted(self.codes)) or "invalid"


@frozen
class Variation:
    """One document to be read first, and what it should come to.

    `id` is the test case and the variation in it, unique within the suite; `area` is the folder.
    """

    id: str
    area: str
    document: Path
    is_instance: bool
    expected: Expectation


@frozen
class Suite:
    """An archive of test cases with an index of them, which may be one test case."""

    name: str
    archive: str
    index: str

    def unpacked(self, suites: Path, folder: Path) -> list[Variation]:
        """Unpack the suite into a folder and return its variations."""
        with ZipFile(suites / self.archive) as archive:
            archive.extractall(folder)
        return list(self._variations(folder))

    def _variations(self, folder: Path) -> Iterator[Variation]:
        for testcase in etree.parse(folder / self.index).iter("{*}testcase"):
            path = folder / testcase.get("uri", self.index)
            area = path.parent.relative_to(folder).as_posix().removeprefix("Common/")
            root = etree.parse(path).getroot()
            for variation in root.iter("{*}variation"):
                (first,) = variation.xpath("*[local-name()='data']/*[@readMeFirst='true']")
                yield Variation(
                    f"{path.stem}/{variation.get('id')}",
                    area,
                    path.parent / (first.text or "").strip(),
                    etree.QName(first).localname == "instance",
                    _expectation(variation, path.parent / root.get("outpath", "")),
                )


SUITES: Final = (
    Suite("xbrl-2.1", "xbrl-2.1-2025-07-16.zip", "xbrl.xml"),
    Suite("xdt", "xdt-2025-09-09.zip", "xdt.xml"),
    Suite(
        "xdt-unlisted",  # in the archive, and not in its index
        "xdt-2025-09-09.zip",
        "200-xbrldie/271-PrimaryItemDimensionallyInvalidError/"
        "271-Testcase-PrimaryItemDimensionallyInvalidError.xml",
    ),
)
STANDARD_SCHEMAS: Final = "xbrl-standard-schemas.zip"
"""The documents of the standard by address, which suites take for granted."""


def _expectation(variation: etree._Element, outputs: Path) -> Expectation:
    """Return what is expected; without a word of errors or validity it is to be valid."""
    (result,) = variation.iterfind("{*}result")
    codes = frozenset((error.text or "").strip() for error in result.iterfind("{*}error"))
    file = result.findtext("{*}file")
    return Expectation(
        result.get("expected", "invalid" if codes else "valid") == "valid",
        codes,
        None if file is None else outputs / file.strip(),
    )
