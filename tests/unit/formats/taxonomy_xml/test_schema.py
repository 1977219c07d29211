"""Concepts and data types in schemas."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from finmodel.qname import QName
from finmodel.taxonomy.concept import Balance, Kind, PeriodType
from finmodel.taxonomy.datatype import MONETARY, STRING, DataType, Facets, item_type
from finmodel.taxonomy.lexical import admits_all_texts, find_problem
from tests.unit.formats.taxonomy_xml import (
    NAMESPACE,
    codes,
    concept,
    linkbase,
    name,
    read,
    schema,
)


def restricted(local_name: str, base: str, *facets: str) -> str:
    """Return a complex type that restricts an item type."""
    return (
        f'<xs:complexType name="{local_name}"><xs:simpleContent><xs:restriction base="{base}">'
        f"{''.join(facets)}</xs:restriction></xs:simpleContent></xs:complexType>"
    )


def data_type(folder: Path, *content: str) -> DataType:
    """Return the type of the concept A."""
    return read(folder, {"main.xsd": schema(*content)}).concepts[name("A")].data_type


def test_what_a_declaration_says(tmp_path: Path) -> None:
    attributes = (
        'xbrli:periodType="instant" xbrli:balance="debit" abstract="true" nillable="1" id="x"'
    )
    formula = (
        '<xs:annotation><xs:appinfo><formula xmlns="https://finmodel.example/2026/taxonomy">B - C'
        "</formula></xs:appinfo></xs:annotation>"
    )
    taxonomy = read(tmp_path, {"main.xsd": schema(concept("A", attributes, formula))})

    found = taxonomy.concepts[name("A")]

    assert found.period_type is PeriodType.INSTANT
    assert found.balance is Balance.DEBIT
    assert (found.abstract, found.nillable, found.id) == (True, True, "x")
    assert found.formula == "B - C"
    assert found.data_type == item_type(MONETARY)
    assert taxonomy.namespaces["t"] == NAMESPACE


def test_substitution_groups_make_the_kind_by_whatever_chain(tmp_path: Path) -> None:
    content = (
        concept("A", 'substitutionGroup="t:B"'),
        concept("B", 'substitutionGroup="t:C"'),
        concept("C", 'substitutionGroup="xbrldt:dimensionItem"'),
        concept("D", 'substitutionGroup="xbrldt:hypercubeItem"'),
        concept("E", 'substitutionGroup="xbrli:tuple"', "<xs:complexType/>"),
        concept("F", 'substitutionGroup="t:G"'),
        concept("G", 'substitutionGroup="t:F"'),
        '<xs:element name="H" type="xs:string"/>',
    )
    concepts = read(tmp_path, {"main.xsd": schema(*content)}).concepts

    kinds = {found.name.local_name: found.kind for found in concepts.values()}

    assert kinds == {
        "A": Kind.DIMENSION,
        "B": Kind.DIMENSION,
        "C": Kind.DIMENSION,
        "D": Kind.HYPERCUBE,
        "E": Kind.TUPLE,
    }
    assert concepts[name("A")].substitution_group == name("B")


def test_a_chain_of_restrictions(tmp_path: Path) -> None:
    found = data_type(
        tmp_path,
        concept("A", 'type="t:small"'),
        restricted("small", "t:positive", '<xs:maxExclusive value="1e2"/>'),
        restricted("positive", "t:same", '<xs:minInclusive value="0.50"/>'),
        restricted("same", "xbrli:monetaryItemType"),
    )

    assert [t.local_name for t in found.ancestors] == [
        "positive",
        "same",
        "monetaryItemType",
        "decimal",
    ]
    assert found.facets == (
        Facets(max_exclusive=Decimal(100)),
        Facets(min_inclusive=Decimal("0.5")),
    )
    assert found.is_monetary


def test_facets(tmp_path: Path) -> None:
    found = data_type(
        tmp_path,
        concept("A", 'type="t:code"'),
        restricted(
            "code",
            "xbrli:stringItemType",
            '<xs:enumeration value="b"/><xs:enumeration value=" a "/><xs:pattern value="[ab]"/>',
            '<xs:pattern value="."/><xs:minLength value="1"/><xs:maxLength value="3"/>',
            '<xs:whiteSpace value="preserve"/>',
        ),
    )

    assert found.facets == (
        Facets(enumeration=("b", " a "), patterns=("[ab]", "."), min_length=1, max_length=3),
    )


def test_facets_that_do_not_fit_are_said_once(tmp_path: Path) -> None:
    bounds = '<xs:minInclusive value="1"/><xs:pattern value="a+"/>'
    inner = f'<xs:simpleType><xs:restriction base="xs:string">{bounds}</xs:restriction>'
    content = (
        f'<xs:element name="other">{inner}</xs:simpleType></xs:element>',
        restricted("wordType", "xbrli:stringItemType", '<xs:totalDigits value="1"/>'),
        restricted("heirType", "t:wordType", '<xs:maxLength value="2"/>'),
        restricted("lostType", "t:nowhere", '<xs:maxLength value="2"/>'),
        restricted("dayType", "xbrli:gYearItemType", '<xs:minInclusive value="0044"/>'),
    )
    taxonomy = read(tmp_path, {"main.xsd": schema(*content)})

    assert [(found.code, found.message) for found in taxonomy.diagnostics] == [
        ("fm:invalidSchema", "The type other has minInclusive, which string cannot have."),
        ("fm:invalidSchema", "The type wordType has totalDigits, which string cannot have."),
    ]


def test_a_type_inside_an_element(tmp_path: Path) -> None:
    found = data_type(
        tmp_path,
        concept(
            "A",
            content='<xs:complexType><xs:simpleContent><xs:restriction base="xbrli:stringItemType">'
            '<xs:simpleType><xs:restriction base="xs:string"><xs:length value="2"/>'
            "</xs:restriction></xs:simpleType></xs:restriction></xs:simpleContent></xs:complexType>",
        ),
    )

    assert found == item_type(STRING).restricted(name("A@type"), Facets(length=2))


NUMBER_OR_DASH = (
    '<xs:simpleType name="either"><xs:union memberTypes="xs:integer t:dash"/></xs:simpleType>'
    '<xs:simpleType name="dash"><xs:restriction base="xs:string"><xs:enumeration value="-"/>'
    "</xs:restriction></xs:simpleType>"
)
INTEGERS = '<xs:simpleType name="integers"><xs:list itemType="xs:integer"/></xs:simpleType>'


def composed(inner: str, base: str = "xbrli:stringItemType") -> str:
    """Return a concept of which the values are as a simple type inside its own says."""
    return concept(
        "A",
        content=f'<xs:complexType><xs:simpleContent><xs:restriction base="{base}">'
        f"<xs:simpleType>{inner}</xs:simpleType></xs:restriction></xs:simpleContent>"
        "</xs:complexType>",
    )


@pytest.mark.parametrize(
    ("content", "good", "bad"),
    [
        (
            composed('<xs:union memberTypes="t:either xs:date"/>') + NUMBER_OR_DASH,
            ["12", "-", "2009-03-31"],
            ["x", "--", ""],
        ),
        (
            composed(
                "<xs:union><xs:simpleType><xs:restriction base='xs:token'>"
                "<xs:enumeration value='a'/></xs:restriction></xs:simpleType>"
                "<xs:simpleType><xs:restriction base='xs:token'><xs:enumeration value='b'/>"
                "</xs:restriction></xs:simpleType></xs:union>"
            ),
            ["a", " b "],
            ["c", "a b"],
        ),
        (composed('<xs:list itemType="t:either"/>') + NUMBER_OR_DASH, ["", "1 - 2"], ["1 x"]),
        (
            composed(
                "<xs:list><xs:simpleType><xs:restriction base='xs:token'>"
                "<xs:length value='2'/></xs:restriction></xs:simpleType></xs:list>"
            ),
            ["ab", "ab cd"],
            ["ab c"],
        ),
        (
            INTEGERS
            + concept("A", 'type="t:typed"')
            + '<xs:simpleType name="typed"><xs:restriction base="t:integers">'
            '<xs:minLength value="2"/><xs:maxLength value="3"/></xs:restriction></xs:simpleType>',
            ["1 2", " 1  2\n3 "],
            ["1", "1 2 3 4", "1 x"],
        ),
        (
            NUMBER_OR_DASH
            + concept("A", 'type="t:typed"')
            + '<xs:simpleType name="typed"><xs:restriction base="t:either">'
            '<xs:enumeration value="1"/><xs:enumeration value="-"/></xs:restriction>'
            "</xs:simpleType>",
            ["1", "-"],
            ["2", "x"],
        ),
    ],
)
def test_unions_and_lists(tmp_path: Path, content: str, good: list[str], bad: list[str]) -> None:
    found = data_type(tmp_path, content)
    assert found.is_simple
    assert not admits_all_texts(found)
    assert [text for text in good if find_problem(found, text) is not None] == []
    assert [text for text in bad if find_problem(found, text) is None] == []


@pytest.mark.parametrize(
    "types",
    [
        # in itself, alone and many times
        '<xs:simpleType name="u0"><xs:union memberTypes="t:u0"/></xs:simpleType>',
        "".join(
            f'<xs:simpleType name="u{n}"><xs:union memberTypes="t:u{(n + 1) % 30} t:u0 t:u7"/>'
            "</xs:simpleType>"
            for n in range(30)
        ),
        # deep, and doubled at each step
        "".join(
            f'<xs:simpleType name="u{n}"><xs:union memberTypes="t:r{n} t:r{n}"/></xs:simpleType>'
            f'<xs:simpleType name="r{n}"><xs:restriction base="t:u{n + 1}">'
            '<xs:maxLength value="9"/></xs:restriction></xs:simpleType>'
            for n in range(2000)
        )
        + '<xs:simpleType name="u2000"><xs:list itemType="xs:integer"/></xs:simpleType>',
    ],
)
def test_unions_of_unions_come_to_an_end(tmp_path: Path, types: str) -> None:
    found = data_type(tmp_path, concept("A", 'type="t:u0"') + types)
    assert find_problem(found, "x " * 10_000) is None


def test_an_element_without_a_type_is_of_its_groups(tmp_path: Path) -> None:
    found = data_type(
        tmp_path,
        f'<xs:element name="A" substitutionGroup="t:B" xbrli:periodType="instant"/>{concept("B")}',
    )
    assert found.name == MONETARY


@pytest.mark.parametrize(
    ("content", "local_name"),
    [
        ("<xs:sequence/>", "A@type"),
        ('<xs:complexContent><xs:restriction base="xs:anyType"/></xs:complexContent>', "A@type"),
    ],
)
def test_what_has_no_simple_content_has_no_values(
    tmp_path: Path, content: str, local_name: str
) -> None:
    declaration = concept("A", content=f"<xs:complexType>{content}</xs:complexType>")
    assert data_type(tmp_path, declaration) == DataType(name(local_name))


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (concept("A", 'type="t:gone"'), "fm:unknownDataType", "The type gone of A is unknown"),
        (concept("A", 'type="who:knows"'), "fm:unknownDataType", "'who'"),
        (
            concept("A", 'type="t:a"') + restricted("a", "t:b") + restricted("b", "t:a"),
            "fm:circularDefinition",
            "The type a is defined by itself, by way of b.",
        ),
        (concept("A", 'xbrli:periodType="forever"'), "fm:invalidConcept", "instant or duration"),
        (concept("A", 'xbrli:balance="left"'), "fm:invalidConcept", "'left', not debit or credit"),
        (
            '<xs:element name="A" substitutionGroup="xbrli:item" type="xbrli:stringItemType"/>',
            "fm:invalidConcept",
            "A has no periodType",
        ),
        (
            concept("A", 'type="t:a"')
            + restricted("a", "xbrli:dateItemType", '<xs:minInclusive value="soon"/>'),
            "fm:invalidSchema",
            "The minInclusive “soon” is neither a number nor a time",
        ),
        (
            concept("A", 'type="t:a"')
            + restricted("a", "xbrli:stringItemType", '<xs:length value="-1"/>'),
            "fm:invalidSchema",
            "The length “-1” is no count",
        ),
        (
            concept("A", 'type="t:a"') + restricted("a", "xbrli:stringItemType", "<xs:maxLength/>"),
            "fm:invalidSchema",
            "The maxLength has no value",
        ),
        (
            concept("A", 'type="t:a"')
            + restricted("a", "xbrli:doubleItemType", '<xs:maxInclusive value="NaN"/>'),
            "fm:unsupportedFacet",
            "The maxInclusive “NaN” is not checked",
        ),
        (
            concept("A", 'type="t:a"')
            + restricted("a", "xbrli:stringItemType", f'<xs:length value="{"9" * 30}"/>'),
            "fm:unsupportedFacet",
            "length",
        ),
        (
            concept("A", 'type="t:a"')
            + restricted("a", "xbrli:stringItemType", r'<xs:pattern value="\p{IsEthiopic}"/>'),
            "fm:unsupportedFacet",
            "is not checked: the class of characters 'IsEthiopic' is not known",
        ),
        (
            concept("A", 'type="t:a"')
            + restricted("a", "xbrli:stringItemType", '<xs:pattern value="((a{999}){999})"/>'),
            "fm:unsupportedFacet",
            "The pattern “((a{999}){999})” is not checked: it repeats so much",
        ),
        (
            concept(
                "A",
                'substitutionGroup="xbrldt:dimensionItem" xbrldt:typedDomainRef="#nowhere"',
            ),
            "fm:unresolvedReference",
            "main.xsd#nowhere leads to nothing",
        ),
    ],
)
def test_what_is_wrong_is_said_and_the_concept_is_there(
    tmp_path: Path, content: str, code: str, said: str
) -> None:
    taxonomy = read(tmp_path, {"main.xsd": schema(content)})

    assert code in codes(taxonomy)
    diagnostic = next(found for found in taxonomy.diagnostics if found.code == code)
    assert said in diagnostic.message
    assert diagnostic.source is not None
    assert diagnostic.source.line == 1
    assert name("A") in taxonomy.concepts


def test_typed_domains(tmp_path: Path) -> None:
    taxonomy = read(
        tmp_path,
        {
            "main.xsd": schema(
                '<xs:import namespace="https://o.example" schemaLocation="other.xsd"/>',
                concept(
                    "A",
                    'substitutionGroup="xbrldt:dimensionItem" '
                    'xbrldt:typedDomainRef="other.xsd#domain"',
                ),
            ),
            "other.xsd": schema(
                '<xs:element name="number" id="domain"><xs:simpleType>'
                '<xs:restriction base="xs:integer"><xs:totalDigits value="4"/></xs:restriction>'
                "</xs:simpleType></xs:element>",
                target="https://o.example",
            ),
        },
    )

    domain = QName("https://o.example", "number")

    assert taxonomy.concepts[name("A")].typed_domain == domain
    assert taxonomy.typed_domains[domain].builtin == "integer"
    assert taxonomy.typed_domains[domain].facets == (Facets(total_digits=4),)
    assert taxonomy.dimensional.is_typed(name("A"))


def test_roles_and_arcroles(tmp_path: Path) -> None:
    declared = (
        '<link:roleType roleURI="https://r.example/x" id="x"><link:definition> Income '
        "</link:definition><link:usedOn>link:presentationLink</link:usedOn></link:roleType>",
        '<link:arcroleType arcroleURI="https://r.example/y" id="y" cyclesAllowed="none">'
        "<link:usedOn>link:definitionArc</link:usedOn></link:arcroleType>",
    )
    taxonomy = read(tmp_path, {"main.xsd": schema(linkbases=declared)})

    role = taxonomy.roles["https://r.example/x"]
    arcrole = taxonomy.arcroles["https://r.example/y"]

    assert (role.definition, role.id) == ("Income", "x")
    assert [used.local_name for used in role.used_on] == ["presentationLink"]
    assert (arcrole.cycles_allowed, arcrole.used_on[0].local_name) == ("none", "definitionArc")


def test_documentation_is_that_of_the_entry_point(tmp_path: Path) -> None:
    text = schema(concept("A")).replace(
        "<xs:annotation>", "<xs:annotation><xs:documentation>What it is for.</xs:documentation>"
    )
    assert read(tmp_path, {"main.xsd": text}).documentation == "What it is for."


def test_an_entry_point_may_be_a_linkbase(tmp_path: Path) -> None:
    taxonomy = read(tmp_path, {"lines.xml": linkbase()})
    assert (taxonomy.namespace, taxonomy.concepts, taxonomy.diagnostics) == ("", {}, ())


@pytest.mark.parametrize(
    ("attribute", "annotation", "said"),
    [
        ('t:count="1"', "<t:share> 0.5 </t:share><t:unknown>x</t:unknown>", None),
        ('t:unknown="x"', '<t:unknown t:count="2">x</t:unknown>', None),
        ('t:count="x"', "", "count is “x”, which is not a whole number."),
        ("", "<t:share>half</t:share>", "share is “half”, which is not a number"),
        ("", "<t:unknown><t:share>half</t:share></t:unknown>", "share is “half”"),
        ("", "<t:share><t:unknown/></t:share>", "share has elements inside"),
        ("", '<t:unknown t:count="x"/>', "count is “x”"),
    ],
)
def test_what_is_not_of_xbrl_is_as_it_is_declared(
    tmp_path: Path, attribute: str, annotation: str, said: str | None
) -> None:
    declared = (
        '<xs:attribute name="count" type="xs:integer"/><xs:element name="share" type="xs:decimal"/>'
    )
    main = schema(declared, concept("A", attribute), linkbases=(annotation or "<t:unknown/>",))
    taxonomy = read(tmp_path, {"main.xsd": main})
    assert codes(taxonomy) == ([] if said is None else ["fm:invalidSchema"])
    assert said is None or said in taxonomy.diagnostics[0].message


@pytest.mark.parametrize("kind", ["element", "simpleType", "complexType", "group", "attribute"])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "has no name"),
        ('name=""', "has the name “”, which is none"),
        ('name="1"', "has the name “1”, which is none"),
        ('name="t:x"', "has the name “t:x”, which is none"),
    ],
)
def test_declarations_without_a_name(tmp_path: Path, kind: str, given: str, said: str) -> None:
    text = schema(concept("A"), f"<xs:{kind} {given}/>")
    taxonomy = read(tmp_path, {"main.xsd": text})

    (diagnostic,) = taxonomy.diagnostics
    assert diagnostic.code == "fm:invalidSchema"
    assert diagnostic.message == f"A declaration <{kind}> {said}."
    assert list(taxonomy.concepts) == [name("A")]
