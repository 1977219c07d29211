"""What the elements of links must look like, as the schemas of XLink and XBRL 2.1 demand it.

Linkbases have hundreds of thousands of elements but few combinations of attributes, so what there
is to say of a combination is worked out once (XBRL 2.1, sections 3.5 and 5.2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen

from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.xml import xlink
from finmodel.formats.xml.namespace import LANGUAGE, LINK, SPACE, XLINK, XML
from finmodel.numeric import NumberError, parse_decimal
from finmodel.qname import NCNAME

_XLINK: Final = f"{{{XLINK}}}"
_XML: Final = f"{{{XML}}}"
_LINK: Final = f"{{{LINK}}}"

LOCATOR: Final = f"{_LINK}loc"
DOCUMENTATION: Final = f"{_LINK}documentation"
LABEL: Final = f"{_LINK}label"
REFERENCE: Final = f"{_LINK}reference"
FOOTNOTE: Final = f"{_LINK}footnote"

ARCS: Final = {
    f"{_LINK}{kind}Link": f"{_LINK}{kind}Arc"
    for kind in ("presentation", "calculation", "definition", "label", "reference", "footnote")
}
"""The arcs that each standard link may have."""

RESOURCES: Final = {
    f"{_LINK}labelLink": LABEL,
    f"{_LINK}referenceLink": REFERENCE,
    f"{_LINK}footnoteLink": FOOTNOTE,
}
"""The resources that each standard link may have; the others have none."""


@frozen
class Shape:
    """The attributes that an element has, by what they are there for.

    `problems` is what is wrong with having just these. `extras` are those that tell arcs apart,
    beside what XLink, `use` and `priority` say (section 3.5.3.9.7.4), and `formed` those of
    which `value_problem` judges the values.
    """

    problems: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    formed: tuple[str, ...] = ()


@frozen
class _Rule:
    required: frozenset[str]
    optional: frozenset[str]
    open_to: str = ""  # "other" for any namespace, "xml" for that of XML


def _xlink(names: str) -> set[str]:
    return {_XLINK + name for name in names.split()}


_SIMPLE: Final = _xlink("role arcrole title show actuate")
_ARC: Final = _Rule(
    frozenset(_xlink("type arcrole from to")),
    frozenset(_xlink("title show actuate") | {"order", "use", "priority"}),
    "other",
)
_RESOURCE: Final = _Rule(frozenset(_xlink("type label")), frozenset(_xlink("role title") | {"id"}))
_RULES: Final[Mapping[str, _Rule]] = {
    **{
        link: _Rule(
            frozenset(_xlink("type role")), frozenset(_xlink("title") | {"id"}), open_to="xml"
        )
        for link in ARCS
    },
    **dict.fromkeys(ARCS.values(), _ARC),
    f"{_LINK}presentationArc": _Rule(
        _ARC.required, _ARC.optional | {"preferredLabel"}, _ARC.open_to
    ),
    f"{_LINK}calculationArc": _Rule(_ARC.required | {"weight"}, _ARC.optional, _ARC.open_to),
    LOCATOR: _Rule(frozenset(_xlink("type href label")), frozenset(_xlink("role title"))),
    REFERENCE: _RESOURCE,
    LABEL: _Rule(_RESOURCE.required, _RESOURCE.optional, "xml"),
    FOOTNOTE: _Rule(_RESOURCE.required, _RESOURCE.optional, "xml"),
    f"{_LINK}schemaRef": _Rule(frozenset(_xlink("type href")), frozenset(_SIMPLE), "xml"),
    xlink.LINKBASE_REF: _Rule(frozenset(_xlink("type href arcrole")), frozenset(_SIMPLE), "xml"),
    xlink.ROLE_REF: _Rule(frozenset(_xlink("type href") | {"roleURI"}), frozenset(_SIMPLE), "xml"),
    xlink.ARCROLE_REF: _Rule(
        frozenset(_xlink("type href") | {"arcroleURI"}), frozenset(_SIMPLE), "xml"
    ),
}
_OF_TYPE: Final = {
    "locator": _xlink("href label"),
    "arc": _xlink("arcrole from to"),
    "resource": _xlink("label"),
    "extended": _xlink("role"),
}
_NOT_EXTRA: Final = frozenset(("use", "priority"))


@lru_cache(maxsize=4096)
def shape(kind: str, tag: str, *names: str) -> Shape:
    """Return what is to be said of an element of a type of XLink that has some attributes."""
    rule = _RULES.get(tag)
    if rule is None:
        # whoever declares an element of their own says which attributes it may have
        missing: Collection[str] = _OF_TYPE.get(kind, set()).difference(names)
        unknown: list[str] = []
    else:
        missing = rule.required.difference(names)
        unknown = [name for name in names if not _is_allowed(name, rule)]
    problems = [f"has no attribute {_local(name)}" for name in sorted(missing)]
    problems += [f"must not have the attribute {_local(name)}" for name in unknown]
    extras = (n for n in names if not n.startswith(_XLINK) and n not in _NOT_EXTRA)
    formed = tuple(filter(_FORMS.__contains__, names))
    return Shape(tuple(problems), tuple(sorted(extras)), formed)


def _is_allowed(name: str, rule: _Rule) -> bool:
    if name in rule.required or name in rule.optional:
        return True
    if name.startswith(_XSI):
        return name != _NIL
    if rule.open_to == "xml":
        return name.startswith(_XML)
    return rule.open_to == "other" and name.startswith("{")


_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_NIL: Final = f"{_XSI}nil"  # which none of these elements can be


def _local(name: str) -> str:
    return name.rpartition("}")[2]


@lru_cache(maxsize=4096)
def value_problem(name: str, value: str) -> str | None:
    """Return what is wrong with the value of an attribute that stands on many elements."""
    form = _FORMS.get(name)
    if form is None or form[0].fullmatch(value.strip()):
        return None
    return f"has the {_local(name)} {value[:60]!r}, not {form[1]}"


# beyond the errata of XML Schema, an empty language is that of nothing
_FORMS: Final = {
    "use": (re.compile("optional|prohibited"), "optional or prohibited"),
    "priority": (re.compile(r"[+-]?\d{1,18}", re.ASCII), "an integer"),
    "id": (NCNAME, "a name without a colon"),
    LANGUAGE: (re.compile("([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?"), "a language, such as en"),
    SPACE: (re.compile("default|preserve"), "default or preserve"),
    xlink.SHOW: (re.compile("new|replace|embed|other|none"), "one that XLink knows"),
    xlink.ACTUATE: (re.compile("onLoad|onRequest|other|none"), "one that XLink knows"),
    xlink.ROLE: (re.compile(r".+"), "an address"),
    xlink.ARCROLE: (re.compile(r".+"), "an address"),
    "preferredLabel": (re.compile(r".+"), "a role of labels"),
    xml.CONTEXT_ELEMENT: (re.compile("segment|scenario"), "segment or scenario"),
    xml.CLOSED: (re.compile("true|false|0|1"), "true or false"),
    xml.USABLE: (re.compile("true|false|0|1"), "true or false"),
    xml.TARGET_ROLE: (re.compile("[^#]*(#[^#]*)?"), "an address"),
}


@lru_cache(maxsize=4096)
def is_number(text: str) -> bool:
    """Tell whether an order or a weight is a number."""
    try:
        parse_decimal(text.strip())
    except NumberError:
        return False
    return True


def bad_labels(labels: Collection[str]) -> Iterator[str]:
    """Yield the labels of a link that are no names without a colon."""
    if labels and not _LABELS.fullmatch("\n".join(labels)):
        yield from (label for label in labels if not NCNAME.fullmatch(label.strip()))


_LABELS: Final = re.compile(rf"(?:{NCNAME.pattern}(?:\n(?!\Z)|\Z))*")
