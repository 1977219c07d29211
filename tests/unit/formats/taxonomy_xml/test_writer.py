"""Taxonomies written as schemas and linkbases."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from attrs import evolve

from finmodel.formats.document import Document
from finmodel.formats.output import UnwritableError
from finmodel.formats.taxonomy import read_taxonomy as read_any
from finmodel.formats.taxonomy import write_taxonomy as write_any
from finmodel.formats.taxonomy_xml.reader import read_taxonomy
from finmodel.formats.taxonomy_xml.writer import write_taxonomy
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import MONETARY, item_type
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.taxonomy_xml import concept, read, schema
from tests.unit.formats.taxonomy_xml import name as own
from tests.unit.taxonomy.example import NAMESPACE, Results

TAXONOMY = Results.taxonomy


def test_a_declared_taxonomy_comes_back_equal(tmp_path: Path) -> None:
    entry_point, *_ = write_taxonomy(TAXONOMY, tmp_path, "acme")

    found = read_taxonomy([Document.of(entry_point)])

    assert found.diagnostics == ()
    assert found == TAXONOMY
    assert found.documentation == TAXONOMY.documentation
    assert found.namespaces["acme"] == NAMESPACE


def test_the_files(tmp_path: Path) -> None:
    files = write_taxonomy(TAXONOMY, tmp_path, "acme")

    assert [file.name for file in files] == [
        "acme.xsd",
        "acme-group.xsd",
        "acme-presentation.xml",
        "acme-calculation.xml",
        "acme-definition.xml",
        "acme-label-en.xml",
        "acme-label-ja.xml",
        "acme-reference.xml",
    ]
    assert sorted(tmp_path.iterdir()) == sorted(files)


def test_the_same_taxonomy_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    files = write_taxonomy(TAXONOMY, tmp_path, "acme")
    read = read_taxonomy([Document.of(files[0])])
    again = write_taxonomy(read, tmp_path / "again", "acme")

    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in again]


def test_formulas_are_where_other_tools_do_not_look(tmp_path: Path) -> None:
    entry_point, *_ = write_taxonomy(TAXONOMY, tmp_path, "acme")
    text = entry_point.read_text("utf-8")

    assert "<finmodel:formula>Revenues - CostOfRevenues</finmodel:formula>" in text
    assert 'xmlns:finmodel="https://finmodel.example/2026/taxonomy"' in text


def test_standards_are_imported_from_their_official_addresses(tmp_path: Path) -> None:
    entry_point, *_ = write_taxonomy(TAXONOMY, tmp_path, "acme")
    text = entry_point.read_text("utf-8")

    for address in (
        "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        "http://www.xbrl.org/2005/xbrldt-2005.xsd",
        "http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd",
        "http://www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd",
        "acme-group.xsd",
    ):
        assert f'schemaLocation="{address}"' in text


@pytest.mark.parametrize(
    ("taxonomy", "code", "said"),
    [
        (
            evolve(TAXONOMY, labels=(Label(Results.Revenues.name, "bell \a"),)),
            "fm:unwritableCharacter",
            "In a text about Revenues, the character U+0007 cannot be written in XML.",
        ),
        (
            evolve(TAXONOMY, labels=(Label(Results.Cash.name, "half \ud83d"),)),
            "fm:unwritableCharacter",
            "U+D83D",
        ),
        (
            evolve(TAXONOMY, documentation="\x00"),
            "fm:unwritableCharacter",
            "The taxonomy has a text that XML does not allow",
        ),
        (
            Taxonomy(
                concepts={(name := QName(NAMESPACE, "2 words")): Concept(name, item_type(MONETARY))}
            ),
            "fm:unwritableName",
            "“2 words” is no name in XML.",
        ),
    ],
)
def test_what_xml_cannot_carry_is_refused_and_nothing_is_written(
    tmp_path: Path, taxonomy: Taxonomy, code: str, said: str
) -> None:
    with pytest.raises(UnwritableError) as raised:
        write_taxonomy(taxonomy, tmp_path, "acme")

    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == code
    assert said in diagnostic.message
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_files_alone(tmp_path: Path) -> None:
    files = write_taxonomy(TAXONOMY, tmp_path, "acme")
    before = {file: file.read_bytes() for file in files}
    # a folder cannot be replaced by a file
    (blocked := tmp_path / "acme-definition.xml").unlink()
    blocked.mkdir()

    with pytest.raises(OSError, match="definition"):
        write_taxonomy(evolve(TAXONOMY, labels=(), documentation="other"), tmp_path, "acme")

    assert {file for file in tmp_path.iterdir() if file.is_file()} == set(files) - {blocked}
    untouched = [file for file in files if file.name > "acme-definition.xml"]
    assert all(file.read_bytes() == before[file] for file in untouched)


@pytest.mark.skipif(find_spec("arelle") is None, reason="the processor arelle is not installed")
def test_arelle_finds_nothing_wrong(tmp_path: Path) -> None:
    entry_point, *_ = write_taxonomy(TAXONOMY, tmp_path, "acme")
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    arguments = ["--internetConnectivity", "offline", "--validate", "--file", str(entry_point)]

    result = subprocess.run(
        [sys.executable, "-m", "arelle.CntlrCmdLine", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=True,
    )

    said = (result.stdout + result.stderr).splitlines()
    assert any(line.startswith("[info] validated") for line in said)
    assert [line for line in said if line and not line.startswith("[info]")] == []


def test_unions_and_lists_are_kept(tmp_path: Path) -> None:
    inner = (
        '<xs:simpleType><xs:restriction base="xs:string"><xs:length value="2"/></xs:restriction>'
    )
    either = f'<xs:union memberTypes="xs:date xs:gYear">{inner}</xs:simpleType></xs:union>'
    types = (
        f'<xs:simpleType name="either">{either}</xs:simpleType>',
        '<xs:simpleType name="many"><xs:list itemType="t:either"/></xs:simpleType>',
        '<xs:complexType name="item"><xs:simpleContent>'
        f'<xs:restriction base="xbrli:stringItemType"><xs:simpleType>{either}</xs:simpleType>'
        '<xs:pattern value=".+"/></xs:restriction></xs:simpleContent></xs:complexType>',
        '<xs:element name="domain" id="domain" type="t:many"/>',
    )
    dimension = concept(
        "D",
        'type="xbrli:stringItemType" abstract="true" xbrldt:typedDomainRef="#domain" '
        'substitutionGroup="xbrldt:dimensionItem"',
    )
    taxonomy = read(
        tmp_path, {"main.xsd": schema(*types, concept("A", 'type="t:item"'), dimension)}
    )
    assert taxonomy.diagnostics == ()
    assert [part.name.local_name for part in taxonomy.concepts[own("A")].data_type.union] == [
        "date",
        "gYear",
        "item@0",
    ]
    for target in ("out/again.xsd", "out/again.json"):
        (tmp_path / "out").mkdir(exist_ok=True)
        first, *_ = write_any(taxonomy, tmp_path / target)
        again = read_any(first)
        assert again.diagnostics == ()
        assert again.typed_domains == taxonomy.typed_domains
        assert again.concepts[own("A")].data_type == taxonomy.concepts[own("A")].data_type
