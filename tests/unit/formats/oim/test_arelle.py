"""What is written as xBRL-JSON and xBRL-CSV is loaded by another processor as what it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from finmodel.formats.report import read, write
from finmodel.model.column import EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import FOREVER, Duration, Instant
from finmodel.model.report import Report
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.qname import ISO4217, Namespaces, QName
from tests.unit.formats.xbrl_xml.instance import EX, ex
from tests.unit.formats.xbrl_xml.test_arelle import definitions, schema, taxonomy

pytestmark = pytest.mark.skipif(find_spec("arelle") is None, reason="arelle is not installed")


def report(entry_point: Path) -> Report:
    """A report that uses whatever the formats can say."""
    entity = Entity("http://standards.iso.org/iso/17442", "353800ZZZZZZZZZZZZ12")
    year = Duration("2008-04-01", "2009-04-01")
    members: dict[QName, Member] = {
        ex("Region"): ex("Asia"),
        ex("Contract"): TypedMember('#A & <B>, "c"'),
    }
    jpy = Unit.currency("JPY")
    per_share = Unit((QName(ISO4217, "JPY"),), (SHARES_MEASURE,))
    builder = ColumnBuilder()
    within = DimensionSet.of(entity, year, members)
    builder.add(ex("Revenue"), within, "17500000000", unit=jpy, decimals=-8, id="r1")
    other = within.with_member(ex("Contract"), TypedMember(None))
    builder.add(ex("Revenue"), other, None, unit=jpy, id="r2")
    for number, moment in enumerate(("2009-01-01", "2009-01-01T12:30:00", "2009-01-01T00:00:00Z")):
        shared = DimensionSet(entity, Instant(moment))
        builder.add(ex("Cash"), shared, "-1.50", unit=jpy, decimals=EXACT, id=f"c{number}")
    eve = DimensionSet(entity, Instant("2009-01-01"))
    builder.add(ex("Earnings"), eve, "1.5", unit=per_share, decimals=2, id="e")
    builder.add(ex("Margin"), DimensionSet(entity, year), "0.25", decimals=EXACT, id="m1")
    builder.add(ex("Margin"), DimensionSet(None, year), None, id="m2")
    text = ' a < b & c > "d", e\r\n\t売上高 ]]>\u2028\U0001f4b4 '
    builder.add(ex("Policy"), DimensionSet(entity, FOREVER), text, language="en", id="p")
    builder.add(ex("Policy"), DimensionSet(entity, year), "", language="ja", id="p2")
    builder.add(ex("Policy"), DimensionSet(None, year), "#12d1", id="p3")
    notes = {"n1": Note("n1", "ja", '<p class="a">売上 &amp; <b>x</b><br/></p>')}
    links = (
        Link(FOOTNOTE, STANDARD_GROUP, "r1", ("n1",)),
        Link(FOOTNOTE, STANDARD_GROUP, "r2", ("n1",)),
        Link(EXPLANATORY_FACT, STANDARD_GROUP, "r1", ("m1", "p")),
    )
    return Report(
        (entry_point.as_uri(),), builder.columns(), notes, links, namespaces=Namespaces({"ex": EX})
    )


@pytest.mark.parametrize("name", ["a.json", "a-metadata.json"])
def test_arelle_loads_what_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "ex.xsd").write_text(schema(), "utf-8")
    (tmp_path / "ex-definition.xml").write_text(definitions(), "utf-8")
    target, facts = tmp_path / name, tmp_path / "facts.json"
    given = report(tmp_path / "ex.xsd")
    assert write(given, target, taxonomy=taxonomy()) == ()
    home = {"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "home")}
    command = ["-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline", "--validate"]
    finished = subprocess.run(
        [sys.executable, *command, f"--file={target}", f"--facts={facts}"],
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=True,
    )
    said = [line for line in finished.stdout.splitlines() if not line.startswith("[info]")]
    assert "\n".join(said) == ""
    loaded = [fact[1]["name"] for fact in json.loads(facts.read_text("utf-8"))["factList"]]
    assert Counter(loaded) == Counter(f"ex:{fact.concept.local_name}" for fact in given.facts)
    again = read(target, taxonomy=taxonomy())
    assert again == given
    assert again.diagnostics == ()
