"""Links and roles that break the rules of XLink and XBRL 2.1."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.taxonomy.network import SUMMATION_ITEM
from tests.unit.formats.taxonomy_xml import (
    arc,
    codes,
    concept,
    link,
    linkbase,
    loc,
    pairs,
    read,
    role_ref,
    role_type,
    schema,
)

LOCATORS = "".join(loc(x.lower(), f"main.xsd#t_{x}") for x in "ABC")
URI = "https://r.example/x"
OWN = link(LOCATORS, arc("a", "b")).replace("http://www.xbrl.org/2003/role/link", URI)


def said(folder: Path, text: str, *inside: str) -> list[str]:
    """Return what is said of a linkbase, beside a schema of three concepts."""
    main = schema(*map(concept, "ABC"), linkbases=(*inside, "lines.xml"))
    return codes(read(folder, {"main.xsd": main, "lines.xml": text}))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (linkbase(link(LOCATORS, arc("a", "b"), arc("a", "b"))), "fm:duplicateArc"),
        (linkbase(link(LOCATORS, "<other/>")), "fm:invalidLink"),
        (linkbase(link(LOCATORS, attributes='xml:space="wide"')), "fm:invalidLink"),
        (linkbase(link(LOCATORS, arc("a", "b", 'use="forbidden"'))), "fm:invalidArc"),
        (linkbase(link(loc("1", "main.xsd#t_A"))), "fm:invalidLink"),
        (linkbase(link(loc("a", "main.xsd#xpointer(t_A)"))), "fm:invalidPointer"),
        (linkbase(link(loc("a", "main.xsd"))), "fm:invalidLocator"),
        (
            linkbase(link(LOCATORS, arc("a", "b", 'weight="1"', arcrole=SUMMATION_ITEM))),
            "fm:misplacedRole",
        ),
        (linkbase(OWN), "fm:undeclaredRole"),
        (linkbase(role_ref(URI, "main.xsd#r") * 2, OWN), "fm:invalidRoleReference"),
        (linkbase(role_ref(URI, "main.xsd#t_A"), OWN), "fm:invalidRoleReference"),
        (linkbase(role_ref(URI, "main.xsd#l"), OWN), "fm:misplacedRole"),
        (linkbase(role_ref(URI, "main.xsd#r"), OWN), None),
    ],
)
def test_links(tmp_path: Path, text: str, code: str | None) -> None:
    declared = role_type(URI, "l", "link:label") if "#l" in text else role_type(URI, "r")
    found = said(tmp_path, text, declared)
    assert code in found if code else found == []


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        (role_type(URI, "r") + role_type(URI, "s"), "fm:conflictingRole"),
        (role_type(URI, "r", "link:label", "link:label"), "fm:invalidRole"),
        (role_type("", "r"), "fm:invalidRole"),
        (role_type(URI, "1"), "fm:invalidRole"),
        (
            role_type(URI, "r").replace("roleType", "arcroleType").replace("roleURI", "arcroleURI"),
            "fm:invalidRole",
        ),
    ],
)
def test_declarations_of_roles(tmp_path: Path, declared: str, code: str) -> None:
    assert code in said(tmp_path, linkbase(), declared)


def test_only_link_loc_leads_to_documents(tmp_path: Path) -> None:
    own = (
        '<x:link xmlns:x="https://x.example" xlink:type="extended" xlink:role="https://r.example">'
        f"{loc('a', 'main.xsd')}"
        '<x:loc xlink:type="locator" xlink:label="b" xlink:href="absent.xsd"/></x:link>'
    )
    assert said(tmp_path, linkbase(own)) == []


def test_a_role_that_a_linkbase_does_not_have(tmp_path: Path) -> None:
    role = 'xlink:role="http://www.xbrl.org/2003/role/calculationLinkbaseRef"'
    main = schema(*map(concept, "ABC"), linkbases=("lines.xml",)).replace(
        'xlink:href="lines.xml"', f'xlink:href="lines.xml" {role}'
    )
    lines = linkbase(link(LOCATORS, arc("a", "b")))
    taxonomy = read(tmp_path, {"main.xsd": main, "lines.xml": lines})
    assert codes(taxonomy) == ["fm:misplacedLink"]
    assert pairs(taxonomy) == [("A", "B")]


@pytest.mark.parametrize("pointer", ["xpointer(//*)", "foo(bar)", "element(t_A/x)", "element()"])
def test_a_bad_pointer_is_told_of_once(tmp_path: Path, pointer: str) -> None:
    href = f"main.xsd#{pointer}"
    ends = loc("a", href), loc("b", "main.xsd#t_B")
    lines = linkbase(role_ref("https://t.example/r", href), link(*ends, arc("a", "b")))
    text = schema(concept("A"), concept("B"), linkbases=(lines,))

    # one for the locator, one for the reference to a role
    assert codes(read(tmp_path, {"main.xsd": text})) == ["fm:invalidPointer"] * 2
