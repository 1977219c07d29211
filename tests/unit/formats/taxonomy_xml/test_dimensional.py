"""Dimensional relationships as they are written: attributes, and roles to go on in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.formats.taxonomy_xml import arc, codes, concept, link, linkbase, loc, read, schema

MEMBERS = "http://xbrl.org/int/dim/arcrole/domain-member"
DECLARATION = "http://www.xbrl.org/2005/xbrldt-2005.xsd#domain-member"
ROLE = "https://r.example/other"
ROLE_TYPE = (
    f'<xs:annotation><xs:appinfo><link:roleType roleURI="{ROLE}" id="other">'
    "<link:usedOn>link:definitionLink</link:usedOn></link:roleType></xs:appinfo></xs:annotation>"
)
ROLE_REF = f'<link:roleRef xlink:type="simple" roleURI="{ROLE}" xlink:href="a.xsd#other"/>'
ARCROLE_REF = (
    f'<link:arcroleRef xlink:type="simple" arcroleURI="{MEMBERS}" xlink:href="{DECLARATION}"/>'
)


def codes_of(folder: Path, attributes: str, *references: str, arcrole: str = MEMBERS) -> list[str]:
    """Return the codes of what is wrong with a relationship that has some attributes."""
    joined = arc("a", "b", attributes, arcrole=arcrole, kind="definition")
    joins = link(loc("a", "a.xsd#t_A"), loc("b", "a.xsd#t_B"), joined, kind="definition")
    files = {
        "a.xsd": schema(ROLE_TYPE, concept("A"), concept("B"), linkbases=("d.xml",)),
        "d.xml": linkbase(ARCROLE_REF, *references, joins),
    }
    return codes(read(folder, files))


@pytest.mark.parametrize(
    ("attributes", "is_right"),
    [
        ('usable="false"', True),
        ('usable=" 1 "', True),
        ('usable="no"', False),
        ('closed="0"', True),
        ('closed="yes"', False),
        ('contextElement="scenario"', True),
        ('contextElement="context"', False),
        ('targetRole="##"', False),
    ],
)
def test_values_of_attributes(tmp_path: Path, attributes: str, is_right: bool) -> None:
    found = codes_of(tmp_path, f"xbrldt:{attributes}")
    assert ("fm:invalidArc" not in found) is is_right


@pytest.mark.parametrize(
    ("role", "references", "expected"),
    [
        (ROLE, (ROLE_REF,), []),
        ("http://www.xbrl.org/2003/role/link", (), []),
        (ROLE, (), ["xbrldte:TargetRoleNotResolvedError"]),
        (f"{ROLE}s", (ROLE_REF,), ["xbrldte:TargetRoleNotResolvedError"]),
    ],
)
def test_a_target_role_is_one_that_the_linkbase_refers_to(
    tmp_path: Path, role: str, references: tuple[str, ...], expected: list[str]
) -> None:
    assert codes_of(tmp_path, f'xbrldt:targetRole="{role}"', *references) == expected


def test_other_relationships_may_have_any_target_role(tmp_path: Path) -> None:
    arcrole = "http://www.xbrl.org/2003/arcrole/general-special"
    assert codes_of(tmp_path, f'xbrldt:targetRole="{ROLE}"', arcrole=arcrole) == []
