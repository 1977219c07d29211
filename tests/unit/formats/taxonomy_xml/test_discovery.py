"""Which documents a taxonomy consists of."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.diagnostic import Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml.reader import read_taxonomy
from tests.unit.formats.taxonomy_xml import (
    NAMESPACE,
    arc,
    codes,
    concept,
    link,
    linkbase,
    loc,
    name,
    pairs,
    read,
    role_type,
    schema,
)

OTHER = "https://other.example"


def imported(location: str, namespace: str = OTHER) -> str:
    return f'<xs:import namespace="{namespace}" schemaLocation="{location}"/>'


def test_imports_are_followed_relative_to_where_they_stand(tmp_path: Path) -> None:
    files = {
        "main.xsd": schema(imported("deep/er/one.xsd"), concept("A")),
        "deep/er/one.xsd": schema(imported("../two%20words.xsd"), concept("B"), target=OTHER),
        "deep/two words.xsd": schema(
            imported("../main.xsd", NAMESPACE), concept("C"), target=OTHER
        ),
    }

    taxonomy = read(tmp_path, files)

    assert [concept.local_name for concept in taxonomy.concepts] == ["A", "B", "C"]
    assert taxonomy.diagnostics == ()
    assert taxonomy.namespace == NAMESPACE


def test_an_included_schema_takes_on_the_namespace(tmp_path: Path) -> None:
    taxonomy = read(
        tmp_path,
        {
            "main.xsd": schema('<xs:include schemaLocation="part.xsd"/>', concept("A")),
            "part.xsd": schema(
                concept("B", 'type="statusType"'),
                '<xs:complexType name="statusType"><xs:simpleContent>'
                '<xs:restriction base="xbrli:stringItemType"/></xs:simpleContent></xs:complexType>',
                target="",
            ),
        },
    )

    assert name("B") in taxonomy.concepts
    assert taxonomy.concepts[name("B")].data_type.name == name("statusType")
    assert taxonomy.diagnostics == ()


def test_a_redefined_schema_is_read_and_reported(tmp_path: Path) -> None:
    taxonomy = read(
        tmp_path,
        {
            "main.xsd": schema('<xs:redefine schemaLocation="part.xsd"/>'),
            "part.xsd": schema(concept("B"), target=""),
        },
    )

    assert name("B") in taxonomy.concepts
    assert codes(taxonomy) == ["fm:redefinedSchema"]


LINES = link(loc("a", "main.xsd#t_A"), loc("b", "main.xsd#t_B"), arc("a", "b"))


@pytest.mark.parametrize(
    "files",
    [
        {
            "main.xsd": schema(concept("A"), concept("B"), linkbases=("lines.xml",)),
            "lines.xml": linkbase(LINES),
        },
        # a linkbase inside a schema
        {"main.xsd": schema(concept("A"), concept("B"), linkbases=(linkbase(LINES),))},
        # one inside another document
        {
            "main.xsd": schema(concept("A"), concept("B"), linkbases=("any.xml#lines",)),
            "any.xml": f"<any><thing/>{linkbase(LINES)}</any>",
        },
        # by way of a locator only
        {"lines.xml": linkbase(LINES), "main.xsd": schema(concept("A"), concept("B"))},
        # by way of a reference to a role
        {
            "lines.xml": linkbase(
                '<link:roleRef roleURI="https://r.example" xlink:type="simple" '
                'xlink:href="roles.xsd#r"/>'
            ),
            "roles.xsd": schema(
                linkbases=(role_type("https://r.example", "r"), "more.xml"), target=OTHER
            ),
            "more.xml": linkbase(LINES),
            "main.xsd": schema(concept("A"), concept("B")),
        },
        # relative to xml:base
        {
            "main.xsd": schema(concept("A"), concept("B"), linkbases=("links/lines.xml",)),
            "links/lines.xml": linkbase(
                link(
                    loc("a", "main.xsd#t_A"),
                    loc("b", "main.xsd#t_B"),
                    arc("a", "b"),
                    attributes='xml:base="../"',
                )
            ),
        },
        # positions instead of identifiers: annotation and import come first
        {
            "main.xsd": schema(concept("A"), concept("B"), linkbases=("lines.xml",)),
            "lines.xml": linkbase(
                link(
                    loc("a", "main.xsd#element(/1/3)"),
                    loc("b", "main.xsd#element(nowhere)element(t_B)"),
                    arc("a", "b"),
                )
            ),
        },
        # one locator label for several, and arcs from each to each
        {
            "main.xsd": schema(concept("A"), concept("B"), linkbases=("lines.xml",)),
            "lines.xml": linkbase(
                link(loc("x", "main.xsd#t_A"), loc("y", "main.xsd#t_B"), arc("x", "y"))
            ),
        },
    ],
)
def test_linkbases_are_found(tmp_path: Path, files: dict[str, str]) -> None:
    taxonomy = read(tmp_path, files)

    assert pairs(taxonomy) == [("A", "B")]
    assert taxonomy.diagnostics == ()


def test_several_entry_points_make_one_taxonomy(tmp_path: Path) -> None:
    files = {
        "main.xsd": schema(concept("A"), concept("B")),
        "lines.xml": linkbase(LINES),
    }

    taxonomy = read(tmp_path, files, "main.xsd", "lines.xml")

    assert pairs(taxonomy) == [("A", "B")]
    assert [address.rpartition("/")[2] for address in taxonomy.entry_points] == [
        "main.xsd",
        "lines.xml",
    ]


def test_documents_that_are_missing_are_said_together(tmp_path: Path) -> None:
    lines = link(
        loc("a", "main.xsd#t_A"),
        loc("b", "https://far.example/x.xsd#t_B"),
        loc("c", "https://far.example/x.xsd#t_C"),
        arc("a", "b"),
        arc("a", "c"),
    )
    taxonomy = read(
        tmp_path,
        {
            "main.xsd": schema(imported("gone.xsd"), concept("A"), linkbases=("lines.xml",)),
            "lines.xml": linkbase(lines),
        },
    )

    (missing,) = taxonomy.diagnostics
    assert missing.code == "fm:documentNotAvailable"
    assert missing.message.startswith(f"{(tmp_path / 'gone.xsd').as_uri()} is not available")
    assert missing.message.endswith("Not available either: https://far.example/x.xsd.")
    assert missing.source is not None
    assert missing.source.document.endswith("main.xsd")
    assert name("A") in taxonomy.concepts


def test_many_missing_documents_are_counted_and_not_all_named(tmp_path: Path) -> None:
    gone = [imported(f"gone{number}.xsd") for number in range(1200)]
    taxonomy = read(tmp_path, {"main.xsd": schema(*gone)})

    (missing,) = taxonomy.diagnostics
    assert "gone3.xsd and 1,196 more." in missing.message
    assert "gone4.xsd" not in missing.message


def test_why_a_document_cannot_be_had_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    why = Fault("fm:broken", "It is broken.", "Mend it.")("It is broken today.")

    def refusing(address: str) -> None:
        raise UnreadableError(why)

    path = tmp_path / "main.xsd"
    path.write_text(schema(imported("gone.xsd"), concept("A")), encoding="utf-8")
    taxonomy = read_taxonomy([Document.of(path)], resolver=refusing)

    assert codes(taxonomy) == ["fm:documentNotAvailable", "fm:broken"]
    assert name("A") in taxonomy.concepts


def test_documents_of_standards_are_neither_read_nor_missed(tmp_path: Path) -> None:
    addresses = (
        "http://www.xbrl.org/2003/xl-2003-12-31.xsd",
        "http://www.xbrl.org/2005/xbrldt-2005.xsd",
        "http://www.xbrl.org/2006/ref-2006-02-27.xsd",
        "http://www.w3.org/2001/xml.xsd",
        "https://www.xbrl.org/2023/calculation-1.1.xsd",
        "https://www.xbrl.org/dtr/type/2022-03-31/types.xsd",
        "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd",
        "http://www.xbrl.org/lrr/role/other-2030-01-01.xsd",
    )
    asked: list[str] = []

    def resolver(address: str) -> Document | None:
        asked.append(address)
        return None

    text = schema(*(imported(address, f"n{i}") for i, address in enumerate(addresses)))
    document = Document.from_bytes(text.encode(), "main.xsd")
    taxonomy = read_taxonomy([document], resolver=resolver)

    assert taxonomy.diagnostics == ()
    # the registry of label roles is read where it is there
    assert asked == [addresses[-1]]


def test_a_resolver_leads_to_documents_elsewhere(tmp_path: Path) -> None:
    far = schema(concept("B"), target=OTHER).encode()
    near = schema(imported("https://far.example/x/../x.xsd"), concept("A")).encode()
    found = {"https://far.example/x.xsd": Document("far", "https://far.example/x.xsd", far)}

    document = Document.from_bytes(near, "main.xsd")
    taxonomy = read_taxonomy([document], resolver=found.get)

    assert [concept.local_name for concept in taxonomy.concepts] == ["A", "B"]


def test_a_broken_document_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    taxonomy = read(
        tmp_path,
        {
            "main.xsd": schema(imported("broken.xsd"), imported("other.xml", "x"), concept("A")),
            "broken.xsd": "<schema><element/>",
            "other.xml": "<html/>",
        },
    )

    assert codes(taxonomy) == ["fm:truncatedXml", "fm:notATaxonomy"]
    assert name("A") in taxonomy.concepts


def test_nothing_is_read_where_no_entry_point_is(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(tmp_path, {"main.xsd": "no XML at all"})
    assert raised.value.diagnostics[0].code == "fm:notXml"


@pytest.mark.parametrize("text", ["<html/>", "<!DOCTYPE a><a/>"])
def test_what_is_no_taxonomy_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError):
        read(tmp_path, {"main.xsd": text})


def test_a_report_is_no_taxonomy(tmp_path: Path) -> None:
    text = '<xbrl xmlns="http://www.xbrl.org/2003/instance"/>'
    with pytest.raises(UnreadableError) as error:
        read(tmp_path, {"report.xbrl": text})
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "fm:notATaxonomy"
    assert diagnostic.message.endswith("is neither a schema nor a linkbase, but a report.")
