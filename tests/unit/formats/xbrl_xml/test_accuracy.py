"""Decimals inferred from precisions, against the published expectations."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from finmodel.formats.xbrl_xml.accuracy import infer_decimals, read_decimals
from finmodel.model.column import EXACT

SUITE = "suites/xbrl-2.1-2025-07-16.zip"
FOLDER = "Common/300-instance"


@pytest.mark.parametrize("text", ["", "1.0", "1e3", "inf", "NaN", "1_0", "٣", "- 1", "401", "-401"])
def test_decimals_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not INF, nor an integer"):
        read_decimals(text)


@pytest.mark.parametrize(
    ("text", "decimals"), [("0", 0), (" -6\n", -6), ("+2", 2), ("INF", EXACT), ("400", 400)]
)
def test_decimals_are_integers_or_infinite(text: str, decimals: int) -> None:
    assert read_decimals(text) == decimals


def expected(suite: ZipFile, name: str) -> dict[str, str | None]:
    """The decimals that the suite infers, by the fact; none at all for precision 0."""
    with suite.open(f"{FOLDER}/out/{name}Out.xml") as stream:
        tree = etree.parse(BytesIO(stream.read()))
    return {str(fact.tag): fact.get("decimals") for fact in tree.iterfind("{*}*[@contextRef]")}


@pytest.mark.parametrize("number", range(1, 71))
def test_decimals_are_inferred_as_the_conformance_suite_has_them(shared: Path, number: int) -> None:
    name = f"391a-{number:02}-InferDecimalsFromPrecision"
    with ZipFile(shared / SUITE) as suite:
        decimals = expected(suite, name)
        tree = etree.parse(BytesIO(suite.read(f"{FOLDER}/{name}.xml")))
    facts = tree.findall("{*}*[@precision]")
    assert len(facts) > 1000
    for fact in facts:
        inferred = infer_decimals(fact.get("precision", ""), fact.text or "")
        text = {None: None, EXACT: "INF"}.get(inferred, str(inferred))
        assert text == decimals.get(str(fact.tag)), etree.tostring(fact)
